import { childOf, isAtOrBelow, type DomainName } from '../dns/names.ts';
import { registeredDomain, registeredOrUnlisted } from '../email/dmarc/public-suffix.ts';
import { policyToApply } from '../email/dmarc/reading.ts';
import type { DmarcPolicy } from '../email/dmarc/tags.ts';
import { parsePolicy } from '../email/policies.ts';
import { isNullMx } from '../email/mx/exchange.ts';
import type { DnsRecord } from '../records/record.ts';
import { findKey, type KeyHere } from './dkim/keys.ts';
import { effectivePolicy, type EffectivePolicy } from './dmarc/policy.ts';
import { hostHere, type HostHere } from './hosts.ts';
import { isMailDomain, mxAmong } from './mail-names.ts';
import { refusesAll, publishedSpfOf, type SpfHere } from './spf/evaluable.ts';
import { selectedRecordsAt } from './spf/selected.ts';
import type { RecordView } from './view.ts';
import { wildcardFor } from './wildcards.ts';

/**
 * What a domain publishes for mail, and what follows from that, as far as a view shows it. Each fact is derived once,
 * when it is first needed.
 */
export class MailDomain {
  readonly name: DomainName;
  private readonly view: RecordView;
  private readonly known = new Map<string, unknown>();

  constructor(name: DomainName, view: RecordView) {
    this.name = name;
    this.view = view;
  }

  /** True if the name is the zone apex and a registered domain, so that no parent domain affects its mail. */
  get isRegisteredApex(): boolean {
    const { name, view } = this;
    return name === view.apex && isMailDomain(name) && registeredDomain(name) === name;
  }

  /**
   * The same, but also true if the suffix is not on the list (`.internal`). It is for rules that have seen the domain's
   * own DMARC record.
   */
  get isOrganizationalApex(): boolean {
    const { name, view } = this;
    return name === view.apex && registeredOrUnlisted(name) === name && !isAtOrBelow(name, 'arpa');
  }

  /** Its one SPF record, if it certainly has one that can be evaluated. RFC 7208 §4.5. */
  get spf(): SpfHere | undefined {
    return this.once('spf', () => publishedSpfOf(this.name, this.view));
  }

  /** The DMARC policy for its mail, its own or that of a parent domain. RFC 9989 §4.10. */
  get policy(): EffectivePolicy {
    return effectivePolicy(this.name, this.view);
  }

  /** What that policy requests for failing mail from this domain, and the record that contains it. */
  get appliedPolicy(): { readonly policy: DmarcPolicy; readonly record: DnsRecord | undefined } | undefined {
    const found = this.policy;
    if (found.kind !== 'found') return undefined;
    const policy = policyToApply(found.reading, found.domain === this.name ? 'domain' : 'subdomain');
    return policy === undefined ? undefined : { policy, record: found.record };
  }

  /** Its own MX records. */
  get exchanges(): readonly DnsRecord[] {
    return this.view.recordsAt(this.name, 'MX');
  }

  /** The first MX that certainly routes mail to a host. */
  get mx(): DnsRecord | undefined {
    return mxAmong(this.exchanges);
  }

  /** True if its only MX is the null MX, so that it receives no mail. RFC 7505 §3. */
  get isNullMx(): boolean {
    const [only, ...others] = this.exchanges;
    return only !== undefined && others.length === 0 && !only.conditional && isNullMx(only);
  }

  /**
   * True if it declares that it sends no mail, by only `v=spf1 -all` (RFC 7208 §10.1.2) or a null MX (RFC 7505). A
   * record that may not exist is enough. It is then unknown whether the domain sends, and what a sending domain lacks
   * is not reported.
   */
  get sendsNothing(): boolean {
    return this.once('sendsNothing', () => this.exchanges.some(isNullMx) || this.mayRefuseAll);
  }

  /** True if it certainly has its own mail, because it has an MX or an SPF record that may authorize a sender. */
  get hasMail(): boolean {
    if (this.sendsNothing) return false;
    return [...this.exchanges, ...selectedRecordsAt(this.view, this.name)].some((one) => !one.conditional);
  }

  private get mayRefuseAll(): boolean {
    const { spf } = this;
    if (spf !== undefined) return refusesAll(spf.spf);
    return selectedRecordsAt(this.view, this.name).some(
      ({ conditional, rdata }) => conditional && refusesAll(parsePolicy('spf', rdata.value)),
    );
  }

  /** What the zone shows about its name as a host. */
  get host(): HostHere {
    return this.once('host', () => hostHere(this.name, this.view));
  }

  /** The host from which its MTA-STS policy is fetched. RFC 8461 §3.3. */
  get stsPolicyHost(): MailDomain {
    return mailDomain(childOf('mta-sts', this.name), this.view);
  }

  /** The name that senders query for its TLS reporting policy. RFC 8460 §3. */
  get tlsRptOwner(): DomainName {
    return `_smtp._tls.${this.name}`;
  }

  /** True if it certainly requests no TLS reports, because no record can exist at that name. */
  get lacksTlsRpt(): boolean {
    const { tlsRptOwner, view } = this;
    if (!view.zoneIsWhole || view.recordsAt(tlsRptOwner).length > 0) return false;
    return wildcardFor(tlsRptOwner, view).length === 0 && view.delegationAbove(tlsRptOwner).length === 0;
  }

  /** The first DKIM key of it or its subdomains for which `counts` is true; see {@link findKey}. */
  findKey(counts?: (key: KeyHere) => boolean): KeyHere | 'none' | 'unknown' {
    return findKey(this.name, this.view, counts);
  }

  private once<T>(what: string, derive: () => T): T {
    if (!this.known.has(what)) this.known.set(what, derive());
    return this.known.get(what) as T;
  }
}

/** The domain as a view shows it. All callers with that view get the same object. */
export function mailDomain(name: DomainName, view: RecordView): MailDomain {
  return view.derive(make, name);
}

function make(name: DomainName, view: RecordView): MailDomain {
  return new MailDomain(name, view);
}
