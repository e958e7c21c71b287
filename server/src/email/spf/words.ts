import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import { oddSpacesIn, skipWhitespace } from './characters.ts';
import type { Faults } from './faults.ts';

/** The words after the version. RFC 7208 §4.6.1: terms are separated only by one or more SP. */
export function spfWordsOf(text: string, start: number, faults: Faults): readonly Range[] {
  return /[^ -~]/.test(text) ? readWords(text, start, faults) : plainWords(text, start);
}

/** For text in printable ASCII, in which the only whitespace is SP. */
function plainWords(text: string, start: number): readonly Range[] {
  const words: Range[] = [];
  for (let at = start; at < text.length;) {
    const next = text.indexOf(' ', at);
    const end = next < 0 ? text.length : next;
    if (end > at) words.push(rangeOf(at, end));
    at = end + 1;
  }
  return words;
}

function readWords(text: string, start: number, faults: Faults): readonly Range[] {
  const words: Range[] = [];
  let at = start;
  while (at < text.length) {
    const next = skipWhitespace(text, at);
    noteOddSpaces(text, at, next, faults);
    at = next;
    while (at < text.length && skipWhitespace(text, at) === at) at++;
    if (at > next) words.push(rangeOf(next, at));
  }
  return words;
}

function noteOddSpaces(text: string, start: number, end: number, faults: Faults): void {
  const isOneSpace = end - start === 1 && text[start] === ' ';
  const names = isOneSpace ? [] : oddSpacesIn(text.slice(start, end));
  if (names.length === 0) return;
  const reason = end === text.length ? 'end' : 'between';
  faults.add({ code: 'separator', range: rangeOf(start, end), reason, spaces: names.join(' and ') });
}
