import { HOLE } from '../../../../text/mapped-text.ts';
import { EMPTY_TEXT, TracedBuilder } from '../traced-text.ts';
import type { TracedText } from '../traced-text.ts';
import { knownText, listValue, mapOf, NULL, textValue, toText } from '../value.ts';
import type { Value } from '../value.ts';
import { untraced } from '../traced-text.ts';
import { MAX_ELEMENTS } from '../work.ts';
import type { FunctionTable } from './function-table.ts';
import { stepsOfPattern } from './regex-cost.ts';

/** Texts on which a pattern is tried: a pattern may take time that grows much faster than its text. */
const MAX_TRIED = 20_000;
const MAX_PATTERN = 500;

/** Some tenths of a second. */
const MAX_STEPS = 1e8;

/**
 * A pattern of RE2 as one of JavaScript; `undefined` where the two are not known to mean the same, or where it could take
 * too long on a text of that length.
 */
function compile(pattern: string, length: number): RegExp | undefined {
  if (pattern.length > MAX_PATTERN || stepsOfPattern(pattern, length) > MAX_STEPS) return undefined;
  let flags = 'gu';
  let source = pattern;
  const inline = /^\(\?([ims]+)\)/.exec(pattern);
  if (inline?.[1] !== undefined) {
    flags += inline[1];
    source = pattern.slice(inline[0].length);
  }
  source = source
    .replaceAll('(?P<', '(?<')
    .replaceAll('\\A', '^')
    .replaceAll('\\z', '$')
    .replaceAll('[[:alnum:]]', '[0-9A-Za-z]')
    .replaceAll('[[:alpha:]]', '[A-Za-z]')
    .replaceAll('[[:digit:]]', '[0-9]')
    .replaceAll('[[:space:]]', '[\\t\\n\\v\\f\\r ]')
    // RE2 takes an escape before any punctuation; JavaScript's Unicode patterns take it before a syntax character only.
    .replace(/\\([^\w\s])/g, (escape, c: string) => (SYNTAX.has(c) ? escape : c));
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

const SYNTAX = new Set('^$\\.*+?()[]{}|/-');

/** Patterns that treat all characters alike: what stands for an unknown part is one of them. */
const ANY_CHARACTERS = /^\(?\.\{\d*,?\d*\}\??\)?$/;

function textFor(pattern: string, value: Value | undefined): TracedText | undefined {
  const text = value && toText(value);
  if (text === undefined || text.length > MAX_TRIED) return undefined;
  return text.isKnown || ANY_CHARACTERS.test(pattern) ? text : undefined;
}

export const regexFunctions: FunctionTable = {
  replace: ([value, substring, replacement]) => {
    const what = knownText(substring);
    const by = replacement && toText(replacement);
    if (what === undefined || by === undefined) return undefined;
    const isPattern = what.length > 1 && what.startsWith('/') && what.endsWith('/');
    if (!isPattern) {
      const text = value && toText(value);
      return text && textValue(replaceAll(text, what, by));
    }
    const pattern = what.slice(1, -1);
    const text = textFor(pattern, value);
    const regex = text && compile(pattern, text.length);
    return text === undefined || regex === undefined ? undefined : textValue(substitute(text, regex, by));
  },
  regex: ([pattern, value]) => {
    const source = knownText(pattern);
    const text = source === undefined ? undefined : textFor(source, value);
    const regex = source === undefined || text === undefined ? undefined : compile(source, text.length);
    if (text === undefined || regex === undefined) return undefined;
    for (const match of text.text.matchAll(withIndices(regex))) return captured(text, match);
    return undefined;
  },
  regexall: ([pattern, value]) => {
    const source = knownText(pattern);
    const text = source === undefined ? undefined : textFor(source, value);
    const regex = source === undefined || text === undefined ? undefined : compile(source, text.length);
    if (text === undefined || regex === undefined) return undefined;
    const matches: Value[] = [];
    for (const match of text.text.matchAll(withIndices(regex))) {
      matches.push(captured(text, match));
      if (matches.length > MAX_ELEMENTS) return undefined;
    }
    return listValue(matches);
  },
};

function withIndices(regex: RegExp): RegExp {
  return new RegExp(regex.source, `${regex.flags}d`);
}

/** The whole match where the pattern captures nothing, else its groups: by name where they have names. */
function captured(text: TracedText, match: RegExpExecArray): Value {
  const { indices } = match;
  const part = (at: readonly [number, number] | undefined): Value =>
    at === undefined ? NULL : textValue(text.slice(at[0], at[1]));
  if (indices === undefined || match.length === 1) {
    return textValue(text.slice(match.index, match.index + match[0].length));
  }
  if (indices.groups !== undefined) {
    return mapOf(
      Object.entries(indices.groups).map(([name, at]) => ({ key: untraced(name), value: part(at) })),
    );
  }
  return listValue(indices.slice(1).map(part));
}

function replaceAll(text: TracedText, what: string, by: TracedText): TracedText {
  if (what === '' || what.includes(HOLE)) return text;
  const builder = new TracedBuilder();
  let from = 0;
  for (let at = text.text.indexOf(what); at >= 0; at = text.text.indexOf(what, from)) {
    if (at > from) builder.add(text.slice(from, at));
    builder.add(by);
    from = at + what.length;
  }
  builder.add(from >= text.length ? EMPTY_TEXT : text.slice(from));
  return builder.take();
}

const REFERENCE = /\$(?:(\d+)|\{(\w+)\}|([A-Za-z_]\w*)|(\$))/g;

/** As Go's `Regexp.ReplaceAllString`: `$1`, `${1}`, `${name}`, `$$`. */
function substitute(text: TracedText, regex: RegExp, by: TracedText): TracedText {
  const builder = new TracedBuilder();
  let from = 0;
  for (const match of text.text.matchAll(withIndices(regex))) {
    if (builder.isFull) break;
    if (match.index > from) builder.add(text.slice(from, match.index));
    addReplacement(builder, text, match, by);
    from = match.index + match[0].length;
  }
  builder.add(from >= text.length ? EMPTY_TEXT : text.slice(from));
  return builder.take();
}

function addReplacement(
  builder: TracedBuilder,
  text: TracedText,
  match: RegExpExecArray,
  by: TracedText,
): void {
  let plain = 0;
  for (const reference of by.text.matchAll(REFERENCE)) {
    if (reference.index > plain) builder.add(by.slice(plain, reference.index));
    plain = reference.index + reference[0].length;
    const [, number, braced, named, dollar] = reference;
    if (dollar !== undefined) {
      builder.add(untraced('$'));
      continue;
    }
    // `$1x` is the group named "1x" to Go, which there is not: nothing is put there.
    const name = number ?? braced ?? named ?? '';
    const isGlued = number !== undefined && /^\w/.test(by.text.slice(plain));
    if (isGlued) {
      plain += /^\w+/.exec(by.text.slice(plain))?.[0].length ?? 0;
      continue;
    }
    const at = /^\d+$/.test(name) ? match.indices?.[Number(name)] : match.indices?.groups?.[name];
    if (at !== undefined) builder.add(text.slice(at[0], at[1]));
  }
  if (plain < by.length) builder.add(by.slice(plain));
}
