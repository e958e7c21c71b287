import assert from 'node:assert/strict';
import { claimByName, formatOfLanguage } from '../../../server/src/analysis/input/formats.ts';
import { MAX_TEMPLATE_STEPS } from '../../../server/src/formats/azure/evaluate/evaluate.ts';
import { MAX_TEMPLATE_LENGTH } from '../../../server/src/formats/azure/template-length.ts';
import { MAX_NESTING } from '../../../server/src/text/syntax-fault.ts';
import { bicepTxt, foundIn, problemsIn, recordsIn } from './templates.ts';

const TXT = "'Microsoft.Network/dnsZones/TXT@2018-05-01'";
const ZONE = "'Microsoft.Network/dnsZones@2018-05-01'";

function txt(name: string, text: string, more = ''): string {
  return `{\n  name: ${name}\n${more}  properties: {\n    TTL: 300\n    TXTRecords: [{ value: [${text}] }]\n  }\n}\n`;
}

describe('a Bicep file', () => {
  it('is recognized by its name or its language', () => {
    assert.equal(claimByName('infra/main.bicep')?.format.id, 'bicep');
    assert.equal(claimByName('infra/main.bicepparam'), undefined);
    assert.equal(formatOfLanguage('bicep'), 'bicep');
  });

  const strings: readonly (readonly [string, string])[] = [
    ["'a'", 'a'],
    ["'a\\'b\\\\c'", "a'b\\c"],
    ["'\\u{61}b\\$\\{c}'", 'ab$\\{c}'],
    ["'\\${a}'", '${a}'],
    ["'$ {a}'", '$ {a}'],
    ["'''a'b\\n'''", "a'b\\n"],
    ["'''\na'''", 'a'],
    ["''''a''''", "'a'"],
    ["'a'\n          'b'", 'a|b'],
    ["'a', 'b'", 'a|b'],
    ["// c\n          'a' // d", 'a'],
    ["/* c */ 'a'", 'a'],
  ];
  for (const [typed, said] of strings)
    it(`is read with the string ${typed}`, () => {
      assert.deepEqual(recordsIn(bicepTxt(typed)), [`example.com TXT ${said}`]);
    });

  const values: readonly (readonly [string, string, string])[] = [
    ["param a string = 'x'\n", 'a', 'x'],
    ['param a string\n', 'a', '…'],
    ["@description('A')\n@allowed([\n  'x'\n])\nparam a string = 'x'\n", "'v=${a}'", 'v=x'],
    ["var a = 'x'\nvar b = '${a}.${a}'\n", 'b', 'x.x'],
    ['var a = b\nvar b = a\n', 'a', '…'],
    ["var a = {\n  b: ['x', 'y']\n  'c d': 1\n}\n", 'a.b[1]', 'y'],
    ["var a = { b: { c: 'x' } }\n", "a['b'].c", 'x'],
    ['', "true ? 'x' : 'y'", 'x'],
    ['param p bool\n', "p ? 'x' : 'y'", '…'],
    ['', "2 > 1\n            ? 'x'\n            : 'y'", '…'],
    ['', "concat('a', 'b')", 'ab'],
    ['', "format('{0}-{1}', 'a', 7)", 'a-7'],
    ['', "join(['a', 'b'], ' ')", 'a b'],
    ['', "replace('a.b.c', '.', '-')", 'a-b-c'],
    ['', "toLower('AbC')", 'abc'],
    ['', "split('a/b', '/')[1]", 'b'],
    ['', "last(split('a/b', '/'))", 'b'],
    ['', "sys.toUpper('a')", 'A'],
    ['', "loadTextContent('x.txt')", '…'],
    ['', "map(['a'], x => x)[0]", '…'],
    ['', "'a${uniqueString('b')}c'", 'a…c'],
    ['', "contains('ab', 'a') || true ? 'x' : 'y'", '…'],
    ['param o object = {}\n', "o.?a ?? 'x'", '…'],
    ['', "null ?? 'x'", 'x'],
  ];
  for (const [before, typed, said] of values)
    it(`is read with the value ${JSON.stringify(before + typed)}`, () => {
      assert.deepEqual(recordsIn(bicepTxt(typed, before)), [`example.com TXT ${said}`]);
      assert.deepEqual(
        problemsIn(bicepTxt(typed, before)).filter((one) => one.includes('Invalid')),
        [],
      );
    });

  const names: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'with a zone that is there already',
      `resource zone ${ZONE} existing = {\n  name: 'example.com'\n}\nresource a ${TXT} = ${txt("'_dmarc'", "'a'", '  parent: zone\n')}`,
      ['_dmarc.example.com TXT a'],
    ],
    [
      'with the zone in the name',
      `resource a ${TXT} = ${txt("'example.com/www'", "'a'")}`,
      ['www.example.com TXT a'],
    ],
    [
      'with the zone by its name',
      `resource zone ${ZONE} = {\n  name: 'example.com'\n}\nresource a ${TXT} = ${txt("'${zone.name}/@'", "'a'")}`,
      ['example.com TXT a'],
    ],
    [
      'within the braces of the zone',
      `resource zone ${ZONE} = {\n  name: 'example.com'\n\n  resource a 'TXT' = ${txt("'mail'", "'a'")}\n}\n`,
      ['mail.example.com TXT a'],
    ],
    [
      'in a zone that is not known',
      `param z string\nresource a ${TXT} = ${txt("'${z}/www'", "'a'")}`,
      ['www.… TXT a'],
    ],
    [
      'where all of the name is not known',
      `param n string\nresource a ${TXT} = ${txt('n', "'a'")}`,
      ['….… TXT a'],
    ],
    [
      'under a condition',
      `param p bool = true\nresource a ${TXT} = if (p) ${txt("'example.com/@'", "'a'")}`,
      ['? example.com TXT a'],
    ],
    ['not under one that is false', `resource a ${TXT} = if (false) ${txt("'example.com/@'", "'a'")}`, []],
    [
      'for each item of a list',
      `var list = ['x', 'y']\nresource a ${TXT} = [for (n, i) in list: ${txt("'example.com/${n}'", "'a${i}'").trimEnd()}]\n`,
      ['x.example.com TXT a0', 'y.example.com TXT a1'],
    ],
    [
      'for each item of a list that is not known',
      `param list array\nresource a ${TXT} = [for n in list: ${txt("'example.com/${n}'", "'a'").trimEnd()}]\n`,
      ['? ….example.com TXT a'],
    ],
    [
      'in a zone that is one of several',
      `resource zone ${ZONE} = [for n in ['example.com', 'example.net']: {\n  name: n\n}]\nresource a ${TXT} = ${txt("'@'", "'a'", '  parent: zone[1]\n')}`,
      ['example.net TXT a'],
    ],
    ['not where it exists already', `resource a ${TXT} existing = {\n  name: 'example.com/@'\n}\n`, []],
    [
      'not of a private zone',
      `resource a 'Microsoft.Network/privateDnsZones/TXT@2020-06-01' = ${txt("'example.com/@'", "'a'")}`,
      [],
    ],
    [
      'of the module for zones',
      `module m 'br/public:avm/res/network/dns-zone:0.5.0' = {\n  name: 'm'\n  params: {\n    name: 'example.com'\n    mx: [{ name: '@', mxRecords: [{ exchange: 'mx.example.net', preference: 5 }] }]\n    txt: [{ name: 'a', ttl: 60, txtRecords: [{ value: ['b', 'c'] }] }]\n  }\n}\n`,
      ['example.com MX 5 mx.example.net.', 'a.example.com TXT b|c'],
    ],
  ];
  for (const [how, text, records] of names)
    it(`is read ${how}`, () => {
      assert.deepEqual(recordsIn(text), records);
    });

  it('is read with records of all mail types', () => {
    const set = (type: string, properties: string): string =>
      `resource r${type} 'Microsoft.Network/dnszones/${type}@2018-05-01' = {\n  name: 'example.com/x'\n  properties: {\n    ttl: 60\n    ${properties}\n  }\n}\n`;
    const text = [
      set('MX', "MXRecords: [{ preference: 10, exchange: 'mx.example.net' }]"),
      set('cname', "cnameRecord: { cname: 'a.example.net.' }"),
      set('A', "ARecords: [{ ipv4Address: '192.0.2.1' }, { ipv4Address: '192.0.2.2' }]"),
      set('AAAA', "AAAARecords: [{ ipv6Address: '2001:db8::1' }]"),
      set('SRV', "SRVRecords: [{ priority: 1, weight: 2, port: 3, target: 'a.example.net' }]"),
      set('CAA', "caaRecords: [{ flags: 0, tag: 'issue', value: 'ca.example.net' }]"),
      set('A', 'targetResource: {\n      id: pip.id\n    }\n    ARecords: []'),
    ].join('');
    assert.deepEqual(recordsIn(text), [
      'x.example.com MX 10 mx.example.net.',
      'x.example.com CNAME a.example.net.',
      'x.example.com A 192.0.2.1',
      'x.example.com A 192.0.2.2',
      'x.example.com AAAA 2001:db8::1',
      'x.example.com SRV 1 2 3 a.example.net.',
      'x.example.com CAA 0 issue "ca.example.net"',
      'x.example.com A …',
    ]);
  });
});

describe('findings in a Bicep file', () => {
  it('are at their source, in any kind of string', () => {
    assert.deepEqual(foundIn(bicepTxt("'v=spf1 mx +all'"), 'spf-all-pass'), ['+all']);
    assert.deepEqual(foundIn(bicepTxt("'v=spf1 mx '\n          '+all'"), 'spf-all-pass'), ['+all']);
    const spf = "param spf string = 'v=spf1 mx +all'\n";
    assert.deepEqual(foundIn(bicepTxt('spf', spf), 'spf-all-pass'), ['+all']);
    assert.deepEqual(foundIn(bicepTxt("'v=spf1 ${a} +all'", "var a = 'mx'\n"), 'spf-all-pass'), ['+all']);
  });

  it('are turned off by a comment', () => {
    const off = "// mailtxt-disable-next-line spf-all-pass -- a test\n          'v=spf1 mx +all'";
    assert.deepEqual(foundIn(bicepTxt(off), 'spf-all-pass'), []);
    assert.deepEqual(
      foundIn(bicepTxt("'v=spf1 mx +all' // mailtxt-disable-line spf-all-pass"), 'spf-all-pass'),
      [],
    );
  });

  it('report long strings, but not missing records', () => {
    const text = bicepTxt(`'${'a'.repeat(256)}'`);
    assert.equal(foundIn(text, 'tf-txt-long-unsplit').length, 1);
    assert.deepEqual(foundIn(bicepTxt("'v=spf1 mx -all'"), 'dmarc-missing'), []);
  });
});

describe('an unfinished or invalid Bicep file', () => {
  it('is read as far as possible', () => {
    const whole = bicepTxt("'v=spf1 mx -all'");
    const expected = ['example.com TXT v=spf1 mx -all'];
    assert.deepEqual(
      recordsIn(`resource a 'Microsoft.Network/dnsZones/TXT@1' = {\n  name: \n${whole}`),
      expected,
    );
    assert.deepEqual(recordsIn(`var a = [\n  'x'\n${whole}`), expected);
    assert.deepEqual(recordsIn(`param\nvar = 3\n)))\nfoo bar\n@\n${whole}`), expected);
    assert.deepEqual(recordsIn(whole.slice(0, whole.indexOf("-all'") + 4)), [
      'example.com TXT v=spf1 mx -all',
    ]);
    assert.match(problemsIn(`foo bar\n${whole}`)[0] ?? '', /^Invalid Bicep: /);
  });

  it('says what it needs to be read', () => {
    const text = `param z string\nmodule m 'br:example.azurecr.io/dns:1' = {\n  params: {}\n}\nresource a ${TXT} = ${txt("'${z}/@'", "'a'")}`;
    assert.deepEqual(problemsIn(text), [
      'The module "br:example.azurecr.io/dns:1" was not read with the values given here.',
      'The parameter "z" has no default value, so values that use it are unresolved.',
    ]);
  });

  it('is read up to its limits', () => {
    const deep = `var a = ${'['.repeat(MAX_NESTING + 1)}\n${bicepTxt("'a'")}`;
    assert.match(problemsIn(deep)[0] ?? '', /Nested too deeply/);
    const doubled = Array.from({ length: 40 }, (_, i) => `var v${i + 1} = concat(v${i}, v${i})\n`).join('');
    const many = bicepTxt('v40[0]', `var v0 = ['a', 'b']\n${doubled}`);
    assert.deepEqual(recordsIn(many), ['example.com TXT …']);
    assert.ok(problemsIn(many).some((message) => message.includes(String(MAX_TEMPLATE_STEPS))));
    // One list is part of each of many records, in each of many sets.
    const list = (one: string): string => `[${Array.from({ length: 1000 }, () => one).join(', ')}]`;
    const shared = `var v = ${list("'a'")}\nvar r = ${list('{ value: v }')}\n`;
    const sets = bicepTxt("'a'", shared)
      .replace(/'@'\n/, "'a${i}'\n")
      .replace(/= \{\n  parent: zone/, '= [for i in range(0, 800): {\n  parent: zone')
      .replace(/TXTRecords: \[[^]*\]\n  \}\n\}/, 'TXTRecords: r\n  }\n}]');
    assert.ok(recordsIn(sets).length < 10_000, String(recordsIn(sets).length));
    assert.ok(problemsIn(sets).some((message) => message.includes(String(MAX_TEMPLATE_STEPS))));
    const long = Array.from({ length: 40 }, (_, i) => `var v${i + 1} = '\${v${i}}\${v${i}}'\n`).join('');
    assert.match(recordsIn(bicepTxt('v40', `var v0 = 'a'\n${long}`)).join('\n'), /^example\.com TXT …+$/);
    const large = `// ${'a'.repeat(MAX_TEMPLATE_LENGTH)}\n${bicepTxt("'a'")}`;
    assert.deepEqual(recordsIn(large), []);
    assert.match(problemsIn(large)[0] ?? '', /was not read/);
  });
});
