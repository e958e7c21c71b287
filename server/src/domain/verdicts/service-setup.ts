import type { SetupRecords, ZoneFacts } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { childOf } from '../../dns/names.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import type { Directive, SpfRecord } from '../../email/spf/model.ts';
import {
  serviceOfKeyTarget,
  serviceOfMailServer,
  serviceOfSelector,
  servicesOfInclude,
} from '../../senders/services/catalog.ts';
import type { Service } from '../../senders/services/model.ts';
import { sendsFrom } from '../../senders/services/provider-networks.ts';
import { sampleAddresses } from './sample-addresses.ts';
import type { SpfOptions } from './spf-options.ts';

/**
 * Whether a key for the domain may belong to the service. True if unknown, because only a complete zone without such a
 * key shows that the service signs with its own domain.
 */
export function mayHaveKeyOf(service: Service, domain: DomainName, facts: ZoneFacts): boolean {
  const setup = setupOf(domain, facts);
  return setup === undefined || setup.keys.some((key) => mayBeKeyOf(service, key));
}

/**
 * Whether mail from the service may pass SPF for a name of the organization. True if unknown, because only a complete
 * zone without a return path or an SPF record for it shows that the service uses its own domain in MAIL FROM.
 */
export function mayPassSpfFor(
  service: Service,
  domain: DomainName,
  { facts, read }: Pick<SpfOptions, 'facts' | 'read'>,
): boolean {
  const setup = setupOf(domain, facts);
  if (setup === undefined) return true;
  const organization = organizationOf(domain);
  return (
    setup.targets.some(({ name }) => mayBeTargetOf(service, name, organization)) ||
    setup.spf.some(({ text }) => mayCover(read(text), service, organization))
  );
}

/**
 * Whether the catalog shows what customers publish for the service. Other services may send through the customer's own
 * mail servers, and need no names.
 */
export function isDescribed({ includes, customerIncludes, dkim, envelope }: Service): boolean {
  return includes.length + customerIncludes.length > 0 || dkim !== undefined || envelope !== undefined;
}

/**
 * `undefined` unless the complete zone of the organization is known, which then proves that other names do not exist.
 */
function setupOf(domain: DomainName, facts: ZoneFacts): SetupRecords | undefined {
  const organization = organizationOf(domain);
  const answer = facts.ask(childOf(ABSENT, organization), 'TXT');
  const isDenied = answer.status === 'nxdomain' && answer.source?.kind === 'workspace';
  return isDenied ? facts.setupRecords(organization) : undefined;
}

/** A label that no zone has. A complete zone without a wildcard proves that it does not exist. */
const ABSENT = '_mailtxt-absent';

function organizationOf(name: DomainName): DomainName {
  return registeredDomain(name) ?? name;
}

/**
 * Whether a name of `other` certainly does not belong to the service. Applications send through mailers such as Amazon
 * SES. If the catalog does not show how a service sends, only names of mailbox providers and gateways certainly belong
 * to others.
 */
function isCertainlyOther(other: Service | undefined, { id, envelope }: Service): boolean {
  if (other === undefined || other.id === id || other.kind === 'spf') return false;
  return envelope !== undefined || other.kind === 'mailbox' || other.kind === 'gateway';
}

/** Every key that does not certainly belong to another service may belong to this one. */
function mayBeKeyOf(service: Service, { owner, target }: SetupRecords['keys'][number]): boolean {
  if (target !== undefined) return !isCertainlyOther(serviceOfKeyTarget(target), service);
  const name = dkimNameOf(owner);
  return name.kind !== 'key' || !isCertainlyOther(serviceOfSelector(name.selector), service);
}

/** Return paths of a service point to its own names, if the catalog shows how it sends. */
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
      // "?all" never passes.
      return term.qualifier === '+';
    case 'ip4':
    case 'ip6':
      // A single address is the domain's own host, unless the service has it. Networks often belong to a service.
      if (term.network === undefined || sampleAddresses(term.network).length > 1) return true;
      return sendsFrom(service, term.network.address);
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
