import { POLICIES } from '../../email/dmarc/tags.ts';

/** An option of the command line: the parser, the help texts, the shell completions and the manual page all use it. */
export interface Option {
  /** Without its dashes. */
  readonly name: string;
  readonly short?: string;
  /** The placeholder of its value: `FILE`. An option without one takes no value. */
  readonly value?: string;
  /** The values that exist. */
  readonly words?: readonly string[];
  /** What a shell completes a value with; without it and without `words`, nothing. */
  readonly completes?: 'file' | 'folder' | 'rule';
  /** The value may be empty: `--from ''`. */
  readonly canBeEmpty?: true;
  /** There is `--no-NAME`, too. */
  readonly isNegatable?: true;
  readonly help: string;
}

export const CHECK_FORMATS = [
  'text',
  'json',
  'jsonl',
  'sarif',
  'github',
  'junit',
  'gitlab',
  'markdown',
  'html',
] as const;
export const FAIL_ON = ['error', 'warning', 'info', 'never'] as const;
export const RECORDS_FORMATS = ['zone', 'json'] as const;
/** Those that completions are written for. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export const REPORT_FORMATS = ['text', 'json'] as const;

const CONFIG = {
  name: 'config',
  value: 'FILE',
  completes: 'file',
  help: 'Use these settings instead of the nearest .mailtxt.json.',
} as const;

export const INPUT_OPTIONS = [
  {
    name: 'origin',
    value: 'NAME',
    help: 'The zone of the given files, if they do not name it.',
  },
  {
    name: 'var-file',
    value: 'FILE',
    completes: 'file',
    help: 'Variable file for Terraform modules, as for "terraform plan". Can be given several times. Without it, each .tfvars file next to a module is checked separately.',
  },
  { name: 'workspace', value: 'NAME', help: 'The selected Terraform workspace.' },
  CONFIG,
  {
    name: 'stdin',
    help: 'Read a zone file from standard input, or another format if --stdin-filename has its name.',
  },
  {
    name: 'stdin-filename',
    value: 'NAME',
    completes: 'file',
    help: 'The name of standard input. Settings and includes are looked up from there.',
  },
] as const satisfies readonly Option[];

export const DNS_OPTIONS = [
  {
    name: 'dns',
    value: 'off|live|FILE',
    completes: 'file',
    help: 'Look up names that are in none of the files: live, or in a file of answers. Default: the variable MAILTXT_DNS; off where CI is set; otherwise the settings, where "live" counts in your own, ~/.config/mailtxt/config.json, and not in a project\'s .mailtxt.json.',
  },
  {
    name: 'resolver',
    value: 'WHO',
    help: "Query this server: IP, IP:PORT, [IPv6]:PORT or https://…. A project's file cannot choose one.",
  },
  {
    name: 'record',
    value: 'FILE',
    completes: 'file',
    help: 'With --dns live: write the answers that were used to FILE, for --dns FILE.',
  },
] as const satisfies readonly Option[];

const COLOR = {
  name: 'color',
  isNegatable: true,
  help: 'Use colors, or do not, whatever the terminal supports.',
} as const satisfies Option;

const REPORT_FORMAT = {
  name: 'format',
  value: 'FORMAT',
  words: REPORT_FORMATS,
  help: 'Output format: text (default) or json.',
} as const satisfies Option;

const FAIL_ON_OPTION = {
  name: 'fail-on',
  value: 'SEVERITY',
  words: FAIL_ON,
  help: 'Exit with 1 for findings of this severity or higher: error (default), warning, info or never.',
} as const satisfies Option;

export const CHECK_OPTIONS = [
  {
    name: 'text',
    short: 'e',
    value: 'TEXT',
    help: 'Check this record instead of files: the text of a TXT record, or a line of a zone file.',
  },
  {
    name: 'name',
    value: 'OWNER',
    help: 'The owner of the record that -e or standard input gives: example.com, _dmarc.example.com.',
  },
  { name: 'fix', help: 'Apply the fixes that keep the meaning of a record.' },
  {
    name: 'fix-rule',
    value: 'ID',
    completes: 'rule',
    help: 'Apply the fixes of this rule, including those that need review. Can be given several times.',
  },
  {
    name: 'rule',
    value: 'ID=SETTING',
    completes: 'rule',
    help: 'Set a rule to error, warning, info, hint or off. Can be given several times.',
  },
  {
    name: 'print-config',
    value: 'FILE',
    completes: 'file',
    help: 'Print the settings that are used for FILE as JSON, and where they come from. Nothing is checked.',
  },
  { name: 'preview', help: 'Use preview rules too, which are off by default and may still change.' },
  FAIL_ON_OPTION,
  {
    name: 'format',
    value: 'FORMAT',
    words: CHECK_FORMATS,
    help: 'Output format: text (default), json, jsonl (one object a line, as they are found), sarif (2.1.0), github (workflow commands of GitHub Actions), junit, gitlab (Code Quality), markdown or html. Can be given several times, with --output-file after each.',
  },
  {
    name: 'output-file',
    value: 'FILE',
    completes: 'file',
    help: 'Write the format before it to FILE instead of standard output.',
  },
  {
    name: 'baseline',
    value: 'FILE',
    completes: 'file',
    help: 'Do not report, and do not fail for, the findings that this file accepts.',
  },
  {
    name: 'write-baseline',
    value: 'FILE',
    completes: 'file',
    help: 'Write a baseline that accepts all present findings. What you added to entries that still match is kept.',
  },
  {
    name: 'changed',
    value: 'REF',
    help: 'Report only what the work since this branch, tag or commit of git changed: findings that were not there when it began, in whatever file, and findings on changed lines.',
  },
  { name: 'quiet', help: 'Report errors only.' },
  { name: 'verbose', help: 'List everything that was not examined.' },
  {
    name: 'statistics',
    help: 'Report how many findings each rule and each zone has instead of the findings: as text, json or jsonl.',
  },
  {
    name: 'jobs',
    value: 'N',
    help: 'Use N threads. Default: half as many as there are processors, up to 4, where there is enough to do. The output is the same.',
  },
  {
    name: 'shard',
    value: 'I/N',
    help: 'Report on one of N parts of the zones: 1/4 is the first of four. Every part reads all files. "mailtxt merge" joins what the parts wrote as json or sarif.',
  },
  {
    name: 'cache',
    help: 'Keep what is found, and use it when the same command runs again and nothing has changed that it depends on. Has no effect with --fix, --fix-rule, --changed, --record, -e, --stdin or live DNS, or if the settings name bounces.',
  },
  {
    name: 'cache-location',
    value: 'FILE',
    completes: 'file',
    help: 'With --cache: the file to keep it in, or a folder for it. Default: .mailtxtcache in the current folder.',
  },
  { name: 'fail-on-unread', help: 'Exit with 1 if something was not examined.' },
  { name: 'allow-empty', help: 'Do not fail when there is no file to check.' },
  ...DNS_OPTIONS,
  ...INPUT_OPTIONS,
  COLOR,
] as const satisfies readonly Option[];

export const RECORDS_OPTIONS = [
  {
    name: 'format',
    value: 'FORMAT',
    words: RECORDS_FORMATS,
    help: 'Output format: zone (default) or json.',
  },
  ...INPUT_OPTIONS,
] as const satisfies readonly Option[];

export const SIMULATE_OPTIONS = [
  { name: 'ip', value: 'IP', help: 'The address of the sending server.' },
  {
    name: 'from',
    value: 'ADDRESS',
    canBeEmpty: true,
    help: "The address of MAIL FROM (the envelope); '' for the null sender of bounces.",
  },
  { name: 'helo', value: 'NAME', help: 'The name in HELO or EHLO.' },
  {
    name: 'header-from',
    value: 'ADDRESS',
    help: 'The address in the From header, if it differs from MAIL FROM.',
  },
  {
    name: 'dkim',
    value: 'DOMAIN[:SELECTOR]',
    help: 'A DKIM signature of the message. Can be given several times.',
  },
  REPORT_FORMAT,
  ...DNS_OPTIONS,
  ...INPUT_OPTIONS,
  COLOR,
] as const satisfies readonly Option[];

export const EXPLAIN_OPTIONS = [
  REPORT_FORMAT,
  ...DNS_OPTIONS,
  CONFIG,
  COLOR,
] as const satisfies readonly Option[];

export const SENDERS_OPTIONS = [
  {
    name: 'init',
    help: 'Write a first .mailtxt.json into the current folder, with the senders that records and resources imply. If the file exists, missing senders are added to it.',
  },
  {
    name: 'policy',
    value: 'POLICY',
    words: POLICIES,
    help: 'Show what would happen to the mail of each sender under this DMARC policy (none, quarantine or reject), how to fix what would fail, and the stages on the way to it with their dates and records.',
  },
  REPORT_FORMAT,
  ...DNS_OPTIONS,
  ...INPUT_OPTIONS,
  COLOR,
] as const satisfies readonly Option[];

export const INIT_OPTIONS = [...DNS_OPTIONS] as const satisfies readonly Option[];

export const MERGE_OPTIONS = [FAIL_ON_OPTION] as const satisfies readonly Option[];

export const RULES_OPTIONS = [COLOR] as const satisfies readonly Option[];

export const LSP_OPTIONS = [
  { name: 'stdio', help: 'Use standard input and output.' },
] as const satisfies readonly Option[];

/** Options that need no command. */
export const GENERAL_OPTIONS = [
  { name: 'help', short: 'h', help: 'Show this text, or that of the command before it.' },
  { name: 'version', help: 'Show the version.' },
] as const satisfies readonly Option[];

const ALL = [
  ...CHECK_OPTIONS,
  ...RECORDS_OPTIONS,
  ...SIMULATE_OPTIONS,
  ...EXPLAIN_OPTIONS,
  ...SENDERS_OPTIONS,
  ...RULES_OPTIONS,
  ...LSP_OPTIONS,
  ...GENERAL_OPTIONS,
] as const;

export type OptionName = (typeof ALL)[number]['name'];

/** By name. What commands share is the same but for its help and its words. */
export const OPTIONS: ReadonlyMap<string, Option & { readonly name: OptionName }> = new Map(
  ALL.map((option) => [option.name, option]),
);
