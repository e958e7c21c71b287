import type { DnsFacts } from '../../dns/facts.ts';
import { isVoid } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { childOf, isAtOrBelow } from '../../dns/names.ts';
import type { SpfSender } from '../../senders/known-sender.ts';
import type { ReturnPath } from '../../senders/services/model.ts';

/** The domain that a sender uses in MAIL FROM. */
export type MailFrom =
  /** A domain of the mail's owner. Receivers check its SPF record, and it may be aligned. */
  | { readonly kind: 'domain'; readonly domain: DomainName }
  /** A domain of the service, which does not count for DMARC. */
  | { readonly kind: 'own' }
  | { readonly kind: 'unknown' };

const OWN: MailFrom = { kind: 'own' };
const UNKNOWN: MailFrom = { kind: 'unknown' };

/**
 * The domain in MAIL FROM, as declared or seen. Otherwise, the domain of the From header, unless the service uses its
 * own domain. A service that can use a name set up by the customer uses its own domain until that name exists.
 */
export function mailFromOf({ envelope, service, domain }: SpfSender, facts: DnsFacts): MailFrom {
  if (envelope !== undefined) return { kind: 'domain', domain: envelope };
  switch (service?.envelope) {
    case 'service':
      return OWN;
    case 'return-path':
      return service.returnPath === undefined
        ? UNKNOWN
        : throughReturnPath(service.returnPath, domain, facts);
    case 'domain':
      return { kind: 'domain', domain };
    case undefined:
      return service === undefined ? { kind: 'domain', domain } : UNKNOWN;
  }
}

function throughReturnPath(
  { label, type, target }: ReturnPath,
  domain: DomainName,
  facts: DnsFacts,
): MailFrom {
  // The name is different for each customer.
  if (label === undefined) return UNKNOWN;
  const name = childOf(label, domain);
  const answer = facts.ask(name, type);
  if (isVoid(answer)) return OWN;
  if (answer.status !== 'data') return UNKNOWN;
  const targets = answer.data.map((data) => (typeof data === 'string' ? data : data.exchange));
  return targets.some((one) => isAtOrBelow(one, target)) ? { kind: 'domain', domain: name } : UNKNOWN;
}

/** {@link mailFromOf}, if it is a domain of the mail's owner. */
export function mailFromDomain(sender: SpfSender, facts: DnsFacts): DomainName | undefined {
  const found = mailFromOf(sender, facts);
  return found.kind === 'domain' ? found.domain : undefined;
}
