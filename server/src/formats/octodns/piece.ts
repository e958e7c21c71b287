import type { ReadData } from '../../data/node.ts';
import { sharingIn } from '../../data/yaml-pieces.ts';
import { includesIn, type OctoIncludes } from './includes.ts';
import { zoneDataOfPart } from './included-part.ts';
import { keyText, nodesOfEntry, semicolonsIn } from './zone-data.ts';
import type { NamedSets, OctoSettings, SemicolonsShown } from './zone-data.ts';

/** A run of entries of a zone file, as far as they say by themselves what they mean. Offsets in `text`. */
export interface ZonePiece extends ReadData {
  readonly text: string;
  /** Without the sets that octoDNS leaves as they are at the provider (`ignored`), whatever they are there. */
  readonly entries: readonly NamedSets[];
  readonly semicolons: SemicolonsShown;
  readonly includes: OctoIncludes;
  /** See {@link sharingIn}. */
  readonly sharing: ReturnType<typeof sharingIn>;
  /** There may be records of the zone that are not in its entries. */
  readonly mayLackRecords: boolean;
}

export function pieceOf(text: string, read: ReadData, settings: OctoSettings): ZonePiece {
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
  return {
    text,
    root,
    problems,
    entries,
    semicolons: semicolonsIn(entries.flatMap(({ nodes }) => nodes)),
    includes,
    sharing: sharingIn(text),
    mayLackRecords: ignoresSets || includes.mayAddRecords || problems.some(({ isUnread }) => isUnread),
  };
}
