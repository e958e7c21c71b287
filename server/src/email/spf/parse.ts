import type { MappedText } from '../../text/mapped-text.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { byPlace } from '../policy-record.ts';
import { Faults } from './faults.ts';
import { readJoinedWords } from './joined-words.ts';
import { hasJointBetween } from '../joints.ts';
import type { Directive, SpfFault, SpfRecord, SpfTerm, TargetModifier } from './model.ts';
import { isMechanism } from './model.ts';
import { readWord } from './read-word.ts';
import { readVersion } from './version.ts';
import { spfWordsOf } from './words.ts';

/**
 * Whether the text is meant to be SPF, valid or not: `v=spf1` in any case, and what can only be a typo for it (`v=spf2`,
 * `v=spf1;`, `v = spf1`). Whether receivers treat it as SPF is a separate question: see `SpfVersion.selected`.
 */
export function isSpf(text: string): boolean {
  return readVersion(text) !== undefined;
}

/** Parses a record that {@link isSpf} accepts. Never throws. Other text is read as a record without a version. */
export function parseSpf(value: MappedText): SpfRecord {
  const { text, joints } = value;
  const start = readVersion(text, joints);
  const faults = new Faults();
  if (start !== undefined) faults.addAll(start.faults);

  const isQuoted = faults.noted.some((fault) => fault.code === 'literal-quotes');
  const terms = readTerms(text, start?.termsStart ?? 0, isQuoted, joints, faults);
  noteRepeatedModifiers(terms, faults);

  const noted = faults.noted.map((fault) => atJoint(fault, joints)).sort(byPlace);
  const hasAll = terms.some((term) => term.kind === 'all');
  return {
    kind: 'spf',
    value,
    faults: noted,
    version: start?.version ?? { range: rangeOf(0, 0), selected: false },
    terms,
    directives: directivesIn(terms),
    redirect: hasAll ? undefined : firstModifier(terms, 'redirect'),
    exp: firstModifier(terms, 'exp'),
    permerror: noted.some((fault) => fault.effect === 'permerror'),
  };
}

function readTerms(
  text: string,
  start: number,
  isQuoted: boolean,
  joints: readonly number[],
  faults: Faults,
): readonly SpfTerm[] {
  const words = spfWordsOf(text, start, faults);
  const lastWord = words.at(-1);
  const all =
    isQuoted && lastWord !== undefined ? [...words.slice(0, -1), ...unquoted(text, lastWord)] : words;
  const terms: SpfTerm[] = [];
  let i = 0;
  while (i < all.length) {
    const joined = readJoinedWords(text, all, i, joints);
    const word = all[i];
    if (joined !== undefined) {
      terms.push(joined.term);
      faults.addAll(joined.faults);
    } else if (word !== undefined) {
      const reading = readWord(text, word, joints);
      for (const term of reading.terms) terms.push(term);
      faults.addAll(reading.faults);
    }
    i += joined?.count ?? 1;
  }
  return terms;
}

/** The last word without the quotes that match those before the record. */
function unquoted(text: string, word: Range): readonly Range[] {
  let end = word.end;
  while (end > word.start && (text[end - 1] === '"' || text[end - 1] === "'")) end--;
  return end > word.start ? [rangeOf(word.start, end)] : [];
}

/** RFC 7208 §6: redirect and exp must not occur more than once each. */
function noteRepeatedModifiers(terms: readonly SpfTerm[], faults: Faults): void {
  for (const kind of ['redirect', 'exp'] as const) {
    const [first, ...others] = terms.filter((term) => term.kind === kind);
    for (const { range } of others) {
      faults.add({ code: 'duplicate-modifier', range, name: kind, first: first?.range ?? range });
    }
  }
}

function directivesIn(terms: readonly SpfTerm[]): readonly Directive[] {
  const walked = terms.filter((term): term is Directive => term.kind === 'unread' || isMechanism(term));
  const effective = walked.filter((term) => term.kind === 'unread' || !term.inert);
  const all = effective.findIndex((term) => term.kind === 'all');
  return all < 0 ? effective : effective.slice(0, all + 1);
}

function firstModifier(terms: readonly SpfTerm[], kind: 'redirect' | 'exp'): TargetModifier | undefined {
  return terms.find((term): term is TargetModifier => term.kind === kind);
}

/** A space that is missing where two strings meet is a fault of the split into strings. */
function atJoint(fault: SpfFault, joints: readonly number[]): SpfFault {
  if (fault.code !== 'missing-space') return fault;
  const { range, effect, before, after } = fault;
  const isAtJoint = hasJointBetween(joints, after.start, after.start);
  return isAtJoint ? { code: 'terms-glued-at-joint', range, effect, before, after } : fault;
}
