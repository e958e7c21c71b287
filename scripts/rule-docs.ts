import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as prettier from 'prettier';
import { urlOf } from '../server/src/analysis/source-url.ts';
import { rules } from '../server/src/rules/registry.ts';
import type { AnyRule, Safety } from '../server/src/rules/rule.ts';
import { readCarets } from '../test/harness/carets.ts';
import { findingsOf, zone } from '../test/harness/workspace.ts';

const root = join(__dirname, '..');
const schemaPath = 'schemas/mailtxt.schema.json';

const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Every file that is made from the rules and their pages: its path in the project, and what is to be in it. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const rule of sorted) files.set(`docs/rules/${rule.id}.md`, rulePage(rule));
  files.set('docs/rules/README.md', catalogue());
  files.set(schemaPath, await schemaWithRules());
  return files;
}

/** The page beside the rule, with what its metadata says. */
function rulePage(rule: AnyRule): string {
  const [title = '', ...body] = sourceOf(rule).trimEnd().split('\n');
  const facts = [`\`${rule.id}\``, rule.severity, fixWords[fixOf(rule)], `since ${rule.since}`];
  const replies = rule.symptoms ?? [];
  const links = rule.specs.map((spec) => `- [${spec}](${urlOf(spec)})`);
  return `${[
    title,
    '',
    facts.join(' · '),
    ...body,
    ...(replies.length > 0
      ? ['', '## Replies it can lead to', '', replies.map((reply) => `\`${reply}\``).join(', ')]
      : []),
    '',
    '## Where it stands',
    '',
    ...links,
  ].join('\n')}\n`;
}

function catalogue(): string {
  const groups = new Map<string, AnyRule[]>();
  for (const rule of sorted) groups.set(groupOf(rule), [...(groups.get(groupOf(rule)) ?? []), rule]);
  const sections = [...groups].map(([group, members]) => {
    const rows = members.map(
      (rule) =>
        `| [\`${rule.id}\`](${rule.id}.md) | ${rule.severity} | ${fixWords[fixOf(rule)]} | ${titleOf(rule)} |`,
    );
    return [
      `## ${headings[group] ?? group.toUpperCase()}`,
      '',
      '| Rule | Severity | Fix | What it finds |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n');
  });
  return `# Rules

What \`--fix\` changes keeps the meaning of a record, or restores the only one it can have had. A fix with a look changes
who may send mail, or what receivers do with it: the editor offers it, and the command line makes it with \`--fix-rule\`.

${sections.join('\n\n')}
`;
}

const headings: Readonly<Record<string, string>> = {
  zone: 'Zone files',
  txt: 'TXT records',
  comment: 'Comments that turn rules off',
};

/** The schema of `.mailtxt.json` knows the rules, so that an editor completes their ids. */
async function schemaWithRules(): Promise<string> {
  const path = join(root, schemaPath);
  const schema = JSON.parse(readFileSync(path, 'utf8')) as {
    properties: { rules: { properties?: object; additionalProperties: unknown } };
  };
  schema.properties.rules.additionalProperties = false;
  schema.properties.rules.properties = Object.fromEntries(
    sorted.map((rule) => [
      rule.id,
      {
        description: `${titleOf(rule)}.`,
        default: rule.severity,
        allOf: [{ $ref: '#/definitions/severity' }],
      },
    ]),
  );
  const options = await prettier.resolveConfig(path);
  return prettier.format(JSON.stringify(schema), { ...options, filepath: path });
}

const fixWords: Readonly<Record<Safety | 'none', string>> = {
  safe: 'fixed by `--fix`',
  review: 'fix with a look',
  none: 'no fix',
};

/** How the wrong example of its page is mended. */
function fixOf(rule: AnyRule): Safety | 'none' {
  const example = /^```zone\n([\s\S]*?)^```$/m.exec(sourceOf(rule))?.[1] ?? '';
  const path = 'example.com.zone';
  const workspace = zone(readCarets(example).text, path, { origin: 'example.com.' });
  const finding = findingsOf(workspace, path).find((one) => one.rule === rule.id);
  const fixes = finding === undefined ? [] : workspace.detailsOf(path, finding).fixes;
  return fixes[0]?.safety ?? 'none';
}

function sourceOf(rule: AnyRule): string {
  const group = groupOf(rule);
  return readFileSync(join(root, 'server/src/rules', group, `${rule.id.slice(group.length + 1)}.md`), 'utf8');
}

function titleOf(rule: AnyRule): string {
  return sourceOf(rule).split('\n', 1)[0]?.replace(/^# /, '') ?? '';
}

/** The folder is the id's first part; two have a dash of their own. */
function groupOf({ id }: AnyRule): string {
  return /^(?:mta-sts|tls-rpt|[a-z]+)(?=-)/.exec(id)?.[0] ?? id;
}
