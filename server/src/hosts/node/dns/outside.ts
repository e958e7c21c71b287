import type { Answer, DnsFacts, Question, QuestionType } from '../../../dns/facts.ts';
import { NO_FACTS } from '../../../dns/facts.ts';
import type { DomainName } from '../../../dns/names.ts';

/** The known DNS answers outside the workspace, and how to get more. */
export interface OutsideDns extends DnsFacts {
  /** `owner`: the name of the records that lead to the question. There is a limit for each name. */
  ask<T extends QuestionType>(name: DomainName, type: T, owner?: DomainName): Answer<T>;
  /** Whether more answers can become known. */
  readonly grows: boolean;
  /** The number of questions that are to be sent, or wait for a reply. */
  readonly open: number;
  /** Sends them, and waits for the replies. Returns the names with new answers. */
  resolvePending(options?: ResolveOptions): Promise<ReadonlySet<DomainName>>;
  /** What failed, and what a limit prevented. */
  unanswered(): Unanswered;
  /** Queried names that will stay unresolved. */
  unresolved(): UnresolvedNames;
  /** All names of {@link unresolved}, if answers do not grow. Other threads add theirs. Not sorted. */
  readonly unresolvedNames?: Set<DomainName>;
  /** The answers that were used. */
  answersUsed(): readonly AnsweredQuestion[];
  /** Drops the questions that are not sent yet, and returns their names. Code that still needs them asks again. */
  forgetNoted(): readonly DomainName[];
  /** Restarts the counts of questions for each name, because the documents changed. */
  restartCounts(): void;
  /** Notes again the queries that the total limit prevented. */
  retryUnsent(): void;
  /** Marks everything answered to be queried again. */
  refresh(): void;
  /** Stops sending, and stops waiting for replies. */
  close(): void;
}

export interface UnresolvedNames {
  /** The first of them in alphabetical order, preferably not an address or a wildcard. `undefined`: there is none. */
  readonly example: DomainName | undefined;
  readonly count: number;
}

export const NO_UNRESOLVED_NAMES: UnresolvedNames = { example: undefined, count: 0 };

/** Names without an answer that are counted. Few runs have more, and each takes memory. */
export const MAX_UNRESOLVED_NAMES = 100_000;

export interface AnsweredQuestion {
  readonly question: Question;
  readonly answer: Answer;
}

/** Queries without an answer. None of them is treated as a negative answer: what depends on them is not checked. */
export interface Unanswered {
  /** The displayed name: an address, a URL, `system (192.0.2.53)`. */
  readonly resolver: string;
  /** Faults of the resolver itself. */
  readonly faults: readonly {
    /** The predicate of a sentence whose subject is the resolver. */
    readonly reason: string;
    readonly questions: readonly Question[];
  }[];
  /** Questions for which the resolver reports that a server failed, or for which it does not reply while it answers others. */
  readonly failures: readonly AnsweredQuestion[];
  /** Questions that the total limit prevented. `limit` describes that limit. */
  readonly unsent: readonly Question[];
  readonly limit: string;
  /** Names whose records lead to more questions than allowed. */
  readonly exceeded: readonly DomainName[];
}

export interface ResolveOptions {
  /** On abort, the caller gets the answers so far. Replies to sent queries are still stored. */
  readonly signal?: AbortSignal;
  /** Called for each answer. */
  readonly answered?: () => void;
}

export const NOTHING_UNANSWERED: Unanswered = {
  resolver: '',
  faults: [],
  failures: [],
  unsent: [],
  limit: '',
  exceeded: [],
};

/** Facts that do not grow: those of a file, or none. */
export function fixedDns(facts: DnsFacts = NO_FACTS): OutsideDns {
  const names = new Set<DomainName>();
  return {
    ask: (name, type) => {
      const answer = facts.ask(name, type);
      if (answer.status === 'pending' && names.size < MAX_UNRESOLVED_NAMES) names.add(name);
      return answer;
    },
    unresolved: () => {
      const sorted = [...names].sort();
      return { example: sorted.find((name) => !/^\*|\.arpa$/.test(name)) ?? sorted[0], count: names.size };
    },
    unresolvedNames: names,
    grows: false,
    open: 0,
    resolvePending: () => Promise.resolve(new Set()),
    unanswered: () => NOTHING_UNANSWERED,
    answersUsed: () => [],
    forgetNoted: () => [],
    restartCounts: () => undefined,
    retryUnsent: () => undefined,
    refresh: () => undefined,
    close: () => undefined,
  };
}
