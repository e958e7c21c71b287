import { orRoot } from '../../../dns/names.ts';
import type { Question } from '../../../dns/facts.ts';
import { printable } from '../../../text/printable.ts';
import type { Unanswered } from './outside.ts';
import { MAX_QUESTIONS_PER_RECORD } from './query-limits.ts';

/** Names that a line about unanswered queries lists. The others are counted. */
const MAX_NAMED = 5;

/** Something that depends on DNS and was not checked. */
export interface UnansweredLine {
  /** What was not checked and why, to follow "Not checked: ". */
  readonly text: string;
  /** The number of queries or names. */
  readonly count: number;
  readonly isLimit?: true;
}

/** What depends on DNS and was not checked, with one line for each reason. */
export function unansweredLines(unanswered: Unanswered): readonly UnansweredLine[] {
  const { faults, failures, exceeded, unsent } = unanswered;
  return [
    ...faultLines(unanswered).map((text, i) => ({ text, count: faults[i]?.questions.length ?? 1 })),
    ...failureLines(unanswered).map((text) => ({ text, count: failures.length })),
    ...exceededLines(unanswered).map((text) => ({ text, count: exceeded.length, isLimit: true as const })),
    ...unsentLines(unanswered).map((text) => ({ text, count: unsent.length, isLimit: true as const })),
  ];
}

/** Faults of the resolver itself: one line for each kind of fault, however many queries it affects. */
export function faultLines({ resolver, faults }: Unanswered): readonly string[] {
  return faults.map(
    ({ reason, questions }) =>
      `everything that depends on ${count(questions)}, because the resolver ${resolver} ${reason}`,
  );
}

function failureLines({ failures }: Unanswered): readonly string[] {
  if (failures.length === 0) return [];
  const questions = failures.map(
    ({ question, answer }) => `${written(question)} (${answer.status.toUpperCase()})`,
  );
  return [`everything that depends on failed DNS queries: ${listed(questions)}`];
}

/** Lines about queries that a limit prevented. */
export function limitLines(unanswered: Unanswered): readonly string[] {
  return [...exceededLines(unanswered), ...unsentLines(unanswered)];
}

function exceededLines({ exceeded }: Unanswered): readonly string[] {
  if (exceeded.length === 0) return [];
  const names = listed(exceeded.map((name) => `"${orRoot(name)}"`));
  return [
    `everything that requires more than ${MAX_QUESTIONS_PER_RECORD} DNS queries for the records of one name: ${names}`,
  ];
}

function unsentLines({ unsent, limit }: Unanswered): readonly string[] {
  if (unsent.length === 0) return [];
  return [`everything that depends on ${count(unsent)} that mailtxt did not send: it sends ${limit}`];
}

function count(questions: readonly Question[]): string {
  const [first] = questions;
  return questions.length === 1 && first !== undefined
    ? `the DNS query ${written(first)}`
    : `${questions.length.toLocaleString('en-US')} DNS queries`;
}

export function written({ name, type }: Question): string {
  return `${name}. ${type}`;
}

function listed(items: readonly string[]): string {
  const sorted = [...items].sort();
  const more = sorted.length - MAX_NAMED;
  return `${printable(sorted.slice(0, MAX_NAMED).join(', '))}${more > 0 ? ` and ${more} more` : ''}`;
}
