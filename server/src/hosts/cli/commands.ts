import {
  CHECK_OPTIONS,
  EXPLAIN_OPTIONS,
  INIT_OPTIONS,
  LSP_OPTIONS,
  MERGE_OPTIONS,
  RECORDS_OPTIONS,
  RULES_OPTIONS,
  SENDERS_OPTIONS,
  SHELLS,
  SIMULATE_OPTIONS,
} from './options.ts';
import type { Option, OptionName } from './options.ts';

/** A command of the command line: the parser, the help texts, the shell completions and the manual page all use it. */
export interface Command<Name extends string = string> {
  readonly name: Name;
  /** What follows its name. */
  readonly usage: string;
  /** What it is for, in a few words. */
  readonly summary: string;
  /** In paragraphs. */
  readonly description: readonly string[];
  readonly options: readonly (Option & { readonly name: OptionName })[];
  /** What a shell completes its operands with. */
  readonly operands: 'path' | 'rule' | readonly string[];
  /** More to know, after the options; in paragraphs. */
  readonly notes: readonly string[];
}

export const COMMANDS = [
  {
    name: 'check',
    usage: '[OPTION…] [PATH…]',
    summary: 'find faults, and fix them with --fix',
    description: [
      'Checks zone files and Terraform files. Folders are searched, and what .gitignore leaves out is left out; a file that you name is always read, and checked in its whole workspace: the git repository, or else the folder with the nearest .mailtxt.json. Only that file, and what it includes, is reported on.',
      'What was not examined is listed last, in at most eight lines.',
    ],
    options: CHECK_OPTIONS,
    operands: 'path',
    notes: [
      'With --stdin and a fix, the fixed zone goes to standard output and the report to standard error.',
      'Exit status: 0 for nothing to fail on; 1 for findings; 2 for wrong usage, no file to check, or something that could not be read.',
    ],
  },
  {
    name: 'records',
    usage: '[OPTION…] [PATH…]',
    summary: 'show the records as DNS would publish them',
    description: [
      'Shows the records of zone files and Terraform modules as DNS would publish them: with absolute names, one record a line. Unresolved values are shown as ${…}, and a record that may not exist is marked "not certain".',
    ],
    options: RECORDS_OPTIONS,
    operands: 'path',
    notes: ['Exit status: 0; 2 for wrong usage, or something that could not be read.'],
  },
  {
    name: 'simulate',
    usage: '--ip IP --from ADDRESS [OPTION…] [PATH…]',
    summary: 'would this mail pass? SPF, DKIM keys and DMARC of one message',
    description: [
      'Shows what receivers find in the DNS about one message, and what they do with it: SPF, the keys of its signatures, and DMARC. The records come from the files.',
    ],
    options: SIMULATE_OPTIONS,
    operands: 'path',
    notes: ['Exit status: 0; 2 for wrong usage, or something that could not be read.'],
  },
  {
    name: 'explain',
    usage: '[OPTION…] [TEXT|FILE|-]',
    summary: 'explain a bounce, and find the record that can fix it',
    description: [
      'Explains a bounce: what it means, whether a change in the DNS can fix it, and which records of the files in the current folder are involved. It reads a delivery report (.eml), the reply of a mail server ("550 5.7.23 …"), log lines of Postfix, Exim and Sendmail, and the headers Authentication-Results and Received-SPF. "-", or nothing, is standard input.',
    ],
    options: EXPLAIN_OPTIONS,
    operands: 'path',
    notes: ['Exit status: 0, also for an unknown reply; 2 for wrong usage, or input that could not be read.'],
  },
  {
    name: 'senders',
    usage: '[OPTION…] [PATH…]',
    summary: 'show every known sender, and what SPF, DKIM and DMARC do to its mail',
    description: [
      'Shows the known senders of each domain, and whether SPF, DKIM and DMARC let their mail pass. Senders are declared in .mailtxt.json, under "senders": a service, a host, addresses. Senders that records and resources imply are listed separately.',
    ],
    options: SENDERS_OPTIONS,
    operands: 'path',
    notes: [
      'Exit status: 0, also when mail of a sender is rejected; 2 for wrong usage, or something that could not be read.',
    ],
  },
  {
    name: 'init',
    usage: '[OPTION…]',
    summary: 'write a first .mailtxt.json from what the current folder holds',
    description: [
      'Writes .mailtxt.json into the current folder: the senders that records, resources, DMARC reports and bounces imply, where the reports and bounces are, and which zone files do not name their zone. If the file exists, missing senders are added to it, and everything else in it stays.',
    ],
    options: INIT_OPTIONS,
    operands: [],
    notes: ['Exit status: 0; 2 for wrong usage, or something that could not be read or written.'],
  },
  {
    name: 'merge',
    usage: '[OPTION…] FILE…',
    summary: 'join the reports of the shards of one check',
    description: [
      'Joins what "mailtxt check --shard" wrote with --format json, or with --format sarif, and writes what one check of everything would have written.',
    ],
    options: MERGE_OPTIONS,
    operands: 'path',
    notes: [
      'Exit status: as of "mailtxt check", by the findings of all reports; 2 for wrong usage, or a report that could not be read.',
    ],
  },
  {
    name: 'rules',
    usage: '[ID]',
    summary: 'list the rules, or explain one',
    description: ['Lists the rules, or explains one: what it finds, why it matters, and what to do.'],
    options: RULES_OPTIONS,
    operands: 'rule',
    notes: [],
  },
  {
    name: 'lsp',
    usage: '--stdio',
    summary: 'run the language server',
    description: ['Runs the language server over standard input and output, for editors.'],
    options: LSP_OPTIONS,
    operands: [],
    notes: [],
  },
  {
    name: 'completions',
    usage: 'bash|zsh|fish|powershell',
    summary: 'print the completions for a shell',
    description: [
      'Prints a script that completes commands, options and their values in a shell. For bash and zsh, put eval "$(mailtxt completions bash)" into ~/.bashrc, or the same with zsh into ~/.zshrc; for fish, "mailtxt completions fish | source" into config.fish; for PowerShell, "mailtxt completions powershell | Out-String | Invoke-Expression" into your profile.',
    ],
    options: [],
    operands: SHELLS,
    notes: [],
  },
] as const satisfies readonly Command[];

export type CommandName = (typeof COMMANDS)[number]['name'];

export const COMMAND_NAMES: readonly CommandName[] = COMMANDS.map(({ name }) => name);

/** What mailtxt is, and what its operands are. */
export const ABOUT = 'mailtxt checks the DNS records that decide whether mail is accepted.';
export const ABOUT_PATHS =
  'A PATH is a zone file, a Terraform file, or a folder that is searched for both. Without one, the current folder is searched.';

export function commandNamed(name: CommandName): Command<CommandName> {
  const found: Command<CommandName> | undefined = COMMANDS.find((command) => command.name === name);
  if (found === undefined) throw new Error(`no command ${name}`);
  return found;
}
