import type { DocumentPath } from '../../../analysis/finding.ts';
import type { PlacedRecord, Workspace } from '../../../analysis/workspace.ts';
import { isKnown, isUnknownOrigin, labelsOf, showName } from '../../../dns/names.ts';
import type { DomainName } from '../../../dns/names.ts';
import { printRdata } from '../../../records/rdata/index.ts';
import type { DnsRecord } from '../../../records/record.ts';
import type { Unread } from '../../../records/unread.ts';
import { HOLE } from '../../../text/mapped-text.ts';
import type { FileProblem } from '../../node/file-problem.ts';
import type { Output } from '../output.ts';
import { jsonProblem, jsonRange, jsonText, jsonUnread, writeList } from './json.ts';

export interface ListedRecords {
  readonly workspace: Workspace;
  readonly paths: readonly DocumentPath[];
  readonly unread: readonly Unread[];
  readonly problems: readonly FileProblem[];
  readonly nameOf: (path: DocumentPath) => string;
}

/** Writes `records --format json`. Fields are only ever added. */
export function reportRecordsAsJson(
  { workspace, paths, unread, problems, nameOf }: ListedRecords,
  out: Output,
): void {
  out.write('{');
  writeList(out, 'records', placedIn(workspace, paths), ({ path, placed }) =>
    jsonRecord(placed, path, workspace, nameOf),
  );
  writeList(out, 'unread', unread, (one) => jsonUnread(one, (path) => workspace.textOf(path), nameOf));
  out.write(`"problems":${jsonText(problems.map((problem) => jsonProblem(problem, nameOf)))}}\n`);
}

function* placedIn(
  workspace: Workspace,
  paths: readonly DocumentPath[],
): Generator<{ path: DocumentPath; placed: PlacedRecord }> {
  for (const path of paths) {
    for (const placed of workspace.records(path)) yield { path, placed };
  }
}

function jsonRecord(
  { record, range }: PlacedRecord,
  path: DocumentPath,
  workspace: Workspace,
  nameOf: ListedRecords['nameOf'],
): object {
  const { type, ttl, rdata } = record;
  const source = workspace.textOf(path);
  return {
    ...jsonOwner(record.owner),
    type,
    ttl: ttl ?? null,
    ...(rdata.kind === 'text' ? { strings: rdata.strings.map(({ value }) => showHoles(value.text)) } : {}),
    data: printRdata(type, rdata),
    complete: isComplete(record),
    certain: !record.conditional,
    path: nameOf(path),
    ...(source === undefined ? {} : { range: jsonRange(source, range) }),
  };
}

/** `relativeOwner` is the known part of the owner name if the zone name is unknown: `@` for the zone itself. */
function jsonOwner(owner: DomainName): { owner: string | null; relativeOwner?: string } {
  const labels = labelsOf(owner);
  if (!isUnknownOrigin(labels.at(-1) ?? '')) return { owner: showName(owner, SHOWN_HOLE) };
  return {
    owner: null,
    relativeOwner: labels.length === 1 ? '@' : showName(labels.slice(0, -1).join('.'), SHOWN_HOLE),
  };
}

function isComplete({ owner, rdata }: DnsRecord): boolean {
  if (!isKnown(owner)) return false;
  switch (rdata.kind) {
    case 'text':
      return rdata.value.complete;
    case 'fields':
      return rdata.fields.every(({ value }) => !value.includes(HOLE));
    case 'opaque':
      return !rdata.text.includes(HOLE);
  }
}

/** The displayed form of an unresolved value. */
export const SHOWN_HOLE = '${…}';

function showHoles(text: string): string {
  return text.replaceAll(HOLE, SHOWN_HOLE);
}
