import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { MAX_CSV_ROWS } from '../../../server/src/formats/terraform/evaluate/data/csv.ts';
import { MAX_JSON_VALUES } from '../../../server/src/formats/terraform/evaluate/data/json.ts';
import { MAX_YAML_TOKENS } from '../../../server/src/formats/terraform/evaluate/data/yaml.ts';
import { configuration } from '../../harness/configuration.ts';
import { problemLines, recordLines, terraform, txt } from './module.ts';

const DATA = 'yamldecode(file("data.yaml"))';

/** What a value evaluates to, and what is reported in the data file, which is open. */
function outcome(
  data: string,
  value: string,
): { readonly text: string | undefined; readonly problems: readonly string[] } {
  const workspace = configuration({ '/dns/main.tf': txt('a', value), '/dns/data.yaml': data });
  const lines = ['/dns/main.tf', '/dns/data.yaml'].flatMap((path) => recordLines(workspace, path));
  assert.deepEqual(problemLines(workspace, '/dns/main.tf'), []);
  return {
    text: /TXT "(.*)"$/.exec(lines[0] ?? '')?.[1],
    problems: problemLines(workspace, '/dns/data.yaml'),
  };
}

describe('YAML aliases', () => {
  it('have the value of the last preceding anchor with their name', () => {
    const data = 'a: &x v=spf1 -all\nb: *x\nc: &x v=spf1 mx\nd: *x\n';
    assert.deepEqual(outcome(data, `"\${${DATA}.b} \${${DATA}.d}"`), {
      text: 'v=spf1 -all v=spf1 mx',
      problems: [],
    });
  });

  it('merge maps: own keys win, then the first of several merged maps', () => {
    const data =
      'a: &a {k: "1", l: "1", m: "1"}\nb: &b {l: "2", m: "2", o: "2"}\nc:\n  m: "3"\n  <<: [*a, *b]\n';
    const all = ['k', 'l', 'm', 'o'].map((key) => `\${${DATA}.c.${key}}`).join('');
    assert.deepEqual(outcome(data, `"${all}"`), { text: '1132', problems: [] });
    const one = 'a: &a {k: "1", l: "1"}\nc:\n  <<: *a\n  l: "3"\n  "<<": x\n';
    assert.deepEqual(outcome(one, `"\${${DATA}.c.k}\${${DATA}.c.l}\${${DATA}.c["<<"]}"`), {
      text: '13x',
      problems: [],
    });
  });

  it('are unknown within their own anchors, and the rest is kept', () => {
    assert.deepEqual(outcome('spf: v=spf1 -all\na: &a [*a, x]\n', `"\${${DATA}.spf} \${${DATA}.a[1]}"`), {
      text: 'v=spf1 -all x',
      problems: ['2:8 *a: "*a" refers to its own anchor, so its value is unknown.'],
    });
    assert.deepEqual(outcome('a: *b\nspf: v=spf1 -all\n', `${DATA}.spf`), {
      text: 'v=spf1 -all',
      problems: ['1:4 *b: "*b" has no anchor before it, so its value is unknown.'],
    });
  });

  it('are unknown from where they refer to too much together, and the rest is kept', () => {
    const levels = ['b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const bomb = levels.map((c, i) => `${c}: &${c} [${`*${'abcdefg'[i] ?? ''}, `.repeat(9)}]\n`).join('');
    const { text, problems } = outcome(
      `a: &a [x, x, x, x, x, x, x, x, x]\n${bomb}spf: v=spf1 -all\n`,
      `"\${${DATA}.spf} \${length(${DATA}.d)} \${length(${DATA}.h)}"`,
    );
    assert.equal(text, 'v=spf1 -all 9 9');
    assert.match(problems[0] ?? '', /^5:\d+ \*d: The aliases together are too large, /);
    // The first ones show enough.
    assert.ok(problems.length <= 20);
  });

  it('are reported at the call if the data is in no document', () => {
    const workspace = terraform({ 'dns/main.tf': txt('a', `${DATA}[1]`), 'dns/data.yaml': '&a [*a, x]' });
    assert.deepEqual(problemLines(workspace, 'dns/main.tf'), [
      `6:14 ${DATA}: "*a" refers to its own anchor, so its value is unknown.`,
    ]);
  });
});

describe('data that is too large', () => {
  for (const [format, text, message] of [
    ['yaml', '- a\n'.repeat(MAX_YAML_TOKENS / 3), 'The YAML data is too large, so it is not read.'],
    ['yaml', '? '.repeat(1000), 'The YAML data is nested too deeply, so it is not read.'],
    [
      'json',
      `[${'1,'.repeat(MAX_JSON_VALUES)}1]`,
      `mailtxt does not read JSON data of more than ${MAX_JSON_VALUES} values.`,
    ],
    [
      'csv',
      'a\n'.repeat(MAX_CSV_ROWS + 2),
      `mailtxt does not read CSV data of more than ${MAX_CSV_ROWS} rows.`,
    ],
  ] as const) {
    it(`is not read, and reported: ${format}, ${message}`, () => {
      const call = `${format}decode(file("data.${format}"))`;
      const files = { 'dns/main.tf': txt('a', `length(${call})`), [`dns/data.${format}`]: text };
      const workspace = terraform(files);
      assert.deepEqual(problemLines(workspace, 'dns/main.tf'), [`6:21 ${call}: ${message}`]);
    });
  }
});
