import { asciiLowerCase } from '../../../dns/names.ts';
import { joinRuns } from '../../../text/traced-text.ts';
import { madeText, type ScriptText } from '../syntax/script-text.ts';
import { patternMethod, searchMethod, type PatternContext } from './patterns.ts';
import {
  joinedItems,
  ofBoolean,
  scriptList,
  ofNumber,
  stepsToMake,
  textOfValue,
  ofText,
  truthOf,
  UNDEFINED,
  UNKNOWN_VALUE,
  type ListItem,
  type ScriptList,
  type ScriptValue,
} from './value.ts';

interface MethodContext extends PatternContext {
  /** The replacement for an unknown text. */
  readonly hole: ScriptText;
}

/** The return value of a method of a text or a list, as far as its name and arguments are known. */
export function callMethod(
  object: ScriptValue,
  name: string,
  args: readonly { readonly value: ScriptValue }[],
  context: MethodContext,
): ScriptValue {
  const values = args.map(({ value }) => value);
  if (object.kind === 'list' || object.kind === 'text') {
    // Adding to a list does not traverse it.
    const before = name === 'push' ? values.length : stepsToMake(object);
    if (!context.spend(before)) return UNKNOWN_VALUE;
    const made =
      object.kind === 'list'
        ? listMethod(object, name, values, context)
        : values[0]?.kind === 'pattern'
          ? searchMethod(object.text, name, values[0], values[1], context)
          : textMethod(object.text, name, values, context);
    return context.spend(stepsToMake(made)) ? made : UNKNOWN_VALUE;
  }
  if (object.kind === 'pattern') return patternMethod(object, name, values, context);
  // An unknown function may also change the lists that are passed to it.
  for (const value of values) if (value.kind === 'list') value.isOpen = true;
  return UNKNOWN_VALUE;
}

function listMethod(
  list: ScriptList,
  name: string,
  args: readonly ScriptValue[],
  context: MethodContext,
): ScriptValue {
  const { items } = list;
  const [first] = args;
  switch (name) {
    case 'join':
      return join(list, first, context.hole);
    case 'concat':
      return concat(list, args);
    case 'push':
      list.place = undefined;
      for (const value of args) items.push({ value, place: undefined });
      return ofNumber(items.length);
    case 'slice': {
      const [start, end] = args.map((arg) => (arg.kind === 'number' ? arg.value : NaN));
      if (list.isOpen || Number.isNaN(start ?? 0) || Number.isNaN(end ?? 0)) break;
      return { kind: 'list', items: items.slice(start, end), place: undefined, isOpen: false };
    }
    case 'reverse':
      items.reverse();
      list.place = undefined;
      return list;
    case 'forEach':
      for (const [index, { value }] of [...items].entries())
        if (first !== undefined) context.call(first, [value, ofNumber(index)]);
      return UNDEFINED;
    case 'map': {
      const made = items.map(({ value }, index) =>
        first === undefined ? UNKNOWN_VALUE : context.call(first, [value, ofNumber(index)]),
      );
      return scriptList(made, list.isOpen);
    }
    case 'filter': {
      const kept: ListItem[] = [];
      let isOpen = list.isOpen;
      for (const [index, item] of items.entries()) {
        const truth = first && truthOf(context.call(first, [item.value, ofNumber(index)]));
        if (truth === true) kept.push(item);
        isOpen ||= truth === undefined;
      }
      return { kind: 'list', items: kept, place: undefined, isOpen };
    }
    case 'indexOf':
    case 'includes': {
      const texts = items.map(({ value }) =>
        value.kind === 'text' && value.text.isKnown ? value.text.text : undefined,
      );
      if (list.isOpen || first?.kind !== 'text' || texts.includes(undefined)) break;
      const index = texts.indexOf(first.text.text);
      return name === 'includes' ? ofBoolean(index >= 0) : ofNumber(index);
    }
    default:
      // The method may change the list.
      list.isOpen = true;
      list.place = undefined;
  }
  return UNKNOWN_VALUE;
}

function join(list: ScriptList, separator: ScriptValue | undefined, hole: ScriptText): ScriptValue {
  const { items, isOpen } = list;
  const between = separator === undefined ? madeText(',') : textOfValue(separator, hole);
  const parts = items.map(({ value }) =>
    value.kind === 'undefined' || value.kind === 'null' ? madeText('') : textOfValue(value, hole),
  );
  if (isOpen) parts.push(hole);
  return {
    kind: 'text',
    text: joinRuns(parts, between),
    joined: isOpen || !between.isKnown ? undefined : joinedItems(list, between.text),
  };
}

function concat(list: ScriptList, args: readonly ScriptValue[]): ScriptValue {
  const items = [...list.items];
  let { isOpen } = list;
  for (const arg of args) {
    if (arg.kind === 'list') {
      for (const item of arg.items) items.push(item);
      isOpen ||= arg.isOpen;
    } else {
      items.push({ value: arg, place: undefined });
      isOpen ||= arg.kind === 'unknown';
    }
  }
  return { kind: 'list', items, place: args.length === 0 ? list.place : undefined, isOpen };
}

function textMethod(
  text: ScriptText,
  name: string,
  args: readonly ScriptValue[],
  { hole }: MethodContext,
): ScriptValue {
  const [first, second] = args;
  if (name === 'concat') return ofText(joinRuns([text, ...args.map((arg) => textOfValue(arg, hole))]));
  if (name === 'toString' || name === 'valueOf') return ofText(text);
  if (!text.isKnown) return ofText(hole);
  const known = first?.kind === 'text' && first.text.isKnown ? first.text.text : undefined;
  switch (name) {
    case 'toLowerCase':
      return ofText(text.respelled(asciiLowerCase(text.text)));
    case 'toUpperCase':
      return ofText(text.respelled(text.text.toUpperCase()));
    case 'trim': {
      const start = text.text.length - text.text.trimStart().length;
      return ofText(text.slice(start, Math.max(start, text.text.trimEnd().length)));
    }
    case 'split':
      if (known === undefined || known === '') break;
      return scriptList(split(text, known).map((part) => ofText(part)));
    case 'replace':
    case 'replaceAll': {
      if (known === undefined || known === '' || second?.kind !== 'text' || second.text.text.includes('$'))
        break;
      const parts = split(text, known, name === 'replace' ? 2 : Infinity);
      return ofText(joinRuns(parts, second.text));
    }
    case 'indexOf':
      return known === undefined ? UNKNOWN_VALUE : ofNumber(text.text.indexOf(known));
    case 'includes':
      return known === undefined ? UNKNOWN_VALUE : ofBoolean(text.text.includes(known));
    case 'startsWith':
      return known === undefined || second !== undefined
        ? UNKNOWN_VALUE
        : ofBoolean(text.text.startsWith(known));
    case 'endsWith':
      return known === undefined || second !== undefined
        ? UNKNOWN_VALUE
        : ofBoolean(text.text.endsWith(known));
    case 'slice':
    case 'substring': {
      const [start = 0, end] = args.map((arg) => (arg.kind === 'number' ? arg.value : -1));
      if (start < 0 || (end !== undefined && end < start)) break;
      return ofText(text.slice(start, end === undefined ? undefined : Math.min(end, text.length)));
    }
  }
  return UNKNOWN_VALUE;
}

function split(text: ScriptText, separator: string, most = Infinity): readonly ScriptText[] {
  const parts: ScriptText[] = [];
  let from = 0;
  while (parts.length + 1 < most) {
    const at = text.text.indexOf(separator, from);
    if (at < 0) break;
    parts.push(text.slice(from, at));
    from = at + separator.length;
  }
  return [...parts, text.slice(from)];
}
