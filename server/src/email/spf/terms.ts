import { asciiLowerCase } from '../../dns/names.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import { readAddress } from './addresses.ts';
import { oddRunsIn } from './characters.ts';
import { isDomainSpec, prefixStart, readDomainSpec } from './domain-spec.ts';
import { Faults } from './faults.ts';
import { readMacroString } from './macros.ts';
import type { DomainSpec, MechanismName, Modifier, Qualifier, SpfTerm, TargetModifier } from './model.ts';
import { MECHANISM_NAMES } from './model.ts';
import { indexWithin } from './offsets.ts';
import { readDualPrefix } from './prefixes.ts';

/** One term and its faults. */
export interface TermReading {
  readonly term: SpfTerm;
  readonly faults: Faults;
}

/** The text before a mechanism's argument. */
export interface Head {
  readonly start: number;
  readonly qualifier: Qualifier;
  readonly qualifierRange: Range;
  readonly nameRange: Range;
  /** See {@link Mechanism}. */
  readonly inert?: boolean;
}

/** The text after a mechanism's name. */
export interface Argument {
  /** Whether a `:` precedes it, or should. */
  readonly isGiven: boolean;
  /** The name or the address. */
  readonly value: Range;
  /** From the first slash of the prefix lengths to their end. Empty if there are none. */
  readonly prefix: Range;
}

const NAME = /[A-Za-z][A-Za-z0-9._-]*/y;

export function isQualifier(sign: string | undefined): sign is Qualifier {
  return sign === '+' || sign === '-' || sign === '~' || sign === '?';
}

const MECHANISMS: ReadonlyMap<string, MechanismName> = new Map(MECHANISM_NAMES.map((name) => [name, name]));

/** `ip4` for `IP4`; `undefined` if it is not a mechanism. Names are case-insensitive: RFC 7208 §4.6.1. */
export function mechanismNamed(name: string): MechanismName | undefined {
  return MECHANISMS.get(name) ?? MECHANISMS.get(asciiLowerCase(name));
}

export function modifierNamed(name: string): 'redirect' | 'exp' | undefined {
  const lower = asciiLowerCase(name);
  return lower === 'redirect' || lower === 'exp' ? lower : undefined;
}

/** The end of the name that begins at `at`; `at` if there is none: `name` of RFC 7208 §12. */
export function nameEnd(text: string, at: number, end: number): number {
  NAME.lastIndex = at;
  return NAME.test(text) ? Math.min(NAME.lastIndex, end) : at;
}

/** The qualifier, if there is one, and the name after it. */
export function headAt(text: string, start: number, end: number): Head {
  const sign = start < end ? text[start] : undefined;
  const nameAt = isQualifier(sign) ? start + 1 : start;
  return {
    start,
    qualifier: isQualifier(sign) ? sign : '+',
    qualifierRange: rangeOf(start, nameAt),
    nameRange: rangeOf(nameAt, nameEnd(text, nameAt, end)),
  };
}

/**
 * Reads one term strictly by the grammar (RFC 7208 §4.6.1, §12). `undefined` if it does not have the form of a term, so that its
 * meaning must be guessed.
 */
export function readTerm(text: string, start: number, end: number): TermReading | undefined {
  const head = headAt(text, start, end);
  const { nameRange } = head;
  const name = text.slice(nameRange.start, nameRange.end);
  const next = nameRange.end < end ? text[nameRange.end] : undefined;
  if (next === '=' && name !== '' && nameRange.start === start) return readModifier(text, nameRange, end);
  const kind = mechanismNamed(name);
  if (kind === undefined) return undefined;
  if (next !== undefined && next !== ':' && next !== '/') return undefined;
  return readMechanism(text, kind, head, argumentAt(text, kind, nameRange.end, end), end);
}

/** Whether the text between the offsets is one term without a fault. */
export function isTerm(text: string, start: number, end: number): boolean {
  const reading = readTerm(text, start, end);
  return reading !== undefined && !reading.faults.any;
}

/** The argument that begins directly after the name, with a `:`, a `/` or not at all. */
export function argumentAt(text: string, kind: MechanismName, at: number, end: number): Argument {
  const isGiven = at < end && text[at] === ':';
  return splitArgument(text, kind, isGiven, rangeOf(isGiven ? at + 1 : at, end));
}

/** Removes the prefix lengths from the end of an argument. */
export function splitArgument(text: string, kind: MechanismName, isGiven: boolean, at: Range): Argument {
  const split = takesAddress(kind) ? slashIn(text, at) : prefixStart(text, at);
  return { isGiven, value: rangeOf(at.start, split), prefix: rangeOf(split, at.end) };
}

export function takesAddress(kind: MechanismName): kind is 'ip4' | 'ip6' {
  return kind === 'ip4' || kind === 'ip6';
}

function slashIn(text: string, at: Range): number {
  return indexWithin(text, '/', at.start, at.end);
}

/** Reads a mechanism whose name is known: RFC 7208 §5. */
export function readMechanism(
  text: string,
  kind: MechanismName,
  head: Head,
  argument: Argument,
  end: number,
): TermReading {
  const faults = new Faults();
  const { qualifier, qualifierRange, nameRange, inert = false } = head;
  const whole = rangeOf(head.start, end);
  const hasHole = false;
  switch (kind) {
    case 'all':
      // RFC 7208 §5.1: all = "all"
      noteArgumentOfAll(text, rangeOf(nameRange.end, end), faults);
      return { term: { range: whole, hasHole, qualifier, qualifierRange, nameRange, inert, kind }, faults };
    case 'include':
    case 'exists':
    case 'ptr': {
      const domain = readTarget(text, kind, argument, faults, nameRange);
      return {
        term: { range: whole, hasHole, qualifier, qualifierRange, nameRange, inert, kind, domain },
        faults,
      };
    }
    case 'a':
    case 'mx': {
      const { value, prefix } = widenedArgument(text, argument);
      const domain = readHost(text, { ...argument, value }, faults, nameRange);
      const { prefix4, prefix6 } = readDualPrefix(text, prefix, faults);
      return {
        term: {
          range: whole,
          hasHole,
          qualifier,
          qualifierRange,
          nameRange,
          inert,
          kind,
          domain,
          prefix4,
          prefix6,
        },
        faults,
      };
    }
    case 'ip4':
    case 'ip6': {
      const { value, prefix: prefixRange } = argument;
      const reading = readAddress(text, kind, whole, value, prefixRange, faults);
      const { kind: meant, address, prefix, network } = reading;
      return {
        term: {
          range: whole,
          hasHole,
          qualifier,
          qualifierRange,
          nameRange,
          inert,
          kind: meant,
          addressRange: value,
          address,
          prefix,
          network,
        },
        faults,
      };
    }
  }
}

function noteArgumentOfAll(text: string, at: Range, faults: Faults): void {
  if (at.start === at.end) return;
  const odd = oddRunsIn(text, at.start, at.end);
  for (const run of odd) faults.add({ code: 'character', ...run });
  if (odd.length === 0) faults.add({ code: 'all-argument', range: at });
}

/** `include:`, `exists:` and `ptr`: a domain-spec and no prefix length (RFC 7208 §5.2, §5.7, §5.5). */
function readTarget(
  text: string,
  kind: 'include' | 'exists' | 'ptr',
  argument: Argument,
  faults: Faults,
  nameRange: Range,
): DomainSpec | undefined {
  const { value, prefix } = argument;
  const whole = rangeOf(value.start, prefix.end);
  if (value.start === value.end) {
    if (kind === 'ptr' && !argument.isGiven && whole.start === whole.end) return undefined;
    if (kind === 'ptr' && !argument.isGiven) {
      faults.add({ code: 'prefix-not-allowed', range: prefix });
    } else {
      const range = rangeOf(nameRange.start, whole.end);
      faults.add({ code: kind === 'include' ? 'include-empty' : 'domain-missing', range });
    }
    return undefined;
  }
  return readWithoutPrefix(text, value, prefix, faults);
}

/** A domain-spec after which `/24` is invalid. Text that looks like a prefix can belong to the name. */
function readWithoutPrefix(text: string, value: Range, prefix: Range, faults: Faults): DomainSpec {
  const hasPrefix = prefix.start < prefix.end && isDomainSpec(text.slice(value.start, value.end));
  if (!hasPrefix) return readDomainSpec(text, value.start, prefix.end, faults);
  faults.add({ code: 'prefix-not-allowed', range: prefix });
  return readDomainSpec(text, value.start, value.end, faults);
}

function readHost(text: string, argument: Argument, faults: Faults, name: Range): DomainSpec | undefined {
  const { value } = argument;
  if (value.start < value.end) return readDomainSpec(text, value.start, value.end, faults);
  if (argument.isGiven) faults.add({ code: 'domain-missing', range: rangeOf(name.start, value.end) });
  return undefined;
}

/** `a:example.com/2x`: if the name is valid up to a slash and invalid with the rest, a prefix was meant. */
function widenedArgument(text: string, argument: Argument): Argument {
  const { value, prefix } = argument;
  const slash = slashIn(text, value);
  if (slash === value.end || isDomainSpec(text.slice(value.start, value.end))) return argument;
  const isName = slash === value.start ? !argument.isGiven : isDomainSpec(text.slice(value.start, slash));
  if (!isName) return argument;
  return { ...argument, value: rangeOf(value.start, slash), prefix: rangeOf(slash, prefix.end) };
}

/** Reads `name=value`: RFC 7208 §6. */
export function readModifier(text: string, nameRange: Range, end: number): TermReading {
  const name = text.slice(nameRange.start, nameRange.end);
  const kind = modifierNamed(name);
  const value = rangeOf(nameRange.end + 1, end);
  if (kind !== undefined) return readTargetModifier(text, kind, nameRange, value);
  const faults = new Faults();
  const string = readMacroString(text, value.start, value.end, 'unknown-modifier', faults);
  const term: Modifier = {
    kind: 'unknown-modifier',
    range: rangeOf(nameRange.start, end),
    hasHole: false,
    nameRange,
    name,
    value: string,
  };
  return { term, faults };
}

/** `redirect=` and `exp=`: RFC 7208 §6.1, §6.2. With an invalid value, they are not read as unknown modifiers. */
export function readTargetModifier(
  text: string,
  kind: 'redirect' | 'exp',
  nameRange: Range,
  value: Range,
): TermReading {
  const faults = new Faults();
  const whole = rangeOf(nameRange.start, value.end);
  let domain: DomainSpec | undefined;
  if (value.start < value.end) {
    const { value: name, prefix } = splitArgument(text, 'include', true, value);
    domain = readWithoutPrefix(text, name, prefix, faults);
  } else {
    faults.add({ code: 'modifier-empty', range: whole });
  }
  const term: TargetModifier = { kind, range: whole, hasHole: false, nameRange, domain };
  return { term, faults };
}
