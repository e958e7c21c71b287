import { dkimNameOf } from '../../email/dkim/names.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import type { DnsRecord } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** Several TXT records at one selector. */
export default defineRule({
  id: 'dkim-multiple-records',
  subject: 'owner',
  types: ['TXT'],
  atLeast: 2,
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 6376 §3.6.2.2'],
  why:
    'One selector has one key. With several TXT records at its name, the standard says that the result is undefined: some ' +
    'receivers take the first that comes, in an order that changes, some take none, and signatures fail now and then.',
  symptoms: UNUSABLE_KEY,
  messages: { several: '{count} different TXT records stand at this selector; a selector has one key.' },
  check(owner, context) {
    if (dkimNameOf(owner.name).kind !== 'key') return;
    const [first, second, ...others] = different(owner.ofType('TXT'));
    if (first === undefined || second === undefined) return;
    context.report({
      at: { part: 'owner', record: second },
      message: 'several',
      data: { count: others.length + 2 },
      related: [{ at: { part: 'record', record: first }, message: 'The first record of this selector' }],
    });
  },
});

/** One of each text: equal records are one in DNS (RFC 2181 §5). Those that may not exist, or whose text is not known, prove nothing. */
function different(records: readonly DnsRecord[]): readonly DnsRecord[] {
  const byText = new Map<string, DnsRecord>();
  for (const record of records) {
    if (record.conditional || record.rdata.kind !== 'text' || !record.rdata.value.complete) continue;
    const { text } = record.rdata.value;
    if (!byText.has(text)) byText.set(text, record);
  }
  return [...byText.values()];
}
