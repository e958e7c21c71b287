import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import type { Edit } from '../../server/src/text/edit.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { findingsOf, workspace } from '../harness/workspace.ts';
import { runs } from '../harness/runs.ts';

const HEAD = '@ SOA ns1.example.org. host.example.org. 1 7200 3600 1209600 3600\n@ NS ns1.example.org.\n';
const NET = 'example.net.zone';
const COM = 'example.com.zone';

function both(net: string, com: string): Workspace {
  const made = workspace();
  made.add(NET, net);
  made.add(COM, com);
  return made;
}

function rulesAt(made: Workspace, path: string): readonly string[] {
  return findingsOf(made, path)
    .filter((finding) => finding.rule.startsWith('spf-'))
    .map((finding) => finding.rule);
}

function append(made: Workspace, path: string, text: string): void {
  const end = made.textOf(path)?.length ?? 0;
  made.edit(path, [{ range: { start: end, end }, text }]);
}

describe('answers of one zone to another', () => {
  const com = `${HEAD}@ TXT "v=spf1 include:_spf.example.net -all"\n`;

  it('come from the zone that has the name', () => {
    const made = both(HEAD, com);
    assert.deepEqual(rulesAt(made, COM), ['spf-include-no-record']);
    append(made, NET, '_spf TXT "v=spf1 ip4:192.0.2.0/24 -all"\n');
    assert.deepEqual(rulesAt(made, COM), []);
  });

  it('exist only as long as that zone does', () => {
    const made = both(HEAD, com);
    assert.deepEqual(rulesAt(made, COM), ['spf-include-no-record']);
    made.remove(NET);
    assert.deepEqual(rulesAt(made, COM), []);
    made.add(NET, HEAD);
    assert.deepEqual(rulesAt(made, COM), ['spf-include-no-record']);
  });

  it('are unknown if the zone may be incomplete', () => {
    assert.deepEqual(rulesAt(both('$INCLUDE rest\n' + HEAD, com), COM), []);
    assert.deepEqual(rulesAt(both(`${HEAD}{% if x %}\n`, com), COM), []);
    assert.deepEqual(rulesAt(both('a A 192.0.2.1\n', com), COM), []);
  });

  it('are unknown below a delegation', () => {
    const made = both(`${HEAD}_spf NS ns.example.org.\n`, com);
    assert.deepEqual(rulesAt(made, COM), []);
  });

  it('are those of a wildcard, unless a name below it exists', () => {
    const wild = `${HEAD}* TXT "v=spf1 -all"\n`;
    assert.deepEqual(rulesAt(both(wild, com), COM), []);
    // RFC 4592 §2.2.2: _spf exists, since a.b._spf does.
    assert.deepEqual(rulesAt(both(`${wild}a.b._spf A 192.0.2.1\n`, com), COM), ['spf-include-no-record']);
    const made = both(wild, com);
    assert.deepEqual(rulesAt(made, COM), []);
    append(made, NET, 'a.b._spf A 192.0.2.1\n');
    assert.deepEqual(rulesAt(made, COM), ['spf-include-no-record']);
  });

  it('follow an alias', () => {
    const net = `${HEAD}_spf CNAME spf.example.net.\nspf TXT "v=spf1 -all"\n`;
    assert.deepEqual(rulesAt(both(net, com), COM), []);
    assert.deepEqual(rulesAt(both(`${HEAD}_spf CNAME gone.example.net.\n`, com), COM), [
      'spf-include-no-record',
    ]);
  });

  it('have the addresses of a record that a server resolves itself, and no others', () => {
    const beside = `${HEAD}_spf TYPE65280 \\# 0\n`;
    assert.deepEqual(rulesAt(both(beside, com), COM), ['spf-include-no-record']);
    for (const type of ['ALIAS', 'ANAME', 'DYNA']) {
      const made = both(`${HEAD}_spf ${type} web.example.org.\n`, com);
      // What it makes are addresses, and no SPF record.
      assert.deepEqual(rulesAt(made, COM), ['spf-include-no-record'], type);
      assert.equal(made.facts.ask('_spf.example.net', 'A').status, 'pending', type);
      append(made, NET, '_spf TXT "v=spf1 -all"\n');
      assert.deepEqual(rulesAt(made, COM), [], type);
    }
    assert.deepEqual(rulesAt(both(`${HEAD}_spf LUA TXT "x"\n`, com), COM), []);
  });

  it('are not guessed if two files have the zone', () => {
    const made = both(HEAD, com);
    made.add('internal/example.net.zone', HEAD);
    assert.deepEqual(rulesAt(made, COM), []);
  });

  it('are the same after any edits as when they are read from scratch', () => {
    const lines = [
      '_spf TXT "v=spf1 ip4:192.0.2.0/24 -all"\n',
      '_spf TXT "v=spf1 include:example.com -all"\n',
      '* TXT "v=spf1 -all"\n',
      'a._spf A 192.0.2.1\n',
      '_spf CNAME other\n',
      'other TXT "v=spf1 a mx -all"\n',
      'other MX 10 mail\n',
      '_spf NS ns.example.org.\n',
      '@ TXT "v=spf1 include:_spf.example.net mx a:mail.example.net -all"\n',
      'mail A 192.0.2.25\n',
      HEAD,
    ];
    const change = fc.record({
      path: fc.constantFrom(NET, COM),
      at: fc.nat({ max: 12 }),
      remove: fc.nat({ max: 2 }),
      line: fc.constantFrom(...lines, ''),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const texts = new Map([
          [NET, HEAD + (lines[0] ?? '')],
          [COM, com],
        ]);
        const made = both(texts.get(NET) ?? '', texts.get(COM) ?? '');
        findingsOf(made, COM);
        for (const { path, at, remove, line } of changes) {
          const text = texts.get(path) ?? '';
          const edit = lineEdit(text, at, remove, line);
          made.edit(path, [edit]);
          texts.set(path, applyEdits(text, [edit]));
          if (at % 2 === 0) findingsOf(made, path);
        }
        const fresh = both(texts.get(NET) ?? '', texts.get(COM) ?? '');
        for (const path of [NET, COM]) {
          assert.deepEqual(findingsOf(made, path).map(plain), findingsOf(fresh, path).map(plain));
        }
      }),
      { numRuns: runs(60) },
    );
  });

  it('are the same after adding and removing files as when they are read from scratch', () => {
    const module = (name: string, spf: string): string =>
      `resource "aws_route53_record" "r" {\n  zone_id = "Z1"\n  name = "${name}"\n  type = "TXT"\n  ttl = 300\n  records = ["${spf}"]\n}\n`;
    const texts = new Map([
      ['example.com.zone', com],
      ['old/example.com.zone', `${HEAD}@ TXT "v=spf1 include:a.example.net -all"\n`],
      ['example.net.zone', `${HEAD}_spf TXT "v=spf1 a:gone.sub.example.net -all"\na TXT "v=spf1 -all"\n`],
      ['internal/example.net.zone', HEAD],
      [
        'sub.example.net.zone',
        `${HEAD}@ TXT "v=spf1 include:_spf.example.net include:x.example.info -all"\n`,
      ],
      ['one/main.tf', module('x.example.info', 'v=spf1 include:_spf.example.net ~all')],
      ['two/main.tf', module('x.example.info', 'v=spf1 include:y.sub.example.net ~all')],
      ['three/main.tf', module('_spf.example.net', 'v=spf1 include:x.example.info ~all')],
    ]);
    const paths = [...texts.keys()];
    const step = fc.record({ path: fc.constantFrom(...paths), isAsked: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const made = workspace();
        const there = new Set<string>();
        for (const { path, isAsked } of steps) {
          if (there.delete(path)) made.remove(path);
          else {
            there.add(path);
            made.add(path, texts.get(path) ?? '');
          }
          if (isAsked) for (const known of there) findingsOf(made, known);
        }
        const fresh = workspace();
        for (const path of there) fresh.add(path, texts.get(path) ?? '');
        for (const path of there)
          assert.deepEqual(findingsOf(made, path).map(plain), findingsOf(fresh, path).map(plain), path);
      }),
      { numRuns: runs(60) },
    );
  });
});

function lineEdit(text: string, at: number, remove: number, line: string): Edit {
  const starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
  const first = Math.min(at, starts.length - 1);
  const start = starts[first] ?? 0;
  const end = starts[Math.min(first + remove, starts.length - 1)] ?? text.length;
  return { range: { start, end }, text: line };
}

function plain({ rule, message, range }: { rule: string; message: string; range: object }): object {
  return { rule, message, range };
}
