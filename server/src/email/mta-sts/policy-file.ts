import type { MappedText } from '../../text/mapped-text.ts';
import { nearestName, slipsBetween } from '../../text/nearest-name.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { FaultOf, PolicyRecord } from '../policy-record.ts';

/** `key: value`, one line of a policy file. */
export interface PolicyField {
  readonly key: string;
  readonly value: string;
  /** From the key to the value, without the spaces around them. */
  readonly range: Range;
  readonly keyRange: Range;
  readonly valueRange: Range;
  /** The value is filled in by another program. */
  readonly hasHole: boolean;
}

/** The faults of a policy file. `replacement` is what was clearly meant at the range. */
export type StsPolicyFault =
  /** `line` has its first characters. */
  | FaultOf<'stray', { line: string }>
  /** `meant` is a key of the standard. There is no replacement if the file already has that key. */
  | FaultOf<'key-spelling', { key: string; meant: string; replacement: string | undefined }>
  | FaultOf<'field-missing' | 'field-repeated', { key: string }>
  | FaultOf<
      'version' | 'mode' | 'max-age' | 'max-age-large' | 'mx',
      { value: string; replacement: string | undefined }
    >;

/** The file at `https://mta-sts.DOMAIN/.well-known/mta-sts.txt` (RFC 8461 §3.2). Ranges are in the text of the file. */
export interface StsPolicy extends PolicyRecord<StsPolicyFault> {
  readonly fields: readonly PolicyField[];
  readonly mode: PolicyField | undefined;
  readonly mx: readonly PolicyField[];
}

/** Seconds in a year of 365.25 days: RFC 8461 §3.2. */
export const MAX_AGE_LIMIT = 31_557_600;

const KEYS = ['version', 'mode', 'max_age', 'mx'];
const MODES = ['enforce', 'testing', 'none'];
/** Parts that another program fills in. */
const TEMPLATE = /\{\{|\{%|\$\{|<%|%\{/;
/** Lines of a file to read. RFC 8461 §3.3 limits files to 64 KB. */
const MAX_LINES = 16_384;

/** Never throws, regardless of the text. */
export function parseStsPolicy(value: MappedText): StsPolicy {
  const faults: StsPolicyFault[] = [];
  const fields = readFields(value.text, faults);
  const first = (key: string): PolicyField | undefined => fields.find((field) => field.key === key);
  faults.push(...misspelledKeys(fields));
  const mode = first('mode');
  const mx = fields.filter(({ key }) => key === 'mx');
  const whole = !TEMPLATE.test(value.text);
  for (const key of KEYS) {
    if (
      first(key) !== undefined ||
      !whole ||
      faults.some((fault) => fault.code === 'key-spelling' && fault.meant === key)
    )
      continue;
    // RFC 8461 §3.2: mx is required at least once, except if the mode is "none".
    if (key === 'mx' && (mode === undefined || mode.value === 'none')) continue;
    faults.push({ code: 'field-missing', range: mode?.range ?? firstLineOf(value.text), key });
  }
  for (const field of fields) {
    const fault = faultOf(field, first(field.key));
    if (fault !== undefined) faults.push(fault);
  }
  return { value, faults: faults.sort((a, b) => a.range.start - b.range.start), fields, mode, mx };
}

function readFields(text: string, faults: StsPolicyFault[]): PolicyField[] {
  const fields: PolicyField[] = [];
  let lines = 0;
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    if (++lines > MAX_LINES) break;
    const trimmed = line.trimEnd();
    if (trimmed === '' || TEMPLATE.test(trimmed.split(':', 1)[0] ?? '')) continue;
    const [, key = ''] = /^([A-Za-z0-9][A-Za-z0-9_.-]{0,31}):/.exec(trimmed) ?? [];
    const range = rangeOf(index, index + trimmed.length);
    if (key === '') {
      faults.push({ code: 'stray', range, line: trimmed.slice(0, 60) });
      continue;
    }
    const value = trimmed.slice(key.length + 1).trimStart();
    const keyRange = rangeOf(index, index + key.length);
    fields.push({
      key,
      value,
      range,
      keyRange,
      valueRange: rangeOf(range.end - value.length, range.end),
      hasHole: TEMPLATE.test(value),
    });
  }
  return fields;
}

function misspelledKeys(fields: readonly PolicyField[]): readonly StsPolicyFault[] {
  const taken = new Set(fields.map(({ key }) => key));
  return fields.flatMap(({ key, keyRange }) => {
    const meant = KEYS.includes(key) ? undefined : nearestName(key, KEYS);
    if (meant === undefined) return [];
    // Only "mx" can occur again.
    const isFree = meant === 'mx' || !taken.has(meant);
    // RFC 8461 §3.2 allows other keys: next to "mode", "note" is one of them.
    if (!isFree && slipsBetween(key.toLowerCase(), meant) > 1) return [];
    taken.add(meant);
    const replacement = isFree ? meant : undefined;
    return [{ code: 'key-spelling', range: keyRange, key, meant, replacement } as const];
  });
}

function faultOf(field: PolicyField, first: PolicyField | undefined): StsPolicyFault | undefined {
  const { key, value, range, valueRange, hasHole } = field;
  if (!KEYS.includes(key)) return undefined;
  if (key !== 'mx' && first !== field) return { code: 'field-repeated', range, key };
  if (hasHole) return undefined;
  const meant = meantBy(key, value);
  if (meant === value) return undefined;
  const place = value === '' ? range : valueRange;
  const fault = { range: place, value, replacement: meant };
  switch (key) {
    case 'max_age':
      return { ...fault, code: /^\d{1,10}$/.test(value) ? 'max-age-large' : 'max-age' };
    case 'version':
    case 'mode':
    case 'mx':
      return { ...fault, code: key };
    default:
      return undefined;
  }
}

/** The value, or what was clearly meant; `undefined` if that is unclear. */
function meantBy(key: string, value: string): string | undefined {
  switch (key) {
    case 'version':
      return 'STSv1';
    case 'mode':
      return MODES.includes(value) ? value : nearestName(value, MODES);
    case 'max_age':
      if (!/^\d{1,10}$/.test(value)) return undefined;
      return Number(value) > MAX_AGE_LIMIT ? String(MAX_AGE_LIMIT) : value;
    default:
      return meantByMx(value);
  }
}

/** RFC 8461 §3.2: a host name, optionally after "*.". */
function meantByMx(value: string): string | undefined {
  const host = value.replace(/\.$/, '');
  const labels = host.replace(/^\*\./, '').split('.');
  const isName =
    labels.length > 1 &&
    labels.every((label) => /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label));
  return isName && !/^\d+$/.test(labels.at(-1) ?? '') && host.length <= 255 ? host : undefined;
}

function firstLineOf(text: string): Range {
  return rangeOf(0, /^[^\r\n]*/.exec(text)?.[0].trimEnd().length ?? 0);
}

/** Whether the pattern of an `mx` field matches the host: RFC 8461 §4.1, "*." matches one label. */
export function matchesPattern(host: string, pattern: string): boolean {
  const name = host.toLowerCase();
  const wanted = pattern.toLowerCase().replace(/\.$/, '');
  if (!wanted.startsWith('*.')) return name === wanted;
  const dot = name.indexOf('.');
  return dot > 0 && name.slice(dot) === wanted.slice(1);
}
