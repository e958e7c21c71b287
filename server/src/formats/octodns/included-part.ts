import type { DataEntry, DataMap, DataNode, DataProblem, DataScalar, ReadData } from '../../data/node.ts';
import type { FileOptions } from '../../records/declared-zone.ts';
import { rangeOf } from '../../text/range.ts';

/** What the content of a file is in the zone file that includes it. */
export type IncludedPart = IncludedSets | IncludedValues | IncludedNames;

interface Included {
  /** The name that the sets are at, as octoDNS reads it. */
  readonly name: string;
  /** Whether it is one item of a list. If it holds a list, that is a list within a list. */
  readonly isItem: boolean;
  /** Whether it is one of several files that are concatenated. Each has to hold a list. */
  readonly isList: boolean;
}

export interface IncludedSets extends Included {
  readonly of: 'sets';
}

export interface IncludedValues extends Included {
  readonly of: 'values';
  /** In uppercase. */
  readonly type: string;
  readonly seconds: number | undefined;
  readonly lenient: boolean;
}

/** Names that are merged into those of the zone file. */
export interface IncludedNames {
  readonly of: 'names';
  /** Names that the zone file has itself, in the form that octoDNS uses. They take precedence. */
  readonly hidden: ReadonlySet<string>;
}

/** The part as options for reading the file. */
export function optionsOfPart(part: IncludedPart): FileOptions {
  if (part.of === 'names') return { include: part.of, include_hides: [...part.hidden].join('\n') };
  const { of, name, isItem, isList } = part;
  const shared = { include: of, include_name: name, include_item: isItem, include_list: isList };
  if (part.of === 'sets') return shared;
  const { type, seconds, lenient } = part;
  return { ...shared, include_type: type, include_ttl: seconds ?? -1, include_lenient: lenient };
}

/** `undefined` if the file is a zone file itself, not an included one. */
export function partOfOptions(options: FileOptions | undefined): IncludedPart | undefined {
  const of = options?.['include'];
  if (of === 'names') return { of, hidden: new Set(String(options?.['include_hides']).split('\n')) };
  if (options === undefined || (of !== 'sets' && of !== 'values')) return undefined;
  const included = {
    name: String(options['include_name']),
    isItem: options['include_item'] === true,
    isList: options['include_list'] === true,
  };
  if (of === 'sets') return { of, ...included };
  const ttl = Number(options['include_ttl']);
  return {
    of,
    ...included,
    type: String(options['include_type']),
    seconds: ttl < 0 ? undefined : ttl,
    lenient: options['include_lenient'] === true,
  };
}

/** The content of an included file as a zone file with only that part. Neither its name nor its type is in its source text. */
export function zoneDataOfPart({ root, problems }: ReadData, part: IncludedPart | undefined): ReadData {
  if (root === undefined || part === undefined || part.of === 'names') return { root, problems };
  const isKind = part.isList ? root.kind === 'list' : !part.isItem || root.kind !== 'list';
  if (!isKind) return { root: undefined, problems: [...problems, otherKind(root, part)] };
  const value =
    part.of === 'sets'
      ? root
      : mapOf(root, [
          entryOf(scalar('type', root), scalar(part.type, root)),
          entryOf(scalar('values', root), root),
        ]);
  return { root: mapOf(root, [entryOf(scalar(part.name, root), value)]), problems };
}

function otherKind({ range }: DataNode, { isList }: Included): DataProblem {
  const message = isList
    ? 'This file is included in a list of files but is not a list, so it was not read.'
    : 'This file is included as an item of a list but is a list itself, so it was not read.';
  return { message, range: rangeOf(range.start, Math.min(range.start + 1, range.end)), isUnread: true };
}

function scalar(text: string, { range: { start } }: DataNode): DataScalar {
  return {
    kind: 'scalar',
    tag: undefined,
    range: rangeOf(start, start),
    type: 'text',
    text: { text, segments: [] },
    style: 'plain',
    isInFlow: false,
  };
}

function entryOf(key: DataScalar, value: DataNode): DataEntry {
  return { key, value, range: value.range, isMerged: false };
}

function mapOf({ range }: DataNode, entries: readonly DataEntry[]): DataMap {
  return { kind: 'map', tag: undefined, range, isFlow: false, entries };
}
