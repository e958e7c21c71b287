import type { Answer, AnswerSource, DnsFacts, NoDataStatus, QuestionType } from './facts.ts';
import { MAX_ALIASES } from './limits.ts';
import { PENDING } from './facts.ts';
import type { DomainName } from './names.ts';

/** The stored answer to one query. The target of an alias is looked up on request. */
export type StoredAnswer<T extends QuestionType = QuestionType> =
  Extract<Answer<T>, { status: 'data' }>['data'] | Exclude<NoDataStatus, 'pending'>;

/** Recorded answers. Aliases are followed as by a resolver. A query without an answer is pending. */
export class FactsTable implements DnsFacts {
  private readonly source: AnswerSource;
  private readonly otherwise: Exclude<NoDataStatus, 'pending'> | undefined;
  private readonly answers = new Map<string, StoredAnswer>();
  /** Names with data of some type. For another type, they are not NXDOMAIN. */
  private readonly names = new Set<DomainName>();

  constructor(source: AnswerSource, otherwise?: Exclude<NoDataStatus, 'pending'>) {
    this.source = source;
    this.otherwise = otherwise;
  }

  /** `type` undefined: every type of that name. */
  set<T extends QuestionType>(name: DomainName, type: T | undefined, answer: StoredAnswer<T>): void {
    this.answers.set(type === undefined ? name : keyOf(name, type), answer);
    if (typeof answer !== 'string') this.names.add(name);
  }

  ask<T extends QuestionType>(name: DomainName, type: T): Answer<T> {
    let at = name;
    for (let hops = 0; hops <= MAX_ALIASES; hops++) {
      const stored = (this.answers.get(keyOf(at, type)) ?? this.answers.get(at)) as
        StoredAnswer<T> | undefined;
      if (stored !== undefined) return this.answerOf(stored);
      const alias = type === 'CNAME' ? undefined : this.answers.get(keyOf(at, 'CNAME'));
      const [target] = typeof alias === 'string' ? [] : ((alias ?? []) as readonly DomainName[]);
      if (target === undefined) return this.unlisted(at);
      at = target;
    }
    // A loop, or an endless chain: according to RFC 1034 §3.6.2, resolvers give up.
    return { status: 'servfail', source: this.source };
  }

  private answerOf<T extends QuestionType>(stored: StoredAnswer<T>): Answer<T> {
    return typeof stored === 'string'
      ? { status: stored, source: this.source }
      : { status: 'data', data: stored, source: this.source };
  }

  private unlisted(name: DomainName): Answer<never> {
    if (this.otherwise === undefined) return PENDING;
    const exists = this.otherwise === 'nxdomain' && this.names.has(name);
    return { status: exists ? 'nodata' : this.otherwise, source: this.source };
  }
}

function keyOf(name: DomainName, type: QuestionType): string {
  return `${name} ${type}`;
}
