import type { DomainName } from '../../dns/names.ts';

/**
 * A service that sends mail for its customers, and what it has them publish.
 *
 * What is not known for certain is left out, and nothing is concluded from that.
 */
export interface Service {
  /** Stable: settings name it. */
  readonly id: string;
  readonly name: string;
  readonly kind: ServiceKind;
  /** Names to include; the first is the one that most customers are told. Any of them covers the service. */
  readonly includes: readonly DomainName[];
  /** Its names to include differ from customer to customer, and are at or below these. */
  readonly customerIncludes: readonly DomainName[];
  readonly envelope: EnvelopeKind | undefined;
  /** The record that brings MAIL FROM to the customer's own domain, for a service that does that. */
  readonly returnPath: ReturnPath | undefined;
  readonly dkim: ServiceDkim | undefined;
  /** Mail servers of customers' domains are at or below these. */
  readonly mx: readonly DomainName[];
  /**
   * The MX hosts that the service names, as they are; what a misspelled one was meant to be. Empty where each customer has
   * others, or where they are unknown.
   */
  readonly mxHosts: readonly DomainName[];
  /** Below this name the service has the hosts in `mxHosts` and no others. `undefined`: it may have others anywhere. */
  readonly mxHostsOnlyBelow: DomainName | undefined;
  readonly docs: string | undefined;
  /** The day on which the facts were gathered: `2026-11-23`. */
  readonly asOf: string;
  readonly confidence: Confidence;
}

/**
 * How well the names (includes, keys, MX) are known. high: from several independent public zones or Terraform files, live
 * records, or the service's own documentation. medium: from one real file, or from a crawl. low: from lists or memory only;
 * such a service is in the catalog by its id alone, so nothing is suggested or reported because of it.
 */
export type Confidence = 'high' | 'medium' | 'low';

/**
 * mailbox: people's mail. gateway: filters mail on its way, out as well as in. mailer: programs and newsletters.
 * application: a program that sends mail among other things. forwarder: passes on what comes in. spf: keeps the SPF
 * records of others.
 */
export type ServiceKind = 'mailbox' | 'gateway' | 'mailer' | 'application' | 'forwarder' | 'spf';

/**
 * Whose domain is in MAIL FROM. domain: that of the From header, so its SPF record has to cover the service.
 * return-path: a name below it that the customer sets up, else the service's. service: always the service's.
 */
export type EnvelopeKind = 'domain' | 'return-path' | 'service';

export interface ReturnPath {
  /** The label that is put before the domain, where it is the same for all: `pm-bounces`. */
  readonly label: string | undefined;
  readonly type: 'CNAME' | 'MX';
  /** The target, or a name above it. */
  readonly target: DomainName;
}

export interface ServiceDkim {
  /**
   * fixed: the service signs with these selectors and no others. usual: customers may choose others. assigned: each
   * customer is given others.
   */
  readonly selectors: 'fixed' | 'usual' | 'assigned';
  readonly keys: readonly ServiceKey[];
  /** CNAME targets of its keys are below these. */
  readonly targets: readonly DomainName[];
}

export interface ServiceKey {
  readonly selector: string;
  readonly type: 'CNAME' | 'TXT';
  /**
   * Where a CNAME leads. `{domain}` is the customer's domain, `{dashed}` the same with dashes for dots. `undefined`: a
   * part of it is given to each customer.
   */
  readonly target: string | undefined;
  /** Only customers from earlier on have it. */
  readonly older: boolean;
}
