import assert from 'node:assert/strict';
import { completionsAt } from '../../../server/src/features/complete/complete.ts';
import { readOctoDocument } from '../../../server/src/formats/octodns/read.ts';
import { workspace } from '../../harness/workspace.ts';

/** The field at `$0`: its part, owner, type, name and text. */
function field(marked: string): string | undefined {
  const offset = marked.indexOf('$0');
  const text = marked.replace('$0', '');
  const found = readOctoDocument(text, 'example.com').fieldAt?.(offset);
  if (found === undefined) return undefined;
  const { part, owner, type, field: name, range, isQuoted } = found;
  const typed = text.slice(range.start, range.end);
  return [part, owner, type, name, `<${typed}>`, ...(isQuoted ? ['quoted'] : [])].filter(Boolean).join(' ');
}

const CASES: readonly (readonly [text: string, field: string | undefined])[] = [
  ['$0', 'owner <>'],
  ['---\nw$0w\n', 'owner <ww>'],
  ["'w$0': {}\n", 'owner <w> quoted'],
  ['? w$0\n', 'owner <w>'],
  ['www: {ty$0: A}\n', undefined],
  ['www:\n  type: $0\n', 'type www.example.com <>'],
  ['www:\n  - type: T$0\n', 'type www.example.com <T>'],
  ["? ''\n: - type: 'T$0'\n", 'type example.com <T> quoted'],
  ['www:\n  ty$0pe: A\n', undefined],
  ['www:\n  type: CNAME\n  value: $0\n', 'data www.example.com CNAME cname <>'],
  ['www:\n  value: a.$0 # b\n  type: CNAME\n', 'data www.example.com CNAME cname <a.>'],
  ['www:\n  # type: NS\n  value: a # $0\n  type: CNAME\n', undefined],
  ["'':\n- type: MX\n  values:\n  - exchange: m$0\n", 'data example.com MX exchange <m>'],
  [
    "'':\n- type: TXT\n  value: x\n- type: MX\n  values:\n    - preference: 10\n      exchange: $0\n",
    'data example.com MX exchange <>',
  ],
  [
    "'':\n- values:\n  - ns1.$0\n  - b\n  type: NS\n- type: TXT\n  value: x\n",
    'data example.com NS nsdname <ns1.>',
  ],
  ["'':\n- type: TXT\n  value: $0\n", 'data example.com TXT txt-data <> quoted'],
  ['_dmarc:\n  type: TXT\n  value: $0\n', undefined],
  ["a:\n  type: CNAME\n  value: 'b.\\c$0'\n", undefined],
  ['a:\n  type: CNAME\n  value: >-$0\n', undefined],
  ['a:\n  type: A\n  value: $0\n', undefined],
  ['a:\n  ttl: $0\n', undefined],
];

describe('the field at the cursor of an octoDNS zone file', () => {
  for (const [text, expected] of CASES)
    it(`is ${expected ?? 'none'}: ${JSON.stringify(text)}`, () => {
      assert.equal(field(text), expected);
    });

  it('is found at any offset of any prefix of a file', () => {
    const text = CASES.map(([one]) => one.replace('$0', '')).join('');
    for (let end = 0; end <= text.length; end += 3) {
      const document = readOctoDocument(text.slice(0, end), 'example.com');
      for (let at = 0; at <= end; at += 5) {
        const found = document.fieldAt?.(at);
        if (found !== undefined) assert.ok(found.range.start <= at && at <= found.range.end);
      }
    }
  });

  it('gets suggestions: owners, types and hosts', () => {
    const path = '/example.com.yaml';
    const at = (marked: string): readonly string[] => {
      const made = workspace();
      made.add(path, marked.replace('$0', ''), { format: 'octodns' });
      return completionsAt(made, path, marked.indexOf('$0'))?.suggestions.map(({ text }) => text) ?? [];
    };
    const base = 'mail:\n  type: A\n  value: 192.0.2.1\n';
    assert.ok(at(`${base}_d$0\n`).includes('_dmarc'));
    assert.ok(at(`${base}x:\n  type: $0\n`).includes('TXT'));
    assert.ok(at(`${base}x:\n  type: MX\n  value:\n    exchange: m$0\n`).includes('mail.example.com.'));
    assert.ok(at(`${base}x:\n  type: TXT\n  value: $0\n`).some((text) => text.startsWith('v=spf1')));
  });
});
