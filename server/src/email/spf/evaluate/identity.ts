import { parseIpv4, parseIpv6 } from '../../../dns/address.ts';
import { faultOfName, nameOfOctets } from '../../../dns/names.ts';
import type { DomainName } from '../../../dns/names.ts';
import type { CheckHostArguments, SpfVerdict } from './verdict.ts';

/** The identity that is checked, and the sender that macros use. */
export interface Identity {
  readonly kind: SpfVerdict['identity'];
  readonly localPart: string;
  readonly domain: string;
}

/** RFC 7208 §2.4: without a reverse-path, the mailbox is postmaster at the HELO name. §4.3: the same for an empty local-part. */
export function identityOf({ mailFrom, helo }: CheckHostArguments): Identity {
  if (mailFrom === '') return { kind: 'helo', localPart: POSTMASTER, domain: helo };
  // A quoted local-part can also contain an "@".
  const at = mailFrom.lastIndexOf('@');
  const localPart = at > 0 ? mailFrom.slice(0, at) : POSTMASTER;
  return { kind: 'mailfrom', localPart, domain: mailFrom.slice(at + 1) };
}

const POSTMASTER = 'postmaster';

/** The name to look up, or `undefined` for one that immediately gives "none": RFC 7208 §4.3. */
export function checkableName(domain: string): DomainName | undefined {
  const name = nameOfOctets(domain);
  if (!name.includes('.') || faultOfName(name) !== undefined) return undefined;
  if (domain.startsWith('[') || parseIpv4(domain) !== undefined || parseIpv6(domain) !== undefined)
    return undefined;
  return name;
}

/** The name that an expanded domain-spec gives; `undefined` if it cannot be queried (RFC 7208 §4.8). */
export function queryName(expanded: string): DomainName | undefined {
  const name = nameOfOctets(expanded);
  return name === '' || faultOfName(name) !== undefined ? undefined : name;
}
