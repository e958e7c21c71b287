import { typeCode, typeMnemonic } from '../../dns/types.ts';
import { bitsIn } from './addresses.ts';
import type { FieldForm, OctetReader, TokenReader } from './form.ts';
import { hasHole } from './token-cursor.ts';

function typeForm(write: (code: number) => string): FieldForm {
  return {
    kind: 'word',
    read(cursor) {
      const token = cursor.word();
      if (token === undefined) return '';
      const code = /^\d{1,12}$/.test(token.raw) ? Number(token.raw) : typeCode(token.raw);
      if (code === undefined) cursor.fail('unknown class/type');
      else if (code > 65535) cursor.fail('out of range');
      return write(code ?? 0);
    },
    decode: (octets) => write(octets.number(2)),
  };
}

/** The mnemonic or the number of a type. A type without a mnemonic is written as `TYPEnnn`. */
export const typeCovered = typeForm(typeMnemonic);

/** The same for types that are older than `TYPEnnn`. */
export const oldTypeCovered = typeForm(oldTypeText);

/** As before RFC 3597, a type without a mnemonic is written as a number. */
function oldTypeText(code: number): string {
  return typeMnemonic(code).replace(/^TYPE/, '');
}

/** RFC 4034 §4.1.2. The canonical form is sorted by number and has each type once. */
export const typeBitMaps: FieldForm = {
  kind: 'word',
  many: true,
  read(cursor) {
    if (!cursor.more) cursor.failAtEnd('FORMERR');
    return readTypes(cursor);
  },
  decode(octets) {
    if (octets.left === 0) octets.fail('FORMERR');
    return typesText(decodeBitMaps(octets));
  },
};

function readTypes(cursor: TokenReader): string {
  const codes = new Set<number>();
  let hole = '';
  while (cursor.more) {
    const token = cursor.word();
    if (token === undefined) return '';
    const code = typeCode(token.raw);
    if (hasHole(token)) hole += ` ${token.value.text}`;
    else if (code === undefined) cursor.fail('unknown class/type');
    else codes.add(code);
  }
  return (typesText([...codes].sort((a, b) => a - b)) + hole).trim();
}

function typesText(codes: readonly number[]): string {
  return codes.map(typeMnemonic).join(' ');
}

function decodeBitMaps(octets: OctetReader): readonly number[] {
  const codes: number[] = [];
  let before = -1;
  while (octets.more) {
    const [window = 0, length = 0] = octets.left < 2 ? [] : octets.bytes(2);
    const map = length <= octets.left ? octets.bytes(length) : [];
    if (window <= before || map.length < 1 || map.length > 32 || map[map.length - 1] === 0)
      octets.fail('FORMERR');
    before = window;
    codes.push(...bitsIn(map).map((bit) => window * 256 + bit));
  }
  return codes;
}

/** RFC 2535 §5.2: one bitmap for types below 128. Numbers are read too. */
export const shortBitMap: FieldForm = {
  kind: 'word',
  many: true,
  read(cursor) {
    const codes = new Set<number>();
    let hole = '';
    while (cursor.more) {
      const token = cursor.word();
      if (token === undefined) return '';
      const code = /^\d+$/.test(token.raw) ? Number(token.raw) : typeCode(token.raw);
      if (hasHole(token)) hole += ` ${token.value.text}`;
      else if (code === undefined) cursor.fail('unknown class/type');
      else if (code < 1 || code > 127) cursor.fail('out of range');
      else codes.add(code);
    }
    return (shortTypesText([...codes].sort((a, b) => a - b)) + hole).trim();
  },
  decode(octets) {
    const map = octets.rest();
    // RFC 2535 §5.2: the first bit means that the map has another form, which was never defined.
    const isOther = ((map[0] ?? 0) & 0x80) !== 0;
    if (isOther || map.length > 16 || map[map.length - 1] === 0) octets.fail('bad bitmap');
    return shortTypesText(bitsIn(map));
  },
};

function shortTypesText(codes: readonly number[]): string {
  return codes.map(oldTypeText).join(' ');
}
