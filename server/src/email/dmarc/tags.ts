import { asciiLowerCase } from '../../dns/names.ts';

/** The tags of a DMARC record: RFC 9989 §4.7, and those of RFC 7489 §6.3 that it removed (RFC 9989 §C.5.2). */
export type DmarcTagName = CurrentTagName | RemovedTagName;
export type CurrentTagName = 'v' | 'p' | 'sp' | 'np' | 'adkim' | 'aspf' | 'rua' | 'ruf' | 'fo' | 't' | 'psd';
export type RemovedTagName = 'pct' | 'rf' | 'ri';

/** In falling order of severity, weakest first. */
export const POLICIES = ['none', 'quarantine', 'reject'] as const;
export type DmarcPolicy = (typeof POLICIES)[number];

/** `r`: the same organizational domain is enough; `s`: the domains are equal. RFC 9989 §4.4. */
export type Alignment = 'r' | 's';

/** When a failure report is wanted. RFC 9989 §4.7 "fo". */
export type FailureOption = '0' | '1' | 'd' | 's';

/** Whether the domain is a public suffix; `u`: the tree walk decides. RFC 9989 §4.7 "psd". */
export type PublicSuffixFlag = 'y' | 'n' | 'u';

/**
 * What a value looks like when nothing is missing before or behind it. Values are read in any case (the strings of
 * RFC 9989 §4.8 are ABNF strings); only that of `v` is not, which is judged apart. URI lists have no such form.
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

/** Tag names are read in any case, as RFC 7489 §6.4 spells them in ABNF strings, and as readers do. */
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

/** True when the text is a whole value of that tag. For URI lists it never is: any text might go on. */
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

/** Negative when `a` asks for less than `b`. */
export function comparePolicies(a: DmarcPolicy, b: DmarcPolicy): number {
  return POLICIES.indexOf(a) - POLICIES.indexOf(b);
}
