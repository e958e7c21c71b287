import type { Anchor, DnsRecord } from '../../records/record.ts';
import { MappedText } from '../../text/mapped-text.ts';
import { cover, rangeOf, type Range } from '../../text/range.ts';
import { octetsOfRuns } from '../../text/traced-octets.ts';
import { mappedInScript, type ScriptRecord } from './read-record.ts';
import type { ScriptText } from './syntax/script-text.ts';

/**
 * A record as it is shown in another document that contains a part of it, for example in a variable. Its ranges are offsets
 * there, and parts that are written in other documents have no ranges.
 */
export function recordInDocument(found: ScriptRecord, path: string, anchor: Anchor): DnsRecord {
  const { call } = found.from;
  const record = found.entry.record(anchor);
  const { data } = call;
  const texts = found.octets === undefined && data.kind === 'words' ? data.words.map(({ text }) => text) : [];
  const value = found.octets && mappedInScript(path, 0, found.octets);
  const around =
    rangeIn(path, found.octets) ??
    texts.map((text) => rangeIn(path, text)).find((one) => one !== undefined) ??
    rangeIn(path, call.label) ??
    rangeOf(0, 0);
  const nowhere = rangeOf(around.start, around.start);
  const { rdata } = record;
  return {
    ...record,
    ownerText: mappedInScript(path, 0, octetsOfRuns(call.label)),
    ownerRange: rangeIn(path, call.label),
    typeRange: nowhere,
    ttlRange: found.from.ttl?.place?.path === path ? found.from.ttl.place.range : undefined,
    range: around,
    rdataRange: around,
    rdata:
      rdata.kind === 'text' && value !== undefined
        ? { ...rdata, strings: [{ value, quoted: true, range: around }], value }
        : rdata.kind === 'fields'
          ? {
              ...rdata,
              fields: rdata.fields.map((field, index) => {
                const text = texts[index];
                const own =
                  text === undefined ? MappedText.unwritten(field.text.text) : mappedInScript(path, 0, text);
                return { ...field, text: own, range: own.toSource(rangeOf(0, own.length)) ?? nowhere };
              }),
            }
          : rdata,
  };
}

/** The range from the first to the last character of a text that is in a document. */
function rangeIn(path: string, text: ScriptText | undefined): Range | undefined {
  let range: Range | undefined;
  for (const { source, literal } of text?.segments ?? [])
    if (literal.path === path) range = range === undefined ? source : cover(range, source);
  return range;
}
