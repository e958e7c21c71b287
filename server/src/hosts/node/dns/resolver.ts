import type { AnswerData, NoDataStatus, Question, QuestionType } from '../../../dns/facts.ts';
import { MAX_ALIASES } from '../../../dns/limits.ts';
import type { DomainName } from '../../../dns/names.ts';
import type { ResolverFault } from './resolver-fault.ts';

/** A resolver that answers one question at a time. It caches nothing. */
export interface Resolver {
  /** Never rejects: errors are faults of the resolver, not answers about the name. */
  resolve(question: Question, signal: AbortSignal): Promise<ResolverReply>;
}

export type ResolverReply =
  | {
      readonly status: 'data';
      /** At least one record of the requested type, with aliases followed. */
      readonly data: readonly AnswerData[QuestionType][];
      /** Seconds. `undefined` if the resolver does not tell. */
      readonly ttl: number | undefined;
    }
  | { readonly status: 'nxdomain' | 'nodata'; readonly ttl?: number }
  /** `fault`: the resolver itself failed. Without it, the resolver reports that a server of the name failed. */
  | { readonly status: Failure; readonly fault?: ResolverFault }
  /** The name is an alias, and the reply does not contain its target. */
  | { readonly status: 'alias'; readonly target: DomainName }
  /** This resolver cannot send that question, so the answer is unknown. */
  | { readonly status: 'unaskable' };

type Failure = Extract<NoDataStatus, 'servfail' | 'timeout'>;

/** A reply without an unresolved alias. */
export type FinalReply = Exclude<ResolverReply, { readonly status: 'alias' }>;

/** Repeats the query for the target of an alias, like a resolver that queries authoritative servers: RFC 1034 §5.3.3. */
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
  // RFC 1034 §3.6.2: resolvers report a loop, or an endless chain, as an error.
  return { status: 'servfail' };
}
