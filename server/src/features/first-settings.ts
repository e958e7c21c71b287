import type { DomainSenders } from './senders.ts';

/** Of each domain. */
const MOST_SENDERS = 20;

/**
 * A first `.mailtxt.json` from what records and reports hint at, for somebody to look through; `undefined` where
 * nothing does.
 */
export function firstSettings(domains: readonly DomainSenders[]): string | undefined {
  const senders = domains.flatMap((domain) => {
    const suggested = suggestedFor(domain).slice(0, MOST_SENDERS);
    return suggested.length === 0 ? [] : [{ domain: domain.domain, suggested }];
  });
  if (senders.length === 0) return undefined;
  const lines = senders.map(({ domain, suggested }) => {
    const list = suggested.map((sender) => `      ${JSON.stringify(sender)}`).join(',\n');
    return `    ${JSON.stringify(domain)}: [\n${list}\n    ]`;
  });
  return `{\n  "senders": {\n${lines.join(',\n')}\n  }\n}`;
}

/** A service by its id, a mail server of the domain's own by its name. */
function suggestedFor({ hints, others, senders }: DomainSenders): readonly (string | object)[] {
  const services = new Set<string>();
  const hosts = new Set<string>();
  for (const { service } of others) if (service !== undefined) services.add(service.id);
  for (const { service, host } of hints) {
    if (service !== undefined) services.add(service.id);
    else if (host !== undefined) hosts.add(host);
  }
  for (const { sender } of senders) if (sender.service !== undefined) services.delete(sender.service.id);
  return [...services, ...[...hosts].map((host) => ({ host }))];
}
