import assert from 'node:assert/strict';
import { initialState } from '../../../server/src/formats/zone/context.ts';
import { masterFile } from '../../../server/src/formats/zone/dialect.ts';
import { nameFromText } from '../../../server/src/formats/zone/names.ts';

describe('a name in a zone file', () => {
  const names: readonly (readonly [typed: string, name: string])[] = [
    ['www', 'www.example.com'],
    ['WWW.Example.NET.', 'www.example.net'],
    ['@', 'example.com'],
    ['.', ''],
    ['a\\.b', 'a\\.b.example.com'],
    ['a\\046b', 'a\\.b.example.com'],
    ['a\\066c', 'abc.example.com'],
    ['a\\.', 'a\\..example.com'],
    ['a\\\\.', 'a\\\\'],
    ['\\@', '\\@.example.com'],
    ['*', '*.example.com'],
    ['caf\u00e9', 'caf\\195\\169.example.com'],
    ['\\\u{1f600}x', '\\240\\159\\152\\128x.example.com'],
    ['\u{1f600}', '\\240\\159\\152\\128.example.com'],
    ['\udce9', '\\233.example.com'],
    ['{{ host }}', '\ufffc.example.com'],
    ['{{ host }}.example.org.', '\ufffc.example.org'],
    ['pre-${x}-post', 'pre-\ufffc-post.example.com'],
    ['@HOST@', '\ufffc.example.com'],
  ];
  for (const [typed, name] of names) {
    it(JSON.stringify(typed), () => {
      const { context } = initialState(masterFile('example.com'));
      const text = `; before ${typed} after`;
      assert.equal(nameFromText(text, 9, 9 + typed.length, context, 'owner'), name);
    });
  }
});
