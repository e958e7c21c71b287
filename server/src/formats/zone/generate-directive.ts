import { isMetaType, typeCode } from '../../dns/types.ts';
import type { FaultDetail } from '../../records/format.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { isClass } from './header-words.ts';
import { endOfTemplate } from './template.ts';
import { parseTtl } from './ttl.ts';
import { insideWord, zoneWordsOf } from './words.ts';

export type GenerateFault = Extract<FaultDetail, { readonly code: 'generate' | 'generate-data' }>;

type SyntaxFault = Extract<GenerateFault, { readonly code: 'generate' }>;

/** `$GENERATE range lhs [ttl] [class] type rhs`, with the parts that are the same for each value. */
export interface GenerateDirective {
  readonly kind: 'range';
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly left: string;
  /** Seconds, or -1 without one. */
  readonly ttl: number;
  readonly type: string;
  /** Words of a record's RDATA, without the quotes of the source text. */
  readonly data: string;
  readonly leftRange: Range;
  readonly dataRange: Range;
}

/** What the directive says, or why a name server rejects it; ranges count from the directive's start. */
export type GenerateReading =
  | GenerateDirective
  | { readonly kind: 'fault'; readonly fault: GenerateFault; readonly range: Range }
  /** Another program fills in part of it first. */
  | { readonly kind: 'unknown' };

/** The largest value that BIND generates. */
const MAX_VALUE = 0x7fffffff;

/** BIND 9 Administrator Reference, "$GENERATE"; what it rejects, as BIND 9.20 does. */
export function parseGenerate(directive: string): GenerateReading {
  const words = zoneWordsOf(directive, 0, directive.length);
  if (words.some(({ start, end }) => hasTemplate(directive.slice(start, end)))) return { kind: 'unknown' };
  const at = (index: number): string => {
    const word = words[index];
    return word === undefined ? '' : directive.slice(word.start, word.end);
  };
  const refuse = (index: number, reason: SyntaxFault['reason']): GenerateReading => {
    const { start, end } = words[index] ?? rangeOf(directive.length, directive.length);
    return { kind: 'fault', fault: { code: 'generate', reason }, range: rangeOf(start, end) };
  };
  if (words.length < 2) return refuse(1, 'incomplete');
  // BIND stops reading at a second "-".
  const range = /^(\d{1,10})-(\d{1,10})(?:\/(\d{1,10})$|$|[^\d/])/.exec(at(1));
  if (range === null) return refuse(1, 'range');
  const [start, stop, step] = [Number(range[1]), Number(range[2]), Number(range[3] ?? '1')];
  if (step < 1 || start > stop || stop > MAX_VALUE) return refuse(1, 'range');
  const { type, ttl, fault } = headerOf(directive, words);
  if (fault !== undefined) return refuse(type, fault);
  const [leftWord, typeWord, dataWord] = [words[2], words[type], words[type + 1]];
  if (leftWord === undefined || typeWord === undefined || dataWord === undefined)
    return refuse(words.length, 'incomplete');
  if (words[type + 2] !== undefined) {
    const rest = rangeOf(dataWord.start, directive.length);
    return { kind: 'fault', fault: { code: 'generate', reason: 'extra' }, range: rest };
  }
  const inside = insideWord(directive, dataWord);
  const data = directive.slice(inside.start, inside.end);
  const left = at(2);
  const last = stop - ((stop - start) % step);
  for (const [index, typed] of [
    [2, left],
    [type + 1, data],
  ] as const) {
    if (index === 2 && leftWord.quoted) return refuse(2, 'syntax');
    const refused = refusedIn(typed, last);
    if (refused !== undefined) return refuse(index, refused);
  }
  return {
    kind: 'range',
    start,
    stop,
    step,
    left,
    ttl,
    type: at(type),
    // A ";" only starts a comment in a file.
    data: dataWord.quoted ? data.replace(/(?<!\\);/g, '\\;') : data,
    leftRange: rangeOf(leftWord.start, leftWord.end),
    dataRange: rangeOf(dataWord.start, dataWord.end),
  };
}

/** The index of the type, which a TTL and a class may come before, or of the word that is rejected. */
function headerOf(
  directive: string,
  words: ReturnType<typeof zoneWordsOf>,
): { readonly type: number; readonly ttl: number; readonly fault?: 'class' | 'type' } {
  let ttl = -1;
  let hasClass = false;
  let index = 3;
  for (; index < words.length; index++) {
    const { start, end } = words[index] ?? rangeOf(0, 0);
    const seconds = ttl < 0 ? parseTtl(directive, start, end) : -1;
    if (seconds >= 0) ttl = seconds;
    else if (!hasClass && isClass(directive, start, end)) {
      hasClass = true;
      if (!/^(?:IN|CLASS0*1)$/i.test(directive.slice(start, end)))
        return { type: index, ttl, fault: 'class' };
    } else {
      const code = typeCode(directive.slice(start, end));
      if (code === undefined || isMetaType(code)) return { type: index, ttl, fault: 'type' };
      break;
    }
  }
  return { type: index, ttl };
}

/** Whether it has a template other than `${…}`, which has a different meaning here. */
function hasTemplate(word: string): boolean {
  for (let at = 0; at < word.length; at++) {
    const c = word[at];
    if (c === '$') {
      if (word[at + 1] === '{') at = Math.max(at, word.indexOf('}', at));
    } else if ((c === '{' || c === '<') && endOfTemplate(word, at, word.length) >= 0) return true;
  }
  return false;
}

const VALUES = /\\\$|\$\$|\$\{([^}]{0,64})\}|\$\{|\$/g;
const MODIFIER = /^(-?\d+)(?:,(\d+)(?:,([doxXnN]))?)?$/;

/** Why BIND rejects a text with values in it. `last`: the largest of them. */
function refusedIn(text: string, last: number): 'syntax' | 'offset' | undefined {
  for (const [found, modifier] of text.matchAll(VALUES)) {
    if (!found.startsWith('${')) continue;
    const match = MODIFIER.exec(modifier ?? '');
    if (match === null) return 'syntax';
    const offset = Number(match[1]);
    // BIND keeps the lower 32 bits of a larger one.
    if (offset <= MAX_VALUE && last + offset > MAX_VALUE) return 'offset';
  }
  return undefined;
}

/** `$` is the value, `${offset[,width[,base]]}` the value with an offset and padding, and `$$` and `\$` are a dollar sign. */
export function substitute(text: string, value: number): string {
  return text.replace(VALUES, (found, modifier: string | undefined) => {
    if (found === '\\$' || found === '$$') return '$';
    if (found === '$') return String(value);
    const match = MODIFIER.exec(modifier ?? '');
    if (match === null) return found;
    const width = Math.min(MAX_WIDTH, Number(match[2] ?? '0'));
    return padded(value + Number(match[1]), width, match[3] ?? 'd');
  });
}

/** Digits that a value is padded to at most: more than a name has room for, and then it is rejected. */
const MAX_WIDTH = 300;

function padded(number: number, width: number, base: string): string {
  // BIND prints all bases but decimal as unsigned 32-bit numbers.
  const value = base === 'd' ? number : number >>> 0;
  switch (base) {
    case 'o':
      return value.toString(8).padStart(width, '0');
    case 'x':
      return value.toString(16).padStart(width, '0');
    case 'X':
      return value.toString(16).toUpperCase().padStart(width, '0');
    case 'n':
    case 'N': {
      // Nibbles from the lowest on, separated by dots. The width includes the dots.
      const digits = value.toString(16).padStart(Math.ceil(width / 2), '0');
      const nibbles = Array.from(digits).reverse().join('.');
      return base === 'N' ? nibbles.toUpperCase() : nibbles;
    }
    default:
      return value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0');
  }
}
