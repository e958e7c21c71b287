import type { DnsFacts } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { nameOfOctets } from '../../dns/names.ts';
import { MappedText } from '../../text/mapped-text.ts';
import type { DkimKey } from './model.ts';
import { DOMAINKEY } from './names.ts';
import { parseDkim } from './parse.ts';

/** What a verifier finds of a signature's key. unknown: nobody has answered, a server failed, or a hole decides. */
export type KeyState = 'published' | 'missing' | 'revoked' | 'broken' | 'unknown';

/** Where verifiers look for the key of a signature. RFC 6376 §3.6.2.1. */
export function keyOwner(selector: string, domain: DomainName): DomainName {
  return nameOfOctets(`${selector}.${DOMAINKEY}.${domain}`);
}

export function keyStateOf(owner: DomainName, facts: DnsFacts): KeyState {
  const answer = facts.ask(owner, 'TXT');
  switch (answer.status) {
    case 'nxdomain':
    case 'nodata':
      return 'missing';
    case 'data':
      return stateOf(answer.data.map((strings) => parseDkim(new MappedText(strings.join(''), [])).key.kind));
    default:
      return 'unknown';
  }
}

function stateOf(keys: readonly DkimKey['kind'][]): KeyState {
  if (keys.some((kind) => kind === 'rsa' || kind === 'ed25519' || kind === 'foreign')) return 'published';
  if (keys.includes('unknown')) return 'unknown';
  return keys.every((kind) => kind === 'revoked') ? 'revoked' : 'broken';
}
