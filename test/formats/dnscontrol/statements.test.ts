import assert from 'node:assert/strict';
import { MAX_PROGRAM_STEPS } from '../../../server/src/formats/dnscontrol/evaluate/work.ts';
import { findingsOf } from '../../harness/workspace.ts';
import { PATH, program, recordsIn, recordsOf } from './harness.ts';

/** The value of an expression as text. */
function textOf(expression: string, before = ''): string {
  const [record = ''] = recordsOf(`TXT("@", "" + (${expression}))`, before);
  return record.replace('example.com 300 TXT ', '');
}

/** The messages about unread parts. */
function unreadOf(text: string): readonly string[] {
  return program(text)
    .unread()
    .map(({ message }) => message);
}

const NOT_EVALUATED = 'mailtxt does not evaluate this, so records that depend on it are not checked.';

describe('switch in DNSControl scripts', () => {
  const choose = (of: string): string =>
    textOf(
      `f(${of})`,
      'function f(x) { var s = ""; switch (x) { case "a": s += "1"; case "b": s += "2"; break; default: s += "3"; case 4: s += "4"; } return s; }',
    );

  it('continues after the equal case, or else the default, up to a break', () => {
    assert.equal(choose('"a"'), '12');
    assert.equal(choose('"b"'), '2');
    assert.equal(choose('4'), '4');
    assert.equal(choose('"4"'), '34');
    assert.equal(textOf('g("b")', 'function g(x) { switch (x) { case "b": return "y"; } return "n"; }'), 'y');
    assert.equal(textOf('g("c")', 'function g(x) { switch (x) { case "b": return "y"; } return "n"; }'), 'n');
    assert.equal(
      textOf('s', 'var s = ""; for (var i = 0; i < 3; i++) { switch (i) { case 1: continue; } s += i; }'),
      '02',
    );
  });

  it('is unknown if its value or a case is unknown', () => {
    assert.equal(choose('unknown'), '…');
    const text =
      'switch (unknown) { case 1: D("example.com", REG, A("@", "192.0.2.1")); break; }\nD("example.net", REG, A("@", "192.0.2.2"));\n';
    assert.deepEqual(recordsIn(program(text)), ['example.net 300 A 192.0.2.2']);
    assert.deepEqual(unreadOf(text), [NOT_EVALUATED]);
  });
});

describe('an unknown end of a loop', () => {
  it('makes everything after it unknown', () => {
    const loop = (inner: string): string =>
      textOf('s', `var s = "x"; for (var i = 0; i < 2; i++) { ${inner} s += i; }`);
    assert.equal(loop('if (unknown) break;'), '…');
    assert.equal(loop('if (unknown) continue;'), '…');
    assert.equal(loop('switch (unknown) { case 1: break; }'), 'x01');
    assert.equal(loop('switch (unknown) { case 1: continue; }'), '…');
    assert.equal(loop('while (unknown) { break; }'), 'x01');
  });
});

describe('try in DNSControl scripts', () => {
  it('is run without its handler if all of it is known', () => {
    const text =
      'try { D("example.com", "r", A("@", "192.0.2.1")); } catch (e) { D("example.net", "r"); } finally { var x = "y"; }\nD("example.org", "r", TXT("@", x));\n';
    assert.deepEqual(recordsIn(program(text)), ['example.com 300 A 192.0.2.1', 'example.org 300 TXT y']);
    assert.deepEqual(unreadOf(text), []);
  });

  it('makes records that may not exist if something is unknown or fails', () => {
    const text =
      'var x = "a", y = "b";\ntry { x = env(); D("example.com", "r", A("@", "192.0.2.1")); } catch (e) { y = "c"; }\nD("example.net", "r", TXT("@", x), TXT("a", y));\n';
    assert.deepEqual(recordsIn(program(text)), [
      '? example.com 300 A 192.0.2.1',
      'example.net 300 TXT …',
      'a.example.net 300 TXT …',
    ]);
    const refused = 'try { D("example.com", "r", TXT("@", "x"), MX("@")); } catch (e) {}\n';
    assert.deepEqual(
      findingsOf(program(refused), PATH).filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.deepEqual(recordsIn(program(refused)), ['? example.com 300 TXT x']);
    const optional =
      'try { require("./none.js"); } catch (e) {}\nD("example.com", "r", A("@", "192.0.2.1"));\n';
    assert.deepEqual(recordsIn(program(optional)), ['example.com 300 A 192.0.2.1']);
    const thrown = 'function f() { try { throw 1; } catch (e) { return "a"; } return "b"; }';
    assert.equal(textOf('f()', thrown), '…');
  });
});

describe('regular expressions in DNSControl scripts', () => {
  const cases: Readonly<Record<string, string>> = {
    '"a.b.c".replace(/\\./g, "-")': 'a-b-c',
    '"a.b.c".replace(/\\./, "-")': 'a-b.c',
    '"A1b2".replace(/[a-z](\\d)/gi, "$1$$$&")': '1$A12$b2',
    '"a1b2".replace(/\\d/g, function (m, at) { return "<" + m + at + ">"; })': 'a<11>b<23>',
    '/^mail\\d+$/.test("mail12")': 'true',
    '/^mail\\d+$/.test("mail")': 'false',
    '"mail12".match(/^([a-z]+)(\\d+)$/).join()': 'mail12,mail,12',
    '"a1b22".match(/\\d+/g).join("-")': '1-22',
    '/(a)(b)?/.exec("xa")[1]': 'a',
    '"xab".search(/b/) + "" + "x".search(/b/)': '2-1',
    '"a, b,c".split(/,\\s*/).join("|")': 'a|b|c',
    '"x".match(/y/) ? "y" : "n"': 'n',
    '"a\\nb".replace(/^b$/m, "c")': 'a\nc',
    // Engines may read these in several ways.
    '"abc".replace(/x*/g, "-")': '…',
    '"ab".replace(/(?=b)/, "-")': '…',
    '"aa".replace(/(a)\\1/, "-")': '…',
    '"é".replace(/./, "-")': '…',
    '"ab".replace(/a/u, "-")': '…',
    '"ab".replace(/a/, "$`")': '…',
    '/a/g.test("a")': '…',
    '("" + unknown).replace(/a/, "b")': '…',
  };
  for (const [expression, text] of Object.entries(cases))
    it(`return their matches: ${expression}`, () => {
      assert.equal(textOf(expression), text);
    });

  it('keep the source of the rest', () => {
    const made = program('D("example.com", "r", TXT("@", "v=spf1 IP -all".replace(/ip/i, "+all")));\n');
    const [finding] = findingsOf(made, PATH).filter(({ rule }) => rule === 'spf-all-pass');
    assert.ok(finding);
    assert.equal(made.textOf(PATH)?.slice(finding.range.start, finding.range.end), '+all');
  });

  it('stay within the step limit, whatever the pattern', () => {
    const long = 'a'.repeat(2000);
    const text = `var s = "${long}"; for (var i = 0; i < 100000; i++) { s.replace(/(a|a)+$/, "b"); s.match(/(a+)+b/); }\n`;
    const started = process.cpuUsage();
    assert.deepEqual(unreadOf(text), [
      `This takes more than ${MAX_PROGRAM_STEPS} steps to evaluate, so the rest is not read.`,
    ]);
    const { user, system } = process.cpuUsage(started);
    assert.ok(user + system < 5_000_000);
  });
});

describe('networks that end within an octet', () => {
  const zoneOf = (network: string, before = ''): string => {
    const [record = ''] = recordsIn(
      program(`${before}D(REV("${network}"), "r", PTR("@", "a.example.com."));\n`),
    );
    return record.replace(/ .*/, '');
  };
  const refusalOf = (text: string): string =>
    findingsOf(program(text), PATH)
      .filter(({ rule }) => rule === 'data-text-refused')
      .map(({ message }) => message)
      .join();

  it('are named as in RFC 4183, and in the last octet as REVCOMPAT sets', () => {
    assert.equal(zoneOf('10.32.0.0/11'), '32-11.10.in-addr.arpa');
    assert.equal(zoneOf('192.0.4.0/22'), '4-22.0.192.in-addr.arpa');
    assert.equal(zoneOf('192.0.2.64/26'), '…');
    assert.equal(zoneOf('192.0.2.64/26', 'REVCOMPAT("rfc2317");\n'), '64/26.2.0.192.in-addr.arpa');
    assert.equal(zoneOf('192.0.2.65/26', 'REVCOMPAT("rfc4183");\n'), '64-26.2.0.192.in-addr.arpa');
    assert.equal(zoneOf('192.0.2.64/26', 'REVCOMPAT(mode);\n'), '…');
  });

  it('have the records of their addresses', () => {
    const made = program(
      'REVCOMPAT("rfc2317");\nD(REV("192.0.2.64/26"), "r", PTR("192.0.2.66", "a.example.com."), PTR("67", "b.example.com."), PTR("192.0.2.1", "c.example.com."));\n',
    );
    assert.deepEqual(recordsIn(made), [
      '66.64/26.2.0.192.in-addr.arpa 300 PTR a.example.com.',
      '67.64/26.2.0.192.in-addr.arpa 300 PTR b.example.com.',
      '… 300 PTR c.example.com.',
    ]);
  });

  it('are rejected as in DNSControl', () => {
    assert.match(
      refusalOf('REVCOMPAT("rfc2317");\nD(REV("192.0.2.65/26"), "r");\n'),
      /1 bits beyond the mask/,
    );
    assert.match(refusalOf('D(REV("10.0.0.0/7"), "r");\n'), /fewer than 8 bits/);
    assert.match(refusalOf('REVCOMPAT("x");\n'), /must be rfc2317/);
    assert.match(refusalOf('REVCOMPAT("4");\nREVCOMPAT("4");\n'), /already set/);
  });
});

describe('a text that several records share', () => {
  const fixesOf = (text: string): readonly string[] => {
    const made = program(text);
    const found = findingsOf(made, PATH).filter(({ rule }) => rule === 'spf-all-pass');
    return found.flatMap((finding) => made.detailsOf(PATH, finding).fixes.map(({ title }) => title));
  };

  it('is changed if the change is right for all of them', () => {
    const both =
      'var ALL = "+all";\nD("example.com", "r", TXT("@", "v=spf1 mx " + ALL), TXT("a", "v=spf1 a " + ALL));\n';
    assert.ok(fixesOf(both).length > 0);
  });

  it('is not changed if it is right in one of them', () => {
    const one =
      'var ALL = "+all";\nD("example.com", "r", TXT("@", "v=spf1 mx " + ALL), TXT("a", "site=" + ALL));\n';
    assert.deepEqual(fixesOf(one), []);
  });
});
