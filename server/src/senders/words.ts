import type { IpNetwork } from '../dns/address.ts';
import type { KnownSender } from './known-sender.ts';
import { networkText } from './network-text.ts';

/** Addresses that are listed. Further ones are only counted. */
const MOST_NAMED = 3;

export function networksText(networks: readonly IpNetwork[]): string {
  const named = networks.slice(0, MOST_NAMED).map(networkText).join(', ');
  return networks.length > MOST_NAMED ? `${named} and ${networks.length - MOST_NAMED} more` : named;
}

/** As the subject of a sentence: `"Office relay"`, `192.0.2.10`. */
export function senderNameOf({ name, networks }: KnownSender): string {
  return name === networks.map(networkText).join(', ') ? networksText(networks) : `"${name}"`;
}

/** As a heading, with the service whose networks its addresses are in: `Amazon SES: 54.240.8.1`. */
export function senderLabel(sender: KnownSender): string {
  const name = senderNameOf(sender).replace(/^"(.*)"$/s, '$1');
  return sender.provider === undefined ? name : `${sender.provider.name}: ${name}`;
}

/** How a sender is known, for the end of a sentence; empty for a declared sender, because the user knows that. */
export function knownBy({ evidence }: KnownSender): string {
  const seen = evidence.find(({ text }) => text !== undefined);
  return seen?.text === undefined ? '' : ` (${seen.text})`;
}
