import type { DomainName } from '../../dns/names.ts';
import { firstLabelOf, parentOf } from '../../dns/names.ts';
import { SuffixTable } from '../../dns/suffix-table.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { platformOf } from '../../email/mx/platforms.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { allServices } from './all.ts';
import { lazily } from './lazily.ts';
import type { Service, ServiceKey } from './model.ts';

const byId = lazily((services) => new Map(services.map((service) => [service.id, service])));
const byInclude = lazily((services) => groupedBy(services, ({ includes }) => includes));
const byCustomerInclude = lazily((services) => endsOf(services, ({ customerIncludes }) => customerIncludes));
const byMailServer = lazily((services) => endsOf(services, ({ mx }) => mx));
const byKeyTarget = lazily((services) => endsOf(services, ({ dkim }) => dkim?.targets ?? []));
/** Services by the selectors of TXT keys. */
const bySelector = lazily((services) =>
  groupedBy(services, ({ dkim }) =>
    (dkim?.keys ?? []).filter(({ type }) => type === 'TXT').map(({ selector }) => selector),
  ),
);
const byReturnPath = lazily((services) =>
  endsOf(services, ({ returnPath }) => (returnPath === undefined ? [] : [returnPath.target])),
);
/** Services by the domains that customers point their return paths, includes or keys to. */
const byEnvelope = lazily((services) =>
  endsOf(
    services.filter(({ kind }) => kind === 'mailer' || kind === 'application'),
    ({ includes, returnPath, dkim }) => {
      const names = [...includes, ...(dkim?.targets ?? []), ...(returnPath ? [returnPath.target] : [])];
      return new Set(names.map((name) => registeredDomain(name) ?? name));
    },
  ),
);

function endsOf(
  services: readonly Service[],
  namesOf: (service: Service) => Iterable<DomainName>,
): SuffixTable<Service> {
  const entries: (readonly [DomainName, Service])[] = [];
  for (const service of services) for (const name of namesOf(service)) entries.push([name, service]);
  return new SuffixTable(entries);
}

function groupedBy(
  services: readonly Service[],
  keysOf: (service: Service) => readonly string[],
): ReadonlyMap<string, readonly Service[]> {
  const groups = new Map<string, Service[]>();
  for (const service of services) {
    for (const key of keysOf(service)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [service]);
      else group.push(service);
    }
  }
  return groups;
}

export function serviceById(id: string): Service | undefined {
  return byId().get(id);
}

/** The problem with a service's id, as the end of a sentence that begins with the id. */
export function faultOfService(id: string): string | undefined {
  if (byId().has(id)) return undefined;
  const near =
    nearestName(id, byId().keys()) ?? allServices().find(({ name }) => slug(name).includes(slug(id)))?.id;
  const hint =
    near === undefined
      ? 'use "host" or "ip" instead, or a service from docs/senders.md'
      : `did you mean "${near}"?`;
  return `is not a service in the catalog; ${hint}`;
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/** The services whose name a record includes. Several may share one, as Resend sends through Amazon SES. */
export function servicesOfInclude(name: DomainName): readonly Service[] {
  const named = byInclude().get(name) ?? [];
  const ofCustomers = byCustomerInclude().valuesFor(name);
  if (ofCustomers.length === 0) return named;
  return [...named, ...ofCustomers.filter((service) => !named.includes(service))];
}

export function serviceOfMailServer(host: DomainName): Service | undefined {
  return byMailServer().valuesFor(host)[0];
}

/** The services whose key a CNAME at `selector._domainkey` points to. */
export function serviceOfKeyTarget(target: DomainName): Service | undefined {
  const above = parentOf(target);
  return above === undefined ? undefined : byKeyTarget().valuesFor(above)[0];
}

/** Whether it is a host that customers of a service point MX and CNAME records to, or a host of its platform. */
export function isHostOfService(name: DomainName): boolean {
  if (serviceOfMailServer(name) !== undefined || serviceOfKeyTarget(name) !== undefined) return true;
  return byReturnPath().valuesFor(name).length > 0 || platformOf(name) !== undefined;
}

/** Characters of a selector that is treated as the name of a service. */
const TELLING_SELECTOR = 5;

/** The service of a TXT key, if its selector is the service's own name, such as `google` and `mailjet`. */
export function serviceOfSelector(selector: string): Service | undefined {
  if (selector.length < TELLING_SELECTOR) return undefined;
  return bySelector()
    .get(selector)
    ?.find(({ id }) => id.includes(selector));
}

/**
 * The services that a MAIL FROM domain with such a record points to. Several may share a target, as Resend sends
 * through Amazon SES but asks its customers for a different name.
 */
export function serviceOfReturnPath(
  name: DomainName,
  type: 'CNAME' | 'MX',
  target: DomainName,
): Service | undefined {
  const label = firstLabelOf(name);
  const fitting = byReturnPath()
    .valuesFor(target)
    .filter(({ returnPath }) => returnPath?.type === type);
  const withLabel = (wanted: string | undefined): Service | undefined =>
    fitting.find(({ returnPath }) => returnPath?.label === wanted);
  // An MX at another name may belong to the service that receives the domain's mail. Cloudflare uses one host for both.
  return withLabel(label) ?? withLabel(undefined) ?? (type === 'CNAME' ? fitting[0] : undefined);
}

/** The service whose own domain is in MAIL FROM. */
export function serviceOfEnvelope(domain: DomainName): Service | undefined {
  return byEnvelope().valuesFor(domain)[0];
}

/** The CNAME target of a key for this domain; `undefined` if only the service can tell its customer. */
export function targetOfKey({ target }: ServiceKey, domain: DomainName): DomainName | undefined {
  return target?.replaceAll('{domain}', domain).replaceAll('{dashed}', domain.replaceAll('.', '-'));
}
