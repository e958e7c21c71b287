import type { DomainName } from '../../../dns/names.ts';

/**
 * Questions about DNS that the records at one name may lead to. RFC 7208 §4.6.4 allows a receiver 10 terms and 10 names of
 * each `mx`, so at most 110 queries, for IPv4 or for IPv6. This leaves room to count by how much a record exceeds that.
 */
export const MAX_QUESTIONS_PER_RECORD = 200;

/** DNS queries that one run of the command line sends: enough for 1,000 domains with 5 names of other domains each. */
export const MAX_QUERIES_PER_RUN = 5000;

/** DNS queries that the language server sends in one minute. The rest is sent in the minutes after it. */
export const MAX_QUERIES_PER_MINUTE = 500;

/**
 * Rounds of DNS queries in one run of the command line, and between two edits: answers lead to questions, and receivers do
 * not follow them this far.
 */
export const MAX_ROUNDS = 64;

/** A minute in milliseconds. */
export const MINUTE = 60_000;

/** The number of queries that may still be sent. */
export interface QueryAllowance {
  /** Counts one query. Returns false if it must not be sent. */
  take(): boolean;
  /** The limit as part of a sentence: `at most 5,000 DNS queries in one run`. */
  readonly limit: string;
}

export function allowancePerRun(max = MAX_QUERIES_PER_RUN): QueryAllowance {
  let sent = 0;
  return {
    take: () => sent++ < max,
    limit: `at most ${max.toLocaleString('en-US')} DNS queries in one run`,
  };
}

/** `now`: milliseconds on any clock. */
export function allowancePerMinute(
  now: () => number = Date.now,
  max = MAX_QUERIES_PER_MINUTE,
): QueryAllowance {
  let since = -Infinity;
  let sent = 0;
  return {
    take() {
      if (now() - since >= MINUTE) {
        since = now();
        sent = 0;
      }
      return sent++ < max;
    },
    limit: `at most ${max.toLocaleString('en-US')} DNS queries per minute`,
  };
}

/**
 * Decides which questions the records at each name may ask. Invariant: an allowed question stays allowed until the counts restart,
 * so that each question is counted once, however often it is asked until nothing is pending.
 */
export class RecordBudget {
  private readonly allowed = new Map<DomainName, Set<string>>();
  private readonly over = new Set<DomainName>();

  /** `owner`: the name of the records that lead to the question. */
  allows(owner: DomainName, question: string): boolean {
    let questions = this.allowed.get(owner);
    if (questions === undefined) this.allowed.set(owner, (questions = new Set()));
    if (questions.has(question)) return true;
    if (questions.size >= MAX_QUESTIONS_PER_RECORD) {
      this.over.add(owner);
      return false;
    }
    // Questions that were rejected before the restart are asked again.
    if (questions.size === 0) this.over.delete(owner);
    questions.add(question);
    return true;
  }

  /** The names whose records would have asked more. */
  exceeded(): readonly DomainName[] {
    return [...this.over];
  }

  /** Restarts the counts. Exceeded names stay exceeded until their records ask again. */
  restart(): void {
    this.allowed.clear();
  }

  /** Restarts the counts, with nothing exceeded. */
  clear(): void {
    this.restart();
    this.over.clear();
  }
}
