import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { rangeOf } from '../../text/range.ts';
import { forwardFaults } from '../forward-faults.ts';

const REFUSES = 'Name servers refuse "{typed}" here: {reason}.';
const UNDECODABLE = '"{typed}" cannot be decoded: {reason}.';

/** Data that a name server cannot read as what its type has. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 1035 §3.3'],
  why: REFUSED,
  symptoms: REFUSED_REPLIES,
  messages: {
    rdata: {
      'bad dotted quad': '"{typed}" is not an IPv4 address: bad dotted quad.',
      'bad IPv6 address': '"{typed}" is not an IPv6 address: bad IPv6 address.',
      'not a valid number': '"{typed}" stands where a number belongs: not a valid number.',
      'out of range': '"{typed}" is too large for its place: out of range.',
      'unexpected end of input': 'Something is missing here: unexpected end of input.',
      'extra input text': '"{typed}" is more than the record takes: extra input text.',
      'ran out of space':
        '"{typed}" does not fit: ran out of space. The data of a record holds 65,535 octets at most, a name 255, and "\\#" as many as it says.',
      'bad hex encoding': UNDECODABLE,
      'bad base32 encoding': UNDECODABLE,
      'bad base64 encoding': UNDECODABLE,
      FORMERR: REFUSES,
      'bad EUI': REFUSES,
      'bad bitmap': REFUSES,
      'bad escape': REFUSES,
      'bad label type': REFUSES,
      'disallowed (by application policy)': REFUSES,
      'duplicate query': REFUSES,
      'empty label': REFUSES,
      'extra input data': REFUSES,
      'inconsistent resource record': REFUSES,
      'label too long': REFUSES,
      'not implemented': REFUSES,
      obsolete: REFUSES,
      'syntax error': REFUSES,
      'unexpected token': REFUSES,
      'unknown class/type': REFUSES,
      'unknown flag': REFUSES,
    },
    'rdata-missing': 'Something is missing here: {reason}.',
  },
  when({ reason, text }, _subject, { server }) {
    return server !== 'gdnsd' || reason !== 'out of range' || !isCutToFit(text);
  },
  // The end of a record is no place to look at: its last character is.
  at: ({ range: { start, end } }) => ({
    source: start < end ? rangeOf(start, end) : rangeOf(Math.max(0, start - 1), end),
  }),
});

/** gdnsd keeps the lower 32 bits of a number that fits in 64: a serial of 14 digits, for one. */
function isCutToFit(text: string): boolean {
  return /^\d{10,20}$/.test(text) && BigInt(text) >> 32n > 0n && BigInt(text) >> 64n === 0n;
}
