import type { IpAddress, IpNetwork } from '../../dns/address.ts';
import type { DomainName, NameFault } from '../../dns/names.ts';
import type { Range } from '../../text/range.ts';
import type { FaultOf, PolicyRecord } from '../policy-record.ts';
import type { OddCharacter } from './characters.ts';

/**
 * A TXT record that is meant to be SPF (RFC 7208 §12), parsed with recovery: a malformed term is kept as what it was meant to be,
 * with its fault. Ranges are in the decoded value.
 */
export interface SpfRecord extends PolicyRecord<SpfFault> {
  readonly kind: 'spf';
  readonly version: SpfVersion;
  /** Mechanisms and modifiers in the order of the text, including those after `all` and those with faults. */
  readonly terms: readonly SpfTerm[];
  /**
   * The mechanisms that check_host() evaluates: in order, up to and including the first `all` (RFC 7208 §5.1). It reaches them
   * only if {@link SpfRecord.permerror} is false.
   */
  readonly directives: readonly Directive[];
  /** The `redirect=` that is used: none if there is an `all` anywhere (RFC 7208 §6.1). */
  readonly redirect: TargetModifier | undefined;
  /** The first `exp=`. */
  readonly exp: TargetModifier | undefined;
  /** Whether the text alone makes check_host() return permerror. It parses all of the text first (RFC 7208 §4.6). */
  readonly permerror: boolean;
}

export interface SpfVersion {
  /** `v=spf1`, or the text instead of it. */
  readonly range: Range;
  /** Whether receivers treat the record as SPF: it begins with `v=spf1` and a space or its end (RFC 7208 §4.5). */
  readonly selected: boolean;
}

/**
 * How receivers treat a fault. permerror: a syntax error (RFC 7208 §4.6). none: the record is not treated as SPF (§4.5). legal:
 * the grammar allows it, but it cannot be what its author meant.
 */
export type FaultEffect = 'permerror' | 'none' | 'legal';

/** A fault, and how receivers treat it. */
export type SpfFault = SpfSyntaxFault & { readonly effect: FaultEffect };

export type SpfFaultCode = SpfFault['code'];

/** The faults of the text. `replacement` is the only text that can have been meant at the range. */
export type SpfSyntaxFault =
  // The version, and the separators between terms.
  | FaultOf<'version' | 'leading-blank' | 'literal-quotes'>
  /** `blanks` has their names. */
  | FaultOf<'separator', { reason: 'between' | 'end'; spaces: string }>
  /** `insert` is the correct separator, if terms follow. */
  | FaultOf<'punctuation', { insert: string }>
  | FaultOf<'missing-space', { reason: 'version' | 'between'; before: Range; after: Range }>
  /** Two separate terms are joined where two strings of the record meet. */
  | FaultOf<'terms-glued-at-joint', { before: Range; after: Range }>
  /** One term is split by a space where two strings of the record meet. */
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
      { reason: 'apart' | 'twice' | 'at-end' | 'modifier' | 'after-colon'; replacement?: string }
    >
  | FaultOf<'typographic-dash' | 'all-argument'>
  | FaultOf<'duplicate-modifier', { name: 'redirect' | 'exp'; first: Range }>
  /** A character that neither a term nor a separator can have: invisible, or not ASCII. */
  | FaultOf<'character', { kind: OddCharacter }>
  // Arguments.
  | FaultOf<'include-empty' | 'modifier-empty' | 'domain-missing' | 'prefix-not-allowed'>
  /** `address`: without text that does not belong to it. `mechanism`: the one that accepts it. */
  | FaultOf<'domain-ip', { mechanism: 'ip4' | 'ip6'; address: string }>
  | FaultOf<'domain-url', { reason: 'url' | 'mail-address'; replacement?: string }>
  | FaultOf<'domain-end', { reason: 'single-label' | 'empty-label' | 'numeric' | 'characters' }>
  | FaultOf<'domain-label', { reason: NameFault }>
  | FaultOf<'macro-syntax', { reason: 'bare' | 'unclosed' | 'empty' | 'letter' | 'transformer' | 'zero' }>
  /** `reason` is the letter. */
  | FaultOf<'macro-exp-only', { reason: 'c' | 'r' | 't' }>
  | FaultOf<'ip4-invalid', WhyNotIpv4>
  | FaultOf<'ip6-invalid', WhyNotIpv6>
  | FaultOf<'ip-family' | 'ip6-mapped'>
  /** `max` is the longest prefix of that family. */
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

/** In a record without syntax errors, an unread term is an unresolved value that can be any terms. */
export type Directive = Mechanism | UnreadTerm;

interface TermBase {
  /** The whole term, including its qualifier. */
  readonly range: Range;
  /** Whether a part of it is unknown. Nothing that depends on that part can be said about the term. */
  readonly hasHole: boolean;
}

/** RFC 7208 §4.6.2. */
export type Qualifier = '+' | '-' | '~' | '?';

export const MECHANISM_NAMES = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'] as const;
export type MechanismName = (typeof MECHANISM_NAMES)[number];

interface MechanismBase extends TermBase {
  readonly qualifier: Qualifier;
  /** Empty, before the name, if there is none. `+` is meant then. */
  readonly qualifierRange: Range;
  /** Empty if the name is missing: the second address of `ip4:192.0.2.1,192.0.2.2`. */
  readonly nameRange: Range;
  /** `ip4=192.0.2.1`: receivers read it as an unknown modifier and ignore it (RFC 7208 §6). */
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
  /** `undefined`: missing (a fault for include and exists), or the current domain (for ptr). */
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
  /** As typed, including the bits after the prefix; `undefined` if it is not an address of the mechanism's family. */
  readonly address: IpAddress | undefined;
  readonly prefix: PrefixLength | undefined;
  /** The network that it matches; `undefined` if the address or the prefix is invalid or unknown. */
  readonly network: IpNetwork | undefined;
}

export type Mechanism = AllMechanism | DomainMechanism | HostMechanism | AddressMechanism;

export interface PrefixLength {
  readonly bits: number;
  /** Including its slashes. */
  readonly range: Range;
}

/** RFC 7208 §6.1, §6.2. */
export type TargetModifier = TargetModifierOf<'redirect'> | TargetModifierOf<'exp'>;
interface TargetModifierOf<K extends string> extends TermBase {
  readonly kind: K;
  readonly nameRange: Range;
  /** `undefined` if missing, which is a fault. */
  readonly domain: DomainSpec | undefined;
}

/** Receivers ignore it, but its value must be a macro-string (RFC 7208 §6, §12). */
export interface UnknownModifier extends TermBase {
  readonly kind: 'unknown-modifier';
  readonly nameRange: Range;
  /** As typed. */
  readonly name: string;
  readonly value: MacroString;
}

export type Modifier = TargetModifier | UnknownModifier;

/** Neither a mechanism nor a modifier, and it is unclear which was meant; or an unresolved value that can be any terms. */
export interface UnreadTerm extends TermBase {
  readonly kind: 'unread';
}

/** A name with or without macros, ready to be expanded. */
export interface DomainSpec extends MacroString {
  /** For a known name without macros: the name in lowercase, without its trailing dot (RFC 7208 §7.3). */
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
  /** Whether the letter is uppercase, so that the value is URL-escaped. */
  readonly escaped: boolean;
  /** How many right-hand parts are kept; `undefined` keeps all. */
  readonly keep: number | undefined;
  /** Empty if there is no number. */
  readonly keepRange: Range;
  readonly reversed: boolean;
  readonly reversedRange: Range;
  /** The delimiters at which the value is split. `.` if there is none. */
  readonly delimiters: string;
  readonly delimitersRange: Range;
}

export type MacroLetter = 's' | 'l' | 'o' | 'd' | 'i' | 'p' | 'h' | 'c' | 'r' | 't' | 'v';

export function isMechanism(term: SpfTerm): term is Mechanism {
  return (MECHANISM_NAMES as readonly string[]).includes(term.kind);
}
