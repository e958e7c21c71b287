import { tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcActivationSafety } from '../../email/dmarc/policies.ts';
import type { FixEdit } from '../../records/report.ts';
import { rangeOf } from '../../text/range.ts';
import { tagVersion } from '../tag-version.ts';

/** Text before `v=DMARC1`. */
export default tagVersion({
  subject: 'dmarc',
  specs: ['RFC 9989 §4.7', 'RFC 7489 §6.3'],
  why: 'Receivers ignore a record that does not begin with v=DMARC1. The domain then has no DMARC record of its own, and Gmail and Outlook.com require DMARC from bulk senders.',
  symptoms: ['550 5.7.40', '421 4.7.40', '550 5.7.515'],
  version: 'v=DMARC1',
  effect: 'receivers ignore',
  codes: ['version-not-first'],
  fix({ range }, dmarc) {
    const { text } = dmarc.value;
    const start = text.search(/[^ \t\r\n]/);
    const onlySeparators = /^[ \t\r\n;]*$/.test(text.slice(0, range.start));
    const edits: FixEdit[] = onlySeparators
      ? [{ range: rangeOf(start, range.start), text: '' }]
      : [{ range: rangeOf(start, start), text: 'v=DMARC1; ' }, tagRemoval(dmarc, range)];
    return { title: 'Move "v=DMARC1" to the start', safety: dmarcActivationSafety(dmarc), edits };
  },
});
