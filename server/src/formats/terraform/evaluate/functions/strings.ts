import { HOLE } from '../../../../text/mapped-text.ts';
import { EMPTY_TEXT, joinTraced, untraced } from '../traced-text.ts';
import type { TracedText } from '../traced-text.ts';
import { booleanValue, knownText, listValue, textValue, toNumber, toText } from '../value.ts';
import type { Value } from '../value.ts';
import { MAX_COLLECTION_ELEMENTS } from '../work.ts';
import { formatText } from './format.ts';
import { graphemeOffset, graphemesIn, graphemesOf, graphemeSteps } from './graphemes.ts';
import { integerOf } from './text-arguments.ts';
import { CHARACTERS_PER_STEP, costing, searchingSteps, tooManyElements } from './function-table.ts';
import type { FunctionRow, FunctionTable, TerraformFunction } from './function-table.ts';

/** Characters of all strings of a list together, if they are created in one call. */
const MAX_LISTED = 1 << 22;

/** Values of one row of `formatlist` that are processed in one step. */
const VALUES_PER_STEP = 16;

function ofText(how: (text: TracedText) => TracedText): TerraformFunction {
  return ([value]) => {
    const text = value && toText(value);
    return text && textValue(how(text));
  };
}

/** A function of strings that must be wholly known. */
function ofKnown(how: (...texts: readonly string[]) => Value | undefined): TerraformFunction {
  return (values) => {
    const texts = values.map(knownText);
    return texts.includes(undefined) ? undefined : how(...texts.map((text) => text ?? ''));
  };
}

/** A function that reads each character of its first argument. */
function perCharacter(call: TerraformFunction): FunctionRow {
  return costing(([value]) => Math.ceil(lengthOf(value) / CHARACTERS_PER_STEP), call);
}

function lengthOf(value: Value | undefined): number {
  return value?.kind === 'text' ? value.text.length : 0;
}

export const stringFunctions: FunctionTable = {
  join: (values) => {
    const [separator, ...lists] = values;
    const between = separator && toText(separator);
    if (between === undefined) return undefined;
    const parts: TracedText[] = [];
    for (const list of lists) {
      if (list.kind !== 'list') return undefined;
      for (const element of list.elements) {
        const text = toText(element);
        if (text === undefined) return undefined;
        parts.push(text);
      }
    }
    return textValue(joinTraced(parts, between));
  },
  split: costing(
    ([separator, value]) => searchingSteps(lengthOf(value), lengthOf(separator)),
    ([separator, value], context) => {
      const by = knownText(separator);
      const text = value && toText(value);
      // An unknown part may contain the separator.
      if (by === undefined || text?.isKnown !== true) return undefined;
      const pieces = splitText(text, by);
      return pieces === undefined ? tooManyElements(context) : listValue(pieces.map(textValue), 'list');
    },
  ),
  format: ([form, ...values], context) => {
    const text = form && toText(form);
    const formatted = text && formatText(text, values, context);
    return formatted && textValue(formatted);
  },
  formatlist: ([form, ...values], context) => {
    const text = form && toText(form);
    if (text === undefined) return undefined;
    const lengths = values.flatMap((value) => (value.kind === 'list' ? [value.elements.length] : []));
    const length = lengths[0] ?? 1;
    if (lengths.some((other) => other !== length)) return undefined;
    const formatted: Value[] = [];
    let total = 0;
    for (let i = 0; i < length; i++) {
      if (!context.spend(Math.ceil(values.length / VALUES_PER_STEP))) return undefined;
      const row = values.map((value) => (value.kind === 'list' ? value.elements[i] : value));
      const one = formatText(
        text,
        row.filter((value) => value !== undefined),
        context,
      );
      if (one === undefined) return undefined;
      if ((total += one.length) > MAX_LISTED) {
        context.report(
          `The strings have more than ${MAX_LISTED} characters together, so their values are unknown.`,
        );
        return undefined;
      }
      formatted.push(textValue(one));
    }
    return listValue(formatted, 'list');
  },
  lower: perCharacter(ofText((text) => text.respelled(inOtherCase(text.text, (part) => part.toLowerCase())))),
  upper: perCharacter(ofText((text) => text.respelled(inOtherCase(text.text, (part) => part.toUpperCase())))),
  title: perCharacter(
    ofText((text) =>
      text.respelled(
        text.text.replace(WORD_START, (found) => inOtherCase(found, (part) => part.toUpperCase())),
      ),
    ),
  ),
  trimspace: ofText((text) => {
    const start = text.length - text.text.trimStart().length;
    return text.slice(start, Math.max(start, text.text.trimEnd().length));
  }),
  chomp: perCharacter(ofText((text) => text.slice(0, endWithout(text.text, new Set(['\r', '\n']))))),
  trim: perCharacter(([value, set]) => {
    const text = value && toText(value);
    const known = knownText(set);
    if (text === undefined || known === undefined) return undefined;
    // By UTF-16 units: a character of two units is trimmed whole if one of them is in the set.
    const trimmed = new Set(known.split(''));
    const end = endWithout(text.text, trimmed);
    let start = 0;
    while (start < end && trimmed.has(text.text.charAt(start))) start++;
    return textValue(text.slice(start, end));
  }),
  trimprefix: ([value, prefix]) => {
    const text = value && toText(value);
    const known = knownText(prefix);
    if (text === undefined || known === undefined) return undefined;
    return textValue(text.text.startsWith(known) ? text.slice(known.length) : text);
  },
  trimsuffix: ([value, suffix]) => {
    const text = value && toText(value);
    const known = knownText(suffix);
    if (text === undefined || known === undefined) return undefined;
    return textValue(text.text.endsWith(known) ? text.slice(0, text.length - known.length) : text);
  },
  substr: costing(
    ([value]) => (value?.kind === 'text' ? graphemeSteps(value.text.text) : 0),
    ([value, offset, length]) => {
      const text = value && toText(value);
      const from = integerOf(offset);
      const count = integerOf(length);
      if (text?.isKnown !== true || from === undefined || count === undefined) return undefined;
      const start = from < 0 ? Math.max(0, graphemesIn(text.text) + from) : from;
      const at = graphemeOffset(text.text, start);
      const end = count < 0 ? text.length : graphemeOffset(text.text, start + count);
      return textValue(at >= end ? EMPTY_TEXT : text.slice(at, end));
    },
  ),
  strrev: costing(
    ([value]) => Math.ceil(lengthOf(value) / CHARACTERS_PER_STEP) + graphemeSteps(knownText(value) ?? ''),
    ofKnown((text = '') => textValue([...graphemesOf(text)].reverse().join(''))),
  ),
  indent: ([count, value], context) => {
    const text = value && toText(value);
    const spaces = count && toNumber(count);
    if (text === undefined || spaces === undefined || spaces < 0 || spaces > 1000) return undefined;
    const lines = splitText(text, '\n');
    if (lines === undefined) return tooManyElements(context);
    return textValue(joinTraced(lines, untraced(`\n${' '.repeat(spaces)}`)));
  },
  startswith: ([value, prefix]) => {
    const text = value && toText(value);
    const known = knownText(prefix);
    if (text === undefined || known === undefined) return undefined;
    const start = text.text.slice(0, known.length);
    return start.includes(HOLE) ? undefined : booleanValue(start === known);
  },
  endswith: ([value, suffix]) => {
    const text = value && toText(value);
    const known = knownText(suffix);
    if (text === undefined || known === undefined) return undefined;
    const end = known === '' ? '' : text.text.slice(-known.length);
    return end.includes(HOLE) ? undefined : booleanValue(end === known);
  },
  strcontains: costing(
    ([value, part]) => searchingSteps(lengthOf(value), lengthOf(part)),
    ofKnown((text = '', part = '') => booleanValue(text.includes(part))),
  ),
};

/** The first letter of a word: ASCII punctuation except `_` ends words, and so do spaces. */
const WORD_START = /(?<![\p{L}\p{N}_]|[^\x00-\x7f\s])[\p{L}\p{N}]/gu;

/** Converts each character alone, like Go: those that would become longer stay as they are. */
function inOtherCase(text: string, how: (part: string) => string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return how(text);
  return Array.from(text, (character) => {
    const made = how(character);
    return made.length === character.length ? made : character;
  }).join('');
}

/** The end of the text without the trailing characters of the set. */
function endWithout(text: string, trimmed: ReadonlySet<string>): number {
  let end = text.length;
  while (end > 0 && trimmed.has(text.charAt(end - 1))) end--;
  return end;
}

/** Like Go's `strings.Split`: without a separator, it splits into characters. `undefined`: too many parts to examine. */
function splitText(text: TracedText, separator: string): readonly TracedText[] | undefined {
  const pieces: TracedText[] = [];
  if (separator === '') {
    let at = 0;
    for (const character of text.text) {
      pieces.push(text.slice(at, at + character.length));
      at += character.length;
      if (pieces.length > MAX_COLLECTION_ELEMENTS) return undefined;
    }
    return pieces;
  }
  let from = 0;
  for (let at = text.text.indexOf(separator); at >= 0; at = text.text.indexOf(separator, from)) {
    pieces.push(text.slice(from, at));
    from = at + separator.length;
    if (pieces.length > MAX_COLLECTION_ELEMENTS) return undefined;
  }
  pieces.push(from >= text.length ? EMPTY_TEXT : text.slice(from));
  return pieces;
}
