import { parseIp } from '../../dns/address.ts';
import { HOLE } from '../../text/mapped-text.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import { oddRunsIn } from './characters.ts';
import { Faults } from './faults.ts';
import { cutsOf, piecesBetween } from './glued-terms.ts';
import { guessTerm } from './guess.ts';
import type { SpfTerm } from './model.ts';
import { readPunctuation } from './punctuation.ts';
import type { Head, TermReading } from './terms.ts';
import {
  headAt,
  isQualifier,
  isTerm,
  mechanismNamed,
  readMechanism,
  readTerm,
  splitArgument,
  takesAddress,
} from './terms.ts';
import { isArgument } from './domain-spec.ts';

/** The content of one word of a record: one term, several if their separator is wrong, or none. */
export interface WordReading {
  readonly terms: readonly SpfTerm[];
  readonly faults: Faults;
}

/**
 * Valid words of this form have only one meaning: no second separator, no qualifier in the wrong place, no `-all` at the end.
 * Nearly every word has this form.
 */
const PLAIN =
  /^[-+~?]?(?:ip[46]:[\da-f:./]+|(?:include|exists|a|mx|ptr):[\da-z_][\da-z._]*(?:-(?!all$)[\da-z._]+)*(?:\/\d+)?|all|a|mx)$/i;

/** Reads a word by the grammar. If that finds a fault, determines what was meant. */
export function readWord(text: string, word: Range, joints: readonly number[]): WordReading {
  if (text.slice(word.start, word.end).includes(HOLE)) return readHoled(text, word);
  const exact = readTerm(text, word.start, word.end);
  const isUnknownModifier = exact?.term.kind === 'unknown-modifier';
  if (exact !== undefined && !exact.faults.any) {
    if (PLAIN.test(text.slice(word.start, word.end))) return single(exact);
    if (isUnknownModifier) return single(equalsForColon(text, word) ?? exact);
    const hasMacro = text.slice(word.start, word.end).includes('%');
    const list = hasMacro ? undefined : punctuated(text, word, joints, 2);
    return list ?? glued(text, word, joints, 'legal') ?? single(qualifierAfterColon(text, word) ?? exact);
  }
  if (isUnknownModifier) return single(exact);
  return (
    punctuated(text, word, joints, 1) ??
    glued(text, word, joints, 'permerror') ??
    single(qualifierAfterColon(text, word) ?? guessTerm(text, word) ?? exact ?? unread(text, word))
  );
}

function single(reading: TermReading): WordReading {
  return { terms: [reading.term], faults: reading.faults };
}

/** A part of the word is unknown, so no fault is reported in it. The text before the unresolved value can still show its kind. */
function readHoled(text: string, word: Range): WordReading {
  const faults = new Faults();
  const { nameRange } = headAt(text, word.start, word.end);
  const separator = text[nameRange.end];
  const isCertain = separator === ':' || separator === '/' || separator === '=';
  const exact = isCertain ? readTerm(text, word.start, word.end) : undefined;
  const term = exact?.term ?? { kind: 'unread', range: word, hasHole: true };
  return { terms: [{ ...term, hasHole: true }], faults };
}

/** Commas and semicolons between or after terms. There must be at least `least` pieces. */
function punctuated(
  text: string,
  word: Range,
  joints: readonly number[],
  least: number,
): WordReading | undefined {
  const found = readPunctuation(text, word);
  if (found === undefined || (least > 1 && found.pieces.length < least)) return undefined;
  const terms: SpfTerm[] = [];
  const faults = new Faults();
  const byStart = new Map(found.pieces.map((piece) => [piece.range.start, piece]));
  for (const mark of found.marks) {
    const piece = byStart.get(mark.end);
    const isFirst = mark.start === word.start;
    const insert = isFirst || piece === undefined ? '' : ` ${borrowedHead(text, piece.borrowed?.word)}`;
    faults.add({ code: 'punctuation', range: mark, insert });
  }
  for (const piece of found.pieces) {
    const reading =
      piece.borrowed === undefined
        ? readWord(text, piece.range, joints)
        : single(readBorrowed(text, piece.range, piece.borrowed));
    for (const term of reading.terms) terms.push(term);
    faults.addAll(reading.faults);
  }
  return { terms, faults };
}

/** `-ip4:` for an address that follows `-ip4:192.0.2.1,`. */
function borrowedHead(text: string, word: Range | undefined): string {
  if (word === undefined) return '';
  const { nameRange } = headAt(text, word.start, word.end);
  return `${text.slice(word.start, nameRange.end)}:`;
}

type Borrowed = NonNullable<NonNullable<ReturnType<typeof readPunctuation>>['pieces'][number]['borrowed']>;

function readBorrowed(text: string, piece: Range, { word, argument }: Borrowed): TermReading {
  const head = headAt(text, word.start, word.end);
  const kind = mechanismNamed(text.slice(head.nameRange.start, head.nameRange.end)) ?? 'a';
  const nowhere = rangeOf(piece.start, piece.start);
  const own: Head = {
    start: piece.start,
    qualifier: head.qualifier,
    qualifierRange: nowhere,
    nameRange: nowhere,
  };
  return readMechanism(text, kind, own, argument, piece.end);
}

/** Terms without a space between them. */
function glued(
  text: string,
  word: Range,
  joints: readonly number[],
  effect: 'permerror' | 'legal',
): WordReading | undefined {
  const cuts = cutsOf(text, word, joints, effect === 'legal');
  if (cuts.length === 0) return undefined;
  const pieces = piecesBetween(word, cuts);
  const terms: SpfTerm[] = [];
  const faults = new Faults();
  for (const [i, piece] of pieces.entries()) {
    const reading = readTerm(text, piece.start, piece.end);
    if (reading !== undefined) terms.push(reading.term);
    const before = pieces[i - 1];
    if (before === undefined) continue;
    const range = rangeOf(before.start, piece.end);
    const start = rangeOf(before.start, piece.start);
    faults.add({ code: 'missing-space', range, reason: 'between', before: start, after: piece }, effect);
  }
  return { terms, faults };
}

/** `ip4=192.0.2.1` is an unknown modifier for receivers: legal, but without effect (RFC 7208 §6). */
function equalsForColon(text: string, word: Range): TermReading | undefined {
  const head = headAt(text, word.start, word.end);
  const kind = mechanismNamed(text.slice(head.nameRange.start, head.nameRange.end));
  if (kind === undefined || kind === 'all') return undefined;
  const value = rangeOf(head.nameRange.end + 1, word.end);
  const argument = splitArgument(text, kind, true, value);
  const typed = text.slice(argument.value.start, argument.value.end);
  const isMeant = takesAddress(kind) ? parseIp(typed) !== undefined : isArgument(typed);
  if (!isMeant) return undefined;
  const reading = readMechanism(text, kind, { ...head, inert: true }, argument, word.end);
  const faults = new Faults();
  const replacement = `${text.slice(word.start, head.nameRange.end)}:${text.slice(value.start, value.end)}`;
  faults.add({ code: 'missing-colon', range: word, reason: 'equals', replacement }, 'legal');
  // The argument is checked as that of a mechanism, although receivers do not reach it.
  for (const fault of reading.faults.noted) faults.add(fault, 'legal');
  return { term: reading.term, faults };
}

/** `include:-example.com`: the grammar allows a name to begin with a hyphen, but no name does. */
function qualifierAfterColon(text: string, word: Range): TermReading | undefined {
  const head = headAt(text, word.start, word.end);
  const kind = mechanismNamed(text.slice(head.nameRange.start, head.nameRange.end));
  const sign = text[head.nameRange.end + 1];
  if (kind === undefined || kind === 'all' || text[head.nameRange.end] !== ':' || !isQualifier(sign)) {
    return undefined;
  }
  const at = rangeOf(head.nameRange.end + 2, word.end);
  const typed = text.slice(at.start, at.end);
  if (head.nameRange.start > word.start || !isArgument(typed)) return undefined;
  const name = text.slice(head.nameRange.start, head.nameRange.end);
  const own: Head = { ...head, qualifier: sign, qualifierRange: rangeOf(at.start - 1, at.start) };
  const reading = readMechanism(text, kind, own, splitArgument(text, kind, true, at), word.end);
  const isRight = isTerm(text, word.start, word.end);
  const replacement = `${kind === 'include' ? '' : sign}${name}:${typed}`;
  reading.faults.add(
    { code: 'qualifier-misplaced', range: word, reason: 'after-colon', replacement },
    isRight ? 'legal' : 'permerror',
  );
  return reading;
}

function unread(text: string, word: Range): TermReading {
  const faults = new Faults();
  const odd = oddRunsIn(text, word.start, word.end);
  for (const run of odd) faults.add({ code: 'character', ...run });
  if (odd.length === 0) faults.add({ code: 'unknown-mechanism', range: word, reason: 'unknown' });
  return { term: { kind: 'unread', range: word, hasHole: false }, faults };
}
