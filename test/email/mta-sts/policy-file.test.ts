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
