import type { DomainName } from '../../dns/names.ts';
import type { ReturnPath, Service, ServiceDkim, ServiceKey } from './model.ts';

/** What every service defines: its identity, and the date and confidence of its facts. */
export type ServiceIdentity = Pick<Service, 'id' | 'name' | 'kind' | 'asOf' | 'confidence'>;

/** What customers of a service publish. A field that is left out is unknown or does not exist. */
export type ServiceFacts = Partial<Omit<Service, keyof ServiceIdentity>>;

const NONE: readonly never[] = [];

/**
 * Copies field by field, because this runs for every service when the command starts, and copying whole objects is
 * slower.
 */
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
 * A mailbox provider or gateway. It sends what people submit with their own address in MAIL FROM, so its customers add
 * it to the SPF record of their domain, which receivers check for that address (RFC 7208 §2.4).
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

/** A key that customers point to by CNAME. Without a target, the key is different for each customer. */
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
