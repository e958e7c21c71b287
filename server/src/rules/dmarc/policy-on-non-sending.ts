import { isKnown, labelsOf, type DomainName } from '../../dns/names.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { refusesAll } from '../../domain/spf/evaluable.ts';
import { tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { policyOwner } from '../../email/dmarc/owner.ts';
import { isNullMx } from '../../email/mx/exchange.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** A domain that says that it sends no mail, and lets others do so in its name. */
export default defineRule({
  subject: 'owner',
  types: ['MX', 'TXT'],
  severity: 'warning',
  specs: ['RFC 9989 §5.1', 'RFC 7208 §10.1.2', 'RFC 7505 §4.2'],
  why: 'SPF refuses only mail whose envelope is from the domain. What people see is the From field, and only a DMARC policy refuses mail that has the domain there. A domain that sends nothing has no mail to lose by "reject".',
  messages: {
    none: '{domain} sends no mail, but "p=none" lets anyone write in its name.',
    inherited:
      '{domain} sends no mail, but the policy of {above} for it is "none", which lets anyone write in its name.',
    missing: '{domain} sends no mail, but has no DMARC policy that refuses mail in its name.',
  },
  check(owner, context) {
    const domain = owner.name;
    if (!isKnown(domain) || labelsOf(domain).some((label) => label.startsWith('_') || label === '*')) return;
    const sign = parkedBy(domain, context);
    if (sign === undefined) return;
    const here = mailDomain(owner.name, context).policy;
    const own = policyOwner(domain);
    const add = {
      title: 'Refuse all mail in its name',
      safety: 'review',
      edits: [{ kind: 'add', owner: own, type: 'TXT', strings: ['v=DMARC1; p=reject'], record: sign }],
    } as const;
    if (here.kind === 'none' && here.own === 'absent') {
      context.report({ at: { part: 'rdata', record: sign }, message: 'missing', data: { domain }, fix: add });
    } else if (here.kind === 'found' && here.domain === domain && here.reading.p === 'none') {
      const { record } = here;
      if (record === undefined) return;
      const p = dmarcTagOf(here.dmarc, 'p');
      // A share of the mail is for a policy that is tried out: there is no mail to try it on.
      const share = dmarcTagOf(here.dmarc, 'pct');
      context.report({
        at: { part: 'rdata', record },
        message: 'none',
        data: { domain },
        fix: p && {
          title: share === undefined ? 'Use "p=reject"' : 'Use "p=reject", without "pct"',
          safety: 'review',
          edits: [
            { range: p.valueRange, text: 'reject', record },
            ...(share === undefined ? [] : [{ ...tagRemoval(here.dmarc, share.range), record }]),
          ],
        },
        related: [{ at: { part: 'rdata', record: sign }, message: 'The record that says so' }],
      });
    } else if (here.kind === 'found' && here.domain !== domain && here.reading.sp === 'none') {
      const data = { domain, above: here.domain };
      context.report({ at: { part: 'rdata', record: sign }, message: 'inherited', data, fix: add });
    }
  },
});

/**
 * The record that says that no mail is from the domain: a null MX, or `v=spf1 -all` at a name that nobody sends mail to
 * either. A host with an MX may take mail and send under another name; a host without one may never have been meant.
 */
function parkedBy(domain: DomainName, context: RuleContext): DnsRecord | undefined {
  const exchanges = context.recordsAt(domain, 'MX');
  const [only, ...more] = exchanges;
  const spf = mailDomain(domain, context).spf;
  const isRefusing = spf !== undefined && refusesAll(spf.spf);
  if (only !== undefined) {
    const isParked = more.length === 0 && isNullMx(only) && !only.conditional;
    return isParked && (spf === undefined || isRefusing) ? only : undefined;
  }
  return isRefusing && domain === context.apex ? spf.record : undefined;
}
