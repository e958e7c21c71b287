import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as prettier from 'prettier';
import { CLIENT_TEXTS, clientTexts } from './client-texts.ts';
import { formatSelectors, SELECTORS_PATH } from './format-selectors.ts';
import { jsonSchemas } from './json-schemas.ts';
import { urlOf } from '../server/src/analysis/findings/source-url.ts';
import { POLICY_KINDS, titleOfPolicy } from '../server/src/email/policies.ts';
import { rules } from '../server/src/rules/registry.ts';
import type { AnyRule } from '../server/src/rules/rule.ts';
import type { Safety } from '../server/src/records/report.ts';
import { allServices } from '../server/src/senders/services/all.ts';
import { readCarets } from '../test/harness/carets.ts';
import { alsoWrong, examplesOf, worldOf, type Example } from '../test/harness/pages.ts';
import { pageFileOf } from '../test/harness/rule-pages.ts';
import { findingsOf, zone } from '../test/harness/workspace.ts';
import { SECURITY_PAGE, securityPage } from './limits-page.ts';
import { MAN_PAGE, manPage } from './man-page.ts';
import { FUNCTIONS_PAGE, functionsPage } from './terraform-functions.ts';

const root = join(__dirname, '..');
const schemaPath = 'schemas/mailtxt.schema.json';
const sendersPath = 'docs/senders.md';
const manifestPath = 'package.json';

const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Every file that is generated from the source: its path in the project, and its content. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const rule of sorted) files.set(`docs/rules/${rule.id}.md`, rulePage(rule));
  files.set('docs/rules/README.md', catalog(sorted));
  files.set('docs/rules/by-reply.md', byReply());
  files.set('docs/rules/by-record.md', byRecord());
  files.set('docs/rules/not-done.md', readFileSync(join(root, 'server/src/rules/not-done.md'), 'utf8'));
  files.set(sendersPath, sendersPage());
  files.set(schemaPath, await schemaWithRules());
  files.set(manifestPath, await manifestWithRules());
  for (const [path, schema] of jsonSchemas()) files.set(path, await formattedJson(path, schema));
  files.set(SECURITY_PAGE, securityPage());
  files.set(FUNCTIONS_PAGE, functionsPage());
  files.set(SELECTORS_PATH, await formatSelectors());
  files.set(CLIENT_TEXTS, await formattedJson(CLIENT_TEXTS, await clientTexts()));
  const { version } = JSON.parse(readFileSync(join(root, manifestPath), 'utf8')) as { version: string };
  files.set(MAN_PAGE, manPage(version));
  return files;
}

/** The page next to the rule, with the facts of its definition. */
export function rulePage(rule: AnyRule): string {
  const [title = '', ...body] = sourceOf(rule).trimEnd().split('\n');
  const facts = [
    `\`${rule.id}\``,
    severityCell(rule),
    fixWords[fixOf(rule)],
    `since ${rule.since}`,
    '[terms](../terms.md)',
  ];
  const notice = `This rule is in preview: it is off by default and may change in any release. ${PREVIEW_LINK}`;
  const replies = rule.symptoms ?? [];
  const links = rule.specs.map((spec) => `- [${spec}](${urlOf(spec)})`);
  return `${[
    title,
    '',
    facts.join(' · '),
    ...(rule.preview === true ? ['', notice] : []),
    ...(rule.offByDefault === true ? ['', offNotice(rule)] : []),
    ...body,
    ...(replies.length > 0
      ? ['', '## SMTP replies', '', replies.map((reply) => `\`${reply}\``).join(', ')]
      : []),
    '',
    '## References',
    '',
    ...links,
  ].join('\n')}\n`;
}

const PREVIEW_LINK = '[How to turn preview rules on](../settings.md#preview-rules).';

function offNotice({ id, severity }: AnyRule): string {
  return `This rule is off by default. To turn it on: \`"rules": { "${id}": "${severity}" }\` in \`.mailtxt.json\`.`;
}

function severityCell({ severity, preview, offByDefault }: AnyRule): string {
  if (offByDefault === true) return `${severity} (off by default)`;
  return preview === true ? `${severity} (preview)` : severity;
}

/** The index of these rules, in this order. */
export function catalog(listed: readonly AnyRule[]): string {
  const groups = new Map<string, AnyRule[]>();
  for (const rule of listed) groups.set(rule.group, [...(groups.get(rule.group) ?? []), rule]);
  const sections = [...groups].map(([group, members]) => {
    const rows = members.map(
      (rule) =>
        `| [\`${rule.id}\`](${rule.id}.md) | ${severityCell(rule)} | ${fixWords[fixOf(rule)]} | ${titleOf(rule)} |`,
    );
    return [
      `## ${headings[group] ?? group.toUpperCase()}`,
      '',
      '| Rule | Severity | Fix | Fault |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n');
  });
  return `# Rules

The fixes that \`--fix\` applies keep the meaning of a record, or restore the only meaning that it can have had. A fix for review changes
which senders may send mail, or how receivers treat it: the editor offers it, and the command line applies it with \`--fix-rule\`.
A rule marked as preview is off by default. ${PREVIEW_LINK}

See also the rules [by SMTP reply](by-reply.md) and [by record](by-record.md), and
[what is not a rule](not-done.md), with the reasons. [Terms](../terms.md) explains the mail terms on these pages.

${sections.join('\n\n')}
`;
}

/** From an SMTP reply to the rules that may report its cause. */
function byReply(): string {
  const replies = new Map<string, AnyRule[]>();
  for (const rule of sorted) {
    for (const reply of rule.symptoms ?? []) replies.set(reply, [...(replies.get(reply) ?? []), rule]);
  }
  const rows = [...replies]
    .sort(([a], [b]) => (codeOf(a) < codeOf(b) ? -1 : 1))
    .map(([reply, members]) => `| \`${reply}\` | ${members.map(linkOf).join(', ')} |`);
  return `# Rules by SMTP reply

A receiver that rejects mail replies with a code. The rules next to each code find faults that cause this reply. Other faults
can also cause it.

| Reply | Rules |
| --- | --- |
${rows.join('\n')}
`;
}

/** Sorts replies by their enhanced code. Its first number only shows whether the failure is permanent. */
function codeOf(reply: string): string {
  const [smtp = '', enhanced = ''] = reply.split(' ');
  const numbers = enhanced.split('.').slice(1);
  return [...numbers.map((number) => number.padStart(4, '0')), enhanced, smtp].join(' ');
}

function byRecord(): string {
  const records = new Map<string, AnyRule[]>();
  for (const rule of sorted) {
    for (const record of recordsOf(rule)) records.set(record, [...(records.get(record) ?? []), rule]);
  }
  const sections = [...records]
    .sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
    .map(([record, members]) => `| ${record} | ${members.map(linkOf).join(', ')} |`);
  return `# Rules by record

| Record | Rules |
| --- | --- |
${sections.join('\n')}
`;
}

/** The record that people look for: the name of a policy, or the type of another record. */
function recordsOf(rule: AnyRule): readonly string[] {
  const { group } = rule;
  const policy = POLICY_KINDS.find((kind) => kind === group || kind === rule.subject);
  if (policy !== undefined) return [titleOfPolicy(policy)];
  switch (rule.subject) {
    case 'fault':
      return group === 'comment' ? ['Comments'] : ['Syntax'];
    case 'txt':
      return ['TXT'];
    default:
      return group === 'comment' ? ['Comments'] : (rule.types ?? ['Any']);
  }
}

function linkOf({ id }: AnyRule): string {
  return `[\`${id}\`](${id}.md)`;
}

const headings: Readonly<Record<string, string>> = {
  zone: 'Zone files',
  txt: 'TXT records',
  comment: 'Comments that turn rules off',
  dane: 'DANE (TLSA records)',
  tf: 'Terraform',
  cross: 'Several records',
  sender: 'Known senders',
};

/** The schema of `.mailtxt.json` lists the rules and the services, so that editors complete their ids. */
async function schemaWithRules(): Promise<string> {
  const path = join(root, schemaPath);
  const schema = JSON.parse(readFileSync(path, 'utf8')) as {
    definitions: {
      rules: { properties?: object; additionalProperties: unknown };
      service: { enum: readonly string[] };
    };
  };
  schema.definitions.service.enum = allServices()
    .map(({ id }) => id)
    .sort();
  schema.definitions.rules.additionalProperties = false;
  schema.definitions.rules.properties = Object.fromEntries(
    sorted.map((rule) => [
      rule.id,
      {
        description: `${titleOf(rule)}.${rule.preview === true ? ' In preview: off by default.' : rule.offByDefault === true ? ' Off by default.' : ''}`,
        default: rule.preview === true || rule.offByDefault === true ? 'off' : rule.severity,
        allOf: [{ $ref: '#/definitions/severity' }],
      },
    ]),
  );
  return formattedJson(path, schema);
}

/** Adds the rule ids that VS Code suggests in the setting `mailtxt.rules`. */
async function manifestWithRules(): Promise<string> {
  const path = join(root, manifestPath);
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as {
    contributes: {
      configuration: readonly { readonly properties: Record<string, { propertyNames?: object }> }[];
    };
  };
  const setting = manifest.contributes.configuration
    .map(({ properties }) => properties['mailtxt.rules'])
    .find((one) => one !== undefined);
  if (setting === undefined) throw new Error('package.json has no setting "mailtxt.rules"');
  setting.propertyNames = {
    enum: sorted.map(({ id }) => id),
    enumDescriptions: sorted.map((rule) => `${titleOf(rule)}.`),
  };
  return formattedJson(path, manifest);
}

async function formattedJson(path: string, value: object): Promise<string> {
  const options = await prettier.resolveConfig(path);
  return prettier.format(JSON.stringify(value), { ...options, filepath: path });
}

/** The page about senders, with the services that the settings can name. */
function sendersPage(): string {
  const page = readFileSync(join(root, sendersPath), 'utf8');
  const rows = allServices()
    .map(({ id, name }) => `| \`${id}\` | ${name} |`)
    .sort();
  const table = ['| Id | Service |', '| --- | --- |', ...rows].join('\n');
  return page.replace(/(<!-- services[^\n]*-->\n)[^]*?(<!-- end -->)/, (_, start: string, end: string) => {
    return `${start}\n${table}\n\n${end}`;
  });
}

const fixWords: Readonly<Record<Fixed, string>> = {
  safe: 'fixed by `--fix`',
  review: 'fix for review',
  'sometimes safe': 'sometimes fixed by `--fix`',
  'sometimes review': 'sometimes a fix for review',
  none: 'no fix',
};

/** Sometimes: the fix is not for the main example of the page, but for another one. */
type Fixed = Safety | `sometimes ${Safety}` | 'none';

/** How the wrong examples on its page are fixed. */
function fixOf(rule: AnyRule): Fixed {
  const page = sourceOf(rule);
  const [first] = examplesOf(page);
  const own = first && fixOfExample(rule, page, first);
  if (own !== undefined) return own;
  const others = alsoWrong(page).map((example) => fixOfExample(rule, page, example));
  const found = others.find((safety) => safety === 'safe') ?? others.find((safety) => safety !== undefined);
  return found === undefined ? 'none' : `sometimes ${found}`;
}

function fixOfExample(rule: AnyRule, page: string, { text, path }: Example): Safety | undefined {
  const workspace = zone(readCarets(text).text, path, worldOf(page));
  const finding = findingsOf(workspace, path).find((one) => one.rule === rule.id);
  return finding && workspace.detailsOf(path, finding).fixes[0]?.safety;
}

function sourceOf(rule: AnyRule): string {
  return readFileSync(pageFileOf(rule), 'utf8');
}

function titleOf(rule: AnyRule): string {
  return sourceOf(rule).split('\n', 1)[0]?.replace(/^# /, '') ?? '';
}
