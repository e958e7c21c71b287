import assert from 'node:assert/strict';
import { foldsOf, type FoldedLines } from '../../server/src/features/folding.ts';
import { zone } from '../harness/workspace.ts';

/** `kind first-last`, lines from 1. */
function folds(text: string, most?: number, path = 'example.com.zone'): readonly string[] | undefined {
  return foldsOf(zone(text, path), path, most)?.map(
    ({ kind, first, last }) => `${kind} ${first + 1}-${last + 1}`,
  );
}

const ZONE = `; The zone of the example.
; Do not edit by hand.

$ORIGIN example.com.
$TTL 3600
@ IN SOA ns1 hostmaster (
  1 ; serial
  7200 3600
  1209600 3600 )
  IN NS ns1

; Mail
; (all of it)
@ MX 10 mail
  MX 20 mail2
; the second one is slow
  TXT ( "v=spf1 mx "
        "-all" )
mail A 192.0.2.1
mail2 A 192.0.2.2

; Web
www A 192.0.2.3 ; old
    AAAA 2001:db8::3

$ORIGIN eu.example.com.
@ A 192.0.2.4
`;

describe('foldsOf', () => {
  it('are records, names, comments and sections', () => {
    assert.deepEqual(folds(ZONE), [
      'comment 1-2',
      'section 4-24',
      'record 6-9',
      'section 13-20',
      'name 14-18',
      'record 17-18',
      'section 22-24',
      'name 23-24',
      'section 26-27',
    ]);
  });

  it('are the same with CRLF, and across the blocks in which a zone is read', () => {
    assert.deepEqual(folds(ZONE.replaceAll('\n', '\r\n')), folds(ZONE));
    const many = 'a A 192.0.2.1\n  A 192.0.2.2\n'.repeat(2000);
    assert.deepEqual(folds(`; x\n${many}`), ['section 1-4001', 'name 2-4001']);
  });

  it('nest, and no two begin in the same line', () => {
    const found = foldsOf(zone(ZONE), 'example.com.zone') ?? [];
    assert.equal(new Set(found.map(({ first }) => first)).size, found.length);
    const holds = (a: FoldedLines, b: FoldedLines): boolean => a.first <= b.first && b.last <= a.last;
    for (const a of found)
      for (const b of found) assert.ok(a.last < b.first || b.last < a.first || holds(a, b) || holds(b, a));
  });

  it('are sections instead of records if there are too many', () => {
    assert.deepEqual(folds(ZONE, 4), ['section 4-24', 'section 13-20', 'section 22-24', 'section 26-27']);
    assert.deepEqual(folds(ZONE, 5), [
      'comment 1-2',
      'section 4-24',
      'section 13-20',
      'section 22-24',
      'section 26-27',
    ]);
  });

  it('are none in an empty file, and left to the editor in other formats', () => {
    assert.deepEqual(folds(''), []);
    assert.deepEqual(folds('\n\n;\n'), []);
    assert.equal(folds('locals {\n  a = 1\n}\n', undefined, 'main.tf'), undefined);
  });

  it('are valid in every prefix of a file', () => {
    for (let end = 0; end < ZONE.length; end++) {
      const text = ZONE.slice(0, end);
      const lines = text.split('\n').length;
      for (const { first, last } of foldsOf(zone(text), 'example.com.zone') ?? [])
        assert.ok(first < last && last < lines, text);
    }
  });
});
