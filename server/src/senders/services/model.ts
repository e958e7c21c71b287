import type { DomainName } from '../../dns/names.ts';

/**
 * A service that sends mail for its customers, and what they publish for it.
 *
 * Uncertain facts are left out, and nothing is concluded from missing ones.
 */
export interface Service {
  /** A stable id, because settings use it. */
  readonly id: string;
  readonly name: string;
  readonly kind: ServiceKind;
  /** Names to include. The first is the one that most customers use. Any of them authorizes the service. */
  readonly includes: readonly DomainName[];
  /** Its include names are different for each customer, and are at or below these. */
  readonly customerIncludes: readonly DomainName[];
  readonly envelope: EnvelopeKind | undefined;
  /** The record that puts the customer's own domain in MAIL FROM, for a service that supports this. */
  readonly returnPath: ReturnPath | undefined;
  readonly dkim: ServiceDkim | undefined;
  /** Mail servers of customers' domains are at or below these. */
  readonly mx: readonly DomainName[];
  /**
   * The exact MX hosts that the service documents, to correct misspelled ones. Empty if they are different for each
   * customer, or unknown.
   */
  readonly mxHosts: readonly DomainName[];
  /**
   * Below this name, the service has only the hosts in `mxHosts`. `undefined` means that it may have others anywhere.
   */
  readonly mxHostsOnlyBelow: DomainName | undefined;
  readonly docs: string | undefined;
  /** The day on which the facts were gathered: `2026-11-23`. */
  readonly asOf: string;
  readonly confidence: Confidence;
}

/**
 * The confidence in the names (includes, keys, MX). high: from several independent public zones or Terraform files,
 * live records, or the service's own documentation. medium: from one real file, or from a crawl. low: only from lists
 * or memory. Such a service has only an id in the catalog, so nothing is suggested or reported because of it.
 */
export type Confidence = 'high' | 'medium' | 'low';

/**
 * mailbox: people's mail. gateway: filters incoming and outgoing mail. mailer: mail of programs and newsletters.
 * application: a program that also sends mail. forwarder: forwards incoming mail. spf: hosts SPF records of other
 * domains.
 */
export type ServiceKind = 'mailbox' | 'gateway' | 'mailer' | 'application' | 'forwarder' | 'spf';

/**
 * The domain in MAIL FROM. domain: that of the From header, whose SPF record must authorize the service. return-path: a
 * subdomain of it that the customer sets up, else the service's. service: always the service's.
 */
export type EnvelopeKind = 'domain' | 'return-path' | 'service';

export interface ReturnPath {
  /** The label before the domain, if it is the same for all customers: `pm-bounces`. */
  readonly label: string | undefined;
  readonly type: 'CNAME' | 'MX';
  /** The target, or a parent domain of it. */
  readonly target: DomainName;
}

export interface ServiceDkim {
  /**
   * fixed: the service signs only with these selectors. usual: customers may choose others. assigned: the selectors are
   * different for each customer.
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
   * The target of a CNAME. `{domain}` is the customer's domain, `{dashed}` the same with dashes for dots. `undefined`
   * means that a part of it is different for each customer.
   */
  readonly target: string | undefined;
  /** Only older customers have it. */
  readonly older: boolean;
}
