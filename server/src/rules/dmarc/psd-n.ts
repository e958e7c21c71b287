import { dmarcDomainOf } from '../../domain/dmarc/subject.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { dmarcPlaceOf } from '../../email/dmarc/owner.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { toPublicSuffixFlag } from '../../email/dmarc/tags.ts';
import { defineRule } from '../rule.ts';

/** `psd=n` on a subdomain, which separates it from the parent domain. */
export default defineRule({
  subject: 'dmarc',
  needs: ['psd'],
  severity: 'hint',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §5.1.8'],
  why: 'The name becomes an organizational domain: its mail no longer aligns with signatures or MAIL FROM addresses of the parent domain, and its subdomains inherit its policy. RFC 7489 receivers use the public suffix list and see no difference.',
  messages: {
    apart: '"psd=n" separates {domain} from {above}, so the two no longer align for RFC 9989 receivers.',
  },
  check(dmarc, context) {
    const tag = dmarcTagOf(dmarc, 'psd');
    if (tag === undefined || toPublicSuffixFlag(tag.value) !== 'n' || context.record === undefined) return;
    const domain = dmarcDomainOf(context);
    if (domain === undefined || dmarcPlaceOf(context.record.owner).kind !== 'policy') return;
    const above = registeredDomain(domain);
    if (above === undefined || above === domain) return;
    context.report({ at: tag.range, message: 'apart', data: { domain, above } });
  },
});
