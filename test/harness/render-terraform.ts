import { printRdata } from '../../server/src/records/rdata/index.ts';
import { fieldOf } from '../../server/src/records/record.ts';
import type { DnsRecord } from '../../server/src/records/record.ts';

/** How a provider's resources hold records. */
export interface Renderer {
  readonly name: string;
  readonly render: (records: readonly DnsRecord[]) => string;
}

/** A string of HCL: characters, where the record has octets. */
function quoted(octets: string): string {
  const text = Buffer.from(octets, 'latin1').toString('utf8');
  return `"${text
    .replace(/[\\"]/g, '\\$&')
    .replace(/[$%](?=\{)/g, '$&$&')
    .replace(/\n/g, '\\n')
    .replace(/\t/g, '\\t')}"`;
}

/** The strings of a TXT record as in a zone file, without the first and the last quote. */
function inner(record: DnsRecord): string {
  if (record.rdata.kind !== 'text') return '';
  return record.rdata.strings.map(({ value }) => value.text.replace(/[\\"]/g, '\\$&')).join('" "');
}

function isText(record: DnsRecord): boolean {
  return record.rdata.kind === 'text';
}

/** Records by owner and type: what a set holds. */
function sets(records: readonly DnsRecord[]): readonly (readonly DnsRecord[])[] {
  const sets = new Map<string, DnsRecord[]>();
  for (const record of records) {
    const key = `${record.owner} ${record.type}`;
    sets.set(key, [...(sets.get(key) ?? []), record]);
  }
  return [...sets.values()];
}

function resource(type: string, index: number, lines: readonly string[]): string {
  return `resource "${type}" "r${index}" {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}

function ttlOf(record: DnsRecord | undefined): readonly string[] {
  return record?.ttl === undefined ? [] : [`ttl = ${record.ttl}`];
}

/** One resource for each record. */
const cloudflare: Renderer = {
  name: 'cloudflare_record',
  render: (records) =>
    records
      .map((record, i) => {
        const exchange = fieldOf(record, 'exchange');
        const preference = fieldOf(record, 'preference');
        const data =
          record.type === 'MX' && exchange !== undefined && preference !== undefined
            ? [`priority = ${preference.value}`, `content = ${quoted(exchange.value || '.')}`]
            : [
                `content = ${quoted(isText(record) ? `"${inner(record)}"` : printRdata(record.type, record.rdata))}`,
              ];
        return resource('cloudflare_record', i, [
          'zone_id = cloudflare_zone.main.id',
          `name = ${quoted(record.owner)}`,
          `type = ${quoted(record.type)}`,
          ...ttlOf(record),
          ...data,
        ]);
      })
      .join('\n') + 'resource "cloudflare_zone" "main" {\n  zone = "example.com"\n}\n',
};

/** One resource for each set, with values that have no quotes. */
const route53: Renderer = {
  name: 'aws_route53_record',
  render: (records) =>
    sets(records)
      .map((set, i) =>
        resource('aws_route53_record', i, [
          'zone_id = aws_route53_zone.main.zone_id',
          `name = ${quoted(set[0]?.owner ?? '')}`,
          `type = ${quoted(set[0]?.type ?? '')}`,
          ...ttlOf(set[0]),
          `records = [${set.map((one) => quoted(isText(one) ? inner(one) : printRdata(one.type, one.rdata))).join(', ')}]`,
        ]),
      )
      .join('\n') + 'resource "aws_route53_zone" "main" {\n  name = "example.com"\n}\n',
};

/** One resource for each set, with values as in a zone file, in a local. */
const google: Renderer = {
  name: 'google_dns_record_set, through a local',
  render: (records) => {
    const all = sets(records);
    const locals = all.map((set, i) => {
      const values = set.map((one) =>
        quoted(isText(one) ? `"${inner(one)}"` : printRdata(one.type, one.rdata)),
      );
      return `  r${i} = [${values.join(', ')}]\n`;
    });
    const resources = all.map((set, i) =>
      resource('google_dns_record_set', i, [
        'managed_zone = google_dns_managed_zone.main.name',
        `name = ${quoted(`${set[0]?.owner ?? ''}.`)}`,
        `type = ${quoted(set[0]?.type ?? '')}`,
        ...ttlOf(set[0]),
        `rrdatas = local.r${i}`,
      ]),
    );
    return `locals {\n${locals.join('')}}\n${resources.join('\n')}resource "google_dns_managed_zone" "main" {\n  dns_name = "example.com."\n}\n`;
  },
};

export const RENDERERS: readonly Renderer[] = [cloudflare, route53, google];
