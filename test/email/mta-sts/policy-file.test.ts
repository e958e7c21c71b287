import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explainStsPolicy } from '../../../server/src/email/mta-sts/explain-policy.ts';
import { matchesPattern, parseStsPolicy } from '../../../server/src/email/mta-sts/policy-file.ts';
import { MappedText } from '../../../server/src/text/mapped-text.ts';

const GOOD = 'version: STSv1\nmode: enforce\nmx: mail.example.com\nmx: *.example.net\nmax_age: 604800\n';

/** `CODE CHARACTERS` of each fault. */
function faults(text: string): readonly string[] {
  return parseStsPolicy(MappedText.verbatim(text, 0)).faults.map(
    ({ code, range }) => `${code} ${text.slice(range.start, range.end)}`,
  );
}

describe('a policy file of MTA-STS (RFC 8461 §3.2)', () => {
  const right: Readonly<Record<string, string>> = {
    'the example of the RFC':
      'version: STSv1\nmode: enforce\nmx: mail.example.com\nmx: *.example.net\nmx: backupmx.example.com\nmax_age: 604800\n',
    'with CRLF and no end of line at the end': GOOD.replaceAll('\n', '\r\n').trimEnd(),
    'in another order, without blanks': 'max_age:0\nmx:mail.example.com\nmode:testing\nversion:STSv1',
    'with blanks behind values': GOOD.replaceAll('\n', ' \t\n'),
    'with a field that nobody knows': `${GOOD}x-note: y:z\n`,
    'that takes MTA-STS back': 'version: STSv1\nmode: none\nmax_age: 86400\n',
    'with short and long names of hosts': `${GOOD}mx: a.2.example\nmx: a.b.c1\nmx: a.1c\nmx: ${'a'.repeat(63)}.${'b'.repeat(63)}.example\n`,
    'with the longest lifetime': GOOD.replace('604800', '31557600'),
    'with an unknown field that resembles one of the standard': `${GOOD}note: 1\n`,
    'with an unknown field twice': `${GOOD}x-note: 1\nx-note: 2\n`,
    'that another program fills in':
      'version: STSv1\nmode: {{ mode }}\n{% for host in hosts %}\nmx: {{ host }}\n{% endfor %}\nmax_age: ${age}\n',
  };
  for (const [what, text] of Object.entries(right)) {
    it(`is valid: ${what}`, () => assert.deepEqual(faults(text), []));
  }

  const wrong: readonly (readonly [change: (good: string) => string, faults: readonly string[]])[] = [
    [() => '', ['field-missing ', 'field-missing ', 'field-missing ']],
    [(good) => good.replace('version: STSv1\n', ''), ['field-missing mode: enforce']],
    [(good) => good.replace(/mx:.*\n/g, ''), ['field-missing mode: enforce']],
    [(good) => good.replace('STSv1', 'stsv1'), ['version stsv1']],
    [(good) => good.replace('enforce', 'enforced'), ['mode enforced']],
    [(good) => good.replace('604800', '1w'), ['max-age 1w']],
    [(good) => good.replace('604800', '31557601'), ['max-age-large 31557601']],
    [(good) => good.replace('604800', ''), ['max-age max_age:']],
    [(good) => good.replace('604800', 'x1'), ['max-age x1']],
    [(good) => good.replace('604800', '99999999999'), ['max-age 99999999999']],
    [
      (good) => good.replace('max_age', 'max-age').replace('version: STSv1\n', ''),
      ['key-spelling max-age', 'field-missing mode: enforce'],
    ],
    [() => 'x-note: 1 \t\nversion: STSv1\nmax_age: 1\n', ['field-missing x-note: 1']],
    [(good) => good.replace('*.example.net', 'mail'), ['mx mail']],
    [(good) => good.replace('*.example.net', 'mail.example.12'), ['mx mail.example.12']],
    [(good) => good.replace('*.example.net', 'mail-.example.net'), ['mx mail-.example.net']],
    [(good) => good.replace('*.example.net', 'x.*.example.net'), ['mx x.*.example.net']],
    [(good) => `!version: STSv1\n${good}`, ['stray !version: STSv1']],
    [(good) => good.replace('max_age', 'max-age'), ['key-spelling max-age']],
    [(good) => good.replace('Version', 'version').replace('version', 'Version'), ['key-spelling Version']],
    [(good) => good.replace('*.example.net', 'mail.*.example.net'), ['mx mail.*.example.net']],
    [(good) => good.replace('*.example.net', '*'), ['mx *']],
    [(good) => good.replace('*.example.net', '192.0.2.1'), ['mx 192.0.2.1']],
    [(good) => good.replace('*.example.net', 'mail.example.net.'), ['mx mail.example.net.']],
    [(good) => good.replace('*.example.net', '10 mail.example.net'), ['mx 10 mail.example.net']],
    [(good) => `${good}mode: none\n`, ['field-repeated mode: none']],
    [(good) => `# ours\n${good}`, ['stray # ours']],
    [
      (good) => good.replace('mode: enforce', 'mode enforce'),
      ['stray mode enforce', 'field-missing version: STSv1'],
    ],
  ];
  for (const [change, expected] of wrong) {
    it(`has ${expected.join(' and ')}`, () =>
      assert.deepEqual([...faults(change(GOOD))].sort(), [...expected].sort()));
  }

  it('has its fields with their places', () => {
    const policy = parseStsPolicy(MappedText.verbatim(GOOD, 0));
    assert.equal(policy.mode?.value, 'enforce');
    assert.deepEqual(
      policy.mx.map(({ value }) => value),
      ['mail.example.com', '*.example.net'],
    );
    const lines = policy.fields.map(({ key, value, range, keyRange, valueRange }) => {
      assert.equal(GOOD.slice(keyRange.start, keyRange.end), key);
      assert.equal(GOOD.slice(valueRange.start, valueRange.end), value);
      return GOOD.slice(range.start, range.end);
    });
    assert.deepEqual(lines, GOOD.trimEnd().split('\n'));
  });

  it('has its faults in the order of the text', () => {
    const found = faults('x\nversion: 1\nmode: x\nmx: y\nmaxage: 1\nmax_age: z\n');
    assert.deepEqual(found, ['stray x', 'version 1', 'mode x', 'mx y', 'key-spelling maxage', 'max-age z']);
  });

  it('shows what was meant', () => {
    const meant = (text: string): readonly unknown[] =>
      parseStsPolicy(MappedText.verbatim(text, 0)).faults.map((fault) =>
        'replacement' in fault ? fault.replacement : undefined,
      );
    assert.deepEqual(meant(GOOD.replace('STSv1', 'x')), ['STSv1']);
    assert.deepEqual(meant(GOOD.replace('enforce', 'Enforced')), ['enforce']);
    assert.deepEqual(meant(GOOD.replace('enforce', 'strict')), [undefined]);
    assert.deepEqual(meant(GOOD.replace('604800', '99999999')), ['31557600']);
    assert.deepEqual(meant(GOOD.replace('604800', '1w')), [undefined]);
    assert.deepEqual(meant(GOOD.replace('*.example.net', 'mail.example.net.')), ['mail.example.net']);
    assert.deepEqual(meant(GOOD.replace('*.example.net', '10 a.example')), [undefined]);
  });

  it('quotes the beginning of a long line that is not a field', () => {
    const [fault] = parseStsPolicy(MappedText.verbatim(`${'#'.repeat(100)}\n${GOOD}`, 0)).faults;
    assert.ok(fault?.code === 'stray');
    assert.equal(fault.line, '#'.repeat(60));
  });

  it('is read up to a limit of lines', () => {
    const before = GOOD.trimEnd().split('\n').length;
    const filled = (lines: number): string => `${GOOD}${'x-note: y\n'.repeat(lines - before)}stray`;
    assert.deepEqual(faults(filled(16_383)), ['stray stray']);
    assert.deepEqual(faults(filled(16_384)), []);
  });

  it('suggests no key that exists already', () => {
    const replacements = (text: string): readonly unknown[] =>
      parseStsPolicy(MappedText.verbatim(text, 0)).faults.map(
        (fault) => 'replacement' in fault && fault.replacement,
      );
    assert.deepEqual(replacements(`${GOOD}max-age: 1\n`), [undefined]);
    assert.deepEqual(replacements(GOOD.replace('max_age', 'max-age') + 'maxage: 1\n'), [
      'max_age',
      undefined,
    ]);
    assert.deepEqual(replacements(`${GOOD}mxx: a.example.com\n`), ['mx']);
  });

  it('accepts any text, in time proportional to its length', () => {
    fc.assert(fc.property(fc.string(), (text) => void faults(text)));
    for (const unit of ['mx: a\n', '\n', ':', 'a', 'mode: x\n', '\r'])
      faults(unit.repeat(300_000 / unit.length));
  }).timeout(10_000);

  for (const [host, pattern, matches] of [
    ['mail.example.com', 'mail.example.com', true],
    ['MAIL.example.com', 'mail.EXAMPLE.com', true],
    ['mail.example.com', '*.example.com', true],
    // RFC 8461 §4.1: a wildcard matches one label, and only the left-most.
    ['a.mail.example.com', '*.example.com', false],
    ['example.com', '*.example.com', false],
    ['mail.example.com.evil.example', '*.example.com', false],
    ['xmail.example.com', 'mail.example.com', false],
    ['mail.example.com', 'mail.example.com.', true],
    ['mail.example.com', '*.example.com.', true],
    ['.example.com', '*.example.com', false],
    ['mail', '*.example.com', false],
  ] as const) {
    it(`${pattern} ${matches ? 'holds' : 'does not hold'} ${host}`, () => {
      assert.equal(matchesPattern(host, pattern), matches);
    });
  }

  it('explains each line', () => {
    const policy = parseStsPolicy(MappedText.verbatim(GOOD, 0));
    for (const key of ['version:', 'mode:', 'mx:', 'max_age:']) {
      assert.equal(explainStsPolicy(policy, GOOD.indexOf(key))?.title, key);
    }
    assert.match(
      explainStsPolicy(policy, GOOD.indexOf('enforce'))?.text.source ?? '',
      /deliver only to hosts/,
    );
  });
});
