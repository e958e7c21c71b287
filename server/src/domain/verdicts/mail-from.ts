import type { DnsFacts } from '../../dns/facts.ts';
import { isVoid } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { childOf, isAtOrBelow } from '../../dns/names.ts';
import type { SpfSender } from '../../senders/known-sender.ts';
import type { ReturnPath } from '../../senders/services/model.ts';

/** What a sender has in MAIL FROM. */
export type MailFrom =
  /** Of the owner of the mail: SPF of this domain is checked, and may be aligned. */
  | { readonly kind: 'domain'; readonly domain: DomainName }
  /** A domain of the service, which DMARC does not count. */
  | { readonly kind: 'own' }
  | { readonly kind: 'unknown' };

const OWN: MailFrom = { kind: 'own' };
const UNKNOWN: MailFrom = { kind: 'unknown' };

/**
 * The domain in MAIL FROM: as declared or seen; else that of the From header, unless the service is one that has a name of
 * its own there. One that takes a name that the customer sets up has its own as long as that is not there.
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
  // Each customer chooses or is given another name.
  if (label === undefined) return UNKNOWN;
  const name = childOf(label, domain);
  const answer = facts.ask(name, type);
  if (isVoid(answer)) return OWN;
  if (answer.status !== 'data') return UNKNOWN;
  const targets = answer.data.map((data) => (typeof data === 'string' ? data : data.exchange));
  return targets.some((one) => isAtOrBelow(one, target)) ? { kind: 'domain', domain: name } : UNKNOWN;
}

/** {@link mailFromOf} where it is a domain of the owner of the mail. */
export function mailFromDomain(sender: SpfSender, facts: DnsFacts): DomainName | undefined {
  const found = mailFromOf(sender, facts);
  return found.kind === 'domain' ? found.domain : undefined;
}
