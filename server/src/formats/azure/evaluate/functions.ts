import { sliceDecoded, type DecodedText } from '../../../text/decoded-text.ts';
import { HOLE } from '../../../text/mapped-text.ts';
import type { Range } from '../../../text/range.ts';
import { arithmetic, coalesce, equality, logical, truth } from './operators.ts';
import { isTextLike, computedText, numberOf, respelled, unknownAt, type AzureValue } from './value.ts';

/** What functions need from their caller. */
export interface FunctionTools {
  /** False if fewer steps are left. */
  spend(steps: number): boolean;
  joined(parts: readonly AzureValue[], range: Range): AzureValue;
}

type Call = (args: readonly AzureValue[], range: Range, tools: FunctionTools) => AzureValue | undefined;

/**
 * Functions of Bicep and of ARM, by their names in lowercase; any other one gives an unknown value. A call
 * that cannot be evaluated gives `undefined`. https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions
 */
const FUNCTIONS: Readonly<Record<string, Call>> = {
  any: ([value]) => value,
  concat,
  format,
  join: ([list, separator], range, tools) => joinItems(list, separator, range, tools),
  replace,
  split,
  tolower: ([value], range) => spelledAs(value, range, (text) => text.toLowerCase()),
  toupper: ([value], range) => spelledAs(value, range, (text) => text.toUpperCase()),
  trim: ([value], range) => {
    const text = known(value);
    if (text === undefined) return undefined;
    const start = text.text.length - text.text.trimStart().length;
    return textValue(sliceDecoded(text, start, Math.max(start, text.text.trimEnd().length)), range);
  },
  string: ([value], range) => (value && isTextLike(value) ? textValue(value.text, range) : undefined),
  int: ([value], range) => {
    const text = known(value);
    return text && /^-?\d{1,9}$/.test(text.text) ? { kind: 'number', range, text } : undefined;
  },
  first: ([value], range) => atEnd(value, range, 0),
  last: ([value], range) => atEnd(value, range, -1),
  length: ([value], range) => {
    const length = lengthOf(value);
    return length === undefined ? undefined : numberValue(length, range);
  },
  empty: ([value], range) => {
    if (value?.kind === 'null') return truth(true, range);
    const length = lengthOf(value);
    return length === undefined ? undefined : truth(length === 0, range);
  },
  skip: ([value, count], range) => part(value, numberOf(count), undefined, range),
  take: ([value, count], range) => part(value, 0, numberOf(count), range),
  substring: ([value, start, length], range) => {
    const from = numberOf(start);
    const width = length === undefined ? undefined : numberOf(length);
    if (value?.kind === 'list' || (length !== undefined && width === undefined)) return undefined;
    return part(value, from, width === undefined || from === undefined ? undefined : from + width, range);
  },
  startswith: (args, range) => compared(args, range, (text, other) => text.startsWith(other)),
  endswith: (args, range) => compared(args, range, (text, other) => text.endsWith(other)),
  range: ([start, count], range, tools) => {
    const [from, length] = [numberOf(start), numberOf(count)];
    if (from === undefined || length === undefined || length < 0 || !tools.spend(length)) return undefined;
    const items = Array.from({ length }, (_, i) => numberValue(from + i, range));
    return { kind: 'list', range, items };
  },
  createarray: (items, range) => ({ kind: 'list', range, items }),
  array: ([value], range) =>
    value && (value.kind === 'list' ? value : { kind: 'list', range, items: [value] }),
  coalesce,
  equals: ([first, second], range) => first && equality(first, second, range),
  not: ([value], range) => (value?.kind === 'boolean' ? truth(!value.value, range) : undefined),
  and: (values, range) => logical(values, false, range),
  or: (values, range) => logical(values, true, range),
  if: ([condition, then, otherwise]) =>
    condition?.kind === 'boolean' ? (condition.value ? then : otherwise) : undefined,
  true: (_, range) => truth(true, range),
  false: (_, range) => truth(false, range),
  null: (_, range) => ({ kind: 'null', range }),
  add: (values, range) => arithmetic(values, '+', range),
  sub: (values, range) => arithmetic(values, '-', range),
  mul: (values, range) => arithmetic(values, '*', range),
};

export function callAzureFunction(
  name: string,
  args: readonly AzureValue[],
  range: Range,
  tools: FunctionTools,
): AzureValue {
  const called = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  return called?.(args, range, tools) ?? unknownAt(range);
}

/** A text whose characters are all known. */
function known(value: AzureValue | undefined): DecodedText | undefined {
  return value !== undefined && isTextLike(value) && !value.text.text.includes(HOLE) ? value.text : undefined;
}

function textValue(text: DecodedText, range: Range): AzureValue {
  return { kind: 'text', range, text };
}

function numberValue(number: number, range: Range): AzureValue {
  return { kind: 'number', range, text: computedText(String(number), range) };
}

function concat(args: readonly AzureValue[], range: Range, tools: FunctionTools): AzureValue | undefined {
  if (!args.some(({ kind }) => kind === 'list')) return tools.joined(args, range);
  const items: AzureValue[] = [];
  for (const list of args) {
    if (list.kind !== 'list' || !tools.spend(list.items.length)) return undefined;
    for (const item of list.items) items.push(item);
  }
  return { kind: 'list', range, items };
}

/** `{0}` is replaced by the first argument after the text; number formats are not supported. */
function format(
  [template, ...args]: readonly AzureValue[],
  range: Range,
  tools: FunctionTools,
): AzureValue | undefined {
  const text = known(template);
  if (text === undefined) return undefined;
  const parts: AzureValue[] = [];
  let from = 0;
  for (const { 0: sign, 1: digits, index } of text.text.matchAll(/\{\{|\}\}|\{(\d{1,3})\}|[{}]/g)) {
    const isDoubled = sign === '{{' || sign === '}}';
    const argument = digits === undefined ? undefined : args[Number(digits)];
    if (!isDoubled && argument === undefined) return undefined;
    parts.push(textValue(sliceDecoded(text, from, isDoubled ? index + 1 : index), range));
    if (argument !== undefined) parts.push(argument);
    from = index + sign.length;
  }
  parts.push(textValue(sliceDecoded(text, from, text.text.length), range));
  return tools.joined(parts, range);
}

function joinItems(
  list: AzureValue | undefined,
  separator: AzureValue | undefined,
  range: Range,
  tools: FunctionTools,
): AzureValue | undefined {
  if (list?.kind !== 'list' || separator === undefined) return undefined;
  return tools.joined(
    list.items.flatMap((item, i) => (i === 0 ? [item] : [separator, item])),
    range,
  );
}

function replace(
  [value, old, other]: readonly AzureValue[],
  range: Range,
  tools: FunctionTools,
): AzureValue | undefined {
  const [wanted, replacement] = [known(old), known(other)];
  if (value === undefined || !isTextLike(value) || wanted === undefined || replacement === undefined)
    return undefined;
  if (wanted.text === '') return value;
  const parts: AzureValue[] = [];
  const { text } = value;
  let from = 0;
  for (;;) {
    const at = text.text.indexOf(wanted.text, from);
    parts.push(textValue(sliceDecoded(text, from, at < 0 ? text.text.length : at), range));
    if (at < 0) return tools.joined(parts, range);
    parts.push(textValue(replacement, range));
    from = at + wanted.text.length;
  }
}

function split(
  [value, separators]: readonly AzureValue[],
  range: Range,
  tools: FunctionTools,
): AzureValue | undefined {
  const text = known(value);
  const signs = (separators?.kind === 'list' ? separators.items : [separators]).map(known);
  if (text === undefined || signs.some((sign) => sign === undefined || sign.text === '')) return undefined;
  const items: AzureValue[] = [];
  let from = 0;
  for (;;) {
    let at = -1;
    let width = 0;
    for (const sign of signs) {
      const found = text.text.indexOf(sign?.text ?? '', from);
      if (found >= 0 && (at < 0 || found < at)) [at, width] = [found, sign?.text.length ?? 1];
    }
    if (!tools.spend(1 + Math.ceil((signs.length * (text.text.length - from)) / 64))) return undefined;
    items.push(textValue(sliceDecoded(text, from, at < 0 ? text.text.length : at), range));
    if (at < 0) return { kind: 'list', range, items };
    from = at + width;
  }
}

function spelledAs(
  value: AzureValue | undefined,
  range: Range,
  spell: (text: string) => string,
): AzureValue | undefined {
  return value && isTextLike(value)
    ? textValue(respelled(value.text, spell(value.text.text), range), range)
    : undefined;
}

function lengthOf(value: AzureValue | undefined): number | undefined {
  if (value?.kind === 'list') return value.items.length;
  if (value?.kind === 'map') return value.isPartial ? undefined : value.entries.size;
  return known(value)?.text.length;
}

function atEnd(value: AzureValue | undefined, range: Range, index: number): AzureValue | undefined {
  if (value?.kind === 'list') return value.items.at(index);
  const text = known(value);
  if (text === undefined) return undefined;
  const { length } = text.text;
  const at = index < 0 ? Math.max(0, length - 1) : 0;
  return textValue(sliceDecoded(text, at, Math.min(at + 1, length)), range);
}

function part(
  value: AzureValue | undefined,
  start: number | undefined,
  end: number | undefined,
  range: Range,
): AzureValue | undefined {
  if (start === undefined) return undefined;
  if (value?.kind === 'list')
    return { kind: 'list', range, items: value.items.slice(Math.max(0, start), end) };
  const text = known(value);
  if (text === undefined) return undefined;
  const { length } = text.text;
  const from = Math.min(Math.max(0, start), length);
  return textValue(sliceDecoded(text, from, Math.max(from, Math.min(end ?? length, length))), range);
}

function compared(
  [value, other]: readonly AzureValue[],
  range: Range,
  holds: (text: string, other: string) => boolean,
): AzureValue | undefined {
  const [text, end] = [known(value), known(other)];
  if (text === undefined || end === undefined) return undefined;
  return truth(holds(text.text.toLowerCase(), end.text.toLowerCase()), range);
}
