import { bitsOf, containsNetwork, networkOf } from '../dns/address.ts';
import type { IpNetwork } from '../dns/address.ts';
import type { DomainName } from '../dns/names.ts';
import type { KnownSender, SenderEvidence } from './known-sender.ts';
import type { SeenSource } from './seen-source.ts';
import { networkText } from './network-text.ts';

/**
 * The declared senders, with what was seen of their addresses, and those that were seen and are none of them.
 * What is declared wins: a sender's own words about its envelope and keys stay.
 */
export function combineSenders(
  declared: readonly KnownSender[],
  seen: readonly KnownSender[],
  bounced: readonly SeenSource[] = [],
): readonly KnownSender[] {
  const extra = new Map<KnownSender, SenderEvidence[]>();
  const ownerOf = (domain: DomainName, network: IpNetwork): KnownSender | undefined =>
    declared.find(
      (sender) =>
        sender.domain === domain && sender.networks.some((outer) => containsNetwork(outer, network)),
    );
  for (const { domain, address, place, text } of bounced) {
    const owner = ownerOf(domain, networkOf(address, bitsOf(address.kind)));
    if (owner !== undefined) extra.set(owner, [...(extra.get(owner) ?? []), { kind: 'bounce', place, text }]);
  }
  const others: KnownSender[] = [];
  for (const sender of seen) {
    const left: IpNetwork[] = [];
    for (const network of sender.networks) {
      const owner = ownerOf(sender.domain, network);
      if (owner === undefined) left.push(network);
      else extra.set(owner, [...new Set([...(extra.get(owner) ?? []), ...sender.evidence])]);
    }
    if (left.length === sender.networks.length) others.push(sender);
    else if (left.length > 0)
      others.push({ ...sender, networks: left, name: left.map(networkText).join(', ') });
  }
  const known = declared.map((sender) => {
    const more = extra.get(sender);
    return more === undefined ? sender : { ...sender, evidence: [...sender.evidence, ...more] };
  });
  return [...known, ...others];
}
