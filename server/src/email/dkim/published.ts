import { certainlyDistinct } from '../../dns/distinct-texts.ts';
import type { DnsFacts } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { nameOfOctets } from '../../dns/names.ts';
import { MappedText } from '../../text/mapped-text.ts';
import { DOMAINKEY } from './names.ts';
import { parseDkim } from './parse.ts';
import { usabilityOf, type KeyDefect } from './usability.ts';

/**
 * The key of a signature as a verifier finds it. published: usable. broken: unusable. unknown: there is no answer, a server
 * failed, an unresolved value decides, or there are several keys, of which the verifier uses any (RFC 6376 §3.6.2.2).
 */
export type KeyState = 'published' | 'missing' | 'revoked' | 'broken' | 'unknown';

/** A key from DNS. */
export interface PublishedKey {
  readonly state: KeyState;
  /** The defects of a revoked or broken key. */
  readonly defects: readonly KeyDefect[];
}

/** The name at which verifiers look up the key of a signature. RFC 6376 §3.6.2.1. */
export function keyOwner(selector: string, domain: DomainName): DomainName {
  return nameOfOctets(`${selector}.${DOMAINKEY}.${domain}`);
}

export function publishedKey(owner: DomainName, facts: DnsFacts): PublishedKey {
  const answer = facts.ask(owner, 'TXT');
  switch (answer.status) {
    case 'nxdomain':
    case 'nodata':
      return { state: 'missing', defects: [] };
    case 'data':
      return keyAmong(certainlyDistinct(answer.data, (strings) => strings));
    default:
      return UNKNOWN;
  }
}

const UNKNOWN: PublishedKey = { state: 'unknown', defects: [] };

function keyAmong(records: readonly (readonly string[])[]): PublishedKey {
  const keys = records.map((strings) => usabilityOf(parseDkim(new MappedText(strings.join(''), []))));
  const [first] = keys;
  if (first === undefined) return UNKNOWN;
  const defects: KeyDefect[] = [];
  for (const key of keys) {
    if (key.kind === 'unusable') defects.push(...key.defects);
    else return keys.length === 1 && key.kind === 'usable' ? { state: 'published', defects: [] } : UNKNOWN;
  }
  const isRevoked = defects.every((defect) => defect === 'revoked');
  return { state: isRevoked ? 'revoked' : 'broken', defects: [...new Set(defects)] };
}
