import type { DomainName } from '../dns/names.ts';
import type { Safety } from '../records/report.ts';
import { INVISIBLE, TYPOGRAPHIC_QUOTE } from '../text/odd-characters.ts';
import { dkimNameOf } from './dkim/names.ts';

/** The policies that receivers read from TXT records, as named in messages. */
export type PolicyTitle = 'SPF' | 'DMARC' | 'DKIM' | 'MTA-STS' | 'TLS-RPT' | 'BIMI';

const TITLES: Readonly<Record<string, PolicyTitle>> = {
  spf1: 'SPF',
  dmarc1: 'DMARC',
  dkim1: 'DKIM',
  stsv1: 'MTA-STS',
  tlsrptv1: 'TLS-RPT',
  bimi1: 'BIMI',
};

/** Text that can precede a record that was pasted with more than its value. */
const LEAD = `(?:[\\s"'\\x60]|${TYPOGRAPHIC_QUOTE}|${INVISIBLE})*`;
const VERSION = new RegExp(`^${LEAD}v[ \\t]*=[ \\t]*(${Object.keys(TITLES).join('|')})`, 'i');
const KEY_TAG = new RegExp(`^${LEAD}[kp][ \\t]*=`);

/**
 * The policy that the text is meant to be, regardless of odd characters before it: it begins with a version, or it is at a DKIM
 * selector and begins with a tag of a key record.
 */
export function policyTitleOf(text: string, owner: DomainName): PolicyTitle | undefined {
  const version = VERSION.exec(text)?.[1]?.toLowerCase();
  if (version !== undefined) return TITLES[version];
  return KEY_TAG.test(text) && dkimNameOf(owner).kind === 'key' ? 'DKIM' : undefined;
}

/**
 * The safety of a fix for a record that receivers currently ignore. A policy that takes effect can make receivers reject mail.
 */
export function activationSafety(kind: PolicyTitle): Safety {
  return kind === 'SPF' || kind === 'DMARC' || kind === 'MTA-STS' ? 'review' : 'safe';
}
