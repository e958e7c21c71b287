import { parseIpv4, parseIpv6 } from '../../../dns/address.ts';
import { Refused } from './arguments.ts';
import type { ScriptPlace } from '../syntax/script-text.ts';

/** The way `REVCOMPAT` names networks that end within the last octet. */
export type ReverseForm = 'rfc2317' | 'rfc4183';

/**
 * The reverse zone of a network, as `REV` returns it. `undefined` if its form is unknown, because the default without `REVCOMPAT`
 * depends on the version of DNSControl.
 */
export function reverseZoneName(
  network: string,
  form: ReverseForm | undefined,
  place: ScriptPlace,
): string | undefined {
  const [address = '', prefix] = network.split('/');
  const bits = prefix === undefined ? undefined : Number(prefix);
  const four = parseIpv4(address);
  if (four !== undefined)
    return reverseIpv4(address.split('.').map(Number), bits ?? 32, { network, form, place });
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
  octets: readonly number[],
  bits: number,
  {
    network,
    form,
    place,
  }: { readonly network: string; readonly form: ReverseForm | undefined; readonly place: ScriptPlace },
): string | undefined {
  if (!Number.isInteger(bits) || bits < 0 || bits > 32)
    throw new Refused(`invalid CIDR address: ${network}`, place);
  if (bits < 8) throw new Refused(`mask fewer than 8 bits is unreasonable: ${network}`, place);
  const count = Math.floor(bits / 8);
  const whole = octets.slice(0, count).reverse().join('.');
  if (bits % 8 === 0) return `${whole}.in-addr.arpa`;
  const last = octets[count] ?? 0;
  const first = last & (0xff << (8 - (bits % 8)));
  // RFC 4183 §4.1 for all networks, RFC 2317 §4 for those that end within the last octet.
  if (bits < 24 || form === 'rfc4183') return `${first}-${bits}.${whole}.in-addr.arpa`;
  if (form === undefined) return undefined;
  if (first !== last) throw new Refused(`CIDR ${network} has 1 bits beyond the mask`, place);
  return `${first}/${bits}.${whole}.in-addr.arpa`;
}

const CLASSLESS = /^(\d{1,3})\/(2[5-9]|3[01])\.((?:\d{1,3}\.){3})in-addr\.arpa$/;

/** The label of an address in a zone of RFC 2317 §4; `undefined` if the address is in another zone. */
export function classlessLabel(address: string, zone: string): string | undefined {
  const [, first, bits, around] = CLASSLESS.exec(zone) ?? [];
  const octets = parseIpv4(address) === undefined ? [] : address.split('.');
  const last = octets.at(-1);
  if (last === undefined || around !== `${octets.slice(0, 3).reverse().join('.')}.`) return undefined;
  return (Number(last) & (0xff << (32 - Number(bits)))) === Number(first) ? last : undefined;
}

/** The reverse name of an address: `PTR` converts an address that is passed as a name. */
export function reverseOfAddress(address: string): string | undefined {
  if (parseIpv4(address) !== undefined) return [...address.split('.').reverse(), 'in-addr', 'arpa'].join('.');
  const six = parseIpv6(address);
  return six && [...nibblesOf(six.words).slice().reverse(), 'ip6', 'arpa'].join('.');
}

function nibblesOf(words: readonly number[]): readonly string[] {
  return Array.from(words.map((word) => word.toString(16).padStart(8, '0')).join(''));
}
