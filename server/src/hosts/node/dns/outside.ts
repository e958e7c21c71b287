import type { Answer, DnsFacts, Question, QuestionType } from '../../../dns/facts.ts';
import { NO_FACTS } from '../../../dns/facts.ts';
import type { DomainName } from '../../../dns/names.ts';

/** What is known about DNS outside of the workspace, and how more is learned. */
export interface OutsideDns extends DnsFacts {
  /** `owner`: the name of the records that lead to the question; there is a limit for each. */
  ask<T extends QuestionType>(name: DomainName, type: T, owner?: DomainName): Answer<T>;
  /** Whether more may ever be known than now. */
  readonly grows: boolean;
  /** Questions that are to be sent, or wait for a reply. */
  readonly open: number;
  /** Sends them and waits for the replies. Returns the names about which something new is known. */
  settle(options?: SettleOptions): Promise<ReadonlySet<DomainName>>;
  /** What failed, and what a limit kept back. */
  unanswered(): Unanswered;
  /** Names that were asked for and that nothing more will be known of. */
  unresolved(): UnresolvedNames;
  /** All names of {@link unresolved}, where nothing more is ever known; other threads add theirs. In no order of the alphabet. */
  readonly unresolvedNames?: Set<DomainName>;
  /** The answers that were used. */
  answersUsed(): readonly AnsweredQuestion[];
  /** Drops the questions that are not sent yet and returns their names. Whatever still needs them asks again. */
  forgetNoted(): readonly DomainName[];
  /** The documents changed: what the records at each name may ask is counted from zero. */
  restartCounts(): void;
  /** Notes again what the limit on all queries kept back. */
  retryUnsent(): void;
  /** Everything that has been answered is to be asked again. */
  refresh(): void;
  /** Nothing more is sent, and replies are not waited for. */
  close(): void;
}

export interface UnresolvedNames {
  /** The first of them in the order of the alphabet, rather not an address or a wildcard; `undefined`: there is none. */
  readonly example: DomainName | undefined;
  readonly count: number;
}

export const NO_UNRESOLVED_NAMES: UnresolvedNames = { example: undefined, count: 0 };

/** Names that are counted without an answer. Few runs lack more, and each takes room. */
export const MAX_UNRESOLVED_NAMES = 100_000;

export interface AnsweredQuestion {
  readonly question: Question;
  readonly answer: Answer;
}

/** Nothing of this is taken for absence: what depends on it is not checked. */
export interface Unanswered {
  /** As users know it: an address, a URL, `system (192.0.2.53)`. */
  readonly resolver: string;
  /** Faults of the resolver itself. */
  readonly faults: readonly {
    /** The end of a sentence that the resolver's name begins. */
    readonly reason: string;
    readonly questions: readonly Question[];
  }[];
  /** The resolver reports that a server of the name failed, or answers other questions but not these. */
  readonly failures: readonly AnsweredQuestion[];
  /** Questions that the limit on all queries kept back, and what that limit is. */
  readonly unsent: readonly Question[];
  readonly limit: string;
  /** Names whose records lead to more questions than they may. */
  readonly exceeded: readonly DomainName[];
}

export interface SettleOptions {
  /** On abort the caller gets what there is; replies to queries that were sent are still kept. */
  readonly signal?: AbortSignal;
  /** Called with each answer. */
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
    settle: () => Promise.resolve(new Set()),
    unanswered: () => NOTHING_UNANSWERED,
    answersUsed: () => [],
    forgetNoted: () => [],
    restartCounts: () => undefined,
    retryUnsent: () => undefined,
    refresh: () => undefined,
    close: () => undefined,
  };
}
