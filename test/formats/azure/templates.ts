import assert from 'node:assert/strict';
import type { RecordChange } from '../../../server/src/records/format.ts';
import type { PlacedRecord, Workspace } from '../../../server/src/analysis/workspace.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { applyFix, findingsOf, workspace } from '../../harness/workspace.ts';

/** Detects JSON by its start. */
function pathOf(text: string): string {
  return /^\s*[{/]/.test(text) ? '/dns.json' : '/dns.bicep';
}

export function templateOf(text: string): { readonly made: Workspace; readonly path: string } {
  const made = workspace();
  const path = pathOf(text);
  made.add(path, text, { format: path.endsWith('.bicep') ? 'bicep' : 'arm' });
  return { made, path };
}

/** Owner, type and data of each record, with `?` before records that may not exist, and `…` for unresolved values. */
export function recordsIn(text: string): readonly string[] {
  const { made, path } = templateOf(text);
  return [...made.records(path)].map(shownRecord);
}

export function shownRecord({ record: { owner, type, rdata, conditional } }: PlacedRecord): string {
  const data =
    rdata.kind === 'text' ? rdata.strings.map(({ value }) => value.text).join('|') : printRdata(type, rdata);
  return `${conditional ? '? ' : ''}${owner} ${type} ${data}`.replace(/\uFFFC\d*|\$\{…\}/g, '…');
}

/** The source text of the findings of a rule. */
export function foundIn(text: string, rule: string): readonly string[] {
  const { made, path } = templateOf(text);
  return findingsOf(made, path)
    .filter((finding) => finding.rule === rule)
    .map(({ range }) => text.slice(range.start, range.end));
}

export function problemsIn(text: string): readonly string[] {
  const { made, path } = templateOf(text);
  return made.problems(path).map(({ message }) => message);
}

/** The text after the first fix of a rule; `undefined` if there is none. */
export function fixed(text: string, rule: string): string | undefined {
  const { made, path } = templateOf(text);
  const [finding] = findingsOf(made, path).filter((one) => one.rule === rule);
  assert.ok(finding, rule);
  const [fix] = made.detailsOf(path, finding).fixes;
  return fix && applyFix(made, path, fix);
}

/** The text after a change to the record with that index; `undefined` if it is impossible. */
export function changed(text: string, index: number, change: RecordChange): string | undefined {
  const { made, path } = templateOf(text);
  const document = made.documentOf(path);
  const block = document?.blocks[0];
  assert.ok(document && block);
  const edits = document.write(block, index, change);
  return (
    edits &&
    applyEdits(
      text,
      [...edits].sort((a, b) => a.range.start - b.range.start),
    )
  );
}

/** A Bicep zone with a TXT record of these strings. */
export function bicepTxt(strings: string, before = ''): string {
  return `${before}resource zone 'Microsoft.Network/dnsZones@2018-05-01' = {
  name: 'example.com'
}
resource txt 'Microsoft.Network/dnsZones/TXT@2018-05-01' = {
  parent: zone
  name: '@'
  properties: {
    TTL: 3600
    TXTRecords: [
      {
        value: [
          ${strings}
        ]
      }
    ]
  }
}
`;
}

/** A JSON template with these resources, and other members before them. */
export function arm(resources: readonly unknown[], members: Readonly<Record<string, unknown>> = {}): string {
  const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
  return JSON.stringify({ $schema: schema, contentVersion: '1.0.0.0', ...members, resources }, undefined, 2);
}

/** A resource with a TXT record. */
export function armTxt(name: string, ...strings: readonly string[]): Record<string, unknown> {
  return {
    type: 'Microsoft.Network/dnsZones/TXT',
    apiVersion: '2018-05-01',
    name,
    properties: { TTL: 3600, TXTRecords: [{ value: strings }] },
  };
}
