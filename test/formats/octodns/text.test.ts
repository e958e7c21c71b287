import assert from 'node:assert/strict';
import { readYamlData } from '../../../server/src/data/yaml.ts';
import { readOctoText } from '../../../server/src/formats/octodns/text.ts';

interface Row {
  readonly yaml: string;
  /** What octoDNS 1.22 publishes, for a file with and without escaped semicolons. */
  readonly escaped: string | Refused;
  readonly plain: string | Refused;
}

/** It rejects the text, or publishes this if the record is lenient. */
interface Refused {
  readonly why: string;
  readonly lenient: string;
}

const refused = (why: string, lenient: string): Refused => ({ why, lenient });
const same = (yaml: string, text: string): Row => ({ yaml, escaped: text, plain: text });

/** Values in the source, and the result of octoDNS's own code. */
const ROWS: readonly Row[] = [
  same('v=spf1 -all', 'v=spf1 -all'),
  {
    yaml: 'v=DMARC1\\; p=none',
    escaped: 'v=DMARC1; p=none',
    plain: refused('double escaped ;', 'v=DMARC1\\; p=none'),
  },
  {
    yaml: 'v=DMARC1; p=none',
    escaped: refused('unescaped ;', 'v=DMARC1; p=none'),
    plain: 'v=DMARC1; p=none',
  },
  same('v=DMARC1 ; p=none', 'v=DMARC1 ; p=none'),
  {
    yaml: 'v=DMARC1\\\\; p=none',
    escaped: refused('double escaped ;', 'v=DMARC1\\; p=none'),
    plain: refused('double escaped ;', 'v=DMARC1\\\\; p=none'),
  },
  {
    yaml: "'v=DMARC1\\; p=none'",
    escaped: 'v=DMARC1; p=none',
    plain: refused('double escaped ;', 'v=DMARC1\\; p=none'),
  },
  {
    yaml: "'v=DMARC1; p=none'",
    escaped: refused('unescaped ;', 'v=DMARC1; p=none'),
    plain: 'v=DMARC1; p=none',
  },
  {
    yaml: '"v=DMARC1\\\\; p=none"',
    escaped: 'v=DMARC1; p=none',
    plain: refused('double escaped ;', 'v=DMARC1\\; p=none'),
  },
  {
    yaml: '"v=DMARC1\\\\\\\\; p=none"',
    escaped: refused('double escaped ;', 'v=DMARC1\\; p=none'),
    plain: refused('double escaped ;', 'v=DMARC1\\\\; p=none'),
  },
  same(`'"v=spf1 -all"'`, 'v=spf1 -all'),
  same('"\\"v=spf1 -all\\""', 'v=spf1 -all'),
  {
    yaml: `'"v=DKIM1\\; p=AAAA" "BBBB"'`,
    escaped: 'v=DKIM1; p=AAAABBBB',
    plain: refused('double escaped ;', 'v=DKIM1\\; p=AAAABBBB'),
  },
  {
    yaml: `'"v=DKIM1\\; p=AAAA""BBBB"'`,
    escaped: 'v=DKIM1; p=AAAA""BBBB',
    plain: refused('double escaped ;', 'v=DKIM1\\; p=AAAA""BBBB'),
  },
  {
    yaml: 'v=DKIM1\\; p=AAAA" "BBBB',
    escaped: 'v=DKIM1; p=AAAABBBB',
    plain: refused('double escaped ;', 'v=DKIM1\\; p=AAAABBBB'),
  },
  {
    yaml: 'v=DKIM1\\; p=AAAA" BBBB"',
    escaped: 'v=DKIM1; p=AAAA" BBBB"',
    plain: refused('double escaped ;', 'v=DKIM1\\; p=AAAA" BBBB"'),
  },
  same('v=spf1 "-all', 'v=spf1 "-all'),
  same(`'"v=spf1 -all'`, 'v=spf1 -al'),
  same(`'v=spf1 -all"'`, 'v=spf1 -all"'),
  same("'''v=spf1 -all'''", "'v=spf1 -all'"),
  same("'it''s'", "it's"),
  same('v=spf1 -all # comment', 'v=spf1 -all'),
  same('v=spf1 -all#x', 'v=spf1 -all#x'),
  same('v=spf1\n    -all', 'v=spf1 -all'),
  same('"v=spf1\n    -all"', 'v=spf1 -all'),
  same('"v=spf1 include:a.example\\\n    -all"', 'v=spf1 include:a.example-all'),
  same('>\n    v=spf1\n    -all\n', 'v=spf1 -all\n'),
  same('>-\n    v=spf1\n    -all\n', 'v=spf1 -all'),
  same('|-\n    v=spf1\n    -all\n', 'v=spf1\n-all'),
  same("'  v=spf1 -all '", '  v=spf1 -all '),
  same(`'"'`, ''),
  same(`'""'`, ''),
  same("''", ''),
  {
    yaml: 'v=DKIM1\\;k=rsa\\;p=A\\;',
    escaped: 'v=DKIM1;k=rsa;p=A;',
    plain: refused('double escaped ;', 'v=DKIM1\\;k=rsa\\;p=A\\;'),
  },
  {
    yaml: "'v=DKIM1\\;k=rsa\\;p=A;'",
    escaped: refused('unescaped ;', 'v=DKIM1;k=rsa;p=A;'),
    plain: refused('double escaped ;', 'v=DKIM1\\;k=rsa\\;p=A;'),
  },
  same("';a'", ';a'),
  {
    yaml: 'café',
    escaped: refused('non ASCII character', 'caf\xc3\xa9'),
    plain: refused('non ASCII character', 'caf\xc3\xa9'),
  },
  same('"v=spf1 \\u002dall"', 'v=spf1 -all'),
  same('v=spf1 exists:%{i}.e.example -all', 'v=spf1 exists:%{i}.e.example -all'),
];

/** Values that are not text, for which octoDNS stops with a Python error. */
const NO_TEXTS = ['null', '', '123456', 'yes', '2024-01-01', '1:30', '~', '1.5', '0x1f'];

describe('an octoDNS text', () => {
  for (const { yaml, ...expected } of ROWS) {
    for (const mode of ['escaped', 'plain'] as const) {
      it(`${JSON.stringify(yaml)}, ${mode}`, () => {
        const scalar = valueIn(yaml);
        assert.equal(scalar.type, 'text');
        const { octets, refusals } = readOctoText(scalar.text, mode === 'escaped');
        const wanted = expected[mode];
        assert.equal(octets.text, typeof wanted === 'string' ? wanted : wanted.lenient);
        assert.equal(refusals[0]?.reason, typeof wanted === 'string' ? undefined : wanted.why);
      });
    }
  }

  it('is what YAML 1.1 reads as text', () => {
    for (const yaml of NO_TEXTS) assert.notEqual(valueIn(yaml).type, 'text', yaml);
  });

  it('with an escape that YAML does not define is read and reported', () => {
    const { problems } = readYamlData('a:\n  value: "v=DMARC1\\; p=none"\n');
    assert.equal(problems.length, 1);
    assert.match(problems[0]?.message ?? '', /escape/);
  });
});

function valueIn(yaml: string): Extract<ReturnType<typeof readYamlData>['root'], { kind: 'scalar' }> {
  const { root } = readYamlData(`a:\n  value: ${yaml}\n`);
  const map = root?.kind === 'map' ? root.entries[0]?.value : undefined;
  const value = map?.kind === 'map' ? map.entries[0]?.value : undefined;
  if (value?.kind !== 'scalar') throw new Error(`no scalar in ${yaml}`);
  return value;
}
