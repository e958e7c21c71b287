import { lineStart } from '../../../data/yaml-lines.ts';
import { relativeTo } from '../../../dns/names.ts';
import type { Edit } from '../../../text/edit.ts';
import { rangeOf, type Range } from '../../../text/range.ts';
import type { RecordChange } from '../../../records/format.ts';
import { cutStrings } from '../../../record-sets/write.ts';
import type { RecordSet } from '../../../record-sets/record-set.ts';
import { azureTypeNamed, type AzureType } from '../azure-dns.ts';
import type { AzureMapEntry, ResourceDeclaration } from '../expression.ts';
import type { AzureSet } from '../read-sets.ts';
import type { AzureSyntax } from '../typed-list.ts';
import { printLayout, print, type Printed, type PrintedMap } from './print.ts';

type Added = Extract<RecordChange, { readonly kind: 'add' }>;

/** The sets of a template, and its text. */
export interface AzureText {
  readonly source: string;
  readonly sets: readonly AzureSet[];
  readonly syntax: AzureSyntax;
}

/** TTL in seconds if the neighboring set has none: the default of the portal. */
const USUAL_TTL = '3600';

/**
 * The edits that add a record: as one more item of the list of its set, or as a set after another one of its zone.
 * `undefined` if there is none to follow.
 */
export function addAzureRecord(
  text: AzureText,
  added: Added,
  beside: RecordSet,
): readonly Edit[] | undefined {
  const type = azureTypeNamed(added.type);
  const record = type && printedRecord(type, added, text.syntax);
  const own = text.sets.find(
    ({ set }) => set.owner === added.owner && set.type === added.type && set.zone === beside.zone,
  );
  const near = text.sets.find(({ set }) => set === beside);
  if (type === undefined || record === undefined || near === undefined) return undefined;
  return own === undefined ? addSet(text, near, type, record, added) : addItem(text, own, record);
}

/** A record as an item in the list of its set. */
function printedRecord(type: AzureType, added: Added, { typeText }: AzureSyntax): PrintedMap | undefined {
  if (type.type === 'TXT') {
    const strings = cutStrings(added.strings ?? []).map(typeText);
    const typed = strings.filter((one) => one !== undefined);
    return typed.length === 0 || typed.length < strings.length ? undefined : { fields: [['value', typed]] };
  }
  const words = /["\\]/.test(added.data ?? '') ? [] : (added.data?.split(' ') ?? []);
  if (words.length !== type.fields.length) return undefined;
  const fields: [string, Printed][] = [];
  for (const [index, word] of words.entries()) {
    const typed = /^(?:0|[1-9]\d{0,8})$/.test(word) ? word : typeText(word);
    if (typed === undefined) return undefined;
    fields.push([type.fields[index] ?? '', typed]);
  }
  return { fields };
}

function addItem(
  { source, syntax }: AzureText,
  { set, list, isRepeated }: AzureSet,
  record: PrintedMap,
): readonly Edit[] | undefined {
  const last = list?.items.at(-1);
  if (list === undefined || last === undefined || isRepeated || !isTypedIn(source, list.range, set.range))
    return undefined;
  const { start, end } = last.range;
  if (start < list.range.start || end > list.range.end) return undefined;
  const before = source.slice(lineStart(source, start), start);
  const layout = printLayout(source);
  const isOnLines = before.trim() === '';
  const indent = /^[ \t]*/.exec(before)?.[0] ?? '';
  const separator = isOnLines ? `${syntax.separator}${layout.eol}${indent}` : ', ';
  const item = print(record, indent, syntax, layout);
  return [{ range: rangeOf(end, end), text: separator + item }];
}

/** Whether the source text of a list and its items is within a range. */
function isTypedIn(source: string, { start, end }: Range, outer: Range): boolean {
  return start >= outer.start && end <= outer.end && /^\[(?!\s*for[\s(])/.test(source.slice(start, end));
}

function addSet(
  { source, sets, syntax }: AzureText,
  { set, resource, isRepeated, ttl }: AzureSet,
  type: AzureType,
  record: PrintedMap,
  { owner }: Added,
): readonly Edit[] | undefined {
  const { zone } = set;
  const own = zone === undefined || owner === zone ? '@' : relativeTo(owner, zone);
  const name = own === undefined ? undefined : nameLike(source, set, own);
  const isAlone = resource?.condition === undefined && resource?.loop === undefined && !isRepeated;
  if (resource === undefined || name === undefined || zone === undefined || !isAlone) return undefined;
  const typed = typeLike(source, resource, set.type, type.type);
  const start = lineStart(source, resource.range.start);
  const indent = source.slice(start, resource.range.start);
  // In JSON, a copy of a resource that is a named member needs a new name.
  if (indent.trim() !== '') return undefined;
  const properties: PrintedMap = {
    fields: [
      ['TTL', ttl === undefined ? USUAL_TTL : source.slice(ttl.start, ttl.end)],
      [type.property, type.isSingle ? record : [record]],
    ],
  };
  const entries = resource.body.entries.flatMap((entry): [string, Printed][] => {
    const key = keyOf(entry);
    if (key === 'name') return [['name', name]];
    if (key === 'properties') return [['properties', properties]];
    return syntax.copied.includes(key)
      ? [[key, source.slice(entry.value.range.start, entry.value.range.end)]]
      : [];
  });
  const layout = printLayout(source);
  const taken = new Set(sets.map(({ resource: other }) => other?.symbol));
  const text = syntax.typeResource({
    type: typed,
    symbol: symbolFor(own ?? '', type.type, taken),
    print: (before) => print({ fields: [...before, ...entries] }, indent, syntax, layout),
  });
  const { end } = resource.range;
  const between = syntax.separator === ',' ? `,${layout.eol}` : `${layout.eol}${layout.eol}`;
  return [{ range: rangeOf(end, end), text: `${between}${indent}${text}` }];
}

function keyOf({ key }: AzureMapEntry): string {
  return key.kind === 'text' ? key.text.text : '';
}

/** A name in the form of another set's name, with a different name in the zone. */
function nameLike(source: string, { ownerTyped }: RecordSet, own: string): string | undefined {
  const [typed, more] = ownerTyped?.text.segments ?? [];
  if (ownerTyped === undefined || typed === undefined || more !== undefined) return undefined;
  const { range } = ownerTyped;
  const { start, end } = typed.source;
  const isWithin =
    start > range.start && end < range.end && source.slice(start, end) === ownerTyped.text.text;
  if (!isWithin || /[^A-Za-z0-9_.*@-]/.test(own)) return undefined;
  return source.slice(range.start, start) + own + source.slice(end, range.end);
}

/** The type as in the source, including quotes and version, with a different last part. */
function typeLike(
  source: string,
  { typeRange, type }: ResourceDeclaration,
  before: string,
  other: string,
): string {
  const typed = source.slice(typeRange.start, typeRange.end);
  const at = 1 + type.length - before.length;
  return typed.slice(0, at) + other + typed.slice(at + before.length);
}

/** A name for the declaration that no other declaration has. */
function symbolFor(own: string, type: string, taken: ReadonlySet<string | undefined>): string {
  const label = own === '@' ? 'apex' : own.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '');
  const base = `${/^\d/.test(label) ? 'r' : ''}${label}_${type.toLowerCase()}`;
  let symbol = base;
  for (let number = 2; taken.has(symbol); number++) symbol = `${base}${number}`;
  return symbol;
}
