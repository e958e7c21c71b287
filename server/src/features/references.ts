import type { DocumentPath } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { hashOfName, type DomainName } from '../dns/names.ts';
import { typeCode } from '../dns/types.ts';
import { TARGET_TYPES } from '../domain/targets.ts';
import type { RecordDocument } from '../records/document.ts';
import { STS_POLICY } from '../records/policy-file.ts';
import type { DnsRecord } from '../records/record.ts';
import { shift, type Range } from '../text/range.ts';
import { namesInRecord, type NameInRecord } from './names-in-record.ts';
import { entriesIn, type EntryIn } from './records-in.ts';

/** A place that names a host. */
export interface NamePlace {
  readonly path: DocumentPath;
  readonly range: Range;
  /** Whether records of the name are declared there. */
  readonly isOwner: boolean;
}

/** The maximum number of places of a name. */
export const MAX_REFERENCES = 1000;
/** Records in which to look for a highlighted name, because editors request this for each movement of the cursor. */
export const MAX_RECORDS_HIGHLIGHTED = 10_000;

/** The types whose data can have a name. */
const NAMING = new Set([...TARGET_TYPES, 'TXT', 'SPF', STS_POLICY].map(typeCode));

/** The name at the cursor, with its range in the document; `undefined` if there is none. */
export function nameAt(workspace: Workspace, path: DocumentPath, offset: number): NameInRecord | undefined {
  const placed = workspace.recordAt(path, offset);
  if (placed !== undefined) {
    const { record, range } = placed;
    const found = inPlace(namesInRecord(record), range.start - record.range.start).find(holding(offset));
    if (found !== undefined) return found;
  }
  // The texts from which one entry defines several records can be anywhere in it.
  const document = workspace.documentOf(path);
  if (document?.recordIn === undefined) return undefined;
  for (const entry of entriesIn(document)) {
    const record = entry.block.record(entry.index);
    if (record === undefined) continue;
    const found = inPlace(namesInRecord(record), entry.base).find(holding(offset));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every place of the workspace that names the host at the cursor, by document and place. */
export function referencesAt(workspace: Workspace, path: DocumentPath, offset: number): readonly NamePlace[] {
  const at = nameAt(workspace, path, offset);
  return at === undefined ? [] : placesOf(workspace, at.name, workspace.paths());
}

/** The places in the document only; `undefined` if no name is at the cursor, or too many records would have to be read. */
export function highlightsAt(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
): readonly NamePlace[] | undefined {
  const paths = sharingText(workspace, path);
  const count = paths.reduce((sum, one) => sum + (workspace.documentOf(one)?.recordCount ?? 0), 0);
  if (count > MAX_RECORDS_HIGHLIGHTED) return undefined;
  const at = nameAt(workspace, path, offset);
  if (at === undefined) return undefined;
  return placesOf(workspace, at.name, paths).filter((place) => place.path === path);
}

/** The documents whose records can be typed in this one: only itself or, in a family, all of the family. */
function sharingText(workspace: Workspace, path: DocumentPath): readonly DocumentPath[] {
  if (workspace.documentOf(path)?.recordIn === undefined) return [path];
  return workspace.paths().filter((other) => workspace.documentOf(other)?.recordIn !== undefined);
}

function placesOf(
  workspace: Workspace,
  name: DomainName,
  paths: readonly DocumentPath[],
): readonly NamePlace[] {
  const places = new Map<string, NamePlace>();
  for (const path of paths) {
    const document = workspace.documentOf(path);
    if (document === undefined) continue;
    for (const place of placesIn(document, path, name)) {
      const key = `${place.path} ${place.range.start} ${place.range.end}`;
      // One text can be the owner name of some records and the target of others.
      if (!places.has(key) || place.isOwner) places.set(key, place);
      if (places.size === MAX_REFERENCES) return inOrder(places.values());
    }
  }
  return inOrder(places.values());
}

function inOrder(places: Iterable<NamePlace>): readonly NamePlace[] {
  return [...places].sort((a, b) =>
    a.path === b.path ? a.range.start - b.range.start : a.path < b.path ? -1 : 1,
  );
}

function* placesIn(document: RecordDocument, path: DocumentPath, name: DomainName): Iterable<NamePlace> {
  const hash = hashOfName(name);
  const isIt = (other: DomainName): boolean => other === name;
  for (const { block, index, base } of entriesIn(document)) {
    const mayBeOwner = block.ownerHashAt(index) === hash;
    if (!mayBeOwner && !NAMING.has(block.typeAt(index))) continue;
    const record = block.record(index);
    if (record === undefined || (!mayBeOwner && !mayName(record, name))) continue;
    const named = (names: readonly NameInRecord[], at: DocumentPath, by: number): readonly NamePlace[] =>
      inPlace(names, by).map(({ range, role }) => ({ path: at, range, isOwner: role === 'owner' }));
    yield* named(namesInRecord(record, true, isIt), path, base);
    for (const other of otherPaths(document, { block, index, base }, path)) {
      const shown = document.recordIn?.(block, index, other);
      if (shown !== undefined) yield* named(namesInRecord(shown, false, isIt), other, 0);
    }
  }
}

/** Documents with a part of the record, other than its own. */
function otherPaths(
  document: RecordDocument,
  { block, index }: EntryIn,
  path: DocumentPath,
): ReadonlySet<DocumentPath> {
  if (document.recordIn === undefined) return new Set();
  const paths = new Set(document.typedAs(block, index).map((piece) => piece.path ?? path));
  paths.delete(path);
  return paths;
}

/** Avoids parsing the policy of a text that does not contain the name. */
function mayName({ rdata }: DnsRecord, name: DomainName): boolean {
  return rdata.kind !== 'text' || rdata.value.text.toLowerCase().includes(name);
}

function inPlace(names: readonly NameInRecord[], base: number): readonly NameInRecord[] {
  return names.map((one) => ({ ...one, range: shift(one.range, base) }));
}

/** A cursor directly after the last character counts, as it does for words. */
function holding(offset: number): (one: NameInRecord) => boolean {
  return ({ range }) => range.start <= offset && offset <= range.end;
}
