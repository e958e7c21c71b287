import assert from 'node:assert/strict';
import { claimByName, formatByContent } from '../../../server/src/analysis/input/formats.ts';
import { findingsOf } from '../../harness/workspace.ts';
import { PATH, program, programWith, recordsIn, recordsOf } from './harness.ts';

describe('DNSControl scripts', () => {
  it('are recognized by the name of the first one, and others by their start', () => {
    assert.equal(claimByName('/a/dnsconfig.js')?.format.id, 'dnscontrol');
    const text = 'D("example.com", REG, TXT("@", "v=spf1 -all"));\n';
    assert.equal(formatByContent('/a/domains/example.com.js', text)?.id, 'dnscontrol');
    assert.equal(formatByContent('/a/domains/example.com.js', 'export const D = 1;\n'), undefined);
    assert.equal(formatByContent('/a/src/main.js', text), undefined);
  });

  /** The content of a domain, and its records. */
  const tables: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
    'have records of each type': {
      'A("@", "192.0.2.1"), AAAA("www", "2001:DB8::1")': [
        'example.com 300 A 192.0.2.1',
        'www.example.com 300 AAAA 2001:db8::1',
      ],
      'A("a", IP("192.0.2.1")), A("b", 3221225985)': [
        'a.example.com 300 A 192.0.2.1',
        'b.example.com 300 A 192.0.2.1',
      ],
      'MX("@", 10, "mx"), MX("@", 0, "mx.example.net."), MX("a", 5, "@")': [
        'example.com 300 MX 10 mx.example.com.',
        'example.com 300 MX 0 mx.example.net.',
        'a.example.com 300 MX 5 example.com.',
      ],
      'CNAME("a", "b"), ALIAS("@", "x.example.net."), NS("sub", "ns.example.net.")': [
        'a.example.com 300 CNAME b.example.com.',
        'example.com 300 ALIAS x.example.net.',
        'sub.example.com 300 NS ns.example.net.',
      ],
      'SRV("_a._tcp", 1, 2, 3, "x.example.net."), CAA("@", "issue", "ca.example", CAA_CRITICAL)': [
        '_a._tcp.example.com 300 SRV 1 2 3 x.example.net.',
        'example.com 300 CAA 128 issue "ca.example"',
      ],
      'TLSA("_25._tcp.mx", 3, 1, 1, "ABCD")': ['_25._tcp.mx.example.com 300 TLSA 3 1 1 ABCD'],
      'R53_ALIAS("@", "A", "x.example.net.", R53_ZONE("Z")), URL("@", "https://example.net")': [
        'example.com 300 ALIAS x.example.net.',
      ],
      'A("gone", "192.0.2.1", ENSURE_ABSENT_REC()), {}, END': [],
    },
    'have texts as they are': {
      'TXT("@", "a;b \\"c\\" \\x41\\u{42}\\103")': ['example.com 300 TXT a;b "c" ABC'],
      "TXT('d', ['straw', 'wood'])": ['d.example.com 300 TXT strawwood'],
      'TXT("e", "v=DKIM1\\\\; k=rsa")': ['e.example.com 300 TXT v=DKIM1\\; k=rsa'],
      'TXT("f", "é")': ['f.example.com 300 TXT Ã©'],
      'TXT("g", "ws at end ")': ['g.example.com 300 TXT ws at end '],
    },
    'have the names that labels come to': {
      'A("www.example.com.", "192.0.2.1"), A("*", "192.0.2.2"), A("A.b", "192.0.2.3")': [
        'www.example.com 300 A 192.0.2.1',
        '*.example.com 300 A 192.0.2.2',
        'a.b.example.com 300 A 192.0.2.3',
      ],
      'A("ü", "192.0.2.1")': ['xn--tda.example.com 300 A 192.0.2.1'],
    },
    'have the TTL that is said last': {
      'A("a", "192.0.2.1", TTL(60)), A("b", "192.0.2.1", TTL("1h"))': [
        'a.example.com 60 A 192.0.2.1',
        'b.example.com 3600 A 192.0.2.1',
      ],
      'A("a", "192.0.2.1"), DefaultTTL("2d"), A("b", "192.0.2.1")': [
        'a.example.com 300 A 192.0.2.1',
        'b.example.com 172800 A 192.0.2.1',
      ],
      'A("a", "192.0.2.1", TTL(other))': ['a.example.com  A 192.0.2.1'],
    },
  };
  for (const [title, table] of Object.entries(tables)) {
    describe(title, () => {
      for (const [text, records] of Object.entries(table))
        it(text, () => {
          assert.deepEqual(recordsOf(text), records);
        });
    });
  }

  it('are evaluated as far as they are literal', () => {
    const before = [
      'const HOST = "mx", DOMAIN = `${HOST}.example.net`;',
      'let parts = ["v=spf1"];',
      'parts.push("include:" + DOMAIN);',
      'function mail(host, preference = 10) { if (host === "") { return []; } return [MX("@", preference, host + ".")]; }',
      'var dkim = name => TXT(name + "._domainkey", "v=DKIM1; p=" + ["AA", "BB"].join(""));',
      'var list = []; for (var i = 0; i < 2; i++) { list.push(A("h" + i, "192.0.2." + i)); }',
      'var hosts = { a: "192.0.2.7", "b": "192.0.2.8" };',
      'for (var name in hosts) list.push(A(name, hosts[name]));',
      'for (const one of ["x", "y"]) list = list.concat(A(one, "192.0.2.9"));',
    ].join('\n');
    assert.deepEqual(
      [
        ...recordsOf(
          'TXT("@", parts.concat("-all").join(" ")), mail(DOMAIN), mail(""), dkim("s1"), ...list, ["q"].map(function (n) { return A(n, "192.0.2.5"); })',
          before,
        ),
      ].sort(),
      [
        'example.com 300 TXT v=spf1 include:mx.example.net -all',
        'example.com 300 MX 10 mx.example.net.',
        's1._domainkey.example.com 300 TXT v=DKIM1; p=AABB',
        'h0.example.com 300 A 192.0.2.0',
        'h1.example.com 300 A 192.0.2.1',
        'a.example.com 300 A 192.0.2.7',
        'b.example.com 300 A 192.0.2.8',
        'x.example.com 300 A 192.0.2.9',
        'y.example.com 300 A 192.0.2.9',
        'q.example.com 300 A 192.0.2.5',
      ].sort(),
    );
  });

  it('distinguish the names of blocks, functions and the program', () => {
    const before = [
      'var a = "1"; let b = "1"; const c = "1"; var i = "x";',
      'if (true) { var a = "2"; let b = "2"; const c = "2"; b += "3"; }',
      'for (let i = 0; i < 2; i++) { let b = i; }',
      'for (const c of ["9"]) { b = b + c; }',
      'function f(a) { var c = "4"; b = b + a; return c; }',
      'var d = f("5");',
    ].join('\n');
    assert.deepEqual(recordsOf('TXT("t", a + " " + b + " " + c + " " + d + " " + i)', before), [
      't.example.com 300 TXT 2 195 1 4 x',
    ]);
  });

  it('otherwise have unresolved values instead of guesses', () => {
    assert.deepEqual(
      recordsOf('TXT("@", "v=spf1 include:" + process.env.X + " -all"), A(host, "192.0.2.1")'),
      ['example.com 300 TXT v=spf1 include:… -all', '… 300 A 192.0.2.1'.replace('… ', '….example.com ')],
    );
    const made = program(
      'if (when) { D("example.com", REG, TXT("@", "v=spf1 -all")); }\nvar x = "a"; while (y) { x = "b"; more(); }\nD("example.net", REG, TXT("@", x), unknown(), A("a", "192.0.2.1"));\n',
    );
    assert.deepEqual(recordsIn(made), ['example.net 300 TXT …', 'a.example.net 300 A 192.0.2.1']);
    const unread = made.unread().map(({ message }) => message);
    assert.equal(unread.length, 3);
    assert.ok(unread.every((message) => /does not evaluate/.test(message)));
  });

  it('are not rejected for names that another file may declare', () => {
    const made = program(
      'D("example.com", REG, MX("@", 10, MAIL_HOST), TXT("@", SPF_TEXT), ZOHO_RECORDS, OVH_THING(1));\nif (IS_PROD) { D("example.net", REG, TXT("@", "x")); }\n',
    );
    assert.deepEqual(recordsIn(made), ['example.com 300 MX 10 ${…}.', 'example.com 300 TXT …']);
    assert.deepEqual(
      findingsOf(made, PATH).filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.equal(made.unread().filter(({ kind }) => kind === 'format').length, 1);
  });

  it('extend domains and their subdomains, the longest one first', () => {
    const made = program(
      [
        'D("example.com", REG, A("@", "192.0.2.1"));',
        'D("bar.example.com", REG, A("@", "192.0.2.2"));',
        'D_EXTEND("zip.bar.example.com", A("@", "192.0.2.3"), A("www", "192.0.2.4"), CNAME("c", "d"), CNAME("e", "@"));',
        'D_EXTEND("sub.example.com", A("@", "192.0.2.5"));',
        'D_EXTEND("example.com", A("a", "192.0.2.6"));',
      ].join('\n'),
    );
    assert.deepEqual(recordsIn(made), [
      'example.com 300 A 192.0.2.1',
      'bar.example.com 300 A 192.0.2.2',
      'zip.bar.example.com 300 A 192.0.2.3',
      'www.zip.bar.example.com 300 A 192.0.2.4',
      'c.zip.bar.example.com 300 CNAME d.zip.bar.example.com.',
      'e.zip.bar.example.com 300 CNAME bar.example.com.',
      'sub.example.com 300 A 192.0.2.5',
      'a.example.com 300 A 192.0.2.6',
    ]);
  });

  it('have reverse zones', () => {
    const made = program(
      [
        'D(REV("192.0.2.0/24"), REG, PTR("1", "a.example.com."), PTR("192.0.2.2", "b.example.com."));',
        'D_EXTEND(REV("192.0.2.3"), PTR("@", "c.example.com."));',
        'D(REV("2001:db8::/32"), REG, PTR("2001:db8::1", "d.example.com."));',
        'D(REV("198.51.100.0/25"), REG, PTR("1", "e.example.com."));',
      ].join('\n'),
    );
    assert.deepEqual(recordsIn(made), [
      '1.2.0.192.in-addr.arpa 300 PTR a.example.com.',
      '2.2.0.192.in-addr.arpa 300 PTR b.example.com.',
      '3.2.0.192.in-addr.arpa 300 PTR c.example.com.',
      `1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa 300 PTR d.example.com.`,
      '1.… 300 PTR e.example.com.',
    ]);
  });

  it('have defaults, and the records of other domains', () => {
    const made = program(
      [
        'DEFAULTS(DefaultTTL(60), TXT("@", "v=spf1 -all"));',
        'D("example.com", REG, A("@", "192.0.2.1"));',
        'DEFAULTS();',
        'D("example.net", REG, INCLUDE("example.com"));',
        'DOMAIN_ELSEWHERE("example.org", REG, ["ns1.example.org"]);',
      ].join('\n'),
    );
    assert.deepEqual(
      [...recordsIn(made)].sort(),
      [
        'example.com 60 TXT v=spf1 -all',
        'example.com 60 A 192.0.2.1',
        'example.net 60 TXT v=spf1 -all',
        'example.net 60 A 192.0.2.1',
      ].sort(),
    );
  });

  it('publish versions of a domain separately', () => {
    const made = program(
      [
        'D("example.com!inside", REG, TXT("@", "v=spf1 ip4:10.0.0.1 -all"));',
        'D("example.com!outside", REG, TXT("@", "v=spf1 mx -all"), MX("@", 10, "mx"));',
        'D_EXTEND("example.com!inside", A("mx", "10.0.0.1"));',
        'D_EXTEND("sub.example.com!inside", A("@", "10.0.0.2"));',
      ].join('\n'),
    );
    assert.deepEqual(
      [...recordsIn(made)].sort(),
      [
        'example.com 300 MX 10 mx.example.com.',
        'example.com 300 TXT v=spf1 ip4:10.0.0.1 -all',
        'example.com 300 TXT v=spf1 mx -all',
        'mx.example.com 300 A 10.0.0.1',
        'sub.example.com 300 A 10.0.0.2',
      ].sort(),
    );
    // Two SPF records of one name would be an error.
    assert.deepEqual(
      findingsOf(made, PATH).filter(({ rule }) => rule === 'spf-multiple-records'),
      [],
    );
    assert.deepEqual(
      made.zonesOf(PATH).flatMap(({ view }) => view ?? []),
      ['inside', 'outside'],
    );
  });
});

describe('the files of a program', () => {
  const other = 'D("example.net", REG, TXT("@", SPF));\n';
  const spf = 'var SPF = "v=spf1 -all";\n';

  it('share their names, wherever they are required', () => {
    const made = program(
      'require("./lib/spf.js");\nrequire("zones/net.js");\nvar DATA = require("./ips.json");\nD("example.com", REG, A("@", DATA.web[0]));\n',
      {
        'lib/spf.js': spf,
        'zones/net.js': other,
        'ips.json': '{"web": ["192.0.2.1"]}',
      },
    );
    assert.deepEqual([...recordsIn(made)].sort(), [
      'example.com 300 A 192.0.2.1',
      'example.net 300 TXT v=spf1 -all',
    ]);
    assert.deepEqual(made.unread(), []);
  });

  it('are all files of a folder, in order', () => {
    const files = {
      'd/1.js': spf,
      'd/2.js': other,
      'd/sub/3.js': 'D("example.org", REG, TXT("@", SPF));\n',
      'd/x.txt': '',
    };
    assert.equal(recordsIn(program('require_glob("./d/");\n', files)).length, 2);
    assert.equal(recordsIn(program('require_glob("./d/", false);\n', files)).length, 1);
  });

  it('are reported if they are missing', () => {
    const made = program('require("./a.js");\nrequire(x);\nrequire_glob("./none/");\n');
    assert.deepEqual(
      made.unread().map(({ kind, message }) => `${kind}: ${message}`),
      [
        'include: "./a.js" was not found, so it is not read.',
        'include: mailtxt does not know which file this reads.',
        'include: No scripts were found in "./none/".',
      ],
    );
  });

  it('are read again when one of them is changed, added or removed', () => {
    const files = new Map<string, string>();
    const made = programWith('require("./a.js");\nD("example.com", REG, A("@", X));\n', files);
    const change = (text: string | undefined, path: string): readonly string[] => {
      if (text === undefined) files.delete(path);
      else files.set(path, text);
      made.filesChanged([path]);
      return recordsIn(made);
    };
    assert.deepEqual(recordsIn(made), ['example.com 300 A ${…}']);
    assert.deepEqual(change('var X = "192.0.2.1";', '/dns/a.js'), ['example.com 300 A 192.0.2.1']);
    assert.deepEqual(change('var X = "192.0.2.2";', '/dns/a.js'), ['example.com 300 A 192.0.2.2']);
    const document = made.documentOf(PATH);
    change('', '/dns/b.js');
    assert.equal(made.documentOf(PATH), document);
    assert.deepEqual(change(undefined, '/dns/a.js'), ['example.com 300 A ${…}']);
  });

  it('may require each other', () => {
    const made = program('require("./a.js");\nD("example.com", REG, A("@", "192.0.2.1"));\n', {
      'a.js': 'require("./dnsconfig.js");\nrequire("./a.js");\n',
    });
    assert.deepEqual(recordsIn(made), ['example.com 300 A 192.0.2.1']);
  });

  it('are read as far as they are valid', () => {
    const made = program(
      'D("example.com", REG,\n  TXT("@", "v=spf1 -all"),\n  MX("@", 10, "mx\n);\nD("example.net", REG, A("@", "192.0.2.1"));\n',
    );
    assert.ok(recordsIn(made).includes('example.com 300 TXT v=spf1 -all'));
    const [problem] = made.problems(PATH);
    assert.match(problem?.message ?? '', /^This is not valid JavaScript: /);
    assert.equal(problem?.unread?.kind, 'format');
  });
});
