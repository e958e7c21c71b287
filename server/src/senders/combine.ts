import { containsNetwork } from '../dns/address.ts';
import type { IpNetwork } from '../dns/address.ts';
import type { KnownSender, SenderEvidence } from './known-sender.ts';
import { networkText } from './network-text.ts';

/**
 * The declared senders, with what was seen of their addresses, and those that were seen and are none of them.
 * What is declared wins: a sender's own words about its envelope and keys stay.
 */
export function combineSenders(
  declared: readonly KnownSender[],
  seen: readonly KnownSender[],
): readonly KnownSender[] {
  const extra = new Map<KnownSender, SenderEvidence[]>();
  const others: KnownSender[] = [];
  for (const sender of seen) {
    const left: IpNetwork[] = [];
    for (const network of sender.networks) {
      const owner = declared.find(
        ({ domain, networks }) =>
          domain === sender.domain && networks.some((outer) => containsNetwork(outer, network)),
      );
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
