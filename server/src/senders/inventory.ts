import { isInNetwork } from '../dns/address.ts';
import type { IpAddress } from '../dns/address.ts';
import type { DomainName } from '../dns/names.ts';
import { isAtOrBelow, isKnown } from '../dns/names.ts';
import { dkimNameOf } from '../email/dkim/names.ts';
import { isSpf, parseSpf } from '../email/spf/parse.ts';
import { fieldOf } from '../records/record.ts';
import type { DnsRecord } from '../records/record.ts';
import type { EvidencePlace, KnownSender } from './known-sender.ts';
import { serviceOfKeyTarget, serviceOfMailServer, servicesOfInclude } from './services/catalogue.ts';
import type { SeenSource } from './seen-source.ts';
import type { Service } from './services/model.ts';

/** All that is known of who sends mail for one domain. */
export interface DomainInventory {
  readonly domain: DomainName;
  readonly senders: readonly KnownSender[];
  readonly hints: readonly SenderHint[];
  /** Addresses that were seen, of which it is not certain whose they are. */
  readonly others: readonly SeenSource[];
}

/** A record that looks as if somebody sent mail for the domain. It is worth a question, and proves nothing. */
export interface SenderHint {
  readonly domain: DomainName;
  /** `undefined`: a mail server of the domain's own. */
  readonly service: Service | undefined;
  readonly host: DomainName | undefined;
  /** include: SPF lets it send. key: it has a DKIM key. mx: mail comes in there. */
  readonly kind: 'include' | 'key' | 'mx';
  readonly place: EvidencePlace;
}

/** A record, and where it stands. */
export interface SourceRecord {
  readonly record: DnsRecord;
  readonly place: EvidencePlace;
}

/** The senders of each domain, and what the records hint at besides them; by the domains' names. */
export function inventoryOf(
  known: readonly KnownSender[],
  records: Iterable<SourceRecord>,
  seen: readonly SeenSource[] = [],
): readonly DomainInventory[] {
  const senders = new Map<DomainName, KnownSender[]>();
  for (const sender of known) put(senders, sender.domain, sender);
  const hints = new Map<DomainName, SenderHint[]>();
  for (const { record, place } of records) {
    for (const found of hintsIn(record)) {
      const isSaid = senders.get(found.domain)?.some((sender) => isAbout(found, sender)) === true;
      const isTold = hints.get(found.domain)?.some((told) => isSame(told, found)) === true;
      if (!isSaid && !isTold) put(hints, found.domain, { ...found, place });
    }
  }
  const others = new Map<DomainName, SeenSource[]>();
  for (const source of seen) {
    const isSaid = senders.get(source.domain)?.some((sender) => sendsFrom(sender, source.address)) === true;
    if (!isSaid) put(others, source.domain, source);
  }
  return [...new Set([...senders.keys(), ...hints.keys(), ...others.keys()])].sort().map((domain) => ({
    domain,
    senders: senders.get(domain) ?? [],
    hints: hints.get(domain) ?? [],
    others: others.get(domain) ?? [],
  }));
}

function sendsFrom({ networks }: KnownSender, address: IpAddress): boolean {
  return networks.some((network) => isInNetwork(address, network));
}

type Found = Omit<SenderHint, 'place'>;

function hintsIn(record: DnsRecord): readonly Found[] {
  const { owner, rdata } = record;
  if (!isKnown(owner) || record.conditional) return [];
  switch (record.type) {
    case 'TXT':
      return rdata.kind === 'text' && isSpf(rdata.value.text) ? includedBy(owner, record) : [];
    case 'CNAME':
      return keyAt(owner, fieldOf(record, 'cname')?.value);
    case 'MX':
      return mailServer(owner, fieldOf(record, 'exchange')?.value);
    default:
      return [];
  }
}

function includedBy(domain: DomainName, { rdata }: DnsRecord): readonly Found[] {
  if (rdata.kind !== 'text') return [];
  const found: Found[] = [];
  for (const term of parseSpf(rdata.value).directives) {
    if (term.kind !== 'include' || term.qualifier !== '+' || term.domain?.name === undefined) continue;
    // Of several that share an include, the first is the one whose name it bears.
    const [service] = servicesOfInclude(term.domain.name);
    if (service !== undefined) found.push({ domain, service, host: undefined, kind: 'include' });
  }
  return found;
}

function keyAt(owner: DomainName, target: DomainName | undefined): readonly Found[] {
  const name = dkimNameOf(owner);
  const service = target === undefined ? undefined : serviceOfKeyTarget(target);
  if (name.kind !== 'key' || service === undefined) return [];
  return [{ domain: name.domain, service, host: undefined, kind: 'key' }];
}

/** Who takes a domain's mail in mostly sends its mail too. */
function mailServer(domain: DomainName, exchange: DomainName | undefined): readonly Found[] {
  if (exchange === undefined || exchange === '' || !isKnown(exchange)) return [];
  const service = serviceOfMailServer(exchange);
  if (service !== undefined) return [{ domain, service, host: undefined, kind: 'mx' }];
  return isAtOrBelow(exchange, domain) ? [{ domain, service: undefined, host: exchange, kind: 'mx' }] : [];
}

function isAbout({ service, host }: Found, sender: KnownSender): boolean {
  return service === undefined ? sender.host === host : sender.service?.id === service.id;
}

function isSame(a: Found, b: Found): boolean {
  return a.service === b.service && a.host === b.host;
}

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [value]);
  else there.push(value);
}
