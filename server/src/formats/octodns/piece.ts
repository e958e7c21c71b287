import type { DataNode, ReadData } from '../../data/node.ts';
import { sharingIn } from '../../data/yaml-pieces.ts';
import { includesIn, type OctoIncludes } from './includes.ts';
import { zoneDataOfPart } from './included-part.ts';
import { keyText, nodesOfEntry, semicolonsIn } from './zone-data.ts';
import type { NamedSets, OctoSettings, SemicolonsShown } from './zone-data.ts';

/** A run of entries of a zone file, read without the rest of the file. Offsets in `text`. */
export interface ZonePiece extends ReadData {
  readonly text: string;
  /** Excludes the sets that octoDNS leaves unchanged at the provider (`ignored`). */
  readonly entries: readonly NamedSets[];
  readonly semicolons: SemicolonsShown;
  readonly includes: OctoIncludes;
  /** See {@link sharingIn}. */
  readonly sharing: ReturnType<typeof sharingIn>;
  /** Whether the zone may have records that are not in its entries. */
  readonly mayLackRecords: boolean;
  /** Entries with an error, which were not fully read. */
  readonly faulty: ReadonlySet<NamedSets>;
}

/** `isCut` means that the text after an entry with an error was read. Otherwise it is unknown. */
export function pieceOf(text: string, read: ReadData, settings: OctoSettings, isCut = false): ZonePiece {
  const { root, problems } = zoneDataOfPart(read, settings.part);
  const found = (root?.kind === 'map' ? root.entries : []).map((entry) => ({
    entry,
    key: keyText(entry),
    nodes: nodesOfEntry(entry, settings),
  }));
  const ignoresSets = found.some(({ nodes }) => nodes.some(({ isIgnored }) => isIgnored));
  const entries = found.map((one): NamedSets => ({
    ...one,
    nodes: one.nodes.filter(({ isIgnored }) => !isIgnored),
  }));
  const includes = includesIn(text, root, entries);
  const unread = problems.filter(({ isUnread }) => isUnread);
  const faulty = new Set(unread.flatMap(({ range }) => entryBefore(entries, range.start) ?? []));
  const isAllKnown = unread.length === 0 || (isCut && faulty.size > 0 && [...faulty].every(isUnknownSet));
  return {
    text,
    root,
    problems,
    entries,
    semicolons: semicolonsIn(entries.flatMap(({ nodes }) => nodes)),
    includes,
    sharing: sharingIn(text),
    mayLackRecords: ignoresSets || includes.mayAddRecords || !isAllKnown,
    faulty,
  };
}

function entryBefore(entries: readonly NamedSets[], offset: number): NamedSets | undefined {
  // An error may be at the end of the text of its entry, where the next one starts.
  return entries.filter(({ entry }) => entry.range.start < offset).at(-1);
}

/** Whether the set of an entry with an error is known, and only some of its values are not. Then there is a record for it. */
function isUnknownSet({ entry, nodes }: NamedSets): boolean {
  const [node] = nodes;
  return entry.value === node?.map && node.values.some(hasUnknown);
}

function hasUnknown(node: DataNode): boolean {
  return (
    node.kind === 'unknown' || (node.kind === 'map' && node.entries.some(({ value }) => hasUnknown(value)))
  );
}
