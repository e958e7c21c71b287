import { removeTag } from '../../email/dkim/edits.ts';
import type { DkimRecord } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { tagAt } from '../../email/tag-list.ts';
import type { RuleFix } from '../../records/report.ts';
import { rangeOf } from '../../text/range.ts';
import type { FaultWith } from '../forward-faults.ts';
import { tagVersion } from '../tag-version.ts';

/** `v=` is not the first tag, or is not "DKIM1". */
export default tagVersion({
  subject: 'dkim',
  specs: ['RFC 6376 §3.6.1'],
  why:
    'If a key record has a version, it must be the first tag and exactly "DKIM1". Receivers discard any other record, and ' +
    'signatures made with the key fail.',
  symptoms: UNUSABLE_KEY,
  version: 'v=DKIM1',
  effect: 'receivers ignore',
  codes: ['version-not-first', 'version-invalid'],
  fix(fault, record) {
    if (fault.code === 'version-not-first') return moveToFront(record, fault);
    return fault.code === 'version-invalid' ? correct(fault) : undefined;
  },
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
    title: 'Move "v=DKIM1" to the start',
    safety: 'safe',
    edits: [{ range: rangeOf(start, start), text }, removal],
  };
}

/** The fix for a wrong version. It is safe if the version is so close to "DKIM1" that only this can have been meant. */
function correct({ range, value }: FaultWith<'dkim', 'version-invalid'>): RuleFix {
  const isNear = /^dkim(?:[-_ ]?1(?:\.0+)?)?$/i.test(value);
  return {
    title: 'Use "v=DKIM1"',
    safety: isNear ? 'safe' : 'review',
    edits: [{ range, text: 'v=DKIM1' }],
  };
}
