import type { Question } from '../../../dns/facts.ts';
import { printable } from '../../../text/printable.ts';
import type { Unanswered } from './outside.ts';
import { MAX_QUESTIONS_PER_RECORD } from './query-limits.ts';

/** Names that a line gives before it only counts them. */
const MAX_NAMED = 5;

/** Something that depends on DNS and was not checked. */
export interface UnansweredLine {
  /** The reason in one sentence that "Not checked: " may begin. */
  readonly text: string;
  /** Queries or names. */
  readonly count: number;
  readonly isLimit?: true;
}

/** What depends on DNS and was not checked, a line for each reason. */
export function unansweredLines(unanswered: Unanswered): readonly UnansweredLine[] {
  const { faults, failures, exceeded, unsent } = unanswered;
  return [
    ...faultLines(unanswered).map((text, i) => ({ text, count: faults[i]?.questions.length ?? 1 })),
    ...failureLines(unanswered).map((text) => ({ text, count: failures.length })),
    ...exceededLines(unanswered).map((text) => ({ text, count: exceeded.length, isLimit: true as const })),
    ...unsentLines(unanswered).map((text) => ({ text, count: unsent.length, isLimit: true as const })),
  ];
}

/** Faults of the resolver itself: one line for each kind of fault, however many queries met it. */
export function faultLines({ resolver, faults }: Unanswered): readonly string[] {
  return faults.map(
    ({ reason, questions }) =>
      `what depends on ${count(questions)}, because the resolver ${resolver} ${reason}`,
  );
}

function failureLines({ failures }: Unanswered): readonly string[] {
  if (failures.length === 0) return [];
  const questions = failures.map(
    ({ question, answer }) => `${written(question)} (${answer.status.toUpperCase()})`,
  );
  return [`what depends on DNS queries that failed: ${listed(questions)}`];
}

/** What a limit kept from being asked. */
export function limitLines(unanswered: Unanswered): readonly string[] {
  return [...exceededLines(unanswered), ...unsentLines(unanswered)];
}

function exceededLines({ exceeded }: Unanswered): readonly string[] {
  if (exceeded.length === 0) return [];
  const names = listed(exceeded.map((name) => `"${name === '' ? '.' : name}"`));
  return [
    `what depends on more than ${MAX_QUESTIONS_PER_RECORD} DNS queries for the records of one name: ${names}`,
  ];
}

function unsentLines({ unsent, limit }: Unanswered): readonly string[] {
  if (unsent.length === 0) return [];
  return [`what depends on ${count(unsent)} that were not sent: mailtxt sends ${limit}`];
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
