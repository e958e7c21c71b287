import { canonicalName, childOf, isAtOrBelow, nameOfOctets, type DomainName } from '../../dns/names.ts';
import { asciiNameOf } from '../../dns/punycode.ts';
import { HOLE } from '../../text/mapped-text.ts';
import type { DomainRecord } from './domain.ts';
import { classlessLabel, reverseOfAddress } from './functions/reverse-name.ts';

/** What the names of a record are relative to, and their absolute names. */
export interface RecordNames {
  readonly owner: DomainName;
  readonly zone: DomainName;
  /** Single labels in the data are relative to it. */
  readonly origin: DomainName;
  readonly complete: (typed: string) => DomainName;
}

export function namesOf({ call: { type, label }, domain, subdomain }: DomainRecord): RecordNames {
  const zone = absoluteName(domain.name);
  const origin = subdomain === '' ? zone : childOf(absoluteName(subdomain), zone);
  const complete = (typed: string): DomainName => {
    if (typed === '@') return zone;
    return typed.includes('.') || typed.includes(HOLE)
      ? absoluteName(typed)
      : childOf(absoluteName(typed), origin);
  };
  return { owner: ownerOf(label.text, type, zone, origin), zone, origin, complete };
}

function absoluteName(typed: string): DomainName {
  const ascii = typed.includes(HOLE) ? typed : asciiNameOf(typed);
  // RFC 1035 §5.1: spaces and control characters are escaped.
  return /[\0-\x20\x7f]/.test(ascii) ? nameOfOctets(ascii) : canonicalName(ascii);
}

function ownerOf(label: string, type: string, zone: DomainName, origin: DomainName): DomainName {
  if (label === '@') return origin;
  const name = absoluteName(label);
  if (type === 'PTR') {
    // An address is reversed, and an absolute name is kept. The subdomain of an extension is not added.
    const short = classlessLabel(label, zone);
    if (short !== undefined) return childOf(short, zone);
    const reverse = reverseOfAddress(label) ?? name;
    if (isAtOrBelow(reverse, zone)) return reverse;
    return reverse === name ? childOf(name, zone) : HOLE;
  }
  if (label.endsWith('.') && isAtOrBelow(name, zone)) return name;
  return name === '' ? origin : childOf(name, origin);
}
