import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { decodeYamlScalar } from '../../../server/src/text/yaml-scalar.ts';
import { configuration } from '../../harness/configuration.ts';
import { applyFix, findingsOf } from '../../harness/workspace.ts';
import { recordLines, terraform, txt } from './module.ts';

const YAML_TXT = txt('a', 'yamldecode(file("dns.yaml")).txt');

interface Case {
  readonly what: string;
  /** The data; the characters of the finding between « and ». */
  readonly data: string;
  /** `undefined` if there is no fix. */
  readonly fixed: string | undefined;
  readonly path?: string;
  readonly module?: string;
}

/** `spf-all-pass` changes `+all` to `~all`. */
const CASES: readonly Case[] = [
  { what: 'a plain scalar', data: 'txt: v=spf1 mx «+all» # all\n', fixed: 'txt: v=spf1 mx ~all # all\n' },
  { what: 'single quotes', data: "txt: 'v=spf1 mx «+all»'\n", fixed: "txt: 'v=spf1 mx ~all'\n" },
  { what: 'double quotes', data: 'txt: "v=spf1 mx «+all»"\n', fixed: 'txt: "v=spf1 mx ~all"\n' },
  {
    what: 'double quotes, after an escape',
    data: 'txt: "v=spf1\\x20mx «+all»"\n',
    fixed: 'txt: "v=spf1\\x20mx ~all"\n',
  },
  {
    what: 'double quotes over two lines',
    data: 'txt: "v=spf1\n  mx «+all»"\n',
    fixed: 'txt: "v=spf1\n  mx ~all"\n',
  },
  {
    what: 'a plain scalar over two lines',
    data: 'txt: v=spf1\n  mx «+all»\nnext: 1\n',
    fixed: 'txt: v=spf1\n  mx ~all\nnext: 1\n',
  },
  {
    what: 'a literal block',
    data: 'txt: |-\n  v=spf1 mx «+all»\nnext: 1\n',
    fixed: 'txt: |-\n  v=spf1 mx ~all\nnext: 1\n',
  },
  {
    what: 'a folded block',
    data: 'txt: >-\n  v=spf1\n  mx\n  «+all»\nnext: 1\n',
    fixed: 'txt: >-\n  v=spf1\n  mx\n  ~all\nnext: 1\n',
  },
  {
    what: 'a flow sequence',
    data: 'txt: [x=1, v=spf1 mx «+all»]\n',
    fixed: 'txt: [x=1, v=spf1 mx ~all]\n',
    module: txt('a', 'yamldecode(file("dns.yaml")).txt...')
      .replace('[yaml', 'concat(yaml')
      .replace('...]', ')'),
  },
  {
    what: 'an anchor with aliases',
    data: 'one: &spf v=spf1 mx «+all»\ntxt: *spf\n',
    fixed: 'one: &spf v=spf1 mx ~all\ntxt: *spf\n',
  },
  {
    what: 'JSON',
    path: 'dns.json',
    data: '{"txt": "v=spf1\\u0020mx «+all»"}',
    fixed: '{"txt": "v=spf1\\u0020mx ~all"}',
    module: txt('a', 'jsondecode(file("dns.json")).txt'),
  },
  {
    what: 'CSV',
    path: 'dns.csv',
    data: 'name,txt\na,"v=spf1 mx «+all»"\n',
    fixed: 'name,txt\na,"v=spf1 mx ~all"\n',
    module: txt('a', 'csvdecode(file("dns.csv"))[0].txt'),
  },
  {
    what: 'a file that is the value',
    path: 'spf.txt',
    data: 'v=spf1 mx «+all»',
    fixed: 'v=spf1 mx ~all',
    module: txt('a', 'file("spf.txt")'),
  },
  {
    what: 'a template',
    path: 'spf.tftpl',
    data: 'v=spf1 ip4:${ip} «+all»',
    fixed: 'v=spf1 ip4:${ip} ~all',
    module: txt('a', 'templatefile("spf.tftpl", { ip = aws_eip.mail.public_ip })'),
  },
  {
    what: 'YAML from a template',
    path: 'dns.tftpl',
    data: 'txt: v=spf1 ip4:${ip} «+all»\n',
    fixed: undefined,
    module: txt('a', 'yamldecode(templatefile("dns.tftpl", { ip = aws_eip.mail.public_ip })).txt'),
  },
];

const inFolder = (files: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`dns/${path}`, text]));

describe('a data file that a module reads', () => {
  for (const { what, data, fixed, path = 'dns.yaml', module = YAML_TXT } of CASES) {
    it(`has findings at its own characters, and is fixed there: ${what}`, () => {
      const text = data.replace(/[«»]/g, '');
      const made = configuration(inFolder({ [path]: text, 'main.tf': module }));
      const found = findingsOf(made, `dns/${path}`).filter(({ rule }) => rule === 'spf-all-pass');
      assert.equal(found.length, 1);
      const [finding] = found;
      assert.ok(finding);
      assert.deepEqual(
        findingsOf(made, 'dns/main.tf').filter(({ rule }) => rule === 'spf-all-pass'),
        [],
      );
      const start = data.indexOf('«');
      assert.deepEqual(finding.range, { start, end: data.indexOf('»') - 1 });
      const { fixes, related } = made.detailsOf(`dns/${path}`, finding);
      assert.match(related.map(({ message }) => message).join('\n'), /aws_route53_record\.a publishes this/);
      assert.equal(fixes[0] && applyFix(made, `dns/${path}`, fixes[0]), fixed);
    });
  }

  it('is read while it is edited, with any character in many places', () => {
    const text = 'one: |\n  v=spf1 +all\ntxt: ["v=spf1 +all", \'v=spf1 +all\', >-\n  x]\n';
    const module = txt('a', 'yamldecode(file("dns.yaml")).one')
      .replace('[', 'concat([')
      .replace(').one]', ').one], yamldecode(file("dns.yaml")).txt)');
    const made = configuration(inFolder({ 'dns.yaml': text, 'main.tf': module }));
    for (const typed of ['', '"', "'", '\n', '\\', '|', '>', '&', '*', '[', '}', '#', ': ']) {
      for (let at = 0; at < text.length; at += 3) {
        made.edit('dns/dns.yaml', [{ range: { start: at, end: at + 1 }, text: typed }]);
        for (const finding of findingsOf(made, 'dns/dns.yaml')) made.detailsOf('dns/dns.yaml', finding);
        const back = { range: { start: at, end: at + typed.length }, text: text.charAt(at) };
        made.edit('dns/dns.yaml', [back]);
      }
    }
    assert.equal(made.textOf('dns/dns.yaml')?.slice(0, 1000), text);
  });

  it('can turn off a rule in a YAML comment', () => {
    const text = 'spf:\n  # mailtxt-disable-next-line spf-all-pass -- a test\n  txt: v=spf1 +all\n';
    const made = configuration({
      'dns/dns.yaml': text,
      'dns/main.tf': txt('a', 'yamldecode(file("dns.yaml")).spf.txt'),
    });
    assert.deepEqual(findingsOf(made, 'dns/dns.yaml'), []);
  });

  it('has the records of every module that reads it, and each finding once', () => {
    const files = {
      'one/main.tf': txt('a', 'yamldecode(file("../dns/dns.yaml")).txt'),
      'two/main.tf': txt('b', 'yamldecode(file("../dns/dns.yaml")).txt'),
      'dns/dns.yaml': 'txt: v=spf1 -all\n',
    };
    const made = configuration(files);
    made.edit('dns/dns.yaml', [{ range: { start: 12, end: 13 }, text: '+' }]);
    const records = ['a.example.com TXT "v=spf1 +all"', 'b.example.com TXT "v=spf1 +all"'];
    assert.deepEqual(recordLines(made, 'dns/dns.yaml'), records);
    assert.deepEqual(recordLines(made, 'two/main.tf'), []);
    const [finding, ...others] = findingsOf(made, 'dns/dns.yaml');
    assert.ok(finding);
    assert.deepEqual(others, []);
    const { related } = made.detailsOf('dns/dns.yaml', finding);
    assert.deepEqual(
      related.map(({ message }) => message),
      [
        'aws_route53_record.a publishes this at a.example.com.',
        'aws_route53_record.b publishes this at b.example.com.',
      ],
    );
  });

  it('is shared by modules as they start and stop reading it', () => {
    const made = configuration({
      'one/main.tf': txt('a', 'yamldecode(file("../dns/dns.yaml")).txt'),
      'two/main.tf': txt('b', 'yamldecode(file("../dns/own.yaml")).txt'),
      'dns/dns.yaml': 'txt: v=spf1 +all\n',
      'dns/own.yaml': 'txt: v=spf1 ?all\n',
    });
    const read = (): readonly (readonly string[])[] =>
      ['dns/dns.yaml', 'dns/own.yaml'].map((path) =>
        recordLines(made, path).map((line) => line.slice(0, line.indexOf('.'))),
      );
    const replace = (path: string, before: string, after: string): void => {
      const start = made.textOf(path)?.slice(0, 1000).indexOf(before) ?? -1;
      made.edit(path, [{ range: { start, end: start + before.length }, text: after }]);
    };
    assert.deepEqual(read(), [['a'], ['b']]);
    replace('two/main.tf', 'own.yaml', 'dns.yaml');
    assert.deepEqual(read(), [['a', 'b'], []]);
    replace('one/main.tf', 'dns.yaml', 'own.yaml');
    assert.deepEqual(read(), [['b'], ['a']]);
    replace('one/main.tf', 'own.yaml', 'dns.yaml');
    assert.deepEqual(read(), [['a', 'b'], []]);
    made.remove('one/main.tf');
    assert.deepEqual(read(), [['b'], []]);
  });

  it('is a zone file too if it is named as one, whichever is opened first', () => {
    const zone = '$ORIGIN example.com.\n@ 300 IN TXT "v=spf1 +all"\n';
    const main = `resource "ovh_domain_zone_import" "i" {
  zone_name = "example.com"
  zone_file = file("example.com.zone")
}
${txt('a', '"x=1", file("example.com.zone")')}`;
    const files = { 'dns/main.tf': main, 'dns/example.com.zone': zone };
    for (const order of [Object.keys(files), Object.keys(files).reverse()]) {
      const made = terraform(files, []);
      for (const path of order) {
        made.add(path, files[path as keyof typeof files]);
        made.paths();
      }
      assert.equal(made.formatOf('dns/example.com.zone'), 'zone');
      made.edit('dns/main.tf', [{ range: { start: 0, end: 0 }, text: '# now\n' }]);
      made.edit('dns/example.com.zone', [{ range: { start: 0, end: 0 }, text: '; now\n' }]);
      assert.deepEqual(
        findingsOf(made, 'dns/example.com.zone').map(({ rule }) => rule),
        ['spf-all-pass'],
      );
      assert.ok(made.has('dns/example.com.zone'));
      assert.equal([...made.records('dns/main.tf')].length, 2);
    }
  });

  it('is a document as long as it is open, whether or not it is read', () => {
    const made = configuration({ 'dns/dns.yaml': 'txt: v=spf1 +all\n', 'dns/main.tf': YAML_TXT });
    made.edit('dns/main.tf', [
      { range: { start: YAML_TXT.indexOf('dns.yaml'), end: YAML_TXT.indexOf('.yaml') }, text: 'x' },
    ]);
    assert.deepEqual(findingsOf(made, 'dns/dns.yaml'), []);
    made.edit('dns/dns.yaml', [{ range: { start: 0, end: 0 }, text: '# now\n' }]);
    assert.equal(made.textOf('dns/dns.yaml')?.slice(0, 5), '# now');
    made.edit('dns/main.tf', [
      { range: { start: YAML_TXT.indexOf('dns.yaml'), end: YAML_TXT.indexOf('dns.yaml') + 1 }, text: 'dns' },
    ]);
    assert.equal(findingsOf(made, 'dns/dns.yaml').length, 1);
    made.remove('dns/dns.yaml');
    assert.equal(made.textOf('dns/dns.yaml'), undefined);
  });
});

describe('a YAML scalar', () => {
  const scalars = [
    'a b',
    'a\n  b\n\n  c',
    "'it''s\n\n  so'",
    '"tab\\t \\x41 \\u00e9 \\" \\\\ \\\n   joined"',
    '|\n  a\n\n    b\n  c\n',
    '|-\n  a\n\n',
    '|+\n  a\n\n\n',
    '>\n  a\n  b\n\n\n  c\n    more\n   less\n  d\n\n',
    '>-\n\n  a\n  b',
    '>+ # said\n  a\n\n  b\n\n',
  ];
  for (const scalar of scalars) {
    it(`has the value that a YAML parser gives it: ${JSON.stringify(scalar)}`, () => {
      const decoded = decodeYamlScalar(scalar);
      assert.ok(decoded);
      assert.equal(decoded.text, (parse(`a: ${scalar}`) as { readonly a: string }).a);
      for (const { at, length, source } of decoded.segments) {
        const typed = scalar.slice(source.start, source.end);
        if (length === typed.length && !/\s/.test(typed)) {
          assert.equal(decoded.text.slice(at, at + length), typed);
        }
      }
    });
  }
});
