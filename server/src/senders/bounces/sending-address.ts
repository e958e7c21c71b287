import { bitsOf, networkOf, parseClientIp } from '../../dns/address.ts';
import type { IpAddress } from '../../dns/address.ts';
import { specialRangeOf } from '../../dns/special-addresses.ts';
import type { DeliveryEvidence } from './model.ts';

/**
 * The address that an edit may authorize: the one that the evidence identifies as the sender's own, if receivers can
 * see it. `undefined` for the address of a receiving server, of a mail service or of an API client, and for a private
 * address.
 */
export function ownSendingAddress({ ip }: DeliveryEvidence): IpAddress | undefined {
  if (ip === undefined || ('role' in ip && ip.role !== 'sending')) return undefined;
  const address = parseClientIp(ip.value);
  return address !== undefined && isVisible(address) ? address : undefined;
}

/** Documentation addresses count as public, because examples use them for public addresses. */
function isVisible(address: IpAddress): boolean {
  const special = specialRangeOf(networkOf(address, bitsOf(address.kind)));
  return special === undefined || special.kind === 'documentation';
}
