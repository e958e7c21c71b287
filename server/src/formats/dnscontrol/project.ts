import type { DomainName } from '../../dns/names.ts';
import type {
  DocumentChange,
  DocumentFamily,
  DocumentGroup,
  FamilyChange,
  ProjectFiles,
} from '../../records/document-family.ts';
import type { Unread } from '../../records/unread.ts';
import { applyEdits, type Edit } from '../../text/edit.ts';
import { rangeOf } from '../../text/range.ts';
import { ScriptDocument, type ScriptContext } from './document.ts';
import { readingsOf, type ScriptReading } from './program-group.ts';
import { readProgram, type FolderScripts, type ProgramReading, type ProgramSources } from './program.ts';
import type { ScriptRecord } from './read-record.ts';
import { isProgramPath } from './recognize.ts';
import { parseScript, type ParsedScript } from './syntax/parse-script.ts';

/** A program, and its documents that are shown. */
interface ProgramState {
  readonly path: string;
  program: ProgramReading;
  /** By the tags of its domains. */
  readonly groups: Map<string, ProgramGroup>;
}

interface ProgramGroup {
  readonly key: string;
  readonly tag: string;
  readonly version: number;
  readonly documents: Map<string, ScriptDocument>;
  readings: ReadonlyMap<string, ScriptReading>;
  /** Records by their calls. `undefined` until first used. */
  byCall: ReadonlyMap<object, readonly ScriptRecord[]> | undefined;
}

/** The DNSControl programs among the documents. Each begins with a file that no other file reads. */
export class ScriptProject implements DocumentFamily, ProgramSources {
  /** Scripts are read on demand. */
  readonly hasBacklog = false;
  readonly isEvaluated = true;
  private readonly projectFiles: ProjectFiles;
  private readonly texts = new Map<string, string>();
  private readonly parsed = new Map<string, { readonly text: string; readonly script: ParsedScript }>();
  private programs: Map<string, ProgramState> | undefined;
  private lastVersion = 0;

  private readonly isShown = (path: string): boolean =>
    this.texts.has(path) || this.projectFiles.showsAll === true;

  constructor(files: ProjectFiles) {
    this.projectFiles = files;
  }

  claims(path: string): boolean {
    if (!/\.(?:js|json5?)$/i.test(path)) return false;
    return [...(this.programs?.values() ?? [])].some(({ program }) => program.wanted.has(path));
  }

  put(path: string, text: string): void {
    if (this.texts.get(path) === text) return;
    this.texts.set(path, text);
    this.programs = undefined;
  }

  remove(path: string): void {
    if (this.texts.delete(path)) this.programs = undefined;
  }

  filesChanged(paths: readonly string[]): void {
    const isRead = ({ program }: ProgramState): boolean =>
      paths.some(
        (path) =>
          program.wanted.has(path) || [...program.folders].some((folder) => path.startsWith(`${folder}/`)),
      );
    if ([...(this.programs?.values() ?? [])].some(isRead)) this.programs = undefined;
  }

  environmentChanged(): void {
    this.programs = undefined;
  }

  read(path: string): string | undefined {
    return this.texts.get(path) ?? this.projectFiles.read(path);
  }

  zoneNameFor(path: string): DomainName | undefined {
    return this.projectFiles.zoneNameFor?.(path, []);
  }

  parse(path: string, text: string): ParsedScript {
    const known = this.parsed.get(path);
    if (known?.text === text) return known.script;
    const script = parseScript(text);
    this.parsed.set(path, { text, script });
    return script;
  }

  /** In path order, as DNSControl walks the folder. */
  scriptsIn(folder: string, levels: number): FolderScripts {
    const scripts = this.projectFiles.list(folder).filter((path) => path.endsWith('.js'));
    const open = [...this.texts.keys()].filter(
      (path) => path.endsWith('.js') && path.slice(0, path.lastIndexOf('/')) === folder,
    );
    const within = this.projectFiles.folders?.(folder) ?? [];
    if (levels === 0) return { paths: sorted([...scripts, ...open]), hasDeeper: within.length > 0 };
    const deeper = within.map((name) => this.scriptsIn(`${folder}/${name}`, levels - 1));
    const paths = [...scripts, ...open, ...deeper.flatMap((one) => one.paths)];
    return { paths: sorted(paths), hasDeeper: deeper.some((one) => one.hasDeeper) };
  }

  groups(): readonly DocumentGroup[] {
    return [...this.current().values()].flatMap(({ groups }) =>
      [...groups.values()].map(({ key, tag, version, documents }) => ({
        key,
        run: undefined,
        view: tag === '' ? undefined : { name: tag, audience: 'unknown' as const },
        version,
        documents: [...documents].map(([file, document]) => ({ path: file, document })),
      })),
    );
  }

  unread(): readonly Unread[] {
    const unread = new Map<string, Unread>();
    for (const { program } of this.current().values())
      for (const { path, range, message, unread: reason } of program.problems)
        if (reason !== undefined)
          unread.set(`${path} ${range.start} ${message}`, { ...reason, path, range, message, count: 1 });
    return [...unread.values()];
  }

  evaluateWhile(): boolean {
    return true;
  }

  edit(path: string, edit: Edit): FamilyChange {
    const text = this.texts.get(path) ?? this.read(path);
    const before = this.programs;
    if (text === undefined || before === undefined) {
      if (text !== undefined) this.put(path, applyEdits(text, [edit]));
      return { kind: 'regrouped' };
    }
    this.texts.set(path, applyEdits(text, [edit]));
    const changes: DocumentChange[] = [];
    for (const state of before.values()) {
      if (!state.program.files.has(path)) continue;
      if (!this.rerun(state)) {
        this.programs = undefined;
        return { kind: 'regrouped' };
      }
      for (const { key, documents } of state.groups.values())
        for (const [file, document] of documents)
          if (file === path) changes.push({ path: file, group: key, apply: () => document.edit(edit) });
          else if (document.isOutdated)
            // Its text is unchanged, but its meaning depends on the other one.
            changes.push({
              path: file,
              group: key,
              apply: () => document.edit({ range: rangeOf(0, 0), text: '' }),
            });
    }
    return { kind: 'changed', changes };
  }

  /** Reads a program again. False if its files or tags changed. */
  private rerun(state: ProgramState): boolean {
    const program = readProgram(state.path, this.read(state.path) ?? '', this);
    const isSame =
      haveSameKeys(program.wanted, state.program.wanted) &&
      haveSameKeys(program.files, state.program.files) &&
      haveSameKeys(program.folders, state.program.folders);
    const readings = readingsOf(program, this, this.isShown);
    if (!isSame || !haveSameKeys(readings, state.groups)) return false;
    state.program = program;
    for (const [tag, group] of state.groups) {
      group.readings = readings.get(tag) ?? new Map();
      group.byCall = undefined;
    }
    return true;
  }

  private current(): ReadonlyMap<string, ProgramState> {
    if (this.programs !== undefined) return this.programs;
    const programs = new Map<string, ProgramState>();
    this.programs = programs;
    const read = new Set<string>();
    const roots = [...this.texts.keys()].sort(
      (a, b) => Number(isProgramPath(b)) - Number(isProgramPath(a)) || (a < b ? -1 : 1),
    );
    for (const path of roots) {
      // A file that another program reads belongs to that program.
      if (read.has(path) || /\.json5?$/i.test(path)) continue;
      const program = readProgram(path, this.read(path) ?? '', this);
      for (const file of program.files.keys()) read.add(file);
      programs.set(path, this.stateOf(path, program));
    }
    for (const [path, { program }] of [...programs])
      for (const file of program.files.keys()) if (file !== path) programs.delete(file);
    for (const path of this.parsed.keys()) if (!read.has(path)) this.parsed.delete(path);
    this.tellWhatIsLookedAt(programs);
    return programs;
  }

  private tellWhatIsLookedAt(programs: ReadonlyMap<string, ProgramState>): void {
    const all = [...programs.values()].map(({ program }) => program);
    const files = new Set(all.flatMap(({ wanted }) => [...wanted]));
    const listed = new Map(
      all.flatMap(({ folders }) => [...folders].map((one) => [one, new Set(['**/*.js'])])),
    );
    this.projectFiles.looksAt?.(new Set(), files, listed);
  }

  private stateOf(path: string, program: ProgramReading): ProgramState {
    const state: ProgramState = { path, program, groups: new Map() };
    for (const [tag, readings] of readingsOf(program, this, this.isShown)) {
      const group: ProgramGroup = {
        key: `${path}\0${tag}`,
        tag,
        version: ++this.lastVersion,
        documents: new Map(),
        readings,
        byCall: undefined,
      };
      state.groups.set(tag, group);
      const context = this.contextOf(state, group);
      for (const file of readings.keys())
        group.documents.set(file, ScriptDocument.read(file, program.files.get(file) ?? '', context));
    }
    return state;
  }

  private contextOf(state: ProgramState, group: ProgramGroup): ScriptContext {
    return {
      readingOf: (path) => group.readings.get(path),
      textOf: (path) => state.program.files.get(path),
      parsed: (path) => {
        const text = state.program.files.get(path);
        return text === undefined || /\.json5?$/i.test(path) ? undefined : this.parse(path, text);
      },
      paths: () => state.program.files.keys(),
      declares: (name) => state.program.declares(name),
      madeBy: ({ from }) => (group.byCall ??= byCallOf(group.readings)).get(from.call.place) ?? [],
    };
  }
}

function sorted(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)].sort();
}

function byCallOf(
  readings: ReadonlyMap<string, ScriptReading>,
): ReadonlyMap<object, readonly ScriptRecord[]> {
  const byCall = new Map<object, ScriptRecord[]>();
  const byKey = new Map<string, ScriptRecord[]>();
  for (const { records } of readings.values()) {
    for (const record of records) {
      // A function that is called twice makes two calls with the same source text.
      const { place } = record.from.call;
      const key = `${place.path}\0${place.range.start}\0${place.range.end}`;
      const same = byKey.get(key);
      if (same === undefined) byKey.set(key, [record]);
      else same.push(record);
      byCall.set(place, byKey.get(key) ?? []);
    }
  }
  return byCall;
}

function haveSameKeys(
  one: { keys(): Iterable<string>; readonly size: number },
  other: { keys(): Iterable<string>; readonly size: number },
): boolean {
  if (one.size !== other.size) return false;
  const known = new Set(other.keys());
  for (const key of one.keys()) if (!known.has(key)) return false;
  return true;
}
