import assert from 'node:assert/strict';
import { applyFix, findingsOf, workspace, zone } from '../harness/workspace.ts';

const PATH = 'example.com.zone';
const rulesIn = (made: ReturnType<typeof zone>, path = PATH): readonly string[] =>
  findingsOf(made, path)
    .filter((f) => f.severity !== 'hint' && f.severity !== 'info')
    .map((f) => f.rule);

describe('a workspace', () => {
  it('checks an included file with the origin of the include', () => {
    const made = workspace({ files: { 'mail.inc': '@ IN TXT "v=spf1 mx +all"\n' } });
    made.add(PATH, '$INCLUDE mail.inc mail.example.com.\n@ IN TXT "v=spf1 mx -all"\n');
    assert.deepEqual(rulesIn(made, 'mail.inc'), ['spf-all-pass']);
    assert.equal(findingsOf(made, 'mail.inc')[0]?.owner, 'mail.example.com');
    assert.deepEqual(rulesIn(made), []);
  });

  it('checks the records of a name together, in whichever files of the zone they are', () => {
    const made = workspace({ files: { 'more.inc': '@ IN TXT "v=spf1 -all"\n' } });
    made.add(PATH, '@ IN TXT "v=spf1 mx -all"\n$INCLUDE more.inc\n');
    assert.deepEqual([...rulesIn(made), ...rulesIn(made, 'more.inc')], ['spf-multiple-records']);
    made.edit(PATH, [{ range: { start: 0, end: 1 }, text: 'www' }]);
    assert.deepEqual([...rulesIn(made), ...rulesIn(made, 'more.inc')], []);
  });

  it('names a missing include, and one that includes itself', () => {
    const made = workspace({
      files: { [PATH]: '', 'a.inc': '$INCLUDE b.inc\n', 'b.inc': '$INCLUDE a.inc\n' },
    });
    made.add(PATH, '$INCLUDE none.inc\n$INCLUDE a.inc\n');
    const [problem] = made.problems(PATH);
    assert.match(problem?.message ?? '', /"none.inc" is not in the workspace/);
    assert.deepEqual(problem?.range, { start: 9, end: 17 });
    assert.match(made.problems('b.inc')[0]?.message ?? '', /includes itself: .*a\.inc → b\.inc → a\.inc/);
  });

  it('follows a new include, and drops a deleted one', () => {
    const made = workspace({ files: { 'x.inc': 'x IN TXT "v=spf1 +all"\n' } });
    made.add(PATH, '$INCLUDE x.in\n');
    assert.equal(made.problems(PATH).length, 1);
    made.edit(PATH, [{ range: { start: 13, end: 13 }, text: 'c' }]);
    assert.equal(made.problems(PATH).length, 0);
    assert.deepEqual(rulesIn(made, 'x.inc'), ['spf-all-pass']);
    made.edit(PATH, [{ range: { start: 0, end: 14 }, text: '' }]);
    assert.deepEqual(rulesIn(made, 'x.inc'), []);
  });

  it('lets comments turn rules off, and reports comments without effect', () => {
    const made = zone(
      [
        '; mailtxt-disable-next-line spf-all-pass -- a honeypot',
        'a IN TXT "v=spf1 mx +all"',
        'b IN TXT "v=spf1 mx +all" ; mailtxt-disable-line spf-all-pass',
        '; mailtxt-disable spf-all-pass',
        'c IN TXT ( "v=spf1 mx "',
        '  "+all" )',
        '; mailtxt-enable',
        'd IN TXT "v=spf1 mx +all"',
        'e IN TXT "v=spf1 mx -all" ; mailtxt-disable-line spf-all-pass',
        '',
      ].join('\n'),
      PATH,
    );
    const found = findingsOf(made, PATH).filter((f) => ['spf-all-pass', 'comment-unused'].includes(f.rule));
    const text = made.textOf(PATH);
    assert.deepEqual(
      found.map((f) => `${f.rule} ${text?.offsetToPosition(f.range.start).line ?? ''}`),
      ['spf-all-pass 7', 'comment-unused 8'],
    );
  });

  it('shows the most severe findings if it cannot show all', () => {
    const lines = Array.from({ length: 50 }, (_, i) => `h${i} IN TXT "v=spf1 mx ?all"\n`);
    lines.splice(40, 0, 'x IN TXT "v=spf1 mx +all"\n');
    const { findings, omitted } = zone(lines.join(''), PATH).findings(PATH, 3);
    assert.equal(findings.length, 3);
    assert.ok(findings.some((f) => f.rule === 'spf-all-pass'));
    assert.equal(omitted, zone(lines.join(''), PATH).findings(PATH).findings.length - 3);
  });

  it('applies the settings', () => {
    const text = '@ IN TXT "v=spf1 mx +all"\n';
    assert.deepEqual(rulesIn(zone(text, PATH, { severities: { 'spf-all-pass': 'off' } })), []);
    const [finding] = findingsOf(zone(text, PATH, { severities: { 'spf-all-pass': 'hint' } }), PATH);
    assert.equal(finding?.severity, 'hint');
  });

  it('fixes nothing that it cannot write', () => {
    const made = zone('@ IN TXT "v=spf1 mx {{ sign }}all +all"\n', PATH);
    for (const finding of findingsOf(made, PATH)) {
      for (const fix of made.detailsOf(PATH, finding).fixes)
        assert.match(applyFix(made, PATH, fix), /\{\{ sign \}\}/);
    }
  });

  it('does not accept a file in none of its formats', () => {
    const made = workspace();
    assert.equal(made.add('main.py', 'print(1)\n'), false);
    assert.equal(made.add('notes', 'Nothing to see.\n'), false);
    assert.equal(made.add('notes', 'Nothing to see.\n', { format: 'zone' }), true);
    assert.equal(made.add('example.com', '$TTL 1h\n@ IN NS ns1\n'), true);
  });
});
