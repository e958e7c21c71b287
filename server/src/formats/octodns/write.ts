import { verbatimText } from '../../text/decoded-text.ts';
import { integerValue } from '../../data/yaml-scalar-type.ts';
import { entryOf, type DataEntry, type DataMap, type DataNode, type DataScalar } from '../../data/node.ts';
import { editScalar, typeScalar } from '../../data/scalar-edit.ts';
import { indentOf, lineStart, removeItem, wholeLines, entryEnd } from '../../data/yaml-lines.ts';
import { isAtOrBelow, relativeTo, type DomainName } from '../../dns/names.ts';
import type { RecordEdit } from '../../records/document.ts';
import type { RecordChange } from '../../records/format.ts';
import type { DnsRecord, RdataField } from '../../records/record.ts';
import { applyEdits, type Edit } from '../../text/edit.ts';
import { rangeOf, shift, type Range } from '../../text/range.ts';
import { addRecord } from './add.ts';
import { compareKeys, isSorted } from './key-order.ts';
import type { OctoRecord } from './entries.ts';
import { readOctoText, typeOctoText } from './text.ts';
import type { OctoFile, OctoNode, ReadSettings } from './zone-data.ts';

/** A set in its whole file. `start` is the start of the part of the file in which the set was read. */
export interface SetInFile {
  readonly file: OctoFile;
  readonly node: OctoNode;
  readonly start: number;
}

/**
 * The edits that make a change to a record; see `RecordDocument.write`. `file`: the part of the file in which it was
 * read; `inFile` is used for changes that depend on other names.
 */
export function writeOctoRecord(
  file: OctoFile,
  { node, value, entry }: OctoRecord,
  record: DnsRecord,
  change: RecordChange,
  inFile: () => SetInFile | undefined,
): readonly RecordEdit[] | undefined {
  const ofFile = (
    edits: (found: SetInFile) => readonly RecordEdit[] | undefined,
  ): readonly RecordEdit[] | undefined => {
    const found = inFile();
    return found && edits(found)?.map((edit) => ({ ...edit, range: shift(edit.range, -found.start) }));
  };
  const { source } = file;
  if (node.elsewhere !== undefined && reachesElsewhere(node, change)) return undefined;
  switch (change.kind) {
    case 'replace':
      return replaceIn(file, value, record, change.edits, entry.start);
    case 'set-strings':
      return value.kind === 'scalar' && record.rdata.kind === 'text'
        ? typeText(value, change.strings.join(''), file.settings)
        : undefined;
    case 'set-name':
      return typeField(value, change.field, entry.start, `${change.name}.`);
    case 'set-labels':
      return change.of === 'owner'
        ? ofFile((found) => relabelOwner(found, change))
        : setLabels(value, record, change.of.field, change);
    case 'set-field':
      return typeField(value, change.field, entry.start, change.text);
    case 'set-type':
      return [{ range: node.type.range, text: change.type }];
    case 'set-ttl':
      return setTtl(source, node, String(change.seconds));
    case 'rename-owner':
      return ofFile((found) => renameOwner(found.file, found.node, change.name));
    case 'remove':
      return removeRecord(source, node, value);
    case 'comment':
      return commentAbove(source, node, change.text);
    case 'add':
      return ofFile((found) => addRecord(found.file, change));
    case 'show-itself':
      return node.proxied && [{ range: node.proxied.range, text: 'false' }];
  }
}

/** Whether a change affects something in the including file, or would leave nothing to include. */
function reachesElsewhere({ elsewhere, values, entry, map }: OctoNode, change: RecordChange): boolean {
  switch (change.kind) {
    case 'rename-owner':
    case 'add':
      return true;
    case 'set-labels':
      return change.of === 'owner';
    case 'set-type':
    case 'set-ttl':
      return elsewhere === 'name and type';
    case 'remove':
      return (
        values.length < 2 &&
        (entry.value === map || entry.value.kind !== 'list' || entry.value.items.length < 2)
      );
    case 'replace':
    case 'set-strings':
    case 'set-name':
    case 'set-field':
    case 'comment':
    case 'show-itself':
      return false;
  }
}

function replaceIn(
  { source, settings }: OctoFile,
  value: DataNode,
  { rdata }: DnsRecord,
  changes: readonly { readonly range: Range; readonly text: string }[],
  anchor: number,
): readonly RecordEdit[] | undefined {
  if (value.kind !== 'scalar' || rdata.kind !== 'text') return undefined;
  const wanted = applyEdits(rdata.value.text, changes);
  const places = changes.map(({ range }) => rdata.value.toSource(range));
  const edits = changes.flatMap(({ text }, index) => {
    const place = places[index];
    const typed = typeOctoText(text, settings.escapedSemicolons);
    return place === undefined ? [] : [{ range: shift(place, anchor), text: typed }];
  });
  const own =
    edits.length === changes.length
      ? editScalar(source, value, edits, (text) => publishes(text, wanted, settings))
      : undefined;
  return own ?? typeText(value, wanted, settings);
}

function publishes(text: DataScalar['text'], octets: string, { escapedSemicolons }: ReadSettings): boolean {
  return readOctoText(text, escapedSemicolons).octets.text === octets;
}

/** Rewrites the whole text in one scalar: octoDNS splits it. */
function typeText(
  scalar: DataScalar,
  octets: string,
  settings: ReadSettings,
): readonly RecordEdit[] | undefined {
  const text = typeOctoText(octets, settings.escapedSemicolons);
  if (
    !/^[\x20-\x7e]*$/.test(text) ||
    readOctoText(verbatimText(text, 0), settings.escapedSemicolons).octets.text !== octets
  )
    return undefined;
  return [{ range: scalar.range, text: typeScalar(text, scalar) }];
}

function typeField(
  value: DataNode,
  field: RdataField,
  anchor: number,
  text: string,
): readonly RecordEdit[] | undefined {
  const place = shift(field.range, anchor);
  const scalars = value.kind === 'map' ? value.entries.map((entry) => entry.value) : [value];
  const typed = scalars.find(({ range }) => range.start === place.start && range.end === place.end);
  if (typed?.kind !== 'scalar') return undefined;
  const isNumber = typed.type === 'integer' && integerValue(text) === Number(text);
  return [{ range: typed.range, text: isNumber ? text : typeScalar(text, typed) }];
}

function setTtl(
  source: string,
  { map, type, ttl }: OctoNode,
  seconds: string,
): readonly RecordEdit[] | undefined {
  if (ttl !== undefined) return [{ range: ttl.range, text: seconds }];
  const entry = entryOf(map, 'type');
  if (entry === undefined || entry.isMerged || type.range.start < map.range.start) return undefined;
  const { start } = entry.range;
  // Keys are in alphabetical order, which octoDNS requires.
  const text = map.isFlow ? `ttl: ${seconds}, ` : `ttl: ${seconds}\n${indentOf(source, start)}`;
  return [{ range: rangeOf(start, start), text }];
}

function renameOwner(
  { source, root, settings: { zone } }: OctoFile,
  { entry }: OctoNode,
  name: DomainName,
): readonly RecordEdit[] | undefined {
  if (root?.kind !== 'map' || !isAtOrBelow(name, zone) || entry.isMerged) return undefined;
  if (entry.value.kind === 'list' && entry.value.items.length > 1) return undefined;
  return renameKey(source, root, entry, name === zone ? '' : (relativeTo(name, zone) ?? name));
}

/** Changes labels in the name of a set. */
function relabelOwner(
  { file: { source, root }, node: { entry } }: SetInFile,
  change: Edit,
): readonly RecordEdit[] | undefined {
  if (root?.kind !== 'map' || entry.isMerged) return undefined;
  return renameKey(source, root, entry, applyEdits(keyOf(entry), [change]));
}

/** Changes labels in a name in the data. */
function setLabels(
  value: DataNode,
  { rdata }: DnsRecord,
  index: number,
  { range, text }: Edit,
): readonly RecordEdit[] | undefined {
  const field = rdata.kind === 'fields' ? rdata.fields[index] : undefined;
  const scalars = value.kind === 'map' ? value.entries.map((one) => one.value) : [value];
  const typed = scalars.find((one) => one.kind === 'scalar' && one.text.text === field?.text.text);
  if (field === undefined || typed?.kind !== 'scalar') return undefined;
  const name = applyEdits(typed.text.text, [{ range, text }]);
  return [{ range: typed.range, text: typeScalar(name, typed) }];
}

/** Another name for all sets of an entry, whose lines move if the order of names requires it. */
function renameKey(
  source: string,
  root: DataMap,
  entry: DataEntry,
  key: string,
): readonly RecordEdit[] | undefined {
  if (root.entries.some((other) => other.key.text.text === key)) return undefined;
  const typed = typeScalar(key, { style: entry.key.style, isInFlow: root.isFlow });
  const inPlace = [{ range: entry.key.range, text: typed }];
  const others = root.entries.filter((other) => other !== entry && !other.isMerged);
  if (root.isFlow || !isSorted(others.map(keyOf)) || isSorted(renamed(root, entry, key))) return inPlace;
  // octoDNS rejects keys that are not in their order, so the lines move.
  const next = others.find((other) => compareKeys(keyOf(other), key) > 0);
  const from = wholeLines(source, rangeOf(entry.range.start, entryEnd(source, entry)));
  const to = next === undefined ? source.length : lineStart(source, next.range.start);
  const lines = applyEdits(source.slice(from.start, from.end), [
    { range: shift(entry.key.range, -from.start), text: typed },
  ]);
  const isEnded = to === 0 || source[to - 1] === '\n';
  return [
    { range: from, text: '' },
    { range: rangeOf(to, to), text: isEnded ? lines : `\n${lines.trimEnd()}` },
  ];
}

function renamed(root: DataMap, entry: DataEntry, key: string): readonly string[] {
  return root.entries.filter(({ isMerged }) => !isMerged).map((one) => (one === entry ? key : keyOf(one)));
}

function keyOf({ key }: DataEntry): string {
  return key.text.text;
}

function removeRecord(source: string, node: OctoNode, value: DataNode): readonly RecordEdit[] | undefined {
  const { entry, map } = node;
  if (entry.isMerged) return undefined;
  const values = entryOf(map, 'values');
  if (node.values.length > 1) {
    if (values?.value.kind !== 'list' || values.isMerged) return undefined;
    return one(removeItem(source, values.value, values.value.items.indexOf(value)));
  }
  if (entry.value.kind === 'list' && entry.value.items.length > 1)
    return one(removeItem(source, entry.value, entry.value.items.indexOf(map)));
  const lines = wholeLines(source, rangeOf(entry.range.start, entryEnd(source, entry)));
  if (source.slice(lines.start, entry.range.start).trim() !== '') return undefined;
  return [{ range: lines, text: '' }];
}

function one(edit: RecordEdit | undefined): readonly RecordEdit[] | undefined {
  return edit && [edit];
}

function commentAbove(source: string, { entry }: OctoNode, text: string): readonly RecordEdit[] | undefined {
  const start = lineStart(source, entry.range.start);
  if (source.slice(start, entry.range.start).trim() !== '') return undefined;
  return [{ range: rangeOf(start, start), text: `${source.slice(start, entry.range.start)}# ${text}\n` }];
}
