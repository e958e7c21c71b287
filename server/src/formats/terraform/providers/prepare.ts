import { weightOf } from '../evaluate/value.ts';
import type { ResourceValue, Value } from '../evaluate/value.ts';
import type { Evaluation } from '../evaluate/work.ts';
import type { RecordResource } from './record-resource.ts';
import type { ReadingWork, ResourceItem } from './resource.ts';
import type { SourceResource } from './source-resource.ts';
import { SOURCE_RESOURCES } from './source-table.ts';
import { RECORD_RESOURCES } from './table.ts';
import { NAME_ARGUMENTS } from './zones.ts';

/** What the reader of a resource needs. */
export interface Wanted {
  readonly arguments: readonly string[];
  /** The names of nested blocks, the outermost first. */
  readonly blocks: readonly (readonly string[])[];
}

/** Units of weight of an argument that are read in one step. */
const WEIGHT_PER_STEP = 4;

/** Resources that refer to another one: a gateway, the PTR of an elastic address, the zone of a record. */
const MAX_HOPS = 3;

/**
 * Evaluates what the reader of a resource will need. Reading itself cannot pause; afterwards, everything slow is already done.
 */
export function* prepare(item: ResourceItem, wanted: Wanted, work: ReadingWork): Evaluation<undefined> {
  for (const name of wanted.arguments) {
    const value = yield* item.prepareArgument(name);
    if (value === undefined) continue;
    work.spend(Math.ceil(weightOf(value) / WEIGHT_PER_STEP));
    // Most arguments are strings.
    if (value.kind !== 'text') yield* follow(value, MAX_HOPS, work);
  }
  for (const [block, ...rest] of wanted.blocks) {
    if (block === undefined) continue;
    const inner: Wanted = { arguments: wanted.arguments, blocks: rest.length > 0 ? [rest] : [] };
    for (const one of yield* item.prepareItems(block)) yield* prepare(one, inner, work);
  }
}

export function wantedForRecords(row: RecordResource): Wanted {
  const { zone, owner, type, values, parts, priority, ttl, items, choices } = row;
  const single = [
    'is' in type ? undefined : type.argument,
    parts,
    priority,
    ttl,
    'proxied',
    'set_identifier',
  ];
  return {
    // The values come last: if they take too much work, their zone and owner are already known.
    arguments: [...single.filter((name) => name !== undefined), ...zone, ...owner, ...values],
    blocks: [...(items === undefined ? [] : [[items]]), ...choices],
  };
}

export function wantedForSource(row: SourceResource): Wanted {
  if (row.kind === 'address') {
    return { arguments: [...row.address, ...(row.host === undefined ? [] : [row.host])], blocks: row.blocks };
  }
  const { domain, envelope, selector } = row;
  const names = [domain, selector?.argument, envelope && Object.values(envelope).at(0)];
  return {
    arguments: names.filter((name) => name !== undefined),
    blocks: selector?.block === undefined ? [] : [[selector.block]],
  };
}

/** Evaluates the name or the address of the resources that a value refers to. */
function* follow(value: Value | undefined, hops: number, work: ReadingWork): Evaluation<undefined> {
  if (hops === 0 || value === undefined) return;
  const values = value.kind === 'list' ? value.elements : [value];
  for (const one of values) {
    const of = one.kind === 'unknown' ? one.of : one.kind === 'resource' ? one : undefined;
    if (of === undefined) continue;
    for (const name of namesOf(of)) {
      const found = yield* of.argument(name);
      if (found === undefined) continue;
      // The name of a zone is read for each of its records.
      if (!work.spend(Math.ceil(weightOf(found) / WEIGHT_PER_STEP))) return;
      if (work.isPauseDue) yield;
      yield* follow(found, hops - 1, work);
    }
  }
}

function namesOf({ type }: ResourceValue): readonly string[] {
  const source = SOURCE_RESOURCES.get(type);
  if (source?.kind === 'address') return source.address;
  const record = RECORD_RESOURCES.get(type);
  return record === undefined ? [...NAME_ARGUMENTS, 'filter'] : [...record.zone, ...record.owner];
}
