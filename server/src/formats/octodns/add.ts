import { integerValue } from '../../data/yaml-scalar-type.ts';
import { entryOf, type DataEntry } from '../../data/node.ts';
import { typeScalar } from '../../data/scalar-edit.ts';
import {
  appendItem,
  asItem,
  contentEnd,
  entryEnd,
  indented,
  indentOf,
  insertLines,
  lineStart,
} from '../../data/yaml-lines.ts';
import { isAtOrBelow, relativeTo } from '../../dns/names.ts';
import type { RecordEdit } from '../../records/document.ts';
import type { RecordChange } from '../../records/format.ts';
import { rangeOf } from '../../text/range.ts';
import { compareKeys } from './key-order.ts';
import { RDATA_KEYS } from './rdata-keys.ts';
import { typeOctoText } from './text.ts';
import { isText, typeText, type OctoFile, type OctoNode } from './zone-data.ts';

type Added = Extract<RecordChange, { readonly kind: 'add' }>;

/** The edits that add a record: as another value of a set, as another set of a name, or under a new name in sort order. */
export function addRecord(file: OctoFile, added: Added): readonly RecordEdit[] | undefined {
  const { source, root, nodes, settings } = file;
  const { zone } = settings;
  if (root?.kind !== 'map' || root.isFlow || !isAtOrBelow(added.owner, zone)) return undefined;
  const value = valueLines(added, file);
  if (value === undefined) return undefined;
  const same = nodes.filter(({ owner }) => owner === added.owner);
  const set = same.find(({ type }) => typeText(type) === added.type);
  if (set !== undefined) return addToSet(source, set, value);
  const body = nodeLines(added.type, value);
  const [first] = same;
  if (first !== undefined) return addSet(source, first, body);
  const key = added.owner === zone ? '' : (relativeTo(added.owner, zone) ?? added.owner);
  if (root.entries.some((entry) => entry.key.text.text === key)) return undefined;
  const typed = typeScalar(key, { style: 'plain', isInFlow: false });
  const step = indentStep(source, nodes);
  const lines = `${typed}:\n${step}${indented(body, step)}`;
  const next = root.entries.find((entry) => !entry.isMerged && compareKeys(entry.key.text.text, key) > 0);
  const start = next && lineStart(source, next.range.start);
  if (next !== undefined && start !== undefined && source.slice(start, next.range.start).trim() === '')
    return [{ range: rangeOf(start, start), text: withEnds(source, `${lines}\n`) }];
  const last = root.entries.at(-1);
  return last === undefined ? undefined : [insertLines(source, entryEnd(source, last), lines)];
}

function withEnds(source: string, lines: string): string {
  return source.includes('\r\n') ? lines.replaceAll('\n', '\r\n') : lines;
}

/** The white space by which the sets are indented below their names. */
function indentStep(source: string, nodes: readonly OctoNode[]): string {
  const node = nodes.find(({ map, entry }) => !map.isFlow && entry.value === map);
  const indent = node && indentOf(source, node.map.range.start);
  return indent === undefined || indent === '' ? '  ' : indent;
}

function nodeLines(type: string, value: string): string {
  return value.includes('\n')
    ? `type: ${type}\nvalue:\n  ${indented(value, '  ')}`
    : `type: ${type}\nvalue: ${value}`;
}

/** The source text of a value. The keys of an MX value and similar ones are on separate lines. */
function valueLines({ type, strings, data }: Added, { settings }: OctoFile): string | undefined {
  if (isText(type)) {
    const text = typeOctoText((strings ?? []).join(''), settings.escapedSemicolons);
    return /^[\x20-\x7e]+$/.test(text) ? typeScalar(text, { style: 'plain', isInFlow: false }) : undefined;
  }
  const words = (data ?? '').split(/[ \t]+/);
  const keys = RDATA_KEYS[type];
  if (keys === undefined) return words.length === 1 && data !== undefined ? typeWord(data) : undefined;
  if (keys.length === 0 || words.length !== keys.length) return undefined;
  return [...keys]
    .map(([name], index) => `${name}: ${typeWord(words[index] ?? '')}`)
    .sort()
    .join('\n');
}

function typeWord(word: string): string {
  const bare = /^".*"$/.test(word) ? word.slice(1, -1) : word;
  return integerValue(bare) === Number(bare) ? bare : typeScalar(bare, { style: 'plain', isInFlow: false });
}

/** The edits that add a value to a set. `value` is its lines, the first one without indentation. */
export function addToSet(
  source: string,
  { map }: OctoNode,
  value: string,
): readonly RecordEdit[] | undefined {
  const values = entryOf(map, 'values');
  if (values?.value.kind === 'list' && !values.isMerged) {
    const edit = appendItem(source, values.value, values.value.isFlow ? inFlow(value) : value);
    return edit && [edit];
  }
  const single = entryOf(map, 'value');
  if (values !== undefined || single === undefined || single.isMerged || single.value.kind === 'list')
    return undefined;
  return single.value.kind === 'scalar' && single.value.style !== 'block'
    ? toValues(source, map.isFlow, single, value)
    : undefined;
}

function inFlow(value: string): string {
  return value.includes('\n') ? `{${value.replaceAll('\n', ', ')}}` : value;
}

/** Changes `value: a` to `values:` with two items. */
function toValues(
  source: string,
  isFlow: boolean,
  { key, value }: DataEntry,
  added: string,
): readonly RecordEdit[] {
  const { range } = value;
  const name = { range: key.range, text: 'values' };
  const typed = source.slice(range.start, range.end);
  if (isFlow) return [name, { range, text: `[${typed}, ${inFlow(added)}]` }];
  const indent = `${indentOf(source, key.range.start)}  `;
  const items = [typed, added].map((item) => `\n${indent}- ${indented(item, `${indent}  `)}`).join('');
  // The space after the colon is removed.
  return [name, { range: rangeOf(range.start - 1, range.end), text: withEnds(source, items) }];
}

function addSet(source: string, { entry, map }: OctoNode, body: string): readonly RecordEdit[] | undefined {
  if (entry.isMerged) return undefined;
  const { value } = entry;
  if (value.kind === 'list') {
    const edit = appendItem(source, value, value.isFlow ? `{${body.replaceAll('\n', ', ')}}` : body);
    return edit && [edit];
  }
  if (value !== map) return undefined;
  const flow = `{${body.replaceAll('\n', ', ')}}`;
  if (map.isFlow) {
    if (body.includes('\n ')) return undefined;
    const { start, end } = map.range;
    return [
      { range: rangeOf(start, start), text: '[' },
      { range: rangeOf(end, end), text: `, ${flow}]` },
    ];
  }
  const { start } = map.range;
  if (source.slice(lineStart(source, start), start).trim() !== '') return undefined;
  const end = contentEnd(source, map);
  const indent = indentOf(source, start);
  return [
    ...asItem(source, start, end),
    insertLines(source, end, `${indent}- ${indented(body, `${indent}  `)}`),
  ];
}
