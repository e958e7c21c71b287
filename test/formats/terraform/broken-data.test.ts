import assert from 'node:assert/strict';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import { configuration, recordsIn } from '../../harness/configuration.ts';
import { problemLines } from './module.ts';

const MODULE = (expression: string): string => `resource "aws_route53_record" "a" {
  for_each = { for record in ${expression} : record.name => record }
  zone_id  = "example.org"
  name     = each.key
  type     = "TXT"
  records  = each.value.values
}
`;

interface Read {
  readonly records: readonly string[];
  readonly problems: readonly string[];
}

function read(expression: string, file: string, text: string): Read {
  const made = configuration({ '/dns/main.tf': MODULE(expression), [`/dns/${file}`]: text });
  return {
    records: recordsIn(made).map(({ owner, type, rdata }) => `${owner} ${type} ${printRdata(type, rdata)}`),
    problems: made.paths().flatMap((path) => problemLines(made, path).map((line) => `${path} ${line}`)),
  };
}

const YAML = `- name: a
  values: [x=1]
- name: b
  values: [x=2]
`;

describe('a broken data file', () => {
  it('is read up to the fault, which is reported once', () => {
    const found = read(
      'yamldecode(file("records.yml"))',
      'records.yml',
      `${YAML}- name: c\n  values: [x=3\n`,
    );
    assert.deepEqual(found.records.slice(0, 2), ['a.example.org TXT "x=1"', 'b.example.org TXT "x=2"']);
    assert.equal(found.problems.length, 1);
    assert.match(found.problems[0] ?? '', /^\/dns\/records\.yml \d+:\d+ .*This is not valid YAML/s);
  });

  it('is reported once, wherever it is truncated', () => {
    let reported = 0;
    const text = YAML.replace('x=2', '"x=2"');
    for (let length = 0; length < text.length; length++) {
      const { records, problems } = read('yamldecode(file("r.yml"))', 'r.yml', text.slice(0, length));
      assert.ok(problems.length <= 1, problems.join('\n'));
      reported += problems.length;
      if (length >= text.indexOf('- name: b')) assert.ok(records.length > 0, text.slice(0, length));
    }
    assert.ok(reported > 10, String(reported));
  });

  it('may be JSON', () => {
    const json = '[{"name": "a", "values": ["x=1"]}, {"name": "b", "values": ["x=2"';
    const { records, problems } = read('jsondecode(file("r.json"))', 'r.json', json);
    assert.deepEqual(records[0], 'a.example.org TXT "x=1"');
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /This is not valid JSON/);
  });

  it('counts as a failure for `try`', () => {
    const broken = `${YAML}- name: c\n  values: [x=3\n`;
    const found = read('try(yamldecode(file("records.yml")), [])', 'records.yml', broken);
    assert.deepEqual(found.problems, []);
    assert.ok(!found.records.some((record) => record.includes('x=1')));
  });
});
