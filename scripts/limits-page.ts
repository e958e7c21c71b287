import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { limitsOfSource } from './limits.ts';
import type { Limit } from './limits.ts';

const root = join(__dirname, '..');
export const SECURITY_PAGE = 'docs/security.md';

/** The security page, with the limits from the source. */
export function securityPage(): string {
  const page = readFileSync(join(root, SECURITY_PAGE), 'utf8');
  return page.replace(/(<!-- limits[^\n]*-->\n)[^]*?(<!-- end -->)/, (_, start: string, end: string) => {
    return `${start}\n${sections(limitsOfSource())}\n\n${end}`;
  });
}

/** One table for each layer that has limits, in the order in which the layers build on each other. */
function sections(limits: readonly Limit[]): string {
  return LAYERS.flatMap(([folder, title]) => {
    const here = limits.filter(({ file }) => file.startsWith(`server/src/${folder}/`));
    if (here.length === 0) return [];
    return [
      [
        `### ${title}`,
        '',
        '| Limit | Value | What it bounds | Where |',
        '| --- | ---: | --- | --- |',
        ...here.map(row),
      ].join('\n'),
    ];
  }).join('\n\n');
}

function row({ name, value, description, file }: Limit): string {
  const shown = file.replace('server/src/', '');
  return `| \`${name}\` | ${value.toLocaleString('en-US')} | ${cell(description)} | [${shown}](../${file}) |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

export const LAYERS: readonly (readonly [folder: string, title: string])[] = [
  ['hosts', 'Files, processes and the network'],
  ['formats', 'Zone files, Terraform and policy files'],
  ['senders', 'Reports, bounces and logs'],
  ['email', 'SPF, DKIM, DMARC and other policies'],
  ['domain', 'What a domain publishes'],
  ['rules', 'Rules'],
  ['analysis', 'The workspace'],
  ['features', 'What an editor and a report show'],
  ['records', 'Records'],
  ['record-sets', 'Record sets in data'],
  ['text', 'Text'],
  ['data', 'YAML and JSON'],
  ['dns', 'DNS itself'],
];
