import type { Answer, Question, QuestionType } from '../../../dns/facts.ts';
import { isFailure, PENDING } from '../../../dns/facts.ts';
import type { DomainName } from '../../../dns/names.ts';
import { canBeAsked } from './names.ts';
import { NO_UNRESOLVED_NAMES } from './outside.ts';
import type { AnsweredQuestion, OutsideDns, ResolveOptions, Unanswered, UnresolvedNames } from './outside.ts';
import { allowancePerRun, MINUTE, RecordBudget } from './query-limits.ts';
import type { QueryAllowance } from './query-limits.ts';
import type { FinalReply, Resolver } from './resolver.ts';
import { faultOfSilence } from './resolver-fault.ts';
import type { ResolverFault } from './resolver-fault.ts';
import { resolveThroughAliases } from './resolver.ts';
import { Slots } from './slots.ts';

export interface DnsSessionOptions {
  readonly resolver: Resolver;
  /** The displayed name of the resolver. */
  readonly resolverName?: string;
  /** Milliseconds after which a question is abandoned, including its repetitions and aliases. */
  readonly limitMs: number;
  /** The maximum number of simultaneous questions. */
  readonly inFlight?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds for which an answer is not queried again. Default: {@link lifetimeOf}. */
  readonly lifetime?: (reply: FinalReply) => number;
  /** The number of queries that may be sent. Default: {@link allowancePerRun}. */
  readonly allowance?: QueryAllowance;
}

interface Kept {
  readonly question: Question;
  readonly answer: Answer;
  /** The fault, if the resolver itself failed. */
  readonly fault: ResolverFault | undefined;
  /** The expiry time on the session's clock. */
  readonly until: number;
}

/** Simultaneous queries: as many as one resolver answers without dropping any. */
const IN_FLIGHT = 16;

/** Consecutive queries on which the resolver itself failed, after which no more are sent. */
export const MAX_FAULTS_IN_A_ROW = 32;

/** The default lifetime of answers without a TTL, and the bounds for those with a TTL. */
const LIFETIME = 5 * MINUTE;
const LEAST_LIFETIME = MINUTE / 2;
const LONGEST_LIFETIME = 60 * MINUTE;
/** A failing server may recover soon: RFC 2308 §7 allows caching failures for at most 5 minutes. */
const LIFETIME_OF_FAILURE = MINUTE / 2;

/** The lifetime of an answer in milliseconds. */
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
 * The answers of a resolver so far. Asking returns immediately: a question without an answer is noted, and pending until
 * `resolvePending` sends it. An expired answer is used until its successor arrives.
 *
 * Invariants: a question is in at most one of the states noted, sent and unsent, and only once. Only names that can be queried have
 * one of these states. Every sent query is counted by the allowance.
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
  /** Each promise resolves to whether there is an answer now. */
  private readonly onTheirWay = new Map<
    string,
    { readonly name: DomainName; readonly done: Promise<boolean> }
  >();
  /** The abort controllers of questions that were sent to the resolver. */
  private readonly inHand = new Set<AbortController>();
  /** The questions that the allowance prevented. */
  private readonly unsent = new Map<string, Question>();
  private closed = false;
  private faultsInARow = 0;
  /** Why the resolver is no longer queried. */
  private unusable: ResolverFault | undefined;
  /** Whether the resolver has ever answered about a name. */
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
    // Known answers count too: the limit for a record must not depend on earlier questions of other records.
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

  /** Each name is queried, or is counted as unanswered. */
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

  /** If a resolver answers other questions but not this one, the servers of the name do not reply. */
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

  /** Sends all noted questions, and also waits for questions that were already sent. */
  async resolvePending({ signal, answered }: ResolveOptions = {}): Promise<ReadonlySet<DomainName>> {
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

  /** `undefined`: the allowance does not permit the query. */
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

  /** The resolver, limited by the allowance. */
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

/** The result of the work. `undefined` on abort, whatever the work does then. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => resolve(undefined);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
