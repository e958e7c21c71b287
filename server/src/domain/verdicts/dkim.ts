import type { DnsFacts, ZoneFacts } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { childOf, isBelow, parentOf } from '../../dns/names.ts';
import { DOMAINKEY } from '../../email/dkim/names.ts';
import type { KeyState, PublishedKey } from '../../email/dkim/published.ts';
import { keyOwner, publishedKey } from '../../email/dkim/published.ts';
import type { KeyDefect } from '../../email/dkim/usability.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { Service } from '../../senders/services/model.ts';
import { mailFromDomain } from './mail-from.ts';
import { isDescribed, mayHaveKeyOf } from './service-setup.ts';

/** What is published for the signatures of a sender. */
export interface DkimOfSender {
  /**
   * published: a key that it signs with exists. missing: its keys are known, but none exists. none: it is declared or
   * reported not to sign, or the domain has no key that can belong to it. unknown: it is unknown whether it signs and
   * with which key, or an answer is missing.
   */
  readonly state: 'published' | 'missing' | 'none' | 'unknown';
  /** The keys that were looked for. */
  readonly keys: readonly SenderKey[];
}

export interface SenderKey {
  readonly selector: string;
  /** The `d=` of the signatures. */
  readonly domain: DomainName;
  readonly state: KeyState;
  /** Set for a key that is revoked or broken. */
  readonly defects: readonly KeyDefect[];
}

export function dkimOfSender(sender: KnownSender, facts: ZoneFacts): DkimOfSender {
  const { selectors, service, signed } = sender;
  const tried = selectors ?? signed ?? service?.dkim?.keys.map(({ selector }) => selector) ?? [];
  const domains = signingDomains(sender.domain);
  const keys = tried.map((selector) => {
    const states = domains.map((domain) => ({
      selector,
      domain,
      ...stateOf(selector, domain, service, facts),
    }));
    // The domain itself comes first. If there is no key at all, it is the one that lacks it.
    const found = (wanted: KeyState): SenderKey | undefined => states.find(({ state }) => state === wanted);
    return (
      found('published') ?? found('unknown') ?? states.find(({ state }) => state !== 'missing') ?? states[0]
    );
  });
  const known = keys.filter((key) => key !== undefined);
  return { state: summary(sender, known, domains, facts), keys: known };
}

function summary(
  sender: KnownSender,
  keys: readonly SenderKey[],
  domains: readonly DomainName[],
  facts: ZoneFacts,
): DkimOfSender['state'] {
  if (keys.some(({ state }) => state === 'published')) return 'published';
  const { selectors, service, unsigned } = sender;
  if (selectors?.length === 0) return 'none';
  // Selectors in reports count only if nothing else shows what the sender signs with.
  if (unsigned === true && selectors === undefined && service === undefined) return 'none';
  const isSaid = selectors !== undefined ? selectors.length > 0 : service?.dkim?.selectors === 'fixed';
  if (isSaid && keys.every(({ state }) => state !== 'unknown')) return 'missing';
  const envelope = mailFromDomain(sender, facts);
  const others = envelope === undefined ? [] : [envelope];
  if ([...domains, ...others].every((domain) => hasNoKeys(domain, facts))) return 'none';
  // Declared selectors, and signatures with another domain, are looked up directly.
  if (service === undefined || !isDescribed(service)) return 'unknown';
  if (selectors !== undefined || sender.envelope !== undefined) return 'unknown';
  return mayHaveKeyOf(service, sender.domain, facts) ? 'unknown' : 'none';
}

/** A signature counts for DMARC if its domain is the sender's domain or a parent domain of the same organization. */
function signingDomains(domain: DomainName): readonly DomainName[] {
  const top = registeredDomain(domain) ?? domain;
  const domains = [domain];
  for (let at = parentOf(domain); at !== undefined && (at === top || isBelow(at, top)); at = parentOf(at)) {
    domains.push(at);
  }
  return domains;
}

function stateOf(
  selector: string,
  domain: DomainName,
  service: Service | undefined,
  facts: DnsFacts,
): PublishedKey {
  const owner = keyOwner(selector, domain);
  const key = publishedKey(owner, facts);
  if (key.state !== 'unknown') return key;
  // The service manages the key at its own name, which exists as long as the domain points to it.
  const alias = facts.ask(owner, 'CNAME');
  if (alias.status !== 'data') return key;
  const isItsOwn = alias.data.some((target) => service?.dkim?.targets.some((end) => isBelow(target, end)));
  return isItsOwn ? { state: 'published', defects: [] } : key;
}

/**
 * Whether no name exists below `_domainkey`. Only a zone of the workspace can show this, because some servers deny
 * names that have names below them (RFC 8020).
 */
function hasNoKeys(domain: DomainName, facts: DnsFacts): boolean {
  const answer = facts.ask(childOf(DOMAINKEY, domain), 'TXT');
  return answer.status === 'nxdomain' && answer.source?.kind === 'workspace';
}
