import assert from 'node:assert/strict';
import type { RecordChange } from '../../../server/src/records/format.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { rangeOf } from '../../../server/src/text/range.ts';
import { applyFix, findingsOf } from '../../harness/workspace.ts';
import { PATH, program, recordsIn, type Files } from './harness.ts';

/** The script after the first fix of the rule's first finding. */
function fixed(text: string, rule: string): string | undefined {
  const made = program(text);
  const finding = findingsOf(made, PATH).find((one) => one.rule === rule);
  assert.ok(finding, `${rule} finds nothing`);
  const [fix] = made.detailsOf(PATH, finding).fixes;
  return fix && applyFix(made, PATH, fix);
}

/** The script after a change to the record at the index. */
function changed(text: string, change: RecordChange, index = 0, files: Files = {}): string | undefined {
  const document = program(text, files).documentOf(PATH);
  const [block] = document?.blocks ?? [];
  assert.ok(document && block);
  const edits = document.write(block, index, change);
  if (edits === undefined || edits.some(({ path }) => (path ?? PATH) !== PATH)) return undefined;
  return applyEdits(text, edits);
}

describe('fixes in DNSControl scripts', () => {
  it('keep the quotes of a string', () => {
    for (const quote of ['"', "'", '`'])
      assert.equal(
        fixed(`D("example.com", REG, TXT("@", ${quote}v=spf1 mx +all${quote}));\n`, 'spf-all-pass'),
        `D("example.com", REG, TXT("@", ${quote}v=spf1 mx ~all${quote}));\n`,
      );
  });

  it('are made in the source of the text', () => {
    const text = 'var ALL = "+all";\nD("example.com", REG, TXT("@", "v=spf1 " + ["mx", ALL].join(" ")));\n';
    assert.equal(fixed(text, 'spf-all-pass'), text.replace('"+all"', '"~all"'));
  });

  it('are made and shown in the file with the text', () => {
    const made = program('require("./spf.js");\nD("example.com", REG, TXT("@", SPF));\n', {
      'spf.js': 'var SPF = "v=spf1 mx +all";\n',
    });
    const path = '/dns/spf.js';
    const [finding] = findingsOf(made, path).filter(({ rule }) => rule === 'spf-all-pass');
    assert.ok(finding);
    const [fix] = made.detailsOf(path, finding).fixes;
    assert.ok(fix);
    assert.equal(applyFix(made, path, fix), 'var SPF = "v=spf1 mx ~all";\n');
    assert.match(
      made.detailsOf(path, finding).related[0]?.message ?? '',
      /D\("example.com"\) publishes this/,
    );
  });

  it('remove and add terms as items of a list', () => {
    const text = `D("example.com", REG, SPF_BUILDER({
  parts: [
    'v=spf1',
    'ptr', // why
    'mx',
    '-all'
  ]
}));
`;
    assert.equal(fixed(text, 'spf-ptr-mechanism'), text.replace("    'ptr', // why\n", ''));
    const at = 'v=spf1 ptr mx'.length;
    const add = { kind: 'replace', edits: [{ range: rangeOf(at, at), text: ' a a:x.example' }] } as const;
    assert.equal(changed(text, add), text.replace("    '-all'", "    'a',\n    'a:x.example',\n    '-all'"));
    const flat = 'D("example.com", REG, TXT("@", ["v=spf1", "ptr", "-all"].join(" ")));\n';
    assert.equal(fixed(flat, 'spf-ptr-mechanism'), flat.replace('"ptr", ', ''));
    assert.equal(
      changed(flat, { kind: 'set-strings', strings: ['v=spf1 mx a:', 'b.example -all'] }),
      flat.replace('"ptr"', '"mx", "a:b.example"'),
    );
  });

  it('change the members of a builder for the tags that they produce', () => {
    const text = `D("example.com", REG, DMARC_BUILDER({
  policy: 'reject',
  percent: 100,
  rua: ['mailto:a@example.com'],
}));
`;
    assert.equal(fixed(text, 'dmarc-pct-removed'), text.replace('  percent: 100,\n', ''));
    const bare = text.replace("  rua: ['mailto:a@example.com'],\n", '').replace('  percent: 100,\n', '');
    assert.equal(
      fixed(bare, 'dmarc-rua-missing'),
      bare.replace("'reject',\n", "'reject',\n  rua: ['mailto:dmarc@example.com'],\n"),
    );
    const wanted = 'v=DMARC1; p=none; aspf=s; pct=50; rua=mailto:a@example.com,mailto:b@example.com';
    // Adding one and changing others in one step is left to the user.
    assert.equal(changed(text, { kind: 'set-strings', strings: [wanted] }), undefined);
    assert.equal(
      changed(text, { kind: 'set-strings', strings: [wanted.replace(' aspf=s;', '')] }),
      text
        .replace("'reject'", "'none'")
        .replace('100', '50')
        .replace("example.com']", "example.com', 'mailto:b@example.com']"),
    );
    assert.equal(changed(text, { kind: 'set-strings', strings: ['v=DMARC1; p=none; x=y'] }), undefined);
  });

  it('replace a text that consists of strings only', () => {
    const change = { kind: 'set-strings', strings: ['say "a"', ' b'] } as const;
    const texts = { '"x" +\n "y"': '"say \\"a\\" b"', "['x', 'y']": '\'say "a" b\'', X: undefined };
    for (const [typed, wanted] of Object.entries(texts)) {
      const script = (text: string): string =>
        `var X = process.x; D("example.com", REG, TXT("@", ${text}));\n`;
      assert.equal(changed(script(typed), change), wanted && script(wanted));
    }
  });

  it('change names, numbers, types and TTLs', () => {
    const text =
      'D("example.com", REG, MX("@", 10, "mx.example.net"), TXT("a", "b"), A("c", "192.0.2.1", TTL("1h")));\n';
    assert.equal(fixed(text, 'data-text-refused'), text.replace('example.net"', 'example.net."'));
    const document = program(text).documentOf(PATH);
    const rdata = document?.blocks[0]?.record(0)?.rdata;
    assert.ok(rdata?.kind === 'fields');
    const [preference, exchange] = rdata.fields;
    assert.ok(preference && exchange);
    assert.equal(changed(text, { kind: 'set-field', field: preference, text: '5' }), text.replace('10', '5'));
    assert.equal(
      changed(text, { kind: 'set-name', field: exchange, name: 'mx.example.org' }),
      text.replace('mx.example.net', 'mx.example.org.'),
    );
    assert.equal(
      changed(text, { kind: 'rename-owner', name: 'd.example.com' }, 1),
      text.replace('"a"', '"d"'),
    );
    assert.equal(changed(text, { kind: 'rename-owner', name: 'example.com' }, 1), text.replace('"a"', '"@"'));
    assert.equal(changed(text, { kind: 'rename-owner', name: 'example.net' }, 1), undefined);
    assert.equal(changed(text, { kind: 'set-ttl', seconds: 60 }, 1), text.replace('"b")', '"b", TTL(60))'));
    assert.equal(changed(text, { kind: 'set-ttl', seconds: 60 }, 2), text.replace('"1h"', '60'));
    const alias = 'D("example.com", REG, CNAME("@", "a.example.net."));\n';
    assert.equal(changed(alias, { kind: 'set-type', type: 'ALIAS' }), alias.replace('CNAME', 'ALIAS'));
    assert.equal(changed(alias, { kind: 'set-type', type: 'MX' }), undefined);
    const proxied = 'D("example.com", REG, A("mx", "192.0.2.1", CF_PROXY_ON));\n';
    assert.equal(changed(proxied, { kind: 'show-itself' }), proxied.replace('_ON', '_OFF'));
  });

  it('remove and add calls', () => {
    const text = `D("example.com", REG,
  TXT('@', 'v=spf1 -all'), // SPF
  MX('@', 10, 'mx.example.net.')
);
`;
    assert.equal(changed(text, { kind: 'remove' }), text.replace("  TXT('@', 'v=spf1 -all'), // SPF\n", ''));
    assert.equal(
      changed(text, { kind: 'remove' }, 1),
      text.replace(", // SPF\n  MX('@', 10, 'mx.example.net.')", ' // SPF'),
    );
    const dmarc = {
      kind: 'add',
      owner: '_dmarc.example.com',
      type: 'TXT',
      strings: ['v=DMARC1; p=none'],
    } as const;
    assert.equal(
      changed(text, dmarc, 1),
      text.replace("net.')", "net.'),\n  TXT('_dmarc', 'v=DMARC1; p=none')"),
    );
    const mx = { kind: 'add', owner: 'example.com', type: 'MX', data: '20 b.example.net.' } as const;
    assert.equal(changed(text, mx), text.replace("-all')", "-all'),\n  MX('@', 20, 'b.example.net.')"));
    assert.equal(changed(text, { ...mx, owner: 'example.net' }), undefined);
    assert.equal(
      changed(text, { kind: 'comment', text: 'note' }),
      text.replace("  TXT('@'", "  // note\n  TXT('@'"),
    );
    // It makes three records.
    const all = 'D("example.com", REG, M365_BUILDER("example.com", {dkim: false}));\n';
    assert.equal(changed(all, { kind: 'remove' }), undefined);
  });

  it('name the other domains that they change', () => {
    const text =
      'var common = [A("@", "192.0.2.1", TTL(5))];\nD("example.com", REG, common);\nD("example.net", REG, common);\n';
    const document = program(text).documentOf(PATH);
    const [block] = document?.blocks ?? [];
    assert.ok(document && block);
    assert.deepEqual(
      document.write(block, 0, { kind: 'set-ttl', seconds: 60 })?.map(({ risk }) => risk),
      ['also changes example.net'],
    );
    assert.equal(recordsIn(program(text)).length, 2);
  });
});
