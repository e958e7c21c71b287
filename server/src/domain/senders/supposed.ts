import type { DomainName } from '../../dns/names.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { Service } from '../../senders/services/model.ts';

/** A service as if it sent with the domain in MAIL FROM, to check whether a record that hints at it authorizes it. */
export function supposed(service: Service, domain: DomainName): KnownSender {
  return {
    domain,
    name: service.name,
    service,
    networks: [],
    host: undefined,
    envelope: domain,
    selectors: undefined,
    evidence: [],
  };
}
