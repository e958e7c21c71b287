import type { DnsFacts } from '../../dns/facts.ts';
import { isVoid } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import { EVERY_DOMAIN } from '../../senders/known-sender.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import type { RecordView } from '../view.ts';

/** Caches whether a list of senders has one for every domain. Most have none, and this is needed for every record. */
const WITH_EVERY_DOMAIN = new WeakMap<readonly KnownSender[], boolean>();

export function hasEveryDomain(senders: readonly KnownSender[]): boolean {
  const known = WITH_EVERY_DOMAIN.get(senders) ?? senders.some(({ domain }) => domain === EVERY_DOMAIN);
  WITH_EVERY_DOMAIN.set(senders, known);
  return known;
}

/**
 * The senders that a rule sees in its zone. Senders for every domain become senders of the zone's domain if it is a
 * registered domain.
 */
export function sendersInZone(senders: readonly KnownSender[], view: RecordView): readonly KnownSender[] {
  const { apex, facts } = view;
  const domains = apex !== undefined && registeredDomain(apex) === apex ? [apex] : [];
  return withEveryDomain(senders, domains, facts);
}

/**
 * The senders, with those for every domain repeated for each of `domains` that sends mail. Senders that a domain
 * declares itself, and senders that were combined with reports, are not repeated.
 */
export function withEveryDomain(
  senders: readonly KnownSender[],
  domains: Iterable<DomainName>,
  facts: DnsFacts,
): readonly KnownSender[] {
  const general = senders.filter(({ domain }) => domain === EVERY_DOMAIN);
  if (general.length === 0) return senders;
  const own = senders.filter(({ domain }) => domain !== EVERY_DOMAIN);
  const copies: KnownSender[] = [];
  for (const domain of domains) {
    if (sendsNoMail(domain, facts)) continue;
    const there = own.filter((sender) => sender.domain === domain);
    for (const sender of general)
      if (!there.some((one) => isSame(one, sender))) copies.push({ ...sender, domain });
  }
  return [...own, ...copies];
}

function isSame(one: KnownSender, general: KnownSender): boolean {
  if (general.service !== undefined && one.service?.id === general.service.id) return true;
  const [a, b] = [one, general].map(({ evidence }) => evidence[0]?.place);
  return a !== undefined && b !== undefined && a.path === b.path && a.range?.start === b.range?.start;
}

/** Whether the domain is parked: its SPF record never passes, and it receives no mail. */
function sendsNoMail(domain: DomainName, facts: DnsFacts): boolean {
  const texts = facts.ask(domain, 'TXT');
  if (texts.status !== 'data') return false;
  if (!texts.data.some((strings) => /^v=spf1 +-all *$/i.test(strings.join('')))) return false;
  const exchanges = facts.ask(domain, 'MX');
  return (
    isVoid(exchanges) ||
    (exchanges.status === 'data' && exchanges.data.every(({ exchange }) => exchange === ''))
  );
}
