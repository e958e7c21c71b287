import { rangeOf } from '../../text/range.ts';
import type { DomainName } from '../../dns/names.ts';
import { folderOf, pathIn } from '../../text/paths.ts';
import { DeclaredDomains } from './declared-domains.ts';
import type { ScriptDomain, ScriptRefusal } from './domain.ts';
import {
  ScriptEvaluator,
  type Attempt,
  type CallArgument,
  type EvaluatorHost,
  type NativeCall,
} from './evaluate/evaluator.ts';
import { runStatements } from './evaluate/statements.ts';
import {
  ofBoolean,
  ScriptScope,
  ofText,
  UNDEFINED,
  UNKNOWN_VALUE,
  type ScriptValue,
} from './evaluate/value.ts';
import type { ScriptPlace } from './syntax/script-text.ts';
import { ProgramWork, type ProgramProblem } from './evaluate/work.ts';
import { holeOf, Refused } from './functions/arguments.ts';
import { callNativeFunction, modifierValue, NativeNames, PROGRAM_FUNCTIONS } from './functions/natives.ts';
import { reverseZoneName, type ReverseForm } from './functions/reverse-name.ts';
import { parseScriptData, type ParsedScript, type ScriptProblem } from './syntax/parse-script.ts';
import { madeText } from './syntax/script-text.ts';

/** The files that a program may read. */
export interface ProgramSources {
  /** `undefined` if the file does not exist or must not be read. */
  read(path: string): string | undefined;
  parse(path: string, text: string): ParsedScript;
  /** The scripts in a folder and up to that many levels of its subfolders. */
  scriptsIn(folder: string, levels: number): FolderScripts;
  /** The name that the user's settings give a domain of unknown name that a file declares. */
  zoneNameFor(path: string): DomainName | undefined;
}

export interface FolderScripts {
  /** In the order in which DNSControl reads them. */
  readonly paths: readonly string[];
  /** Whether there are folders deeper than that. */
  readonly hasDeeper: boolean;
}

/** The declarations of a program, read without executing it. */
export interface ProgramReading {
  readonly domains: readonly ScriptDomain[];
  /** Whether its scripts define a name themselves. */
  readonly declares: (name: string) => boolean;
  /** What DNSControl rejects, other than in a record. */
  readonly refusals: readonly ScriptRefusal[];
  readonly problems: readonly ProgramProblem[];
  /** Its scripts and data in reading order, its own file first. */
  readonly files: ReadonlyMap<string, string>;
  /** The files that it names, including missing ones. */
  readonly wanted: ReadonlySet<string>;
  /** The folders whose scripts are all read. */
  readonly folders: ReadonlySet<string>;
}

/** Files of a program. A repository of thousands of zones has one for each. */
export const MAX_PROGRAM_FILES = 5000;

/** Nested folders in which `require_glob` looks for scripts. */
export const MAX_FOLDER_DEPTH = 20;

/** Reads a program, starting with its first file. Never throws and never executes anything. */
export function readProgram(path: string, text: string, sources: ProgramSources): ProgramReading {
  return new ProgramRun(path, sources).read(path, text);
}

class ProgramRun implements EvaluatorHost {
  readonly work = new ProgramWork();
  private readonly root: string;
  private readonly sources: ProgramSources;
  private readonly evaluator: ScriptEvaluator;
  private readonly names = new NativeNames();
  private readonly domains: DeclaredDomains;
  private readonly refusals: ScriptRefusal[] = [];
  private readonly files = new Map<string, string>();
  private readonly wanted = new Set<string>();
  private readonly folders = new Set<string>();
  /** The scripts that are being read, the innermost last. */
  private readonly reading: string[] = [];
  /** The form set by `REVCOMPAT`. */
  private reverseForm: ReverseForm | undefined;
  private isReverseFormSet = false;

  constructor(root: string, sources: ProgramSources) {
    this.root = root;
    this.sources = sources;
    this.evaluator = new ScriptEvaluator(this);
    this.domains = new DeclaredDomains(root, this.work, (path) => sources.zoneNameFor(path));
  }

  read(path: string, text: string): ProgramReading {
    try {
      this.run(path, text);
    } catch (error) {
      // The parser has room for patterns that are nested deeper than anything else that is followed.
      if (!(error instanceof RangeError)) throw error;
      const place = { path: this.reading.at(-1) ?? path, range: rangeOf(0, 0) };
      this.work.report(place, 'This script is nested too deeply to be read.', 'limit');
    }
    const { refusals, files, wanted, folders } = this;
    const declares = (name: string): boolean => this.names.has(name);
    return {
      domains: this.domains.all,
      declares,
      refusals,
      problems: this.work.problems,
      files,
      wanted,
      folders,
    };
  }

  private run(path: string, text: string): void {
    const { program, problem } = this.sources.parse(path, text);
    if (problem !== undefined && !this.files.has(path)) this.reportSyntax(path, problem);
    this.files.set(path, text);
    this.reading.push(path);
    runStatements(this.evaluator, program.body, ScriptScope.global(path, text, this.names));
    this.reading.pop();
  }

  private reportSyntax(path: string, { message, range }: ScriptProblem): void {
    this.work.report({ path, range }, message, 'format');
  }

  attempt(): Attempt {
    const makeRecordsUncertain = this.domains.attempt();
    const refusals = this.refusals.length;
    const problems = this.work.problems.length;
    return {
      hasFailed: () => this.refusals.length > refusals || this.work.problems.length > problems,
      makeUncertain: () => {
        this.refusals.length = refusals;
        makeRecordsUncertain();
      },
    };
  }

  runBody(body: Parameters<EvaluatorHost['runBody']>[0], scope: ScriptScope): ScriptValue {
    return runStatements(this.evaluator, body.body, scope);
  }

  callNative(call: NativeCall): ScriptValue {
    try {
      return PROGRAM_FUNCTIONS.includes(call.name) ? this.callOwn(call) : callNativeFunction(call);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.refusals.push(error.refusal);
      return modifierValue({ kind: 'other' });
    }
  }

  private callOwn(call: NativeCall): ScriptValue {
    const { args, place } = call;
    const [first] = args;
    switch (call.name) {
      case 'D':
        this.domains.declare(call, args.slice(2));
        return UNDEFINED;
      case 'DOMAIN_ELSEWHERE':
      case 'DOMAIN_ELSEWHERE_AUTO':
        this.domains.declare(call, []);
        return UNDEFINED;
      case 'D_EXTEND':
        this.domains.extend(call);
        return UNDEFINED;
      case 'DEFAULTS':
        this.domains.setDefaults(args);
        return UNDEFINED;
      case 'INCLUDE': {
        const domain = this.domains.domainFor(call);
        return modifierValue(domain === undefined ? { kind: 'other' } : { kind: 'include', domain });
      }
      case 'REV': {
        if (first?.value.kind !== 'text' || !first.value.text.isKnown) return UNKNOWN_VALUE;
        const { text } = first.value;
        const name = reverseZoneName(text.text, this.reverseForm, first.place);
        const [segment] = text.segments;
        if (name === undefined) return ofText(holeOf(first.place));
        return ofText(segment === undefined ? madeText(name) : madeText(name).from(segment));
      }
      case 'REVCOMPAT':
        this.setReverseForm(first, place);
        return UNDEFINED;
      case 'NewRegistrar':
      case 'NewDnsProvider':
        return first?.value ?? UNKNOWN_VALUE;
      case 'CLI_DEFAULTS':
        // The command line may set another value.
        if (first?.value.kind === 'object')
          for (const name of first.value.members.keys()) this.names.set(name, UNKNOWN_VALUE);
        return UNDEFINED;
      case 'require':
        return this.require(first, place);
      default:
        return this.requireAll(args, place);
    }
  }

  private setReverseForm(arg: CallArgument | undefined, place: ScriptPlace): void {
    if (this.isReverseFormSet) throw new Refused('ERROR: REVCOMPAT() already set', place);
    this.isReverseFormSet = true;
    if (arg?.value.kind !== 'text' || !arg.value.text.isKnown) return;
    const { text } = arg.value.text;
    if (/^(?:rfc2317|2317|2|old)$/i.test(text)) this.reverseForm = 'rfc2317';
    else if (/^(?:rfc4183|4183|4)$/i.test(text)) this.reverseForm = 'rfc4183';
    else throw new Refused(`invalid value "${text}", must be rfc2317 or rfc4182`, arg.place);
  }

  /**
   * A path that starts with a dot is relative to the script; another one is relative to the folder where DNSControl is
   * started.
   */
  private require(arg: CallArgument | undefined, place: ScriptPlace): ScriptValue {
    const file = arg?.value.kind === 'text' && arg.value.text.isKnown ? arg.value.text.text : undefined;
    if (file === undefined) {
      this.work.report(place, 'mailtxt does not know which file this reads.', 'include');
      return UNKNOWN_VALUE;
    }
    const folders = file.startsWith('.') ? [folderOf(place.path)] : this.workingFolders(place.path);
    const paths = folders.flatMap((folder) => pathIn(folder, file) ?? []);
    for (const path of paths) {
      this.wanted.add(path);
      const text = this.files.get(path) ?? this.sources.read(path);
      if (text !== undefined) return this.readFile(path, text, place);
    }
    this.work.report(place, `"${file}" was not found, so it is not read.`, 'include');
    return UNKNOWN_VALUE;
  }

  /** DNSControl is usually started in the folder of the first file. */
  private workingFolders(path: string): readonly string[] {
    const folders = new Set([folderOf(this.root), folderOf(path)]);
    const [first = ''] = folders;
    if (first.includes('/')) folders.add(folderOf(first));
    return [...folders];
  }

  private readFile(path: string, text: string, place: ScriptPlace): ScriptValue {
    if (this.reading.includes(path)) return UNKNOWN_VALUE;
    if (this.files.size >= MAX_PROGRAM_FILES && !this.files.has(path)) {
      this.work.report(
        place,
        `mailtxt reads at most ${MAX_PROGRAM_FILES} files, so this one is not read.`,
        'limit',
      );
      return UNKNOWN_VALUE;
    }
    if (!/\.json5?$/i.test(path)) {
      this.work.deeper(place, () => this.run(path, text));
      return ofBoolean(true);
    }
    const isFirst = !this.files.has(path);
    this.files.set(path, text);
    const data = parseScriptData(text);
    if (!('message' in data)) return this.evaluator.value(data, ScriptScope.global(path, text, new Map()));
    if (isFirst) this.reportSyntax(path, data);
    return UNKNOWN_VALUE;
  }

  private requireAll(args: readonly CallArgument[], place: ScriptPlace): ScriptValue {
    const [first, deep] = args;
    const typed =
      first?.value.kind === 'text' && first.value.text.isKnown ? first.value.text.text : undefined;
    if (typed === undefined) {
      this.work.report(place, 'mailtxt does not know which files this reads.', 'include');
      return UNKNOWN_VALUE;
    }
    const isDeep = !(deep?.value.kind === 'boolean' && !deep.value.value);
    const folders = typed.startsWith('.') ? [folderOf(place.path)] : this.workingFolders(place.path);
    for (const folder of folders) {
      const wanted = pathIn(folder, `${typed}/.`);
      if (wanted === undefined) continue;
      this.folders.add(wanted);
      const { paths, hasDeeper } = this.sources.scriptsIn(wanted, isDeep ? MAX_FOLDER_DEPTH : 0);
      if (isDeep && hasDeeper) {
        const message = `Scripts nested more than ${MAX_FOLDER_DEPTH} folders deep are not read.`;
        this.work.report(place, message, 'limit');
      }
      for (const path of paths) {
        this.wanted.add(path);
        const text = this.files.get(path) ?? this.sources.read(path);
        if (text !== undefined) this.readFile(path, text, place);
      }
      if (paths.length > 0) return UNKNOWN_VALUE;
    }
    this.work.report(place, `No scripts were found in "${typed}".`, 'include');
    return UNKNOWN_VALUE;
  }
}
