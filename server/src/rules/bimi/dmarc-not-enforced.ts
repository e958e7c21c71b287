import { isKnown, labelsOf } from '../../dns/names.ts';
import { type EffectivePolicy } from '../../domain/dmarc/policy.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { declines } from '../../email/bimi/model.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { toPercentage } from '../../email/dmarc/tags.ts';
import { versionRange } from '../../email/versioned-tags.ts';
import { relatedRecord } from '../../records/report.ts';
import { defineRule } from '../rule.ts';

/** A logo for a domain without an enforced DMARC policy. */
export default defineRule({
  subject: 'bimi',
  severity: 'warning',
  specs: ['draft-brand-indicators-for-message-identification', 'RFC 9989 §4.7'],
  why: 'Receivers show a logo only if the DMARC policy is quarantine or reject for the domain, its subdomains and all of its mail.',
  messages: {
    none: '{domain} has no DMARC record, so receivers do not show this logo.',
    policy: 'The DMARC policy of {domain} is "{tag}=none", so receivers do not show this logo.',
    percentage: 'The DMARC policy of {domain} has "pct={value}", so receivers do not show this logo.',
  },
  check(bimi, context) {
    const { record } = context;
    if (record === undefined || declines(bimi) || record.conditional) return;
    const labels = labelsOf(record.owner);
    const at = labels.indexOf('_bimi');
    const domain = labels.slice(at + 1).join('.');
    if (at < 1 || domain === '' || !isKnown(domain)) return;
    const here = mailDomain(domain, context).policy;
    const fault = faultOf(here);
    if (fault === undefined) return;
    context.report({
      at: versionRange(bimi),
      message: fault.message,
      data: { domain, tag: '', value: '', ...fault.data },
      related: here.kind === 'found' ? relatedRecord(here.record, 'The DMARC record') : [],
    });
  },
});

interface Fault {
  readonly message: 'none' | 'policy' | 'percentage';
  readonly data?: Readonly<Record<string, string>>;
}

function faultOf(here: EffectivePolicy): Fault | undefined {
  if (here.kind === 'unknown') return undefined;
  // Other rules report an unusable DMARC record.
  if (here.kind === 'none') return here.own === 'absent' ? { message: 'none' } : undefined;
  const { reading, dmarc } = here;
  if (reading.p === 'none') return { message: 'policy', data: { tag: 'p' } };
  if (reading.sp === 'none') return { message: 'policy', data: { tag: 'sp' } };
  const pct = dmarcTagOf(dmarc, 'pct');
  const percentage = pct && toPercentage(pct.value);
  if (percentage === undefined || percentage === 100) return undefined;
  return { message: 'percentage', data: { value: String(percentage) } };
}
