import type { Question } from '../../../dns/facts.ts';
import { printable } from '../../../text/printable.ts';
import type { Unanswered } from './outside.ts';
import { MAX_QUESTIONS_PER_RECORD } from './query-limits.ts';

/** Names that a line gives before it only counts them. */
const MAX_NAMED = 5;

/** What depends on DNS and was not checked, each reason in one sentence that "Not checked: " may begin. */
export function unansweredLines(unanswered: Unanswered): readonly string[] {
  return [...faultLines(unanswered), ...failureLines(unanswered), ...limitLines(unanswered)];
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
export function limitLines({ unsent, limit, exceeded }: Unanswered): readonly string[] {
  const lines: string[] = [];
  if (exceeded.length > 0) {
    const names = listed(exceeded.map((name) => `"${name === '' ? '.' : name}"`));
    lines.push(
      `what depends on more than ${MAX_QUESTIONS_PER_RECORD} DNS queries for the records of one name: ${names}`,
    );
  }
  if (unsent.length > 0) {
    lines.push(`what depends on ${count(unsent)} that were not sent: mailtxt sends ${limit}`);
  }
  return lines;
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
