import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import { jointsBetween } from '../joints.ts';
import { isTerm } from './terms.ts';

/** Where a term can begin inside a word: its qualifier, and a name with its separator, or `all` at the end. */
const BEGINNINGS = /[-+~?]?(?:(?:include|exists|ip[46]|ptr|mx|a):|(?:redirect|exp)=|all$)/gi;
/** Beginnings that are not part of any host name, so that they are terms even inside a valid domain-spec. */
const SURE_BEGINNINGS = /[-+~?]?(?:include|exists|ip[46]):|redirect=|-all$/gi;
const SURE_BEGINNING = /^(?:[-+~?]?(?:include|exists|ip[46]):|redirect=|-all$)/i;

/** The maximum number of places to try in one word, so that the work is proportional to the text. */
const MAX_TRIED = 64;

/**
 * Where a word must be split so that each piece is a valid term: `ip4:192.0.2.1include:example.com`, `mx-all`. A joint of two
 * strings counts as a place. Empty if there is no such way.
 *
 * @param isRight whether the word is a valid term as it is
 */
export function cutsOf(
  text: string,
  word: Range,
  joints: readonly number[],
  isRight: boolean,
): readonly number[] {
  const places = isRight ? sureBeginningsIn(text, word, joints) : beginningsIn(text, word, joints);
  if (places.length > MAX_TRIED) return [];
  const cuts: number[] = [];
  let start = word.start;
  for (const place of places) {
    if (place <= start || !isTerm(text, start, place)) continue;
    cuts.push(place);
    start = place;
  }
  return cuts.length > 0 && isTerm(text, start, word.end) ? cuts : [];
}

function beginningsIn(text: string, word: Range, joints: readonly number[]): readonly number[] {
  const inside = jointsBetween(joints, word.start + 1, word.end - 1);
  return [...new Set([...matchesIn(text, word, BEGINNINGS), ...inside])].sort((a, b) => a - b);
}

/** In a valid word, a joint counts only if the text after it can only be a term. */
function sureBeginningsIn(text: string, word: Range, joints: readonly number[]): readonly number[] {
  const inside = jointsBetween(joints, word.start + 1, word.end - 1);
  const sure = inside.filter((joint) => SURE_BEGINNING.test(text.slice(joint, word.end)));
  const places = matchesIn(text, word, SURE_BEGINNINGS);
  return sure.length === 0 ? places : [...new Set([...places, ...sure])].sort((a, b) => a - b);
}

function matchesIn(text: string, word: Range, pattern: RegExp): number[] {
  const typed = text.slice(word.start, word.end);
  return Array.from(typed.matchAll(pattern), (match) => word.start + match.index);
}

/** The pieces of a word between the splits. */
export function piecesBetween(word: Range, cuts: readonly number[]): readonly Range[] {
  const starts = [word.start, ...cuts];
  return starts.map((start, i) => rangeOf(start, cuts[i] ?? word.end));
}
