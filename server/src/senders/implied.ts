import type { IpAddress } from '../dns/address.ts';
import type { DomainName } from '../dns/names.ts';
import { firstLabelOf, isAtOrBelow, isKnown, parentOf } from '../dns/names.ts';
import { dkimNameOf } from '../email/dkim/names.ts';
import { registeredDomain } from '../email/dmarc/public-suffix.ts';
import { parsePolicy } from '../email/policies.ts';
import { isSpf } from '../email/spf/parse.ts';
import { fieldOf } from '../records/record.ts';
import type { DnsRecord } from '../records/record.ts';
import type { SendingSource, ServiceSource } from '../records/sending-source.ts';
import type { EvidencePlace } from './known-sender.ts';
import {
  serviceById,
  serviceOfKeyTarget,
  serviceOfMailServer,
  serviceOfReturnPath,
  serviceOfSelector,
  servicesOfInclude,
} from './services/catalog.ts';
import type { Service } from './services/model.ts';

/** A record, or a resource that is set up, that suggests a sender of the domain's mail. It is only a hint. */
export interface SenderHint {
  readonly domain: DomainName;
  /** `undefined` means the domain's own mail server. */
  readonly service: Service | undefined;
  readonly host: DomainName | undefined;
  /**
   * include: SPF authorizes it. key: it has a DKIM key. return-path: a MAIL FROM domain points to it. mx: it receives
   * mail. ptr: the PTR name of an address looks like a mail server. name: the name of a host does. set-up: it is set up
   * for the domain. address: it is set up for an address in the domain.
   */
  readonly kind: 'include' | 'key' | 'return-path' | 'mx' | 'ptr' | 'name' | 'set-up' | 'address';
  /** The resource that sets it up, such as `aws_ses_domain_identity.main`; `undefined` if the hint is a record. */
  readonly by: string | undefined;
  /** The address that has the name of the host, if known. */
  readonly address: IpAddress | undefined;
  /** The selector of the key. */
  readonly selector: string | undefined;
  /** The domain in MAIL FROM. */
  readonly envelope: DomainName | undefined;
  readonly place: EvidencePlace;
}

/** Hints of each domain. A longer list would not help. */
const MOST_HINTS = 100;

/**
 * The hints in records and resources, by the domain whose mail they are about. Only the first one of each kind and
 * sender is kept.
 *
 * Invariant: among the hints of a domain from records, no two have the same kind and sender. The same is true for hints
 * from resources.
 */
export class SenderHints {
  private readonly byDomain = new Map<DomainName, SenderHint[]>();
  private readonly reported = new Set<string>();
  /** Hints at names that belong to the nearest parent domain that has mail. */
  private readonly below: {
    readonly name: DomainName;
    readonly found: Found;
    readonly place: EvidencePlace;
  }[] = [];
  private readonly mailDomains = new Set<DomainName>();
  /** The hosts that receive the mail of domains. */
  private readonly exchanges: Exchange[] = [];
  /** Hosts whose addresses have PTR records with their names. */
  private readonly named = new Map<DomainName, Found & { readonly place: EvidencePlace }>();
  /** Domains that have their own mail server. */
  private readonly served = new Map<DomainName, Setting>();

  take(record: DnsRecord, place: EvidencePlace): void {
    const { owner, type, rdata } = record;
    if (!isKnown(owner) || record.conditional) return;
    if (type === 'MX' || (type === 'TXT' && rdata.kind === 'text' && isSpf(rdata.value.text)))
      this.mailDomains.add(owner);
    const exchange = type === 'MX' ? fieldOf(record, 'exchange')?.value : undefined;
    if (exchange !== undefined && isOwnServer(exchange))
      this.exchanges.push({ domain: owner, host: exchange, place });
    for (const found of foundIn(record)) {
      if ('domain' in found) this.add({ ...NOTHING, ...found, place });
      else this.below.push({ name: found.name, found: found.found, place });
    }
  }

  takeSource(source: SendingSource, place: EvidencePlace): void {
    if (source.conditional) return;
    const by = source.by.name;
    if (source.kind === 'address') {
      const { host, addresses } = source;
      if (host === undefined) return;
      const named = { kind: 'ptr', host, by, address: addresses[0] } as const;
      if (isNameOfMailServer(host)) this.below.push({ name: host, found: named, place });
      if (!this.named.has(host)) this.named.set(host, { ...named, place });
      return;
    }
    const { domain, envelope, selector } = source;
    const service = source.service === undefined ? undefined : serviceById(source.service);
    if (service === undefined) {
      if (source.service === undefined && domain !== undefined && !this.served.has(domain))
        this.served.set(domain, { by, place });
      return;
    }
    if (!sendsAs(service)) return;
    const found = { kind: KINDS[source.says], service, envelope, selector, by };
    if (domain !== undefined) this.add({ ...NOTHING, ...found, domain, place });
    else if (envelope !== undefined) this.below.push({ name: envelope, found, place });
  }

  /** Called after all records and sources were added. */
  collected(): ReadonlyMap<DomainName, readonly SenderHint[]> {
    for (const { domain, host, place } of this.exchanges.splice(0)) {
      const named = this.named.get(host);
      const served = this.served.get(domain);
      if (named === undefined && served === undefined) continue;
      this.add({ ...NOTHING, kind: 'mx', domain, host, place });
      if (named !== undefined) this.add({ ...NOTHING, ...named, domain });
      if (served !== undefined) this.add({ ...NOTHING, ...served, kind: 'set-up', domain, host });
    }
    for (const { name, found, place } of this.below.splice(0)) {
      const domain = nearestAbove(name, this.mailDomains) ?? ownerOfReturnPath(found);
      if (domain !== undefined) this.add({ ...NOTHING, ...found, domain, place });
    }
    return this.byDomain;
  }

  private add(hint: SenderHint): void {
    const { domain, kind, by, service, host } = hint;
    const from = by === undefined ? 'record' : 'source';
    const key = `${domain} ${kind} ${from} ${service?.id ?? ''} ${host ?? ''}`;
    const there = this.byDomain.get(domain) ?? [];
    if (this.reported.has(key) || there.length >= MOST_HINTS) return;
    this.reported.add(key);
    there.push(hint);
    this.byDomain.set(domain, there);
  }
}

interface Exchange {
  readonly domain: DomainName;
  readonly host: DomainName;
  readonly place: EvidencePlace;
}

/** The resource that sets something up, and its place. */
interface Setting {
  readonly by: string;
  readonly place: EvidencePlace;
}

const NOTHING = {
  by: undefined,
  service: undefined,
  host: undefined,
  address: undefined,
  selector: undefined,
  envelope: undefined,
} as const;

const KINDS: Readonly<Record<ServiceSource['says'], SenderHint['kind']>> = {
  'set-up': 'set-up',
  address: 'address',
  key: 'key',
  envelope: 'return-path',
};

function nearestAbove(name: DomainName, domains: ReadonlySet<DomainName>): DomainName | undefined {
  for (let at = parentOf(name); at !== undefined && at !== ''; at = parentOf(at)) {
    if (domains.has(at)) return at;
  }
  return undefined;
}

/** A MAIL FROM domain is set up for the mail of a domain, wherever the other records of that domain are. */
function ownerOfReturnPath({ envelope }: Found): DomainName | undefined {
  return envelope === undefined ? undefined : (registeredDomain(envelope) ?? envelope);
}

type Found = Pick<SenderHint, 'kind'> &
  Partial<Pick<SenderHint, 'by' | 'service' | 'host' | 'address' | 'selector' | 'envelope'>>;
type FoundHere =
  (Found & { readonly domain: DomainName }) | { readonly name: DomainName; readonly found: Found };

function foundIn(record: DnsRecord): readonly FoundHere[] {
  const { owner, rdata } = record;
  switch (record.type) {
    case 'TXT':
      if (rdata.kind !== 'text') return [];
      return isSpf(rdata.value.text) ? includedBy(owner, record) : keyOf(owner, serviceOfSelector);
    case 'CNAME': {
      const target = fieldOf(record, 'cname')?.value;
      if (target === undefined || !isKnown(target)) return [];
      const key = keyOf(owner, () => serviceOfKeyTarget(target));
      return key.length > 0 ? key : returnPath(owner, serviceOfReturnPath(owner, 'CNAME', target));
    }
    case 'MX':
      return mailServer(owner, fieldOf(record, 'exchange')?.value);
    case 'PTR': {
      const host = fieldOf(record, 'ptrdname')?.value;
      return host === undefined || !isKnown(host) || !isNameOfMailServer(host)
        ? []
        : [{ name: host, found: { kind: 'ptr', host } }];
    }
    case 'A':
    case 'AAAA':
      return isNameOfMailServer(owner) ? [{ name: owner, found: { kind: 'name', host: owner } }] : [];
    default:
      return [];
  }
}

function includedBy(domain: DomainName, { rdata }: DnsRecord): readonly FoundHere[] {
  if (rdata.kind !== 'text') return [];
  const found: FoundHere[] = [];
  for (const term of parsePolicy('spf', rdata.value).directives) {
    if (term.kind !== 'include' || term.qualifier !== '+' || term.domain?.name === undefined) continue;
    // If several services share an include, the first is the one whose name it has.
    const [service] = servicesOfInclude(term.domain.name);
    // A service that only hosts records sends no mail.
    if (service !== undefined && service.kind !== 'spf') found.push({ domain, service, kind: 'include' });
  }
  return found;
}

function keyOf(
  owner: DomainName,
  serviceOf: (selector: string) => Service | undefined,
): readonly FoundHere[] {
  const name = dkimNameOf(owner);
  const service = name.kind === 'key' ? serviceOf(name.selector) : undefined;
  if (name.kind !== 'key' || service === undefined) return [];
  return [{ domain: name.domain, service, kind: 'key', selector: name.selector }];
}

function returnPath(owner: DomainName, service: Service | undefined): readonly FoundHere[] {
  return service === undefined
    ? []
    : [{ name: owner, found: { kind: 'return-path', service, envelope: owner } }];
}

/** A forwarder sends with other domains in From, and a service that only hosts records sends no mail. */
function sendsAs({ kind }: Service): boolean {
  return kind !== 'forwarder' && kind !== 'spf';
}

/** Whether the host that receives the mail does not belong to a known service. */
function isOwnServer(exchange: DomainName): boolean {
  return exchange !== '' && isKnown(exchange) && serviceOfMailServer(exchange) === undefined;
}

/** A service that receives a domain's mail usually also sends its mail. */
function mailServer(domain: DomainName, exchange: DomainName | undefined): readonly FoundHere[] {
  if (exchange === undefined || exchange === '' || !isKnown(exchange)) return [];
  const bounces = serviceOfReturnPath(domain, 'MX', exchange);
  if (bounces !== undefined) return returnPath(domain, bounces);
  const service = serviceOfMailServer(exchange);
  // A forwarder sends with other domains in From.
  if (service !== undefined) return service.kind === 'forwarder' ? [] : [{ domain, service, kind: 'mx' }];
  return isAtOrBelow(exchange, domain) ? [{ domain, host: exchange, kind: 'mx' }] : [];
}

/** `mail`, `smtp2`, `mx-01`, `mail-out`. Not `webmail`, `imap` and `pop`: people fetch mail there. */
const MAIL_SERVER =
  /^(?:mail|smtp|mx|mta|mailer|mailhost|relay)(?:-?(?:out|relay|gw|gateway|server))?-?\d{0,3}$/;

function isNameOfMailServer(host: DomainName): boolean {
  return MAIL_SERVER.test(firstLabelOf(host));
}
