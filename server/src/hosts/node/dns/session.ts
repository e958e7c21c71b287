import type { Answer, Question, QuestionType } from '../../../dns/facts.ts';
import { isFailure, PENDING } from '../../../dns/facts.ts';
import type { DomainName } from '../../../dns/names.ts';
import { canBeAsked } from './names.ts';
import type { AnsweredQuestion, OutsideDns, SettleOptions } from './outside.ts';
import type { FinalReply, Resolver } from './resolver.ts';
import { resolveThroughAliases } from './resolver.ts';
import { Slots } from './slots.ts';

export interface DnsSessionOptions {
  readonly resolver: Resolver;
  /** Milliseconds after which a question is given up, its repetitions and aliases with it. */
  readonly limitMs: number;
  /** Questions that are asked at a time. */
  readonly inFlight?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds for which an answer is not asked for again; {@link lifetimeOf} by default. */
  readonly lifetime?: (reply: FinalReply) => number;
}

interface Kept {
  readonly question: Question;
  readonly answer: Answer;
  /** On the session's clock. */
  readonly until: number;
}

const IN_FLIGHT = 16;

/** Questions in a row to which there was silence, after which no more are asked: nobody is there. */
const MAX_SILENCE = 32;

const MINUTE = 60_000;
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
 * somebody settles. An answer that has grown old is given until its successor is there.
 *
 * Invariants: a question is noted or on its way, never both and never twice; only names that can be asked are either.
 */
export class DnsSession implements OutsideDns {
  readonly grows = true;
  private readonly resolver: Resolver;
  private readonly limitMs: number;
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
  private closed = false;
  private silence = 0;

  constructor({ resolver, limitMs, inFlight = IN_FLIGHT, now = Date.now, lifetime }: DnsSessionOptions) {
    this.resolver = resolver;
    this.limitMs = limitMs;
    this.slots = new Slots(inFlight);
    this.now = now;
    this.lifetime = lifetime ?? lifetimeOf;
  }

  ask<T extends QuestionType>(name: DomainName, type: T): Answer<T> {
    if (!canBeAsked(name)) return PENDING;
    const key = `${name} ${type}`;
    const kept = this.kept.get(key);
    if (kept === undefined || kept.until <= this.now()) this.note(key, { name, type });
    if (kept === undefined) return PENDING;
    this.used.add(key);
    return kept.answer as Answer<T>;
  }

  private note(key: string, question: Question): void {
    if (!this.closed && !this.onTheirWay.has(key)) this.noted.set(key, question);
  }

  get open(): number {
    return this.noted.size + this.onTheirWay.size;
  }

  failures(): readonly AnsweredQuestion[] {
    return [...this.kept.values()].filter(({ answer }) => isFailure(answer));
  }

  answersUsed(): readonly AnsweredQuestion[] {
    return [...this.used].map((key) => this.kept.get(key)).filter((kept) => kept !== undefined);
  }

  forgetNoted(): readonly DomainName[] {
    const names = [...this.noted.values()].map(({ name }) => name);
    this.noted.clear();
    return names;
  }

  refresh(): void {
    this.silence = 0;
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
        return this.keep(key, question, await this.reply(question));
      } finally {
        this.onTheirWay.delete(key);
      }
    });
    this.onTheirWay.set(key, { name: question.name, done });
  }

  private async reply(question: Question): Promise<FinalReply> {
    if (this.silence >= MAX_SILENCE) return { status: 'timeout' };
    const given = new AbortController();
    this.inHand.add(given);
    const timer = setTimeout(() => given.abort(), this.limitMs);
    try {
      const reply = await unlessAborted(
        resolveThroughAliases(this.resolver, question, given.signal),
        given.signal,
      );
      const said = reply ?? { status: 'timeout' };
      this.silence = said.status === 'timeout' ? this.silence + 1 : 0;
      return said;
    } catch {
      return { status: 'servfail' };
    } finally {
      clearTimeout(timer);
      this.inHand.delete(given);
    }
  }

  private keep(key: string, question: Question, reply: FinalReply): boolean {
    if (this.closed) return false;
    const now = this.now();
    const source = { kind: 'live', at: new Date(now).toISOString() } as const;
    this.kept.set(key, { question, answer: answerOf(reply, source), until: now + this.lifetime(reply) });
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

/** What comes of the work; `undefined` as soon as somebody gives up, whatever the work does then. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => resolve(undefined);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
