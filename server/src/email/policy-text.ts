import type { DomainName } from '../dns/names.ts';
import type { Safety } from '../records/report.ts';
import { INVISIBLE, TYPOGRAPHIC_QUOTE } from '../text/odd-characters.ts';
import { dkimNameOf } from './dkim/names.ts';

/** What mail receivers read from TXT records. */
export type PolicyKind = 'SPF' | 'DMARC' | 'DKIM' | 'MTA-STS' | 'TLS-RPT' | 'BIMI';

const KINDS: Readonly<Record<string, PolicyKind>> = {
  spf1: 'SPF',
  dmarc1: 'DMARC',
  dkim1: 'DKIM',
  stsv1: 'MTA-STS',
  tlsrptv1: 'TLS-RPT',
  bimi1: 'BIMI',
};

/** What may stand in front of a record that was pasted with more than its text. */
const LEAD = `(?:[\\s"'\\x60]|${TYPOGRAPHIC_QUOTE}|${INVISIBLE})*`;
const VERSION = new RegExp(`^${LEAD}v[ \\t]*=[ \\t]*(${Object.keys(KINDS).join('|')})`, 'i');
const KEY_TAG = new RegExp(`^${LEAD}[kp][ \\t]*=`);

/**
 * What the text is meant to be, whatever odd characters stand in front of it: it begins with a version, or it is at a
 * DKIM selector and begins with a tag of a key record.
 */
export function policyKind(text: string, owner: DomainName): PolicyKind | undefined {
  const version = VERSION.exec(text)?.[1]?.toLowerCase();
  if (version !== undefined) return KINDS[version];
  return KEY_TAG.test(text) && dkimNameOf(owner).kind === 'key' ? 'DKIM' : undefined;
}

/** How safe it is to mend a record that receivers pass over now. A policy that begins to act may refuse mail. */
export function wakingSafety(kind: PolicyKind): Safety {
  return kind === 'SPF' || kind === 'DMARC' || kind === 'MTA-STS' ? 'review' : 'safe';
}
