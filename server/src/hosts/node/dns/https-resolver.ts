import type { Question } from '../../../dns/facts.ts';
import { withDeadline } from './deadline.ts';
import type { ResolverReply, Resolver } from './resolver.ts';
import type { ResolverFault } from './resolver-fault.ts';
import { faultOfContentType, faultOfError, faultOfStatus, REPLY_TOO_LARGE } from './resolver-fault.ts';
import { encodeQuestion, finalOf, MAX_DNS_MESSAGE, readDnsReply } from './wire.ts';

export interface HttpsResolverOptions {
  readonly url: string;
  /** Milliseconds for one request, from the connection to the last byte. */
  readonly timeoutMs: number;
  readonly fetch?: typeof globalThis.fetch;
}

const TRIES = 2;
const MESSAGE_TYPE = 'application/dns-message';

/** DNS over HTTPS: RFC 8484, with POST. */
export function httpsResolver({ url, timeoutMs, fetch = globalThis.fetch }: HttpsResolverOptions): Resolver {
  return {
    async resolve(question, signal) {
      const message = encodeQuestion(question);
      if (message === undefined) return { status: 'unaskable' };
      const ask = (limited: AbortSignal): Promise<Attempt> => attempt(fetch, url, message, question, limited);
      let last: Attempt = { reply: { status: 'timeout' }, isFinal: false };
      for (let tries = 0; tries < TRIES && !last.isFinal && !signal.aborted; tries++) {
        last = await withDeadline(timeoutMs, signal, ask);
      }
      return last.reply;
    },
  };
}

interface Attempt {
  readonly reply: ResolverReply;
  /** A fault for which another attempt would not help. */
  readonly isFinal: boolean;
}

async function attempt(
  fetch: typeof globalThis.fetch,
  url: string,
  message: Uint8Array,
  question: Question,
  signal: AbortSignal,
): Promise<Attempt> {
  try {
    const octets = await post(fetch, url, message, signal);
    const reply: ResolverReply =
      'reason' in octets ? { status: 'servfail', fault: octets } : finalOf(readDnsReply(octets, question));
    return { reply, isFinal: true };
  } catch (error) {
    if (signal.aborted) return { reply: { status: 'timeout' }, isFinal: false };
    const fault = faultOfError(error);
    return { reply: { status: 'servfail', fault }, isFinal: fault.isLasting };
  }
}

/** Rejects if the connection fails or is closed. */
async function post(
  fetch: typeof globalThis.fetch,
  url: string,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<Uint8Array | ResolverFault> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { accept: MESSAGE_TYPE, 'content-type': MESSAGE_TYPE },
    body: Buffer.from(body),
    // A redirect would send the name to a server that the user did not choose.
    redirect: 'manual',
    signal,
  });
  const fault = faultOfResponse(response);
  if (fault === undefined && response.body !== null) return readBody(response.body);
  await response.body?.cancel();
  return fault ?? faultOfContentType(undefined);
}

function faultOfResponse({ ok, status, headers }: Response): ResolverFault | undefined {
  if (!ok) return faultOfStatus(status);
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  return type === MESSAGE_TYPE ? undefined : faultOfContentType(type);
}

async function readBody(body: ReadableStream<Uint8Array>): Promise<Uint8Array | ResolverFault> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop ends the transfer. Octets are counted after decompression.
  for await (const piece of body) {
    length += piece.length;
    if (length > MAX_DNS_MESSAGE) return REPLY_TOO_LARGE;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
