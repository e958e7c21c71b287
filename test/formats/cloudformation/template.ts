import type { PlacedRecord, Workspace } from '../../../server/src/analysis/workspace.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import { workspace } from '../../harness/workspace.ts';

export const PATH = '/dns.yaml';

/** A workspace with one template. */
export function templateOf(text: string): Workspace {
  const made = workspace();
  made.add(PATH, text, { format: 'cloudformation' });
  return made;
}

/** Owner, type and data of each record, with `?` before records that may not exist, and `…` for unresolved values. */
export function recordsIn(text: string): readonly string[] {
  return [...templateOf(text).records(PATH)].map(shownRecord);
}

export function shownRecord({ record: { owner, type, rdata, conditional } }: PlacedRecord): string {
  const data = rdata.kind === 'text' ? rdata.value.text : printRdata(type, rdata);
  return `${conditional ? '? ' : ''}${owner} ${type} ${data}`.replace(/\uFFFC\d*|\$\{…\}/g, '…');
}

/** A YAML template with these resources. */
export function yamlTemplate(resources: string, sections = ''): string {
  return `AWSTemplateFormatVersion: '2010-09-09'\n${sections}Resources:\n${resources}`;
}

/** A YAML record set with this TXT value. */
export function txtResource(text: string, name = 'example.com', id = 'Txt'): string {
  return `  ${id}:\n    Type: AWS::Route53::RecordSet\n    Properties:\n      Name: ${name}\n      Type: TXT\n      TTL: 300\n      ResourceRecords:\n        - ${text}\n`;
}
