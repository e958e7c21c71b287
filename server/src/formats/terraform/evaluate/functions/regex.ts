import { HOLE } from '../../../../text/mapped-text.ts';
import { matchesOf } from '../../../../text/pattern-matches.ts';
import type { PatternMatch } from '../../../../text/pattern-matches.ts';
import { EMPTY_TEXT, TracedBuilder, untraced } from '../traced-text.ts';
import type { TracedText } from '../traced-text.ts';
import { knownText, listValue, mapValueOf, NULL_VALUE, textValue, toText } from '../value.ts';
import type { Value } from '../value.ts';
import { MAX_COLLECTION_ELEMENTS } from '../work.ts';
import { CHARACTERS_PER_STEP, searchingSteps } from './function-table.ts';
import type { CallContext, FunctionTable } from './function-table.ts';

/** Patterns that treat all characters alike, including the placeholder of an unknown part. */
const ANY_CHARACTERS = /^\(?\.\{\d*(?:,\d*)?\}\??\)?$/;

function textFor(pattern: string, value: Value | undefined): TracedText | undefined {
  const text = value && toText(value);
  return text?.isKnown === true || ANY_CHARACTERS.test(pattern) ? text : undefined;
}

export const regexFunctions: FunctionTable = {
  replace: ([value, substring, replacement], context) => {
    const what = knownText(substring);
    const by = replacement && toText(replacement);
    if (what === undefined || by === undefined) return undefined;
    const isPattern = what.length > 1 && what.startsWith('/') && what.endsWith('/');
    if (!isPattern) {
      const text = value && toText(value);
      const isAllowed = text !== undefined && context.spend(searchingSteps(text.length, what.length));
      const replaced = isAllowed ? replaceAll(text, what, by, context) : undefined;
      return replaced && textValue(replaced);
    }
    const pattern = what.slice(1, -1);
    const text = textFor(pattern, value);
    const replaced = text && substitute(text, pattern, by, context);
    return replaced && textValue(replaced);
  },
  regex: ([pattern, value], context) => {
    const source = knownText(pattern);
    const text = source === undefined ? undefined : textFor(source, value);
    if (source === undefined || text === undefined) return undefined;
    const [match] = matchesOf(source, text.text, 1, context) ?? [];
    return match && captured(text, match);
  },
  regexall: ([pattern, value], context) => {
    const source = knownText(pattern);
    const text = source === undefined ? undefined : textFor(source, value);
    if (source === undefined || text === undefined) return undefined;
    const matches = matchesOf(source, text.text, MAX_COLLECTION_ELEMENTS, context);
    return (
      matches &&
      listValue(
        matches.map((match) => captured(text, match)),
        'list',
      )
    );
  },
};

/** The whole match if the pattern captures nothing, otherwise its groups: by name if they have names. */
function captured(text: TracedText, { places, names }: PatternMatch): Value {
  const part = (group: number): Value => {
    const [start = -1, end = -1] = [places[2 * group], places[2 * group + 1]];
    return start < 0 ? NULL_VALUE : textValue(text.slice(start, end));
  };
  const groups = places.length / 2 - 1;
  if (groups === 0) return part(0);
  const named = Object.entries(names);
  if (named.length > 0) {
    return mapValueOf(named.map(([name, group]) => ({ key: untraced(name), value: part(group) })));
  }
  return listValue(Array.from({ length: groups }, (_, i) => part(i + 1)));
}

/** Occurrences of a text that are replaced in one step. */
const MATCHES_PER_STEP = 16;

function replaceAll(
  text: TracedText,
  what: string,
  by: TracedText,
  context: CallContext,
): TracedText | undefined {
  if (what.includes(HOLE)) return text;
  if (what === '') return betweenCharacters(text, by, context);
  const builder = new TracedBuilder();
  let from = 0;
  let found = 0;
  for (let at = text.text.indexOf(what); at >= 0; at = text.text.indexOf(what, from)) {
    if (builder.isFull) break;
    if (++found % MATCHES_PER_STEP === 0 && !context.spend(1)) return undefined;
    if (at > from) builder.add(text.slice(from, at));
    builder.add(by);
    from = at + what.length;
  }
  builder.add(from >= text.length ? EMPTY_TEXT : text.slice(from));
  return builder.take();
}

/** An empty text occurs between all characters, and at both ends. */
function betweenCharacters(text: TracedText, by: TracedText, context: CallContext): TracedText | undefined {
  const builder = new TracedBuilder();
  let at = 0;
  for (const character of text.text) {
    if (builder.isFull || !context.spend(1)) return undefined;
    builder.add(by);
    builder.add(text.slice(at, (at += character.length)));
  }
  builder.add(by);
  return builder.take();
}

const REFERENCE = /\$(?:(\d+)|\{(\w+)\}|([A-Za-z_]\w*)|(\$))/g;

/** Like Go's `Regexp.ReplaceAllString`: `$1`, `${1}`, `${name}`, `$$`. */
function substitute(
  text: TracedText,
  pattern: string,
  by: TracedText,
  context: CallContext,
): TracedText | undefined {
  const matches = matchesOf(pattern, text.text, Infinity, context);
  // The replacement is processed once for each match.
  if (matches === undefined || !context.spend(matches.length * Math.ceil(by.length / CHARACTERS_PER_STEP)))
    return undefined;
  const builder = new TracedBuilder();
  let from = 0;
  for (const match of matches) {
    if (builder.isFull) break;
    const [start = 0, end = 0] = match.places;
    if (start > from) builder.add(text.slice(from, start));
    addReplacement(builder, text, match, by);
    from = end;
  }
  builder.add(from >= text.length ? EMPTY_TEXT : text.slice(from));
  return builder.take();
}

function addReplacement(
  builder: TracedBuilder,
  text: TracedText,
  { places, names }: PatternMatch,
  by: TracedText,
): void {
  let plain = 0;
  for (const reference of by.text.matchAll(REFERENCE)) {
    if (reference.index < plain) continue;
    if (reference.index > plain) builder.add(by.slice(plain, reference.index));
    plain = reference.index + reference[0].length;
    const [, number, braced, named, dollar] = reference;
    if (dollar !== undefined) {
      builder.add(untraced('$'));
      continue;
    }
    // In Go, `$1x` is the group named "1x". It does not exist, so nothing is inserted.
    const name = number ?? braced ?? named ?? '';
    GLUED.lastIndex = plain;
    const glued = number === undefined ? 0 : (GLUED.exec(by.text)?.[0].length ?? 0);
    plain += glued;
    if (glued > 0) continue;
    const group = /^\d+$/.test(name) ? Number(name) : names[name];
    const [start = -1, end = -1] = group === undefined ? [] : [places[2 * group], places[2 * group + 1]];
    if (start >= 0) builder.add(text.slice(start, end));
  }
  if (plain < by.length) builder.add(by.slice(plain));
}

const GLUED = /\w+/y;
