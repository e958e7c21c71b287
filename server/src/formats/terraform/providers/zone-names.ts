import { childOf, isAtOrBelow, isKnown, relativeTo } from '../../../dns/names.ts';
import type { DomainName } from '../../../dns/names.ts';
import { registeredIn } from './owner.ts';
import type { UnknownNames } from './owner.ts';
import type { TerraformRecord } from './read-records.ts';

/**
 * Determines which names are whole names in zones whose own names are unknown: by comparing them with each other, and with the
 * known names of some of these zones.
 *
 * Invariant: a record that is read as before is the same object as before.
 */
export class ZoneNames {
  private readonly renamed = new WeakMap<TerraformRecord, TerraformRecord>();
  private readonly unknowns: UnknownNames;

  constructor(unknowns: UnknownNames) {
    this.unknowns = unknowns;
  }

  /** The records in order; those with a different owner are replaced. */
  resolve(records: readonly TerraformRecord[]): readonly TerraformRecord[] {
    const zones = new Map<string, UnknownZone>();
    for (const found of records) {
      if (found.zone.name !== undefined) continue;
      const { identity } = found.zone;
      let zone = zones.get(identity);
      if (zone === undefined) zones.set(identity, (zone = new UnknownZone(this.unknowns.of(identity))));
      zone.add(found);
    }
    if (zones.size === 0) return records;
    const names = new Map([...zones].map(([identity, zone]) => [identity, zone.conclude()]));
    return records.map((found) => {
      const concluded = found.zone.name === undefined ? names.get(found.zone.identity) : undefined;
      return concluded === undefined ? found : this.rename(found, concluded);
    });
  }

  private rename(found: TerraformRecord, { domains, apex, placeholder }: Conclusion): TerraformRecord {
    const { wholeOwner, record } = found;
    const isWhole = wholeOwner !== undefined && domains.has(registeredIn(wholeOwner) ?? '');
    const relative = relativeTo(record.owner, placeholder);
    const owner = isWhole
      ? wholeOwner
      : apex === undefined || relative === undefined
        ? record.owner
        : relative === ''
          ? apex
          : childOf(relative, apex);
    if (owner === record.owner) return found;
    const before = this.renamed.get(found);
    if (before?.record.owner === owner && before.zone.name === apex) return before;
    const renamed = { ...found, zone: { ...found.zone, name: apex }, record: { ...record, owner } };
    this.renamed.set(found, renamed);
    return renamed;
  }
}

interface Conclusion {
  /** Registered domains for which names in the zone are whole names. */
  readonly domains: ReadonlySet<DomainName>;
  /** The name of the zone, if it is certain. */
  readonly apex: DomainName | undefined;
  /** The temporary name of the zone. */
  readonly placeholder: DomainName;
}

/** The names of the records in one zone, as evidence for the name of the zone. */
class UnknownZone {
  /** Whole names that need no comparison. */
  private readonly certain = new Set<DomainName>();
  /** Names that may be whole names, by the domain that they would belong to, and whether email is sent or received there. */
  private readonly possible = new Map<DomainName, Map<DomainName, { isForMail: boolean }>>();
  private hasRelative = false;
  private readonly placeholder: DomainName;

  constructor(placeholder: DomainName) {
    this.placeholder = placeholder;
  }

  add({ wholeOwner, record, strings }: TerraformRecord): void {
    const { owner, type } = record;
    if (isKnown(owner)) {
      this.certain.add(owner);
      return;
    }
    const domain = wholeOwner === undefined ? undefined : registeredIn(wholeOwner);
    if (wholeOwner === undefined || domain === undefined) {
      this.hasRelative ||= isAtOrBelow(owner, this.placeholder);
      return;
    }
    let names = this.possible.get(domain);
    if (names === undefined)
      this.possible.set(domain, (names = new Map<DomainName, { isForMail: boolean }>()));
    const isForMail = type === 'MX' || strings?.strings[0]?.text.toLowerCase().startsWith('v=spf1') === true;
    names.set(wholeOwner, { isForMail: isForMail || names.get(wholeOwner)?.isForMail === true });
  }

  conclude(): Conclusion {
    const domains = new Set<DomainName>();
    for (const [domain, names] of this.possible) if (this.isWhole(domain, names)) domains.add(domain);
    return { domains, apex: this.apexAmong(domains), placeholder: this.placeholder };
  }

  private isWhole(
    domain: DomainName,
    names: ReadonlyMap<DomainName, { readonly isForMail: boolean }>,
  ): boolean {
    // A zone has names of one domain: if others are certainly whole names, these are names within it.
    for (const name of this.certain) if (!isAtOrBelow(name, domain)) return false;
    const suffix = domain.slice(domain.indexOf('.') + 1);
    // A country code, or a suffix below one (`co.uk`): parts of a network are not named after those, unlike "dev" or "mail".
    const isUsual = suffix.includes('.') || suffix.length === 2;
    const hasMail = names.get(domain)?.isForMail === true;
    const hasDmarc = names.has(`_dmarc.${domain}`);
    if (this.hasRelative) return isUsual ? hasMail || hasDmarc : hasMail && hasDmarc;
    return isUsual || hasMail || hasDmarc || (names.has(domain) && names.size > 1);
  }

  /** A registered domain that has records in the zone is the zone: only a domain registry has its parent zone. */
  private apexAmong(domains: ReadonlySet<DomainName>): DomainName | undefined {
    const all = new Set(domains);
    for (const name of this.certain) all.add(registeredIn(name) ?? '');
    const [domain, ...others] = all;
    if (domain === undefined || domain === '' || others.length > 0) return undefined;
    return this.certain.has(domain) || this.possible.get(domain)?.has(domain) === true ? domain : undefined;
  }
}
