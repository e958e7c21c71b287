import { bitsOf, ipv4MappedIn, networkOf, parseIp } from '../dns/address.ts';
import type { IpNetwork } from '../dns/address.ts';
import { canonicalName } from '../dns/names.ts';
import type { DomainName } from '../dns/names.ts';
import type { Range } from '../text/range.ts';
import type { KnownSender } from './known-sender.ts';
import { EVERY_DOMAIN } from './known-sender.ts';
import { serviceById } from './services/catalog.ts';

/**
 * The senders, with those for every domain repeated for each of these domains, so that what reports show about a domain
 * is combined with them.
 */
export function declaredForDomains(
  declared: readonly KnownSender[],
  domains: ReadonlySet<DomainName>,
): readonly KnownSender[] {
  const general = declared.filter(({ domain }) => domain === EVERY_DOMAIN);
  return [...declared, ...[...domains].flatMap((domain) => general.map((sender) => ({ ...sender, domain })))];
}

/** A sender of a domain's mail, as declared in the settings: a service in the catalog, a host, or addresses. */
export interface DeclaredSender {
  readonly name?: string;
  /** The id of a service in the catalog. */
  readonly service?: string;
  readonly host?: string;
  /** Addresses and networks. */
  readonly ip?: readonly string[];
  /** The domain in its MAIL FROM. */
  readonly envelope?: string;
  /** DKIM selectors. */
  readonly dkim?: readonly string[];
  /** Its place in the settings file. */
  readonly range: Range;
}

/** The senders that a settings file declares, in order. `path` is the path of the file. */
export function declaredSenders(
  senders: ReadonlyMap<DomainName, readonly DeclaredSender[]>,
  path: string,
): readonly KnownSender[] {
  return [...senders].flatMap(([domain, declared]) =>
    declared.map((sender) => knownSender(domain, sender, path)),
  );
}

function knownSender(domain: DomainName, declared: DeclaredSender, path: string): KnownSender {
  const { name, ip = [], host, envelope, dkim, range } = declared;
  const service = declared.service === undefined ? undefined : serviceById(declared.service);
  return {
    domain,
    name: name ?? service?.name ?? host ?? ip.join(', '),
    service,
    networks: ip.map(networkIn).filter((network) => network !== undefined),
    host: host === undefined ? undefined : canonicalName(host),
    envelope: envelope === undefined ? undefined : canonicalName(envelope),
    selectors: dkim?.map(canonicalName),
    evidence: [{ kind: 'declared', place: { path, range }, text: undefined }],
  };
}

/** Bits before the IPv4 address in `::ffff:0:0/96`. */
const MAPPED_PREFIX = 96;

/** An address or a network, as typed. */
function networkIn(typed: string): IpNetwork | undefined {
  const [address = '', prefix] = typed.split('/');
  const parsed = parseIp(address);
  if (parsed === undefined) return undefined;
  const bits = prefix === undefined ? bitsOf(parsed.kind) : Number(prefix);
  // RFC 7208 §5: an IPv4 address that is written in IPv6 is that IPv4 address.
  const mapped = parsed.kind === 'ipv6' && bits >= MAPPED_PREFIX ? ipv4MappedIn(parsed) : undefined;
  return mapped === undefined ? networkOf(parsed, bits) : networkOf(mapped, bits - MAPPED_PREFIX);
}
