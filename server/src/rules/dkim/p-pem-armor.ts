import { armorIn } from '../../email/dkim/key.ts';
import { tagOf, type DkimRecord } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import type { RuleFix } from '../../records/report.ts';
import { shift } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** `p=` holds a PEM file with its BEGIN and END lines. Private keys are the matter of dkim-private-key-published. */
export default defineRule({
  id: 'dkim-p-pem-armor',
  subject: 'dkim',
  needs: ['pem-armor'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 6376 §3.6.1'],
  why:
    'Key files wrap the key in lines of dashes. In DNS, the base64 between those lines stands alone; with them, receivers ' +
    'cannot decode the key and fail every signature.',
  symptoms: UNUSABLE_KEY,
  messages: { armor: '"{line}" is a line of the key file, not of the key.' },
  check(record, context) {
    for (const { code, range } of record.faults) {
      if (code !== 'pem-armor') continue;
      const line = record.value.text.slice(range.start, range.end);
      context.report({ at: range, message: 'armor', data: { line }, fix: unwrap(record) });
    }
  },
});

function unwrap(record: DkimRecord): RuleFix | undefined {
  const data = tagOf(record, 'p');
  if (data === undefined || (record.key.kind !== 'rsa' && record.key.kind !== 'ed25519')) return undefined;
  const lines = armorIn(data.value).map((line) => shift(line, data.valueRange.start));
  const edits = lines.map((range) => ({ range, text: '' }));
  return { title: 'Keep the key alone', safety: 'safe', edits };
}
