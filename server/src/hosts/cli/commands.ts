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
  /** The arguments after the name. */
  readonly usage: string;
  /** What the command does, in a few words. */
  readonly summary: string;
  /** Paragraphs before the options. */
  readonly description: readonly string[];
  readonly options: readonly (Option & { readonly name: OptionName })[];
  /** What a shell offers as operands. */
  readonly operands: 'path' | 'rule' | readonly string[];
  /** Paragraphs after the options. */
  readonly notes: readonly string[];
}

export const COMMANDS = [
  {
    name: 'check',
    usage: '[OPTION…] [PATH…]',
    summary: 'check mail records, and fix them with --fix',
    description: [
      'Checks zone files, Terraform and other files with DNS records (octoDNS, DNSControl, CloudFormation, Azure, Kubernetes, Ansible). Folders are searched, except for what .gitignore excludes. A file that you name is always read. It is checked as part of its whole workspace: its git repository, or otherwise the folder with the nearest .mailtxt.json. Only findings in that file, and in the files that it includes, are reported.',
      'What was not checked is listed last, in at most 8 lines.',
    ],
    options: CHECK_OPTIONS,
    operands: 'path',
    notes: [
      'With --stdin and --fix or --fix-rule, the fixed zone goes to standard output and the report to standard error.',
      'Exit status: 0 if there is nothing to fail on; 1 if there are findings; 2 for incorrect usage, no file to check, or input that cannot be read.',
    ],
  },
  {
    name: 'records',
    usage: '[OPTION…] [PATH…]',
    summary: 'show the records as DNS would publish them',
    description: [
      'Shows the records of zone files, Terraform modules and other files as DNS would publish them: with absolute names, one record per line. Unresolved values are shown as ${…}, and a record that may not exist is marked "not certain".',
    ],
    options: RECORDS_OPTIONS,
    operands: 'path',
    notes: ['Exit status: 0; 2 for incorrect usage, or input that cannot be read.'],
  },
  {
    name: 'simulate',
    usage: '--ip IP --from ADDRESS [OPTION…] [PATH…]',
    summary: 'evaluate SPF, DKIM keys and DMARC for one message',
    description: [
      'Evaluates SPF, the DKIM keys of the signatures, and DMARC for one message as receivers do, and shows whether they accept it. The records come from the files.',
    ],
    options: SIMULATE_OPTIONS,
    operands: 'path',
    notes: [
      'Exit status: 0, also if the message would be rejected; 2 for incorrect usage, or input that cannot be read.',
    ],
  },
  {
    name: 'explain',
    usage: '[OPTION…] [TEXT|FILE|-]',
    summary: 'explain a bounce, and find the record that can fix it',
    description: [
      'Explains a bounce: what it means, whether a DNS change can fix it, and which records in the files of the current folder are involved. It reads delivery reports (.eml), replies of mail servers ("550 5.7.23 …"), log lines of Postfix, Exim and Sendmail, and Authentication-Results and Received-SPF headers. With "-" or no argument, it reads standard input, such as a bounce that you paste.',
    ],
    options: EXPLAIN_OPTIONS,
    operands: 'path',
    notes: [
      'Exit status: 0, also for an unknown reply; 2 for incorrect usage, or input that cannot be read.',
    ],
  },
  {
    name: 'senders',
    usage: '[OPTION…] [PATH…]',
    summary: 'show every known sender, and whether its mail passes SPF, DKIM and DMARC',
    description: [
      'Shows the known senders of each domain, and whether their mail passes SPF, DKIM and DMARC. Declare senders in .mailtxt.json, under "senders": services, hosts or IP addresses. Senders that records and resources imply are listed separately.',
    ],
    options: SENDERS_OPTIONS,
    operands: 'path',
    notes: [
      "Exit status: 0, also if a sender's mail is rejected; 2 for incorrect usage, or input that cannot be read.",
    ],
  },
  {
    name: 'init',
    usage: '[OPTION…]',
    summary: 'create .mailtxt.json from the files in the current folder',
    description: [
      'Creates .mailtxt.json in the current folder. It lists the senders that records, resources, DMARC reports and bounces imply, where the reports and bounces are, and the zone files that do not set their zone name. If the file exists, missing senders are added to it, and everything else in it is kept.',
    ],
    options: INIT_OPTIONS,
    operands: [],
    notes: ['Exit status: 0; 2 for incorrect usage, or a file that cannot be read or written.'],
  },
  {
    name: 'merge',
    usage: '[OPTION…] FILE…',
    summary: 'merge the reports of the shards of one check',
    description: [
      'Merges the reports that "mailtxt check --shard" wrote with --format json or --format sarif, and writes the report that a single check of everything would have written.',
    ],
    options: MERGE_OPTIONS,
    operands: 'path',
    notes: [
      'Exit status: that of "mailtxt check" with the findings of all reports; 2 for incorrect usage, or a report that cannot be read.',
    ],
  },
  {
    name: 'rules',
    usage: '[ID]',
    summary: 'list the rules, or explain one',
    description: ['Lists the rules, or explains one rule: what it finds, why it matters, and what to do.'],
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
    summary: 'print a completion script for a shell',
    description: [
      'Prints a script that completes commands, options and option values in a shell. For bash, add eval "$(mailtxt completions bash)" to ~/.bashrc. For zsh, add eval "$(mailtxt completions zsh)" to ~/.zshrc. For fish, add "mailtxt completions fish | source" to config.fish. For PowerShell, add "mailtxt completions powershell | Out-String | Invoke-Expression" to your profile.',
    ],
    options: [],
    operands: SHELLS,
    notes: [],
  },
] as const satisfies readonly Command[];

export type CommandName = (typeof COMMANDS)[number]['name'];

export const COMMAND_NAMES: readonly CommandName[] = COMMANDS.map(({ name }) => name);

/** What mailtxt does, and what a PATH is. */
export const ABOUT = 'mailtxt checks the DNS records that decide whether mail is accepted.';
export const ABOUT_PATHS =
  'A PATH is a file with DNS records, such as a zone file or a Terraform file, or a folder that is searched for such files. Without one, the current folder is searched.';

export function commandNamed(name: CommandName): Command<CommandName> {
  const found: Command<CommandName> | undefined = COMMANDS.find((command) => command.name === name);
  if (found === undefined) throw new Error(`no command ${name}`);
  return found;
}
