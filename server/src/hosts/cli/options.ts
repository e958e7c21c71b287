import { POLICIES } from '../../email/dmarc/tags.ts';

/** An option of the command line: the parser, the help texts, the shell completions and the manual page all use it. */
export interface Option {
  /** Without its dashes. */
  readonly name: string;
  readonly short?: string;
  /** The placeholder of its value: `FILE`. An option without one takes no value. */
  readonly value?: string;
  /** The values that the option accepts. */
  readonly words?: readonly string[];
  /** What a shell offers as the value. Without this and without `words`, it offers nothing. */
  readonly completes?: 'file' | 'folder' | 'rule';
  /** The value may be empty: `--from ''`. */
  readonly canBeEmpty?: true;
  /** `--no-NAME` also exists. */
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
/** The shells that mailtxt has completion scripts for. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export const REPORT_FORMATS = ['text', 'json'] as const;

const CONFIG = {
  name: 'config',
  value: 'FILE',
  completes: 'file',
  help: 'Use this settings file instead of the nearest .mailtxt.json.',
} as const;

export const INPUT_OPTIONS = [
  {
    name: 'origin',
    value: 'NAME',
    help: 'Zone name of the given files, if the files do not set it.',
  },
  {
    name: 'var-file',
    value: 'FILE',
    completes: 'file',
    help: 'Terraform variable file, as for "terraform plan". Can be given several times. Without it, each .tfvars file next to a module is checked separately.',
  },
  { name: 'workspace', value: 'NAME', help: 'Selected Terraform workspace.' },
  CONFIG,
  {
    name: 'stdin',
    help: 'Read a zone file from standard input. For another format, give a file name of that format with --stdin-filename.',
  },
  {
    name: 'stdin-filename',
    value: 'NAME',
    completes: 'file',
    help: 'File name for standard input. Settings and includes are looked up from its folder.',
  },
] as const satisfies readonly Option[];

export const DNS_OPTIONS = [
  {
    name: 'dns',
    value: 'off|live|FILE',
    completes: 'file',
    help: 'How to resolve names that the files do not define: "live" sends DNS queries, FILE holds recorded answers. Default: the environment variable MAILTXT_DNS if it is set; "off" if CI is set; otherwise the settings. There, "live" counts only in your own settings (~/.config/mailtxt/config.json), not in a project\'s .mailtxt.json.',
  },
  {
    name: 'resolver',
    value: 'SERVER',
    help: "DNS server to query: IP, IP:PORT, [IPv6]:PORT or https://…. A project's settings cannot choose it.",
  },
  {
    name: 'record',
    value: 'FILE',
    completes: 'file',
    help: 'With --dns live: write the answers used in this run to FILE, for a later --dns FILE.',
  },
] as const satisfies readonly Option[];

const COLOR = {
  name: 'color',
  isNegatable: true,
  help: 'Turn colors on or off, whatever the terminal supports.',
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
  help: 'Exit with status 1 for findings of this severity or higher: error (default), warning, info or never.',
} as const satisfies Option;

export const CHECK_OPTIONS = [
  {
    name: 'text',
    short: 'e',
    value: 'TEXT',
    help: 'Check this record instead of files: the value of a TXT record, or a line of a zone file.',
  },
  {
    name: 'name',
    value: 'OWNER',
    help: 'Owner name of the record given with -e or on standard input, such as example.com or _dmarc.example.com.',
  },
  {
    name: 'fix',
    help: 'Apply safe fixes: those that preserve the meaning of a record or restore its only possible meaning.',
  },
  {
    name: 'fix-rule',
    value: 'ID',
    completes: 'rule',
    help: 'Apply all fixes of this rule, including those that need review. Can be given several times.',
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
    help: 'Print the settings that apply to FILE, and where they come from, as JSON. Check nothing.',
  },
  { name: 'preview', help: 'Also run preview rules, which are off by default and may change.' },
  FAIL_ON_OPTION,
  {
    name: 'format',
    value: 'FORMAT',
    words: CHECK_FORMATS,
    help: 'Output format: text (default), json, jsonl (one object per line, as findings are found), sarif (2.1.0), github (GitHub Actions workflow commands), junit, gitlab (Code Quality), markdown or html. Can be given several times, with --output-file after each.',
  },
  {
    name: 'output-file',
    value: 'FILE',
    completes: 'file',
    help: 'Write the preceding format to FILE instead of standard output.',
  },
  {
    name: 'baseline',
    value: 'FILE',
    completes: 'file',
    help: 'Do not report, or fail for, findings that this baseline file accepts.',
  },
  {
    name: 'write-baseline',
    value: 'FILE',
    completes: 'file',
    help: 'Write a baseline that accepts all current findings. What you added to entries is kept if they still match a finding.',
  },
  {
    name: 'changed',
    value: 'REF',
    help: 'Report only what changed since your work branched off from this git branch, tag or commit: new findings in any file, and findings on changed lines.',
  },
  { name: 'quiet', help: 'Report errors only.' },
  { name: 'verbose', help: 'List everything that was not checked.' },
  {
    name: 'statistics',
    help: 'Report the number of findings for each rule and each zone instead of the findings, as text, json or jsonl.',
  },
  {
    name: 'jobs',
    value: 'N',
    help: 'Use N threads. Default: half the number of processors, at most 4, if there is enough work. The output does not depend on N.',
  },
  {
    name: 'shard',
    value: 'I/N',
    help: 'Report on one of N parts of the zones: 1/4 is the first of 4. Each part reads all files. "mailtxt merge" merges the json or sarif reports of the parts.',
  },
  {
    name: 'cache',
    help: 'Save the results, and reuse them when the same command runs again and nothing that they depend on has changed. Has no effect with --fix, --fix-rule, --changed, --record, -e, --stdin or live DNS, or if the settings name bounces.',
  },
  {
    name: 'cache-location',
    value: 'FILE',
    completes: 'file',
    help: 'With --cache: the cache file, or a folder for it. Default: .mailtxtcache in the current folder.',
  },
  { name: 'fail-on-unread', help: 'Exit with status 1 if something was not checked.' },
  { name: 'allow-empty', help: 'Do not fail if there is no file to check.' },
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
  { name: 'ip', value: 'IP', help: 'IP address of the sending server.' },
  {
    name: 'from',
    value: 'ADDRESS',
    canBeEmpty: true,
    help: "Address in MAIL FROM (the envelope sender); '' for the null sender of bounces.",
  },
  { name: 'helo', value: 'NAME', help: 'Name in HELO or EHLO.' },
  {
    name: 'header-from',
    value: 'ADDRESS',
    help: 'Address in the From header, if it differs from MAIL FROM.',
  },
  {
    name: 'dkim',
    value: 'DOMAIN[:SELECTOR]',
    help: 'DKIM signature on the message. Can be given several times.',
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
    help: 'Create .mailtxt.json in the current folder, with the senders that records and resources imply. If the file exists, missing senders are added to it.',
  },
  {
    name: 'policy',
    value: 'POLICY',
    words: POLICIES,
    help: "Show what would happen to each sender's mail under this DMARC policy (none, quarantine or reject), how to fix what would fail, and the stages on the way to the policy, with their dates and records.",
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

/** Options that do not require a command. */
export const GENERAL_OPTIONS = [
  { name: 'help', short: 'h', help: 'Show this help, or the help of the command before it.' },
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

/** By name. An option that several commands share differs only in its help and its words. */
export const OPTIONS: ReadonlyMap<string, Option & { readonly name: OptionName }> = new Map(
  ALL.map((option) => [option.name, option]),
);
