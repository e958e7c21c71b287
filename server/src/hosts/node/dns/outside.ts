import type { Answer, DnsFacts, Question } from '../../../dns/facts.ts';
import { NO_FACTS } from '../../../dns/facts.ts';
import type { DomainName } from '../../../dns/names.ts';

/** What is known of the DNS outside of the workspace, and how more of it is got to know. */
export interface OutsideDns extends DnsFacts {
  /** Whether more may ever be known than now. */
  readonly grows: boolean;
  /** Questions that somebody has asked and that are still to be answered. */
  readonly open: number;
  /** Gets them answered. Returns the names of which there is news. */
  settle(options?: SettleOptions): Promise<ReadonlySet<DomainName>>;
  /** Questions to which a server failed, or kept silent. */
  failures(): readonly AnsweredQuestion[];
  /** The answers that somebody has been given. */
  answersUsed(): readonly AnsweredQuestion[];
  /** Takes back what nobody has been asked yet, and says what it was. Whoever wants it still asks again. */
  forgetNoted(): readonly DomainName[];
  /** All that has been answered is to be asked once more. */
  refresh(): void;
  /** Nothing is asked any more, and what is on its way is given up. */
  close(): void;
}

/** An answer that was used, for those who want to keep it. */
export interface AnsweredQuestion {
  readonly question: Question;
  readonly answer: Answer;
}

export interface SettleOptions {
  /** Who gives up waiting gets what there is; what has been sent by then is still received, for others. */
  readonly signal?: AbortSignal;
  /** Called with each answer. */
  readonly answered?: () => void;
}

/** Facts that do not grow: those of a file, or none. */
export function fixedDns(facts: DnsFacts = NO_FACTS): OutsideDns {
  return {
    ask: (name, type) => facts.ask(name, type),
    grows: false,
    open: 0,
    settle: () => Promise.resolve(new Set()),
    failures: () => [],
    answersUsed: () => [],
    forgetNoted: () => [],
    refresh: () => undefined,
    close: () => undefined,
  };
}
