import type { DnsFacts } from '../../../dns/facts.ts';
import { isVoid } from '../../../dns/facts.ts';
import type { DomainName } from '../../../dns/names.ts';
import { isAtOrBelow } from '../../../dns/names.ts';
import type { SpfResult } from '../../spf/evaluate/verdict.ts';
import { registeredDomain } from '../public-suffix.ts';
import type { DmarcReader } from '../reading.ts';
import { policyToApply } from '../reading.ts';
import type { Alignment, DmarcPolicy } from '../tags.ts';
import type { PublishedPolicy } from './published.ts';
import { publishedAt } from './published.ts';
import type { TreeWalk } from './tree-walk.ts';
import { isOpen, organizationalDomain, policyFor, walkTree } from './tree-walk.ts';

/** The input of a DMARC evaluation. Domains are canonical names. */
export interface Authenticated {
  /** The domain of the From header. */
  readonly from: DomainName;
  readonly spf: { readonly result: SpfResult; readonly domain: DomainName };
  /** The `d=` of each signature that verifies. */
  readonly dkim: readonly DomainName[];
}

/**
 * pass: SPF or DKIM passes and is aligned. fail: neither does. none: the domain has no DMARC policy. temperror: a DNS server
 * failed. pending: an answer that decides is unknown.
 */
export type DmarcResult = 'pass' | 'fail' | 'none' | 'temperror' | 'pending';

export interface DmarcVerdict {
  readonly reader: DmarcReader;
  readonly result: DmarcResult;
  /** The domain of the record, and its content. */
  readonly policy: PublishedPolicy | undefined;
  /** The policy to apply if the message fails, including `t=y`; `undefined` if there is none or an unresolved value decides. */
  readonly toApply: DmarcPolicy | undefined;
  /** The percentage of failing mail to which the policy applies. */
  readonly percentage: number | undefined;
  readonly alignment: { readonly spf: AlignedLeg; readonly dkim: readonly AlignedLeg[] };
}

export interface AlignedLeg {
  readonly domain: DomainName;
  readonly passes: boolean | 'pending';
  readonly aligned: boolean | 'pending';
  /** The alignment mode of the record. */
  readonly mode: Alignment | undefined;
}

/** DMARC of one message for a receiver that follows that RFC: RFC 9989 §5.3, RFC 7489 §6.6.2. */
export function evaluateDmarc(
  mail: Authenticated,
  facts: DnsFacts,
  reader: DmarcReader = 'RFC 9989',
): DmarcVerdict {
  const organization = reader === 'RFC 9989' ? byTreeWalk(facts) : byPublicSuffix;
  const found = reader === 'RFC 9989' ? discoverPolicy(mail.from, facts) : discoverBySuffix(mail.from, facts);
  const policy = typeof found === 'string' ? undefined : found;
  const { aspf, adkim } = policy?.reading ?? {};
  const alignment = {
    spf: legOf(mail.spf.domain, mail.from, spfPasses(mail.spf.result), aspf, organization),
    dkim: mail.dkim.map((domain) => legOf(domain, mail.from, true, adkim, organization)),
  };
  const base = {
    reader,
    policy,
    toApply: policy && policyToApply(policy.reading, relationOf(mail.from, policy, facts)),
    percentage: policy?.reading.percentage,
    alignment,
  };
  if (policy === undefined) {
    const results = { none: 'none', unknown: 'pending', failure: 'temperror' } as const;
    return { ...base, result: results[found as 'none' | 'unknown' | 'failure'] };
  }
  return { ...base, result: resultOf([alignment.spf, ...alignment.dkim], mail.spf.result) };
}

/**
 * none: there is certainly no policy. unknown: there is no answer, or an unresolved value decides. failure: a DNS server failed.
 */
export type Missing = 'none' | 'unknown' | 'failure';

/** The policy for mail from the domain. RFC 9989 §4.10.1. */
export function discoverPolicy(
  from: DomainName,
  facts: DnsFacts,
  walk: TreeWalk = walkTree(from, facts),
): PublishedPolicy | Missing {
  const [own] = walk.steps;
  // RFC 9989 §4.10.1: the domain's own record takes precedence over those of parent domains.
  if (own?.kind === 'policy') return own;
  return isOpen(walk) ?? policyFor(walk) ?? 'none';
}

/**
 * RFC 7489 §6.6.3: the domain's own record, or that of its organizational domain by the public suffix list if the domain has none.
 * Several records or one without a usable policy end the search: DMARC does not apply.
 */
function discoverBySuffix(from: DomainName, facts: DnsFacts): PublishedPolicy | Missing {
  const organizational = byPublicSuffix(from);
  for (const domain of organizational === from ? [from] : [from, organizational]) {
    const published = publishedAt(domain, facts, 'RFC 7489');
    if (published.kind === 'policy') return published;
    if (published.kind !== 'none') return published.kind;
    if (published.because !== 'absent') return 'none';
  }
  return 'none';
}

/** `undefined` if unknown. */
type OrganizationOf = (domain: DomainName) => DomainName | undefined;

function byTreeWalk(facts: DnsFacts): OrganizationOf {
  return (domain) => {
    const walk = walkTree(domain, facts);
    return isOpen(walk) === undefined ? organizationalDomain(walk) : undefined;
  };
}

function byPublicSuffix(domain: DomainName): DomainName {
  return registeredDomain(domain) ?? domain;
}

function legOf(
  domain: DomainName,
  from: DomainName,
  passes: boolean | 'pending',
  mode: Alignment | undefined,
  organization: OrganizationOf,
): AlignedLeg {
  return { domain, passes, mode, aligned: isAligned(domain, from, mode, organization) };
}

/** RFC 9989 §4.4: strict alignment requires the same domain, relaxed alignment the same organizational domain. */
function isAligned(
  domain: DomainName,
  from: DomainName,
  mode: Alignment | undefined,
  organization: OrganizationOf,
): boolean | 'pending' {
  if (domain === from) return true;
  if (mode === 's') return false;
  const [a, b] = [organization(domain), organization(from)];
  const same = a === undefined || b === undefined ? mayBeSame(domain, from) : a === b;
  return mode === undefined && same === true ? 'pending' : same;
}

/** No organizational domain contains names that were registered separately. */
function mayBeSame(domain: DomainName, from: DomainName): false | 'pending' {
  const [a, b] = [domain, from].map((name) => registeredDomain(name) ?? name.split('.').at(-1));
  return a === b ? 'pending' : false;
}

/** The relation of the From domain to the domain whose policy is used. */
export function relationOf(
  from: DomainName,
  { domain }: Pick<PublishedPolicy, 'domain'>,
  facts: DnsFacts,
): 'domain' | 'subdomain' | 'missing subdomain' {
  if (from === domain || !isAtOrBelow(from, domain)) return 'domain';
  // RFC 9989 §3.2.13: a name without A, AAAA and MX records does not exist.
  const types = ['A', 'AAAA', 'MX'] as const;
  return types.every((type) => isVoid(facts.ask(from, type))) ? 'missing subdomain' : 'subdomain';
}

function spfPasses(result: SpfResult): boolean | 'pending' {
  return result === 'pending' ? 'pending' : result === 'pass';
}

function resultOf(legs: readonly AlignedLeg[], spf: SpfResult): DmarcResult {
  if (legs.some(({ passes, aligned }) => passes === true && aligned === true)) return 'pass';
  // If neither passed nor failed so far, one of them is pending.
  const isUndecided = legs.some(({ passes, aligned }) => passes !== false && aligned !== false);
  if (isUndecided) return 'pending';
  const [spfLeg] = legs;
  return spf === 'temperror' && spfLeg?.aligned === true ? 'temperror' : 'fail';
}
