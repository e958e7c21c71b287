import { parseIp } from '../../dns/address.ts';
import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { mending } from '../../records/repair.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

type Message = 'unknown' | 'address' | 'meta' | 'obsolete' | 'comment';

/** A word where the record type belongs that is none. */
export default defineRule({
  subject: 'fault',
  needs: ['unknown-type'],
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 3597 §5', 'RFC 6895 §3.1'],
  why: REFUSED,
  symptoms: REFUSED_REPLIES,
  messages: {
    unknown: '"{text}" stands where the record type belongs: unknown RR type.',
    address: '"{text}" stands where the record type belongs.',
    meta: '"{text}" is a type that only questions have: invalid use of a meta type.',
    obsolete: '"{text}" is a type that MX replaced: obsolete.',
    comment: 'Only ";" starts a comment, so "{text}" is read as a record type.',
  },
  check({ fault }, context) {
    if (fault.code !== 'unknown-type') return;
    context.report({
      at: { source: fault.range },
      message: messageOf(fault),
      data: { text: quote(fault.text) },
      fix: mending(fault),
    });
  },
});

function messageOf({
  reason,
  text,
  repair,
}: {
  reason: string;
  text: string;
  repair?: { edits: readonly { text: string }[] };
}): Message {
  if (reason.endsWith('meta type')) return 'meta';
  if (reason.endsWith('obsolete')) return 'obsolete';
  if (repair?.edits[0]?.text === ';') return 'comment';
  return parseIp(text) === undefined ? 'unknown' : 'address';
}
