import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EditableDocument } from '../../../server/src/records/document.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { claimByName, formatByContent } from '../../../server/src/analysis/input/formats.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import { runs } from '../../harness/runs.ts';
import { applyFix, findingsOf, workspace } from '../../harness/workspace.ts';

const PATH = '/zones/example.com.yaml';

function read(text: string): Workspace {
  const made = workspace();
  made.add(PATH, text, { format: 'octodns' });
  return made;
}

function recordsIn(text: string): readonly string[] {
  return [...read(text).records(PATH)].map(({ record: { owner, type, rdata } }) => {
    return `${owner} ${type} ${rdata.kind === 'text' ? rdata.value.text : printRdata(type, rdata)}`;
  });
}

/** Rule and marked text. */
function found(text: string, rule: string): readonly string[] {
  return findingsOf(read(text), PATH)
    .filter((finding) => finding.rule === rule)
    .map(({ range }) => text.slice(range.start, range.end));
}

describe('an octoDNS zone file', () => {
  it('is recognized by its name and its start', () => {
    const text = "'':\n  type: A\n  value: 192.0.2.1\n";
    for (const path of [
      'example.com.yaml',
      'example.com./www.yaml',
      'example.com.domain/www.yaml',
      'a/example.com._0_base.yaml',
      // Nothing else looks like it.
      'shared/mail.yaml',
    ]) {
      assert.equal(claimByName(path), undefined);
      assert.equal(formatByContent(path, text)?.id, 'octodns', path);
    }
    assert.equal(formatByContent('example.com.yml', text), undefined);
    assert.equal(formatByContent('example.com.yaml', "'': !include common/apex.yaml\n")?.id, 'octodns');
    assert.equal(formatByContent('config.yaml', "'': !include common/apex.yaml\n"), undefined);
    const other = `${text}records:\n  - name: a\n    type: A\n    value: 192.0.2.1\n`;
    for (const path of ['records.yaml', 'config.yaml', 'my.values.yaml'])
      assert.notEqual(formatByContent(path, other)?.id, 'octodns', path);
    const service = 'apiVersion: v1\nkind: Service\nspec:\n  type: A\n  values: 1\n';
    assert.equal(formatByContent('example.com.yaml', service), undefined);
  });

  it('is read with the names that YAML 1.1 makes of its keys', () => {
    const keys = ['on', '010', '1_0', '~', '*', "''", 'WWW', 'a.b'];
    const text = keys.map((key) => `${key === '*' ? "'*'" : key}: {type: A, value: 192.0.2.1}\n`).join('');
    assert.deepEqual(
      recordsIn(text).map((line) => line.split(' ')[0]),
      [
        'true.example.com',
        '8.example.com',
        '10.example.com',
        'none.example.com',
        '*.example.com',
        'example.com',
        'www.example.com',
        'a.b.example.com',
      ],
    );
  });

  it('is read with aliases and merged maps', () => {
    const text = 'a: &a {type: A, value: 192.0.2.1}\nb: *a\nc:\n  <<: *a\n  value: 192.0.2.2\n';
    assert.deepEqual(recordsIn(text), [
      'a.example.com A 192.0.2.1',
      'b.example.com A 192.0.2.1',
      'c.example.com A 192.0.2.2',
    ]);
  });

  it('is read without what octoDNS ignores, and without included files that are missing', () => {
    assert.deepEqual(recordsIn('a:\n  octodns: {ignored: true}\n  type: A\n  value: 192.0.2.1\n'), []);
    assert.deepEqual(recordsIn('a:\n  type: TXT\n  value: !include a.yaml\n'), []);
    assert.deepEqual(recordsIn('a: !include a.yaml\n'), []);
  });

  it('is read up to the first error, which is reported', () => {
    const text = 'a: {type: A, value: 192.0.2.1}\nb: {type: A, value: [}\nc: {type: A, value: 192.0.2.3}\n';
    assert.deepEqual(recordsIn(text).slice(0, 1), ['a.example.com A 192.0.2.1']);
    const [problem] = read(text).problems(PATH);
    assert.match(problem?.message ?? '', /^This is not valid YAML/);
    assert.equal(problem?.unread?.kind, 'format');
  });

  it('is read with aliases up to a limit', () => {
    const lines = ['a: &a0 {type: A, values: [192.0.2.1, 192.0.2.2]}'];
    for (let i = 1; i < 40; i++) lines.push(`l${i}: &a${i} [*a${i - 1}, *a${i - 1}, *a${i - 1}]`);
    const problems = read(`${lines.join('\n')}\n`).problems(PATH);
    assert.ok(problems.some(({ message }) => /aliases together are too large/.test(message)));
  });

  it('is read with what octoDNS rejects, unless it is lenient', () => {
    const other = 'b: {type: TXT, value: v=x\\; y}\n';
    const text = `a:\n  type: TXT\n  value: v=DMARC1; p=none; sp=none\n${other}`;
    // Once for each text, as octoDNS reports it. The fix covers the whole text.
    assert.deepEqual(found(text, 'data-text-refused'), [';']);
    const made = read(text);
    const [finding] = findingsOf(made, PATH).filter(({ rule }) => rule === 'data-text-refused');
    assert.ok(finding);
    const [fix] = made.detailsOf(PATH, finding).fixes;
    assert.ok(fix);
    assert.equal(applyFix(made, PATH, fix), text.replace('v=DMARC1; p=none; sp', 'v=DMARC1\\; p=none\\; sp'));
    // If no text is escaped, the configuration must be one without escapes.
    assert.deepEqual(found(text.replace(other, ''), 'data-text-refused'), []);
    const lenient = text.replace('  type', '  octodns: {lenient: true}\n  type');
    assert.deepEqual(found(lenient, 'data-text-refused'), []);
  });

  it('is read with findings, and fixed with the quotes of the file', () => {
    const text = '\'\':\n  type: TXT\n  value: "v=spf1 include:_spf.example.net +all"\n';
    const made = read(text);
    const [finding] = findingsOf(made, PATH).filter(({ rule }) => rule === 'spf-all-pass');
    assert.ok(finding);
    const [fix] = made.detailsOf(PATH, finding).fixes;
    assert.ok(fix);
    assert.equal(applyFix(made, PATH, fix), text.replace('+all', '~all'));
  });

  it('is read with records that Cloudflare hides', () => {
    const text =
      'k._domainkey:\n  octodns: {cloudflare: {proxied: true}}\n  type: CNAME\n  value: k.dkim.example.net.\n';
    const made = read(text);
    const [finding] = findingsOf(made, PATH).filter(({ rule }) => rule === 'dkim-cname-proxied');
    assert.ok(finding);
    const [fix] = made.fixesOf(PATH, finding);
    assert.ok(fix);
    assert.equal(applyFix(made, PATH, fix), text.replace('proxied: true', 'proxied: false'));
  });

  it('is read record by record as with the rest of the file', () => {
    const texts = [
      'v=spf1 -all',
      "'in quotes'",
      '"\\x41 b"',
      'a\\; b',
      '"a" "b"',
      "it's",
      'a: b',
      'a #b',
      '#a',
      '',
      '- a',
      '010',
      'x'.repeat(300),
    ];
    const values = ['v=spf1 mx', "'v=spf1 mx'", '"v=spf1 mx"', 'c\\; d'];
    let compared = 0;
    for (const value of values) {
      const head = `'': {type: TXT, values: [k\\; l, ${value.includes("'") ? value : `'x'`}]}\nb:\n  type: TXT\n  value: `;
      const whole = `${head}${value}\n`;
      for (const text of texts) {
        const document = read(whole).documentOf(PATH) as EditableDocument;
        const [block] = document.blocks;
        assert.ok(block);
        const index = block.size - 1;
        const alone = document.readAlone?.(block, index, `b:\n  type: TXT\n  value: ${text}\n`);
        if (alone === undefined) continue;
        const edited = read(`${head}${text}\n`).documentOf(PATH);
        const anew = edited?.blocks[0]?.record(index);
        const own = alone.record(0);
        assert.deepEqual({ ...own, anchor: null }, { ...anew, anchor: null }, `${value} ${text}`);
        compared++;
      }
    }
    assert.ok(compared > 10, String(compared));
  });

  it('has the same result after any edits as when read from scratch', () => {
    const base = `'':
  - type: MX
    values:
      - exchange: mx.example.net.
        preference: 10
      - exchange: mx2.example.net.
        preference: 20
  - type: TXT
    value: v=spf1 mx +all
_dmarc: &d
  type: TXT
  value: v=DMARC1; p=none
a: *d
`;
    // In several blocks, without the alias that makes the file be read as a whole.
    const long = Array.from(
      { length: 80 },
      (_, i) => `n${i}: {type: TXT, value: '${'x'.repeat(80)}'}\n`,
    ).join('');
    const bases = [
      base,
      base.replace('a: *d', `a: {type: A, value: 192.0.2.1}\n${long}www: {type: A, value: 192.0.2.2}`),
    ];
    const piece = fc.constantFrom(
      '\n',
      '  ',
      '- ',
      'a',
      '; p=reject',
      "'",
      '"',
      ': ',
      '*d',
      'ttl: 60\n',
      '#',
      '+all',
      '',
    );
    const edit = fc.tuple(fc.nat(), fc.nat(12), piece);
    fc.assert(
      fc.property(
        fc.constantFrom(...bases),
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        (first, edits) => {
          const made = read(first);
          findingsOf(made, PATH);
          let text = first;
          for (const [at, length, typed] of edits) {
            const start = at % (text.length + 1);
            const end = Math.min(text.length, start + length);
            made.edit(PATH, [{ range: { start, end }, text: typed }]);
            text = text.slice(0, start) + typed + text.slice(end);
            const shown = findingsOf(made, PATH).map(({ rule, range, message }) => [rule, range, message]);
            const anew = findingsOf(read(text), PATH).map(({ rule, range, message }) => [
              rule,
              range,
              message,
            ]);
            assert.deepEqual(shown, anew, text);
          }
        },
      ),
      { numRuns: runs(15) },
    );
  });
});
