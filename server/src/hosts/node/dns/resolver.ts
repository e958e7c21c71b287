import type { AnswerData, NoDataStatus, Question, QuestionType } from '../../../dns/facts.ts';
import type { DomainName } from '../../../dns/names.ts';

/** Who can be asked about one name at a time. It keeps nothing. */
export interface Resolver {
  /** Never rejects: what goes wrong is a failure of the resolver's, and no word on the name. */
  resolve(question: Question, signal: AbortSignal): Promise<Reply>;
}

export type Reply =
  | {
      readonly status: 'data';
      /** At least one; those of the type that was asked for, aliases followed. */
      readonly data: readonly AnswerData[QuestionType][];
      /** Seconds; `undefined` where the resolver does not say. */
      readonly ttl: number | undefined;
    }
  | { readonly status: Exclude<NoDataStatus, 'pending'>; readonly ttl?: number }
  /** The name is an alias of another one, and nothing was said of that one. */
  | { readonly status: 'alias'; readonly target: DomainName }
  /** This resolver cannot be asked that: nothing is known, and nobody failed. */
  | { readonly status: 'unaskable' };

/** A reply to whom aliases are nothing any more. */
export type FinalReply = Exclude<Reply, { readonly status: 'alias' }>;

/** Aliases in a row that are followed; servers give up at about as many. */
export const MAX_ALIASES = 16;

/** Asks on where the answer is but an alias, as a resolver does that asks authoritative servers: RFC 1034 §5.3.3. */
export async function resolveThroughAliases(
  resolver: Resolver,
  question: Question,
  signal: AbortSignal,
): Promise<FinalReply> {
  let { name } = question;
  for (let hops = 0; hops <= MAX_ALIASES; hops++) {
    const reply = await resolver.resolve({ name, type: question.type }, signal);
    if (reply.status !== 'alias') return reply;
    name = reply.target;
  }
  // A loop, or a chain without end: RFC 1034 §3.6.2 has resolvers give up.
  return { status: 'servfail' };
}
