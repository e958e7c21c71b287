import { parseTagList, type Tag } from '../tag-list.ts';
import { readFailureOptions } from './failure-options.ts';
import type { DmarcRecord } from './model.ts';
import { isOpaque } from '../octets.ts';
import { readReportUris } from './report-uris.ts';
import {
  knownTag,
  toAlignment,
  toPercentage,
  toPolicy,
  toPublicSuffixFlag,
  toTesting,
  type Alignment,
  type FailureOption,
  type DmarcPolicy,
  type PublicSuffixFlag,
  type DmarcTagName,
} from './tags.ts';

/** Receivers of both kinds exist: RFC 9989 obsoleted RFC 7489 in 2026. */
export type DmarcReader = 'RFC 9989' | 'RFC 7489';

/** How receivers of one kind read a record. */
export type DmarcReading =
  /** DMARC does not apply: the text is not a DMARC record, or it has no usable policy and no report address. */
  | { readonly kind: 'ignored'; readonly because: 'version' | 'policy' }
  /** An unresolved value decides, or a tag occurs twice, which makes the tag list invalid (RFC 6376 §3.2), and readers differ. */
  | { readonly kind: 'unknown'; readonly because: 'hole' | 'duplicate-tag' }
  | PolicyReading;

/** Defaults are filled in. `undefined` means that a value is unresolved. */
export interface PolicyReading {
  readonly kind: 'policy';
  /** For mail from the domain itself. */
  readonly p: DmarcPolicy | undefined;
  /** For mail from its subdomains. */
  readonly sp: DmarcPolicy | undefined;
  /** For mail from nonexistent subdomains. */
  readonly np: DmarcPolicy | undefined;
  /** Whether receivers are asked to apply the next weaker policy. RFC 7489 receivers ignore this. */
  readonly testing: boolean | undefined;
  /** The percentage of failing mail to which the policy applies. RFC 9989 receivers apply it to all. */
  readonly percentage: number | undefined;
  readonly adkim: Alignment | undefined;
  readonly aspf: Alignment | undefined;
  readonly psd: PublicSuffixFlag | undefined;
  readonly fo: readonly FailureOption[] | undefined;
}

/**
 * Reads the record as receivers that follow that RFC do (RFC 9989 §4.7 to §4.10.1; RFC 7489 §6.3, §6.6.3): to the letter, without
 * recovery.
 */
export function readAs(record: DmarcRecord, reader: DmarcReader): DmarcReading {
  const { text, complete } = record.value;
  const { tags, strays } = parseTagList(text);
  const list: StrictList = { text, complete, tags };
  const first = tags[0];
  const isLate = first === undefined || strays.some((stray) => stray.range.start < first.range.start);
  if (isLate || isOpaque(first.name) || isOpaque(first.value)) {
    const hole = !complete && isOpaque(text.slice(0, first?.range.end));
    return hole ? { kind: 'unknown', because: 'hole' } : { kind: 'ignored', because: 'version' };
  }
  if (knownTag(first.name) !== 'v' || first.value !== 'DMARC1')
    return { kind: 'ignored', because: 'version' };
  const names = tags.map(({ name }) => knownTag(name) ?? name);
  if (new Set(names).size < names.length) return { kind: 'unknown', because: 'duplicate-tag' };

  const modern = reader === 'RFC 9989';
  const policies = policiesOf(list, modern);
  if (policies.kind !== 'policies') return policies;
  return {
    kind: 'policy',
    p: policies.p,
    sp: policies.sp,
    np: policies.np,
    testing: modern ? valueOf(list, 't', toTesting, false) : false,
    percentage: modern ? 100 : valueOf(list, 'pct', toPercentage, 100),
    adkim: valueOf(list, 'adkim', toAlignment, 'r'),
    aspf: valueOf(list, 'aspf', toAlignment, 'r'),
    psd: modern ? valueOf(list, 'psd', toPublicSuffixFlag, 'u') : 'u',
    fo: failureOptionsOf(list, modern),
  };
}

/** The policy for failing mail, including `t=y`: RFC 9989 §4.7 "t". */
export function policyToApply(
  reading: PolicyReading,
  from: 'domain' | 'subdomain' | 'missing subdomain',
): DmarcPolicy | undefined {
  const policy = from === 'domain' ? reading.p : from === 'subdomain' ? reading.sp : reading.np;
  if (policy === undefined || policy === 'none') return policy;
  if (reading.testing === undefined) return undefined;
  return reading.testing ? softened(policy) : policy;
}

/** The next weaker policy, which `t=y` requests. */
export function softened(policy: DmarcPolicy): DmarcPolicy {
  return policy === 'reject' ? 'quarantine' : 'none';
}

interface StrictList {
  readonly text: string;
  readonly complete: boolean;
  readonly tags: readonly Tag[];
}

interface Policies {
  readonly kind: 'policies';
  readonly p: DmarcPolicy | undefined;
  readonly sp: DmarcPolicy | undefined;
  readonly np: DmarcPolicy | undefined;
}

/** RFC 9989 §4.10.1, RFC 7489 §6.6.3: one invalid policy makes all of them `none`, if reports are requested. */
function policiesOf(list: StrictList, modern: boolean): Policies | Exclude<DmarcReading, PolicyReading> {
  const p = policyOf(list, 'p');
  const sp = policyOf(list, 'sp');
  const np = modern ? policyOf(list, 'np') : 'absent';
  if (p === 'invalid' || p === 'absent' || sp === 'invalid' || np === 'invalid') {
    const rua = tagIn(list, 'rua');
    const uris = rua === undefined ? [] : readReportUris(list.text, rua.valueRange).uris;
    if (uris.some(({ state }) => state === 'valid'))
      return { kind: 'policies', p: 'none', sp: 'none', np: 'none' };
    return list.complete ? { kind: 'ignored', because: 'policy' } : { kind: 'unknown', because: 'hole' };
  }
  const forSubdomains = sp === 'absent' ? p : sp;
  const forMissing = np === 'absent' ? forSubdomains : np;
  return { kind: 'policies', p: unlessHole(p), sp: unlessHole(forSubdomains), np: unlessHole(forMissing) };
}

function unlessHole(policy: DmarcPolicy | 'hole'): DmarcPolicy | undefined {
  return policy === 'hole' ? undefined : policy;
}

function policyOf(list: StrictList, name: 'p' | 'sp' | 'np'): DmarcPolicy | 'absent' | 'invalid' | 'hole' {
  const tag = tagIn(list, name);
  if (tag === undefined) return list.complete ? 'absent' : 'hole';
  return tag.hasHole ? 'hole' : (toPolicy(tag.value) ?? 'invalid');
}

function tagIn(list: StrictList, name: DmarcTagName): Tag | undefined {
  return list.tags.find((tag) => knownTag(tag.name) === name);
}

/** RFC 9989 §4.8: an invalid value is treated as absent, so the default applies. */
function valueOf<T>(
  list: StrictList,
  name: DmarcTagName,
  read: (value: string) => T | undefined,
  fallback: T,
): T | undefined {
  const tag = tagIn(list, name);
  if (tag === undefined) return list.complete ? fallback : undefined;
  return tag.hasHole ? undefined : (read(tag.value) ?? fallback);
}

function failureOptionsOf(list: StrictList, modern: boolean): readonly FailureOption[] | undefined {
  const tag = tagIn(list, 'fo');
  if (tag === undefined) return list.complete ? ['0'] : undefined;
  if (tag.hasHole) return undefined;
  const { options, faults } = readFailureOptions(list.text, tag);
  const isWrong = faults.some(({ code }) => modern || (code !== 'fo-exclusive' && code !== 'fo-repeated'));
  return isWrong ? ['0'] : options;
}
