import type { Random } from '../random.ts';
import type { Mutate } from './mutate.ts';

/** Characters at which readers take different ways, and those that terminals, editors and Unicode treat in their own way. */
const HOSTILE: readonly string[] = [
  '\0', '\u0001', '\u0007', '\b', '\t', '\n', '\v', '\f', '\r', '\r\n', '\u001b[31m', '\u001b]0;x\u0007', '\u007f', '\u0080',
  '\u0085', '\u00a0', '\u00ad', '\u00ff', '\u0100', '\u0130', '\u017f', '\u0300', '\u061c', '\u1680', '\u180e', '\u200b', '\u200d', '\u200e', '\u2028',
  '\u2029', '\u202e', '\u2066', '\u2069', '\u212a', '\ud800', '\udc00', '\udc00\ud800', '\ufeff', '\ufffc', '\ufffd', '\uffff', 'é', 'ß', 'İ', '😀',
  '𝒶', ' ', '"', "'", '`', '\\', '/', '(', ')', '[', ']', '{', '}', '<', '>', '&', ';', ':', ',', '.', '=', '#', '$', '%', '@', '*', '|', '!',
  '~', '^', '+', '-', '_', '?', '0', '9', 'a', 'Z', '${', '%{', '{{', '<<', '::', '\\u', '\\x', '\\000', '\\256', '\\255', '\\.', '%00', '&#0;', 'xn--',
]; // prettier-ignore

/** Numbers at the limits of octets, lengths, times, counters and doubles. */
const NUMBERS: readonly string[] = [
  '0', '-0', '-1', '1', '00', '01', '9', '10', '11', '31', '32', '33', '63', '64', '65', '127', '128', '129', '253', '254', '255', '256', '257', '300',
  '511', '512', '513', '4095', '65535', '65536', '99999', '2147483647', '2147483648', '4294967295', '4294967296', '9007199254740991',
  '9007199254740993', '18446744073709551616', '1e3', '1e309', '-1e309', '1.5', '.5', '5.', '1e-400', 'NaN', 'Infinity', '0x10', '0b1', '1_000', '١',
  '99999999999999999999999999999999999999999999999999',
]; // prettier-ignore

function replaced(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

type Change = (text: string, random: Random, other: () => string) => string;

const insertHostile: Change = (text, random) => {
  const at = random.below(text.length + 1);
  return replaced(text, at, at, random.pick(HOSTILE));
};

const replaceHostile: Change = (text, random) => {
  const at = random.below(text.length);
  return replaced(text, at, at + 1, random.pick(HOSTILE));
};

const deletePart: Change = (text, random) => {
  const { start, end } = random.span(text.length);
  return replaced(text, start, end, '');
};

const repeatPart: Change = (text, random) => {
  const { start, end } = random.span(text.length);
  const times = random.oneIn(6) ? random.below(300) : 1 + random.below(4);
  return replaced(text, end, end, text.slice(start, end).repeat(times));
};

const movePart: Change = (text, random) => {
  const { start, end } = random.span(text.length);
  const without = replaced(text, start, end, '');
  const at = random.below(without.length + 1);
  return replaced(without, at, at, text.slice(start, end));
};

const cutOff: Change = (text, random) => text.slice(0, random.below(text.length + 1));

const cutHead: Change = (text, random) => text.slice(random.below(text.length + 1));

/** The start of this input and the end of another one. */
const splice: Change = (text, random, other) => {
  const rest = other();
  return (
    text.slice(0, random.below(text.length + 1)) + rest.slice(random.below(rest.length + 1)).slice(0, 4000)
  );
};

const insertOther: Change = (text, random, other) => {
  const rest = other();
  const { start, end } = random.span(rest.length);
  const at = random.below(text.length + 1);
  return replaced(text, at, at, rest.slice(start, end));
};

const replaceNumber: Change = (text, random) => {
  const numbers = [...text.matchAll(/\d+/g)];
  if (numbers.length === 0) return insertHostile(text, random, () => text);
  const { 0: number, index } = random.pick(numbers);
  return replaced(text, index, index + number.length, random.pick(NUMBERS));
};

const changeCase: Change = (text, random) => {
  const { start, end } = random.span(text.length);
  const part = text.slice(start, end);
  return replaced(text, start, end, random.oneIn(2) ? part.toUpperCase() : part.toLowerCase());
};

const anyUnit: Change = (text, random) => {
  const at = random.below(text.length + 1);
  return replaced(
    text,
    at,
    at + random.below(2),
    String.fromCharCode(random.below(random.oneIn(4) ? 65536 : 256)),
  );
};

const CHANGES: readonly Change[] = [
  insertHostile, insertHostile, replaceHostile, deletePart, deletePart, repeatPart, movePart, cutOff, cutHead, splice, insertOther,
  replaceNumber, replaceNumber, changeCase, anyUnit,
]; // prettier-ignore

/** Changes of characters that know nothing of what the text means. */
export const characters: Mutate = (text, random, other) => random.pick(CHANGES)(text, random, other);
