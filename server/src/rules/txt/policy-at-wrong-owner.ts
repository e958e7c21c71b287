import { labelsOf } from '../../dns/names.ts';
import { policyTitleOf } from '../../email/policy-text.ts';
import { defineRule } from '../rule.ts';

/**
 * SPF at a name that is never queried. Other mail records have rules of their own: dmarc-wrong-owner, dkim-wrong-name,
 * mta-sts-wrong-owner and so on.
 */
export default defineRule({
  subject: 'txt',
  severity: 'error',
  specs: ['RFC 7208 §3.1', 'RFC 8552 §2'],
  why: 'Receivers ask for SPF at the domain that the mail is from only, so at this name it is never read: the domain looks as if it had none.',
  symptoms: ['550 5.7.26'],
  messages: {
    spf: 'SPF is asked for at the domain itself, never at "{label}".',
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
