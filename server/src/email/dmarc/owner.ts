import { childOf, labelsOf, type DomainName } from '../../dns/names.ts';

/** The purpose of a DMARC text, by its owner name. */
export type DmarcPlace =
  /** `_dmarc.<domain>`: the policy of that domain. RFC 9989 §4.5. */
  | { readonly kind: 'policy'; readonly domain: DomainName }
  /** `<reported>._report._dmarc.<target>`: the target accepts reports about other domains. RFC 9990 §4. */
  | { readonly kind: 'report-permission'; readonly reported: string; readonly target: DomainName }
  /** Receivers never query it under this name, unless an alias points here. */
  | { readonly kind: 'elsewhere' };

export const POLICY_LABEL = '_dmarc';
export const REPORT_LABEL = '_report';

const PLAIN_POLICY = /^_dmarc\.([a-z0-9-]+(?:\.[a-z0-9-]+)*)$/;

export function dmarcPlaceOf(owner: DomainName): DmarcPlace {
  const plain = PLAIN_POLICY.exec(owner)?.[1];
  if (plain !== undefined) return { kind: 'policy', domain: plain };
  const labels = labelsOf(owner);
  const report = labels.findIndex((label, i) => label === REPORT_LABEL && labels[i + 1] === POLICY_LABEL);
  if (report > 0) {
    const reported = labels.slice(0, report).join('.');
    return { kind: 'report-permission', reported, target: labels.slice(report + 2).join('.') };
  }
  const [first, ...domain] = labels;
  // No email address ends in a domain with such a label, so receivers never query its policy: `_dmarc._domainkey.example.com`. A
  // "*" that is not the first label is not a wildcard (RFC 4592 §2.1.1).
  const isMailDomain = domain.every((label) => !label.startsWith('_') && label !== '*');
  if (first !== POLICY_LABEL || !isMailDomain) return { kind: 'elsewhere' };
  return { kind: 'policy', domain: domain.join('.') };
}

/** The name at which receivers look up the policy of a domain. RFC 9989 §4.10.1. */
export function policyOwner(domain: DomainName): DomainName {
  return childOf(POLICY_LABEL, domain);
}
