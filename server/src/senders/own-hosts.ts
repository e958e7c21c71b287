import { formatIp, parseIp } from '../dns/address.ts';
import type { DomainName } from '../dns/names.ts';
import { registeredDomain } from '../email/dmarc/public-suffix.ts';
import { fieldOf } from '../records/record.ts';
import type { DnsRecord } from '../records/record.ts';
import type { SeenSource } from './seen-source.ts';

/**
 * Finds the sources of unauthenticated mail that are hosts of the domain itself, such as its web server. Only addresses
 * that were seen are kept, however many records there are.
 */
export class OwnHosts {
  /** The names of each address. */
  private readonly names = new Map<string, DomainName[]>();
  /** The organizations whose mail each host receives. */
  private readonly exchanges = new Map<DomainName, Set<DomainName>>();

  constructor(seen: readonly SeenSource[]) {
    for (const { kind, address } of seen)
      if (kind === 'unauthenticated') this.names.set(formatIp(address), []);
  }

  take(record: DnsRecord): void {
    if (this.names.size === 0 || record.conditional) return;
    const { type, owner } = record;
    if (type === 'MX') {
      const host = fieldOf(record, 'exchange')?.value;
      if (host === undefined) return;
      const served = this.exchanges.get(host) ?? new Set();
      this.exchanges.set(host, served.add(organizationOf(owner)));
    } else if (type === 'A' || type === 'AAAA') {
      const address = parseIp(fieldOf(record, 'address')?.value ?? '');
      if (address !== undefined) this.names.get(formatIp(address))?.push(owner);
    }
  }

  /** The same sources, with those that are hosts of their domain marked as such. */
  marked(seen: readonly SeenSource[]): readonly SeenSource[] {
    return seen.map((source) => {
      if (source.kind !== 'unauthenticated') return source;
      const organization = organizationOf(source.domain);
      const host = this.names
        .get(formatIp(source.address))
        ?.find(
          (name) =>
            organizationOf(name) === organization || this.exchanges.get(name)?.has(organization) === true,
        );
      return host === undefined ? source : { ...source, kind: 'own-host', host };
    });
  }
}

function organizationOf(name: DomainName): DomainName {
  return registeredDomain(name) ?? name;
}
