import { parseIp } from '../../dns/address.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import { dashEnd, firstDash, withPlainDashes } from './characters.ts';
import { isDomainSpec } from './domain-spec.ts';
import { Faults } from './faults.ts';
import type { MechanismName, Qualifier } from './model.ts';
import { MECHANISM_NAMES } from './model.ts';
import { nearest } from './spelling.ts';
import type { Head, TermReading } from './terms.ts';
import {
  argumentAt,
  headAt,
  isQualifier,
  isTerm,
  mechanismNamed,
  modifierNamed,
  nameEnd,
  readMechanism,
  readModifier,
  readTargetModifier,
  readTerm,
  splitArgument,
} from './terms.ts';

/** What an invalid word was meant to be; `undefined` if that is unclear, or if it is what its name says. */
export function guessTerm(text: string, word: Range): TermReading | undefined {
  return (
    typographicDash(text, word) ??
    missingColon(text, word) ??
    signOnModifier(text, word) ??
    signTwice(text, word) ??
    qualifierAtEnd(text, word) ??
    colonForEquals(text, word) ??
    strayAfterAll(text, word) ??
    bareAddress(text, word) ??
    misspelled(text, word)
  );
}

/** `–all` with a typographic dash, at the start or inside. */
function typographicDash(text: string, word: Range): TermReading | undefined {
  const dash = firstDash(text, word.start, word.end);
  if (dash === undefined) return undefined;
  const nameAt = dashEnd(text, word.start);
  if (nameAt !== undefined) {
    const reading = withSign(text, word, rangeOf(word.start, nameAt), '-');
    reading?.faults.add({ code: 'typographic-dash', range: dash });
    return reading;
  }
  const plain = withPlainDashes(text.slice(word.start, word.end)) ?? '';
  if (!isTerm(plain, 0, plain.length)) return undefined;
  const faults = new Faults();
  let at: Range | undefined = dash;
  while (at !== undefined) {
    faults.add({ code: 'typographic-dash', range: at });
    at = firstDash(text, at.end, word.end);
  }
  return { term: { kind: 'unread', range: word, hasHole: false }, faults };
}

/** Reads the mechanism after a character that replaces its qualifier. */
function withSign(text: string, word: Range, signs: Range, qualifier: Qualifier): TermReading | undefined {
  const nameRange = rangeOf(signs.end, nameEnd(text, signs.end, word.end));
  const kind = mechanismNamed(text.slice(nameRange.start, nameRange.end));
  if (kind === undefined || readTerm(text, signs.end, word.end) === undefined) return undefined;
  const head: Head = { start: word.start, qualifier, qualifierRange: signs, nameRange };
  return readMechanism(text, kind, head, argumentAt(text, kind, nameRange.end, word.end), word.end);
}

/** `ip4192.0.2.1`, `ip4;192.0.2.1`, `includespf.example.com`. */
function missingColon(text: string, word: Range): TermReading | undefined {
  const { qualifier, qualifierRange } = headAt(text, word.start, word.end);
  const typed = text.slice(qualifierRange.end, word.end);
  const [, name = '', mark = '', rest = ''] = /^(ip[46]|include|exists)([=;.,]?)(.+)$/i.exec(typed) ?? [];
  const kind = mechanismNamed(name);
  if (kind === undefined || typed.charAt(name.length) === ':') return undefined;
  const [address = ''] = rest.split('/');
  const isName = !rest.includes(':') && rest.includes('.') && isDomainSpec(rest);
  const isMeant = kind === 'ip4' || kind === 'ip6' ? parseIp(address) !== undefined : isName;
  if (!isMeant) return undefined;
  const nameRange = rangeOf(qualifierRange.end, qualifierRange.end + name.length);
  const head: Head = { start: word.start, qualifier, qualifierRange, nameRange };
  const argument = splitArgument(text, kind, true, rangeOf(nameRange.end + mark.length, word.end));
  const reading = readMechanism(text, kind, head, argument, word.end);
  const replacement = `${text.slice(word.start, nameRange.end)}:${rest}`;
  reading.faults.add({ code: 'missing-colon', range: word, reason: 'missing', replacement });
  return reading;
}

/** `-redirect=example.com`: modifiers have no qualifier (RFC 7208 §4.6.1). */
function signOnModifier(text: string, word: Range): TermReading | undefined {
  const nameAt = signsEnd(text, word);
  const name = rangeOf(nameAt, nameEnd(text, nameAt, word.end));
  if (nameAt === word.start || name.start === name.end || text[name.end] !== '=') return undefined;
  const reading = readModifier(text, name, word.end);
  const range = rangeOf(word.start, nameAt);
  reading.faults.add({ code: 'qualifier-misplaced', range, reason: 'modifier', replacement: '' });
  return { term: { ...reading.term, range: word }, faults: reading.faults };
}

/** `--all`, `-~all`: at most one qualifier (RFC 7208 §4.6.1). The last one is used. */
function signTwice(text: string, word: Range): TermReading | undefined {
  const signs = rangeOf(word.start, signsEnd(text, word));
  const last = text[signs.end - 1];
  if (signs.end - signs.start < 2 || !isQualifier(last)) return undefined;
  const reading = withSign(text, word, signs, last);
  const isOneSign = text.slice(signs.start, signs.end) === last.repeat(signs.end - signs.start);
  const fault = { code: 'qualifier-misplaced', range: signs, reason: 'twice' } as const;
  reading?.faults.add(isOneSign ? { ...fault, replacement: last } : fault);
  return reading;
}

function signsEnd(text: string, word: Range): number {
  let at = word.start;
  while (at < word.end && isQualifier(text[at])) at++;
  return at;
}

/** `all-`: the qualifier belongs before the name (RFC 7208 §4.6.2). */
function qualifierAtEnd(text: string, word: Range): TermReading | undefined {
  const sign = text[word.end - 1];
  const end = word.end - 1;
  if (!isQualifier(sign) || end <= word.start || !isTerm(text, word.start, end)) return undefined;
  const core = readTerm(text, word.start, end);
  if (core === undefined || !('qualifier' in core.term)) return undefined;
  const hasOwn = core.term.qualifierRange.start < core.term.qualifierRange.end;
  const typed = text.slice(word.start, end);
  const isPlain = core.term.kind !== 'include';
  const moved = hasOwn
    ? core.term.qualifier === sign
      ? typed
      : undefined
    : isPlain
      ? sign + typed
      : undefined;
  const fault = { code: 'qualifier-misplaced', range: word, reason: 'at-end' } as const;
  core.faults.add(moved === undefined ? fault : { ...fault, replacement: moved });
  return {
    term: { ...core.term, range: word, qualifier: sign, qualifierRange: rangeOf(end, word.end) },
    faults: core.faults,
  };
}

/** `redirect:example.com` and only `redirect`. */
function colonForEquals(text: string, word: Range): TermReading | undefined {
  const name = rangeOf(word.start, nameEnd(text, word.start, word.end));
  const kind = modifierNamed(text.slice(name.start, name.end));
  if (kind === undefined) return undefined;
  if (name.end === word.end) return readTargetModifier(text, kind, name, rangeOf(word.end, word.end));
  if (text[name.end] !== ':') return undefined;
  const reading = readTargetModifier(text, kind, name, rangeOf(name.end + 1, word.end));
  if (name.end + 1 < word.end) {
    reading.faults.add({ code: 'modifier-with-colon', range: rangeOf(name.start, name.end + 1), name });
  }
  return reading;
}

/** `-all.` and `-all"`: `all` has no argument, and nothing else can follow it (RFC 7208 §5.1). */
function strayAfterAll(text: string, word: Range): TermReading | undefined {
  const { qualifier, qualifierRange } = headAt(text, word.start, word.end);
  const [all] = /^all(?=[^A-Za-z0-9]+$)/i.exec(text.slice(qualifierRange.end, word.end)) ?? [];
  if (all === undefined) return undefined;
  const nameRange = rangeOf(qualifierRange.end, qualifierRange.end + all.length);
  const head: Head = { start: word.start, qualifier, qualifierRange, nameRange };
  return readMechanism(text, 'all', head, argumentAt(text, 'all', nameRange.end, word.end), word.end);
}

/** An address without a mechanism. */
function bareAddress(text: string, word: Range): TermReading | undefined {
  const { qualifier, qualifierRange } = headAt(text, word.start, word.end);
  const at = rangeOf(qualifierRange.end, word.end);
  const argument = splitArgument(text, 'ip4', true, at);
  const address = parseIp(text.slice(argument.value.start, argument.value.end));
  if (address === undefined) return undefined;
  const kind = address.kind === 'ipv4' ? 'ip4' : 'ip6';
  const nameRange = rangeOf(at.start, at.start);
  const head: Head = { start: word.start, qualifier, qualifierRange, nameRange };
  const reading = readMechanism(text, kind, head, argument, word.end);
  const sign = text.slice(word.start, at.start);
  const replacement = `${sign}${kind}:${text.slice(at.start, at.end)}`;
  reading.faults.add({ code: 'unknown-mechanism', range: word, reason: 'bare-address', replacement });
  return reading;
}

/** `inlcude:example.com`, `ipv4:192.0.2.1`. */
function misspelled(text: string, word: Range): TermReading | undefined {
  const head = headAt(text, word.start, word.end);
  const name = text.slice(head.nameRange.start, head.nameRange.end);
  const next = head.nameRange.end < word.end ? text[head.nameRange.end] : undefined;
  if (name === '' || mechanismNamed(name) !== undefined) return undefined;
  if (next !== undefined && next !== ':' && next !== '/') return undefined;
  const kind = meantName(text, name, head.nameRange.end, word.end);
  if (kind === undefined) return undefined;
  const reading = readMechanism(
    text,
    kind,
    head,
    argumentAt(text, kind, head.nameRange.end, word.end),
    word.end,
  );
  const replacement =
    text.slice(word.start, head.nameRange.start) + kind + text.slice(head.nameRange.end, word.end);
  reading.faults.add({
    code: 'unknown-mechanism',
    range: word,
    reason: 'misspelled',
    name: kind,
    replacement,
  });
  return reading;
}

/** The mechanism that was meant by the name. The argument must be valid for it. */
function meantName(text: string, name: string, at: number, end: number): MechanismName | undefined {
  const argument = argumentAt(text, 'ip4', at, end);
  const address = parseIp(text.slice(argument.value.start, argument.value.end));
  if (/^ip[-_.]?v?[-_.]?[0-9]?$/i.test(name)) {
    if (address === undefined) return undefined;
    return address.kind === 'ipv4' ? 'ip4' : 'ip6';
  }
  const kind = nearest(name, MECHANISM_NAMES);
  if (kind === undefined) return undefined;
  const suggested = kind + text.slice(at, end);
  return isTerm(suggested, 0, suggested.length) ? kind : undefined;
}
