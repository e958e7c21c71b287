import { certainlyLacks, isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { asksForNothing, statedPolicy } from '../../email/dmarc/policies.ts';
import { defineRule } from '../rule.ts';

/** `p=none`: the first stage of a roll-out, worth knowing and no more. */
export default defineRule({
  subject: 'dmarc',
  needs: ['p'],
  severity: 'info',
  sameWhere: [],
  specs: ['RFC 9989 §5.1.7', 'RFC 9989 §5.1.4'],
  why: 'With p=none failing mail is delivered as if there were no DMARC, so anyone can still write in the name of the domain. That is right while the reports are being read; afterwards it is time for quarantine, and where no list or forwarder matters, reject.',
  messages: {
    watching: '"p=none" only watches: forged mail is delivered as before.',
  },
  check(dmarc, context) {
    if (!isPolicyRecord(context) || statedPolicy(dmarc, 'p') !== 'none') return;
    // dmarc-p-none-no-rua says more.
    if (asksForNothing(dmarc) && certainlyLacks(dmarc, context, 'rua')) return;
    const p = dmarcTagOf(dmarc, 'p');
    if (p !== undefined) context.report({ at: p.range, message: 'watching' });
  },
});
