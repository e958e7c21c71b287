import type { DnsFacts } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { childOf } from '../../dns/names.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import type { Directive, SpfRecord } from '../../email/spf/model.ts';
import { isSpf, parseSpf } from '../../email/spf/parse.ts';
import { fieldOf } from '../../records/record.ts';
import type { DnsRecord } from '../../records/record.ts';
import {
  serviceOfKeyTarget,
  serviceOfMailServer,
  serviceOfSelector,
  servicesOfInclude,
} from '../../senders/services/catalogue.ts';
import { EVERY_DOMAIN } from '../../senders/known-sender.ts';
import type { Service } from '../../senders/services/model.ts';
import { sampleAddresses } from '../verdicts/sample-addresses.ts';

/** Records of one organization that may set it up with a service; more than a domain has for all its services. */
export const MAX_CUSTOMER_NAMES = 10_000;

interface Names {
  /** DKIM keys: the selector, and where an alias leads. */
  readonly keys: { readonly selector: string; readonly target: DomainName | undefined }[];
  /** Where names lead by CNAME, and subdomains by MX. */
  readonly targets: DomainName[];
  readonly spf: { readonly owner: DomainName; readonly record: SpfRecord }[];
  /** A part of the zone is unknown: a delegation, a template, or more than is kept. */
  isOpen: boolean;
}

/**
 * What the zones of an organization have that could make mail of a service aligned: keys, return paths, SPF records. Where
 * a whole zone has none of those, the service has its own domains in MAIL FROM and in its signatures.
 */
export class CustomerNames {
  private readonly byOrganization = new Map<DomainName, Names>();

  private readonly isOfAll: boolean;

  /** `domains`: those that are asked about, so that nothing is kept of others; all, where a sender is declared for all. */
  constructor(domains: Iterable<DomainName>) {
    for (const name of domains) this.byOrganization.set(organizationOf(name), noNames());
    this.isOfAll = this.byOrganization.has(EVERY_DOMAIN);
  }

  /** `isWhole`: all records of its document are taken, so that nothing is missed. */
  take(record: DnsRecord, isWhole: boolean): void {
    const { owner, type, rdata, conditional } = record;
    if (isWhole && !KEPT.has(type)) return;
    const organization = organizationOf(owner);
    let names = this.byOrganization.get(organization);
    if (names === undefined && this.isOfAll) this.byOrganization.set(organization, (names = noNames()));
    if (names === undefined || names.isOpen) return;
    if (!isWhole) names.isOpen = true;
    if (names.keys.length + names.targets.length + names.spf.length >= MAX_CUSTOMER_NAMES)
      names.isOpen = true;
    if (conditional || (type === 'NS' && owner !== organization)) names.isOpen = true;
    const key = dkimNameOf(owner);
    if (type === 'CNAME') {
      const target = fieldOf(record, 'cname')?.value;
      if (target === undefined) names.isOpen = true;
      else if (key.kind === 'key') names.keys.push({ selector: key.selector, target });
      else names.targets.push(target);
    } else if (type === 'MX') {
      const exchange = fieldOf(record, 'exchange')?.value;
      if (exchange !== undefined) names.targets.push(exchange);
    } else if (type === 'TXT' && rdata.kind === 'text') {
      if (key.kind === 'key') names.keys.push({ selector: key.selector, target: undefined });
      else if (!rdata.value.complete) names.isOpen = true;
      else if (isSpf(rdata.value.text)) names.spf.push({ owner, record: parseSpf(rdata.value) });
    }
  }

  /** Whether a key for the domain may be of the service. True where that is unknown. */
  mayHaveKey(service: Service, domain: DomainName, facts: DnsFacts): boolean {
    const names = this.wholeNames(domain, facts);
    return names === undefined || names.keys.some((key) => mayBeKeyOf(service, key));
  }

  /** Whether mail of the service may pass SPF for a name of the organization. True where that is unknown. */
  mayPassSpf(service: Service, domain: DomainName, facts: DnsFacts): boolean {
    const names = this.wholeNames(domain, facts);
    if (names === undefined) return true;
    const organization = organizationOf(domain);
    return (
      names.targets.some((target) => mayBeTargetOf(service, target, organization)) ||
      names.spf.some(({ record }) => mayCover(record, service, organization))
    );
  }

  /** `undefined` unless the zone is here as a whole: then it denies names that it does not have. */
  private wholeNames(domain: DomainName, facts: DnsFacts): Names | undefined {
    const organization = organizationOf(domain);
    const names = this.byOrganization.get(organization);
    if (names === undefined || names.isOpen) return undefined;
    const answer = facts.ask(childOf(ABSENT, organization), 'TXT');
    return answer.status === 'nxdomain' && answer.source?.kind === 'workspace' ? names : undefined;
  }
}

function noNames(): Names {
  return { keys: [], targets: [], spf: [], isOpen: false };
}

/** A label that no zone has. A zone that is whole, and has no wildcard, denies it. */
const ABSENT = '_mailtxt-absent';

const KEPT: ReadonlySet<string> = new Set(['CNAME', 'MX', 'NS', 'TXT']);

function organizationOf(name: DomainName): DomainName {
  return registeredDomain(name) ?? name;
}

/**
 * Whether a name of `other` is certainly none of the service's. Applications send through mailers, Amazon SES for one, so
 * where the catalog does not show how a service sends, only names of mailbox providers and gateways are certainly others'.
 */
function isCertainlyOther(other: Service | undefined, { id, envelope }: Service): boolean {
  if (other === undefined || other.id === id || other.kind === 'spf') return false;
  return envelope !== undefined || other.kind === 'mailbox' || other.kind === 'gateway';
}

/** Every key that does not certainly belong to another service may be of this one. */
function mayBeKeyOf(service: Service, { selector, target }: Names['keys'][number]): boolean {
  const owner = target === undefined ? serviceOfSelector(selector) : serviceOfKeyTarget(target);
  return !isCertainlyOther(owner, service);
}

/** Return paths of a service lead to its own names, where the catalog shows how it sends. */
function mayBeTargetOf(service: Service, target: DomainName, organization: DomainName): boolean {
  const owner = organizationOf(target);
  if (owner === organization) return false;
  const own = ownDomainsOf(service);
  if (own.size > 0 && service.envelope !== undefined) return own.has(owner);
  return !isCertainlyOther(serviceOfMailServer(target) ?? serviceOfKeyTarget(target), service);
}

function ownDomainsOf({
  includes,
  customerIncludes,
  dkim,
  mx,
  returnPath,
}: Service): ReadonlySet<DomainName> {
  const path = returnPath === undefined ? [] : [returnPath.target];
  const names = [...includes, ...customerIncludes, ...(dkim?.targets ?? []), ...mx, ...path];
  return new Set(names.map(organizationOf));
}

function mayCover(record: SpfRecord, service: Service, organization: DomainName): boolean {
  const { redirect, directives } = record;
  const leadsOn = redirect !== undefined && !isWithin(redirect.domain?.name, organization);
  return leadsOn || directives.some((term) => mayMatch(term, service, organization));
}

function mayMatch(term: Directive, service: Service, organization: DomainName): boolean {
  if (!('qualifier' in term)) return true;
  if (term.qualifier === '-' || term.qualifier === '~') return false;
  switch (term.kind) {
    case 'all':
      // "?all" lets nothing pass.
      return term.qualifier === '+';
    case 'ip4':
    case 'ip6':
      // A single address is a host of the domain's own; networks are often those of a service.
      return term.network === undefined || sampleAddresses(term.network).length > 1;
    case 'a':
    case 'mx':
      if ((term.prefix4?.bits ?? 32) < 32 || (term.prefix6?.bits ?? 128) < 128) return true;
      return term.domain !== undefined && !isWithin(term.domain.name, organization);
    case 'include': {
      const name = term.domain?.name;
      if (isWithin(name, organization)) return false;
      const services = name === undefined ? [] : servicesOfInclude(name);
      return services.length === 0 || !services.every((other) => isCertainlyOther(other, service));
    }
    default:
      return true;
  }
}

function isWithin(name: DomainName | undefined, organization: DomainName): boolean {
  return name !== undefined && organizationOf(name) === organization;
}
