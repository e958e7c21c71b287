import { HOLE } from '../../text/mapped-text.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import { oddRunsIn } from './characters.ts';
import type { Faults } from './faults.ts';
import type { Macro, MacroLetter, MacroPart, MacroString } from './model.ts';
import { indexWithin } from './offsets.ts';

/**
 * The place of a macro-string. `%{c}`, `%{r}` and `%{t}` are only for explanation text (RFC 7208 §7.2), which can also have
 * spaces (§6.2). The value of an unknown modifier is never expanded, so it can have any letter.
 */
export type MacroPlace = 'domain' | 'explanation' | 'unknown-modifier';

const MACRO = /^([a-z])(\d*)(r?)([-.+,/_=]*)$/i;
const LETTERS = 'slodiphcrtv';
const ESCAPES: Readonly<Record<string, '%' | ' ' | '%20'>> = { '%%': '%', '%_': ' ', '%-': '%20' };

/** Reads the text between two offsets as a macro-string: RFC 7208 §7.1. */
export function readMacroString(
  text: string,
  start: number,
  end: number,
  place: MacroPlace,
  faults: Faults,
): MacroString {
  const parts: MacroPart[] = [];
  let at = start;
  while (at < end) {
    const part = readPart(text, at, end, place, faults);
    parts.push(part);
    at = part.range.end;
  }
  if (place !== 'explanation') {
    for (const odd of oddRunsIn(text, start, end)) faults.add({ code: 'character', ...odd });
  }
  return { range: rangeOf(start, end), parts };
}

function readPart(text: string, at: number, end: number, place: MacroPlace, faults: Faults): MacroPart {
  const first = text[at];
  if (first === HOLE) return { kind: 'hole', range: rangeOf(at, at + 1) };
  if (first !== '%') {
    const to = literalEnd(text, at, end);
    return { kind: 'literal', text: text.slice(at, to), range: rangeOf(at, to) };
  }
  const pair = text.slice(at, Math.min(at + 2, end));
  if (pair === '%{') return readMacro(text, at, end, place, faults);
  const escape = ESCAPES[pair];
  if (escape !== undefined) return { kind: 'escape', text: escape, range: rangeOf(at, at + 2) };
  faults.add({ code: 'macro-syntax', range: rangeOf(at, at + 1), reason: 'bare' });
  return { kind: 'invalid', range: rangeOf(at, at + 1) };
}

function literalEnd(text: string, at: number, end: number): number {
  while (at < end && text[at] !== '%' && text[at] !== HOLE) at++;
  return at;
}

function readMacro(text: string, at: number, end: number, place: MacroPlace, faults: Faults): MacroPart {
  const brace = indexWithin(text, '}', at, end);
  if (brace === end) {
    faults.add({ code: 'macro-syntax', range: rangeOf(at, end), reason: 'unclosed' });
    return { kind: 'invalid', range: rangeOf(at, end) };
  }
  const whole = rangeOf(at, brace + 1);
  const body = text.slice(at + 2, brace);
  const invalid = (reason: 'empty' | 'letter' | 'transformer' | 'zero'): MacroPart => {
    faults.add({ code: 'macro-syntax', range: whole, reason });
    return { kind: 'invalid', range: whole };
  };
  const [, letter = '', digits = '', reverse = '', delimiters = ''] = MACRO.exec(body) ?? [];
  if (body === '') return invalid('empty');
  if (!LETTERS.includes(body.charAt(0).toLowerCase())) return invalid('letter');
  if (letter === '') return invalid('transformer');
  // RFC 7208 §7.3: "If a DIGIT is specified, the value MUST be nonzero."
  if (digits !== '' && Number(digits) === 0) return invalid('zero');
  const lower = letter.toLowerCase() as MacroLetter;
  if (place === 'domain' && (lower === 'c' || lower === 'r' || lower === 't')) {
    faults.add({ code: 'macro-exp-only', range: whole, reason: lower });
  }
  return macroOf(whole, lower, letter !== lower, digits, reverse, delimiters);
}

function macroOf(
  whole: Range,
  letter: MacroLetter,
  escaped: boolean,
  digits: string,
  reverse: string,
  delimiters: string,
): Macro {
  const letterAt = whole.start + 2;
  const digitsAt = letterAt + 1;
  const reverseAt = digitsAt + digits.length;
  const delimitersAt = reverseAt + reverse.length;
  return {
    kind: 'macro',
    range: whole,
    letter,
    letterRange: rangeOf(letterAt, digitsAt),
    escaped,
    keep: digits === '' ? undefined : Number(digits),
    keepRange: rangeOf(digitsAt, reverseAt),
    reversed: reverse !== '',
    reversedRange: rangeOf(reverseAt, delimitersAt),
    delimiters: delimiters === '' ? '.' : delimiters,
    delimitersRange: rangeOf(delimitersAt, delimitersAt + delimiters.length),
  };
}

export function macrosOf(string: MacroString): readonly Macro[] {
  return string.parts.filter((part) => part.kind === 'macro');
}
