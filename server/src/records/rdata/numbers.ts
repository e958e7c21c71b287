import type { FieldForm, TokenReader } from './form.ts';

const MAX_32 = 0xffffffff;

/** A decimal number without sign or unit. `octets` is its size in wire format. */
function decimal(octets: 1 | 2 | 4, max = 256 ** octets - 1): FieldForm {
  return {
    kind: 'number',
    read: (cursor) => readDecimal(cursor, max),
    decode(source) {
      const value = source.number(octets);
      if (value > max) source.fail('out of range');
      return String(value);
    },
  };
}

export function readDecimal(cursor: TokenReader, max: number): string {
  const token = cursor.token();
  if (token === undefined) return '';
  if (token.quoted || !/^\d+$/.test(token.raw)) cursor.fail('not a valid number');
  const value = Number(token.raw);
  if (value > max) cursor.fail('out of range');
  return String(value);
}

export const u8 = decimal(1);
export const u16 = decimal(2);
export const u32 = decimal(4);
/** An octet with a few named values. */
export const upTo = (max: number): FieldForm => decimal(1, max);

const UNITS: Readonly<Record<string, number>> = { w: 604800, d: 86400, h: 3600, m: 60, s: 1 };

/** Seconds, with or without units: `1d12h`. Used for SOA timers. */
export const period: FieldForm = {
  kind: 'number',
  read(cursor) {
    const token = cursor.word();
    if (token === undefined) return '';
    if (/^\d+$/.test(token.raw)) {
      const value = Number(token.raw);
      if (value > MAX_32) cursor.fail('syntax error');
      return String(value);
    }
    let seconds = 0;
    if (!/^(?:\d+[wdhms])+$/i.test(token.raw)) cursor.fail('syntax error');
    for (const [, count, unit = ''] of token.raw.matchAll(/(?<!\d)(\d+)(\D)/g)) {
      if (Number(count) > MAX_32) cursor.fail('syntax error');
      seconds += Number(count) * (UNITS[unit.toLowerCase()] ?? 0);
    }
    if (seconds > MAX_32) cursor.fail('out of range');
    return String(seconds);
  },
  decode: (octets) => String(octets.number(4)),
};

/** Mnemonics and their values, in uppercase. */
export type Mnemonics = Readonly<Record<string, number>>;

/**
 * A number that may have a name. The canonical form is the number, which most types use, or with `named` the name, if there is
 * one.
 */
export function mnemonic(octets: 1 | 2, names: Mnemonics, style: 'number' | 'named' = 'number'): FieldForm {
  // The first name of a number is the one that is written.
  const byNumber = new Map(
    Object.entries(names)
      .map(([word, value]): [number, string] => [value, word])
      .reverse(),
  );
  const canonical = (value: number): string =>
    style === 'named' ? (byNumber.get(value) ?? String(value)) : String(value);
  return {
    kind: style === 'named' ? 'word' : 'number',
    read(cursor) {
      const token = cursor.word();
      if (token === undefined) return '';
      const value = mnemonicValue(token.raw, names);
      if (value === undefined) cursor.fail('unknown class/type');
      else if (value >= 256 ** octets) cursor.fail('out of range');
      return canonical(value ?? 0);
    },
    decode: (source) => canonical(source.number(octets)),
  };
}

function mnemonicValue(word: string, names: Mnemonics): number | undefined {
  // BIND has room for 12 digits: a longer number is an unknown name.
  if (/^\d{1,12}$/.test(word)) return Number(word);
  const upper = word.toUpperCase();
  return Object.hasOwn(names, upper) ? names[upper] : undefined;
}
