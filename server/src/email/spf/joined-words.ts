import { parseIp } from '../../dns/address.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import { isArgument } from './domain-spec.ts';
import { Faults } from './faults.ts';
import { hasJointBetween } from '../joints.ts';
import type { MechanismName, SpfSyntaxFault } from './model.ts';
import type { Argument, Head, TermReading } from './terms.ts';
import {
  argumentAt,
  headAt,
  isQualifier,
  isTerm,
  mechanismNamed,
  modifierNamed,
  readMechanism,
  readTargetModifier,
  readTerm,
  splitArgument,
  takesAddress,
} from './terms.ts';

export interface JoinedWords extends TermReading {
  /** The number of words that make up the term. */
  readonly count: number;
}

/**
 * Words that only make sense as one term: `include: example.com`, `ip4 192.0.2.1`, `- all`, `a /24`. Only the space character is
 * treated as a typo.
 */
export function readJoinedWords(
  text: string,
  words: readonly Range[],
  i: number,
  joints: readonly number[],
): JoinedWords | undefined {
  const word = words[i];
  const next = words[i + 1];
  if (word === undefined || next === undefined || !isSpaces(text, word.end, next.start)) return undefined;
  const cut = cutAtJoint(text, word, next, joints);
  // Most words have their argument, so that only a prefix length can belong to them.
  if (cut !== undefined || hasArgument(text, word)) return cut ?? prefixApart(text, word, next);
  return (
    signApart(text, word, next) ??
    mechanismApart(text, word, next, words[i + 2]) ??
    prefixApart(text, word, next) ??
    modifierApart(text, word, next)
  );
}

function isSpaces(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && text[at] === ' ') at++;
  return at === end;
}

/** Whether something follows the first `:`, `=` or `/`, and the word does not end with `:` or `=`. */
function hasArgument(text: string, { start, end }: Range): boolean {
  if (text[end - 1] === ':' || text[end - 1] === '=') return false;
  for (let at = start; at < end - 1; at++)
    if (text[at] === ':' || text[at] === '=' || text[at] === '/') return true;
  return false;
}

/** `"… include:_spf. " "example.com …"`: without the space at the joint, it is a valid term, and with it, it is not. */
function cutAtJoint(
  text: string,
  word: Range,
  next: Range,
  joints: readonly number[],
): JoinedWords | undefined {
  if (!hasJointBetween(joints, word.end, next.start)) return undefined;
  if (isTerm(text, word.start, word.end) && isTerm(text, next.start, next.end)) return undefined;
  const whole = text.slice(word.start, word.end) + text.slice(next.start, next.end);
  if (!isTerm(whole, 0, whole.length)) return undefined;
  const faults = new Faults();
  faults.add({ code: 'term-cut-at-joint', range: rangeOf(word.end, next.start) });
  return { term: { kind: 'unread', range: rangeOf(word.start, next.end), hasHole: false }, faults, count: 2 };
}

/** `- all` */
function signApart(text: string, word: Range, next: Range): JoinedWords | undefined {
  const sign = text[word.start];
  if (word.end - word.start !== 1 || !isQualifier(sign)) return undefined;
  const reading = readTerm(text, next.start, next.end);
  if (reading === undefined || !('qualifier' in reading.term)) return undefined;
  if (reading.term.qualifierRange.start < reading.term.qualifierRange.end) return undefined;
  const whole = rangeOf(word.start, next.end);
  const replacement = sign + text.slice(next.start, next.end);
  reading.faults.add({ code: 'qualifier-misplaced', range: whole, reason: 'apart', replacement });
  const term = { ...reading.term, range: whole, qualifier: sign, qualifierRange: word };
  return { term, faults: reading.faults, count: 2 };
}

/** `include: example.com`, `include :example.com`, `include : example.com` and `include example.com`. */
function mechanismApart(
  text: string,
  word: Range,
  next: Range,
  third: Range | undefined,
): JoinedWords | undefined {
  const head = headAt(text, word.start, word.end);
  const kind = mechanismNamed(text.slice(head.nameRange.start, head.nameRange.end));
  if (kind === undefined || kind === 'all') return undefined;
  const rest = text.slice(head.nameRange.end, word.end);
  if (rest === ':' && isMeantArgument(text, next)) {
    return joined(text, kind, head, splitArgument(text, kind, true, next), 2, 'space-in-term');
  }
  if (rest !== '') return undefined;
  if (text[next.start] === ':') {
    const argument = next.end - next.start > 1 ? rangeOf(next.start + 1, next.end) : third;
    if (argument === undefined || !isMeantArgument(text, argument)) return undefined;
    const count = argument === third ? 3 : 2;
    return joined(text, kind, head, splitArgument(text, kind, true, argument), count, 'space-in-term');
  }
  if (!isMeantArgument(text, next)) return undefined;
  const argument = splitArgument(text, kind, true, next);
  const isAddress = parseIp(text.slice(argument.value.start, argument.value.end)) !== undefined;
  if (isAddress !== takesAddress(kind)) return undefined;
  return joined(text, kind, head, argument, 2, 'missing-colon');
}

function joined(
  text: string,
  kind: MechanismName,
  head: Head,
  argument: Argument,
  count: number,
  code: 'space-in-term' | 'missing-colon',
): JoinedWords {
  const end = argument.prefix.end;
  const reading = readMechanism(text, kind, head, argument, end);
  const typed = text.slice(argument.value.start, end);
  const replacement = `${text.slice(head.start, head.nameRange.end)}:${typed}`;
  reading.faults.add(joinedFault(code, rangeOf(head.start, end), replacement));
  return { ...reading, count };
}

function joinedFault(
  code: 'space-in-term' | 'missing-colon',
  range: Range,
  replacement: string,
): SpfSyntaxFault {
  return code === 'space-in-term'
    ? { code, range, replacement }
    : { code, range, reason: 'missing', replacement };
}

/** `ip4:192.0.2.0 /24` */
function prefixApart(text: string, word: Range, next: Range): JoinedWords | undefined {
  if (text[next.start] !== '/') return undefined;
  if (!/^\/{1,2}\d{1,3}(?:\/\/\d{1,3})?$/.test(text.slice(next.start, next.end))) return undefined;
  const head = headAt(text, word.start, word.end);
  const kind = mechanismNamed(text.slice(head.nameRange.start, head.nameRange.end));
  if (kind !== 'a' && kind !== 'mx' && kind !== 'ip4' && kind !== 'ip6') return undefined;
  const argument = argumentAt(text, kind, head.nameRange.end, word.end);
  const hasPrefix = argument.prefix.start < argument.prefix.end;
  if (hasPrefix || !isTerm(text, word.start, word.end)) return undefined;
  const reading = readMechanism(text, kind, head, { ...argument, prefix: next }, next.end);
  const whole = rangeOf(word.start, next.end);
  const replacement = text.slice(word.start, word.end) + text.slice(next.start, next.end);
  reading.faults.add({ code: 'space-in-term', range: whole, replacement });
  return { ...reading, count: 2 };
}

/** `redirect= example.com`, `redirect: example.com`, `redirect =example.com` and `redirect example.com`. */
function modifierApart(text: string, word: Range, next: Range): JoinedWords | undefined {
  const head = headAt(text, word.start, word.end);
  const { nameRange } = head;
  const kind = modifierNamed(text.slice(nameRange.start, nameRange.end));
  if (kind === undefined || nameRange.start !== word.start) return undefined;
  const rest = text.slice(nameRange.end, word.end);
  const isAfter = rest === '' && text[next.start] === '=';
  const value = isAfter ? rangeOf(next.start + 1, next.end) : next;
  if ((rest !== '' && rest !== '=' && rest !== ':') || !isMeantArgument(text, value)) return undefined;
  const reading = readTargetModifier(text, kind, nameRange, value);
  const replacement = `${text.slice(nameRange.start, nameRange.end)}=${text.slice(value.start, value.end)}`;
  const code = rest !== '' || isAfter ? 'space-in-term' : 'missing-colon';
  reading.faults.add(joinedFault(code, rangeOf(word.start, next.end), replacement));
  return { ...reading, count: 2 };
}

/** An address or a name that does not have the form of a term itself. */
function isMeantArgument(text: string, at: Range): boolean {
  if (at.start === at.end || readTerm(text, at.start, at.end) !== undefined) return false;
  return isArgument(text.slice(at.start, at.end));
}
