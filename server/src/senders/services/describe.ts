import type { DomainName } from '../../dns/names.ts';
import type { ReturnPath, Service, ServiceDkim, ServiceKey } from './model.ts';

/** The facts of a service; what is left out is not known, or there is none. */
export type ServiceFacts = Pick<Service, 'id' | 'name' | 'kind'> & Partial<Service>;

const GATHERED = '2026-11-23';

export function describe(facts: ServiceFacts): Service {
  return {
    includes: [],
    customerIncludes: [],
    envelope: undefined,
    returnPath: undefined,
    dkim: undefined,
    mx: [],
    docs: undefined,
    asOf: GATHERED,
    ...facts,
  };
}

/**
 * A mailbox provider or gateway. It passes on what people submit with their own address in MAIL FROM, so it has its
 * customers put it into the SPF record of their domain, the one that is checked for that address: RFC 7208 §2.4.
 */
export function relay(facts: ServiceFacts): Service {
  return describe({ envelope: 'domain', ...facts });
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
