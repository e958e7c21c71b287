import assert from 'node:assert/strict';
import {
  MAX_PROGRAM_PROBLEMS,
  MAX_PROGRAM_RECORDS,
  MAX_PROGRAM_STEPS,
  MAX_SCRIPT_NESTING,
} from '../../../server/src/formats/dnscontrol/evaluate/work.ts';
import { MAX_OVERFLOW_RECORDS } from '../../../server/src/formats/dnscontrol/functions/spf-builder.ts';
import { MAX_FOLDER_DEPTH, MAX_PROGRAM_FILES } from '../../../server/src/formats/dnscontrol/program.ts';
import {
  MAX_SCRIPT_LENGTH,
  parseScript,
} from '../../../server/src/formats/dnscontrol/syntax/parse-script.ts';
import { PATH, program, recordsIn, recordsOf, type Files } from './harness.ts';

function problemsOf(text: string, files: Files = {}): readonly string[] {
  return program(text, files)
    .unread()
    .map(({ message }) => message);
}

const END = 'D("example.com", REG, A("@", "192.0.2.1"));\n';

describe('the limits of DNSControl scripts', () => {
  it('end loops and functions that generate huge output', () => {
    const endless: readonly string[] = [
      'while (true) { }',
      'for (;true;) { var x = 1; }',
      'function f() { return f() + f(); } f();',
      'var a = ["x"]; while (true) { a = a.concat(a); }',
      'var a = ["x"]; while (true) { a = [...a, ...a]; }',
      'var s = "x"; while (true) { s += s; }',
      'var s = "x"; while (true) { s = `${s}${s}`; }',
      'var s = "x"; while (true) { s = [s, s].join(s); }',
      'var s = "aaaa"; while (true) { s = s.replaceAll("a", "aa"); }',
      'var a = []; while (true) { a.push(a); }',
    ];
    for (const text of endless) {
      const messages = problemsOf(text);
      assert.ok(messages.length > 0, text);
      assert.ok(
        messages.every((message) => /steps|nested|does not evaluate/.test(message)),
        messages.join(),
      );
    }
    assert.ok(problemsOf('while (true) { }')[0]?.includes(String(MAX_PROGRAM_STEPS)));
  });

  it('bound the nesting of expressions, and the rest is read', () => {
    const deep = MAX_SCRIPT_NESTING + 50;
    const texts = [
      `var a = ${'['.repeat(deep)}${']'.repeat(deep)};\n`,
      `var a = ${'f('.repeat(deep)}${')'.repeat(deep)};\n`,
      `${'{'.repeat(deep)}${'}'.repeat(deep)}\n`,
    ];
    for (const text of texts) {
      const made = program(text + END);
      assert.deepEqual(recordsIn(made), ['example.com 300 A 192.0.2.1']);
      assert.ok(made.unread().length > 0);
    }
    // A sum may have a term for each part of a long key.
    const sum = Array.from({ length: 1000 }, () => '"a"').join(' + ');
    assert.deepEqual(recordsOf(`TXT("@", ${sum})`), [`example.com 300 TXT ${'a'.repeat(1000)}`]);
  });

  it('survive what no parser can handle', () => {
    for (const open of ['[', '(', '{', '`${', 'a?', '!', 'x=>', 'if(1)', '[{a:', '"a"+', 'f(']) {
      const { problem } = parseScript(open.repeat(200_000));
      assert.ok(problem, open);
    }
    assert.ok(parseScript('a'.repeat(MAX_SCRIPT_LENGTH + 1)).problem);
    assert.equal(parseScript(' '.repeat(1000)).problem, undefined);
  });

  it('bound what is generated and read', () => {
    const many = `var a = []; for (var i = 0; i < 1000; i++) a.push(A("h" + i, "192.0.2.1"));\nD("example.com", REG, ${Array.from({ length: MAX_PROGRAM_RECORDS / 1000 + 1 }, () => 'a').join(', ')});\n`;
    assert.ok(problemsOf(many).some((message) => message.includes(String(MAX_PROGRAM_RECORDS))));
    const files: Record<string, string> = {};
    for (let i = 0; i <= MAX_PROGRAM_FILES; i++) files[`d/${i}.js`] = '';
    assert.ok(
      problemsOf('require_glob("./d/");\n', files).some((message) =>
        message.includes(String(MAX_PROGRAM_FILES)),
      ),
    );
    const holes = 'if (x) f();\n'.repeat(MAX_PROGRAM_PROBLEMS + 50);
    const problems = program(holes).problems(PATH);
    assert.equal(problems.length, MAX_PROGRAM_PROBLEMS + 1);
    assert.match(problems.at(-1)?.message ?? '', /^More than 200 places are not evaluated/);
    const parts = ['v=spf1', ...Array.from({ length: 500 }, (_, i) => `ip4:203.0.113.${i}/32`), '-all'];
    const chain = recordsOf(
      `SPF_BUILDER({overflow: "_s%d", txtMaxSize: 90, parts: ${JSON.stringify(parts)}})`,
    );
    assert.equal(chain.length, MAX_OVERFLOW_RECORDS);
  });

  it('are reported if folders are too deep', () => {
    const read = (depth: number): readonly string[] => {
      const file = `${'d/'.repeat(depth + 1)}a.js`;
      const made = program('require_glob("./d/");\n', { [file]: END });
      return [...recordsIn(made), ...made.unread().map(({ kind, message }) => `${kind} ${message}`)];
    };
    assert.deepEqual(read(MAX_FOLDER_DEPTH), ['example.com 300 A 192.0.2.1']);
    assert.deepEqual(read(MAX_FOLDER_DEPTH + 1), [
      'limit Scripts nested more than 20 folders deep are not read.',
    ]);
  });

  it('are reported if an SPF record is too long for a chain', () => {
    const read = (terms: number): readonly string[] => {
      const parts = ['v=spf1', ...Array.from({ length: terms }, (_, i) => `ip4:192.0.2.${i}/32`), '-all'];
      const made = program(
        `D("example.com", REG, SPF_BUILDER({overflow: "s%d", txtMaxSize: 60, parts: ${JSON.stringify(parts)}}));\n`,
      );
      return [
        ...recordsIn(made).slice(-1),
        ...made.unread().map(({ kind, message }) => `${kind} ${message}`),
      ];
    };
    assert.deepEqual(read(MAX_OVERFLOW_RECORDS + 1), [
      's49.example.com 300 TXT v=spf1 ip4:192.0.2.49/32 ip4:192.0.2.50/32 -all',
    ]);
    assert.deepEqual(read(MAX_OVERFLOW_RECORDS + 2), [
      's49.example.com 300 TXT v=spf1 …',
      'limit The chain has more than 50 records, so the rest is not read.',
    ]);
  });
});
