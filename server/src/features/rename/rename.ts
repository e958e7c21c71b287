import type { DocumentPath, FileEdit } from '../../analysis/finding.ts';
import { writeChange } from '../../analysis/findings/details.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { firstLabelOf, isAtOrBelow, isBelow, labelsOf, type DomainName } from '../../dns/names.ts';
import { registrableDomain } from '../../dns/top-level.ts';
import { typeCode } from '../../dns/types.ts';
import type { RecordDocument } from '../../records/document.ts';
import type { DnsRecord } from '../../records/record.ts';
import { rangeOf, shift, type Range } from '../../text/range.ts';
import { EditSet } from '../edit-set.ts';
import { typedNamesIn, type TypedName } from '../names-in-record.ts';
import { entriesIn, rangeOfEntry, type EntryIn } from '../records-in.ts';
import { toDecoded } from '../to-decoded.ts';
import { featureText } from '../texts.ts';
import { renamingTo, whyFixed, type RenameRefusal, type Renaming } from './renaming.ts';
import { labelIn, nameFromLabelAt, usesIn } from './uses.ts';
import { otherThanRenamed, type RenameEdits } from './verify.ts';

/** A label that can be renamed. */
export interface RenamableLabel {
  /** The name that begins with it. */
  readonly name: DomainName;
  /** The label at the cursor. Offsets in the document. */
  readonly range: Range;
}

/** The path that an include of a document points to; `undefined` if it is unknown. */
type PathOf = (file: string, from: DocumentPath) => DocumentPath | undefined;

/** Names that one rename edits: one in each record of a zone of 100,000 records. An editor takes seconds for that many edits. */
export const MAX_RENAMED_PLACES = 100_000;

/** The label at the cursor; `undefined` if there is none. */
export function labelToRename(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
): RenamableLabel | RenameRefusal | undefined {
  const found = labelAt(workspace, path, offset);
  if (found === undefined || 'refusal' in found) return found;
  const refusal = whyFixed(found.name);
  return refusal === undefined ? found : { refusal };
}

/**
 * The edits that rename the name that begins at the label under the cursor, and all names below it, everywhere in the workspace;
 * or the reason why they cannot all be renamed exactly.
 *
 * @param typed the labels that replace the label, or the whole new name
 */
export function renameAt(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
  typed: string,
  pathOf: PathOf,
  most = MAX_RENAMED_PLACES,
): readonly FileEdit[] | RenameRefusal | undefined {
  const label = labelToRename(workspace, path, offset);
  if (label === undefined || 'refusal' in label) return label;
  const renaming = renamingTo(label.name, typed);
  if ('refusal' in renaming) return renaming;
  if (renaming.from === renaming.to) return [];
  const paths = documentsOf(workspace, pathOf);
  const refusal = refusalOf(workspace, paths, renaming);
  if (refusal !== undefined) return refusal;
  const rename = renameIn(workspace, paths, renaming, most);
  if ('refusal' in rename) return rename;
  return otherThanRenamed(workspace, rename, renaming) ?? rename.edits;
}

function labelAt(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
): RenamableLabel | RenameRefusal | undefined {
  const placed = workspace.recordAt(path, offset);
  const own =
    placed && labelAmong(typedNamesIn(placed.record), placed.range.start - placed.record.range.start, offset);
  if (own !== undefined) return own;
  const document = workspace.documentOf(path);
  if (document === undefined) return undefined;
  for (const { name, text } of document.origins?.() ?? []) {
    const part = { kind: 'owner', at: 0 } as const;
    const found = labelAmong([{ name, text, part, role: 'owner' }], 0, offset);
    if (found !== undefined) return found;
  }
  if (document.recordIn === undefined) return undefined;
  // The texts from which one entry defines several records can be anywhere in it.
  for (const entry of entriesIn(document)) {
    const record = entry.block.record(entry.index);
    const found = record && labelAmong(typedNamesIn(record), entry.base, offset);
    if (found !== undefined) return found;
  }
  return undefined;
}

function labelAmong(
  names: readonly TypedName[],
  base: number,
  offset: number,
): RenamableLabel | RenameRefusal | undefined {
  for (const typed of names) {
    // A cursor directly after the last character counts, as it does for words.
    const at = toDecoded(typed.text, offset - base) ?? toDecoded(typed.text, offset - base - 1);
    if (at === undefined) continue;
    const found = nameFromLabelAt(typed, at);
    if (found === undefined) return { refusal: featureText('nameUnknown') };
    const range = typed.text.toSource(found.label);
    return range === undefined
      ? { refusal: featureText('labelAssembled') }
      : { name: found.name, range: shift(range, base) };
  }
  return undefined;
}

/** The documents of the workspace, and the files that they include. */
function documentsOf(workspace: Workspace, pathOf: PathOf): readonly DocumentPath[] {
  const paths = new Set(workspace.paths());
  for (const path of paths) {
    for (const { file } of workspace.documentOf(path)?.includes() ?? []) {
      const target = pathOf(file, path);
      if (target !== undefined && workspace.documentOf(target) !== undefined) paths.add(target);
    }
  }
  return [...paths];
}

/** Why the user cannot change these names, or why the new names are taken. */
function refusalOf(
  workspace: Workspace,
  paths: readonly DocumentPath[],
  { from, to }: Renaming,
): RenameRefusal | undefined {
  const zones = zonesOf(workspace, paths);
  const isWithinZone = [...zones].some((zone) => isBelow(from, zone) && isAtOrBelow(to, zone));
  const zone = isWithinZone ? undefined : [...zones].find((one) => isAtOrBelow(one, from));
  if (zone !== undefined) return { refusal: featureText('zoneName', { zone }) };
  if (!isWithinZone && isRegistered(from))
    return { refusal: featureText('registeredDomain', { name: from }) };
  let isOurs = false;
  for (const path of paths) {
    const document = workspace.documentOf(path);
    if (document === undefined) continue;
    for (const entry of entriesIn(document)) {
      const { block, index } = entry;
      const owner = block.ownerAt(index);
      if (owner === undefined || !isRecord(block.typeAt(index))) continue;
      isOurs ||= isAtOrBelow(owner, from);
      if (!isAtOrBelow(owner, to)) continue;
      const range = rangeOfEntry(entry);
      return { refusal: featureText('hasRecords', { name: to }), place: { path, range } };
    }
  }
  return isOurs ? undefined : { refusal: featureText('notYours', { name: from }) };
}

/** Whether the name is a registered domain, or a parent of one. */
function isRegistered(name: DomainName): boolean {
  const domain = registrableDomain(name);
  return domain === undefined ? labelsOf(name).length <= 2 : domain === name;
}

/** The names of the zones of the documents, or of their records. */
function zonesOf(workspace: Workspace, paths: readonly DocumentPath[]): ReadonlySet<DomainName> {
  const zones = new Set<DomainName>();
  for (const path of paths) {
    for (const { name } of workspace.zonesOf(path)) if (name !== undefined) zones.add(name);
    const document = workspace.documentOf(path);
    // Only documents that define records for other zones name the zone of each record.
    if (document?.recordIn === undefined) continue;
    for (const { block, index } of entriesIn(document)) {
      const zone = block.record(index)?.publication?.zone;
      if (zone !== undefined) zones.add(zone);
    }
  }
  zones.delete('');
  return zones;
}

/** Types above this are directives. */
const LAST_TYPE = 65_536;

function isRecord(type: number): boolean {
  return type <= LAST_TYPE;
}

/** Types without names in their data. */
const NAMELESS = new Set(['A', 'AAAA', 'CAA', 'DNSKEY', 'DS', 'SSHFP', 'TLSA'].map(typeCode));

function renameIn(
  workspace: Workspace,
  paths: readonly DocumentPath[],
  renaming: Renaming,
  most: number,
): RenameEdits | RenameRefusal {
  const edits = new EditSet();
  const concerned = new Set<DocumentPath>();
  let places = 0;
  for (const path of paths) {
    const document = workspace.documentOf(path);
    if (document === undefined) continue;
    if (!edits.addAll(originEdits(document, path, renaming)))
      return { refusal: featureText('editsOverlap'), place: topOf(path) };
    for (const entry of entriesIn(document)) {
      if (!mayChange(entry, renaming)) continue;
      const record = entry.block.record(entry.index);
      if (record === undefined || !mayHaveName(record, renaming)) continue;
      const { changes, refusal, isInOrigin } = usesIn(record, renaming);
      if (isInOrigin || isAtOrBelow(record.owner, renaming.from)) concerned.add(path);
      const place = { path, range: rangeOfEntry(entry) };
      if (refusal !== undefined) return { refusal, place };
      for (const change of changes) {
        const written = writeChange({ path, document }, entry.block, entry.index, change);
        if (written === undefined || !edits.addAll(written))
          return { refusal: featureText('notSeparate'), place };
        // For example, a module that was installed.
        const other = written.find((edit) => workspace.documentOf(edit.path) === undefined);
        if (other !== undefined) return { refusal: featureText('outsideWorkspace'), place: other };
      }
      places += changes.length;
      if (places > most) return { refusal: featureText('tooManyNames', { most }) };
    }
  }
  return { edits: edits.all(), concerned };
}

function topOf(path: DocumentPath): NonNullable<RenameRefusal['place']> {
  return { path, range: rangeOf(0, 0) };
}

function originEdits(document: RecordDocument, path: DocumentPath, renaming: Renaming): readonly FileEdit[] {
  return (document.origins?.() ?? []).flatMap(({ name, text }) => {
    if (!isAtOrBelow(name, renaming.from)) return [];
    const label = labelIn(name, text, renaming.from);
    const range = label === undefined || label === 'in origin' ? undefined : text.toSource(label);
    return range === undefined ? [] : [{ path, range, text: renaming.labels }];
  });
}

/** This takes almost no time, because no record is created. */
function mayChange({ block, index }: EntryIn, { from }: Renaming): boolean {
  const type = block.typeAt(index);
  if (!isRecord(type)) return false;
  return !NAMELESS.has(type) || isAtOrBelow(block.ownerAt(index) ?? '', from);
}

/** Avoids parsing the policy of a text that does not contain the name. */
function mayHaveName(record: DnsRecord, { from }: Renaming): boolean {
  if (record.rdata.kind !== 'text' || isAtOrBelow(record.owner, from)) return true;
  return record.rdata.value.text.toLowerCase().includes(firstLabelOf(from));
}
