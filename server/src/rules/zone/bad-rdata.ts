import { REFUSED_RECORD, REFUSED_REPLIES } from '../../records/refused.ts';
import { rangeOf } from '../../text/range.ts';
import { forwardFaults } from '../forward-faults.ts';

const INVALID = '"{typed}" is not valid here ({reason}).';
const UNDECODABLE = '"{typed}" cannot be decoded ({reason}).';

/** The data of a record does not fit its type. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 1035 §3.3'],
  why: REFUSED_RECORD,
  symptoms: REFUSED_REPLIES,
  messages: {
    rdata: {
      'bad dotted quad': '"{typed}" is not an IPv4 address (bad dotted quad).',
      'bad IPv6 address': '"{typed}" is not an IPv6 address (bad IPv6 address).',
      'not a valid number': 'Expected a number, found "{typed}" (not a valid number).',
      'out of range': '"{typed}" is too large (out of range).',
      'unexpected end of input': 'The record data is incomplete (unexpected end of input).',
      'extra input text': 'Unexpected "{typed}" after the record data (extra input text).',
      'ran out of space': '"{typed}" is too long (ran out of space).',
      'bad hex encoding': UNDECODABLE,
      'bad base32 encoding': UNDECODABLE,
      'bad base64 encoding': UNDECODABLE,
      FORMERR: INVALID,
      'bad EUI': INVALID,
      'bad bitmap': INVALID,
      'bad escape': INVALID,
      'bad label type': INVALID,
      'disallowed (by application policy)': INVALID,
      'duplicate query': INVALID,
      'empty label': INVALID,
      'extra input data': INVALID,
      'inconsistent resource record': INVALID,
      'label too long': INVALID,
      'not implemented': INVALID,
      obsolete: INVALID,
      'syntax error': INVALID,
      'unexpected token': INVALID,
      'unknown class/type': INVALID,
      'unknown flag': INVALID,
    },
    'rdata-missing': 'The record data is incomplete ({reason}).',
  },
  when({ reason, text }, _subject, { server }) {
    return server !== 'gdnsd' || reason !== 'out of range' || !isCutToFit(text);
  },
  // The end of a record has no width, so the last character is marked.
  at: ({ range: { start, end } }) => ({
    source: start < end ? rangeOf(start, end) : rangeOf(Math.max(0, start - 1), end),
  }),
});

/** gdnsd keeps the lower 32 bits of a number that fits in 64, such as a serial of 14 digits. */
function isCutToFit(text: string): boolean {
  return /^\d{10,20}$/.test(text) && BigInt(text) >> 32n > 0n && BigInt(text) >> 64n === 0n;
}
