import type { IpAddress } from '../../../dns/address.ts';
import { isInNetwork, networkOf } from '../../../dns/address.ts';
import type { DnsFacts } from '../../../dns/facts.ts';
import type { DomainName } from '../../../dns/names.ts';
import { isAtOrBelow, nameOfOctets } from '../../../dns/names.ts';
import type { MacroValues } from '../expand.ts';
import type { Identity } from './identity.ts';

/**
 * The values of macros in one check: RFC 7208 §7.2.
 *
 * Invariant: `awaiting` is true if a value that was used since `enter` waits for an answer.
 */
export class SenderValues implements MacroValues {
  readonly ip: IpAddress;
  readonly localPart: string;
  readonly senderDomain: string;
  readonly helo: string;
  readonly receiver: string;
  readonly time: number;
  /** Records the queries that it needs. */
  readonly asking: DnsFacts;
  domain: string;
  private awaiting = false;

  constructor(
    ip: IpAddress,
    identity: Identity,
    helo: string,
    { receiver, time }: { readonly receiver?: string; readonly time?: number },
    asking: DnsFacts,
  ) {
    this.ip = ip;
    this.localPart = identity.localPart;
    this.senderDomain = identity.domain;
    this.domain = identity.domain;
    this.helo = helo;
    this.receiver = receiver ?? 'unknown';
    this.time = time ?? 0;
    this.asking = asking;
  }

  /** From here on, macros are expanded for the record of `domain`. */
  enter(domain: string): void {
    this.domain = domain;
    this.awaiting = false;
  }

  /** Whether a macro that was expanded since then has a value that is still pending. */
  isAwaiting(): boolean {
    return this.awaiting;
  }

  /** RFC 7208 §7.3: the domain itself if it is validated, or a name below it, or any validated name, or `unknown`. */
  get validatedName(): string {
    const names = validatedNames(this.ip, this.asking);
    if (names === 'pending') {
      this.awaiting = true;
      return 'unknown';
    }
    const domain = nameOfOctets(this.domain);
    const own = names.find((name) => name === domain) ?? names.find((name) => isAtOrBelow(name, domain));
    return own ?? names[0] ?? 'unknown';
  }
}

/** PTR names to examine. Others are ignored. RFC 7208 §4.6.4. */
export const MAX_PTR_NAMES = 10;

/** The names of the address that resolve back to it: RFC 7208 §5.5. A name whose lookup fails is omitted. */
export function validatedNames(ip: IpAddress, facts: DnsFacts): readonly DomainName[] | 'pending' {
  const answer = facts.ask(reverseName(ip), 'PTR');
  if (answer.status === 'pending') return 'pending';
  if (answer.status !== 'data') return [];
  const network = networkOf(ip, 128);
  const validated: DomainName[] = [];
  let isPending = false;
  for (const name of answer.data.slice(0, MAX_PTR_NAMES)) {
    const addresses = facts.ask(name, ip.kind === 'ipv4' ? 'A' : 'AAAA');
    if (addresses.status === 'pending') isPending = true;
    if (addresses.status !== 'data') continue;
    if (addresses.data.some((address) => isInNetwork(address, network))) validated.push(name);
  }
  return isPending ? 'pending' : validated;
}

/** `1.2.0.192.in-addr.arpa`, or the 32 nibbles below ip6.arpa: RFC 1035 §3.5, RFC 3596 §2.5. */
export function reverseName(ip: IpAddress): DomainName {
  if (ip.kind === 'ipv4') {
    const word = ip.words[0];
    return `${word & 255}.${(word >>> 8) & 255}.${(word >>> 16) & 255}.${word >>> 24}.in-addr.arpa`;
  }
  const hex = ip.words.map((word) => word.toString(16).padStart(8, '0')).join('');
  return `${Array.from(hex).reverse().join('.')}.ip6.arpa`;
}
