import assert from 'node:assert/strict';

import { MAX_UNREAD_LINES, unreadLines } from '../../server/src/features/unread-lines.ts';
import type { Unread, UnreadKind } from '../../server/src/records/unread.ts';

const KINDS: readonly UnreadKind[] = [
  'format',
  'module',
  'variables',
  'include',
  'duplicate-zone',
  'name',
  'limit',
  'dns',
];

function entry(kind: UnreadKind, number: number, more: Partial<Unread> = {}): Unread {
  const message = `Entry ${number}.`;
  return { kind, subject: `s${number}`, path: `f${number}`, range: undefined, message, count: 2, ...more };
}

function entries(
  kind: UnreadKind,
  count: number,
  more: (number: number) => Partial<Unread> = () => ({}),
): Unread[] {
  return Array.from({ length: count }, (_, i) => entry(kind, i + 1, more(i + 1)));
}

function linesOf(unread: readonly Unread[]): readonly string[] {
  return unreadLines(
    unread,
    (path) => path,
    ({ path }) => path,
  ).map(({ text }) => text);
}

describe('the list of what was not checked', () => {
  it('has a line for each of a few entries, and one for many', () => {
    assert.deepEqual(linesOf(entries('module', 2)), ['f1: Entry 1.', 'f2: Entry 2.']);
    assert.deepEqual(linesOf(entries('module', 5)), [
      '5 modules that are not in the workspace: s1, s2, s3 and 2 more',
    ]);
  });

  it('describes for each kind what is missing', () => {
    assert.deepEqual(linesOf(entries('variables', 4, (i) => (i > 2 ? { subject: undefined } : {}))), [
      '2 variables without a value: s1, s2; 2 files with values of variables: f3, f4',
    ]);
    assert.deepEqual(linesOf(entries('include', 3)), ['3 files that are missing: s1, s2, s3']);
    assert.deepEqual(linesOf(entries('duplicate-zone', 3)), ['3 zones in several files: s1, s2, s3']);
    assert.deepEqual(linesOf(entries('name', 3)), [
      'the domain of 6 records is unknown, in 3 files: f1, f2, f3',
    ]);
    assert.deepEqual(linesOf(entries('limit', 3)), ['3 places where a limit was reached: f1, f2, f3']);
  });

  it('leaves out what has no name', () => {
    assert.deepEqual(linesOf(entries('module', 4, (i) => (i === 2 ? { subject: undefined } : {}))), [
      '4 modules that are not in the workspace: s1, s3, s4',
    ]);
  });

  it('has a line for each format, most files first, and one for the rest', () => {
    const formats = ['octoDNS', 'octoDNS', 'CSV', 'CSV', 'CSV', 'JSON', 'YAML'];
    assert.deepEqual(linesOf(formats.map((subject, i) => entry('format', i + 1, { subject }))), [
      '3 files that look like DNS records in CSV, which mailtxt does not read: f3, f4, f5',
      '2 files that look like DNS records in octoDNS, which mailtxt does not read: f1, f2',
      '2 files that look like DNS records in other formats: JSON, YAML',
    ]);
  });

  it('says it for files in a format that is read', () => {
    const parts = [1, 1, 2].map((i) => entry('format', i, { subject: undefined }));
    assert.deepEqual(linesOf(parts), ['2 files with parts that could not be read: f1, f2']);
  });

  it('is never longer than a few lines, and leaves out no entry', () => {
    for (const each of [1, 2, 3, 100]) {
      const unread = KINDS.flatMap((kind) => entries(kind, each, (i) => ({ subject: `s${i % 7}` })));
      const lines = unreadLines(
        unread,
        (path) => path,
        ({ path }) => path,
      );
      assert.ok(lines.length <= MAX_UNREAD_LINES, `${lines.length} lines for ${each} of each kind`);
      assert.deepEqual(new Set(lines.flatMap((line) => line.entries)), new Set(unread));
      for (const { text } of lines) assert.ok(text.length < 400, text);
    }
  });

  it('truncates long names, and shows no control characters', () => {
    const [line = ''] = linesOf(
      entries('module', 3, (i) => ({ subject: `${i}\u001b[31m${'x'.repeat(500)}` })),
    );
    assert.ok(line.length < 400);
    assert.ok(!line.includes('\u001b'));
  });
});
