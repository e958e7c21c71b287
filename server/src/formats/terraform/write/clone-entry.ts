import type { RecordEdit } from '../../../records/document.ts';
import { applyEdits } from '../../../text/edit.ts';
import type { Edit } from '../../../text/edit.ts';
import { rangeOf, shift } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import type { TracedSegment, TracedText } from '../evaluate/traced-text.ts';
import type { TerraformRecord } from '../providers/read-records.ts';
import type { Expression } from '../syntax/expression.ts';
import { rangeOfExpression } from '../syntax/raw-range.ts';
import { alignAssignments } from './align.ts';
import type { Siblings } from './siblings.ts';
import type { Declaration } from './declaration.ts';
import { surrounds, rangeOfHolder } from './enclosure.ts';
import type { Holder } from './enclosure.ts';
import { eolOf, insertEntry, isJsonPage, stringIn } from './entries.ts';
import { difference, namedLike, nameAs } from './owner.ts';
import { typedPriorityOf, typedValueFor } from './new-record.ts';
import type { NewRecord } from './new-record.ts';
import type { OwnEntry } from './own-entry.ts';
import { isItsOwn, isShared } from './shared-arguments.ts';
import { typedPlace } from './traced-edit.ts';

/**
 * Adds an entry after a record's own that is a copy except for the name, the type and the value, so it has the same formatting.
 * `undefined` if the entry has a part that may not suit another record, or lacks one that has to differ.
 */
export function cloneEntry(
  entry: OwnEntry,
  found: TerraformRecord,
  wanted: NewRecord,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const { in: place, holder, entries } = entry;
  const range = rangeOfHolder(holder);
  const changes = changesFor(entry, found, wanted, siblings);
  if (changes === undefined || hasComment(place.item.text.slice(range.start, range.end))) return undefined;
  const inEntry = changes.map((edit) => ({ ...edit, range: shift(edit.range, -range.start) }));
  const text = alignAssignments(applyEdits(place.item.text.slice(range.start, range.end), inEntry));
  if (holder.kind === 'block') return insertBlock(place, holder, text);
  const separator = holder.kind === 'member' ? 'line' : 'comma';
  return insertEntry(place, entries, entries.index, text, separator);
}

/** A comment may be about this record only. */
function hasComment(text: string): boolean {
  return /#|\/\/|\/\*/.test(text.replace(/"(?:\\.|[^"\\])*"/g, '""'));
}

/** Inserts after the block, separated by an empty line if the block is. */
function insertBlock(
  { page, base, item: { text } }: Declaration<unknown>,
  { block, siblings }: Extract<Holder, { kind: 'block' }>,
  copy: string,
): readonly RecordEdit[] | undefined {
  const eol = eolOf(page.content);
  const lineStart = text.lastIndexOf('\n', block.range.start - 1) + 1;
  const indent = text.slice(lineStart, block.range.start);
  if (!/^[ \t]*$/.test(indent)) return undefined;
  const next = siblings[siblings.indexOf(block) + 1];
  const isSetOff =
    next === undefined
      ? /\n[ \t]*\r?\n[ \t]*$/.test(text.slice(0, block.range.start))
      : /\n[ \t]*\r?\n/.test(text.slice(block.range.end, next.range.start));
  const end = base + block.range.end;
  return [
    { path: page.path, range: rangeOf(end, end), text: `${eol}${isSetOff ? eol : ''}${indent}${copy}` },
  ];
}

/** The edits that turn the record's own entry into that of the new record; offsets in the item. */
function changesFor(
  entry: OwnEntry,
  found: TerraformRecord,
  wanted: NewRecord,
  siblings: Siblings,
): readonly Edit[] | undefined {
  const value = changeOfValue(entry, found, wanted);
  const owner = changeOfOwner(entry, found, wanted, siblings);
  const type = changeOfType(entry, found, wanted);
  const priority = changeOfPriority(entry, found, wanted);
  if (value === undefined || owner === undefined || type === undefined || priority === undefined)
    return undefined;
  const made = [value, ...owner, ...type, ...priority];
  const key = changeOfKey(entry, found, wanted, made);
  const others = key && changesOfOthers(entry, found, [...made, ...key]);
  const all = others && [...made, ...key, ...others].sort((a, b) => a.range.start - b.range.start);
  return all?.some((edit, i) => i > 0 && edit.range.start < (all[i - 1]?.range.end ?? 0)) === true
    ? undefined
    : all;
}

/** Where the source of a part of a text is in the entry; an offset in the item. */
function placeIn({ in: { page, base }, holder }: OwnEntry, text: TracedText, range: Range) {
  const place = typedPlace(text, range);
  if (place?.literal.anchor.path !== page.path) return undefined;
  const inItem = shift(place.range, -base);
  return surrounds(rangeOfHolder(holder), inItem)
    ? { literal: place.literal, range: inItem, whole: shift(place.literal.range, -base) }
    : undefined;
}

/** Changes only the value, in the argument, the list or the object that contains the record's value. */
function changeOfValue(entry: OwnEntry, found: TerraformRecord, { value }: NewRecord): Edit | undefined {
  const { in: place, holder, inside } = entry;
  const { page, base, item } = place;
  const isHere = ({ literal, source }: TracedSegment): boolean =>
    literal.anchor.path === page.path && surrounds(rangeOfHolder(holder), shift(source, -base));
  const isValue = found.value.segments.some(isHere);
  const typed = typedValueFor(found, value, isHere);
  if (!isValue || typed === undefined || (holder.kind === 'block' && inside.length === 0)) return undefined;
  const text = stringIn(page, typed);
  const key = holder.kind === 'member' ? holder.of.members[holder.index]?.key.range : undefined;
  const isKey = found.value.segments.some((s) => key !== undefined && surrounds(key, shift(s.source, -base)));
  if (key !== undefined && isKey) return { range: key, text };
  const lists = inside.filter((one) => one.kind === 'element');
  const [list, ...more] = lists;
  if (more.length > 0) return undefined;
  const last = inside[inside.length - 1];
  if (list === undefined) {
    if (last === undefined) return holder.kind === 'block' ? undefined : { range: holder.value.range, text };
    return last.kind === 'block' ? undefined : { range: last.value.range, text };
  }
  const around = list.of.range;
  // A list of strings, or of objects with one string each: `records = [{ value = "…" }]`.
  if (last === list) return { range: around, text: `[${text}]` };
  if (last?.kind !== 'member' || last.of.members.length !== 1) return undefined;
  const object = item.text.slice(list.value.range.start, list.value.range.end);
  const within = shift(last.value.range, -list.value.range.start);
  return { range: around, text: `[${applyEdits(object, [{ range: within, text }])}]` };
}

/** No edits if the new record has the same name. */
function changeOfOwner(
  entry: OwnEntry,
  found: TerraformRecord,
  { owner }: NewRecord,
  siblings: Siblings,
): readonly Edit[] | undefined {
  if (owner === found.record.owner) return [];
  const typed = found.typed.owner;
  const like = namedLike(found, siblings);
  const name = nameAs(like, like.typed.owner?.text ?? '', owner);
  const { page } = entry.in;
  if (name === undefined) return undefined;
  const slot = typed === undefined || typed.text === '' ? emptyNameIn(entry, found) : undefined;
  if (slot !== undefined) return [{ range: slot, text: stringIn(page, name) }];
  if (typed?.isKnown !== true) return undefined;
  const change = difference(typed.text, name);
  const place = placeIn(entry, typed, change.range);
  if (place === undefined) return undefined;
  const { range, whole, literal } = place;
  const before = entry.in.item.text.slice(whole.start, range.start);
  const after = entry.in.item.text.slice(range.end, whole.end);
  if (literal.form === 'name') {
    const key = `${before}${change.text}${after}`;
    return [{ range: whole, text: /^[a-zA-Z_][\w-]*$/.test(key) ? key : stringIn(page, key) }];
  }
  return /^[\w.*@-]*$/.test(change.text) ? [{ range, text: change.text }] : undefined;
}

/** The empty string that is the name of the zone itself. */
function emptyNameIn(entry: OwnEntry, { source }: TerraformRecord): Range | undefined {
  const parts = partsOf(entry).filter(
    ({ name, value }) =>
      (name === 'name' || source.provider.owner.includes(name)) && isEmptyString(value, entry.in),
  );
  return parts.length === 1 ? parts[0]?.value : undefined;
}

function isEmptyString({ start, end }: Range, { item }: Declaration<unknown>): boolean {
  return item.text.slice(start, end) === '""';
}

function changeOfType(
  entry: OwnEntry,
  found: TerraformRecord,
  { type }: NewRecord,
): readonly Edit[] | undefined {
  if (type === found.record.type) return [];
  const typed = found.typed.type();
  const place = typed && placeIn(entry, typed, rangeOf(0, typed.length));
  return place && [{ range: place.range, text: type }];
}

function changeOfPriority(
  entry: OwnEntry,
  found: TerraformRecord,
  { priority }: NewRecord,
): readonly Edit[] | undefined {
  const typed = typedPriorityOf(found);
  if (typed === undefined) return priority === undefined ? [] : undefined;
  const place = placeIn(entry, typed, rangeOf(0, typed.length));
  // The preference is the same for all, or belongs to a record of another type.
  if (place === undefined || priority === undefined) return undefined;
  return [{ range: place.range, text: priority }];
}

/** Changes the key of a map's entry if it is independent of the record. */
function changeOfKey(
  { in: { item, page, base }, holder }: OwnEntry,
  found: TerraformRecord,
  { owner, type }: NewRecord,
  made: readonly Edit[],
): readonly Edit[] | undefined {
  if (holder.kind !== 'member') return [];
  const key = holder.of.members[holder.index]?.key;
  if (key === undefined) return undefined;
  if (made.some(({ range }) => surrounds(key.range, range))) return [];
  // A key that is the name cannot occur twice.
  const isName = found.typed.owner?.segments.some(
    ({ literal, source }) => literal.anchor.path === page.path && surrounds(key.range, shift(source, -base)),
  );
  if (isName === true) return undefined;
  const said = (one: Expression): string => item.text.slice(one.range.start, one.range.end).replace(/"/g, '');
  const taken = new Set(holder.of.members.map((one) => said(one.key)));
  const name = freeKey(owner, type, (candidate) => taken.has(candidate));
  const isBare = key.kind === 'variable' && !isJsonPage(page);
  return [{ range: key.range, text: isBare ? name : stringIn(page, name) }];
}

/** `dmarc` for `_dmarc.example.com`, or a similar key if that is taken. */
export function freeKey(owner: string, type: string, isTaken: (key: string) => boolean): string {
  const [label = ''] = owner.split('.');
  const plain = label.replace(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '');
  const name = /^[a-z]/.test(plain) ? plain : `_${plain}`;
  for (const candidate of [name, `${name}_${type.toLowerCase()}`]) if (!isTaken(candidate)) return candidate;
  for (let count = 2; ; count++) if (!isTaken(`${name}_${count}`)) return `${name}_${count}`;
}

interface Part {
  readonly name: string;
  /** Its name and its value. */
  readonly all: Range;
  readonly value: Range;
}

/** The arguments or the members of an entry. */
function partsOf({ in: { item }, holder }: Pick<OwnEntry, 'in' | 'holder'>): readonly Part[] {
  if (holder.kind === 'block') {
    return holder.block.body.attributes.map(({ name, nameRange, expression }) => {
      const value = rangeOfExpression(expression);
      return { name, value, all: rangeOf(nameRange.start, value.end) };
    });
  }
  return partsOfValue(holder.value, item.text);
}

function partsOfValue(value: Expression, text: string): readonly Part[] {
  if (value.kind !== 'object') return [];
  return value.members.map(({ key, value: of }) => ({
    name: text.slice(key.range.start, key.range.end).replace(/"/g, ''),
    value: of.range,
    all: rangeOf(key.range.start, of.range.end),
  }));
}

/** Handles parts that are independent of the copied record: kept if others have the same, left out if others have none. */
function changesOfOthers(
  entry: OwnEntry,
  { source, typed }: TerraformRecord,
  made: readonly Edit[],
): readonly Edit[] | undefined {
  const { item, base, page } = entry.in;
  const { provider } = source;
  const changes: Edit[] = [];
  const others = entriesBeside(entry);
  const isTtl = (part: Part): boolean =>
    typed.ttl?.segments.some(
      (s) => s.literal.anchor.path === page.path && surrounds(part.value, shift(s.source, -base)),
    ) === true;
  const isTyped = (part: Part): boolean =>
    [typed.owner, typed.type()].some((text) =>
      text?.segments.some(
        (s) => s.literal.anchor.path === page.path && surrounds(part.value, shift(s.source, -base)),
      ),
    );
  const parts = partsOf(entry);
  for (const [i, part] of parts.entries()) {
    const isMade = made.some(({ range }) => surrounds(part.all, range));
    if (isMade || isTyped(part) || isTtl(part) || isShared(part.name, provider)) continue;
    if (provider.owner.includes(part.name) || part.name === 'name') continue;
    const said = item.text.slice(part.value.start, part.value.end);
    const same = others.map((list) => list.find(({ name }) => name === part.name));
    const isCommon = same.some(
      (one) => one !== undefined && item.text.slice(one.value.start, one.value.end) === said,
    );
    if (isCommon) continue;
    if (!isItsOwn(part.name) || !(entry.holder.kind === 'block' || same.includes(undefined)))
      return undefined;
    changes.push({ range: wholePart(parts, i, item.text), text: '' });
  }
  return changes;
}

function entriesBeside({ in: place, holder, entries }: OwnEntry): readonly (readonly Part[])[] {
  if (holder.kind === 'block') {
    return holder.siblings
      .filter((one) => one !== holder.block)
      .map((block) => partsOf({ in: place, holder: { ...holder, block } }));
  }
  const values = holder.kind === 'element' ? holder.of.elements : holder.of.members.map(({ value }) => value);
  return values.filter((_, i) => i !== entries.index).map((value) => partsOfValue(value, place.item.text));
}

/** The part with the separator before it or, for the first one, after it. */
function wholePart(parts: readonly Part[], index: number, text: string): Range {
  const part = parts[index]?.all ?? rangeOf(0, 0);
  const before = parts[index - 1]?.all;
  const after = parts[index + 1]?.all;
  if (before !== undefined) {
    // The comma after the previous part stays, so the one after this part is removed.
    const separator = /^\s*,/.exec(text.slice(before.end, part.start))?.[0].length ?? 0;
    const own = /^\s*,/.exec(text.slice(part.end))?.[0].length ?? 0;
    return rangeOf(before.end + (own > 0 ? separator : 0), part.end + own);
  }
  return rangeOf(part.start, after?.start ?? part.end);
}
