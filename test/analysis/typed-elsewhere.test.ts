import assert from 'node:assert/strict';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { configuration } from '../harness/configuration.ts';
import { findingsOf } from '../harness/workspace.ts';

const record = (name: string, value: string): string => `resource "aws_route53_record" "${name}" {
  zone_id = "Z1"
  name    = "${name}.example.com"
  type    = "TXT"
  ttl     = 3600
  records = [${value}]
}
`;

/** \`rule "what is marked"\` of each error and warning of a file. */
function marked(made: Workspace, path: string): readonly string[] {
  const text = made.textOf(path);
  assert.ok(text);
  return findingsOf(made, path)
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ rule, range }) => `${rule} ${text.slice(range.start, range.end)}`);
}

const LOCAL = 'locals {\n  end = "mx +all"\n}\n';
const INSIDE = '"v=spf1 ip4:192.0.2.1 ${local.end}"';

describe('a fault in a text that is part of a larger one in another file', () => {
  it('is found at its own characters, and only there', () => {
    const made = configuration({ 'main.tf': record('a', INSIDE), 'locals.tf': LOCAL });
    assert.deepEqual(marked(made, 'main.tf'), []);
    assert.deepEqual(marked(made, 'locals.tf'), ['spf-all-pass +all']);
  });

  it('is found once for all records, which it names, and fixed for all of them', () => {
    const files = { 'main.tf': record('a', INSIDE) + record('b', INSIDE), 'locals.tf': LOCAL };
    const made = configuration(files);
    const [finding, ...more] = findingsOf(made, 'locals.tf').filter(({ rule }) => rule === 'spf-all-pass');
    assert.ok(finding);
    assert.deepEqual(more, []);
    const { fixes, related } = made.detailsOf('locals.tf', finding);
    assert.deepEqual(
      related.map(({ path, message }) => `${path}: ${message}`),
      [
        'main.tf: aws_route53_record.a publishes this at a.example.com.',
        'main.tf: aws_route53_record.b publishes this at b.example.com.',
      ],
    );
    const [fix] = fixes;
    assert.deepEqual(
      fix?.edits.map(({ path }) => path),
      ['locals.tf'],
    );
    const mended = configuration({ ...files, 'locals.tf': applyEdits(LOCAL, fix.edits) });
    assert.deepEqual([...marked(mended, 'main.tf'), ...marked(mended, 'locals.tf')], []);
  });

  it('is found once when another record is made of only this text', () => {
    const whole = 'locals {\n  end = "v=spf1 mx +all"\n}\n';
    const files = {
      'main.tf': record('a', '"${local.end}"') + record('b', '"${local.end} "'),
      'locals.tf': whole,
    };
    assert.deepEqual(marked(configuration(files), 'locals.tf'), ['spf-all-pass +all']);
  });

  it('is found in the file of a template', () => {
    const files = {
      'dns/main.tf': record('a', '"v=spf1 ip4:192.0.2.1 ${templatefile("end.tftpl", { mech = "mx" })}"'),
      'dns/end.tftpl': '${mech} +all',
    };
    const made = configuration(files);
    assert.deepEqual(marked(made, 'dns/main.tf'), []);
    assert.deepEqual(marked(made, 'dns/end.tftpl'), ['spf-all-pass +all']);
  });

  it('is at the record if it is composed of several texts', () => {
    const files = {
      'main.tf': record('a', '"v=spf1 mx ${local.sign}${local.end}"'),
      'locals.tf': 'locals {\n  sign = "+"\n  end = "all"\n}\n',
    };
    const made = configuration(files);
    assert.deepEqual(marked(made, 'locals.tf'), []);
    assert.deepEqual(marked(made, 'main.tf'), ['spf-all-pass "v=spf1 mx ${local.sign}${local.end}"']);
    const text = `locals {\n  sign = "+"\n}\n${record('a', '"v=spf1 mx ${local.sign}all"')}`;
    assert.deepEqual(marked(configuration({ 'main.tf': text }), 'main.tf'), [
      'spf-all-pass "v=spf1 mx ${local.sign}all"',
    ]);
  });

  it('follows the text when the text before it is edited, and is gone when it is fixed', () => {
    const made = configuration({ 'main.tf': record('a', INSIDE), 'locals.tf': LOCAL });
    assert.deepEqual(marked(made, 'locals.tf'), ['spf-all-pass +all']);
    const comment = '# The end of all SPF records.\n\n';
    made.edit('locals.tf', [{ range: { start: 0, end: 0 }, text: comment }]);
    assert.deepEqual(marked(made, 'locals.tf'), ['spf-all-pass +all']);
    const at = comment.length + LOCAL.indexOf('+all');
    made.edit('locals.tf', [{ range: { start: at, end: at + 1 }, text: '~' }]);
    assert.deepEqual(marked(made, 'locals.tf'), []);
    made.edit('locals.tf', [{ range: { start: at, end: at + 1 }, text: '+' }]);
    assert.deepEqual(marked(made, 'locals.tf'), ['spf-all-pass +all']);
    made.edit('main.tf', [{ range: { start: 0, end: record('a', INSIDE).length }, text: '' }]);
    assert.deepEqual(marked(made, 'locals.tf'), []);
  });

  it('is turned off by a comment next to the text, and by one at the record', () => {
    const off = '# mailtxt-disable-next-line spf-all-pass\n';
    const atText = { 'main.tf': record('a', INSIDE), 'locals.tf': LOCAL.replace('  end', `  ${off}  end`) };
    const atRecord = { 'main.tf': off + record('a', INSIDE), 'locals.tf': LOCAL };
    for (const files of [atText, atRecord]) {
      const made = configuration(files);
      const found = ['main.tf', 'locals.tf'].flatMap((path) => findingsOf(made, path));
      assert.deepEqual(
        found.filter(({ rule }) => rule === 'spf-all-pass' || rule.startsWith('comment-')),
        [],
      );
    }
  });
});
