import { removeTag } from '../../email/dkim/edits.ts';
import type { DkimRecord } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { tagAt } from '../../email/tag-list.ts';
import type { RuleFix } from '../../records/report.ts';
import { rangeOf } from '../../text/range.ts';
import { forwardFaults, type FaultWith } from '../forward-faults.ts';

/** `v=` stands behind another tag, or says anything but "DKIM1". */
export default forwardFaults({
  subject: 'dkim',
  severity: 'error',
  specs: ['RFC 6376 §3.6.1'],
  why:
    'If a key record states its version, that must be the first tag and exactly "DKIM1". Receivers discard any other ' +
    'record, and signatures made with the key fail.',
  symptoms: UNUSABLE_KEY,
  messages: {
    'version-not-first': '"v=DKIM1" stands behind "{before}=": the version must be the first tag.',
    'version-value': '"v={value}" is not the version of a DKIM key, which is "v=DKIM1" to the letter.',
  },
  fix: (fault, record) => (fault.code === 'version-not-first' ? moveToFront(record, fault) : correct(fault)),
});

function moveToFront(
  record: DkimRecord,
  { range }: FaultWith<'dkim', 'version-not-first'>,
): RuleFix | undefined {
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
function correct({ range, value }: FaultWith<'dkim', 'version-value'>): RuleFix {
  const isNear = /^dkim(?:[-_ ]?1(?:\.0+)?)?$/i.test(value);
  return { title: 'Use "v=DKIM1"', safety: isNear ? 'safe' : 'review', edits: [{ range, text: 'v=DKIM1' }] };
}
