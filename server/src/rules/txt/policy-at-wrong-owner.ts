import { labelsOf } from '../../dns/names.ts';
import { policyTitleOf } from '../../email/policy-text.ts';
import { defineRule } from '../rule.ts';

/**
 * An SPF record is at a name that is never queried. Other rules report other mail records: dmarc-wrong-owner,
 * dkim-wrong-name, mta-sts-wrong-owner and so on.
 */
export default defineRule({
  subject: 'txt',
  severity: 'error',
  specs: ['RFC 7208 §3.1', 'RFC 8552 §2'],
  why: 'Receivers query SPF only at the domain that the mail is from, so they never read it at this name. The domain appears to have no SPF record.',
  symptoms: ['550 5.7.26'],
  messages: {
    spf: 'SPF is queried at the domain itself, never at "{label}".',
  },
  check({ record, value }, context) {
    const { owner } = record;
    const kind = /^v/i.test(value.text) ? policyTitleOf(value.text, owner) : undefined;
    if (kind !== 'SPF') return;
    const label = labelsOf(owner).find((l) => NO_SPF.has(l));
    if (label !== undefined) context.report({ at: { part: 'owner' }, message: 'spf', data: { label } });
  },
});

/** Labels of names that no message is sent from. */
const NO_SPF = new Set(['_dmarc', '_domainkey', '_mta-sts', '_tls', '_bimi']);
