import { scalarOf, valueOf, type DataMap, type DataScalar } from '../../../data/node.ts';
import type { DomainName } from '../../../dns/names.ts';
import type { Anchor, DnsRecord } from '../../../records/record.ts';
import type { ReadEntry } from '../../../records/entry-block.ts';
import { HOLE, MappedText } from '../../../text/mapped-text.ts';
import { rangeOf, shift } from '../../../text/range.ts';
import { textRdataOf } from '../text-rdata.ts';
import { isTrue } from '../zone-data.ts';
import type { SpfSource } from './read-config.ts';

const TXT = 16;
const DEFAULT_TTL = 3600;

/** The parts of the text, in order. octodns-spf: `SpfSource`. */
const PARTS: readonly (readonly [key: string, mechanism: string])[] = [
  ['a_records', 'a'],
  ['mx_records', 'mx'],
  ['ip4_addresses', 'ip4'],
  ['ip6_addresses', 'ip6'],
  ['includes', 'include'],
  ['exists', 'exists'],
];

/** The SPF record of a zone that the configuration itself defines. Offsets in the configuration. */
export function spfEntry({ entry, map }: SpfSource, zone: DomainName): ReadEntry {
  const { start, end } = entry.range;
  const ttl = scalarOf(map, 'ttl');
  const value = textOfSource(map, start);
  return {
    start,
    end,
    owner: zone,
    typeCode: TXT,
    context: `${zone}\n${value.text}`,
    record: (anchor: Anchor): DnsRecord => {
      const whole = rangeOf(0, end - start);
      const key = shift(entry.key.range, -start);
      return {
        anchor,
        owner: zone,
        ownerText: undefined,
        type: 'TXT',
        typeRange: key,
        ttl: ttl === undefined ? DEFAULT_TTL : ttl.type === 'integer' ? Number(ttl.text.text) : undefined,
        ttlRange: ttl && shift(ttl.range, -start),
        ...textRdataOf(value, whole),
        range: whole,
        rdataRange: whole,
        conditional: false,
        publication: {
          by: `octoDNS ${zone} TXT`,
          service: 'the DNS provider',
          zone,
          hasWholeName: false,
          // It is added to the texts of the sources before it.
          isWholeSet: false,
          splits: 'provider',
          quoting: 'right',
        },
      };
    },
  };
}

function textOfSource(map: DataMap, start: number): MappedText {
  const parts: MappedText[] = [MappedText.unwritten('v=spf1')];
  for (const [key, mechanism] of PARTS) {
    const value = valueOf(map, key);
    if (value === undefined || isNull(value)) continue;
    const items = value.kind === 'list' ? value.items : [value];
    for (const item of items) {
      const isText = item.kind === 'scalar' && item.tag === undefined && !item.text.text.startsWith('env/');
      parts.push(
        MappedText.unwritten(` ${mechanism}:`),
        isText ? mapped(item, start) : MappedText.unwritten(HOLE),
      );
    }
  }
  const soft = scalarOf(map, 'soft_fail');
  const all = soft?.type === 'null' ? '' : isTrue(soft) ? '~all' : '-all';
  if (all !== '') {
    parts.push(MappedText.unwritten(' '));
    parts.push(soft === undefined ? MappedText.unwritten(all) : asTyped(all, soft, start));
  }
  const { text, segments } = MappedText.join(parts);
  // The pieces form one text.
  return new MappedText(text, segments);
}

function isNull(value: { readonly kind: string; readonly type?: string }): boolean {
  return value.kind === 'scalar' && value.type === 'null';
}

function mapped({ text: { text, segments } }: DataScalar, start: number): MappedText {
  return new MappedText(
    text,
    segments.map((segment) => ({ ...segment, source: shift(segment.source, -start) })),
  );
}

/** One literal for the whole text, since the typed text differs. */
function asTyped(text: string, { range }: DataScalar, start: number): MappedText {
  return new MappedText(text, [{ at: 0, length: text.length, source: shift(range, -start) }]);
}
