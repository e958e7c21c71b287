import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { Resolver as SystemServers } from 'node:dns';
import { connect, isIPv6 } from 'node:net';

import type { Question } from '../../../dns/facts.ts';
import { withDeadline } from './deadline.ts';
import type { ResolverReply, Resolver } from './resolver.ts';
import { faultOfError } from './resolver-fault.ts';
import { encodeQuestion, finalOf, MAX_DNS_MESSAGE, readDnsReply } from './wire.ts';
import type { Received } from './wire.ts';

export interface ServerResolverOptions {
  /** `undefined`: the servers that the system uses. */
  readonly server: ServerAddress | undefined;
  /** Milliseconds to wait for the first reply. The second attempt waits twice as long. */
  readonly timeoutMs: number;
}

export interface ServerAddress {
  /** The address without brackets. */
  readonly address: string;
  readonly port: number;
}

const TRIES = 2;
/** DNS servers of the system that are tried. More would not get their turn within the time of a query. */
const MAX_SERVERS = 3;
/** RFC 1035 §4.2. */
const DNS_PORT = 53;

/**
 * Queries DNS servers over UDP, and over TCP if the reply is too large.
 *
 * It does not use the resolver of Node.js, which returns records that do not belong to the question, such as the A record in the
 * reply to a CNAME query. Each query has its own socket, connected to the server: replies from other hosts do not arrive, each
 * query uses another port, and a refused connection is reported.
 */
export function serverResolver({ server, timeoutMs }: ServerResolverOptions): Resolver {
  return {
    async resolve(question, signal) {
      if (encodeQuestion(question) === undefined) return { status: 'unaskable' };
      // After a change of network, the system uses the servers of the new network.
      const servers = server === undefined ? systemServers() : [server];
      let last: ResolverReply = { status: 'timeout' };
      for (let tries = 0; tries < TRIES; tries++) {
        for (const one of servers) {
          if (signal.aborted) return last;
          // Old servers reject or drop queries with EDNS, so the second attempt does not use it.
          const attempt = { question, edns: tries === 0, timeoutMs: timeoutMs * 2 ** tries };
          last = await askServer(one, attempt, signal);
          if (last.status !== 'timeout' && !('fault' in last)) return last;
        }
      }
      return last;
    },
  };
}

/** The DNS servers of the system. */
export function systemServers(): readonly ServerAddress[] {
  return new SystemServers().getServers().slice(0, MAX_SERVERS).map(serverOf);
}

/** Reads `192.0.2.53`, `192.0.2.53:5353`, `2001:db8::53` or `[2001:db8::53]:5353`, as Node.js writes it. */
function serverOf(typed: string): ServerAddress {
  const [, bracketed, v4, port] = /^(?:\[([^\]]*)\]|([^:]*)):(\d+)$/.exec(typed) ?? [];
  const address = bracketed ?? v4 ?? typed;
  return { address, port: port === undefined ? DNS_PORT : Number(port) };
}

interface Attempt {
  readonly question: Question;
  readonly edns: boolean;
  readonly timeoutMs: number;
}

function askServer(server: ServerAddress, attempt: Attempt, signal: AbortSignal): Promise<ResolverReply> {
  return withDeadline(attempt.timeoutMs, signal, async (limited) => {
    try {
      const overUdp = await askOverUdp(server, attempt, limited);
      return finalOf(overUdp.status === 'truncated' ? await askOverTcp(server, attempt, limited) : overUdp);
    } catch (error) {
      return limited.aborted ? { status: 'timeout' } : { status: 'servfail', fault: faultOfError(error) };
    }
  });
}

/** Rejects if the connection fails, or if the signal is aborted before a reply arrives. */
function askOverUdp(
  { address, port }: ServerAddress,
  { question, edns }: Attempt,
  signal: AbortSignal,
): Promise<Received> {
  const id = randomInt(0x10000);
  const query = encodeQuestion(question, { id, edns }) ?? new Uint8Array();
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    let hasUnrelated = false;
    const send = (): void => socket.send(query);
    const receive = (octets: Uint8Array): void => {
      const reply = readDnsReply(octets, question, id);
      // The reply may be forged or late. The right one may still arrive.
      if (reply.status === 'unrelated') hasUnrelated = true;
      else end(() => resolve(reply));
    };
    const fail = (error: Error): void => end(() => reject(error));
    const giveUp = (): void => {
      if (hasUnrelated) end(() => resolve({ status: 'unrelated' }));
      else fail(new Error('no reply'));
    };
    const end = (work: () => void): void => {
      signal.removeEventListener('abort', giveUp);
      // Do not remove all listeners: Node.js uses one of its own to close a socket that is not bound yet.
      socket.off('connect', send).off('message', receive).off('error', fail);
      // Later errors do not matter, but would throw without a listener.
      socket.on('error', () => undefined);
      socket.close();
      work();
    };
    signal.addEventListener('abort', giveUp, { once: true });
    socket.on('connect', send).on('message', receive).on('error', fail);
    socket.connect(port, address);
    if (signal.aborted) giveUp();
  });
}

/** Rejects if the connection fails, or if the signal is aborted. RFC 1035 §4.2.2: 2 bytes of length come first. */
function askOverTcp(
  { address, port }: ServerAddress,
  { question }: Attempt,
  signal: AbortSignal,
): Promise<Received> {
  const id = randomInt(0x10000);
  const query = encodeQuestion(question, { id }) ?? new Uint8Array();
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, signal });
    const received = Buffer.alloc(2 + MAX_DNS_MESSAGE);
    let length = 0;
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the connection ended')));
    socket.on('connect', () => {
      const prefix = Buffer.alloc(2);
      prefix.writeUInt16BE(query.length);
      socket.write(Buffer.concat([prefix, query]));
    });
    socket.on('data', (piece) => {
      length += piece.copy(received, length);
      const end = length < 2 ? Infinity : 2 + received.readUInt16BE(0);
      if (length < end) return;
      resolve(readDnsReply(received.subarray(2, end), question, id));
      socket.destroy();
    });
  });
}
