import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dmarcTagOf } from '../../../server/src/email/dmarc/model.ts';
import { isDmarc, parseDmarc } from '../../../server/src/email/dmarc/parse.ts';
import { tagNames } from '../../../server/src/email/dmarc/tags.ts';
import { HOLE, MappedText } from '../../../server/src/text/mapped-text.ts';
import { runs } from '../../harness/runs.ts';

/** The value of a record with strings that `|` separates; `…` is an unknown part. */
function read(typed: string): ReturnType<typeof parseDmarc> {
  const strings = typed.replaceAll('…', HOLE).split('|');
  return parseDmarc(MappedText.join(strings.map((text, i) => MappedText.verbatim(text, i * 1000))));
}

/** `code "text"` for each fault. */
function faultsOf(typed: string): readonly string[] {
  const { faults, value } = read(typed);
  return faults.map(({ code, range }) => `${code} "${value.text.slice(range.start, range.end)}"`);
}

/** `name=value` for each tag that was recovered. */
function tagsOf(typed: string): string {
  return read(typed)
    .tags.map(({ known, name, value }) => `${known ?? `(${name})`}=${value}`)
    .join(' ');
}

function eachRow(rows: readonly (readonly [record: string, ...faults: string[]])[]): void {
  for (const [record, ...faults] of rows) {
    it(record, () => assert.deepEqual(faultsOf(record), faults));
  }
}

const RUA = 'rua=mailto:dmarc@example.com';

describe('isDmarc', () => {
  const at = '_dmarc.example.com';
  const rows: readonly (readonly [text: string, owner: string, meant: boolean])[] = [
    ['v=DMARC1; p=none', 'example.com', true],
    ['V = dmarc1', 'example.com', true],
    ['v=DMARC1.0;p=none', 'mail.example.com', true],
    ['p=none; v=DMARC1', 'example.com', false],
    ['v=DMARC; p=none', 'example.com', false],
    ['v=DMARC; p=none', at, true],
    ['v=DMRC1; p=none', at, true],
    ['v:DMARC1; p:none', at, true],
    ['DMARC1; p=none', at, true],
    ['"v=DMARC1; p=none"', at, true],
    ['p=none; rua=mailto:dmarc@example.com', at, true],
    ['rua=mailto:dmarc@example.com; fo=1', at, true],
    ['v=spf1 -all', at, false],
    ['v=DKIM1; k=rsa; p=MIIB', at, false],
    ['v=BIMI1; l=; a=', at, false],
    ['v=STSv1; id=1', at, false],
    ['v=TLSRPTv1; rua=mailto:tls@example.com', at, false],
    ['google-site-verification=abc', at, false],
    ['', at, false],
    [HOLE, at, false],
    [`v=DMARC1; ${HOLE}`, at, true],
    [`v=${HOLE}; p=none`, `_dmarc.${HOLE}`, true],
    ['v=DMARC1', 'example.net._report._dmarc.example.com', true],
    ['v=DMARC', '*._report._dmarc.example.com', true],
    ['v=DMARC', '_dmarcx.example.com', false],
  ];
  for (const [text, owner, meant] of rows) {
    it(`${JSON.stringify(text)} at ${owner}`, () => assert.equal(isDmarc(text, owner), meant));
  }
});

describe('parseDmarc: valid records', () => {
  eachRow([
    ['v=DMARC1'],
    ['v=DMARC1;'],
    ['v=DMARC1; p=none;'],
    ['v = DMARC1\t;\tp=reject\t;'],
    ['V=DMARC1;P=ReJect;ADKIM=S'],
    [
      `v=DMARC1; sp=none; np=reject; p=quarantine; adkim=r; aspf=s; t=y; psd=u; ${RUA}; ruf=mailto:f@example.com; fo=1:d:s`,
    ],
    ['v=DMARC1; p=none; rua=mailto:a@example.com,mailto:b@example.net!10m'],
    ['v=DMARC1; p=none; rua=mailto:a@example.com , mailto:b%20c@example.net?subject=x'],
    ['v=DMARC1; p=none; rua=MAILTO:a@example.com; pct=abc; ri=; rf='],
    ['v=DMARC1; p=none; rua=mailto:t=x@example.com'],
    ['v=DMARC1;| p=none;| rua=mailto:a@exam|ple.com'],
    ['v=DMARC1; p=no|ne'],
  ]);
});

describe('parseDmarc: version', () => {
  eachRow([
    ['v=dmarc1; p=none', 'version-invalid "dmarc1"'],
    ['v=DMARC 1; p=none', 'version-invalid "DMARC 1"'],
    ['v=DMARC1.0; p=none', 'version-invalid "DMARC1.0"'],
    ['v=DMARC2; p=none', 'version-invalid "DMARC2"'],
    ['v=; p=none', 'version-invalid "v="'],
    ['p=none; v=DMARC1', 'version-not-first "v=DMARC1"'],
    ['; v=DMARC1; p=none', 'version-not-first "v=DMARC1"'],
    ['p=none; v=dmarc1', 'version-not-first "v=dmarc1"', 'version-invalid "dmarc1"'],
    ['p=none', 'version-missing "p=none"'],
    ['DMARC1; p=none', 'version-missing "DMARC1"'],
    ['oops; p=none', 'version-missing "oops"', 'stray "oops"'],
  ]);
});

describe('parseDmarc: separators', () => {
  eachRow([
    ['v=DMARC1 p=none', 'missing-semicolon-after-version " p"'],
    ['v=DMARC1|p=none', 'missing-semicolon-after-version "p"'],
    ['v=DMARC1 | p=none', 'missing-semicolon-after-version "p"'],
    ['v=DMARC1| p=none', 'missing-semicolon-after-version " p"'],
    ['v=DMARC1, |p=none', 'missing-semicolon-after-version ", p"'],
    ['v=DMARC1, p=none', 'missing-semicolon-after-version ", p"'],
    ['v=DMARC1:p=none', 'missing-semicolon-after-version ":p"'],
    ['v=dmarc1 p=none', 'version-invalid "dmarc1"', 'missing-semicolon-after-version " p"'],
    [`v=DMARC1; p=none ${RUA}`, 'missing-semicolon " rua"'],
    [`v=DMARC1; p=none|${RUA}`, 'missing-semicolon "rua"'],
    ['v=DMARC1; p=none, sp=none', 'missing-semicolon ", sp"'],
    ['v=DMARC1; adkim=s aspf=s', 'missing-semicolon " aspf"'],
    ['v=DMARC1; adkim=saspf=s', 'missing-semicolon "aspf"'],
    ['v=DMARC1; p=bad sp=none', 'policy-invalid "bad"', 'missing-semicolon " sp"'],
    [`v=DMARC1; p=none; ${RUA} ruf=mailto:f@example.com`, 'missing-semicolon " ruf"'],
    [`v=DMARC1; p=none; ${RUA},ruf=mailto:f@example.com`, 'missing-semicolon ",ruf"'],
    [`v=DMARC1; p=none; ${RUA}|ruf=mailto:f@example.com`, 'missing-semicolon "ruf"'],
    ['v=DMARC1;; p=none', 'empty-tag ";"'],
    ['v=DMARC1; ; ;p=none', 'empty-tag ";"', 'empty-tag ";"'],
    ['v=DMARC1; p:none', 'colon-for-equals ":"'],
    [`v=DMARC1; p=none; rua:mailto:a@example.com`, 'colon-for-equals ":"'],
    ['v=DMARC1; p none', 'missing-equals "p none"'],
    ['v=DMARC1; rua mailto:a@example.com', 'missing-equals "rua mailto:a@example.com"'],
    ['v=DMARC1; p=none; p', 'stray "p"'],
    ['v=DMARC1; p=none; see t for more', 'stray "see t for more"'],
    ['v=DMARC1; p=none; =x', 'stray "=x"'],
    ['v=DMARC1; oops p=none', 'stray "oops"'],
  ]);

  it('reads the tags after a typo as tags', () => {
    const typed = 'v=DMARC1 p=quarantine, sp:none; rua=mailto:a@example.com ruf=mailto:b@example.com|fo=1';
    assert.equal(
      tagsOf(typed),
      'v=DMARC1 p=quarantine rua=mailto:a@example.com ruf=mailto:b@example.com fo=1'.replace(
        'quarantine',
        'quarantine, sp:none',
      ),
    );
    assert.equal(tagsOf('v:DMARC1; p none; sp : reject'), 'v=DMARC1 p=none sp=reject');
  });
});

describe('parseDmarc: tags', () => {
  eachRow([
    ['v=DMARC1; p=none; p=reject', 'duplicate-tag "p=reject"'],
    ['v=DMARC1; p=none; P=none', 'duplicate-tag "P=none"'],
    ['v=DMARC1; p=none; v=DMARC1', 'duplicate-tag "v=DMARC1"'],
    ['v=DMARC1; p=none; x=1; x=2', 'unknown-tag "x"', 'duplicate-tag "x=2"'],
    ['v=DMARC1; p=rejct', 'policy-invalid "rejct"'],
    ['v=DMARC1; p=', 'policy-invalid "p="'],
    ['v=DMARC1; p=none; sp=“none”', 'policy-invalid "“none”"'],
    ['v=DMARC1; p=none; np=monitor', 'policy-invalid "monitor"'],
    ['v=DMARC1; p=none; adkim=strict; aspf=', 'alignment-invalid "strict"', 'alignment-invalid "aspf="'],
    ['v=DMARC1; p=none; t=yes; psd=x', 'flag-invalid "yes"', 'flag-invalid "x"'],
    ['v=DMARC1; p=none; fo=', 'fo-empty "fo="'],
    ['v=DMARC1; p=none; fo=x', 'fo-value "x"'],
    ['v=DMARC1; p=none; fo=01', 'fo-value "01"'],
    ['v=DMARC1; p=none; fo=1,d', 'fo-separator "1,d"'],
    ['v=DMARC1; p=none; fo=1;d;s', 'fo-separator "1;d;s"'],
    ['v=DMARC1; p=none; fo=1; sp=none'],
    ['v=DMARC1; p=none; fo=1;d sp=none', 'fo-separator "1;d"', 'missing-semicolon " sp"'],
    ['v=DMARC1; p=none; fo=0:1:d:s', 'fo-exclusive "0:1:d:s"'],
    ['v=DMARC1; p=none; fo=d:d', 'fo-repeated "d:d"'],
  ]);

  const nearest: readonly (readonly [record: string, nearest: string | undefined])[] = [
    ['v=DMARC1; p=none; rau=mailto:a@example.com', 'rua'],
    ['v=DMARC1; p=none; ru\xD0\xB0=mailto:a@example.com', 'rua'],
    ['v=DMARC1; p=none; rauf=mailto:a@example.com', 'ruf'],
    ['v=DMARC1; policy=reject', 'p'],
    ['v=DMARC1; pp=reject', undefined],
    ['v=DMARC1; p=none; pp=reject', undefined],
    ['v=DMARC1; p=none; np=none; pp=reject', 'sp'],
    ['v=DMARC1; p=none; adkm=s', 'adkim'],
    ['v=DMARC1; p=none; asp=r', 'aspf'],
    ['v=DMARC1; p=none; asp=none', 'sp'],
    ['v=DMARC1; p=none; note=x', undefined],
    ['v=DMARC1; p=none; sp=none; s=none', undefined],
    ['v=DMARC1; p=none; pc=50', undefined],
    ['v=DMARC1; p=none; rua=mailto:a@example.com; rau=mailto:b@example.com', undefined],
  ];
  for (const [record, tag] of nearest) {
    it(`${record}: suggests ${tag ?? 'nothing'}`, () => {
      const [fault] = read(record).faults;
      if (tag === undefined) assert.equal(fault?.code, 'unknown-tag');
      else assert.equal(fault?.code === 'misspelled-tag' && fault.replacement, tag);
    });
  }

  const policies: readonly (readonly [value: string, nearest: string | undefined])[] = [
    ['qurantine', 'quarantine'],
    ['Quarantined', 'quarantine'],
    ['rejected', 'reject'],
    ['rejct', 'reject'],
    ['r\xD0\xB5ject', 'reject'],
    ['reject -all', 'reject'],
    ['non', undefined],
    ['nome', 'none'],
    ['monitor', 'none'],
    ['block', 'reject'],
    ['spam', 'quarantine'],
    ['yes', undefined],
    ['x', undefined],
  ];
  for (const [value, policy] of policies) {
    it(`p=${value}: suggests ${policy ?? 'nothing'}`, () => {
      const [fault] = read(`v=DMARC1; p=${value}`).faults;
      assert.equal(fault?.code, 'policy-invalid');
      assert.equal(fault.nearest, policy);
    });
  }
});

describe('parseDmarc: report addresses', () => {
  const list = (value: string): string => `v=DMARC1; p=none; rua=${value}`;
  const rows: readonly (readonly [value: string, ...faults: string[]])[] = [
    ['', 'uri-list-empty "rua="'],
    [',', 'uri-list-empty ","'],
    ['mailto:a@example.com,', 'uri-empty ","'],
    [',mailto:a@example.com', 'uri-empty ","'],
    ['mailto:a@example.com;mailto:b@example.com', 'uri-semicolon ";"'],
    ['mailto:a@example.com; b@example.com', 'uri-semicolon ";"', 'uri-scheme-missing "b@example.com"'],
    ['mailto:a@example.com mailto:b@example.com', 'uri-blank-between " mailto:b@example.com"'],
    ['a@example.com', 'uri-scheme-missing "a@example.com"'],
    ['mailto:a@example.com,b@example.com', 'uri-scheme-missing "b@example.com"'],
    ['mailto=a@example.com', 'uri-scheme-missing "mailto=a@example.com"'],
    ['mailo:a@example.com', 'uri-scheme-missing "mailo:a@example.com"'],
    ['__mailto:a@example.com', 'uri-scheme-missing "__mailto:a@example.com"'],
    ['<a@example.com>', 'uri-scheme-missing "<a@example.com>"'],
    ['example.com', 'uri-malformed "example.com"'],
    ['https://example.com/dmarc', 'uri-scheme-unsupported "https://example.com/dmarc"'],
    ['mailto:', 'uri-address "mailto:"'],
    ['mailto:example.com', 'uri-address "mailto:example.com"'],
    ['mailto:@example.com', 'uri-address "mailto:@example.com"'],
    ['mailto:a@', 'uri-address "mailto:a@"'],
    ['mailto:a@b@example.com', 'uri-address "mailto:a@b@example.com"'],
    ['mailto:a@example..com', 'uri-address "mailto:a@example..com"'],
    ['mailto:a@example.com.', 'uri-address "mailto:a@example.com."'],
    ['mailto: a@example.com', 'uri-decorated "mailto: a@example.com"'],
    ['mailto://a@example.com', 'uri-decorated "mailto://a@example.com"'],
    ['mailto:<a@example.com>', 'uri-decorated "mailto:<a@example.com>"'],
    ['mailto:a b@example.com', 'uri-blank "mailto:a b@example.com"'],
    ['mailto:a!b@example.com', 'uri-character "!"'],
    ['mailto:a|@example.com'.replace('|', '{'), 'uri-character "{"'],
    ['mailto:a%zz@example.com', 'uri-character "%"'],
    ['mailto:\xC3\xA9@example.com', 'uri-character "\xC3\xA9"'],
    ['mailto:a@example.com!10p', 'uri-size-invalid "!10p"'],
    ['mailto:a@example.com!', 'uri-size-invalid "!"'],
    ['mailto:a@example.com !10m', 'uri-size-invalid " !10m"'],
    ['mailto:<your address>'],
    ['…'],
    ['mailto:dmarc@…'],
    ['…,a@example.com', 'uri-scheme-missing "a@example.com"'],
  ];
  for (const [value, ...faults] of rows) {
    it(`rua=${value}`, () => assert.deepEqual(faultsOf(list(value)), faults));
  }

  it('returns each address with its domain and size', () => {
    const { rua, ruf } = read(
      `v=DMARC1; p=none; rua=mailto:a@Example.COM!10m, https://example.net/; ruf=mailto:b@example.org?x=@y`,
    );
    assert.deepEqual(
      [...rua, ...ruf].map(({ text, state, scheme, domain, size }) => [
        text,
        state,
        scheme,
        domain,
        size?.text,
      ]),
      [
        ['mailto:a@Example.COM', 'valid', 'mailto', 'example.com', '!10m'],
        ['https://example.net/', 'valid', 'https', undefined, undefined],
        ['mailto:b@example.org?x=@y', 'valid', 'mailto', 'example.org', undefined],
      ],
    );
  });

  it('fixes only with a valid result', () => {
    for (const [value] of rows) {
      for (const fault of read(list(value)).faults) {
        if (!/^(?:uri-scheme-missing|uri-decorated|uri-address)$/.test(fault.code)) continue;
        const replacement = 'replacement' in fault ? fault.replacement : undefined;
        if (replacement === undefined) continue;
        assert.deepEqual(faultsOf(list(replacement)), [], value);
      }
    }
  });
});

describe('parseDmarc: unknown values', () => {
  eachRow([
    ['…'],
    ['v=DMARC1; …'],
    ['…; p=none'],
    ['…v=DMARC1; p=none'],
    ['v=…; p=none'],
    ['v=DMARC1…p=none'],
    ['v=DMARC1; p=…; sp=…x; adkim=…; fo=…; t=…; psd=…; rua=…; …=x; …'],
    ['v=DMARC1; p=… rua=mailto:a@example.com'],
    ['v=DMARC1; p=none; rua=… ruf=mailto:a@example.com'],
    ['v=DMARC1; x…=1; x…=2'],
  ]);

  it('ignores invisible characters, which another rule reports', () => {
    assert.deepEqual(faultsOf('v=DMARC1;\xC2\xA0p=none; rua=mailto:a@example.com\xE2\x80\x8B'), []);
    assert.deepEqual(faultsOf('v=DMARC1; p=rej\xE2\x80\x8Bect; r\xC2\xADua=mailto:a@example.com'), []);
  });

  it('ignores quotes around the value, and a backslash before a semicolon', () => {
    assert.deepEqual(faultsOf('"v=DMARC1; p=none"'), []);
    assert.deepEqual(faultsOf('v=DMARC1\\; p=none\\; rua=mailto:a@example.com'), []);
  });

  it('ignores SPF in the same value', () => {
    assert.deepEqual(faultsOf('v=DMARC1; p=none v=spf1 mx -all'), []);
    assert.deepEqual(faultsOf('v=DMARC1; p=none; v=spf1 mx -all'), []);
    assert.equal(tagsOf('v=DMARC1; p=none v=spf1 mx -all'), 'v=DMARC1 p=none');
  });
});

describe('parseDmarc: any text', () => {
  const word = fc.oneof(
    fc.constantFrom(
      ...tagNames(),
      'DMARC1',
      'none',
      'reject',
      'mailto:a@example.com',
      'x',
      HOLE,
      '"',
      '\\',
      '\xC3',
      '\xA0',
    ),
    fc.constantFrom(';', '=', ':', ',', ' ', '\t', '!', '@', '<', '>'),
    fc.string({ maxLength: 4 }),
  );
  const strings = fc.array(
    fc.array(word, { maxLength: 30 }).map((words) => words.join('')),
    { maxLength: 4 },
  );

  it('returns ordered ranges within the value, for each tag and fault', () => {
    fc.assert(
      fc.property(strings, (parts) => {
        const value = MappedText.join(parts.map((part) => MappedText.unwritten(part)));
        const { tags, faults, rua, ruf } = parseDmarc(value);
        const within = [...tags, ...faults, ...rua, ...ruf].every(
          ({ range }) => 0 <= range.start && range.start <= range.end && range.end <= value.length,
        );
        assert.ok(within);
        const starts = tags.map(({ range }) => range.start);
        assert.deepEqual(
          starts,
          [...starts].sort((a, b) => a - b),
        );
        for (let i = 1; i < tags.length; i++)
          assert.ok((tags[i - 1]?.range.end ?? 0) <= (tags[i]?.range.start ?? 0));
        const faultStarts = faults.map(({ range }) => range.start);
        assert.deepEqual(
          faultStarts,
          [...faultStarts].sort((a, b) => a - b),
        );
      }),
      { numRuns: runs(2000) },
    );
  });

  it('reports no fault in a record that follows the grammar', () => {
    const policy = fc.constantFrom('none', 'quarantine', 'reject', 'Reject');
    const uri = fc.constantFrom(
      'mailto:a@example.com',
      'mailto:b%2Cc@example.net!5m',
      'mailto:t=y@example.org',
    );
    const tag = fc.record({
      p: policy,
      sp: policy,
      np: policy,
      adkim: fc.constantFrom('r', 's'),
      aspf: fc.constantFrom('r', 'S'),
      rua: fc.array(uri, { minLength: 1, maxLength: 3 }).map((uris) => uris.join(' , ')),
      fo: fc.constantFrom('0', '1:d:s', 'd:0', 's'),
      t: fc.constantFrom('y', 'n'),
      psd: fc.constantFrom('y', 'n', 'u'),
    });
    const record = fc.tuple(tag, fc.nat({ max: 9 }), fc.constantFrom(';', '; ', ' ;\t'), fc.boolean());
    fc.assert(
      fc.property(record, ([values, count, separator, closed]) => {
        const tags = Object.entries(values).slice(0, count);
        const text =
          ['v=DMARC1', ...tags.map(([name, value]) => `${name} = ${value}`)].join(separator) +
          (closed ? ';' : '');
        const parsed = parseDmarc(MappedText.unwritten(text));
        assert.deepEqual(parsed.faults, [], text);
        for (const [name, value] of tags)
          assert.equal(parsed.tags.find((one) => one.known === name)?.value, value);
      }),
    );
  });

  it('reads a long record in one pass', () => {
    const text = `v=DMARC1; ${'p=none rua='.repeat(20000)}`;
    assert.equal(dmarcTagOf(parseDmarc(MappedText.unwritten(text)), 'p')?.value, 'none');
  });
});
