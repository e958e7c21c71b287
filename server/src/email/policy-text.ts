import type { DomainName } from '../dns/names.ts';
import type { Safety } from '../records/report.ts';
import { INVISIBLE, TYPOGRAPHIC_QUOTE } from '../text/odd-characters.ts';
import { dkimNameOf } from './dkim/names.ts';

/** What mail receivers read from TXT records, as messages name it. */
export type PolicyTitle = 'SPF' | 'DMARC' | 'DKIM' | 'MTA-STS' | 'TLS-RPT' | 'BIMI';

const TITLES: Readonly<Record<string, PolicyTitle>> = {
  spf1: 'SPF',
  dmarc1: 'DMARC',
  dkim1: 'DKIM',
  stsv1: 'MTA-STS',
  tlsrptv1: 'TLS-RPT',
  bimi1: 'BIMI',
};

/** What may stand in front of a record that was pasted with more than its text. */
const LEAD = `(?:[\\s"'\\x60]|${TYPOGRAPHIC_QUOTE}|${INVISIBLE})*`;
const VERSION = new RegExp(`^${LEAD}v[ \\t]*=[ \\t]*(${Object.keys(TITLES).join('|')})`, 'i');
const KEY_TAG = new RegExp(`^${LEAD}[kp][ \\t]*=`);

/**
 * What the text is meant to be, whatever odd characters stand in front of it: it begins with a version, or it is at a
 * DKIM selector and begins with a tag of a key record.
 */
export function policyTitleOf(text: string, owner: DomainName): PolicyTitle | undefined {
  const version = VERSION.exec(text)?.[1]?.toLowerCase();
  if (version !== undefined) return TITLES[version];
  return KEY_TAG.test(text) && dkimNameOf(owner).kind === 'key' ? 'DKIM' : undefined;
}

/** How safe it is to fix a record that receivers ignore now. A policy that takes effect may reject mail. */
export function activationSafety(kind: PolicyTitle): Safety {
  return kind === 'SPF' || kind === 'DMARC' || kind === 'MTA-STS' ? 'review' : 'safe';
}
