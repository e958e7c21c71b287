import { rangeOf } from '../../text/range.ts';
import { asciiLowerCase } from '../../dns/names.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import type { DmarcRecord, DmarcTag, ReportUri } from './model.ts';
import { isWholeValue, type FailureOption, type DmarcTagName } from './tags.ts';

/** A tag in small letters, its value of characters that can be nothing else, and what ends it. */
const TAG = /(v|p|sp|np|adkim|aspf|t|psd|pct|fo|rua|ruf|rf|ri)=([\w@.:,+-]+)(?:; *|$)/y;
const ADDRESS = /^mailto:[\w.+-]+@([A-Za-z\d-]+(?:\.[A-Za-z\d-]+)*)$/;

/**
 * Reads a record as nearly everybody writes it: `v=DMARC1` first, each tag once and with a valid value, plain addresses.
 *
 * What is read here is what `parse.ts` makes of the same text, and there is no fault in it; any other text is
 * `undefined`, and left to the recovery there, which takes many times as long.
 */
export function readPlainRecord(value: MappedText): DmarcRecord | undefined {
  const { text } = value;
  const tags: DmarcTag[] = [];
  let rua: readonly ReportUri[] | undefined = [];
  let ruf: readonly ReportUri[] | undefined = [];
  let fo: readonly FailureOption[] = [];
  for (TAG.lastIndex = 0; TAG.lastIndex < text.length;) {
    const start = TAG.lastIndex;
    const match = TAG.exec(text);
    if (match === null) return undefined;
    const known = match[1] as DmarcTagName;
    const typed = match[2] ?? '';
    const valueStart = start + known.length + 1;
    const end = valueStart + typed.length;
    if ((known === 'v') !== (start === 0) || tags.some((tag) => tag.known === known)) return undefined;
    if (known === 'v' && typed !== 'DMARC1') return undefined;
    if (known === 'rua') rua = readAddresses(typed, valueStart);
    else if (known === 'ruf') ruf = readAddresses(typed, valueStart);
    else if (known === 'fo') fo = toOptions(typed);
    else if (!isWholeValue(known, typed)) return undefined;
    if (rua === undefined || ruf === undefined || (known === 'fo' && fo.length === 0)) return undefined;
    tags.push({
      known,
      name: known,
      nameRange: rangeOf(start, valueStart - 1),
      value: typed,
      valueRange: rangeOf(valueStart, end),
      range: rangeOf(start, end),
      separator: end < text.length ? end : undefined,
      hasHole: false,
    });
  }
  return tags.length === 0 ? undefined : { kind: 'dmarc', value, tags, rua, ruf, fo, faults: [] };
}

/** Plain addresses with commas between; `start` is where the list begins in the record. */
function readAddresses(list: string, start: number): readonly ReportUri[] | undefined {
  const uris: ReportUri[] = [];
  for (const text of list.split(',')) {
    const domain = ADDRESS.exec(text)?.[1];
    if (domain === undefined) return undefined;
    const range = rangeOf(start, start + text.length);
    uris.push({
      text,
      range,
      state: 'valid',
      scheme: 'mailto',
      domain: asciiLowerCase(domain),
      size: undefined,
    });
    start = range.end + 1;
  }
  return uris;
}

function toOptions(value: string): readonly FailureOption[] {
  return value === '0' || value === '1' || value === 'd' || value === 's' ? [value] : [];
}
