import { childOf } from '../dns/names.ts';
import type { DomainName } from '../dns/names.ts';
import { HOLE } from '../text/mapped-text.ts';
import { policyKindOf } from './policies.ts';
import type { PolicyKind } from './policies.ts';
import { LABELS } from './underscored-names.ts';

/** The labels before the domain. A selector can have any name. SPF is at the domain itself. */
const USUAL_LABELS: Readonly<Record<Exclude<PolicyKind, 'spf'>, string>> = {
  dmarc: '_dmarc',
  dkim: `${HOLE}._domainkey`,
  'mta-sts': LABELS['MTA-STS'],
  'tls-rpt': LABELS['TLS-RPT'],
  bimi: LABELS.BIMI,
};

/** The tags with which a key without a version begins. */
const KEY_TAG = /^\s*[kp]\s*=/i;

/**
 * The name at which receivers look up a record with this text for a domain. Text that is not a policy is at the domain itself.
 */
export function usualOwner(text: string, domain: DomainName): DomainName {
  const kind = policyKindOf(text, domain) ?? (KEY_TAG.test(text) ? 'dkim' : undefined);
  return kind === undefined || kind === 'spf' ? domain : childOf(USUAL_LABELS[kind], domain);
}
