import { dmarcDomainOf, isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { defineRule } from '../rule.ts';

/** A `ruf` address in another organization. One in the same organization is not reported. */
export default defineRule({
  subject: 'dmarc',
  needs: ['ruf'],
  severity: 'hint',
  sameWhere: ['target'],
  specs: ['RFC 9989 §11.6', 'RFC 9989 §5.3.9', 'RFC 9991'],
  why: 'Failure reports contain parts of the failing mail, some of it private. For this reason, few receivers send them, and their recipient must keep them safe.',
  messages: {
    abroad: '"ruf" sends parts of failing mail, including private mail, to {target}.',
  },
  check(dmarc, context) {
    const domain = dmarcDomainOf(context);
    const own = domain === undefined ? undefined : registeredDomain(domain);
    if (own === undefined || !isPolicyRecord(context)) return;
    for (const uri of dmarc.ruf) {
      if (uri.domain === undefined || (registeredDomain(uri.domain) ?? own) === own) continue;
      context.report({ at: uri.range, message: 'abroad', data: { target: uri.domain } });
    }
  },
});
