import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { PENDING } from '../../server/src/dns/facts.ts';
import type { Answer, DnsFacts } from '../../server/src/dns/facts.ts';
import { checkHost } from '../../server/src/email/spf/evaluate/check-host.ts';
import { cachedReader } from '../../server/src/email/spf/evaluate/select-record.ts';
import { applyFix, findingsOf, environment, zone } from '../harness/workspace.ts';

const PATH = 'example.com.zone';

function spf(...terms: readonly string[]): { strings: string[][] } {
  return { strings: [[['v=spf1', ...terms].join(' ')]] };
}

function found(text: string, answers: Readonly<Record<string, unknown>> = {}): readonly string[] {
  return findingsOf(zone(text, PATH, { answers }), PATH)
    .filter(({ rule }) => rule.startsWith('spf-'))
    .map(({ rule, severity, range }) => `${severity} ${rule} ${text.slice(range.start, range.end)}`);
}

describe('the lookups of an SPF record', () => {
  const record = '@ TXT "v=spf1 include:a.example.net include:b.example.net -all"\n';

  it('counts a record twice that is included twice (RFC 7208 §4.6.4)', () => {
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

  it('counts neither terms after "all" nor a redirect next to it', () => {
    const names = Array.from({ length: 9 }, (_, i) => `a:h${i}.example.net`);
    const answers = {
      'a.example.net. TXT': spf(...names.slice(0, 4), '-all', ...names.slice(4)),
      'b.example.net. TXT': spf('mx', '-all', 'redirect=c.example.net'),
    };
    assert.deepEqual(found(record, answers), []);
  });

  it('says "at least", and is silent below the limit, if an include is unknown', () => {
    const answers = { 'a.example.net. TXT': spf('mx', '-all') };
    assert.deepEqual(found(record, answers), []);
    const nine = { 'a.example.net. TXT': spf(...Array.from({ length: 9 }, (_, i) => `a:h${i}.example.net`)) };
    const made = zone(record, PATH, { answers: nine });
    const [finding] = findingsOf(made, PATH).filter(({ rule }) => rule === 'spf-lookup-limit-exceeded');
    assert.match(finding?.message ?? '', /uses at least 11 DNS lookups/);
  });

  it('does not report the failure of a server as a fault of the record', () => {
    for (const failure of ['SERVFAIL', 'TIMEOUT']) {
      assert.deepEqual(found(record, { 'a.example.net.': failure, 'b.example.net.': failure }), []);
    }
  });

  it('are reduced with addresses, and a comment with their source and date', () => {
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

  it('are reduced by replacing a term with its addresses', () => {
    const text = '@ TXT "v=spf1 ~mx:a.example.net/28 include:b.example.net -all"\n';
    // With one lookup fewer than these nine, the record is not near the limit any more.
    const seven = Array.from({ length: 7 }, (_, i) => `a:h${i}.example.net`);
    const made = zone(text, PATH, {
      answers: {
        'a.example.net. MX': { data: ['10 m.example.net.'] },
        'm.example.net. A': { data: ['192.0.2.25'] },
        'm.example.net. AAAA': { data: ['2001:db8::25'] },
        'b.example.net. TXT': spf(...seven, '-all'),
      },
    });
    const [finding] = findingsOf(made, PATH).filter(({ rule }) => rule === 'spf-lookup-limit-near');
    assert.ok(finding);
    const [fix, ...others] = made.detailsOf(PATH, finding).fixes;
    assert.ok(fix !== undefined && others.length === 0);
    assert.equal(
      applyFix(made, PATH, fix),
      '; SPF: addresses of ~mx:a.example.net/28, from a file of DNS answers. Update this when they change.\n' +
        '@ TXT "v=spf1 ~ip4:192.0.2.16/28 ~ip6:2001:db8::25 include:b.example.net -all"\n',
    );
  });
});

describe('fixes of an SPF record that is near its limit', () => {
  const fixesOf = (terms: string, inIncluded: number): readonly string[] => {
    const text = `@ TXT "v=spf1 ${terms} include:b.example.net -all"\n`;
    const hosts = Array.from({ length: inIncluded }, (_, i) => `a:h${i}.example.net`);
    const made = zone(text, PATH, {
      answers: {
        'x.example.net. A': { data: ['192.0.2.1'] },
        'x.example.net. AAAA': 'NODATA',
        'y.example.net. A': { data: ['192.0.2.2'] },
        'y.example.net. AAAA': 'NODATA',
        'b.example.net. TXT': spf(...hosts, '-all'),
      },
    });
    const [finding] = findingsOf(made, PATH).filter(({ rule }) => rule.startsWith('spf-lookup-limit'));
    assert.ok(finding);
    return made.fixesOf(PATH, finding).map(({ title }) => title);
  };

  it('replace one term if that is enough', () => {
    // 2 + 1 + 6 lookups, and one fewer is fine.
    assert.deepEqual(fixesOf('a:x.example.net a:y.example.net', 6), [
      'Replace "a:x.example.net" with its addresses',
      'Replace "a:y.example.net" with its addresses',
    ]);
  });

  it('replace several terms together if one is not enough', () => {
    assert.deepEqual(fixesOf('a:x.example.net a:y.example.net', 7), [
      'Replace "a:x.example.net" and "a:y.example.net" with their addresses',
    ]);
  });

  it('are none if it stays near the limit with all of them', () => {
    assert.deepEqual(fixesOf('a:x.example.net a:z.example.net', 7), []);
  });
});

describe('SPF with hostile intent', () => {
  it('a chain of 1,000 includes exceeds the limit', () => {
    const answers = Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [
        `i${i}.example.net. TXT`,
        spf(`include:i${i + 1}.example.net`, '-all'),
      ]),
    );
    const text = '@ TXT "v=spf1 include:i0.example.net -all"\n';
    assert.deepEqual(found(text, answers), ['error spf-lookup-limit-exceeded include:i0.example.net']);
  });

  it('50 records that all include each other are a loop', () => {
    const names = Array.from({ length: 50 }, (_, i) => `i${i}.example.net`);
    const all = spf(...names.map((name) => `include:${name}`), '-all');
    const answers = Object.fromEntries(names.map((name) => [`${name}. TXT`, all]));
    const text = '@ TXT "v=spf1 include:i0.example.net -all"\n';
    assert.deepEqual(found(text, answers), ['error spf-include-loop include:i0.example.net']);
  });

  it('records that include the next one many times are not followed each time', () => {
    const answers = Object.fromEntries(
      Array.from({ length: 18 }, (_, i) => {
        const next = `include:i${i + 1}.example.net`;
        return [`i${i}.example.net. TXT`, spf(...Array.from({ length: 20 }, () => next), '-all')];
      }),
    );
    const ends = { 'i18.example.net. TXT': spf('a', '-all'), 'i18.example.net.': 'NODATA' };
    const text = '@ TXT "v=spf1 include:i0.example.net -all"\n';
    assert.deepEqual(found(text, { ...answers, ...ends }), [
      'error spf-lookup-limit-exceeded include:i0.example.net',
      'error spf-void-lookups include:i0.example.net',
    ]);
  });

  const strings = (text: string): readonly string[] => text.match(/.{1,255}/g) ?? [];
  const txt = (text: string): string =>
    `@ TXT ${strings(text)
      .map((string) => `"${string}"`)
      .join(' ')}\n`;
  const hosts = (count: number): string =>
    Array.from({ length: count }, (_, i) => `a:h${i}.x.example`).join(' ');
  /** Rules, each once, whatever they find. */
  const rules = (text: string): readonly string[] => [
    ...new Set(findingsOf(zone(text, PATH), PATH).map(({ rule, severity }) => `${severity} ${rule}`)),
  ];

  it('10,000 terms are not a record', () => {
    // RDATA has at most 65,535 octets (RFC 1035 §4.1.3), so such a record cannot be published, and its meaning does not
    // matter.
    assert.deepEqual(rules(txt(`v=spf1 ${hosts(10_000)} -all`)), ['error zone-bad-rdata']);
  });

  it('3,000 terms are too many lookups, and too large for an answer', () => {
    const found = rules(txt(`v=spf1 ${hosts(3000)} -all`));
    assert.ok(found.includes('error spf-lookup-limit-local'), found.join());
    assert.ok(found.includes('warning spf-record-too-long'), found.join());
    assert.ok(!found.includes('error zone-bad-rdata'), found.join());
  });

  it('65,535 octets of networks are too large for an answer', () => {
    // 256 octets of each full string, and of the last one what is left.
    const octets = 255 * 255 + 254;
    const networks = Array.from({ length: 5000 }, (_, i) => `ip4:198.51.${i >> 8}.${i & 255}`).join(' ');
    const text = `v=spf1 ${networks}`.slice(0, octets - 30).replace(/\S*$/, '');
    const found = rules(txt(`${text}${'x'.repeat(octets - text.length - 7)}=y -all`));
    assert.ok(found.includes('warning spf-record-too-long'), found.join());
    assert.ok(!found.includes('error zone-bad-rdata'), found.join());
  });

  it('a macro that expands to 10 megabytes is truncated to a name, and reported', () => {
    const record = `v=spf1 exists:${'%{s}'.repeat(10_000)}.example.net -all`;
    assert.ok(rules(txt(record)).includes('hint spf-macro-local-part'));
    const sender = { ip: { kind: 'ipv4', words: [0xc0000201] }, helo: 'mta.example.org' } as const;
    const mailFrom = `${'a.'.repeat(500)}b@example.com`;
    const asked: string[] = [];
    const facts: DnsFacts = {
      ask: (name, type) => {
        asked.push(`${name} ${type}`);
        const data = type === 'TXT' ? [strings(record)] : [];
        return { status: 'data', data, source: { kind: 'file', at: '' } } as unknown as Answer<typeof type>;
      },
    };
    const verdict = checkHost({ ...sender, mailFrom }, { facts, read: cachedReader() });
    assert.equal(verdict.lookups, 1);
    assert.equal(asked.length, 2);
    // RFC 7208 §7.3: labels are cut off at the left until the name has no more than 253 characters.
    assert.ok((asked[1] ?? '').replaceAll('\\', '').length <= 253 + ' A'.length, asked[1]);
  });

  it('not all of the thousands of terms in the record of another domain are queried', () => {
    const record = '@ TXT "v=spf1 include:big.example.net -all"\n';
    for (const terms of [
      hosts(3000),
      hosts(3000).replaceAll('a:', 'include:'),
      hosts(3000).replaceAll('a:', 'mx:'),
    ]) {
      const around = environment({
        answers: { 'big.example.net. TXT': { strings: [strings(`v=spf1 ${terms} -all`)] } },
      });
      const asked = new Set<string>();
      const made = createWorkspace({
        ...around,
        ask: (name, type) => {
          asked.add(`${name} ${type}`);
          return around.ask?.(name, type) ?? PENDING;
        },
      });
      made.add(PATH, record);
      const [finding] = findingsOf(made, PATH).filter(({ rule }) => rule === 'spf-lookup-limit-exceeded');
      assert.match(finding?.message ?? '', /3001 DNS lookups/);
      assert.ok(asked.size <= 600, `${asked.size} questions`);
    }
  });
});
