import type { DomainName } from '../dns/names.ts';
import { firstLabelOf, isAtOrBelow, isKnown, parentOf } from '../dns/names.ts';
import { dkimNameOf } from '../email/dkim/names.ts';
import { registeredDomain } from '../email/dmarc/public-suffix.ts';
import { isSpf, parseSpf } from '../email/spf/parse.ts';
import { fieldOf } from '../records/record.ts';
import type { DnsRecord } from '../records/record.ts';
import type { EvidencePlace, KnownSender } from './known-sender.ts';
import {
  serviceOfKeyTarget,
  serviceOfMailServer,
  serviceOfReturnPath,
  serviceOfSelector,
  servicesOfInclude,
} from './services/catalogue.ts';
import type { Service } from './services/model.ts';

/** A record that looks as if somebody sent mail for the domain. It is worth a question, and proves nothing. */
export interface SenderHint {
  readonly domain: DomainName;
  /** `undefined`: a mail server of the domain's own. */
  readonly service: Service | undefined;
  readonly host: DomainName | undefined;
  /**
   * include: SPF lets it send. key: it has a DKIM key. return-path: a name for MAIL FROM leads to it. mx: mail comes in
   * there. ptr: an address has the name of a mail server. name: a host has.
   */
  readonly kind: 'include' | 'key' | 'return-path' | 'mx' | 'ptr' | 'name';
  /** Of the key. */
  readonly selector: string | undefined;
  /** The domain in MAIL FROM. */
  readonly envelope: DomainName | undefined;
  readonly place: EvidencePlace;
}

/** Of each domain; whoever has more is not helped by a list. */
const MOST_HINTS = 100;

/**
 * What records hint at, by the domain whose mail they are about; of each kind and sender the first one.
 *
 * Invariant: of a domain no two hints are of one kind and about the same sender.
 */
export class SenderHints {
  private readonly byDomain = new Map<DomainName, SenderHint[]>();
  private readonly told = new Set<string>();
  /** Of names that belong to the nearest domain above them that has mail at all. */
  private readonly below: {
    readonly name: DomainName;
    readonly found: Found;
    readonly place: EvidencePlace;
  }[] = [];
  private readonly mailDomains = new Set<DomainName>();

  take(record: DnsRecord, place: EvidencePlace): void {
    const { owner, type, rdata } = record;
    if (!isKnown(owner) || record.conditional) return;
    if (type === 'MX' || (type === 'TXT' && rdata.kind === 'text' && isSpf(rdata.value.text)))
      this.mailDomains.add(owner);
    for (const found of foundIn(record)) {
      if ('domain' in found) this.add({ ...NOTHING, ...found, place });
      else this.below.push({ name: found.name, found: found.found, place });
    }
  }

  /** Once all records were taken. */
  collected(): ReadonlyMap<DomainName, readonly SenderHint[]> {
    for (const { name, found, place } of this.below.splice(0)) {
      const domain = nearestAbove(name, this.mailDomains) ?? ownerOfReturnPath(found);
      if (domain !== undefined) this.add({ ...NOTHING, ...found, domain, place });
    }
    return this.byDomain;
  }

  private add(hint: SenderHint): void {
    const { domain, kind, service, host } = hint;
    const key = `${domain} ${kind} ${service?.id ?? ''} ${host ?? ''}`;
    const there = this.byDomain.get(domain) ?? [];
    if (this.told.has(key) || there.length >= MOST_HINTS) return;
    this.told.add(key);
    there.push(hint);
    this.byDomain.set(domain, there);
  }
}

const NOTHING = { service: undefined, host: undefined, selector: undefined, envelope: undefined } as const;

function nearestAbove(name: DomainName, domains: ReadonlySet<DomainName>): DomainName | undefined {
  for (let at = parentOf(name); at !== undefined && at !== ''; at = parentOf(at)) {
    if (domains.has(at)) return at;
  }
  return undefined;
}

/** A name for MAIL FROM is set up for mail of somebody, wherever that one's other records are. */
function ownerOfReturnPath({ envelope }: Found): DomainName | undefined {
  return envelope === undefined ? undefined : (registeredDomain(envelope) ?? envelope);
}

type Found = Pick<SenderHint, 'kind'> &
  Partial<Pick<SenderHint, 'service' | 'host' | 'selector' | 'envelope'>>;
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
  for (const term of parseSpf(rdata.value).directives) {
    if (term.kind !== 'include' || term.qualifier !== '+' || term.domain?.name === undefined) continue;
    // Of several that share an include, the first is the one whose name it bears.
    const [service] = servicesOfInclude(term.domain.name);
    // Whoever keeps the records of others sends nothing.
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

/** Who takes a domain's mail in mostly sends its mail too. */
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

const WORDS: Readonly<Record<SenderHint['kind'], string>> = {
  include: 'SPF includes it',
  key: 'it has a DKIM key',
  'return-path': 'a name for MAIL FROM leads to it',
  mx: 'mail comes in there',
  ptr: 'an address has its name, which is that of a mail server',
  name: 'its name is that of a mail server',
};

/** Those whom the hints are about, as if somebody had said that they send. */
export function impliedBy(hints: readonly SenderHint[]): readonly KnownSender[] {
  const byWho = new Map<string, SenderHint[]>();
  for (const hint of hints) {
    const who = hint.service?.id ?? hint.host ?? '';
    const same = byWho.get(who) ?? [];
    same.push(hint);
    byWho.set(who, same);
  }
  return [...byWho.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { domain, service, host } = first;
    const signed = [...new Set(same.flatMap(({ selector }) => selector ?? []))];
    return {
      domain,
      name: service?.name ?? host ?? '',
      service,
      networks: [],
      host,
      envelope: same.find(({ envelope }) => envelope !== undefined)?.envelope,
      selectors: undefined,
      ...(signed.length > 0 && { signed }),
      evidence: same.map(({ kind, place }) => ({ kind: 'record', place, text: WORDS[kind] })),
    };
  });
}
