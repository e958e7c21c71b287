import { valueOf, type DataNode } from '../../data/node.ts';
import { contentEnd } from '../../data/yaml-lines.ts';
import { NO_RECORD, type EntryWithoutRecord } from '../../records/entry-block.ts';
import type { Fault, FaultDetail } from '../../records/format.ts';
import { rangeOf, shift, type Range } from '../../text/range.ts';
import { isIncluded } from './includes.ts';
import { ownerOfKey, type NamedSets, type ReadSettings } from './zone-data.ts';

/** An entry that yields no record because its name is repeated. */
export function lostEntry(one: NamedSets, source: string, settings: ReadSettings): EntryWithoutRecord {
  const { key, value, range } = one.entry;
  const end = Math.max(key.range.end, Math.min(range.end, contentEnd(source, value)));
  return faultyEntry(one, source, settings, {
    place: rangeOf(range.start, end),
    range: key.range,
    fault: { code: 'lost-entry' },
  });
}

/**
 * Entries at which octoDNS ends with an error, because they are not record sets: a map without a type, or a value that
 * is not a map. Only in files of a configuration: others may not be for octoDNS.
 */
export function untypedEntries(
  one: NamedSets,
  source: string,
  settings: ReadSettings,
): readonly EntryWithoutRecord[] {
  const { entry } = one;
  const { value } = entry;
  if (settings.order === undefined || entry.isMerged) return [];
  const sets = value.kind === 'list' && value.tag === undefined ? value.items : [value];
  return sets.flatMap((set): readonly EntryWithoutRecord[] => {
    const { start, end } = set.range;
    const isHere = start >= entry.range.start && end <= entry.range.end;
    if (!isHere || isIncluded(set)) return [];
    const reason = whyUntyped(set, source);
    if (reason === undefined) return [];
    const range = reason === 'missing type' ? keyBefore(set) : set.range;
    const detail = reason === 'missing type' ? '' : 'record';
    const fault = { code: 'record-refused-by-tool', tool: 'octoDNS', reason, detail } as const;
    return [faultyEntry(one, source, settings, { place: set.range, range, fault })];
  });
}

function whyUntyped(set: DataNode, source: string): 'missing type' | 'not a mapping' | undefined {
  // A set that is unfinished, unread or included may be anything.
  if (set.kind === 'unknown' || set.tag !== undefined) return undefined;
  if (set.kind === 'scalar') return set.type === 'null' ? undefined : 'not a mapping';
  if (set.kind === 'list' || valueOf(set, 'type') !== undefined) return undefined;
  const hasOthers = source.slice(set.range.start, set.range.end).includes('!include');
  return hasOthers || set.entries.every(({ isMerged }) => isMerged) ? undefined : 'missing type';
}

/** The first key in the source of a map. */
function keyBefore(set: DataNode): Range {
  const first = set.kind === 'map' ? set.entries.find(({ isMerged }) => !isMerged) : undefined;
  return first?.key.range ?? set.range;
}

function faultyEntry(
  { key }: NamedSets,
  source: string,
  { zone }: ReadSettings,
  found: { readonly place: Range; readonly range: Range; readonly fault: FaultDetail },
): EntryWithoutRecord {
  const { start, end } = found.place;
  const { range, fault } = found;
  return {
    start,
    end,
    owner: ownerOfKey(key, zone),
    typeCode: NO_RECORD,
    context: '',
    faults: (anchor): readonly Fault[] => [
      { ...fault, anchor, range: shift(range, -start), text: source.slice(range.start, range.end) },
    ],
  };
}
