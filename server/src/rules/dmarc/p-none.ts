import { certainlyLacks, isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { asksForNothing, statedPolicy } from '../../email/dmarc/policies.ts';
import { defineRule } from '../rule.ts';

/** `p=none`, the first stage of a rollout, which is only worth knowing. */
export default defineRule({
  subject: 'dmarc',
  needs: ['p'],
  severity: 'info',
  sameWhere: [],
  specs: ['RFC 9989 §5.1.7', 'RFC 9989 §5.1.4'],
  why: 'With p=none, receivers deliver failing mail as if there were no DMARC, so anyone can spoof the domain. Keep p=none until you have read the reports, then use quarantine or, if mail through mailing lists and forwarders is not important, reject.',
  messages: {
    watching: '"p=none" only monitors, so receivers still deliver forged mail.',
  },
  check(dmarc, context) {
    if (!isPolicyRecord(context) || statedPolicy(dmarc, 'p') !== 'none') return;
    // dmarc-p-none-no-rua reports this, with more detail.
    if (asksForNothing(dmarc) && certainlyLacks(dmarc, context, 'rua')) return;
    const p = dmarcTagOf(dmarc, 'p');
    if (p !== undefined) context.report({ at: p.range, message: 'watching' });
  },
});
