import assert from 'node:assert/strict';
import { findNodeAtLocation, parse, parseTree } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import { appendMembers } from '../../server/src/features/reports/append-members.ts';

const NEW = [
  { comments: ['One', 'Two'], text: '"b"' },
  { comments: [], text: '{ "host": "c" }' },
];

function appended(text: string, path: readonly string[] = ['list']): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root && findNodeAtLocation(root, [...path]);
  assert.ok(node);
  const made = appendMembers(text, node, NEW);
  const errors: ParseError[] = [];
  parse(made, errors, { allowTrailingComma: true });
  assert.deepEqual(errors, [], made);
  return made;
}

const cases: readonly (readonly [what: string, before: string, after: string])[] = [
  [
    'a list of lines',
    '{\n  "list": [\n    "a"\n  ]\n}\n',
    '{\n  "list": [\n    "a",\n    // One\n    // Two\n    "b",\n    { "host": "c" }\n  ]\n}\n',
  ],
  [
    'a comma at the end',
    '{\n\t"list": [\n\t\t"a",\n\t],\n}\n',
    '{\n\t"list": [\n\t\t"a",\n\t\t// One\n\t\t// Two\n\t\t"b",\n\t\t{ "host": "c" },\n\t],\n}\n',
  ],
  [
    'comments on the last line and after it',
    '{\n  "list": [\n    "a" /* x */, // the first\n    // the end\n  ]\n}',
    '{\n  "list": [\n    "a" /* x */, // the first\n    // One\n    // Two\n    "b",\n    { "host": "c" },\n    // the end\n  ]\n}',
  ],
  [
    'a comment and no comma',
    '{\n  "list": [\n    "a" // the first\n  ]\n}',
    '{\n  "list": [\n    "a", // the first\n    // One\n    // Two\n    "b",\n    { "host": "c" }\n  ]\n}',
  ],
  [
    'a list on one line',
    '{\n  "list": ["a", { "ip": ["x"] }],\n  "z": 1\n}',
    '{\n  "list": [\n    "a",\n    { "ip": ["x"] },\n    // One\n    // Two\n    "b",\n    { "host": "c" }\n  ],\n  "z": 1\n}',
  ],
  [
    'a list on one line with a comment',
    '{\n  "list": ["a", /* x, */ "//", ]\n}',
    '{\n  "list": [\n    "a", /* x, */ "//",\n    // One\n    // Two\n    "b",\n    { "host": "c" }\n  ]\n}',
  ],
  ['an empty list', '{ "list": [] }', '{ "list": [\n  // One\n  // Two\n  "b",\n  { "host": "c" }\n] }'],
  [
    'an empty list with a comment',
    '{\n  "list": [ // none yet\n  ]\n}',
    '{\n  "list": [ // none yet\n    // One\n    // Two\n    "b",\n    { "host": "c" }\n  ]\n}',
  ],
  [
    'lines that end in CR LF',
    '{\r\n  "list": [\r\n    "a"\r\n  ]\r\n}\r\n',
    '{\r\n  "list": [\r\n    "a",\r\n    // One\r\n    // Two\r\n    "b",\r\n    { "host": "c" }\r\n  ]\r\n}\r\n',
  ],
  [
    'a comma on the next line',
    '{\n  "list": [\n    "a"\n    ,\n  ]\n}',
    '{\n  "list": [\n    "a"\n    ,\n    // One\n    // Two\n    "b",\n    { "host": "c" },\n  ]\n}',
  ],
];

describe('members added to a JSON file with comments', () => {
  for (const [what, before, after] of cases) {
    it(`keep ${what}`, () => {
      assert.equal(appended(before), after);
    });
  }
});
