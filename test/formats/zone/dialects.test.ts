import assert from 'node:assert/strict';
import { ZoneDocument } from '../../../server/src/formats/zone/document.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import type { DnsRecord } from '../../../server/src/records/record.ts';

/** `OWNER TTL TYPE DATA` of each record, with `?` for unresolved values, and the codes of the faults. */
function read(
  text: string,
  options: Parameters<typeof ZoneDocument.read>[3] = {},
): { readonly records: readonly string[]; readonly faults: readonly string[]; readonly server: unknown } {
  const document = ZoneDocument.read(text, 'example.com', -1, options);
  const records: string[] = [];
  for (const block of document.blocks) {
    for (let i = 0; i < block.size; i++) {
      const record = block.record(i);
      if (record !== undefined) records.push(line(record));
    }
  }
  const faults = document.blocks.flatMap((block) => block.faults.map(({ code, text }) => `${code} ${text}`));
  return { records, faults, server: document.server };
}

function line(record: DnsRecord): string {
  const { owner, ttl, type, rdata } = record;
  return `${owner}. ${ttl ?? '-'} ${type} ${printRdata(type, rdata)}`.replace(/\ufffc|\$\{…\}/g, '?');
}

describe('zone files for gdnsd', () => {
  const FILE = [
    '$TTL 300',
    '@ 300/10 DYNA geoip!main',
    'www.@Z 5m/1m DYNC geoip!www',
    '@ MX 10 mail.@Z',
    '$ORIGIN sub.@z',
    '@ TXT "v=spf1 -all" "@Z"',
    'a CNAME @Z',
    '@Z A 192.0.2.1',
    '$ORIGIN deep.@F',
    'b CNAME @f',
    '',
  ].join('\n');

  it('have names for the zone and the file, and TTLs with two numbers', () => {
    assert.deepEqual(read(FILE), {
      records: [
        'example.com. 300 DYNA geoip!main',
        'www.example.com. 300 DYNC geoip!www',
        'example.com. 300 MX 10 mail.example.com.',
        'sub.example.com. 300 TXT "v=spf1 -all" "@Z"',
        'a.sub.example.com. 300 CNAME example.com.',
        'example.com. 300 A 192.0.2.1',
        'b.deep.example.com. 300 CNAME example.com.',
      ],
      faults: [],
      server: 'gdnsd',
    });
  });

  it('read an included file relative to its own origin and to the zone', () => {
    const { records } = read('a CNAME b.@F\nc CNAME d.@Z\n', { zone: 'example.org' });
    assert.deepEqual(records, [
      'a.example.com. - CNAME b.example.com.',
      'c.example.com. - CNAME d.example.org.',
    ]);
    const [include] = ZoneDocument.read('$INCLUDE part sub.@Z\n', 'example.com').includes();
    assert.equal(include?.origin, 'sub.example.com');
    assert.equal(include.zone, 'example.com');
  });

  it('have TTLs with two numbers only before its own types', () => {
    assert.deepEqual(read('www 300/10 A 192.0.2.1\n').faults, ['ttl 300/10']);
    assert.deepEqual(read('www 300/ DYNA null\n').faults, ['unknown-type 300/']);
  });

  it('are recognized by a name too, but not by texts and comments', () => {
    assert.equal(read('@ MX 10 mail.@Z\n').server, 'gdnsd');
    assert.equal(read('@ TXT "@Z" ; @F\n@ TXT user@Z\nuser@Z A 192.0.2.1\n').server, undefined);
  });
});

describe('one-word templates in zone files', () => {
  it('are unresolved values in any field', () => {
    const text = [
      '$TTL {ttl}',
      '@ IN SOA {ns}. {Mail}. {serial} {refresh} {retry} {EXPIRE} {min_ttl}',
      '@ {ttl} IN MX {prio} {mx}',
      '@ 300 {class} A {ip}',
      '{name} IN AAAA {ip6}',
      '{name}.x IN TXT "v=spf1 ip4:{ip} include:{zone.name} -all"',
      '_s._tcp IN SRV {priority} {weight} {port} {target}',
      '@target@ IN CNAME @Host_Name@',
      '',
    ].join('\n');
    assert.deepEqual(read(text), {
      records: [
        'example.com. - SOA ?. ?. ? ? ? ? ?',
        'example.com. - MX ? ?.example.com.',
        'example.com. 300 A ?',
        '?.example.com. - AAAA ?',
        '?.x.example.com. - TXT "v=spf1 ip4:? include:? -all"',
        '_s._tcp.example.com. - SRV ? ? ? ?.example.com.',
        '?.example.com. - CNAME ?.example.com.',
      ],
      faults: [],
      server: undefined,
    });
  });

  it('may be on their own line', () => {
    for (const lineOfOwn of ['{records}', '{mx_records} {A}', '@RECORDS@', '  {records} ; all of them']) {
      const document = ZoneDocument.read(`a 1h A 192.0.2.1\n${lineOfOwn}\n`, 'example.com');
      assert.deepEqual(
        document.blocks.flatMap((block) => block.faults),
        [],
        lineOfOwn,
      );
      assert.equal(document.hasTemplates, true, lineOfOwn);
    }
  });

  it('are neither SPF macros nor macros without their percent sign', () => {
    const { records } = read('a TXT "v=spf1 exists:%{ir}.%{d2}.example {ir} {d2} {s} {}"\n');
    assert.deepEqual(records, ['a.example.com. - TXT "v=spf1 exists:%{ir}.%{d2}.example {ir} {d2} {s} {}"']);
  });

  it('that are half a record leave one fault', () => {
    for (const half of [
      'www IN A {ip',
      'www IN {type',
      '{name IN A 192.0.2.1',
      'www IN A {{ ip',
      '{records',
    ]) {
      const { faults, records } = read(`$TTL 300\n${half}\nb TXT "v=spf1 -all"\n`);
      assert.equal(faults.length, half.startsWith('{name') ? 0 : 1, `${half}: ${faults.join(', ')}`);
      assert.ok(records.includes('b.example.com. 300 TXT "v=spf1 -all"'), half);
    }
  });
});
