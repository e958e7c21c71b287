import assert from 'node:assert/strict';
import fc from 'fast-check';

import { MAX_PATTERN, MAX_PATTERNS, parseConfig } from '../../server/src/analysis/input/config.ts';
import { rules } from '../../server/src/rules/registry.ts';
import type { Range } from '../../server/src/text/range.ts';

/** Every problem as `characters: message`, in the order of the file. */
function problemsOf(json: string): readonly string[] {
  return parseConfig(json).problems.map(
    ({ range, message }) => `${json.slice(range.start, range.end)}: ${message}`,
  );
}

describe('config', () => {
  it('reads every setting of a full example', () => {
    const json = `{
      // Comments, and commas at the end, are welcome.
      "$schema": "./node_modules/mailtxt/config.schema.json",
      "preview": true,
      "dns": {"mode": "off", "resolver": "[2001:db8::1]:53", "timeoutMs": 2000},
      "origins": {"zones/db.example": "Example.COM."},
      "senders": {
        "example.com": [
          "google-workspace",
          {"name": "Office relay", "ip": ["192.0.2.10", "2001:db8::/64"]},
          {"name": "Billing", "service": "sendgrid", "envelope": "em123.example.com", "dkim": ["s1"]},
          {"host": "mail.example.com"},
        ] },
      "reports": ["reports/**/*.{xml,xml.gz,zip}"],
      "bounces": ["bounces/**/*.eml"],
      "ignore": ["vendor/**"],
      "terraform": {"varFiles": ["env/prod.tfvars"], "workspace": "prod"},
      "extends": ["strict", "../.mailtxt.json"],
      "overrides": [{"files": ["legacy/**"], "rules": {"spf-ptr-mechanism": "off"}}]
    }`;
    const { config, problems } = parseConfig(json);
    const at = (typed: string): Range => {
      const start = json.indexOf(typed);
      return { start, end: start + typed.length };
    };
    assert.deepEqual(problems, []);
    assert.deepEqual(config, {
      extends: [
        { name: 'strict', range: at('"strict"') },
        { name: '../.mailtxt.json', range: at('"../.mailtxt.json"') },
      ],
      rules: new Map(),
      preview: true,
      dns: { mode: 'off', resolver: '[2001:db8::1]:53', timeoutMs: 2000 },
      origins: new Map([['zones/db.example', 'example.com']]),
      senders: new Map([
        [
          'example.com',
          [
            { service: 'google-workspace', range: at('"google-workspace"') },
            {
              name: 'Office relay',
              ip: ['192.0.2.10', '2001:db8::/64'],
              range: at('{"name": "Office relay", "ip": ["192.0.2.10", "2001:db8::/64"]}'),
            },
            {
              name: 'Billing',
              service: 'sendgrid',
              envelope: 'em123.example.com',
              dkim: ['s1'],
              range: at(
                '{"name": "Billing", "service": "sendgrid", "envelope": "em123.example.com", "dkim": ["s1"]}',
              ),
            },
            { host: 'mail.example.com', range: at('{"host": "mail.example.com"}') },
          ],
        ],
      ]),
      reports: ['reports/**/*.{xml,xml.gz,zip}'],
      bounces: ['bounces/**/*.eml'],
      ignore: ['vendor/**'],
      terraform: { varFiles: ['env/prod.tfvars'], workspace: 'prod' },
      overrides: [
        { files: ['legacy/**'], rules: new Map([['spf-ptr-mechanism', 'off']]), preview: undefined },
      ],
    });
  });

  it('reads the severity of every rule', () => {
    const ids = rules.map(({ id }) => id);
    const { config, problems } = parseConfig(
      JSON.stringify({ rules: Object.fromEntries(ids.map((id) => [id, 'hint'])) }),
    );
    assert.deepEqual(problems, []);
    assert.deepEqual([...config.rules.keys()].sort(), [...ids].sort());
  });

  it('reads an empty file and an empty object as no settings', () => {
    for (const json of ['', '  // nothing yet\n', '{}', '\uFEFF{}']) {
      const { config, problems } = parseConfig(json);
      assert.deepEqual(problems, [], json);
      assert.deepEqual(config.ignore, []);
    }
  });

  const wrong: readonly (readonly [json: string, ...problems: string[]])[] = [
    ['{"rulez": {}}', '"rulez": "rulez" is not a setting; did you mean "rules"?'],
    [
      '{"colour": 1}',
      '"colour": "colour" is not a setting; use $schema, extends, rules, preview, dns, origins, senders, reports, bounces, ignore, terraform or overrides',
    ],
    [
      '{"rules": {"no-such-rule-at-all": "off"}}',
      '"no-such-rule-at-all": "no-such-rule-at-all" is not a rule; "mailtxt rules" lists them',
    ],
    ['{"extends": 5}', '5: this must be a list, as in ["…"], not 5'],
    [
      '{"extends": "//share/x.json"}',
      '"//share/x.json": "//share/x.json" is on another machine; use a file or a package that is installed here',
    ],
    [
      '{"extends": ["https://example.com/x.json"]}',
      '"https://example.com/x.json": "https://example.com/x.json" is on another machine; use a file or a package that is installed here',
    ],
    [
      '{"overrides": [{"rules": {}}]}',
      '{"rules": {}}: an override needs "files", the patterns of the files that it applies to',
    ],
    ['{"rules": []}', '[]: this must be an object, as in {"…": …}, not a list'],
    ['{"preview": "yes"}', '"yes": this must be true or false, not text'],
    ['{"dns": {"timeoutMs": "2s"}}', '"2s": this must be a whole number from 1 to 600000, not text'],
    ['{"dns": {"timeoutMs": 0.5}}', '0.5: this must be a whole number from 1 to 600000, not 0.5'],
    [
      '{"dns": {"resolver": "dns.example.com"}}',
      '"dns.example.com": "dns.example.com" is not a resolver; use "system", an IP address or a URL that begins with https://',
    ],
    ['{"dns": null}', 'null: this must be an object, as in {"…": …}, not null'],
    ['{"ignore": "vendor/**"}', '"vendor/**": this must be a list, as in ["…"], not text'],
    [
      '{"ignore": ["a", 1, true]}',
      '1: this must be text in double quotes, not 1',
      'true: this must be text in double quotes, not true',
    ],
    ['{"ignore": ["a"], "ignore": ["b"]}', '"ignore": "ignore" is set twice, and the last value is used'],
    [
      '{"origins": {"a": "x..y"}}',
      '"x..y": "x..y" is not a domain name: it has two dots in a row, or begins with a dot',
    ],
    [
      '{"origins": {"a": "b\u00fccher.example"}}',
      '"b\u00fccher.example": "b\u00fccher.example" is not a domain name: use ASCII letters ("xn--…" for others), and no spaces',
    ],
    [
      '{"senders": {"example.com": [{"name": "x"}]}}',
      '{"name": "x"}: a sender needs a "service", a "host" or an "ip"',
    ],
    [
      '{"senders": {"example.com": ["google-workspaces"]}}',
      '"google-workspaces": "google-workspaces" is not a service in the catalog; did you mean "google-workspace"?',
    ],
    [
      '{"senders": {"example.com": [{"service": "Workspace"}]}}',
      '"Workspace": "Workspace" is not a service in the catalog; did you mean "google-workspace"?',
    ],
    [
      '{"senders": {"example.com": [{"ip": ["192.0.2.300"]}]}}',
      '"192.0.2.300": "192.0.2.300" is not an IP address or network',
    ],
    [
      '{"senders": {"example.com": [{"ip": ["192.0.2.0/33"]}]}}',
      '"192.0.2.0/33": "192.0.2.0/33" has no prefix length from 0 to 32',
    ],
    [
      '{"senders": {"example.com": [{"hots": "a.example", "ip": []}]}}',
      '"hots": "hots" is not a setting; did you mean "host"?',
    ],
    ['[]', '[]: this must be an object, as in {"…": …}, not a list'],
    ['{"ignore": ["a" "b"]}', '"b": a "," is expected here'],
    ['{"ignore": ["a"', ': a "]" is expected here'],
    ['{"ignore": ["a"]} []', '[: the end of the file is expected here'],
    ['{ignore: []}', 'ignore: this is not JSON'],
    ['{"ignore": ["a]}', '"a]}: this text has no closing quote'],
  ];
  for (const [json, ...problems] of wrong) {
    it(`reports the fault in ${json}`, () => assert.deepEqual(problemsOf(json), problems));
  }

  it('suggests the rule and the severity that were meant', function () {
    const id = rules[0]?.id;
    if (id === undefined) this.skip();
    assert.deepEqual(problemsOf(`{"rules": {"${id}": "eror", "${id}x": "off"}}`), [
      '"eror": "eror" is not a severity; did you mean "error"?',
      `"${id}x": "${id}x" is not a rule; did you mean "${id}"?`,
    ]);
  });

  it('uses what is right next to what is wrong', () => {
    const { config } = parseConfig('{"ignore": ["a", 1, "b"], "dns": {"mode": "live", "x": 1}, "reports": 3');
    assert.deepEqual(config.ignore, ['a', 'b']);
    assert.deepEqual(config.dns, { mode: 'live' });
    assert.deepEqual(config.reports, []);
  });

  it('cannot be made to read its own objects', () => {
    const { config, problems } = parseConfig(
      '{"__proto__": {"ignore": ["x"]}, "constructor": 1, "origins": {"__proto__": "a"}}',
    );
    assert.equal(problems.length, 2);
    assert.deepEqual(config.ignore, []);
    assert.deepEqual([...config.origins], [['__proto__', 'a']]);
  });

  it('reports a pattern that is too long, and a list with too many, at its place', () => {
    const long = 'a'.repeat(MAX_PATTERN + 1);
    const many = Array.from({ length: MAX_PATTERNS + 2 }, (_, i) => `"${i}.xml"`);
    const json = `{"bounces": ["a", "${long}"], "reports": [${many.join(', ')}]}`;
    const { config, problems } = parseConfig(json);
    assert.deepEqual(
      problems.map(({ range, message }) => [json.slice(range.start, range.end), message]),
      [
        [`"${long}"`, `"${'a'.repeat(80)}…" is longer than 200 characters`],
        ['"50.xml"', 'the list has more than 50 values, and those from here on are ignored'],
      ],
    );
    assert.deepEqual(config.bounces, ['a']);
    assert.equal(config.reports.length, MAX_PATTERNS);
  });

  it('reports the pattern of "ignore" that can match in too many ways', () => {
    const json = '{"ignore": ["vendor/**", "a/**/b/**/c", "a/**/b/**/c/**/d"]}';
    const { config, problems } = parseConfig(json);
    assert.deepEqual(
      problems.map(({ range, message }) => [json.slice(range.start, range.end), message]),
      [['"a/**/b/**/c/**/d"', '"a/**/b/**/c/**/d" has "**" in more than 2 places between folders']],
    );
    assert.deepEqual(config.ignore, ['vendor/**', 'a/**/b/**/c']);
  });

  it('stops at a nesting that no settings have', () => {
    const { problems } = parseConfig(`{"ignore": ${'['.repeat(200_000)}`);
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['brackets are nested more than 50 levels deep'],
    );
  });

  it('points into the text, whatever it contains', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"ignore"',
      '"rules"',
      '"senders"',
      '"',
      '1',
      'nul',
      '//',
      '/*',
      '\n',
      '\\u12',
      '\uFEFF',
      '"example.com"',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 30 }), (parts) => {
        const json = parts.join('');
        for (const { range, message } of parseConfig(json).problems) {
          assert.ok(range.start >= 0 && range.start <= range.end && range.end <= json.length, json);
          assert.notEqual(message, '');
        }
      }),
    );
  });
});
