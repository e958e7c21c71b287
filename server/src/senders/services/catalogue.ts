import type { DomainName } from '../../dns/names.ts';
import { firstLabelOf, isAtOrBelow, isBelow } from '../../dns/names.ts';
import { SuffixTable } from '../../dns/suffix-table.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { APPLICATIONS } from './applications.ts';
import { GATEWAYS } from './gateways.ts';
import { MAILBOXES } from './mailboxes.ts';
import { MAILERS } from './mailers.ts';
import type { Service, ServiceKey } from './model.ts';

/** The services that are known. */
export const SERVICES: readonly Service[] = [...MAILBOXES, ...GATEWAYS, ...MAILERS, ...APPLICATIONS];

const BY_ID: ReadonlyMap<string, Service> = new Map(SERVICES.map((service) => [service.id, service]));

export function serviceById(id: string): Service | undefined {
  return BY_ID.get(id);
}

const BY_INCLUDE = new Map<DomainName, readonly Service[]>();
for (const service of SERVICES) {
  for (const name of service.includes) BY_INCLUDE.set(name, [...(BY_INCLUDE.get(name) ?? []), service]);
}

const BY_CUSTOMER_INCLUDE = new SuffixTable(
  SERVICES.flatMap((service) => service.customerIncludes.map((end) => [end, service] as const)),
);

const BY_MAIL_SERVER = new SuffixTable(
  SERVICES.flatMap((service) => service.mx.map((end) => [end, service] as const)),
);

/** What is wrong with a service's id, as the end of a sentence that the id begins. */
export function faultOfService(id: string): string | undefined {
  if (BY_ID.has(id)) return undefined;
  const near =
    nearestName(id, BY_ID.keys()) ?? SERVICES.find(({ name }) => slug(name).includes(slug(id)))?.id;
  const hint =
    near === undefined
      ? 'give its "host" or "ip" instead, or one of the services in docs/senders.md'
      : `did you mean "${near}"?`;
  return `is not a service of the catalogue; ${hint}`;
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/** Whose name it is that a record includes. Several may share one: Resend sends through Amazon SES. */
export function servicesOfInclude(name: DomainName): readonly Service[] {
  const named = BY_INCLUDE.get(name) ?? [];
  const ofCustomers = BY_CUSTOMER_INCLUDE.valuesFor(name);
  if (ofCustomers.length === 0) return named;
  return SERVICES.filter((service) => named.includes(service) || ofCustomers.includes(service));
}

export function serviceOfMailServer(host: DomainName): Service | undefined {
  return BY_MAIL_SERVER.valuesFor(host)[0];
}

/** Whose key a CNAME at `selector._domainkey` leads to. */
export function serviceOfKeyTarget(target: DomainName): Service | undefined {
  return SERVICES.find(({ dkim }) => dkim?.targets.some((end) => isBelow(target, end)) === true);
}

/** Characters of a selector that is taken for the name of a service. */
const TELLING_SELECTOR = 5;

/** Whose TXT key a selector tells: one that is in the service's own name, as `google` and `mailjet` are. */
export function serviceOfSelector(selector: string): Service | undefined {
  if (selector.length < TELLING_SELECTOR) return undefined;
  return SERVICES.find(
    ({ id, dkim }) =>
      id.includes(selector) && dkim?.keys.some((key) => key.type === 'TXT' && key.selector === selector),
  );
}

/**
 * To whom a name for MAIL FROM leads by such a record. Several may share a target: Resend sends through Amazon SES, and
 * has its customers use a name of its own.
 */
export function serviceOfReturnPath(
  name: DomainName,
  type: 'CNAME' | 'MX',
  target: DomainName,
): Service | undefined {
  const label = firstLabelOf(name);
  const fitting = SERVICES.filter(
    ({ returnPath }) => returnPath?.type === type && isAtOrBelow(target, returnPath.target),
  );
  const labelled = fitting.find(({ returnPath }) => returnPath?.label === label);
  return labelled ?? fitting.find(({ returnPath }) => returnPath?.label === undefined) ?? fitting[0];
}

/** Whose own domain is in MAIL FROM: one below which customers point their return paths, includes or keys. */
export function serviceOfEnvelope(domain: DomainName): Service | undefined {
  return SERVICES.find(
    ({ kind, includes, returnPath, dkim }) =>
      (kind === 'mailer' || kind === 'application') &&
      [...includes, ...(dkim?.targets ?? []), ...(returnPath === undefined ? [] : [returnPath.target])].some(
        (name) => isAtOrBelow(domain, registeredDomain(name) ?? name),
      ),
  );
}

/** Where the CNAME of a key leads for this domain; `undefined` where the customer is told by the service alone. */
export function targetOfKey({ target }: ServiceKey, domain: DomainName): DomainName | undefined {
  return target?.replaceAll('{domain}', domain).replaceAll('{dashed}', domain.replaceAll('.', '-'));
}
