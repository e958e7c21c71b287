import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fieldOf } from '../../server/src/records/record.ts';
import type { RdataField } from '../../server/src/records/record.ts';
import { readRdata } from '../../server/src/records/rdata/index.ts';
import { HOLE } from '../../server/src/text/mapped-text.ts';
import { CASES, DEVIATIONS, OTHER_REASONS, comparable, print, read, tokensOf } from './rdata-cases.ts';
import type { RdataCase } from './rdata-cases.ts';
import { runs } from '../harness/runs.ts';

const key = (one: RdataCase): string => `${one.type} ${one.typed}`.trim();

function fields(type: string, typed: string): readonly RdataField[] {
  const { rdata } = read(type, typed);
  assert.equal(rdata.kind, 'fields');
  return rdata.fields;
}

function valuesOf(type: string, typed: string): Readonly<Record<string, string>> {
  return Object.fromEntries(fields(type, typed).map(({ name, value }) => [name, value]));
}

/** `reason|the source of its range`; '' after the bar is the end. */
function faultsOf(type: string, typed: string): readonly string[] {
  return read(type, typed).faults.map(
    ({ reason, range }) => `${reason}|${typed.slice(range.start, range.end)}`,
  );
}

describe('RDATA', () => {
  const types = [...new Set(CASES.map(({ type }) => type))];
  for (const type of types) {
    it(`of ${type} is read and printed as BIND does`, () => {
      for (const one of CASES.filter((c) => c.type === type)) {
        const reading = read(one.type, one.typed);
        const reason = reading.faults[0]?.reason;
        const other = DEVIATIONS.get(key(one));
        if (one.verdict === 'bad' && other === undefined) {
          assert.equal(reason, OTHER_REASONS.get(key(one)) ?? one.result, key(one));
          continue;
        }
        assert.equal(reason, undefined, key(one));
        if (other === 'ok') continue;
        const printed = print(one.type, reading);
        assert.equal(comparable(printed, reading), comparable(other ?? one.result, reading), key(one));
      }
    });
  }

  it('that is listed as a deviation deviates', () => {
    const known = new Set(CASES.map(key));
    for (const name of [...DEVIATIONS.keys(), ...OTHER_REASONS.keys()]) assert.ok(known.has(name), name);
    for (const one of CASES) {
      if (DEVIATIONS.has(key(one))) assert.notEqual(DEVIATIONS.get(key(one)), one.result, key(one));
      if (OTHER_REASONS.has(key(one))) assert.notEqual(OTHER_REASONS.get(key(one)), one.result, key(one));
    }
  });

  it('is the same after printing and reading', () => {
    for (const one of CASES) {
      const first = read(one.type, one.typed);
      if (first.faults.length > 0) continue;
      const printed = print(one.type, first);
      const second = read(one.type, printed);
      assert.deepEqual(second.faults, [], `${key(one)} → ${printed}`);
      assert.equal(print(one.type, second), printed, key(one));
      assert.deepEqual(meaning(second), meaning(first), key(one));
    }
  });
});

/** RDATA without its ranges. */
function meaning(reading: ReturnType<typeof read>): unknown {
  const { rdata } = reading;
  if (rdata.kind === 'text') return rdata.strings.map(({ value }) => value.text);
  return rdata.kind === 'fields' ? rdata.fields.map(({ name, value }) => [name, value]) : rdata.text;
}

describe('fields of RDATA', () => {
  it('have the names of the RFCs and canonical values', () => {
    assert.deepEqual(valuesOf('MX', '010 Mail'), { preference: '10', exchange: 'mail.example.com' });
    assert.deepEqual(valuesOf('SOA', '@ host\\.Master 7 1d 30m 1w 5'), {
      mname: 'example.com',
      rname: 'host\\.master.example.com',
      serial: '7',
      refresh: '86400',
      retry: '1800',
      expire: '604800',
      minimum: '5',
    });
    assert.deepEqual(valuesOf('AAAA', '2001:DB8:0::1'), { address: '2001:db8::1' });
    assert.deepEqual(valuesOf('SRV', '1 2 25 .'), { priority: '1', weight: '2', port: '25', target: '' });
    assert.deepEqual(valuesOf('CAA', '0 issue "ca.example.net\\; x"'), {
      flags: '0',
      tag: 'issue',
      value: 'ca.example.net; x',
    });
    assert.deepEqual(valuesOf('TLSA', '3 1 1 ab cd'), {
      usage: '3',
      selector: '1',
      'matching-type': '1',
      'certificate-association-data': 'ABCD',
    });
    assert.deepEqual(valuesOf('CNAME', 'a'), { cname: 'a.example.com' });
    assert.deepEqual(valuesOf('NS', 'a'), { nsdname: 'a.example.com' });
    assert.deepEqual(valuesOf('PTR', 'a'), { ptrdname: 'a.example.com' });
  });

  it('know their source ranges', () => {
    const [preference, exchange] = fields('MX', '10 mail.example.net.');
    assert.deepEqual(preference?.range, { start: 0, end: 2 });
    assert.deepEqual(exchange?.range, { start: 3, end: 20 });
    assert.equal(exchange.text.text, 'mail.example.net.');
    const data = fields('TLSA', '3 1 1 ( ab\n  cd )')[3];
    assert.deepEqual(data?.range, { start: 8, end: 15 });
  });

  it('of octets have one range for all, and are not edited', () => {
    const [address] = fields('A', '\\# 4 C000 0201');
    assert.equal(address?.value, '192.0.2.1');
    assert.deepEqual(address.range, { start: 5, end: 14 });
    assert.equal(address.text.toSource({ start: 0, end: 3 }), undefined);
  });

  it('are found by name', () => {
    const record = { rdata: read('MX', '10 a').rdata } as Parameters<typeof fieldOf>[0];
    assert.equal(fieldOf(record, 'exchange')?.value, 'a.example.com');
  });
});

describe('names in RDATA', () => {
  for (const [typed, canonical] of [
    ['.', ''],
    ['@', 'example.com'],
    ['\\@', '\\@.example.com'],
    ['A.B.', 'a.b'],
    ['a\\.b.', 'a\\.b'],
    ['a\\046b.', 'a\\.b'],
    ['\\065.', 'a'],
    ['a\\\\.', 'a\\\\'],
    ['a\\.', 'a\\..example.com'],
    ['é.', '\\195\\169'],
    ['\\é.', '\\195\\169'],
    ['a\\032b.', 'a\\032b'],
    ['a"', undefined],
    ['x$y.', 'x\\$y'],
  ] as const) {
    if (canonical !== undefined) {
      it(`${typed} is ${canonical}`, () => assert.equal(valuesOf('CNAME', typed)['cname'], canonical));
    }
  }

  it('of the root zone need no origin', () => {
    const { rdata } = read('CNAME', 'com', '');
    assert.equal(rdata.kind === 'fields' ? rdata.fields[0]?.value : undefined, 'com');
  });

  it('end unresolved if the origin is unknown', () => {
    const { rdata } = read('CNAME', 'www', HOLE);
    assert.equal(rdata.kind === 'fields' ? rdata.fields[0]?.value : undefined, `www.${HOLE}`);
    assert.equal(print('CNAME', read('CNAME', 'www', HOLE)), 'www.${…}.');
  });

  it('that the origin makes too long are rejected', () => {
    const label = 'a'.repeat(60);
    const origin = `${label}.${label}.${label}`;
    assert.equal(read('CNAME', label, origin).faults[0], undefined);
    assert.equal(read('CNAME', `${label}.b`, `${origin}.ccccccc`).faults[0], undefined);
    assert.equal(read('CNAME', `${label}.b`, `${origin}.cccccccc`).faults[0]?.reason, 'ran out of space');
  });
});

describe('faults in RDATA', () => {
  for (const [type, typed, fault] of [
    ['A', '192.0.2.300', 'bad dotted quad|192.0.2.300'],
    ['A', '192.0.2.1 x y', 'extra input text|x'],
    ['A', '', 'unexpected end of input|'],
    ['AAAA', '2001:db8::1::2', 'bad IPv6 address|2001:db8::1::2'],
    ['MX', '10', 'unexpected end of input|'],
    ['MX', 'mail.example.com. 10', 'not a valid number|mail.example.com.'],
    ['MX', '70000 a', 'out of range|70000'],
    ['MX', '10 a..b', 'empty label|a..b'],
    ['MX', `10 ${'a'.repeat(64)}`, `label too long|${'a'.repeat(64)}`],
    ['MX', '10 a\\300', 'bad escape|a\\300'],
    ['SOA', 'a b 1 2 3x 4 5', 'syntax error|3x'],
    ['SOA', 'a b 20230816000002 1 2 3 4', 'out of range|20230816000002'],
    ['TXT', 'a \\256 b', 'syntax error|\\256'],
    ['TXT', '"\\25"', 'syntax error|"\\25"'],
    ['DS', '1 8 2 00', 'unexpected end of input|'],
    ['DS', '1 8 99 00 xx', 'bad hex encoding|xx'],
    ['DS', '1 8 99 00 0', 'bad hex encoding|00 0'],
    ['DNSKEY', '256 3 8 AAAA *', 'bad base64 encoding|*'],
    ['RRSIG', 'A 5 3 1 20031322173103 0 1 a. oJB1', 'out of range|20031322173103'],
    ['EUI48', '00-00', 'bad EUI|00-00'],
    ['SVCB', '1 . alpn=h2 port=x', 'syntax error|port=x'],
    ['SVCB', '1 . port=1 port=2', 'duplicate query|port=1 port=2'],
    ['CAA', '0 is-sue "a"', 'syntax error|is-sue'],
    ['TYPE16', '\\# 3 016162', 'unexpected end of input|016162'],
    ['TYPE65280', 'abc', 'unknown class/type|abc'],
    ['MD', 'a', 'obsolete|a'],
  ] as const) {
    it(`${type} ${typed.slice(0, 40)}`, () => assert.deepEqual(faultsOf(type, typed), [fault]));
  }

  it('are found in quoted strings too, and leave the text whole', () => {
    const long = 'a'.repeat(256);
    const { rdata, faults } = read('TXT', `"ok" "${long}" "${long}"`);
    assert.deepEqual(
      faults.map(({ reason }) => reason),
      ['syntax error', 'syntax error'],
    );
    assert.equal(rdata.kind === 'text' ? rdata.value.text : '', `ok${long}${long}`);
  });

  it('are found in too much text', () => {
    const strings = Array<string>(256).fill('a'.repeat(255));
    assert.deepEqual(faultsOf('TXT', strings.slice(1).join(' ')), []);
    assert.equal(faultsOf('TXT', strings.join(' '))[0]?.split('|')[0], 'ran out of space');
  });

  it('leave the RDATA as in the source', () => {
    const { rdata } = read('A', '192.0.2.300  "x y"');
    assert.deepEqual(rdata, { kind: 'opaque', text: '192.0.2.300 "x y"' });
  });
});

describe('types without a known form', () => {
  it('are kept as in the source', () => {
    assert.deepEqual(read('ALIAS', 'example.net.  "a"').rdata, { kind: 'opaque', text: 'example.net. "a"' });
    assert.deepEqual(read('ALIAS', 'example.net.').faults, []);
    assert.equal(print('TYPE65280', read('TYPE65280', '\\# 3 0a 0b0c')), '\\# 3 0A0B0C');
  });

  it('are recognized by their numbers', () => {
    assert.deepEqual(meaning(read('TYPE16', '\\# 3 026162')), ['ab']);
    assert.deepEqual(meaning(read('TYPE15', '10 a')), meaning(read('MX', '10 a')));
  });
});

describe('RDATA with unresolved values', () => {
  for (const [type, typed, printed] of [
    ['A', '${ip}', '${…}'],
    ['A', '192.0.2.${n}', '192.0.2.${…}'],
    ['MX', '${p} mail', '${…} mail.example.com.'],
    ['MX', '10 ${host}.example.net.', '10 ${…}.example.net.'],
    ['MX', '10 ${host}', '10 ${…}.example.com.'],
    ['SOA', 'a b ${serial} 1 2 3 4', 'a.example.com. b.example.com. ${…} 1 2 3 4'],
    ['TXT', '"v=spf1 ${x} -all" b', '"v=spf1 ${…} -all" "b"'],
    ['TXT', `"${'a'.repeat(255)}\${x}"`, `"${'a'.repeat(255)}\${…}"`],
    ['TLSA', '3 1 1 ${digest}', '3 1 1 ${…}'],
    ['TLSA', '3 1 1 ab${digest}c', '3 1 1 AB${…}C'],
    ['DS', '1 8 ${type} abcd', '1 8 ${…} ABCD'],
    ['DS', '1 8 2 ${digest}', '1 8 2 ${…}'],
    ['DNSKEY', '257 3 8 ${a} ${b}', '257 3 8 ${…}${…}'],
    ['NSEC', 'a A ${types}', 'a.example.com. A ${…}'],
    ['CAA', '0 issue "${ca}"', '0 issue "${…}"'],
    ['IPSECKEY', '10 ${t} 2 192.0.2.1 AAAA', '10 ${…} 2 192.0.2.1 AAAA'],
    ['SVCB', '1 . alpn=${x} port=1', '1 . port=1 alpn=${…}'],
    // One unresolved value may be several words.
    ['MX', '${mx}', '${…}'],
    ['SRV', '${three} mail', '${…} mail'],
    ['SOA', 'a b ${all}', 'a b ${…}'],
    ['LOC', '42 ${rest}', '42 ${…}'],
    ['A', '192.0.2.1 ${nothing}', '192.0.2.1 ${…}'],
    ['TYPE65280', '\\# ${n} ${hex}', '\\# ${…} ${…}'],
    ['TYPE65280', '${all}', '${…}'],
  ] as const) {
    it(`${type} ${typed.slice(0, 40)}`, () => {
      const reading = read(type, typed);
      assert.deepEqual(reading.faults, []);
      assert.equal(print(type, reading), printed);
    });
  }

  for (const [type, typed, fault] of [
    ['MX', 'ten ${host}', 'not a valid number|ten'],
    ['MX', '${p} a..b', 'empty label|a..b'],
    ['SOA', 'a b ${serial} 1 2x 3 4', 'syntax error|2x'],
    ['TXT', `"${'a'.repeat(256)}\${x}"`, `syntax error|"${'a'.repeat(256)}\${x}"`],
  ] as const) {
    it(`${type} ${typed.slice(0, 40)} still has a fault`, () =>
      assert.deepEqual(faultsOf(type, typed), [fault]));
  }
});

describe('printed RDATA', () => {
  const octets = fc
    .array(fc.integer({ min: 0, max: 255 }), { maxLength: 255 })
    .map((list) => String.fromCharCode(...list));
  const quoted = (text: string): string =>
    `"${Array.from(text, (c) => `\\${String(c.charCodeAt(0)).padStart(3, '0')}`).join('')}"`;

  it('is read back as the same strings', () => {
    fc.assert(
      fc.property(fc.array(octets, { minLength: 1, maxLength: 5 }), (strings) => {
        const first = read('TXT', strings.map(quoted).join(' '));
        assert.deepEqual(meaning(first), strings);
        assert.deepEqual(meaning(read('TXT', print('TXT', first))), strings);
      }),
    );
  });

  it('is read back as the same octets, for a type without a form', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const hex = Buffer.from(bytes).toString('hex').toUpperCase();
        const printed = print('TYPE65280', read('TYPE65280', `\\# ${bytes.length} ${hex}`));
        assert.equal(printed.split(' ').slice(2).join(''), hex);
      }),
    );
  });

  it('is the same for octets and for their text, for any type', () => {
    const types = [...new Set(CASES.map(({ type }) => type))].filter((type) => !type.startsWith('TYPE'));
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.uint8Array({ maxLength: 40 }), (type, bytes) => {
        const first = read(type, `\\# ${bytes.length} ${Buffer.from(bytes).toString('hex')}`);
        if (first.faults.length > 0) return;
        const printed = print(type, first);
        const second = read(type, printed);
        assert.deepEqual(second.faults, [], `${type} ${printed}`);
        assert.deepEqual(meaning(second), meaning(first), `${type} ${printed}`);
      }),
      { numRuns: runs(2000) },
    );
  });

  it('of an unknown address family stays in octets, wherever it is', () => {
    const hex = '0003000000010800';
    assert.deepEqual(read('APL', `\\# 8 ${hex}`), {
      rdata: { kind: 'opaque', text: `\\# 8 ${hex}` },
      faults: [],
    });
  });

  it('terminates for words without an end', () => {
    const n = 3_000;
    const words = ['\\', '.', 'a', '=', '9', '1w', '\\.', '[[.a.]', 'ZONE|', '1:', 'key1,'].map((w) =>
      w.repeat(n),
    );
    const many = Array<string>(n).fill('1').join(' ');
    const octets = `\\# 65535 ${'00'.repeat(65535)}`;
    const typed = [
      ...words,
      many,
      octets,
      ...words.map((word) => `1 ${word}`),
      ...words.map((word) => `1 . alpn=${word}`),
      ...words.map((word) => `1 1 s x "!${word.replaceAll('\\', '\\\\')}!x!" .`),
    ];
    for (const text of typed) {
      const tokens = tokensOf(text);
      const end = { start: text.length, end: text.length };
      for (const type of new Set(CASES.map((one) => one.type))) {
        print(type, readRdata(type, tokens, { origin: 'example.com', end }));
      }
    }
  }).timeout(60_000);

  it('never throws, for any input', () => {
    const types = [...new Set(CASES.map(({ type }) => type))];
    const words = [...new Set(CASES.flatMap(({ typed }) => typed.split(' ')))];
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.array(fc.oneof(fc.constantFrom(...words), fc.string(), fc.constant('${x}')), { maxLength: 8 }),
        (type, parts) => {
          const typed = parts.join(' ');
          const reading = read(type, typed);
          print(type, reading);
          for (const { range } of reading.faults)
            assert.ok(range.start <= range.end && range.end <= typed.length);
        },
      ),
      { numRuns: runs(3000) },
    );
  });
});
