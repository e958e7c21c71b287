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

/** The command that was requested. */
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

/** The source of the records, for every command that reads records. */
export interface InputOptions {
  /** As typed. Empty: the current folder, or standard input. */
  readonly paths: readonly string[];
  readonly stdin: boolean;
  /** A single record instead of files. */
  readonly text?: string | undefined;
  /** The owner name of that record, as typed. */
  readonly owner?: string | undefined;
  /** The file name for standard input. */
  readonly stdinName: string | undefined;
  /** As typed. */
  readonly origin: string | undefined;
  /** Variable files for Terraform modules, as typed and in order. */
  readonly varFiles: readonly string[];
  /** The selected Terraform workspace. */
  readonly workspace: string | undefined;
  readonly configPath: string | undefined;
  /** Rule ids and settings, as typed and in order. */
  readonly ruleSettings: readonly (readonly [id: string, setting: string])[];
  /** Turns preview rules on. */
  readonly preview: boolean;
}

/** Whether the input was given with the command, not as a file. */
export function isGivenAsText({ stdin, text }: InputOptions): boolean {
  return stdin || text !== undefined;
}

/** The DNS options of every command that can send queries. As typed. */
export interface DnsOptions {
  /** `off`, `live`, or a file of answers. `undefined`: the settings decide. */
  readonly dns: string | undefined;
  readonly resolver: string | undefined;
  /** The file to write the used answers to. */
  readonly record: string | undefined;
}

export interface CheckCommand extends InputOptions, DnsOptions {
  readonly kind: 'check';
  /** In order. At most one is for standard output. */
  readonly outputs: readonly CheckOutput[];
  readonly failOn: FailOn;
  /** As typed, like the next one. */
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
  /** A branch, tag or commit, as typed: only what the work since then changed is reported. */
  readonly changed: string | undefined;
  /** Applies the safe fixes of all rules. */
  readonly fix: boolean;
  /** Rules whose fixes are applied, including those that need review. */
  readonly fixRules: readonly string[];
  readonly quiet: boolean;
  /** Lists everything that was not checked, instead of a summary. */
  readonly verbose: boolean;
  /** Reports counts instead of findings. */
  readonly statistics: boolean;
  /** The number of threads. `undefined`: as many as are useful. */
  readonly jobs: number | undefined;
  /** Reports on one part of the zones only. */
  readonly shard: Shard | undefined;
  /** Reuses the results of an earlier run, and saves those of this run. */
  readonly cache: boolean;
  /** The location of the cache, as typed. `undefined`: the current folder. */
  readonly cacheLocation: string | undefined;
  /** Does not fail if there is nothing to check. */
  readonly allowEmpty: boolean;
  /** Fails if something was not checked. */
  readonly failOnUnread: boolean;
  readonly color: boolean | undefined;
}

/** `check --print-config`: the path is the path of the file. */
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
  /** As typed, like all the following. */
  readonly ip: string;
  readonly from: string;
  readonly helo: string | undefined;
  readonly headerFrom: string | undefined;
  readonly dkim: readonly string[];
  readonly color: boolean | undefined;
}

export interface ExplainCommand extends DnsOptions {
  readonly kind: 'explain';
  /** The operands, joined with spaces: a file, `-`, or the text itself. `undefined`: standard input. */
  readonly subject: string | undefined;
  readonly configPath: string | undefined;
  readonly format: 'text' | 'json';
  readonly color: boolean | undefined;
}

export interface SendersCommand extends InputOptions, DnsOptions {
  readonly kind: 'senders';
  readonly format: 'text' | 'json';
  /** Writes an initial settings file. */
  readonly init: boolean;
  /** Shows what would happen to mail under this policy. */
  readonly policy: DmarcPolicy | undefined;
  readonly color: boolean | undefined;
}

export interface MergeCommand {
  readonly kind: 'merge';
  /** The report files, as typed. */
  readonly files: readonly string[];
  readonly failOn: FailOn;
}

export interface InitCommand extends InputOptions, DnsOptions {
  readonly kind: 'init';
}

/** One report of a check. */
export interface CheckOutput {
  readonly format: CheckFormat;
  /** As typed. `undefined`: standard output. */
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
  if (command === undefined) throw new UsageError('no command given');

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
        if (operands.length > 0) throw new UsageError('--print-config accepts only one file');
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
        ip: needed(given, 'ip', 'give the IP address of the sending server'),
        from: needed(given, 'from', "give the address in MAIL FROM, or '' for the null sender"),
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
        throw new UsageError('"mailtxt init" accepts no paths: it always uses the current folder');
      return { kind: 'init', ...inputOptions(given, []), ...dnsOptions(given) };
    case 'merge':
      if (operands.length === 0)
        throw new UsageError('no reports given: name the files that "mailtxt check" wrote');
      return { kind: 'merge', files: operands, failOn: oneOf('fail-on', given, FAIL_ON, 'error') };
    case 'rules':
      if (operands.length > 1) throw new UsageError('"mailtxt rules" accepts only one rule');
      return { kind: 'rules', id: operands[0], color };
    case 'lsp':
      if (!given.has('stdio'))
        throw new UsageError('the language server uses standard input and output: add --stdio');
      if (operands.length > 0) throw new UsageError('"mailtxt lsp" accepts no paths');
      return { kind: 'lsp' };
    case 'completions': {
      const [shell = '', ...more] = operands;
      const known = SHELLS.find((one) => one === shell);
      if (known === undefined || more.length > 0)
        throw new UsageError(`name one shell: ${SHELLS.slice(0, -1).join(', ')} or ${SHELLS.at(-1) ?? ''}`);
      return { kind: 'completions', shell: known };
    }
  }
}

function inputOptions(given: Given, operands: readonly string[]): InputOptions {
  const stdin = given.has('stdin');
  if (stdin && operands.length > 0) throw new UsageError('--stdin cannot be combined with paths');
  const hasText = given.has('text');
  if (hasText && (stdin || operands.length > 0))
    throw new UsageError('-e cannot be combined with --stdin or paths');
  if (!stdin && given.has('stdin-filename')) throw new UsageError('--stdin-filename requires --stdin');
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
  if (texts.length > 1)
    throw new UsageError('-e accepts only one record: to check several records, use a zone file');
  const owner = last(given, 'name');
  if (owner !== undefined && texts.length === 0 && !given.has('stdin'))
    throw new UsageError('--name requires -e or --stdin');
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
  if (equals < 0)
    throw new UsageError(`--rule ${value} has no setting: use, for example, --rule ${value}=warning`);
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

/** With the other options, mailtxt would fix or write only a part of the findings. */
function changedOption(given: Given): string | undefined {
  const ref = last(given, 'changed');
  if (ref === undefined) return undefined;
  const other = (['stdin', 'text', 'fix', 'fix-rule', 'write-baseline'] as const).find((option) =>
    given.has(option),
  );
  if (other !== undefined) throw new UsageError(`--changed cannot be combined with --${other}`);
  return ref;
}

const COUNTING_FORMATS: ReadonlySet<CheckFormat> = new Set(['text', 'json', 'jsonl']);

/** Whether the run reports counts. */
function isCounting(given: Given, outputs: readonly CheckOutput[]): boolean {
  if (!given.has('statistics')) return false;
  for (const { format } of outputs)
    if (!COUNTING_FORMATS.has(format))
      throw new UsageError(
        `--statistics cannot be combined with --format ${format}: use text, json or jsonl`,
      );
  return true;
}

/** Threads of one check. Each thread reads all files, and needs as much memory as a single thread. */
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
    throw new UsageError('--shard cannot be combined with --write-baseline: a baseline covers all zones');
  return readShard(typed);
}

function cacheOptions(given: Given): Pick<CheckCommand, 'cache' | 'cacheLocation'> {
  const cacheLocation = last(given, 'cache-location');
  const cache = given.has('cache');
  if (cacheLocation !== undefined && !cache) throw new UsageError('--cache-location requires --cache');
  return { cache, cacheLocation };
}

/** `--output-file` applies to the format before it. Without a format, it applies to text. */
function checkOutputs(sequence: CommandLine['sequence']): readonly CheckOutput[] {
  const outputs: CheckOutput[] = [];
  for (const [option, value] of sequence) {
    if (option === 'format')
      outputs.push({ format: knownWord('format', value, CHECK_FORMATS), file: undefined });
    if (option !== 'output-file') continue;
    const last = outputs.pop() ?? { format: 'text', file: undefined };
    if (last.file !== undefined)
      throw new UsageError(`--output-file ${value}: add a --format before each --output-file`);
    outputs.push({ ...last, file: value });
  }
  const [first, second] = outputs.filter(({ file }) => file === undefined);
  if (first !== undefined && second !== undefined) {
    throw new UsageError(
      `--format ${first.format} and --format ${second.format}: only one format can go to standard output; add --output-file FILE after the other`,
    );
  }
  return outputs.length === 0 ? [{ format: 'text', file: undefined }] : outputs;
}

function policyOf(given: Given): DmarcPolicy | undefined {
  if (!given.has('policy')) return undefined;
  if (given.has('init')) throw new UsageError('--policy cannot be combined with --init');
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
  if (near !== undefined) return `unknown command "${word}"; did you mean "mailtxt ${near}"?`;
  if (/[./\\]/.test(word)) return `unknown command "${word}"; did you mean "mailtxt check ${word}"?`;
  return `unknown command "${word}"; use ${COMMAND_NAMES.slice(0, -1).join(', ')} or ${COMMAND_NAMES.at(-1) ?? ''}`;
}
