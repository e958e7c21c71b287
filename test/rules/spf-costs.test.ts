import assert from 'node:assert/strict';
import { applyFix, findingsOf, zone } from '../harness/workspace.ts';

const PATH = 'example.com.zone';

function spf(...terms: readonly string[]): { strings: string[][] } {
  return { strings: [[['v=spf1', ...terms].join(' ')]] };
}

function found(text: string, answers: Readonly<Record<string, unknown>> = {}): readonly string[] {
  return findingsOf(zone(text, PATH, { answers }), PATH)
    .filter(({ rule }) => rule.startsWith('spf-'))
    .map(({ rule, severity, range }) => `${severity} ${rule} ${text.slice(range.start, range.end)}`);
}

describe('what an SPF record costs', () => {
  const record = '@ TXT "v=spf1 include:a.example.net include:b.example.net -all"\n';

  it('counts a record twice that is reached on two ways (RFC 7208 §4.6.4)', () => {
    const shared = spf('a:c.example.net', 'a:d.example.net', 'a:e.example.net', '-all');
    const answers = {
      'a.example.net. TXT': spf('include:s.example.net', 'ip4:192.0.2.1', '-all'),
      'b.example.net. TXT': spf('include:s.example.net', 'ip4:192.0.2.2', '-all'),
      's.example.net. TXT': shared,
    };
    // 2 includes, each with one of its own, each with three hosts: ten.
    assert.deepEqual(found(record, answers), ['warning spf-lookup-limit-near include:b.example.net']);
    const one = { ...answers, 'b.example.net. TXT': spf('include:s.example.net', 'mx', '-all') };
    assert.deepEqual(found(record, one), ['error spf-lookup-limit-exceeded include:b.example.net']);
  });

  it('counts neither what stands behind all, nor a redirect beside it', () => {
    const names = Array.from({ length: 9 }, (_, i) => `a:h${i}.example.net`);
    const answers = {
      'a.example.net. TXT': spf(...names.slice(0, 4), '-all', ...names.slice(4)),
      'b.example.net. TXT': spf('mx', '-all', 'redirect=c.example.net'),
    };
    assert.deepEqual(found(record, answers), []);
  });

  it('says at least, and stays silent below the limit, where an include is not known', () => {
    const answers = { 'a.example.net. TXT': spf('mx', '-all') };
    assert.deepEqual(found(record, answers), []);
    const nine = { 'a.example.net. TXT': spf(...Array.from({ length: 9 }, (_, i) => `a:h${i}.example.net`)) };
    const made = zone(record, PATH, { answers: nine });
    const [finding] = findingsOf(made, PATH).filter(({ rule }) => rule === 'spf-lookup-limit-exceeded');
    assert.match(finding?.message ?? '', /takes at least 11 DNS lookups/);
  });

  it('calls a failure of a server no fault of the record', () => {
    for (const failure of ['SERVFAIL', 'TIMEOUT']) {
      assert.deepEqual(found(record, { 'a.example.net.': failure, 'b.example.net.': failure }), []);
    }
  });

  it('is bought off with addresses, and a comment that says whose and when', () => {
    const text = `@ TXT ( "v=spf1 mx:a.example.net "\n  "${Array.from({ length: 9 }, (_, i) => `a:h${i}.example.net`).join(' ')} include:b.example.net -all" )\n`;
    const made = zone(text, PATH, {
      answers: {
        'a.example.net. MX': { data: ['10 m.example.net.'] },
        'm.example.net. A': { data: ['192.0.2.25'] },
        'm.example.net. AAAA': { data: ['2001:db8::25'] },
        'b.example.net. TXT': spf('ip4:198.51.100.0/24', '~all'),
      },
    });
    const [finding] = findingsOf(made, PATH).filter(
      ({ rule }) => rule === 'spf-lookup-limit-near' || rule === 'spf-lookup-limit-local',
    );
    assert.equal(finding?.rule, 'spf-lookup-limit-local');
  });

  it('gives the addresses of a term in its place', () => {
    const text = '@ TXT "v=spf1 ~mx:a.example.net/28 include:b.example.net -all"\n';
    const eight = Array.from({ length: 8 }, (_, i) => `a:h${i}.example.net`);
    const made = zone(text, PATH, {
      answers: {
        'a.example.net. MX': { data: ['10 m.example.net.'] },
        'm.example.net. A': { data: ['192.0.2.25'] },
        'm.example.net. AAAA': { data: ['2001:db8::25'] },
        'b.example.net. TXT': spf(...eight, '-all'),
      },
    });
    const [finding] = findingsOf(made, PATH).filter(({ rule }) => rule === 'spf-lookup-limit-near');
    assert.ok(finding);
    const [fix, ...others] = made.detailsOf(PATH, finding).fixes;
    assert.ok(fix !== undefined && others.length === 0);
    assert.equal(
      applyFix(made, PATH, fix),
      '; SPF: the addresses of ~mx:a.example.net/28, from a file of answers; look again when they change\n' +
        '@ TXT "v=spf1 ~ip4:192.0.2.16/28 ~ip6:2001:db8::25 include:b.example.net -all"\n',
    );
  });
});

describe('SPF that nobody means well', () => {
  it('a chain of a thousand includes is past the limit', () => {
    const answers = Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [
        `i${i}.example.net. TXT`,
        spf(`include:i${i + 1}.example.net`, '-all'),
      ]),
    );
    const text = '@ TXT "v=spf1 include:i0.example.net -all"\n';
    assert.deepEqual(found(text, answers), ['error spf-lookup-limit-exceeded include:i0.example.net']);
  });

  it('fifty records that all include each other are a loop', () => {
    const names = Array.from({ length: 50 }, (_, i) => `i${i}.example.net`);
    const all = spf(...names.map((name) => `include:${name}`), '-all');
    const answers = Object.fromEntries(names.map((name) => [`${name}. TXT`, all]));
    const text = '@ TXT "v=spf1 include:i0.example.net -all"\n';
    assert.deepEqual(found(text, answers), ['error spf-include-loop include:i0.example.net']);
  });

  it('ten thousand terms, 65,535 octets and a macro of megabytes end', () => {
    const terms = Array.from({ length: 10_000 }, (_, i) => `a:h${i}.example.net`).join(' ');
    const strings = (text: string): string =>
      (text.match(/.{1,255}/g) ?? []).map((part) => `"${part}"`).join(' ');
    assert.ok(found(`@ TXT ${strings(`v=spf1 ${terms} -all`.slice(0, 65_000))}\n`).length > 0);
    const macro = `exists:${'%{s}'.repeat(10_000)}.example.net`;
    assert.ok(found(`@ TXT ${strings(`v=spf1 ${macro} -all`)}\n`).length > 0);
  });
});
