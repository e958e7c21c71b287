import assert from 'node:assert/strict';
import { symbolsOf } from '../../../server/src/features/symbols.ts';
import { findingsOf } from '../../harness/workspace.ts';
import { PATH, program } from './harness.ts';

/** The script without its cursor, and the offset of the cursor. */
function withCursor(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('$0');
  return { text: marked.replace('$0', ''), offset };
}

function fieldAt(marked: string): string | undefined {
  const { text, offset } = withCursor(marked);
  const field = program(text).documentOf(PATH)?.fieldAt?.(offset);
  if (field === undefined) return undefined;
  const typed = text.slice(field.range.start, field.range.end);
  const written = field.write('b.example.com');
  return `${field.part} ${field.type ?? '?'} ${field.field ?? ''} [${typed}] ${field.owner ?? '?'} ${written}`;
}

describe('an editor in a DNSControl script', () => {
  it('knows the argument at the cursor', () => {
    const cases: Readonly<Record<string, string | undefined>> = {
      'D("example.com", R, MX("$0", 10, ""));': 'owner MX  [] ? b',
      'D("example.com", R, MX("a", 10, "m$0x"));': 'data MX exchange [mx] a.example.com b.example.com.',
      'D("example.com", R, TXT("@", "v=spf1 inc$0 -all"));':
        'data TXT txt-data [inc] example.com b.example.com.',
      'D("example.com", R, SPF_BUILDER({parts: ["v=spf1", "in$0"]}));':
        'data TXT txt-data [in] example.com b.example.com.',
      'D("example.com", R, CNAME("a", "b$0': 'data CNAME cname [b] a.example.com b.example.com.',
      'var x = CNAME("a", "b$0");': 'data CNAME cname [b] ? b.example.com.',
      'D("exa$0mple.com", R);': undefined,
      'D("example.com", R, TXT("@", "a\\"$0"));': undefined,
      'D("example.com", R, TXT("@", x$0));': undefined,
    };
    for (const [marked, field] of Object.entries(cases)) assert.equal(fieldAt(marked), field, marked);
  });

  it('finds the declaration of a name', () => {
    const files = { 'lib.js': 'var SPF = "v=spf1 -all";\nfunction mail(host) { return TXT(host, SPF); }\n' };
    const places = (marked: string): readonly string[] | undefined => {
      const { text, offset } = withCursor(marked);
      const found = program(text, files).documentOf(PATH)?.referenceAt?.(offset);
      return found?.targets.map(({ path, name }) => `${path} ${name.start}`);
    };
    assert.deepEqual(places('require("./lib.js"); D("example.com", R, TXT("@", SP$0F));'), ['/dns/lib.js 4']);
    assert.deepEqual(places('require("./lib.js"); D("example.com", R, ma$0il("a"));'), ['/dns/lib.js 34']);
    assert.deepEqual(places('function f(a) { return A($0a, b); }'), ['/dns/dnsconfig.js 11']);
    assert.equal(places('D("example.com", R, T$0XT("@", "x"));'), undefined);
    assert.equal(places('x.y$0 = 1; var y = 2;'), undefined);
  });

  it('shows the records of a script in its outline', () => {
    const made = program('D("example.com", R, TXT("@", "v=spf1 -all"), MX("@", 10, "mx.example.net."));\n');
    const names = JSON.stringify(symbolsOf(made, PATH));
    assert.match(names, /example\.com/);
    assert.match(names, /SPF|TXT/);
  });

  it('finds a record at the text of a variable, and a record of another file', () => {
    const text =
      'require("./lib.js");\nvar OWN = "v=spf1 ~all";\nD("example.com", R, TXT("@", OWN), TXT("a", SPF));\n';
    const made = program(text, { 'lib.js': 'var SPF = "v=spf1 -all";\n' });
    assert.equal(made.recordAt(PATH, text.indexOf('v=spf1'))?.record.owner, 'example.com');
    assert.equal(made.recordAt('/dns/lib.js', 15)?.record.owner, 'a.example.com');
  });

  it('turns findings off with comments', () => {
    const line = 'D("example.com", R, TXT("@", "v=spf1 mx +all"));\n';
    const rules = (text: string): readonly string[] =>
      findingsOf(program(text), PATH).map(({ rule }) => rule);
    assert.ok(rules(line).includes('spf-all-pass'));
    assert.ok(!rules(`// mailtxt-disable-next-line spf-all-pass -- test\n${line}`).includes('spf-all-pass'));
    assert.ok(
      !rules(line.replace(';\n', '; // mailtxt-disable-line spf-all-pass\n')).includes('spf-all-pass'),
    );
    // A string is not a comment.
    assert.ok(rules(`var a = "// mailtxt-disable";\n${line}`).includes('spf-all-pass'));
  });
});
