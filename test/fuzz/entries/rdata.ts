import assert from 'node:assert/strict';
import { typeMnemonic } from '../../../server/src/dns/types.ts';
import { CASES, print, read } from '../../records/rdata-cases.ts';
import { checkRange, checkText } from '../checks.ts';
import type { FuzzEntry } from '../entry.ts';
import { characters } from '../mutate/characters.ts';
import { ZONE } from '../mutate/languages.ts';
import { several } from '../mutate/mutate.ts';
import type { Mutate } from '../mutate/mutate.ts';
import { octets } from '../mutate/octets.ts';
import { tokens } from '../mutate/tokens.ts';

/** Every type with a number, and some that have none. */
const TYPES = [
  ...Array.from({ length: 262 }, (_, code) => typeMnemonic(code + 1)),
  'TYPE65280',
  'DYNA',
  'ALIAS',
];

type Reading = ReturnType<typeof read>;

/** What RDATA is, without its source ranges. */
function meaning({ rdata }: Reading): unknown {
  if (rdata.kind === 'text') return rdata.strings.map(({ value }) => value.text);
  return rdata.kind === 'fields' ? rdata.fields.map(({ name, value }) => [name, value]) : rdata.text;
}

/** Reading never throws; what is right is the same after printing and reading. */
function checkRdata(type: string, typed: string): void {
  const reading = read(type, typed);
  for (const { reason, range } of reading.faults) {
    checkRange(range, typed.length, reason);
    checkText(reason, 'a reason');
  }
  const { rdata } = reading;
  if (rdata.kind === 'fields')
    for (const { range, name } of rdata.fields) checkRange(range, typed.length, name);
  if (rdata.kind === 'text')
    for (const { range } of rdata.strings) checkRange(range, typed.length, 'a string');
  const printed = print(type, reading);
  if (reading.faults.length > 0 || typed.includes('${') || printed.includes('${…}')) return;
  const second = read(type, printed);
  assert.deepEqual(second.faults, [], 'what is printed has faults');
  assert.equal(print(type, second), printed, 'what is printed prints as something else');
  assert.deepEqual(meaning(second), meaning(reading), 'what is printed means something else');
}

const mutateText = several([4, tokens(ZONE)], [3, characters]);

/** The first word is the type. */
const mutateTyped: Mutate = (input, random, other) => {
  const space = input.indexOf(' ');
  const type = random.oneIn(6) ? random.pick(TYPES) : input.slice(0, Math.max(0, space));
  const restOf = (text: string): string => text.slice(text.indexOf(' ') + 1);
  return `${type} ${mutateText(restOf(input), random, () => restOf(other())).replaceAll('\n', ' ')}`;
};

export const rdata: FuzzEntry = {
  name: 'rdata',
  extension: 'txt',
  shortRun: 1200,
  seeds: () => CASES.map(({ type, typed }) => `${type} ${typed}`),
  mutate: mutateTyped,
  check(input) {
    const space = input.indexOf(' ');
    checkRdata(input.slice(0, Math.max(0, space)), input.slice(space + 1));
  },
};

/** RDATA on the wire, as RFC 3597 writes it: two octets for the type, then the data. */
export const rdataOctets: FuzzEntry = {
  name: 'rdata-octets',
  extension: 'bin',
  isBinary: true,
  shortRun: 1200,
  seeds: () =>
    TYPES.flatMap((_, index) => [
      `${String.fromCharCode(index >> 8, index & 0xff)}\u0001\u0002\u0003`,
      `${String.fromCharCode(index >> 8, index & 0xff)}\u0000\u0001\u0003www\u0007example\u0000\u0000\u0004\u00c0\u0000\u0002\u0001`,
    ]),
  mutate: several([1, octets]),
  check(input) {
    const type = TYPES[(input.charCodeAt(0) * 256 + input.charCodeAt(1)) % TYPES.length] ?? 'A';
    const data = Buffer.from(input.slice(2), 'latin1');
    checkRdata(type, `\\# ${data.length} ${data.toString('hex')}`);
  },
};
