import type { Answer, Question, QuestionType } from '../../../dns/facts.ts';
import { isFailure, PENDING } from '../../../dns/facts.ts';
import type { DomainName } from '../../../dns/names.ts';
import { canBeAsked } from './names.ts';
import { NO_UNRESOLVED_NAMES } from './outside.ts';
import type { AnsweredQuestion, OutsideDns, SettleOptions, Unanswered, UnresolvedNames } from './outside.ts';
import { allowancePerRun, MINUTE, RecordBudget } from './query-limits.ts';
import type { QueryAllowance } from './query-limits.ts';
import type { FinalReply, Resolver } from './resolver.ts';
import { faultOfSilence } from './resolver-fault.ts';
import type { ResolverFault } from './resolver-fault.ts';
import { resolveThroughAliases } from './resolver.ts';
import { Slots } from './slots.ts';

export interface DnsSessionOptions {
  readonly resolver: Resolver;
  /** As users know it. */
  readonly resolverName?: string;
  /** Milliseconds after which a question is given up, its repetitions and aliases with it. */
  readonly limitMs: number;
  /** Questions that are asked at a time. */
  readonly inFlight?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds for which an answer is not asked for again; {@link lifetimeOf} by default. */
  readonly lifetime?: (reply: FinalReply) => number;
  /** How many queries may be sent; {@link allowancePerRun} by default. */
  readonly allowance?: QueryAllowance;
}

interface Kept {
  readonly question: Question;
  readonly answer: Answer;
  /** Of the resolver itself. */
  readonly fault: ResolverFault | undefined;
  /** On the session's clock. */
  readonly until: number;
}

/** Queries at a time: what one resolver answers without dropping any. */
const IN_FLIGHT = 16;

/** Queries in a row on which the resolver itself failed, after which no more are sent. */
export const MAX_FAULTS_IN_A_ROW = 32;

/** For answers whose resolver does not say, and the bounds for those whose resolver does. */
const LIFETIME = 5 * MINUTE;
const LEAST_LIFETIME = MINUTE / 2;
const LONGEST_LIFETIME = 60 * MINUTE;
/** A server that failed may be well again soon: RFC 2308 §7 allows five minutes at most. */
const LIFETIME_OF_FAILURE = MINUTE / 2;

/** Milliseconds. */
export function lifetimeOf(reply: FinalReply): number {
  switch (reply.status) {
    case 'servfail':
    case 'timeout':
      return LIFETIME_OF_FAILURE;
    case 'unaskable':
      return Infinity;
    default:
      if (reply.ttl === undefined) return LIFETIME;
      return Math.min(Math.max(reply.ttl * 1000, LEAST_LIFETIME), LONGEST_LIFETIME);
  }
}

/**
 * What a resolver has answered so far. Asking is immediate: a question without an answer is noted, and pending until
 * `settle` sends it. An answer that has expired is given until its successor has arrived.
 *
 * Invariants: a question is noted, on its way or unsent, never two of them and never twice; only names that can be asked
 * are any of them. No query is sent that the allowance does not count.
 */
export class DnsSession implements OutsideDns {
  readonly grows = true;
  private readonly resolver: Resolver;
  private readonly resolverName: string;
  private readonly limitMs: number;
  private readonly allowance: QueryAllowance;
  private readonly budget = new RecordBudget();
  private readonly slots: Slots;
  private readonly now: () => number;
  private readonly lifetime: (reply: FinalReply) => number;
  private readonly kept = new Map<string, Kept>();
  private readonly used = new Set<string>();
  private readonly noted = new Map<string, Question>();
  /** Each resolves to whether there is an answer now. */
  private readonly onTheirWay = new Map<
    string,
    { readonly name: DomainName; readonly done: Promise<boolean> }
  >();
  /** Of the questions that are with the resolver. */
  private readonly inHand = new Set<AbortController>();
  /** What the allowance kept back. */
  private readonly unsent = new Map<string, Question>();
  private closed = false;
  private faultsInARow = 0;
  /** Why the resolver is not queried any longer. */
  private unusable: ResolverFault | undefined;
  /** Whether it has ever said something about a name. */
  private hasReplied = false;

  constructor(options: DnsSessionOptions) {
    this.resolver = options.resolver;
    this.resolverName = options.resolverName ?? 'DNS';
    this.limitMs = options.limitMs;
    this.allowance = options.allowance ?? allowancePerRun();
    this.slots = new Slots(options.inFlight ?? IN_FLIGHT);
    this.now = options.now ?? Date.now;
    this.lifetime = options.lifetime ?? lifetimeOf;
  }

  ask<T extends QuestionType>(name: DomainName, type: T, owner?: DomainName): Answer<T> {
    if (!canBeAsked(name)) return PENDING;
    const key = `${name} ${type}`;
    // Known answers count too: what a record may ask does not depend on what others asked before it.
    if (owner !== undefined && !this.budget.allows(owner, key)) return PENDING;
    const kept = this.kept.get(key);
    if (kept === undefined || kept.until <= this.now()) this.note(key, { name, type });
    if (kept === undefined) return PENDING;
    this.used.add(key);
    return kept.answer as Answer<T>;
  }

  private note(key: string, question: Question): void {
    if (this.closed || this.onTheirWay.has(key) || this.unsent.has(key)) return;
    this.noted.set(key, question);
  }

  get open(): number {
    return this.noted.size + this.onTheirWay.size;
  }

  /** Each name is asked for, or counts as unanswered. */
  unresolved(): UnresolvedNames {
    return NO_UNRESOLVED_NAMES;
  }

  unanswered(): Unanswered {
    const faults = new Map<string, Question[]>();
    const failures: AnsweredQuestion[] = [];
    for (const kept of this.kept.values()) {
      if (!isFailure(kept.answer)) continue;
      const { question, fault } = kept;
      if (fault === undefined || !this.isOfResolver(kept.answer, fault)) {
        failures.push(kept);
        continue;
      }
      const same = faults.get(fault.reason);
      if (same === undefined) faults.set(fault.reason, [question]);
      else same.push(question);
    }
    return {
      resolver: this.resolverName,
      faults: [...faults].map(([reason, questions]) => ({ reason, questions })),
      failures,
      unsent: [...this.unsent.values()],
      limit: this.allowance.limit,
      exceeded: this.budget.exceeded(),
    };
  }

  /** Silence of a resolver that answers other questions is about the name: its servers do not reply. */
  private isOfResolver({ status }: Answer, { reason }: ResolverFault): boolean {
    return status !== 'timeout' || !this.hasReplied || reason === this.unusable?.reason;
  }

  answersUsed(): readonly AnsweredQuestion[] {
    return [...this.used].map((key) => this.kept.get(key)).filter((kept) => kept !== undefined);
  }

  forgetNoted(): readonly DomainName[] {
    const names = [...this.noted.values(), ...this.unsent.values()].map(({ name }) => name);
    this.noted.clear();
    this.unsent.clear();
    return names;
  }

  restartCounts(): void {
    this.budget.restart();
  }

  retryUnsent(): void {
    const unsent = [...this.unsent];
    this.unsent.clear();
    for (const [key, question] of unsent) this.note(key, question);
  }

  refresh(): void {
    this.faultsInARow = 0;
    this.unusable = undefined;
    this.budget.clear();
    this.retryUnsent();
    for (const [key, { question }] of this.kept) this.note(key, question);
  }

  /** Asks all that is noted, and waits for what others have asked. */
  async settle({ signal, answered }: SettleOptions = {}): Promise<ReadonlySet<DomainName>> {
    const news = new Set<DomainName>();
    for (const [key, question] of this.noted) this.send(key, question, signal);
    this.noted.clear();
    const waiting = [...this.onTheirWay.values()].map(async ({ name, done }) => {
      if (!(await done)) return;
      news.add(name);
      answered?.();
    });
    await unlessAborted(Promise.all(waiting), signal);
    return new Set(news);
  }

  close(): void {
    this.closed = true;
    this.noted.clear();
    for (const given of this.inHand) given.abort();
  }

  private send(key: string, question: Question, signal: AbortSignal | undefined): void {
    const done = this.slots.run(async () => {
      try {
        if (this.closed) return false;
        if (signal?.aborted === true) {
          this.onTheirWay.delete(key);
          this.note(key, question);
          return false;
        }
        const reply = await this.reply(question);
        if (reply !== undefined) return this.keep(key, question, reply);
        this.unsent.set(key, question);
        return false;
      } finally {
        this.onTheirWay.delete(key);
      }
    });
    this.onTheirWay.set(key, { name: question.name, done });
  }

  /** `undefined`: the allowance does not let it be sent. */
  private async reply(question: Question): Promise<FinalReply | undefined> {
    if (this.unusable !== undefined) return { status: 'timeout', fault: this.unusable };
    const given = new AbortController();
    this.inHand.add(given);
    const timer = setTimeout(() => given.abort(), this.limitMs);
    try {
      const reply = await unlessAborted(
        resolveThroughAliases(this.counted, question, given.signal),
        given.signal,
      );
      return this.noteFault(reply ?? { status: 'timeout' });
    } catch (error) {
      return error instanceof NotAllowed ? undefined : { status: 'servfail' };
    } finally {
      clearTimeout(timer);
      this.inHand.delete(given);
    }
  }

  /** The resolver, where the allowance permits it. */
  private readonly counted: Resolver = {
    resolve: (question, signal) => {
      if (!this.allowance.take()) return Promise.reject(new NotAllowed());
      return this.resolver.resolve(question, signal);
    },
  };

  private noteFault(reply: FinalReply): FinalReply {
    if (reply.status === 'unaskable') return reply;
    const silent = reply.status === 'timeout' && reply.fault === undefined;
    const noted = silent ? { ...reply, fault: faultOfSilence(this.limitMs) } : reply;
    const fault = 'fault' in noted ? noted.fault : undefined;
    if (fault === undefined) {
      this.faultsInARow = 0;
      this.hasReplied = true;
    } else if (++this.faultsInARow >= MAX_FAULTS_IN_A_ROW || fault.isLasting) this.unusable ??= fault;
    return noted;
  }

  private keep(key: string, question: Question, reply: FinalReply): boolean {
    if (this.closed) return false;
    const now = this.now();
    const source = { kind: 'live', at: new Date(now).toISOString() } as const;
    const fault = 'fault' in reply ? reply.fault : undefined;
    const until = now + this.lifetime(reply);
    this.kept.set(key, { question, answer: answerOf(reply, source), fault, until });
    return true;
  }
}

function answerOf(reply: FinalReply, source: Exclude<Answer['source'], undefined>): Answer {
  switch (reply.status) {
    case 'data':
      return { status: 'data', data: reply.data, source };
    case 'unaskable':
      return PENDING;
    default:
      return { status: reply.status, source };
  }
}

/** The allowance is used up. */
class NotAllowed extends Error {}

/** What comes of the work; `undefined` on abort, whatever the work does then. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => resolve(undefined);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
