import assert from 'node:assert/strict';
import { encode } from '@dnsquery/dns-packet';
import type { Answer } from '@dnsquery/dns-packet';
import type { Question } from '../../../server/src/dns/facts.ts';
import { QUESTION_TYPES } from '../../../server/src/dns/facts.ts';
import { encodeQuestion, readDnsReply } from '../../../server/src/hosts/node/dns/wire.ts';
import type { FuzzEntry } from '../entry.ts';
import { several } from '../mutate/mutate.ts';
import type { Mutate } from '../mutate/mutate.ts';
import { octets } from '../mutate/octets.ts';

const NAME = 'x.example';

const ANSWERS: readonly (readonly Answer[])[] = [
  [],
  [{ type: 'TXT', name: NAME, ttl: 300, class: 'IN', data: [Buffer.from('v=spf1 -all'), Buffer.from('b')] }],
  [{ type: 'A', name: NAME, ttl: 300, class: 'IN', data: '192.0.2.1' }],
  [{ type: 'AAAA', name: NAME, ttl: 300, class: 'IN', data: '2001:db8::1' }],
  [{ type: 'MX', name: NAME, ttl: 300, class: 'IN', data: { preference: 10, exchange: 'mail.x.example' } }],
  [{ type: 'NS', name: NAME, ttl: 300, class: 'IN', data: 'ns1.x.example' }],
  [{ type: 'PTR', name: NAME, ttl: 300, class: 'IN', data: 'mail.x.example' }],
  [
    { type: 'CNAME', name: NAME, ttl: 300, class: 'IN', data: 'y.example' },
    { type: 'CNAME', name: 'y.example', ttl: 300, class: 'IN', data: 'z.example' },
    { type: 'TXT', name: 'z.example', ttl: 60, class: 'IN', data: [Buffer.from('a')] },
  ],
  [
    {
      type: 'SOA',
      name: NAME,
      ttl: 300,
      class: 'IN',
      data: { mname: 'a', rname: 'b', serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 5 },
    },
  ],
];

/** A reply to each question, its question's type first, as one octet. */
function messages(): readonly string[] {
  return QUESTION_TYPES.flatMap((type, index) =>
    ANSWERS.map((answers) => {
      const message = encode({
        type: 'response',
        id: 0,
        flags: 0,
        questions: [{ type, name: NAME }],
        answers: [...answers],
      });
      return String.fromCharCode(index) + Buffer.from(message).toString('latin1');
    }),
  );
}

/** A pointer of name compression (RFC 1035 §4.1.4) to a place at, before or after itself. */
const pointer: Mutate = (text, random) => {
  const at = 12 + random.below(Math.max(1, text.length - 12));
  const to = random.pick([0, 12, at, at - 2, at + 2, 0x3fff, random.below(text.length + 1)]);
  return text.slice(0, at) + String.fromCharCode(0xc0 | ((to >> 8) & 0x3f), to & 0xff) + text.slice(at + 2);
};

/** Messages of DNS servers: whatever is wrong with one is the server's failure, never an exception. */
export const dnsWire: FuzzEntry = {
  name: 'dns-wire',
  extension: 'bin',
  isBinary: true,
  shortRun: 1500,
  seeds: messages,
  mutate: several([4, octets], [1, pointer]),
  check(input) {
    const type = QUESTION_TYPES[input.charCodeAt(0) % QUESTION_TYPES.length] ?? 'TXT';
    const question: Question = { name: NAME, type };
    const message = Buffer.from(input.slice(1), 'latin1');
    const reply = readDnsReply(message, question);
    assert.deepEqual(readDnsReply(message, question), reply, 'two readings differ');
    if (reply.status === 'data') assert.ok(reply.data.length > 0, 'an answer without data');
    if ('ttl' in reply && reply.ttl !== undefined)
      assert.ok(reply.ttl >= 0 && reply.ttl <= 0xffffffff, 'a TTL out of range');
    // What the message says is a name that may be asked for next.
    encodeQuestion({ name: input.slice(1, 80), type });
  },
};
