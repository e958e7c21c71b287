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

/** What is known of a mail when DMARC is evaluated. Domains are canonical names. */
export interface Authenticated {
  /** Of the From header. */
  readonly from: DomainName;
  readonly spf: { readonly result: SpfResult; readonly domain: DomainName };
  /** The `d=` of each signature that verifies. */
  readonly dkim: readonly DomainName[];
}

/**
 * pass: a leg passes and is aligned. fail: none does. none: the domain has no DMARC policy. temperror: a server failed.
 * pending: an answer that decides is not known.
 */
export type DmarcResult = 'pass' | 'fail' | 'none' | 'temperror' | 'pending';

export interface DmarcVerdict {
  readonly reader: DmarcReader;
  readonly result: DmarcResult;
  /** Whose record it is and what it says. */
  readonly policy: PublishedPolicy | undefined;
  /** What the record asks for if the mail fails, `t=y` reckoned in; `undefined` where there is none or a hole decides. */
  readonly toApply: DmarcPolicy | undefined;
  /** Percentage of failing mail that it asks this for. */
  readonly percentage: number | undefined;
  readonly alignment: { readonly spf: AlignedLeg; readonly dkim: readonly AlignedLeg[] };
}

export interface AlignedLeg {
  readonly domain: DomainName;
  readonly passes: boolean | 'pending';
  readonly aligned: boolean | 'pending';
  /** How the record wants it compared. */
  readonly mode: Alignment | undefined;
}

/** DMARC of one mail as a receiver sees it that follows that RFC: RFC 9989 §5.3, RFC 7489 §6.6.2. */
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

/** none: there is certainly no policy. unknown: nobody has answered, or a hole decides. failure: a server could not. */
export type Missing = 'none' | 'unknown' | 'failure';

/** The policy for mail from the domain. RFC 9989 §4.10.1. */
export function discoverPolicy(
  from: DomainName,
  facts: DnsFacts,
  walk: TreeWalk = walkTree(from, facts),
): PublishedPolicy | Missing {
  const [own] = walk.steps;
  // RFC 9989 §4.10.1: the domain's own record is used, whatever stands above.
  if (own?.kind === 'policy') return own;
  return isOpen(walk) ?? policyFor(walk) ?? 'none';
}

/** RFC 7489 §6.6.3: the domain's own record, else that of its organizational domain by the public suffix list. */
function discoverBySuffix(from: DomainName, facts: DnsFacts): PublishedPolicy | Missing {
  const organizational = byPublicSuffix(from);
  for (const domain of organizational === from ? [from] : [from, organizational]) {
    const published = publishedAt(domain, facts, 'RFC 7489');
    if (published.kind === 'policy') return published;
    if (published.kind !== 'none') return published.kind;
  }
  return 'none';
}

/** `undefined`: not known. */
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

/** RFC 9989 §4.4: strict wants the same domain, relaxed the same organizational domain. */
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

/** No organizational domain holds names that were registered apart. */
function mayBeSame(domain: DomainName, from: DomainName): false | 'pending' {
  const [a, b] = [domain, from].map((name) => registeredDomain(name) ?? name.split('.').at(-1));
  return a === b ? 'pending' : false;
}

/** How the domain in From stands to the one whose policy is used. */
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
  // What neither passes nor fails by now is pending on one side or the other.
  const isUndecided = legs.some(({ passes, aligned }) => passes !== false && aligned !== false);
  if (isUndecided) return 'pending';
  const [spfLeg] = legs;
  return spf === 'temperror' && spfLeg?.aligned === true ? 'temperror' : 'fail';
}
