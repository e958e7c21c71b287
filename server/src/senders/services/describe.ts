import type { DomainName } from '../../dns/names.ts';
import type { ReturnPath, Service, ServiceDkim, ServiceKey } from './model.ts';

/** What every service states: which one it is, and when and how well its facts were established. */
export type ServiceIdentity = Pick<Service, 'id' | 'name' | 'kind' | 'asOf' | 'confidence'>;

/** What a service has its customers publish; what is left out is unknown, or there is none. */
export type ServiceFacts = Partial<Omit<Service, keyof ServiceIdentity>>;

const NONE: readonly never[] = [];

/** Field by field: it is called for every service when the command starts, and copying whole objects takes longer. */
export function describe(identity: ServiceIdentity, facts: ServiceFacts): Service {
  return {
    id: identity.id,
    name: identity.name,
    kind: identity.kind,
    asOf: identity.asOf,
    confidence: identity.confidence,
    includes: facts.includes ?? NONE,
    customerIncludes: facts.customerIncludes ?? NONE,
    envelope: facts.envelope,
    returnPath: facts.returnPath,
    dkim: facts.dkim,
    mx: facts.mx ?? NONE,
    mxHosts: facts.mxHosts ?? NONE,
    mxHostsOnlyBelow: facts.mxHostsOnlyBelow,
    docs: facts.docs,
  };
}

/**
 * A mailbox provider or gateway. It passes on what people submit with their own address in MAIL FROM, so it has its
 * customers put it into the SPF record of their domain, the one that is checked for that address: RFC 7208 §2.4.
 */
export function relay(identity: ServiceIdentity, facts: ServiceFacts): Service {
  return describe(identity, { envelope: 'domain', ...facts });
}

export function returnPath(
  label: string | undefined,
  target: DomainName,
  type: ReturnPath['type'] = 'CNAME',
): Pick<Service, 'envelope' | 'returnPath'> {
  return { envelope: 'return-path', returnPath: { label, target, type } };
}

/** A key that customers point to by CNAME; without a target, one that differs from customer to customer. */
export function alias(selector: string, target?: string): ServiceKey {
  return { selector, type: 'CNAME', target, older: false };
}

export function serviceKey(selector: string): ServiceKey {
  return { selector, type: 'TXT', target: undefined, older: false };
}

export function older(one: ServiceKey): ServiceKey {
  return { ...one, older: true };
}

export function fixed(keys: readonly ServiceKey[], targets: readonly DomainName[] = []): ServiceDkim {
  return { selectors: 'fixed', keys, targets };
}

export function usual(keys: readonly ServiceKey[], targets: readonly DomainName[] = []): ServiceDkim {
  return { selectors: 'usual', keys, targets };
}

export function assigned(targets: readonly DomainName[] = []): ServiceDkim {
  return { selectors: 'assigned', keys: [], targets };
}
