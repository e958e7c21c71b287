import { matchesOf, type PatternMatch } from '../../../text/pattern-matches.ts';
import { joinRuns } from '../../../text/traced-text.ts';
import { madeText, type ScriptText } from '../syntax/script-text.ts';
import {
  ofBoolean,
  ofNumber,
  ofText,
  scriptList,
  UNDEFINED,
  UNKNOWN_VALUE,
  type ScriptPattern,
  type ScriptValue,
} from './value.ts';

/** The budget and reporting of a search. */
export interface PatternContext {
  /** False once the budget is spent. */
  readonly spend: (steps: number) => boolean;
  /** Reports that a limit was reached. */
  readonly report: (message: string) => void;
  readonly call: (called: ScriptValue, args: readonly ScriptValue[]) => ScriptValue;
}

/**
 * The syntax that JavaScript and RE2 (whose Go dialect DNSControl's own engine uses) read alike: unnamed groups, classes, and
 * escapes with the same meaning in both.
 */
const COMMON =
  /^(?:[^\\[(]|\\(?:[dDwWsSbBtnrfv]|[^\w\s])|\((?!\?)|\(\?:|\[\^?(?!\])(?:[^\\\][]|\\(?:[dDwWsStnrfv]|[^\w\s]))+\])*$/;
/** Characters that both count and classify alike. */
const COMMON_TEXT = /^[\t\n\x20-\x7e]*$/;

/** The matches of a pattern: all of them, or the first one. `undefined` if they are unknown. */
function find(
  { source, flags }: ScriptPattern,
  { text, isKnown }: ScriptText,
  isGlobal: boolean,
  context: PatternContext,
): readonly PatternMatch[] | undefined {
  if (!isKnown || !COMMON.test(source) || !COMMON_TEXT.test(text) || !/^[gim]*$/.test(flags))
    return undefined;
  const own = flags.replace('g', '');
  const pattern = own === '' ? source : `(?${own})${source}`;
  const found = matchesOf(pattern, text, isGlobal ? Infinity : 1, context);
  // Engines differ in which empty matches they count.
  return found?.some(({ places: [start, end] }) => start === end) === true ? undefined : found;
}

/** `pattern.test(text)` and `pattern.exec(text)`. */
export function patternMethod(
  pattern: ScriptPattern,
  name: string,
  [first]: readonly ScriptValue[],
  context: PatternContext,
): ScriptValue {
  // A global pattern continues where it last stopped.
  if (first?.kind !== 'text' || pattern.flags.includes('g')) return UNKNOWN_VALUE;
  if (name === 'exec') return matchIn(pattern, first.text, context);
  const found = name === 'test' ? find(pattern, first.text, false, context) : undefined;
  return found === undefined ? UNKNOWN_VALUE : ofBoolean(found.length > 0);
}

/** The methods of a text that take a pattern. */
export function searchMethod(
  text: ScriptText,
  name: string,
  pattern: ScriptPattern,
  by: ScriptValue | undefined,
  context: PatternContext,
): ScriptValue {
  const isGlobal = pattern.flags.includes('g');
  switch (name) {
    case 'match':
      return isGlobal ? allMatches(text, pattern, context) : matchIn(pattern, text, context);
    case 'search': {
      const found = find(pattern, text, false, context);
      return found === undefined ? UNKNOWN_VALUE : ofNumber(found[0]?.places[0] ?? -1);
    }
    case 'split': {
      const found = by === undefined ? find(pattern, text, true, context) : undefined;
      // The matches of groups become part of the list.
      if (found === undefined || found.some(({ places }) => places.length > 2)) return UNKNOWN_VALUE;
      return scriptList(around(text, found).map((part) => ofText(part)));
    }
    case 'replace':
    case 'replaceAll': {
      const found = find(pattern, text, isGlobal, context);
      if (found === undefined || by === undefined || (name === 'replaceAll' && !isGlobal))
        return UNKNOWN_VALUE;
      return replaced(text, found, by, context);
    }
    default:
      return UNKNOWN_VALUE;
  }
}

function matchIn(pattern: ScriptPattern, text: ScriptText, context: PatternContext): ScriptValue {
  const found = find(pattern, text, false, context);
  if (found === undefined) return UNKNOWN_VALUE;
  const [match] = found;
  return match === undefined ? { kind: 'null' } : scriptList(groupsOf(text, match));
}

function allMatches(text: ScriptText, pattern: ScriptPattern, context: PatternContext): ScriptValue {
  const found = find(pattern, text, true, context);
  if (found === undefined) return UNKNOWN_VALUE;
  return found.length === 0
    ? { kind: 'null' }
    : scriptList(found.flatMap((match) => groupsOf(text, match).slice(0, 1)));
}

/** The match and its groups. */
function groupsOf(text: ScriptText, { places }: PatternMatch): readonly ScriptValue[] {
  return Array.from({ length: places.length / 2 }, (_, group) => {
    const [start = -1, end = -1] = [places[2 * group], places[2 * group + 1]];
    return start < 0 ? UNDEFINED : ofText(text.slice(start, end));
  });
}

/** The texts before, between and after the matches. */
function around(text: ScriptText, found: readonly PatternMatch[]): readonly ScriptText[] {
  const parts: ScriptText[] = [];
  let from = 0;
  for (const {
    places: [start = 0, end = 0],
  } of found) {
    parts.push(text.slice(from, start));
    from = end;
  }
  return [...parts, text.slice(from)];
}

function replaced(
  text: ScriptText,
  found: readonly PatternMatch[],
  by: ScriptValue,
  context: PatternContext,
): ScriptValue {
  const between = around(text, found);
  const parts: ScriptText[] = [];
  for (const [index, match] of found.entries()) {
    if (!context.spend(1 + match.places.length)) return UNKNOWN_VALUE;
    const groups = groupsOf(text, match);
    const own = by.kind === 'text' ? filledIn(by.text, groups) : calledWith(by, groups, match, text, context);
    if (own === undefined) return UNKNOWN_VALUE;
    parts.push(between[index] ?? madeText(''), own);
  }
  return ofText(joinRuns([...parts, between.at(-1) ?? madeText('')]));
}

/** The return value of a function called with a match. */
function calledWith(
  called: ScriptValue,
  groups: readonly ScriptValue[],
  { places: [start = 0] }: PatternMatch,
  text: ScriptText,
  context: PatternContext,
): ScriptText | undefined {
  if (called.kind !== 'function') return undefined;
  const made = context.call(called, [...groups, ofNumber(start), ofText(text)]);
  return made.kind === 'text' || made.kind === 'number' ? made.text : undefined;
}

/** A replacement with its `$1`, `$&` and `$$` filled in; `undefined` if it has others. */
function filledIn(by: ScriptText, groups: readonly ScriptValue[]): ScriptText | undefined {
  const parts: ScriptText[] = [];
  let from = 0;
  for (let at = by.text.indexOf('$'); at >= 0; at = by.text.indexOf('$', from)) {
    parts.push(by.slice(from, at));
    const sign = by.text.charAt(at + 1);
    const group =
      sign === '&' ? 0 : /[1-9]/.test(sign) && !/\d/.test(by.text.charAt(at + 2)) ? Number(sign) : -1;
    const value = groups[group];
    if (sign === '$') parts.push(by.slice(at, at + 1));
    else if (value === undefined) return undefined;
    else if (value.kind === 'text') parts.push(value.text);
    from = at + 2;
  }
  return joinRuns([...parts, by.slice(from)]);
}
