import type { IpAddress, IpNetwork } from '../../dns/address.ts';
import { bitsOf, networkOf } from '../../dns/address.ts';
import type { SpecialRange } from '../../dns/special-addresses.ts';
import { specialRangeOf } from '../../dns/special-addresses.ts';
import type { RecordView } from '../view.ts';
import { isDocumentation, isInternal, spfDomainOf } from './owner.ts';

/**
 * The special-purpose range of an address from which receivers never get mail, for a record at this name; otherwise
 * `undefined`.
 */
export function unreachableRange(network: IpNetwork, context: RecordView): SpecialRange | undefined {
  const special = specialRangeOf(network);
  const owner = spfDomainOf(context);
  if (special === undefined || owner === undefined || isInternal(owner)) return undefined;
  if (special.kind === 'documentation' && isDocumentation(owner)) return undefined;
  return special;
}

export function isPublicAddress(address: IpAddress, context: RecordView): boolean {
  return unreachableRange(networkOf(address, bitsOf(address.kind)), context) === undefined;
}
