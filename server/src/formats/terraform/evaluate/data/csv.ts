import { rangeOf } from '../../../../text/range.ts';
import { MAX_SEGMENTS, TextBuilder } from '../../../../text/decoded-text.ts';
import type { DecodedText } from '../../../../text/decoded-text.ts';
import { hole } from '../traced-text.ts';
import type { TracedText } from '../traced-text.ts';
import { listValue, mapValueOf, textValue } from '../value.ts';
import type { Value } from '../value.ts';
import type { Evaluation } from '../work.ts';
import type { DataReading } from './data-reading.ts';
import { DataText } from './data-text.ts';

/** Rows of a CSV file that are read. */
export const MAX_CSV_ROWS = 50_000;
/** Characters of a text that are read in one step. */
const CHARACTERS_PER_STEP = 2;

/** Fields of a row that become entries of its map in one step, each with a copy of its column's name. */
const FIELDS_PER_STEP = 2;

/** Characters of a field above which reading may pause before and after decoding it. */
const LONG_FIELD = 1 << 16;

/** The result of `csvdecode` for a text: a header, then rows, each as a map. RFC 4180. */
export function* readCsv(traced: TracedText, reading: DataReading): Evaluation<Value | undefined> {
  if (!traced.isKnown) return undefined;
  const data = new DataText(traced);
  const rows: TracedText[][] = [[]];
  let at = 0;
  const { text: typed } = traced;
  while (at < typed.length) {
    const row = rows[rows.length - 1] ?? [];
    let end = at;
    if (typed[at] === '"') {
      end = at + 1;
      while (end < typed.length && (typed[end] !== '"' || typed[end + 1] === '"'))
        end += typed[end] === '"' ? 2 : 1;
      // The whole text may be one field.
      const isLong = end - at > LONG_FIELD;
      if (isLong) yield;
      const decoded = decodeQuoted(typed, at + 1, end);
      if (isLong) yield;
      const text =
        decoded?.text ??
        typed
          .slice(at + 1, end)
          .split('""')
          .join('"');
      row.push(data.part(text, rangeOf(at, end + 1), 'csv', decoded));
      end++;
    } else {
      while (end < typed.length && !',\r\n'.includes(typed.charAt(end))) end++;
      const decoded = new TextBuilder();
      decoded.verbatim(typed, at, end);
      row.push(data.part(typed.slice(at, end), rangeOf(at, end), 'csv', decoded.take()));
    }
    if (!reading.spend(1 + Math.ceil((end - at) / CHARACTERS_PER_STEP))) return undefined;
    if (reading.isPauseDue) yield;
    if (typed[end] === ',') {
      at = end + 1;
      continue;
    }
    at = end + (typed.startsWith('\r\n', end) ? 2 : 1);
    if (at < typed.length) rows.push([]);
    if (rows.length <= MAX_CSV_ROWS) continue;
    reading.report(`mailtxt does not read CSV data of more than ${MAX_CSV_ROWS} rows.`);
    return undefined;
  }
  const [header = [], ...records] = rows;
  const maps: Value[] = [];
  for (const row of records) {
    if (row.length !== header.length) continue;
    if (!reading.spend(1 + Math.ceil(row.length / FIELDS_PER_STEP))) return undefined;
    if (reading.isPauseDue) yield;
    maps.push(mapValueOf(row.map((value, i) => ({ key: header[i] ?? hole(), value: textValue(value) }))));
  }
  return listValue(maps, 'list');
}

/** The text between quotes, with doubled quotes decoded; `undefined` if it has more parts than a text may have. */
function decodeQuoted(typed: string, start: number, end: number): DecodedText | undefined {
  const builder = new TextBuilder();
  let run = start;
  for (let at = start; at < end; at++) {
    // Within the quotes, all quotes are doubled.
    if (typed[at] !== '"') continue;
    builder.verbatim(typed, run, at);
    builder.add('"', at, at + 2);
    // Each part is an object, which takes 10 times as long as its characters.
    if (builder.segmentCount > MAX_SEGMENTS) return undefined;
    run = at + 2;
    at++;
  }
  builder.verbatim(typed, run, end);
  return builder.take();
}
