import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { quote } from '../../text/quote.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

type Message = 'other' | 'quad' | 'ipv6' | 'number' | 'range' | 'end' | 'extra' | 'encoding' | 'space';

/** BIND's reasons that can be said in plainer words. */
const MESSAGES: Readonly<Record<string, Message>> = {
  'bad dotted quad': 'quad',
  'bad IPv6 address': 'ipv6',
  'not a valid number': 'number',
  'out of range': 'range',
  'unexpected end of input': 'end',
  'extra input text': 'extra',
  'ran out of space': 'space',
  'bad hex encoding': 'encoding',
  'bad base32 encoding': 'encoding',
  'bad base64 encoding': 'encoding',
};

/** Data that a name server cannot read as what its type has. */
export default defineRule({
  subject: 'fault',
  needs: ['rdata'],
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 1035 §3.3'],
  why: REFUSED,
  symptoms: REFUSED_REPLIES,
  messages: {
    other: 'Name servers refuse "{text}" here: {reason}.',
    quad: '"{text}" is not an IPv4 address: {reason}.',
    ipv6: '"{text}" is not an IPv6 address: {reason}.',
    number: '"{text}" stands where a number belongs: {reason}.',
    range: '"{text}" is too large for its place: {reason}.',
    end: 'Something is missing here: {reason}.',
    extra: '"{text}" is more than the record takes: {reason}.',
    space:
      '"{text}" does not fit: {reason}. The data of a record holds 65,535 octets at most, a name 255, and "\\#" as many as it says.',
    encoding: '"{text}" cannot be decoded: {reason}.',
  },
  check({ fault }, context) {
    if (fault.code !== 'rdata') return;
    const { range, reason, text } = fault;
    if (context.server === 'gdnsd' && reason === 'out of range' && isCutToFit(text)) return;
    const message = text === '' ? 'end' : (MESSAGES[reason] ?? 'other');
    // The end of a record is no place to look at: its last character is.
    const at = range.start < range.end ? range : rangeOf(Math.max(0, range.start - 1), range.end);
    context.report({ at: { source: at }, message, data: { text: quote(text), reason } });
  },
});

/** gdnsd keeps the lower 32 bits of a number that fits in 64: a serial of 14 digits, for one. */
function isCutToFit(text: string): boolean {
  return /^\d{10,20}$/.test(text) && BigInt(text) >> 32n > 0n && BigInt(text) >> 64n === 0n;
}
