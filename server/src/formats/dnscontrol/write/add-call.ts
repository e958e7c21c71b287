import { isAtOrBelow, relativeTo } from '../../../dns/names.ts';
import type { RecordEdit } from '../../../records/document.ts';
import type { RecordChange } from '../../../records/format.ts';
import { rangeOf } from '../../../text/range.ts';
import { parametersOf } from '../functions/record-functions.ts';
import type { ScriptRecord } from '../read-record.ts';
import { escapeScript } from '../syntax/script-text.ts';

/** A call for a new record, after that of a related record. */
export function addCall(
  { from: { call }, names: { origin } }: ScriptRecord,
  { owner, type, strings, data }: Extract<RecordChange, { readonly kind: 'add' }>,
  source: string,
): RecordEdit | undefined {
  if (!isAtOrBelow(owner, origin)) return undefined;
  const { start, end } = call.place.range;
  const isItem = /^\s*(?:[,)\]]|\/[/*])/.test(source.slice(end));
  const quote = /['"]/.exec(source.slice(start, end))?.[0] ?? '"';
  const args = argumentsOf(type, strings, data, quote);
  if (!isItem || args === undefined) return undefined;
  const label = owner === origin ? '@' : (relativeTo(owner, origin) ?? owner);
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const indent = source.slice(lineStart, start);
  const between = indent.trim() === '' ? `,\n${indent}` : ', ';
  const text = `${between}${type}(${[quoted(label, quote), ...args].join(', ')})`;
  return { path: call.place.path, range: rangeOf(end, end), text };
}

function argumentsOf(
  type: string,
  strings: readonly string[] | undefined,
  data: string | undefined,
  quote: string,
): readonly string[] | undefined {
  if (type === 'TXT') {
    const text = (strings ?? []).join('');
    return /^[\x20-\x7e]+$/.test(text) ? [quoted(text, quote)] : undefined;
  }
  const parameters = parametersOf(type);
  const words = (data ?? '').split(/[ \t]+/);
  if (parameters === undefined || words.length !== parameters.length - 1) return undefined;
  return words.map((word, index) =>
    /^(?:name|target|value|digest|tag|type)$/.test(parameters[index + 1] ?? '') ? quoted(word, quote) : word,
  );
}

function quoted(text: string, quote: string): string {
  return `${quote}${escapeScript(text, quote)}${quote}`;
}
