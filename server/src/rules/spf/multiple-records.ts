import type { SelectedRecord } from '../../domain/spf/selected.ts';
import { selectedAmong } from '../../domain/spf/selected.ts';
import { parsePolicy } from '../../email/policies.ts';
import { mergeEdits } from '../../email/spf/merge.ts';
import { defineRule } from '../rule.ts';

/** More than one SPF record at a name. Two strings of one record are one record. */
export default defineRule({
  id: 'spf-multiple-records',
  subject: 'owner',
  types: ['TXT'],
  atLeast: 2,
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §4.5', 'RFC 7208 §3.2'],
  why: 'Receivers cannot know which one is meant and give permerror: no sender passes SPF, and they answer 550 5.7.24 or drop the SPF leg of DMARC.',
  symptoms: ['550 5.7.24'],
  messages: { several: 'The name has {count} SPF records, and may have one.' },
  check(owner, context) {
    const records = distinct(selectedAmong(owner.ofType('TXT')).filter((record) => !record.conditional));
    const [first, second] = records;
    if (first === undefined || second === undefined) return;
    const others = records.filter((record) => record !== second);
    const parsed = records.map((record) => parsePolicy('spf', record.rdata.value));
    const edits = mergeEdits(parsed, records);
    context.report({
      at: { part: 'rdata', record: second },
      message: 'several',
      data: { count: records.length },
      fix:
        edits === undefined ? undefined : { title: 'Merge them into the first one', safety: 'review', edits },
      related: others.map((record) => ({ at: { part: 'rdata', record }, message: 'Another SPF record.' })),
    });
  },
});

/** A name server keeps one of two equal records (RFC 2181 §5): equal is equal string by string. */
function distinct(records: readonly SelectedRecord[]): readonly SelectedRecord[] {
  const byStrings = new Map<string, SelectedRecord>();
  for (const record of records) {
    const key = JSON.stringify(record.rdata.strings.map((string) => string.value.text));
    if (!byStrings.has(key)) byStrings.set(key, record);
  }
  return [...byStrings.values()];
}
