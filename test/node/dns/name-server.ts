import dgram from 'node:dgram';
import type { RemoteInfo } from 'node:dgram';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { decode, encode, TRUNCATED_RESPONSE } from '@dnsquery/dns-packet';
import type { Answer, Packet, Question } from '@dnsquery/dns-packet';

/** What a test's server says to a question: a message, nothing, or octets that it calls a message. */
export type Response = Partial<Packet> | Uint8Array | undefined;

export interface NameServer {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** What was asked, as `name TYPE`, in the order of its coming. */
  readonly asked: readonly string[];
  /** How many of these questions came over TCP. */
  readonly overTcp: () => number;
  close(): Promise<void>;
}

/** Octets that fit into a UDP answer here. */
const UDP_LIMIT = 1232;

const RCODES = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;

/** Flags of an answer with this code. */
export function rcode(code: keyof typeof RCODES): Partial<Packet> {
  return { flags: RCODES[code] };
}

/** The message that answers the query with these parts. */
export function messageFor(query: Packet, parts: Partial<Packet>): Uint8Array {
  const { id = 0, questions = [] } = query;
  // RFC 1035 §4.1.1: recursion was desired, and is available.
  const flags = (parts.flags ?? 0) | 0x180;
  return encode({ ...parts, type: 'response', id, questions, flags });
}

/** A server on loopback, over UDP and TCP, that says what the test tells it to. */
export async function nameServer(
  respond: (question: Question, query: Packet, transport: 'udp' | 'tcp') => Response,
): Promise<NameServer> {
  const asked: string[] = [];
  let overTcp = 0;
  const answer = (message: Uint8Array, transport: 'udp' | 'tcp'): Uint8Array | undefined => {
    const query = decode(message);
    const question = query.questions?.[0];
    if (question === undefined) return undefined;
    asked.push(`${question.name} ${question.type}`);
    if (transport === 'tcp') overTcp++;
    const response = respond(question, query, transport);
    if (response === undefined || response instanceof Uint8Array) return response;
    const whole = messageFor(query, response);
    const fits = transport === 'tcp' || whole.length <= UDP_LIMIT;
    return fits ? whole : messageFor(query, { flags: TRUNCATED_RESPONSE });
  };

  const { udp, tcp } = await listen();
  udp.on('message', (message: Buffer, from: RemoteInfo) => {
    const response = answer(message, 'udp');
    if (response !== undefined) udp.send(response, from.port, from.address);
  });
  const sockets = new Set<net.Socket>();
  tcp.on('connection', (socket) => {
    sockets.add(socket);
    let received = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (piece: Buffer) => {
      received = Buffer.concat([received, piece]);
      // RFC 1035 §4.2.2: two octets of length before each message.
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const end = 2 + received.readUInt16BE(0);
        const response = answer(received.subarray(2, end), 'tcp');
        received = received.subarray(end);
        if (response === undefined) continue;
        const length = Buffer.alloc(2);
        length.writeUInt16BE(response.length);
        socket.write(Buffer.concat([length, response]));
      }
    });
  });
  return {
    address: `127.0.0.1:${udp.address().port}`,
    asked,
    overTcp: () => overTcp,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => udp.close(() => resolve()));
      await new Promise<void>((resolve) => void tcp.close(() => resolve()));
    },
  };
}

/** One port for both, or the next one if another process uses it for TCP. */
async function listen(): Promise<{ udp: dgram.Socket; tcp: net.Server }> {
  for (;;) {
    const udp = dgram.createSocket('udp4');
    await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
    const tcp = net.createServer();
    const bound = await new Promise<boolean>((resolve) => {
      tcp.once('error', () => resolve(false));
      tcp.listen(udp.address().port, '127.0.0.1', () => resolve(true));
    });
    if (bound && (tcp.address() as AddressInfo).port === udp.address().port) return { udp, tcp };
    udp.close();
  }
}

export function txt(name: string, ...strings: readonly string[]): Answer {
  return { type: 'TXT', name, ttl: 60, data: strings.map((string) => Buffer.from(string, 'latin1')) };
}
