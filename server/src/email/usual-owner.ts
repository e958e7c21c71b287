import { childOf } from '../dns/names.ts';
import type { DomainName } from '../dns/names.ts';
import { HOLE } from '../text/mapped-text.ts';
import { policyKindOf } from './policies.ts';
import type { PolicyKind } from './policies.ts';
import { LABELS } from './underscored-names.ts';

/** In front of the domain; a selector may have any name. SPF is at the domain itself. */
const USUAL_LABELS: Readonly<Record<Exclude<PolicyKind, 'spf'>, string>> = {
  dmarc: '_dmarc',
  dkim: `${HOLE}._domainkey`,
  'mta-sts': LABELS['MTA-STS'],
  'tls-rpt': LABELS['TLS-RPT'],
  bimi: LABELS.BIMI,
};

/** The tags that a key without a version begins with. */
const KEY_TAG = /^\s*[kp]\s*=/i;

/** Where receivers look for a record with this text, of a domain. What is no policy is at the domain itself. */
export function usualOwner(text: string, domain: DomainName): DomainName {
  const kind = policyKindOf(text, domain) ?? (KEY_TAG.test(text) ? 'dkim' : undefined);
  return kind === undefined || kind === 'spf' ? domain : childOf(USUAL_LABELS[kind], domain);
}
