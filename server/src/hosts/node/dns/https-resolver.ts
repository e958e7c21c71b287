import type { Reply, Resolver } from './resolver.ts';
import { encodeQuestion, readAnswer } from './wire.ts';

export interface HttpsResolverOptions {
  readonly url: string;
  /** Milliseconds that one request is waited for. */
  readonly timeoutMs: number;
  readonly fetch?: typeof globalThis.fetch;
}

const TRIES = 2;
const MESSAGE_TYPE = 'application/dns-message';
/** Octets in a DNS message: its length has 16 bits over TCP (RFC 1035 §4.2.2), and no other way carries more. */
const MAX_MESSAGE = 65535;

/** DNS over HTTPS: RFC 8484, with POST. */
export function httpsResolver({ url, timeoutMs, fetch = globalThis.fetch }: HttpsResolverOptions): Resolver {
  return {
    async resolve(question, signal) {
      const message = encodeQuestion(question);
      if (message === undefined) return { status: 'unaskable' };
      let reply: Reply = { status: 'timeout' };
      for (let tries = 0; tries < TRIES && !signal.aborted; tries++) {
        const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
        try {
          const octets = await post(fetch, url, message, limited);
          return octets === undefined ? { status: 'servfail' } : readAnswer(octets, question);
        } catch {
          // No connection, or none any more: one more try may have more luck.
          reply = { status: limited.aborted ? 'timeout' : 'servfail' };
        }
      }
      return reply;
    },
  };
}

/** `undefined`: an answer of HTTP, and none of DNS. */
async function post(
  fetch: typeof globalThis.fetch,
  url: string,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  // A redirect would tell the name to somebody whom the user has not named.
  const response = await fetch(url, {
    method: 'POST',
    headers: { accept: MESSAGE_TYPE, 'content-type': MESSAGE_TYPE },
    body: Buffer.from(body),
    redirect: 'error',
    signal,
  });
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (!response.ok || type !== MESSAGE_TYPE || response.body === null) {
    await response.body?.cancel();
    return undefined;
  }
  return readBody(response.body);
}

async function readBody(body: ReadableStream<Uint8Array>): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop ends the transfer.
  for await (const piece of body) {
    length += piece.length;
    if (length > MAX_MESSAGE) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
