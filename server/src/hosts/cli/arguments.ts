import { faultOfResolver } from '../../analysis/input/resolver-address.ts';
import { POLICIES } from '../../email/dmarc/tags.ts';
import type { DmarcPolicy } from '../../email/dmarc/tags.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { COMMAND_NAMES, commandNamed } from './commands.ts';
import type { CommandName } from './commands.ts';
import { readCommandLine } from './command-line.ts';
import type { CommandLine, Given } from './command-line.ts';
import { CHECK_FORMATS, FAIL_ON, RECORDS_FORMATS, REPORT_FORMATS, SHELLS } from './options.ts';
import type { OptionName } from './options.ts';
import { readShard } from './shard.ts';
import type { Shard } from './shard.ts';
import { UsageError } from './usage-error.ts';

/** What the user asked for. */
export type Invocation =
  | CheckCommand
  | PrintConfigCommand
  | RecordsCommand
  | SimulateCommand
  | ExplainCommand
  | SendersCommand
  | InitCommand
  | MergeCommand
  | { readonly kind: 'rules'; readonly id: string | undefined; readonly color: boolean | undefined }
  | { readonly kind: 'lsp' }
  | { readonly kind: 'completions'; readonly shell: (typeof SHELLS)[number] }
  | { readonly kind: 'help'; readonly about: CommandName | undefined }
  | { readonly kind: 'version' };

/** Where the records come from, for every command that reads them. */
export interface InputOptions {
  /** As typed; none: the current folder, or standard input. */
  readonly paths: readonly string[];
  readonly stdin: boolean;
  /** A record by itself, in place of files. */
  readonly text?: string | undefined;
  /** Its owner, as typed. */
  readonly owner?: string | undefined;
  /** The name that standard input is to have. */
  readonly stdinName: string | undefined;
  /** As typed. */
  readonly origin: string | undefined;
  /** Files of values for Terraform modules, as typed, in their order. */
  readonly varFiles: readonly string[];
  /** The workspace of Terraform that is selected. */
  readonly workspace: string | undefined;
  readonly configPath: string | undefined;
  /** Rule id and setting, as typed, in their order. */
  readonly ruleSettings: readonly (readonly [id: string, setting: string])[];
  /** Turn preview rules on. */
  readonly preview: boolean;
}

/** Whether what is worked on was given with the command, and is no file. */
export function isGivenAsText({ stdin, text }: InputOptions): boolean {
  return stdin || text !== undefined;
}

/** What may be asked of the DNS, for every command that asks. As typed. */
export interface DnsOptions {
  /** `off`, `live`, or a file of answers; `undefined`: as the settings say. */
  readonly dns: string | undefined;
  readonly resolver: string | undefined;
  /** Where to write down the answers that were used. */
  readonly record: string | undefined;
}

export interface CheckCommand extends InputOptions, DnsOptions {
  readonly kind: 'check';
  /** In their order; at most one is for standard output. */
  readonly outputs: readonly CheckOutput[];
  readonly failOn: FailOn;
  /** As typed, like the next one. */
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
  /** A branch, a tag or a commit, as typed: only what the work since then changed is reported. */
  readonly changed: string | undefined;
  /** Apply the safe fixes of all rules. */
  readonly fix: boolean;
  /** Rules whose fixes are applied, those that need a look too. */
  readonly fixRules: readonly string[];
  readonly quiet: boolean;
  /** List all that was not examined, not only what it comes to. */
  readonly verbose: boolean;
  /** Report counts instead of findings. */
  readonly statistics: boolean;
  /** Threads; `undefined`: as many as are useful. */
  readonly jobs: number | undefined;
  /** Report on a part of the zones only. */
  readonly shard: Shard | undefined;
  /** Use what an earlier run found, and keep what this one finds. */
  readonly cache: boolean;
  /** Where, as typed; `undefined`: in the current folder. */
  readonly cacheLocation: string | undefined;
  /** Finding nothing to check is not a failure. */
  readonly allowEmpty: boolean;
  /** Something that was not examined is a failure. */
  readonly failOnUnread: boolean;
  readonly color: boolean | undefined;
}

/** `check --print-config`: the path is that of the file. */
export interface PrintConfigCommand extends InputOptions {
  readonly kind: 'print-config';
}

export interface RecordsCommand extends InputOptions {
  readonly kind: 'records';
  readonly format: 'zone' | 'json';
}

export interface SimulateCommand extends InputOptions, DnsOptions {
  readonly kind: 'simulate';
  readonly format: 'text' | 'json';
  /** As typed, like all that follows. */
  readonly ip: string;
  readonly from: string;
  readonly helo: string | undefined;
  readonly headerFrom: string | undefined;
  readonly dkim: readonly string[];
  readonly color: boolean | undefined;
}

export interface ExplainCommand extends DnsOptions {
  readonly kind: 'explain';
  /** What was typed, words joined by blanks: a file, `-`, or the text itself. `undefined`: standard input. */
  readonly subject: string | undefined;
  readonly configPath: string | undefined;
  readonly format: 'text' | 'json';
  readonly color: boolean | undefined;
}

export interface SendersCommand extends InputOptions, DnsOptions {
  readonly kind: 'senders';
  readonly format: 'text' | 'json';
  /** Write a first settings file. */
  readonly init: boolean;
  /** Show what would happen to mail under this policy. */
  readonly policy: DmarcPolicy | undefined;
  readonly color: boolean | undefined;
}

export interface MergeCommand {
  readonly kind: 'merge';
  /** Reports, as typed. */
  readonly files: readonly string[];
  readonly failOn: FailOn;
}

export interface InitCommand extends InputOptions, DnsOptions {
  readonly kind: 'init';
}

/** A report of a check. */
export interface CheckOutput {
  readonly format: CheckFormat;
  /** As typed; `undefined`: standard output. */
  readonly file: string | undefined;
}

export type CheckFormat = (typeof CHECK_FORMATS)[number];
export type FailOn = (typeof FAIL_ON)[number];

/** @throws UsageError */
export function parseArguments(args: readonly string[]): Invocation {
  const { given, color, words, sequence } = readCommandLine(args);
  const [command, ...operands] = words;
  if (given.has('help')) return { kind: 'help', about: COMMAND_NAMES.find((name) => name === command) };
  if (given.has('version')) return { kind: 'version' };
  if (command === undefined) throw new UsageError('which command?');

  const name = COMMAND_NAMES.find((known) => known === command);
  if (name === undefined) throw new UsageError(unknownCommand(command));
  for (const option of given.keys()) {
    if (!commandNamed(name).options.some((known) => known.name === option))
      throw new UsageError(`"mailtxt ${name}" has no option --${option}`);
  }
  switch (name) {
    case 'check': {
      const printed = last(given, 'print-config');
      if (printed !== undefined) {
        if (operands.length > 0) throw new UsageError('--print-config takes one file');
        return { kind: 'print-config', ...inputOptions(given, [printed]) };
      }
      const outputs = checkOutputs(sequence);
      return {
        kind: 'check',
        ...inputOptions(given, operands),
        ...recordOptions(given),
        ...dnsOptions(given),
        outputs,
        failOn: oneOf('fail-on', given, FAIL_ON, 'error'),
        baseline: last(given, 'baseline'),
        writeBaseline: last(given, 'write-baseline'),
        changed: changedOption(given),
        fix: given.has('fix'),
        fixRules: given.get('fix-rule') ?? [],
        quiet: given.has('quiet'),
        verbose: given.has('verbose'),
        statistics: isCounting(given, outputs),
        jobs: jobsOption(given),
        shard: shardOption(given),
        ...cacheOptions(given),
        allowEmpty: given.has('allow-empty'),
        failOnUnread: given.has('fail-on-unread'),
        color,
      };
    }
    case 'records':
      return {
        kind: 'records',
        ...inputOptions(given, operands),
        format: oneOf('format', given, RECORDS_FORMATS, 'zone'),
      };
    case 'simulate':
      return {
        kind: 'simulate',
        ...inputOptions(given, operands),
        ...dnsOptions(given),
        format: oneOf('format', given, REPORT_FORMATS, 'text'),
        ip: needed(given, 'ip', 'the address that the mail comes from'),
        from: needed(given, 'from', "the address of MAIL FROM, '' for the null sender"),
        helo: last(given, 'helo'),
        headerFrom: last(given, 'header-from'),
        dkim: given.get('dkim') ?? [],
        color,
      };
    case 'explain':
      return {
        kind: 'explain',
        subject: operands.length === 0 ? undefined : operands.join(' '),
        configPath: last(given, 'config'),
        ...dnsOptions(given),
        format: oneOf('format', given, REPORT_FORMATS, 'text'),
        color,
      };
    case 'senders':
      return {
        kind: 'senders',
        ...inputOptions(given, operands),
        ...dnsOptions(given),
        format: oneOf('format', given, REPORT_FORMATS, 'text'),
        init: given.has('init'),
        policy: policyOf(given),
        color,
      };
    case 'init':
      if (operands.length > 0)
        throw new UsageError('"mailtxt init" is for the current folder, and takes no paths');
      return { kind: 'init', ...inputOptions(given, []), ...dnsOptions(given) };
    case 'merge':
      if (operands.length === 0)
        throw new UsageError('which reports? Give the files that "mailtxt check" wrote');
      return { kind: 'merge', files: operands, failOn: oneOf('fail-on', given, FAIL_ON, 'error') };
    case 'rules':
      if (operands.length > 1) throw new UsageError('"mailtxt rules" shows one rule at a time');
      return { kind: 'rules', id: operands[0], color };
    case 'lsp':
      if (!given.has('stdio'))
        throw new UsageError('the language server speaks over standard input: add --stdio');
      if (operands.length > 0) throw new UsageError('"mailtxt lsp" takes no paths');
      return { kind: 'lsp' };
    case 'completions': {
      const [shell = '', ...more] = operands;
      const known = SHELLS.find((one) => one === shell);
      if (known === undefined || more.length > 0)
        throw new UsageError(
          `for which shell? Use ${SHELLS.slice(0, -1).join(', ')} or ${SHELLS.at(-1) ?? ''}`,
        );
      return { kind: 'completions', shell: known };
    }
  }
}

function inputOptions(given: Given, operands: readonly string[]): InputOptions {
  const stdin = given.has('stdin');
  if (stdin && operands.length > 0) throw new UsageError('give either --stdin or paths');
  const hasText = given.has('text');
  if (hasText && (stdin || operands.length > 0)) throw new UsageError('give either -e or files');
  if (!stdin && given.has('stdin-filename')) throw new UsageError('--stdin-filename is for --stdin');
  return {
    paths: operands.length === 0 && !stdin && !hasText ? ['.'] : operands,
    stdin,
    stdinName: last(given, 'stdin-filename'),
    origin: last(given, 'origin'),
    varFiles: given.get('var-file') ?? [],
    workspace: last(given, 'workspace'),
    configPath: last(given, 'config'),
    ruleSettings: (given.get('rule') ?? []).map(splitRuleSetting),
    preview: given.has('preview'),
  };
}

function recordOptions(given: Given): Pick<InputOptions, 'text' | 'owner'> {
  const texts = given.get('text') ?? [];
  if (texts.length > 1) throw new UsageError('-e takes one record; check several of a name as a zone file');
  const owner = last(given, 'name');
  if (owner !== undefined && texts.length === 0 && !given.has('stdin'))
    throw new UsageError('--name is for a record that -e or --stdin gives');
  return { text: texts[0], owner };
}

function dnsOptions(given: Given): DnsOptions {
  const resolver = last(given, 'resolver');
  const wrong = resolver === undefined ? undefined : faultOfResolver(resolver);
  if (resolver !== undefined && wrong !== undefined)
    throw new UsageError(`--resolver: "${resolver}" ${wrong}`);
  return { dns: last(given, 'dns'), resolver, record: last(given, 'record') };
}

function splitRuleSetting(value: string): readonly [string, string] {
  const equals = value.indexOf('=');
  if (equals < 0) throw new UsageError(`--rule ${value}: write it as --rule ${value}=warning`);
  return [value.slice(0, equals), value.slice(equals + 1)];
}

function oneOf<T extends string>(option: OptionName, given: Given, words: readonly T[], byDefault: T): T {
  const value = last(given, option);
  return value === undefined ? byDefault : knownWord(option, value, words);
}

function knownWord<T extends string>(option: OptionName, value: string, words: readonly T[]): T {
  const known = words.find((word) => word === value);
  if (known !== undefined) return known;
  throw new UsageError(`--${option} ${value}: use ${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`);
}

/** What is written or fixed would be only a part of what there is. */
function changedOption(given: Given): string | undefined {
  const ref = last(given, 'changed');
  if (ref === undefined) return undefined;
  const other = (['stdin', 'text', 'fix', 'fix-rule', 'write-baseline'] as const).find((option) =>
    given.has(option),
  );
  if (other !== undefined) throw new UsageError(`give either --changed or --${other}`);
  return ref;
}

const COUNTING_FORMATS: ReadonlySet<CheckFormat> = new Set(['text', 'json', 'jsonl']);

/** Whether counts are reported. */
function isCounting(given: Given, outputs: readonly CheckOutput[]): boolean {
  if (!given.has('statistics')) return false;
  for (const { format } of outputs)
    if (!COUNTING_FORMATS.has(format))
      throw new UsageError(`--format ${format}: --statistics is for text, json and jsonl`);
  return true;
}

/** Threads. Each reads all files, and takes as much memory. */
export const MAX_JOBS = 64;

function jobsOption(given: Given): number | undefined {
  const typed = last(given, 'jobs');
  if (typed === undefined) return undefined;
  const jobs = /^\d{1,4}$/.test(typed) ? Number(typed) : 0;
  if (jobs < 1 || jobs > MAX_JOBS)
    throw new UsageError(`--jobs ${typed}: use a number from 1 to ${MAX_JOBS}`);
  return jobs;
}

function shardOption(given: Given): Shard | undefined {
  const typed = last(given, 'shard');
  if (typed === undefined) return undefined;
  if (given.has('write-baseline'))
    throw new UsageError('give either --shard or --write-baseline: a baseline is of all zones');
  return readShard(typed);
}

function cacheOptions(given: Given): Pick<CheckCommand, 'cache' | 'cacheLocation'> {
  const cacheLocation = last(given, 'cache-location');
  const cache = given.has('cache');
  if (cacheLocation !== undefined && !cache) throw new UsageError('--cache-location is for --cache');
  return { cache, cacheLocation };
}

/** `--output-file` is for the format before it; without one, for text. */
function checkOutputs(sequence: CommandLine['sequence']): readonly CheckOutput[] {
  const outputs: CheckOutput[] = [];
  for (const [option, value] of sequence) {
    if (option === 'format')
      outputs.push({ format: knownWord('format', value, CHECK_FORMATS), file: undefined });
    if (option !== 'output-file') continue;
    const last = outputs.pop() ?? { format: 'text', file: undefined };
    if (last.file !== undefined)
      throw new UsageError(`--output-file ${value}: give a --format before it, as for the one before`);
    outputs.push({ ...last, file: value });
  }
  const [first, second] = outputs.filter(({ file }) => file === undefined);
  if (first !== undefined && second !== undefined) {
    throw new UsageError(
      `--format ${first.format} and --format ${second.format}: only one can be written to standard output; give --output-file FILE after the other`,
    );
  }
  return outputs.length === 0 ? [{ format: 'text', file: undefined }] : outputs;
}

function policyOf(given: Given): DmarcPolicy | undefined {
  if (!given.has('policy')) return undefined;
  if (given.has('init')) throw new UsageError('give either --policy or --init');
  return oneOf('policy', given, POLICIES, 'none');
}

function needed(given: Given, option: OptionName, what: string): string {
  const value = last(given, option);
  if (value === undefined) throw new UsageError(`--${option} is missing: ${what}`);
  return value;
}

function last(given: Given, option: OptionName): string | undefined {
  return given.get(option)?.at(-1);
}

function unknownCommand(word: string): string {
  const near = nearestName(word, COMMAND_NAMES);
  if (near !== undefined) return `there is no command "${word}"; did you mean "mailtxt ${near}"?`;
  if (/[./\\]/.test(word)) return `there is no command "${word}"; did you mean "mailtxt check ${word}"?`;
  return `there is no command "${word}"; use ${COMMAND_NAMES.slice(0, -1).join(', ')} or ${COMMAND_NAMES.at(-1) ?? ''}`;
}
