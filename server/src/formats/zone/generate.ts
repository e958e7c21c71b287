import { rangeOf } from '../../text/range.ts';
import { MappedText } from '../../text/mapped-text.ts';
import type { FaultDetail } from '../../records/format.ts';
import type { DnsRecord, Rdata } from '../../records/record.ts';
import type { Context } from './context.ts';
import { readRecord } from './read-record.ts';
import { nameFromText } from './names.ts';
import { zoneWordsOf } from './words.ts';

/**
 * Records that one directive may make here, and with how many a file goes on to the next. BIND allows more; nobody looks
 * them up one by one.
 */
export const MAX_GENERATED = 65_536;

/** Characters of all records that the directives of a file make: 64 of each on average. A line may have megabytes. */
export const MAX_GENERATED_TEXT = 64 * MAX_GENERATED;

type GenerateReason = Extract<FaultDetail, { readonly code: 'generate' }>['reason'];

/** What the directive says, or why a name server refuses it; places count from the directive's start. */
export type GenerateDirective =
  | {
      readonly kind: 'range';
      readonly start: number;
      readonly stop: number;
      readonly step: number;
      readonly left: string;
      /** `[ttl] [class] type rhs`. */
      readonly rest: string;
    }
  | { readonly kind: 'fault'; readonly reason: GenerateReason; readonly start: number; readonly end: number };

/** `$GENERATE range lhs [ttl] [class] type rhs` (BIND 9 Administrator Reference, "$GENERATE"). */
export function parseGenerate(directive: string): GenerateDirective {
  const words = zoneWordsOf(directive, 0, directive.length);
  const at = (index: number): string => {
    const word = words[index];
    return word === undefined ? '' : directive.slice(word.start, word.end);
  };
  const refuse = (index: number, reason: GenerateReason): GenerateDirective => {
    const word = words[index];
    const end = directive.length;
    return { kind: 'fault', reason, start: word?.start ?? end, end: word?.end ?? end };
  };
  if (words.length < 5) return refuse(words.length, 'incomplete');
  const range = /^(\d{1,10})-(\d{1,10})(?:\/(\d{1,10}))?$/.exec(at(1));
  if (range === null) return refuse(1, 'range');
  const start = Number(range[1]);
  const stop = Number(range[2]);
  const step = Number(range[3] ?? '1');
  if (step < 1 || start > stop || stop > 0x7fffffff) return refuse(1, 'range');
  const left = at(2);
  const rest = directive.slice(words[3]?.start ?? 0);
  if (substitute(left, start) === undefined) return refuse(2, 'syntax');
  if (substitute(rest, start) === undefined) return refuse(words.length - 1, 'syntax');
  return { kind: 'range', start, stop, step, left, rest };
}

/** What the directives of a file may still make. */
export interface GenerateBudget {
  records: number;
  characters: number;
}

export function generateBudget(): GenerateBudget {
  return { records: MAX_GENERATED, characters: MAX_GENERATED_TEXT };
}

/**
 * The directive's records, as many as the budget allows, which it takes from that. They stand in no text: their values have
 * no way back. Their anchor is the directive's.
 */
export function generate(
  directive: string,
  context: Context,
  id: number,
  budget: GenerateBudget,
): readonly DnsRecord[] {
  const parsed = parseGenerate(directive);
  const records: DnsRecord[] = [];
  if (parsed.kind === 'fault') return records;
  const { left, rest } = parsed;
  for (
    let value = parsed.start;
    value <= parsed.stop && budget.records > 0 && budget.characters > 0;
    value += parsed.step
  ) {
    const owner = substitute(left, value) ?? left;
    const line = `${owner} ${substitute(rest, value) ?? rest}`;
    budget.records--;
    budget.characters -= line.length;
    const reading = readRecord({
      text: line,
      start: 0,
      end: line.length,
      anchor: { id },
      owner: nameFromText(owner, 0, owner.length, context, 'owner'),
      hasOwner: true,
      context,
      ttl: context.defaultTtl < 0 ? undefined : context.defaultTtl,
      conditional: context.depth > 0,
    });
    if (reading !== undefined) records.push(withoutPlaces(reading.record));
  }
  return records;
}

/** `$` is the value, `${offset[,width[,base]]}` the value changed and padded, `$$` and `\$` a dollar sign. */
function substitute(text: string, value: number): string | undefined {
  const state = { valid: true };
  const result = text.replace(
    /\\\$|\$\$|\$\{([^}]{0,32})\}|\$\{|\$/g,
    (found, modifier: string | undefined) => {
      if (found === '\\$' || found === '$$') return '$';
      if (found === '$') return String(value);
      const match = /^(-?\d{1,10})(?:,(\d{1,3})(?:,([doxXnN]))?)?$/.exec(modifier ?? '');
      if (match === null) {
        state.valid = false;
        return found;
      }
      return padded(value + Number(match[1]), Number(match[2] ?? '0'), match[3] ?? 'd');
    },
  );
  return state.valid ? result : undefined;
}

function padded(number: number, width: number, base: string): string {
  // BIND prints all but decimals as unsigned 32-bit numbers.
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
      // Nibbles from the lowest, dots between them; the width counts the dots.
      const digits = value.toString(16).padStart(Math.ceil(width / 2), '0');
      const nibbles = Array.from(digits).reverse().join('.');
      return base === 'N' ? nibbles.toUpperCase() : nibbles;
    }
    default:
      return value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0');
  }
}

function withoutPlaces(record: DnsRecord): DnsRecord {
  const none = rangeOf(0, 0);
  const bare = (text: MappedText): MappedText => MappedText.unwritten(text.text);
  return {
    ...record,
    ownerText: undefined,
    typeRange: none,
    ttlRange: undefined,
    rdata: bareRdata(record.rdata, bare),
    range: none,
    rdataRange: none,
  };
}

function bareRdata(rdata: Rdata, bare: (text: MappedText) => MappedText): Rdata {
  const none = rangeOf(0, 0);
  if (rdata.kind === 'opaque') return rdata;
  if (rdata.kind === 'fields') {
    return { kind: 'fields', fields: rdata.fields.map((f) => ({ ...f, text: bare(f.text), range: none })) };
  }
  const strings = rdata.strings.map((s) => ({ ...s, value: bare(s.value), range: none }));
  return { kind: 'text', strings, value: bare(rdata.value) };
}
