import { HOLE } from '../../text/mapped-text.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import { skipWhitespace } from './characters.ts';
import { Faults } from './faults.ts';
import { hasJointBetween } from '../joints.ts';
import type { SpfVersion } from './model.ts';
import { slipsBetween } from '../../text/nearest-name.ts';

export interface VersionReading {
  readonly version: SpfVersion;
  /** Where the terms begin, including the spaces before them. */
  readonly termsStart: number;
  readonly faults: Faults;
}

/** The common beginning of all others. Most text records are something else. */
const POSSIBLE = /s|v(?:[^=]|=(?:[s\s]|[^\s;=:]{1,7}[\s:]|[-+~?]))/iy;
const EXACT = /v=spf1/iy;
/** Sender ID, not SPF: RFC 4406. */
const SENDER_ID = /spf2\.0\//iy;
const LOOSE = /v\s*[=:]\s*spf(?:\s+1(?=[\s;,.:]|$)|[^\s]*)/iy;
/** Only certain if terms of SPF follow. */
const WEAK =
  /(?:v\s*(?:=\s*)?)?spf[-_ ]?v?1?[;:,.]?(?=\s)|v=([^\s;=:]{2,6})(?=\s)|v=(?=[-+~?]?(?:include|ip[46]|a|mx):)/iy;

const TERM_AHEAD =
  /[-+~?]?(?:(?:include|exists|ip[46]):|(?:redirect|exp)=|(?:a|mx|ptr)[:/]|(?:a|mx|ptr|all)(?=[\s;,]|$))/iy;
const TERM =
  /^[-+~?]?(?:(?:include|exists|ip[46]|a|mx|ptr):\S+|(?:a|mx|ptr)(?:\/[\d/]+)?|all|(?:redirect|exp)=\S+)$/i;
const SURE_TERM = /^(?:[-~?+]all|[-+~?]?(?:include|ip4|ip6):\S+|redirect=\S+)$/i;

/**
 * Reads the version of a record that is meant to be SPF; `undefined` if it is something else. RFC 7208 §4.5: the record begins
 * with exactly `v=spf1`, in any case, and a space or its end.
 */
export function readVersion(text: string, joints: readonly number[] = []): VersionReading | undefined {
  const faults = new Faults();
  const start = skipLead(text, faults);
  if (matchEnd(POSSIBLE, text, start) === undefined) return undefined;
  const exactEnd = matchEnd(EXACT, text, start);
  if (exactEnd !== undefined) return readExact(text, rangeOf(start, exactEnd), joints, faults);
  const wrongEnd = wrongVersionEnd(text, start);
  if (wrongEnd === undefined) return undefined;
  return wrongVersion(rangeOf(start, wrongEnd), faults);
}

/** Spaces and quotes before the version. They are part of the value, and are wrong there. */
function skipLead(text: string, faults: Faults): number {
  let at = skipWhitespace(text, 0);
  if (at > 0) faults.add({ code: 'leading-blank', range: rangeOf(0, at) }, 'none');
  if (text[at] !== '"' && text[at] !== "'") return at;
  const quotes = at;
  while (text[at] === '"' || text[at] === "'") at++;
  faults.add({ code: 'literal-quotes', range: rangeOf(quotes, at) }, 'none');
  return skipWhitespace(text, at);
}

function readExact(text: string, at: Range, joints: readonly number[], faults: Faults): VersionReading {
  const isSelected = !faults.any;
  const next = text[at.end];
  if (next === undefined || next === ' ' || next === HOLE) {
    return { version: { range: at, selected: isSelected }, termsStart: at.end, faults };
  }
  // Other whitespace is reported with the separators. A quote is one of a pair.
  const isWhitespace = skipWhitespace(text, at.end) > at.end;
  const isClosed = (next === '"' || next === "'") && at.end + 1 === text.length;
  if (isWhitespace || isClosed) {
    return { version: { range: at, selected: false }, termsStart: at.end, faults };
  }
  const isJoint = hasJointBetween(joints, at.end, at.end);
  if (isJoint || matchEnd(TERM_AHEAD, text, at.end) !== undefined) {
    const after = rangeOf(at.end, at.end);
    faults.add({ code: 'missing-space', range: at, reason: 'version', before: at, after }, 'none');
    return { version: { range: at, selected: false }, termsStart: at.end, faults };
  }
  const isPunctuated = /[;:,.]/.test(next) && matchEnd(TERM_AHEAD, text, at.end + 1) !== undefined;
  return wrongVersion(rangeOf(at.start, isPunctuated ? at.end + 1 : wordEnd(text, at.end)), faults);
}

function wrongVersion(at: Range, faults: Faults): VersionReading {
  faults.add({ code: 'version', range: at }, 'none');
  return { version: { range: at, selected: false }, termsStart: at.end, faults };
}

function wrongVersionEnd(text: string, start: number): number | undefined {
  if (matchEnd(SENDER_ID, text, start) !== undefined) return undefined;
  const loose = matchEnd(LOOSE, text, start);
  if (loose !== undefined) return loose;
  WEAK.lastIndex = start;
  const weak = WEAK.exec(text);
  if (weak === null || !areTerms(text.slice(WEAK.lastIndex))) return undefined;
  const tag = weak[1];
  if (tag !== undefined && slipsBetween(tag.toLowerCase(), 'spf1', 2) > 2) return undefined;
  return start + weak[0].length;
}

/** Whether all words look like SPF, and at least one of them can only be SPF. */
function areTerms(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return words.every((word) => TERM.test(word)) && words.some((word) => SURE_TERM.test(word));
}

function wordEnd(text: string, at: number): number {
  while (at < text.length && skipWhitespace(text, at) === at && text[at] !== HOLE) at++;
  return at;
}

function matchEnd(sticky: RegExp, text: string, at: number): number | undefined {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : undefined;
}
