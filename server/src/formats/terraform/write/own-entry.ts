import { rangeOf, shift } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import type { Literal, TracedText } from '../evaluate/traced-text.ts';
import type { TerraformRecord } from '../providers/read-records.ts';
import type { Siblings } from './siblings.ts';
import type { Declaration } from './declaration.ts';
import { enclosureOf, entriesOf, surrounds, rangeOfHolder } from './enclosure.ts';
import type { Entries, Holder } from './enclosure.ts';

/**
 * The part of a file that exists for one record, or for the values of one record set: a block in a resource, an object of a list,
 * an entry of a map. It is found by the source of records, wherever the collection is: in the resource, a local, a variable, an
 * argument of a call.
 */
export interface OwnEntry {
  readonly in: Declaration<unknown>;
  readonly holder: Exclude<Holder, { readonly kind: 'attribute' }>;
  /** Its content, down to the text that it was found by. */
  readonly inside: readonly Holder[];
  /** Its place among the others; for a block, among those of the same type. Relative to the item's start. */
  readonly entries: Entries & { readonly index: number };
}

/** Whether two records are values of one record set: of one resource, or of one block or object in it. */
export function areOneSet(a: TerraformRecord, b: TerraformRecord): boolean {
  return a.source === b.source && a.at.item === b.at.item;
}

/** The literals of a record's value, then those of its name. */
function literalsOf({ value, typed }: TerraformRecord): ReadonlySet<Literal> {
  return new Set([...value.segments, ...(typed.owner?.segments ?? [])].map(({ literal }) => literal));
}

/** Entries of a collection that is edited: each of its records is examined for each change, some microseconds each. */
export const MAX_ENTRIES = 500;

/** The entries that are the record's own, the innermost first. */
export function ownEntriesOf(found: TerraformRecord, siblings: Siblings): readonly OwnEntry[] {
  if (!isOneOfSome(found)) return [];
  for (const literal of literalsOf(found)) {
    const page = siblings.page(literal.anchor.path);
    const enclosure = page && enclosureOf(page, literal.range);
    if (enclosure === undefined) continue;
    const own: OwnEntry[] = [];
    // The outermost block is a resource, a call or a variable.
    for (let i = enclosure.holders.length - 1; i > 0; i--) {
      const holder = enclosure.holders[i];
      if (holder === undefined || holder.kind === 'attribute') continue;
      const entries = entriesOf(holder) ?? blocksAround(holder, found);
      if (entries === undefined) continue;
      const entry = { in: enclosure.in, holder, entries, inside: enclosure.holders.slice(i + 1) };
      if (isOwn(entry, found, siblings)) own.push(entry);
    }
    if (own.length > 0) return own;
  }
  return [];
}

/** Whether its resource, or that resource's module, may make other records too. */
function isOneOfSome({ source, at }: TerraformRecord): boolean {
  return source.address.includes('[') ? !source.address.includes('[*]') : at.item !== undefined;
}

function blocksAround(
  holder: Holder,
  { source }: TerraformRecord,
): (Entries & { readonly index: number }) | undefined {
  if (holder.kind !== 'block' || holder.block.type !== source.provider.items) return undefined;
  const index = holder.siblings.indexOf(holder.block);
  const last = holder.siblings[holder.siblings.length - 1];
  const range = rangeOf(holder.siblings[0]?.range.start ?? 0, last?.range.end ?? 0);
  return { range, elements: holder.siblings, index };
}

/** Whether the entry only has source text of values in the record's set, and the other entries only of other sets. */
function isOwn(entry: OwnEntry, found: TerraformRecord, siblings: Siblings): boolean {
  const { in: place, holder, entries } = entry;
  if (entries.elements.length > MAX_ENTRIES) return false;
  const { page, base } = place;
  const typedIn = (range: Range): readonly TerraformRecord[] => [
    ...siblings.typedIn(page.path, shift(range, base)),
  ];
  const within = typedIn(rangeOfHolder(holder));
  if (within.length === 0 || !within.every((one) => areOneSet(one, found))) return false;
  const others = entries.elements
    .filter((_, i) => i !== entries.index)
    .flatMap(({ range }) => typedIn(range));
  if (others.some((one) => areOneSet(one, found))) return false;
  const alike = others.filter((one) => isOfSameBlock(one, found));
  if (others.length === 0) return isOnlyEntry(entry, found);
  return alike.length > 0 && hasWhatDiffers(entry, [found, ...alike]);
}

/**
 * Whether the collection has the source text of the names and values that differ: otherwise there is a parallel list, and adding
 * or removing an entry here would pair them differently.
 */
function hasWhatDiffers(
  { in: { page, base }, entries }: OwnEntry,
  records: readonly TerraformRecord[],
): boolean {
  const collection = shift(entries.range, base);
  const isTyped = (text: TracedText | undefined): boolean =>
    text === undefined ||
    text.text === '' ||
    text.segments.some((s) => s.literal.anchor.path === page.path && surrounds(collection, s.source));
  const haveOneName = new Set(records.map(({ record }) => record.owner)).size === 1;
  const haveOneValue = new Set(records.map(({ value }) => value.text)).size === 1;
  return (
    (haveOneName || records.every(({ typed }) => isTyped(typed.owner))) &&
    (haveOneValue || records.every(({ value }) => isTyped(value)))
  );
}

/** Whether the only entry of a collection makes the record, and is not just a part of what makes it. */
function isOnlyEntry(
  { in: place, holder, entries, inside }: OwnEntry,
  { source, value }: TerraformRecord,
): boolean {
  if (entries.elements.length !== 1) return false;
  switch (holder.kind) {
    case 'block':
      return true;
    case 'element': {
      const { path } = place.page;
      const isValue = value.segments.some(
        (s) => s.literal.anchor.path === path && surrounds(shift(holder.value.range, place.base), s.source),
      );
      return holder.value.kind === 'object' || (inside.length === 0 && !isValue);
    }
    case 'member': {
      const key = holder.of.members[holder.index]?.key.range ?? holder.value.range;
      const typed = place.item.text.slice(key.start, key.end).replace(/^"|"$/g, '');
      return source.address.endsWith(`["${typed}"]`);
    }
  }
}

function isOfSameBlock({ source: a }: TerraformRecord, { source: b }: TerraformRecord): boolean {
  return a.path === b.path && a.range.start === b.range.start;
}

/** A list literal with the values of the record's set, one for one. */
export interface ValueList {
  readonly in: Declaration<unknown>;
  readonly entries: Entries;
  /** A literal in it; `undefined` if nothing in the list shows which records it makes. */
  readonly literal: Literal | undefined;
}

/**
 * The list with the record's value as an element, possibly a reference; `undefined` if it is computed, or if other records use it
 * too.
 */
export function valueListOf(found: TerraformRecord, siblings: Siblings): ValueList | undefined {
  const { at } = found;
  if (at.element === undefined) return undefined;
  const set = siblings.madeTogether(found).filter((one) => areOneSet(one, found));
  // The list is found by the value itself, or by another one with its source in it.
  for (const one of [found, ...set.slice(0, MAX_TRIED_VALUES)]) {
    for (const literal of new Set(one.value.segments.map((s) => s.literal))) {
      const list = listAround(literal, one, siblings);
      if (list !== undefined && isListOf(list, set, found, siblings)) return list;
    }
  }
  return undefined;
}

/** Values of a list whose source is looked up: one that is a string in the list is enough. */
export const MAX_TRIED_VALUES = 8;

/** The innermost list around a literal, with the record's value at its own index. */
function listAround(literal: Literal, { at }: TerraformRecord, siblings: Siblings): ValueList | undefined {
  const page = siblings.page(literal.anchor.path);
  const enclosure = page && enclosureOf(page, literal.range);
  const list = [...(enclosure?.holders ?? [])].reverse().find(({ kind }) => kind === 'element');
  if (enclosure === undefined || list?.kind !== 'element') return undefined;
  const isItsPlace = list.of.elements.length === at.elements && list.index === at.element;
  return isItsPlace ? { in: enclosure.in, entries: list.of, literal } : undefined;
}

/** Whether the source text in the list is at the indexes of the set's values, and belongs to no other record. */
function isListOf(
  { in: { page, base }, entries }: ValueList,
  set: readonly TerraformRecord[],
  found: TerraformRecord,
  siblings: Siblings,
): boolean {
  const all = shift(entries.range, base);
  const isInPlace = set.every((one) => {
    const element = entries.elements[one.at.element ?? -1];
    const typed = one.value.segments.filter(
      (s) => s.literal.anchor.path === page.path && surrounds(all, s.source),
    );
    return element !== undefined && typed.every((s) => surrounds(shift(element.range, base), s.source));
  });
  return isInPlace && [...siblings.typedIn(page.path, all)].every((one) => areOneSet(one, found));
}
