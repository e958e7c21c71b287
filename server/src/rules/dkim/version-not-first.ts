import { removeTag } from '../../email/dkim/edits.ts';
import type { DkimRecord } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import type { PolicyFault } from '../../email/policy-record.ts';
import { tagAt } from '../../email/tag-list.ts';
import type { RuleFix } from '../../records/report.ts';
import { quote } from '../../text/quote.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** `v=` stands behind another tag, or says anything but "DKIM1". */
export default defineRule({
  id: 'dkim-version-not-first',
  subject: 'dkim',
  needs: ['version-not-first', 'version-value'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 6376 §3.6.1'],
  why:
    'If a key record states its version, that must be the first tag and exactly "DKIM1". Receivers discard any other ' +
    'record, and signatures made with the key fail.',
  symptoms: UNUSABLE_KEY,
  messages: {
    notFirst: '"v=DKIM1" stands behind "{first}": the version must be the first tag.',
    wrongValue: '"{tag}" is not the version of a DKIM key, which is "v=DKIM1" to the letter.',
  },
  check(record, context) {
    for (const fault of record.faults) {
      const [first] = record.tags;
      if (fault.code === 'version-not-first' && first !== undefined) {
        const data = { first: `${first.meant ?? quote(first.name)}=` };
        context.report({ at: fault.range, message: 'notFirst', data, fix: moveToFront(record, fault) });
      } else if (fault.code === 'version-value') {
        const tag = quote(`v=${fault.data?.['value'] ?? ''}`);
        context.report({ at: fault.range, message: 'wrongValue', data: { tag }, fix: correct(fault) });
      }
    }
  },
});

function moveToFront(record: DkimRecord, { range }: PolicyFault): RuleFix | undefined {
  const [first] = record.tags;
  const version = tagAt(record.tags, range.start);
  const removal = version && removeTag(record, version);
  if (first === undefined || removal === undefined) return undefined;
  const start = first.range.start;
  const text = `${record.value.text.slice(range.start, range.end)}; `;
  return {
    title: 'Move "v=" to the front',
    safety: 'safe',
    edits: [{ range: rangeOf(start, start), text }, removal],
  };
}

/** What is nearly "DKIM1" can have meant nothing else. */
function correct({ range, data }: PolicyFault): RuleFix {
  const isNear = /^dkim(?:[-_ ]?1(?:\.0+)?)?$/i.test(data?.['value'] ?? '');
  return { title: 'Use "v=DKIM1"', safety: isNear ? 'safe' : 'review', edits: [{ range, text: 'v=DKIM1' }] };
}
