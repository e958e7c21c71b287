import assert from 'node:assert/strict';
import { lacks } from '../../../server/src/email/dmarc/model.ts';
import { isDmarc, parseDmarc } from '../../../server/src/email/dmarc/parse.ts';
import {
  actsOn,
  asksForNothing,
  dmarcActivationSafety,
  statedPolicy,
  strictestPolicy,
} from '../../../server/src/email/dmarc/policies.ts';
import {
  isPublicSuffix,
  registeredDomain,
  registeredOrUnlisted,
} from '../../../server/src/email/dmarc/public-suffix.ts';
import { readAs } from '../../../server/src/email/dmarc/reading.ts';
import {
  comparePolicies,
  isRemoved,
  isWholeValue,
  knownTag,
  POLICIES,
  tagNames,
  toAlignment,
  toPercentage,
  toPolicy,
  toPublicSuffixFlag,
  toTesting,
  type DmarcTagName,
} from '../../../server/src/email/dmarc/tags.ts';
import { testingAlone } from '../../../server/src/email/dmarc/testing.ts';
import { HOLE, MappedText } from '../../../server/src/text/mapped-text.ts';

function read(tags: string): ReturnType<typeof parseDmarc> {
  return parseDmarc(MappedText.unwritten(`v=DMARC1; ${tags.replaceAll('…', HOLE)}`));
}

describe('the policies in a DMARC record', () => {
  const rows: readonly (readonly [
    tags: string,
    strictest: string | undefined,
    nothing: boolean,
    safety: 'safe' | 'review',
  ])[] = [
    ['p=none', 'none', true, 'safe'],
    ['p=none; sp=none; np=none', 'none', true, 'safe'],
    ['p=reject', 'reject', false, 'review'],
    ['p=none; sp=quarantine', 'quarantine', false, 'review'],
    ['p=reject; sp=none; np=quarantine', 'reject', false, 'review'],
    ['p=none; sp=none; np=reject', 'reject', false, 'review'],
    ['sp=none', 'none', false, 'safe'],
    ['p=x; sp=none', 'none', false, 'safe'],
    ['rua=mailto:a@example.com', undefined, false, 'safe'],
    ['p=none; …', 'none', false, 'review'],
    ['p=…', undefined, false, 'review'],
  ];
  for (const [tags, strictest, nothing, safety] of rows) {
    it(tags, () => {
      const record = read(tags);
      assert.equal(strictestPolicy(record), strictest);
      assert.equal(asksForNothing(record), nothing);
      assert.equal(dmarcActivationSafety(record), safety);
    });
  }

  it('are those of the first tags', () => {
    const record = read('p=Reject; p=none; sp=x');
    assert.equal(statedPolicy(record, 'p'), 'reject');
    assert.equal(statedPolicy(record, 'sp'), undefined);
    assert.equal(statedPolicy(record, 'np'), undefined);
  });

  const actions: readonly (readonly [tags: string, domain: boolean, subdomain: boolean])[] = [
    ['p=none', false, false],
    ['p=quarantine; sp=none', true, false],
    ['p=none; sp=reject', false, true],
    ['p=quarantine; t=y', false, false],
    ['p=…; sp=reject; t=n', false, true],
    ['p=reject; …', false, false],
  ];
  for (const [tags, domain, subdomain] of actions) {
    it(`act on mail: ${tags}`, () => {
      const reading = readAs(read(tags), 'RFC 9989');
      assert.ok(reading.kind === 'policy');
      assert.equal(actsOn(reading, 'domain'), domain);
      assert.equal(actsOn(reading, 'subdomain'), subdomain);
    });
  }

  it('have an order', () => {
    assert.deepEqual([...POLICIES].reverse().sort(comparePolicies), ['none', 'quarantine', 'reject']);
    assert.equal(comparePolicies('reject', 'reject'), 0);
  });

  it('are tested with t=y, unless pct=0 is meant to do that', () => {
    assert.equal(testingAlone(read('p=reject; t=y'))?.value, 'y');
    assert.equal(testingAlone(read('p=reject; t=Y; pct=10'))?.value, 'Y');
    assert.equal(testingAlone(read('p=reject; t=y; pct=x'))?.value, 'y');
    for (const tags of ['p=reject', 'p=reject; t=n', 'p=reject; t=x', 'p=reject; t=y; pct=0']) {
      assert.equal(testingAlone(read(tags)), undefined, tags);
    }
  });
});

describe('DMARC tags', () => {
  const values: Readonly<Record<DmarcTagName, { readonly whole: string; readonly partial: string }>> = {
    v: { whole: 'DMARC1 dmarc1', partial: 'xDMARC1 DMARC1x DMARC' },
    p: { whole: 'none quarantine reject NONE', partial: 'xnone nonex no' },
    sp: { whole: 'none quarantine reject Reject', partial: 'xreject rejectx no' },
    np: { whole: 'none quarantine reject Reject', partial: 'xreject rejectx no' },
    adkim: { whole: 'r s R', partial: 'rr x' },
    aspf: { whole: 'r s S', partial: 'ss x' },
    rua: { whole: '', partial: 'mailto:a@example.com' },
    ruf: { whole: '', partial: 'mailto:a@example.com' },
    fo: { whole: '0 1 d s D 0:1 1:d:s', partial: '01 0: :0 0:x x:0 x' },
    t: { whole: 'y n Y', partial: 'yy x' },
    psd: { whole: 'y n u U', partial: 'yy x' },
    pct: { whole: '0 7 50 99 100', partial: '101 1000 -1 x 5x' },
    rf: { whole: 'afrf a 1 a-b a2:b-3 a:b:c', partial: '-a a- a: :a a:-b a:b- a_b' },
    ri: { whole: '0 86400', partial: 'x 1x x1 -1' },
  };
  for (const [name, { whole, partial }] of Object.entries(values)) {
    it(`${name} has the values ${whole}`, () => {
      const tag = knownTag(name);
      assert.ok(tag !== undefined);
      for (const value of whole.split(' ').filter((one) => one !== '')) {
        assert.ok(isWholeValue(tag, value), value);
      }
      for (const value of [...partial.split(' '), '']) assert.ok(!isWholeValue(tag, value), value);
    });
  }

  it('of lists can have spaces around the colons', () => {
    assert.ok(isWholeValue('fo', '1 \t: \td'));
    assert.ok(isWholeValue('rf', 'afrf \t: \tiodef'));
    assert.ok(!isWholeValue('fo', '1 d'));
    assert.ok(!isWholeValue('rf', 'afrf iodef'));
  });

  it('are known in any case, and three are removed', () => {
    assert.deepEqual(tagNames(), Object.keys(values));
    assert.equal(knownTag('ADKIM'), 'adkim');
    assert.equal(knownTag('x'), undefined);
    assert.equal(knownTag('constructor'), undefined);
    assert.deepEqual(tagNames().filter(isRemoved), ['pct', 'rf', 'ri']);
  });

  it('have typed values', () => {
    const typed = ['', 'y', 'N', 'u', 'R', 's', 'x'];
    assert.deepEqual(typed.map(toTesting), [
      undefined,
      true,
      false,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    assert.deepEqual(typed.map(toPublicSuffixFlag), [
      undefined,
      'y',
      'n',
      'u',
      undefined,
      undefined,
      undefined,
    ]);
    assert.deepEqual(typed.map(toAlignment), [
      undefined,
      undefined,
      undefined,
      undefined,
      'r',
      's',
      undefined,
    ]);
    assert.deepEqual(['None', 'reject', 'x', ''].map(toPolicy), ['none', 'reject', undefined, undefined]);
    assert.deepEqual(['0', '050', '100', '101'].map(toPercentage), [0, undefined, 100, undefined]);
  });
});

describe('a parsed DMARC record', () => {
  it('has the first tag of each name, and its options', () => {
    const record = read('p=none; fo=1:d; fo=0; x=1');
    assert.equal(record.kind, 'dmarc');
    assert.deepEqual([...record.first.keys()], ['v', 'p', 'fo']);
    assert.deepEqual(record.fo, ['1', 'd']);
    assert.deepEqual(read('p=none').fo, []);
    assert.deepEqual(read('p=none; fo=…').fo, []);
  });

  it('lacks a tag only if nothing is unresolved', () => {
    assert.ok(lacks(read('p=none'), 'sp'));
    assert.ok(!lacks(read('p=none'), 'p'));
    assert.ok(!lacks(read('p=none; …'), 'sp'));
  });
});

describe('text that resembles DMARC, at its name', () => {
  const rows: readonly (readonly [text: string, meant: boolean])[] = [
    ['\t "v\t = \tdmarc1', true],
    ['xv=DMARC1', false],
    ['DMARK', true],
    ['"dmrc 1; p=x', true],
    ['v : "dmarc', true],
    ['x dmarc', false],
    ['1 dmarc', false],
    ['dmrk', false],
    ['v=dmarcxyz', true],
    ['spf; p=none', false],
    ['v=spfv; p=none', false],
    ['v=dkim1; p=none', false],
    ['stsv; p=none', false],
    ['spfx; p=none', true],
    ['xspf; p=none', true],
    ['oops; v = dmarcx', true],
    ['oops, v:dmarc', true],
    ['oops v\t=\tdmarc', true],
    ['oops xv=dmarc', false],
    ['p=none', true],
    ['x;sp\t : \tquarantine', true],
    ['x,np=REJECT', true],
    ['x p=reject', true],
    ['xp=reject', false],
    ['p=x', false],
    ['x p reject', false],
    ['rua=mailto', true],
    ['x;ruf\t : \tMAILTO', true],
    ['x rua=mailto', true],
    ['xrua=mailto', false],
    ['rux=mailto', false],
    ['rua=a@example.com', false],
  ];
  for (const [text, meant] of rows) {
    it(JSON.stringify(text), () => assert.equal(isDmarc(text, '_dmarc.example.com'), meant));
  }
});

describe('public suffixes of other names', () => {
  const rows: readonly (readonly [
    name: string,
    registered: string | undefined,
    orUnlisted: string | undefined,
    isSuffix: boolean,
  ])[] = [
    ['a.example.com', 'example.com', 'example.com', false],
    ['example.com', 'example.com', 'example.com', false],
    ['co.uk', undefined, undefined, true],
    ['a.example.test', undefined, 'example.test', false],
    ['test', undefined, undefined, true],
    // A suffix of the private section of the list.
    ['github.io', undefined, undefined, true],
    ['a.example.github.io', 'example.github.io', 'example.github.io', false],
    // Labels of records are not host names.
    ['_dmarc.example.com', 'example.com', 'example.com', false],
    ['a!b.example.com', 'example.com', 'example.com', false],
    ['a/b.example.com', 'example.com', 'example.com', false],
    ['192.0.2.1', undefined, '2.1', false],
    [`${HOLE}.example.com`, undefined, undefined, false],
  ];
  for (const [name, registered, orUnlisted, isSuffix] of rows) {
    it(JSON.stringify(name), () => {
      assert.equal(registeredDomain(name), registered);
      assert.equal(registeredOrUnlisted(name), orUnlisted);
      assert.equal(isPublicSuffix(name), isSuffix);
    });
  }
});
