import { asciiLowerCase } from '../../dns/names.ts';

/** The tags of a DMARC record: RFC 9989 §4.7, and those of RFC 7489 §6.3 that it removed (RFC 9989 §C.5.2). */
export type DmarcTagName = CurrentTagName | RemovedTagName;
export type CurrentTagName = 'v' | 'p' | 'sp' | 'np' | 'adkim' | 'aspf' | 'rua' | 'ruf' | 'fo' | 't' | 'psd';
export type RemovedTagName = 'pct' | 'rf' | 'ri';

/** From the weakest to the strictest. */
export const POLICIES = ['none', 'quarantine', 'reject'] as const;
export type DmarcPolicy = (typeof POLICIES)[number];

/** `r`: the same organizational domain is enough; `s`: the domains are equal. RFC 9989 §4.4. */
export type Alignment = 'r' | 's';

/** When to send a failure report. RFC 9989 §4.7 "fo". */
export type FailureOption = '0' | '1' | 'd' | 's';

/** Whether the domain is a public suffix; `u`: the tree walk decides. RFC 9989 §4.7 "psd". */
export type PublicSuffixFlag = 'y' | 'n' | 'u';

/**
 * The form of a value if nothing before or after it is missing. Values are case-insensitive (the strings of RFC 9989 §4.8 are
 * ABNF strings), except for `v`, which is checked separately. URI lists have no such form.
 */
const VALUES: Readonly<Record<DmarcTagName, RegExp | undefined>> = {
  v: /^DMARC1$/i,
  p: /^(?:none|quarantine|reject)$/i,
  sp: /^(?:none|quarantine|reject)$/i,
  np: /^(?:none|quarantine|reject)$/i,
  adkim: /^[rs]$/i,
  aspf: /^[rs]$/i,
  rua: undefined,
  ruf: undefined,
  fo: /^[01ds](?:[ \t]*:[ \t]*[01ds])*$/i,
  t: /^[yn]$/i,
  psd: /^[ynu]$/i,
  pct: /^(?:100|\d{1,2})$/,
  rf: /^[a-z\d](?:[a-z\d-]*[a-z\d])?(?:[ \t]*:[ \t]*[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i,
  ri: /^\d+$/,
};

const NAMES = new Set<string>(Object.keys(VALUES));
const REMOVED = new Set<string>(['pct', 'rf', 'ri']);

/** Tag names are case-insensitive, as RFC 7489 §6.4 spells them in ABNF strings, and in implementations. */
export function knownTag(name: string): DmarcTagName | undefined {
  const lower = asciiLowerCase(name);
  return isTagName(lower) ? lower : undefined;
}

function isTagName(name: string): name is DmarcTagName {
  return NAMES.has(name);
}

export function tagNames(): readonly DmarcTagName[] {
  return [...NAMES].filter(isTagName);
}

export function isRemoved(name: DmarcTagName): name is RemovedTagName {
  return REMOVED.has(name);
}

export function isUriList(name: DmarcTagName): name is 'rua' | 'ruf' {
  return name === 'rua' || name === 'ruf';
}

/** Whether the text is a complete value of that tag. Never for URI lists, because any text can continue. */
export function isWholeValue(name: DmarcTagName, text: string): boolean {
  return VALUES[name]?.test(text) ?? false;
}

export function toPolicy(value: string): DmarcPolicy | undefined {
  const lower = asciiLowerCase(value);
  return POLICIES.find((policy) => policy === lower);
}

export function toAlignment(value: string): Alignment | undefined {
  const lower = asciiLowerCase(value);
  return lower === 'r' || lower === 's' ? lower : undefined;
}

export function toTesting(value: string): boolean | undefined {
  const lower = asciiLowerCase(value);
  return lower === 'y' ? true : lower === 'n' ? false : undefined;
}

export function toPublicSuffixFlag(value: string): PublicSuffixFlag | undefined {
  const lower = asciiLowerCase(value);
  return lower === 'y' || lower === 'n' || lower === 'u' ? lower : undefined;
}

/** The whole numbers from 0 to 100. RFC 7489 §6.3 "pct". */
export function toPercentage(value: string): number | undefined {
  return isWholeValue('pct', value) ? Number(value) : undefined;
}

/** Negative if `a` is weaker than `b`. */
export function comparePolicies(a: DmarcPolicy, b: DmarcPolicy): number {
  return POLICIES.indexOf(a) - POLICIES.indexOf(b);
}
