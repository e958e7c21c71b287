import { numberValue, textValue } from '../value.ts';
import { ofTexts } from './text-arguments.ts';
import type { FunctionTable } from './function-table.ts';

/** Characters of a timestamp or a format that are read in one step. */
const CHARACTERS_PER_STEP = 16;

function steps(length: number): number {
  return Math.ceil(length / CHARACTERS_PER_STEP);
}

export const dateFunctions: FunctionTable = {
  formatdate: ofTexts(2, steps, (format, timestamp) => {
    const time = parseTimestamp(timestamp);
    const text = time && formatTime(format, time);
    return text === undefined ? undefined : textValue(text);
  }),
  timeadd: ofTexts(2, steps, (timestamp, duration) => {
    const time = parseTimestamp(timestamp);
    const added = parseDuration(duration);
    if (time === undefined || added === undefined) return undefined;
    const later = { ...time, nanoseconds: time.nanoseconds + added };
    const { year } = fieldsOf(later);
    // Go cannot parse its own text for other years.
    return year < 0 || year > 9999 ? undefined : textValue(timestampText(later));
  }),
  timecmp: ofTexts(2, steps, (one, other) => {
    const [a, b] = [parseTimestamp(one), parseTimestamp(other)];
    if (a === undefined || b === undefined) return undefined;
    return numberValue(a.nanoseconds < b.nanoseconds ? -1 : a.nanoseconds > b.nanoseconds ? 1 : 0);
  }),
};

interface Time {
  /** Since 1970, in UTC. */
  readonly nanoseconds: bigint;
  /** Minutes by which the local time is ahead of UTC. */
  readonly offset: number;
}

const TIMESTAMP =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:[.,](\d{1,9})\d{0,20})?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

const SECOND = 1_000_000_000n;

/** RFC 3339 §5.6, as strict as Go: no second 60, and only days that exist in the month. */
function parseTimestamp(text: string): Time | undefined {
  const match = TIMESTAMP.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', sign, hours = 0, minutes = 0] = match;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  date.setUTCHours(Number(hour), Number(minute), Number(second));
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const clock = (BigInt(date.getTime()) / 1000n) * SECOND + BigInt(fraction.padEnd(9, '0'));
  return { nanoseconds: clock - BigInt(offset * 60) * SECOND, offset };
}

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1000n],
  ['\u00b5s', 1000n],
  ['\u03bcs', 1000n],
  ['ms', 1_000_000n],
  ['s', SECOND],
  ['m', 60n * SECOND],
  ['h', 3600n * SECOND],
]);

/** UTF-16 units of a duration, which is a few numbers with their units. */
const LONGEST_DURATION = 100;
const PIECE = /(\d*)(?:\.(\d*))?(ns|[u\u00b5\u03bc]s|ms|s|m|h)/y;
/** Go stores a duration in 64 bits. */
const LONGEST = (1n << 63n) - 1n;

/** Nanoseconds of a duration, parsed like Go's `time.ParseDuration`. */
function parseDuration(typed: string): bigint | undefined {
  if (typed.length > LONGEST_DURATION) return undefined;
  const text = typed.replace(/^[+-]/, '');
  if (text === '0') return 0n;
  let total = 0n;
  let at = 0;
  while (at < text.length) {
    PIECE.lastIndex = at;
    const [all = '', whole = '', fraction = '', unit = ''] = PIECE.exec(text) ?? [];
    const size = UNITS.get(unit);
    if (size === undefined || whole + fraction === '') return undefined;
    total += BigInt(whole) * size + (BigInt(fraction) * size) / 10n ** BigInt(fraction.length);
    at += all.length;
  }
  if (at === 0 || total > LONGEST) return undefined;
  return typed.startsWith('-') ? -total : total;
}

interface Fields {
  readonly year: number;
  /** From 0. */
  readonly month: number;
  readonly day: number;
  /** Sunday is 0. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** The local date and time. */
function fieldsOf({ nanoseconds, offset }: Time): Fields {
  const clock = nanoseconds + BigInt(offset * 60) * SECOND;
  const remainder = ((clock % SECOND) + SECOND) % SECOND;
  const date = new Date(Number((clock - remainder) / 1_000_000n));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

function padded(number: number, digits = 2): string {
  return String(number).padStart(digits, '0');
}

function timestampText(time: Time): string {
  const { year, month, day, hour, minute, second } = fieldsOf(time);
  const date = `${padded(year, 4)}-${padded(month + 1)}-${padded(day)}`;
  return `${date}T${padded(hour)}:${padded(minute)}:${padded(second)}${offsetText(time, ':', 'Z')}`;
}

/** `utc`: the text for UTC. */
function offsetText({ offset }: Time, separator: '' | ':', utc?: string): string {
  if (offset === 0 && utc !== undefined) return utc;
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60))}${separator}${padded(minutes % 60)}`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** A part of a format: a quoted literal, a repeated letter, or other characters, which are kept. */
const TOKEN = /''|'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+/y;

/** `undefined` for a format that Terraform rejects. */
function formatTime(format: string, time: Time): string | undefined {
  const fields = fieldsOf(time);
  const parts: string[] = [];
  for (let at = 0; at < format.length;) {
    TOKEN.lastIndex = at;
    const [token = '', letter] = TOKEN.exec(format) ?? [];
    if (token === '') return undefined;
    at += token.length;
    const part = letter === undefined ? literalOf(token) : verb(token, fields, time);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts.join('');
}

function literalOf(token: string): string {
  if (!token.startsWith("'")) return token;
  return token === "''" ? "'" : token.slice(1, -1).replaceAll("''", "'");
}

function verb(token: string, fields: Fields, time: Time): string | undefined {
  const { year, month, day, weekday, hour, minute, second } = fields;
  switch (token) {
    case 'YYYY':
      return padded(year, 4);
    case 'YY':
      return padded(year % 100);
    case 'MMMM':
      return MONTHS[month];
    case 'MMM':
      return MONTHS[month]?.slice(0, 3);
    case 'EEEE':
      return DAYS[weekday];
    case 'EEE':
      return DAYS[weekday]?.slice(0, 3);
    case 'AA':
      return hour < 12 ? 'AM' : 'PM';
    case 'aa':
      return hour < 12 ? 'am' : 'pm';
    case 'Z':
      return offsetText(time, ':', 'Z');
    case 'ZZZ':
      return offsetText(time, '', 'UTC');
    case 'ZZZZ':
      return offsetText(time, '');
    case 'ZZZZZ':
      return offsetText(time, ':');
  }
  const numbers: Readonly<Partial<Record<string, number>>> = {
    M: month + 1,
    D: day,
    h: hour,
    H: hour % 12 === 0 ? 12 : hour % 12,
    m: minute,
    s: second,
  };
  const number = token.length > 2 ? undefined : numbers[token.charAt(0)];
  return number === undefined ? undefined : padded(number, token.length);
}
