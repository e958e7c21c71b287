import { rangeOf } from '../../text/range.ts';
import { parseIp } from '../../dns/address.ts';
import { MAX_CHARACTER_STRING } from '../../dns/limits.ts';
import { HOLE } from '../../text/mapped-text.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import type { Fault, FaultDetail, FaultPlace, Repair } from '../../records/format.ts';
import { isSlipFor } from './spelling.ts';
import { decodeWord, zoneWordsOf } from './words.ts';
import type { ZoneWord } from './words.ts';

/** The types that are usually meant when a type is misspelled. */
const TYPES = [
  'A',
  'AAAA',
  'CAA',
  'CNAME',
  'DNAME',
  'DNSKEY',
  'HTTPS',
  'MX',
  'NAPTR',
  'NS',
  'PTR',
  'SOA',
  'SRV',
  'SSHFP',
  'SVCB',
  'TLSA',
  'TXT',
];

/** A fault whose repair is not determined yet. */
type UnrepairedFault = FaultDetail & Omit<FaultPlace, 'repair'>;

const DIRECTIVES = ['$ORIGIN', '$TTL', '$INCLUDE', '$GENERATE'];

/** The edit that fixes a fault of the file's form, if it is clear what was meant. `entry` is the whole entry's text. */
export function repairOf(fault: UnrepairedFault, entry: string): Repair | undefined {
  const { code, range, text } = fault;
  const comment = commentSign(entry);
  if (comment !== undefined && (code === 'no-type' || code === 'unknown-type')) {
    return replacing(rangeOf(0, comment.length), ';', 'Start the comment with ";"', 'safe');
  }
  switch (code) {
    case 'unterminated-quote':
      return closeQuote(fault, entry);
    case 'unbalanced-parentheses':
      return fault.reason === 'unopened' ? replacing(range, '', 'Delete the ")"') : closeParenthesis(entry);
    case 'string-too-long':
      return splitString(fault, entry);
    case 'origin-repeated':
      return inserting(range.end, '.', 'Add the trailing dot');
    case 'no-type':
      return fault.reason === 'data' ? inserting(range.start, 'TXT ', 'Add the type TXT') : undefined;
    case 'unknown-type':
      return fixType(fault);
    case 'directive': {
      const meant = DIRECTIVES.find((directive) => isSlipFor(text.toUpperCase(), directive));
      return meant === undefined ? undefined : replacing(range, meant, `Replace with "${meant}"`);
    }
    case 'no-ttl':
      return inserting(0, '$TTL 3600\n', 'Add "$TTL 3600" before the record');
    case 'generate':
      // The words are one value, which needs quotes if it has several words.
      return fault.reason === 'extra' && !/["\\;()]/.test(text)
        ? replacing(range, `"${text}"`, 'Quote the data', 'safe')
        : undefined;
    case 'byte-order-mark':
      return replacing(range, '', 'Delete the byte order mark', 'safe');
    default:
      return undefined;
  }
}

function replacing(
  range: Fault['range'],
  text: string,
  title: string,
  safety: Repair['safety'] = 'review',
): Repair {
  return { title, safety, edits: [{ range, text }] };
}

function inserting(at: number, text: string, title: string): Repair {
  return replacing(rangeOf(at, at), text, title);
}

/** `#` and `//` start comments in other languages; here they are owner names. */
export function commentSign(entry: string): string | undefined {
  return /^(?:#+|\/\/+)/.exec(entry)?.[0];
}

/** Closes the string at the end of the text on the line, or deletes a quote with nothing after it. */
function closeQuote(fault: Extract<UnrepairedFault, { code: 'unterminated-quote' }>, entry: string): Repair {
  const { range, text, reason } = fault;
  if (reason === 'lone') return replacing(range, '', 'Delete the quote');
  // In `( "v=DKIM1; p=…  )`, the parenthesis that closes the record does not belong to the string.
  const isOpen = entry.slice(0, range.start).includes('(');
  const end = text.trimEnd();
  const typed = !isOpen ? end : end.endsWith(')') ? end.slice(0, -1).trimEnd() : text;
  return inserting(range.start + typed.length, '"', 'Close the quote at the end of the line');
}

/** Closes each open parenthesis after the last word that was read as part of the entry. */
function closeParenthesis(entry: string): Repair | undefined {
  const words = zoneWordsOf(entry, 0, entry.length);
  const last = words.at(-1);
  if (last === undefined) return undefined;
  const open = openAfter(entry, words);
  if (open <= 1) return inserting(last.end, ' )', 'Close the parenthesis here');
  return inserting(last.end, ` ${')'.repeat(open)}`, `Close the ${open} open parentheses here`);
}

/** The number of parentheses that are open after the last of these words. */
function openAfter(entry: string, words: readonly ZoneWord[]): number {
  let open = 0;
  let at = 0;
  for (const { start, end } of words) {
    for (const character of entry.slice(at, start).replace(/;[^\n]*/g, '')) {
      if (character === '(') open++;
      else if (character === ')') open = Math.max(0, open - 1);
    }
    at = end;
  }
  return open;
}

/** Receivers join the strings of mail records (RFC 7208 §3.3, RFC 6376 §3.6.2.2). */
function splitString({ range, text }: UnrepairedFault, entry: string): Repair | undefined {
  const quoted = text.startsWith('"');
  const inner = quoted ? rangeOf(range.start + 1, range.end - 1) : range;
  const value = decodeWord(entry, inner.start, inner.end, 0);
  if (value.text.includes(HOLE)) return undefined;
  const edits = cutsIn(value).map((at) => {
    const place = value.toSource(rangeOf(at, at));
    return place === undefined ? undefined : { range: place, text: quoted ? '" "' : ' ' };
  });
  const known = edits.filter((edit) => edit !== undefined);
  if (known.length < edits.length) return undefined;
  return {
    title: `Split into strings of at most ${MAX_CHARACTER_STRING} octets`,
    safety: 'safe',
    edits: known,
  };
}

/** Decoded offsets, each at most a string's length after the previous one, and after a space if one is near. */
function cutsIn(value: MappedText): readonly number[] {
  const cuts: number[] = [];
  const { text, segments } = value;
  let next = 0;
  let start = 0;
  while (value.length - start > MAX_CHARACTER_STRING) {
    const most = start + MAX_CHARACTER_STRING;
    const space = text.slice(start, most).lastIndexOf(' ');
    if (space > MAX_CHARACTER_STRING / 2) {
      start += space + 1;
    } else {
      // Not inside a run that cannot be split: the octets of one character.
      while ((segments[next]?.at ?? Infinity) + (segments[next]?.length ?? 0) <= most) next++;
      const across = segments[next];
      const isWhole = across !== undefined && across.length !== across.source.end - across.source.start;
      start = isWhole && across.at > start && across.at < most ? across.at : most;
    }
    cuts.push(start);
  }
  return cuts;
}

function fixType({ range, text }: UnrepairedFault): Repair | undefined {
  const address = parseIp(text);
  if (address !== undefined) {
    const type = address.kind === 'ipv4' ? 'A' : 'AAAA';
    return inserting(range.start, `${type} `, `Add the type ${type}`);
  }
  const glued = /^MX(?=\d+$)/i.exec(text);
  if (glued !== null) return inserting(range.start + 2, ' ', 'Add a space after "MX"');
  const meant = TYPES.filter((type) => isSlipFor(text.toUpperCase(), type));
  const [only] = meant;
  return only === undefined || meant.length > 1
    ? undefined
    : replacing(range, only, `Replace with "${only}"`);
}
