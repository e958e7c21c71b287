import type { CommandName } from './arguments.ts';

const OVERVIEW = `mailtxt checks the DNS records that decide whether mail is accepted.

Usage: mailtxt COMMAND [OPTION…]

  check [PATH…]     find what is wrong, and mend it with --fix
  records [PATH…]   show the records as DNS would publish them
  simulate …        would this mail pass? SPF, DKIM keys and DMARC of one mail
  explain [TEXT|FILE|-]  say why mail came back, and which record can mend it
  senders [PATH…]   every known sender, and what SPF, DKIM and DMARC do to its mail
  rules [ID]        list the rules, or explain one
  lsp --stdio       run the language server

  --help            this text, or a command's own after its name
  --version         the version

A PATH is a zone file, a Terraform file, or a folder that is searched for both. Without one, the current folder is
searched.`;

const INPUT = `  --origin NAME           the zone that the given files are, where they do not say
  --var-file FILE         variable file for Terraform modules, as for terraform plan; can be given several times.
                          Without it, each .tfvars file next to a module is checked separately
  --workspace NAME        selected Terraform workspace
  --config FILE           use these settings instead of the nearest .mailtxt.json
  --stdin                 read a zone from standard input, or Terraform: as the name says
  --stdin-filename NAME   what to call it; settings and includes are looked up from there`;

const DNS = `  --dns off|live|FILE     look up names that are in none of the files: live, or in a file of answers
                          (default: the variable MAILTXT_DNS; off where CI is set; otherwise the settings, where
                          "live" counts in your own, ~/.config/mailtxt/config.json, and not in a
                          project's .mailtxt.json)
  --resolver WHO          query this server: IP, IP:PORT, [IPv6]:PORT or https://…; a project's file cannot choose one
  --record FILE           with --dns live: write down the answers that were used, for --dns FILE`;

const PAGES: Readonly<Record<CommandName, string>> = {
  check: `Usage: mailtxt check [OPTION…] [PATH…]

Checks zone files and Terraform files. Folders are searched; what .gitignore leaves out is left out, and what you name
is always read. A file that you name is checked in its whole workspace: the git repository, or else the folder with the
nearest .mailtxt.json. Only that file, and what it includes, is reported on.

What was not examined is listed last, in at most eight lines.

  --fix                   apply the fixes that keep a record's meaning
  --fix-rule ID           apply the fixes of this rule, those that need a look too
  --rule ID=SETTING       error, warning, info, hint or off
  --preview               use preview rules too, which are off by default and may still change
  --fail-on SEVERITY      exit with 1 from here on: error (default), warning, info or never
  --format FORMAT         how to report: text, json, sarif (2.1.0) or github (workflow commands of GitHub Actions)
  --quiet                 only errors
  --verbose               list each thing that was not examined
  --fail-on-unread        exit with 1 where something was not examined
  --allow-empty           finding no file to check is not a failure
${DNS}
${INPUT}
  --color, --no-color     whatever the terminal says

With --stdin and a fix, the mended zone goes to standard output and the report to standard error.

Exit status: 0 nothing to fail on; 1 findings; 2 wrong usage, no file to check, or something could not be read.`,

  records: `Usage: mailtxt records [OPTION…] [PATH…]

Shows the records of zone files and Terraform modules as DNS would publish them: names absolute, one record a line.
What cannot be told from the files is shown as \${…}, and a record that may not exist is marked "not certain".

  --format zone|json      how to write them
${INPUT}

Exit status: 0; 2 wrong usage, or something could not be read.`,

  simulate: `Usage: mailtxt simulate --ip IP --from ADDRESS [OPTION…] [PATH…]

Tells what receivers find out about one mail by DNS, and what they make of it: SPF, the keys of its signatures, and
DMARC. The records come from the zone files.

  --ip IP                 the address that the mail comes from
  --from ADDRESS          the address of MAIL FROM (the envelope); '' for the null sender of bounces
  --helo NAME             the name given with HELO or EHLO
  --header-from ADDRESS   the From header, where it is not the address of MAIL FROM
  --dkim DOMAIN[:SELECTOR]  a signature that the mail bears; may be given several times
  --format text|json      how to report
${DNS}
${INPUT}
  --color, --no-color     whatever the terminal says

Exit status: 0; 2 wrong usage, or something could not be read.`,

  explain: `Usage: mailtxt explain [OPTION…] [TEXT|FILE|-]

Says what a bounce means, whether a change in the DNS can mend it, and which records of the zone files in the current
folder it leads to. It reads a delivery report (.eml), the answer of a mail server ("550 5.7.23 …"), log lines of
Postfix, Exim and Sendmail, and the headers Authentication-Results and Received-SPF. "-", or nothing, is standard
input.

  --format text|json      how to report
${DNS}
  --config FILE           use these settings instead of the nearest .mailtxt.json
  --color, --no-color     whatever the terminal says

Exit status: 0, also for an answer that is not known; 2 wrong usage, or it could not be read.`,

  senders: `Usage: mailtxt senders [OPTION…] [PATH…]

Shows who is known to send mail for each domain, and whether SPF, DKIM and DMARC let it arrive. Senders are declared in
.mailtxt.json, under "senders": a service, a host, addresses. What records and resources hint at is listed apart.

  --init                  write a first .mailtxt.json into the current folder, from what is hinted at; senders that
                          are missing in one that there is are added to it
  --policy none|quarantine|reject
                          show what would happen to the mail of each sender under this DMARC policy, how to fix
                          what would fail, and the stages on the way to it with their dates and records
  --format text|json      how to report
${DNS}
${INPUT}
  --color, --no-color     whatever the terminal says

Exit status: 0, also when mail of a sender is rejected; 2 wrong usage, or something could not be read.`,

  rules: `Usage: mailtxt rules [ID]

Lists the rules, or explains one: what it finds, why it matters, and what to do.

  --color, --no-color     whatever the terminal says`,

  lsp: `Usage: mailtxt lsp --stdio

Runs the language server over standard input and output. Editors start it so.`,
};

export function helpText(about: CommandName | undefined): string {
  return `${about === undefined ? OVERVIEW : PAGES[about]}\n`;
}
