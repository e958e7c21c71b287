import { bitsOf, networkOf, parseClientIp } from '../../dns/address.ts';
import type { IpAddress } from '../../dns/address.ts';
import { specialRangeOf } from '../../dns/special-addresses.ts';
import type { DeliveryEvidence } from './model.ts';

/**
 * The address that an edit may allow: the one that the evidence identifies as the sender's own, if receivers can see it.
 * `undefined` for the address of a receiving server, of a mail service, of a program that calls an API, and for a private one.
 */
export function ownSendingAddress({ ip }: DeliveryEvidence): IpAddress | undefined {
  if (ip === undefined || ('role' in ip && ip.role !== 'sending')) return undefined;
  const address = parseClientIp(ip.value);
  return address !== undefined && isVisible(address) ? address : undefined;
}

/** Examples stand for public addresses: those for documentation count as such. */
function isVisible(address: IpAddress): boolean {
  const special = specialRangeOf(networkOf(address, bitsOf(address.kind)));
  return special === undefined || special.kind === 'documentation';
}
