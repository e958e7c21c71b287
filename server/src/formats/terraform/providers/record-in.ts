import type { DnsRecord, FieldRdata, RdataField, TextRdata } from '../../../records/record.ts';
import { MappedText } from '../../../text/mapped-text.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import type { TracedText } from '../evaluate/traced-text.ts';
import { mappedIn, rangeIn } from './mapped.ts';
import type { Home } from './mapped.ts';
import { octetsOfRuns as octetsOf } from '../../../text/traced-octets.ts';
import type { TerraformRecord } from './read-records.ts';

/**
 * A record as shown in another document that has the source of a part of it, such as a local: the positions of its parts are
 * offsets in that document, and parts from other documents have none.
 */
export function recordIn(found: TerraformRecord, path: string): Omit<DnsRecord, 'anchor'> {
  const home: Home = { path, anchor: 0 };
  const { record, typed, value } = found;
  const around = rangeIn(path, value) ?? rangeIn(path, typed.owner ?? value) ?? rangeOf(0, 0);
  const nowhere = rangeOf(around.start, around.start);
  const whereIs = (text: TracedText | undefined): Range | undefined =>
    text && mappedIn(home, text).toSource(rangeOf(0, text.length));
  const { rdata } = record;
  return {
    ...record,
    ownerText: typed.owner === undefined ? undefined : mappedIn(home, octetsOf(typed.owner)),
    ownerRange: undefined,
    typeRange: whereIs(typed.type()) ?? nowhere,
    ttlRange: whereIs(typed.ttl),
    range: around,
    rdataRange: rangeIn(path, value) ?? nowhere,
    rdata:
      rdata.kind === 'text'
        ? textIn(found, rdata, home, nowhere)
        : rdata.kind === 'fields'
          ? fieldsIn(found, rdata, home, nowhere)
          : rdata,
  };
}

function textIn({ strings }: TerraformRecord, rdata: TextRdata, home: Home, nowhere: Range): TextRdata {
  const mapped = (strings?.strings ?? []).map((string) => mappedIn(home, string));
  return {
    ...rdata,
    strings: mapped.map((value, i) => ({
      value,
      quoted: rdata.strings[i]?.quoted ?? true,
      range: value.toSource(rangeOf(0, value.length)) ?? nowhere,
    })),
    value: MappedText.join(mapped),
  };
}

function fieldsIn(
  { typed }: TerraformRecord,
  { kind, fields }: FieldRdata,
  home: Home,
  nowhere: Range,
): FieldRdata {
  return {
    kind,
    fields: fields.map((field): RdataField => {
      const word = typed.words.get(field.text);
      const text = word === undefined ? new MappedText(field.text.text, []) : mappedIn(home, word);
      return { ...field, text, range: text.toSource(rangeOf(0, text.length)) ?? nowhere };
    }),
  };
}
