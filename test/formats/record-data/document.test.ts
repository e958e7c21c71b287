import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { MAX_JSON_LENGTH } from '../../../server/src/data/json.ts';
import { readRecordData } from '../../../server/src/formats/record-data/document.ts';
import { looksLikeRecordData } from '../../../server/src/formats/record-data/shape-of-text.ts';
import { readCarets, showCarets } from '../../harness/carets.ts';
import { runs } from '../../harness/runs.ts';
import { applyFix, findingsOf, workspace } from '../../harness/workspace.ts';
import { SHAPE_EXAMPLES } from './examples.ts';

function read(path: string, text: string): Workspace {
  const made = workspace();
  made.add(path, text, { format: 'record-data' });
  return made;
}

const FINDINGS: Readonly<Record<string, string>> = {
  '/changes.json': `{
  "Changes": [
    {
      "Action": "CREATE",
      "ResourceRecordSet": {
        "Name": "example.com",
        "Type": "TXT",
        "TTL": 3600,
        "ResourceRecords": [{ "Value": "\\"v=spf1 include:_spf.example.net +all\\"" }]
                                                                          ^^^^ spf-all-pass: "+all" authorizes every host on the Internet.
      }
    },
    {
      "Action": "CREATE",
      "ResourceRecordSet": {
        "Name": "example.com.",
        "Type": "TXT",
                ^^^^^ tf-txt-multiple-sets-same-name: Another entry also sets the TXT records of "example.com", which Route 53 stores as one set.
        "TTL": 3600,
        "ResourceRecords": [{ "Value": "site=1" }]
      }
    }
  ]
}
`,
  '/zone.json': `{
  "name": "example.com.",
  "rrsets": [
    {
      "name": "example.com.", "type": "TXT", "ttl": 3600,
      "records": [{ "content": "v=spf1 mx -all" }]
                               ^^^^^^^^^^^^^^^^ tf-txt-unquoted: This value needs quotes of its own for PowerDNS.
    }
  ]
}
`,
  '/records.yml': `domain: example.com
records:
  # mailtxt-disable-next-line spf-all-pass
  - {name: a, type: TXT, value: v=spf1 +all, ttl: 3600}
  - {name: b, type: TXT, value: v=spf1 +all, ttl: 3600}
                                       ^^^^ spf-all-pass: "+all" authorizes every host on the Internet.
`,
};

describe('JSON and YAML with records', () => {
  for (const [path, marked] of Object.entries(FINDINGS))
    it(`has its findings at their source: ${path}`, () => {
      const { text, expected } = readCarets(marked);
      const rules = new Set(expected.map(({ rule }) => rule));
      const found = findingsOf(read(path, text), path)
        .filter(({ rule }) => rules.has(rule))
        .map(({ rule, message, range: { start, end } }) => ({ rule, message, start, end }));
      assert.equal(showCarets(text, found), showCarets(text, expected));
    });

  it('is fixed with its own quotes', () => {
    for (const { path, text } of SHAPE_EXAMPLES) {
      const wrong = text.replace('-all', '+all');
      if (wrong === text) continue;
      const made = read(`/${path}`, wrong);
      const finding = findingsOf(made, `/${path}`).find(({ rule }) => rule === 'spf-all-pass');
      assert.ok(finding, path);
      const [fix] = made.detailsOf(`/${path}`, finding).fixes;
      assert.ok(fix, path);
      assert.equal(applyFix(made, `/${path}`, fix), wrong.replace('+all', '~all'), path);
    }
  });

  it('has one of several documents removed, and one added', () => {
    const { text = '' } = SHAPE_EXAMPLES.find(({ path }) => path === 'export.yaml') ?? {};
    const made = read('/export.yaml', text);
    const document = made.documentOf('/export.yaml');
    const [block] = document?.blocks ?? [];
    assert.ok(document && block);
    const removed = document.write(block, 0, { kind: 'remove' });
    assert.deepEqual(removed, [{ range: { start: 0, end: text.lastIndexOf('---') }, text: '' }]);
    const added = document.write(block, 1, {
      kind: 'add',
      owner: '_dmarc.example.com',
      type: 'TXT',
      strings: ['v=DMARC1; p=none'],
    });
    assert.deepEqual(added, [
      {
        range: { start: text.length, end: text.length },
        text: `---\nkind: dns#resourceRecordSet\nname: _dmarc.example.com.\nrrdatas:\n- '"v=DMARC1; p=none"'\nttl: 300\ntype: TXT\n`,
      },
    ]);
  });

  it('shows that a record is missing if a whole zone is present', () => {
    const { text = '' } = SHAPE_EXAMPLES.find(({ path }) => path === 'sets.json') ?? {};
    assert.equal(readRecordData(text, undefined).hasTemplates, false);
    const page = text.replace('{', '{ "IsTruncated": true,');
    assert.equal(readRecordData(page, undefined).hasTemplates, true);
    assert.equal(readRecordData(text.replace('"SOA"', '"A"'), undefined).hasTemplates, true);
  });

  it('is read up to the first error, which is reported', () => {
    const made = read(
      '/a.json',
      '{"rrsets": [{"name": "a.", "type": "A", "ttl": 1, "records": [{"content": "192.0.2.1"}]}, {]',
    );
    assert.equal([...made.records('/a.json')].length, 1);
    assert.match(made.problems('/a.json')[0]?.message ?? '', /^Invalid JSON/);
    assert.equal(made.problems('/a.json')[0]?.unread?.kind, 'format');
    const yaml = read('/a.yaml', 'additions:\n- {name: a., type: A, rrdatas: [192.0.2.1]}\n- {name: [}\n');
    assert.equal([...yaml.records('/a.yaml')].length, 1);
    assert.match(yaml.problems('/a.yaml')[0]?.message ?? '', /^This is not valid YAML/);
  });

  it('is reported if it has no records in a known shape', () => {
    const problems = read('/a.json', '{"rrsets": {"a": 1}}').problems('/a.json');
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['mailtxt does not recognize the structure of this file, and found no records in it.'],
    );
  });

  it('has the last of two members with the same name', () => {
    const text =
      '{"rrsets": [], "rrsets": [{"name": "a.", "name": "b.", "type": "A", "records": [{"content": "192.0.2.1"}]}]}';
    assert.deepEqual(
      [...read('/a.json', text).records('/a.json')].map(({ record }) => record.owner),
      ['b'],
    );
  });

  it('is not read if it is too long or nested too deeply', () => {
    const long = `{"rrsets": [${' '.repeat(MAX_JSON_LENGTH)}]}`;
    assert.match(
      readRecordData(long, undefined).problems()[0]?.message ?? '',
      /more than 30000000 characters/,
    );
    for (const deep of ['['.repeat(100_000), '{"a":'.repeat(100_000), `${'- '.repeat(100_000)}a`]) {
      assert.equal(looksLikeRecordData(deep), false);
      assert.ok(readRecordData(`{"rrsets": ${deep}`, undefined).problems().length > 0);
      assert.ok(readRecordData(deep, undefined).problems().length > 0);
    }
  });

  it('has the same result after any edits as when read from scratch', () => {
    const pieces = [
      '"',
      "'",
      ',',
      '{',
      '}',
      '[',
      ']',
      '\n',
      '---\n',
      '- ',
      ': ',
      '${x}',
      '{{ x }}',
      '\\',
      '+all',
      'TXT',
      '@',
      '',
    ];
    const edit = fc.tuple(fc.nat(), fc.nat(12), fc.constantFrom(...pieces));
    fc.assert(
      fc.property(
        fc.constantFrom(...SHAPE_EXAMPLES),
        fc.array(edit, { minLength: 1, maxLength: 5 }),
        (example, edits) => {
          const path = `/${example.path}`;
          const made = read(path, example.text);
          findingsOf(made, path);
          let { text } = example;
          for (const [at, length, typed] of edits) {
            const start = at % (text.length + 1);
            const end = Math.min(text.length, start + length);
            made.edit(path, [{ range: { start, end }, text: typed }]);
            text = text.slice(0, start) + typed + text.slice(end);
            const shown = findingsOf(made, path).map(({ rule, range, message }) => [rule, range, message]);
            const anew = findingsOf(read(path, text), path).map(({ rule, range, message }) => [
              rule,
              range,
              message,
            ]);
            assert.deepEqual(shown, anew, text);
          }
        },
      ),
      { numRuns: runs(40) },
    );
  });
});
