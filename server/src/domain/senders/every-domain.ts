import type { DnsFacts } from '../../dns/facts.ts';
import { isVoid } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import { EVERY_DOMAIN } from '../../senders/known-sender.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import type { RecordView } from '../view.ts';

/** Lists of senders in which one is declared for every domain. Most have none, and this is asked for every record. */
const WITH_EVERY_DOMAIN = new WeakMap<readonly KnownSender[], boolean>();

export function hasEveryDomain(senders: readonly KnownSender[]): boolean {
  const known = WITH_EVERY_DOMAIN.get(senders) ?? senders.some(({ domain }) => domain === EVERY_DOMAIN);
  WITH_EVERY_DOMAIN.set(senders, known);
  return known;
}

/** Those that a rule is to know in its zone: senders for every domain are senders of the zone's own, if it is registered. */
export function sendersInZone(senders: readonly KnownSender[], view: RecordView): readonly KnownSender[] {
  const { apex, facts } = view;
  const domains = apex !== undefined && registeredDomain(apex) === apex ? [apex] : [];
  return withEveryDomain(senders, domains, facts);
}

/**
 * The senders, those for every domain once for each of `domains`, except those that send no mail at all. What a domain
 * has declared for itself, and what was combined with reports, is not repeated.
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

/** A parked domain: its SPF record lets nothing pass, and it takes no mail. */
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
