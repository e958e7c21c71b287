import type { IpAddress, IpNetwork } from '../../dns/address.ts';
import type { DomainName, NameFault } from '../../dns/names.ts';
import type { Range } from '../../text/range.ts';
import type { FaultOf, PolicyRecord } from '../policy-record.ts';
import type { OddCharacter } from './characters.ts';

/**
 * A TXT record that is meant to be SPF (RFC 7208 §12), read with recovery: a term that is written wrongly is kept as
 * what it was meant to be, and its fault is noted. Ranges are in the decoded value.
 */
export interface SpfRecord extends PolicyRecord<SpfFault> {
  readonly kind: 'spf';
  readonly version: SpfVersion;
  /** Mechanisms and modifiers in the order of the text, those behind `all` and those with faults included. */
  readonly terms: readonly SpfTerm[];
  /**
   * The mechanisms that check_host() walks: in order, up to and with the first `all` (RFC 7208 §5.1).
   * It gets to them only when {@link SpfRecord.permerror} is false.
   */
  readonly directives: readonly Directive[];
  /** The `redirect=` that counts: none where an `all` stands anywhere (RFC 7208 §6.1). */
  readonly redirect: TargetModifier | undefined;
  /** The first `exp=`. */
  readonly exp: TargetModifier | undefined;
  /** True when the text alone makes check_host() give permerror: it reads all of it first (RFC 7208 §4.6). */
  readonly permerror: boolean;
}

export interface SpfVersion {
  /** `v=spf1`, or what was typed in its place. */
  readonly range: Range;
  /** Receivers take the record as SPF: it begins with `v=spf1` and a space or its end (RFC 7208 §4.5). */
  readonly selected: boolean;
}

/**
 * What receivers make of a fault. permerror: a syntax error (RFC 7208 §4.6). none: the record is not taken as SPF
 * (§4.5). legal: the grammar allows it, but it cannot be what its author meant.
 */
export type FaultEffect = 'permerror' | 'none' | 'legal';

/** A fault, and what receivers make of it. */
export type SpfFault = SpfSyntaxFault & { readonly effect: FaultEffect };

export type SpfFaultCode = SpfFault['code'];

/** What can be wrong with the text. `replacement` is what can only have been meant at the range. */
export type SpfSyntaxFault =
  // The version and what separates terms.
  | FaultOf<'version' | 'leading-blank' | 'literal-quotes'>
  /** `blanks`: their names in English. */
  | FaultOf<'separator', { reason: 'between' | 'end'; blanks: string }>
  /** `insert`: what belongs in its place, where terms go on. */
  | FaultOf<'punctuation', { insert: string }>
  | FaultOf<'missing-space', { reason: 'version' | 'between'; before: Range; after: Range }>
  /** Two terms that were meant apart meet where two strings of the record meet. */
  | FaultOf<'terms-glued-at-joint', { before: Range; after: Range }>
  /** One term is cut by a blank where two strings of the record meet. */
  | FaultOf<'term-cut-at-joint'>
  // Terms.
  | FaultOf<'unknown-mechanism', { reason: 'unknown' }>
  | FaultOf<'unknown-mechanism', { reason: 'misspelled'; name: MechanismName; replacement: string }>
  | FaultOf<'unknown-mechanism', { reason: 'bare-address'; replacement: string }>
  | FaultOf<'missing-colon', { reason: 'missing' | 'equals'; replacement: string }>
  | FaultOf<'modifier-with-colon', { name: Range }>
  | FaultOf<'space-in-term', { replacement: string }>
  | FaultOf<
      'qualifier-misplaced',
      { reason: 'apart' | 'twice' | 'behind' | 'modifier' | 'behind-colon'; replacement?: string }
    >
  | FaultOf<'typographic-dash' | 'all-argument'>
  | FaultOf<'duplicate-modifier', { name: 'redirect' | 'exp'; first: Range }>
  /** A character that neither a term nor a separator may have: invisible, or not ASCII. */
  | FaultOf<'character', { kind: OddCharacter }>
  // Arguments.
  | FaultOf<'include-empty' | 'modifier-empty' | 'domain-missing' | 'prefix-not-allowed'>
  /** `address`: without what does not belong to it; `mechanism`: the one that takes it. */
  | FaultOf<'domain-ip', { mechanism: 'ip4' | 'ip6'; address: string }>
  | FaultOf<'domain-url', { reason: 'url' | 'mail-address'; replacement?: string }>
  | FaultOf<'domain-end', { reason: 'single-label' | 'empty-label' | 'numeric' | 'characters' }>
  | FaultOf<'domain-label', { reason: NameFault }>
  | FaultOf<'macro-syntax', { reason: 'bare' | 'unclosed' | 'empty' | 'letter' | 'transformer' | 'zero' }>
  /** `reason`: the letter. */
  | FaultOf<'macro-exp-only', { reason: 'c' | 'r' | 't' }>
  | FaultOf<'ip4-invalid', WhyNotIpv4>
  | FaultOf<'ip6-invalid', WhyNotIpv6>
  | FaultOf<'ip-family' | 'ip6-mapped'>
  /** `max`: the longest prefix of that family. */
  | FaultOf<'cidr-invalid', WhyNotPrefix & { family: 'IPv4' | 'IPv6'; max: number }>
  | FaultOf<'dual-cidr', { replacement?: string }>;

export type WhyNotIpv4 =
  | { readonly reason: 'missing' | 'macro' | 'range' | 'empty-octet' | 'one-octet' | 'name' | 'other' }
  | { readonly reason: 'port' | 'wildcard'; readonly replacement?: string }
  | { readonly reason: 'over-255' | 'leading-zero'; readonly octet: string }
  | { readonly reason: 'octets'; readonly count: number };

export type WhyNotIpv6 =
  | { readonly reason: 'missing' | 'macro' | 'zone-id' | 'gaps' | 'name' | 'other' }
  | { readonly reason: 'brackets' | 'doubled-colon'; readonly replacement: string }
  | { readonly reason: 'not-hex' | 'group-too-long'; readonly group: string }
  | { readonly reason: 'groups'; readonly count: number };

export interface WhyNotPrefix {
  readonly reason: 'too-long' | 'empty' | 'netmask' | 'leading-zero' | 'double-slash' | 'not-a-number';
  readonly replacement?: string;
}

export type SpfTerm = Mechanism | Modifier | UnreadTerm;

/** In a record without syntax errors, an unread term is a hole that can be any terms. */
export type Directive = Mechanism | UnreadTerm;

interface TermBase {
  /** The whole term, its qualifier included. */
  readonly range: Range;
  /** A part of it is not known. Nothing that depends on that part may be said of the term. */
  readonly hasHole: boolean;
}

/** RFC 7208 §4.6.2. */
export type Qualifier = '+' | '-' | '~' | '?';

export const MECHANISM_NAMES = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'] as const;
export type MechanismName = (typeof MECHANISM_NAMES)[number];

interface MechanismBase extends TermBase {
  readonly qualifier: Qualifier;
  /** Empty, before the name, when none is written: `+` is meant then. */
  readonly qualifierRange: Range;
  /** Empty when the name is missing: the second address of `ip4:192.0.2.1,192.0.2.2`. */
  readonly nameRange: Range;
  /** `ip4=192.0.2.1`: receivers take it as a modifier that they do not know, and skip it (RFC 7208 §6). */
  readonly inert: boolean;
}

export interface AllMechanism extends MechanismBase {
  readonly kind: 'all';
}

/** RFC 7208 §5.2, §5.7, §5.5. */
export type DomainMechanism =
  DomainMechanismOf<'include'> | DomainMechanismOf<'exists'> | DomainMechanismOf<'ptr'>;
interface DomainMechanismOf<K extends MechanismName> extends MechanismBase {
  readonly kind: K;
  /** `undefined`: missing (include, exists: a fault), or the current domain (ptr). */
  readonly domain: DomainSpec | undefined;
}

/** RFC 7208 §5.3, §5.4. */
export type HostMechanism = HostMechanismOf<'a'> | HostMechanismOf<'mx'>;
interface HostMechanismOf<K extends MechanismName> extends MechanismBase {
  readonly kind: K;
  /** `undefined`: the current domain. */
  readonly domain: DomainSpec | undefined;
  /** `undefined`: /32. */
  readonly prefix4: PrefixLength | undefined;
  /** `undefined`: //128. */
  readonly prefix6: PrefixLength | undefined;
}

/** RFC 7208 §5.6. */
export type AddressMechanism = AddressMechanismOf<'ip4'> | AddressMechanismOf<'ip6'>;
interface AddressMechanismOf<K extends MechanismName> extends MechanismBase {
  readonly kind: K;
  readonly addressRange: Range;
  /** As typed, bits behind the prefix kept. `undefined` when it is not an address of the mechanism's family. */
  readonly address: IpAddress | undefined;
  readonly prefix: PrefixLength | undefined;
  /** What it matches. `undefined` when the address or the prefix is wrong or not known. */
  readonly network: IpNetwork | undefined;
}

export type Mechanism = AllMechanism | DomainMechanism | HostMechanism | AddressMechanism;

export interface PrefixLength {
  readonly bits: number;
  /** Its slashes included. */
  readonly range: Range;
}

/** RFC 7208 §6.1, §6.2. */
export type TargetModifier = TargetModifierOf<'redirect'> | TargetModifierOf<'exp'>;
interface TargetModifierOf<K extends string> extends TermBase {
  readonly kind: K;
  readonly nameRange: Range;
  /** `undefined`: missing, a fault. */
  readonly domain: DomainSpec | undefined;
}

/** Receivers skip it, but its value must be a macro-string (RFC 7208 §6, §12). */
export interface UnknownModifier extends TermBase {
  readonly kind: 'unknown-modifier';
  readonly nameRange: Range;
  /** As typed. */
  readonly name: string;
  readonly value: MacroString;
}

export type Modifier = TargetModifier | UnknownModifier;

/** Neither a mechanism nor a modifier, and no telling which was meant; or a hole that can be any terms. */
export interface UnreadTerm extends TermBase {
  readonly kind: 'unread';
}

/** A name with or without macros, ready to be expanded. */
export interface DomainSpec extends MacroString {
  /** Without macros and known: the name it is, lower-case, its final dot removed (RFC 7208 §7.3). */
  readonly name: DomainName | undefined;
}

export interface MacroString {
  readonly range: Range;
  /** Adjacent parts that make up the whole range. */
  readonly parts: readonly MacroPart[];
}

export type MacroPart =
  | { readonly kind: 'literal'; readonly text: string; readonly range: Range }
  /** `%%`, `%_` and `%-`: a percent sign, a space, and `%20` (RFC 7208 §7.1). */
  | { readonly kind: 'escape'; readonly text: '%' | ' ' | '%20'; readonly range: Range }
  | Macro
  | { readonly kind: 'hole'; readonly range: Range }
  /** A macro with a fault. */
  | { readonly kind: 'invalid'; readonly range: Range };

/** `%{ir-}`: RFC 7208 §7.1 to §7.3. */
export interface Macro {
  readonly kind: 'macro';
  readonly range: Range;
  readonly letter: MacroLetter;
  readonly letterRange: Range;
  /** An upper-case letter: the value is URL-escaped. */
  readonly escaped: boolean;
  /** How many right-hand parts are kept; `undefined` keeps all. */
  readonly keep: number | undefined;
  /** Empty when no number is written. */
  readonly keepRange: Range;
  readonly reversed: boolean;
  readonly reversedRange: Range;
  /** Where the value is split: any of these characters. `.` when none is written. */
  readonly delimiters: string;
  readonly delimitersRange: Range;
}

export type MacroLetter = 's' | 'l' | 'o' | 'd' | 'i' | 'p' | 'h' | 'c' | 'r' | 't' | 'v';

export function isMechanism(term: SpfTerm): term is Mechanism {
  return (MECHANISM_NAMES as readonly string[]).includes(term.kind);
}
