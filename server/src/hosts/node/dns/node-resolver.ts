import { Resolver as NodeResolver } from 'node:dns/promises';
import { domainToASCII } from 'node:url';

import { parseIpv4, parseIpv6 } from '../../../dns/address.ts';
import type { IpAddress } from '../../../dns/address.ts';
import type { AnswerData, Question, QuestionType } from '../../../dns/facts.ts';
import type { DomainName } from '../../../dns/names.ts';
import { fileErrorCode } from '../file-errors.ts';
import { nameOfPresentation } from './names.ts';
import type { Reply, Resolver } from './resolver.ts';

export interface NodeResolverOptions {
  /** `192.0.2.53:53`, `[2001:db8::53]:53`; `undefined`: those that the machine asks. */
  readonly server: string | undefined;
  /** Milliseconds that a server is waited for, the first time; the second time it is twice as long. */
  readonly timeoutMs: number;
}

const TRIES = 2;

/**
 * Asks over UDP, and over TCP where the answer is too large: c-ares does that.
 *
 * Each question has a resolver of its own. One can then be given up without the others, each leaves from another port,
 * and a machine that has moved to another network asks the servers of that one.
 */
export function nodeResolver({ server, timeoutMs }: NodeResolverOptions): Resolver {
  const open = (): NodeResolver => {
    const resolver = new NodeResolver({ timeout: timeoutMs, tries: TRIES });
    if (server !== undefined) resolver.setServers([server]);
    return resolver;
  };
  return {
    async resolve(question, signal) {
      if (signal.aborted) return { status: 'timeout' };
      if (!isSpokenAsWritten(question.name)) return { status: 'unaskable' };
      const resolver = open();
      const cancel = (): void => resolver.cancel();
      signal.addEventListener('abort', cancel, { once: true });
      try {
        return await ask(resolver, question);
      } catch (error) {
        return replyOfError(error);
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    },
  };
}

/** Node turns a name with an `xn--` label that is no Punycode into the name of the root, and asks about that. */
function isSpokenAsWritten(name: DomainName): boolean {
  return !/(?:^|\.)xn--/.test(name) || domainToASCII(name) === name;
}

async function ask(resolver: NodeResolver, { name, type }: Question): Promise<Reply> {
  // The root's name is empty here and a dot there.
  const asked = name === '' ? '.' : name;
  const { data, ttl } = await recordsOf(resolver, asked, type).catch(noRecords);
  if (data === undefined) return { status: 'unaskable' };
  if (data.length > 0) return { status: 'data', data, ttl };
  if (type === 'CNAME') return { status: 'nodata' };
  // An alias whose target has no such record, or one that the server does not know, looks the same.
  const [target] = await resolver.resolveCname(asked);
  return target === undefined
    ? { status: 'nodata' }
    : { status: 'alias', target: nameOfPresentation(target) };
}

function noRecords(error: unknown): Records {
  if (fileErrorCode(error) === 'ENODATA') return withoutTtl([]);
  throw error;
}

interface Records {
  /** `undefined`: node cannot ask for this type. */
  readonly data: readonly AnswerData[QuestionType][] | undefined;
  readonly ttl: number | undefined;
}

async function recordsOf(resolver: NodeResolver, name: string, type: QuestionType): Promise<Records> {
  switch (type) {
    case 'A':
      return addresses(await resolver.resolve4(name, { ttl: true }), parseIpv4);
    case 'AAAA':
      return addresses(await resolver.resolve6(name, { ttl: true }), parseIpv6);
    case 'MX': {
      const records = await resolver.resolveMx(name);
      return withoutTtl(
        records.map(({ priority, exchange }) => ({
          preference: priority,
          exchange: nameOfPresentation(exchange),
        })),
      );
    }
    case 'TXT':
      return withoutTtl(await resolver.resolveTxt(name));
    case 'CNAME':
      return withoutTtl((await resolver.resolveCname(name)).map(nameOfPresentation));
    case 'NS':
      return withoutTtl((await resolver.resolveNs(name)).map(nameOfPresentation));
    case 'PTR':
      return withoutTtl((await resolver.resolvePtr(name)).map(nameOfPresentation));
    case 'TLSA':
      return { data: undefined, ttl: undefined };
  }
}

function addresses(
  records: readonly { readonly address: string; readonly ttl: number }[],
  parse: (text: string) => IpAddress | undefined,
): Records {
  const data = records.map(({ address }) => parse(address)).filter((address) => address !== undefined);
  return { data, ttl: records.length === 0 ? undefined : Math.min(...records.map(({ ttl }) => ttl)) };
}

function withoutTtl(data: readonly AnswerData[QuestionType][]): Records {
  return { data, ttl: undefined };
}

/** Only what a server said of the name is a word on the name; everything else is a failure on the way there. */
function replyOfError(error: unknown): Reply {
  switch (fileErrorCode(error)) {
    case 'ENOTFOUND':
      return { status: 'nxdomain' };
    case 'ENODATA':
      return { status: 'nodata' };
    case 'ETIMEOUT':
    case 'ECANCELLED':
      return { status: 'timeout' };
    // c-ares sends no name with characters that host names do not have.
    case 'EBADNAME':
      return { status: 'unaskable' };
    default:
      return { status: 'servfail' };
  }
}
