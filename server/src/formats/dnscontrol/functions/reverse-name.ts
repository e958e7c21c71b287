import { parseIpv4, parseIpv6 } from '../../../dns/address.ts';
import { Refused } from './arguments.ts';
import type { ScriptPlace } from '../syntax/script-text.ts';

/**
 * The reverse zone of a network, as `REV` has it. `undefined` where it ends within an octet: how that is named depends on a
 * setting (`REVCOMPAT`).
 */
export function reverseZoneName(network: string, place: ScriptPlace): string | undefined {
  const [address = '', prefix] = network.split('/');
  const bits = prefix === undefined ? undefined : Number(prefix);
  const four = parseIpv4(address);
  if (four !== undefined) return reverseIpv4(address.split('.'), bits ?? 32, network, place);
  const six = parseIpv6(address);
  if (six === undefined) throw new Refused(`invalid CIDR address: ${network}`, place);
  const size = bits ?? 128;
  if (!Number.isInteger(size) || size % 4 !== 0 || size < 0 || size > 128)
    throw new Refused(`invalid CIDR address: ${network}`, place);
  return [
    ...nibblesOf(six.words)
      .slice(0, size / 4)
      .reverse(),
    'ip6',
    'arpa',
  ].join('.');
}

function reverseIpv4(
  octets: readonly string[],
  bits: number,
  network: string,
  place: ScriptPlace,
): string | undefined {
  if (!Number.isInteger(bits) || bits < 0 || bits > 32)
    throw new Refused(`invalid CIDR address: ${network}`, place);
  if (bits % 8 !== 0) return undefined;
  return [...octets.slice(0, bits / 8).reverse(), 'in-addr', 'arpa'].join('.');
}

/** The name of an address in its reverse zone: what `PTR` makes of one that it is given as a name. */
export function reverseOfAddress(address: string): string | undefined {
  if (parseIpv4(address) !== undefined) return [...address.split('.').reverse(), 'in-addr', 'arpa'].join('.');
  const six = parseIpv6(address);
  return six && [...nibblesOf(six.words).slice().reverse(), 'ip6', 'arpa'].join('.');
}

function nibblesOf(words: readonly number[]): readonly string[] {
  return Array.from(words.map((word) => word.toString(16).padStart(8, '0')).join(''));
}
