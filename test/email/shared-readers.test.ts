import assert from 'node:assert/strict';
import { hasJointBetween, jointsBetween } from '../../server/src/email/joints.ts';
import { isOpaque, readable, replaceInvisibleEdges } from '../../server/src/email/octets.ts';
import {
  featuresOf,
  parsePolicy,
  policyKindOf,
  titleOfPolicy,
  POLICY_KINDS,
} from '../../server/src/email/policies.ts';
import { activationSafety, policyTitleOf } from '../../server/src/email/policy-text.ts';
import { indexOfTagAt, parseTagList, tagAt } from '../../server/src/email/tag-list.ts';
import { isAskedFor, isUnderscored, meantName } from '../../server/src/email/underscored-names.ts';
import { HOLE, MappedText } from '../../server/src/text/mapped-text.ts';

describe('a tag list', () => {
  const rows: readonly (readonly [text: string, tags: readonly string[], strays: readonly string[]])[] = [
    ['', [], []],
    [' ; \t', [], []],
    ['a=1', ['a=1'], []],
    ['a=1;', ['a=1;'], []],
    [' a = 1 \r\n; b\t=\t2 ', ['a=1;', 'b=2'], []],
    ['a=1=2; =3; b=', ['a=1=2;', '=3;', 'b='], []],
    ['a; b=1;c d ', ['b=1;'], ['a', 'c d']],
    ['a=1 2;\vb=3', ['a=1 2;', '\vb=3'], []],
  ];
  for (const [text, tags, strays] of rows) {
    it(JSON.stringify(text), () => {
      const list = parseTagList(text);
      const shown = list.tags.map(({ name, nameRange, value, valueRange, range, separator }) => {
        assert.equal(text.slice(nameRange.start, nameRange.end), name);
        assert.equal(text.slice(valueRange.start, valueRange.end), value);
        assert.equal(range.start, nameRange.start);
        assert.match(text.slice(valueRange.end, range.end), /^[ \t\r\n]*$/);
        assert.doesNotMatch(text.slice(range.start, range.end), /^[ \t\r\n]|[ \t\r\n]$/);
        if (separator !== undefined) assert.equal(text[separator], ';');
        return `${name}=${value}${separator === undefined ? '' : ';'}`;
      });
      assert.deepEqual(shown, tags);
      assert.deepEqual(
        list.strays.map((stray) => stray.text),
        strays,
      );
      for (const stray of list.strays)
        assert.equal(text.slice(stray.range.start, stray.range.end), stray.text);
    });
  }

  it('shows which values are unknown', () => {
    const { tags } = parseTagList(`a=1; b=x${HOLE}; ${HOLE}=1`);
    assert.deepEqual(
      tags.map(({ hasHole }) => hasHole),
      [false, true, false],
    );
  });

  it('finds a tag by its start', () => {
    const { tags } = parseTagList('a=1; b=2; c=3; d=4');
    for (const [i, { range }] of tags.entries()) {
      assert.equal(indexOfTagAt(tags, range.start), i);
      assert.equal(tagAt(tags, range.start), tags[i]);
      assert.equal(indexOfTagAt(tags, range.start + 1), -1);
      assert.equal(tagAt(tags, range.start + 1), undefined);
    }
    assert.equal(indexOfTagAt([], 0), -1);
  });
});

describe('the policy that a text is meant to be', () => {
  const meant: readonly (readonly [owner: string, text: string, kind: string | undefined])[] = [
    ['example.com', ' \t"v = STSv1; id=1', 'mta-sts'],
    ['example.com', 'V=sts2', 'mta-sts'],
    ['example.com', 'v=STSv', undefined],
    ['example.com', 'x v=STSv1', undefined],
    ['_mta-sts.example.com', 'v=STSv', 'mta-sts'],
    ['_mta-sts.example.com', '\t"v : mta-sts', 'mta-sts'],
    ['_mta-sts.example.com', 'MTASTS', 'mta-sts'],
    ['_mta-sts.example.com', 'sts1', 'mta-sts'],
    ['_mta-sts.example.com', ' "ID = 1', 'mta-sts'],
    ['_mta-sts.example.com', 'ids=1', undefined],
    ['_mta-sts.example.com', 'x sts', undefined],
    ['x_mta-sts.example.com', 'id=1', undefined],
    ['_mta-stsx.example.com', 'id=1', undefined],
    ['example.com', ' \t"v = TLSRPTv1', 'tls-rpt'],
    ['example.com', 'V=tls-rpt1', 'tls-rpt'],
    ['example.com', 'v=TLSRPTv', undefined],
    ['example.com', 'x v=TLSRPTv1', undefined],
    ['_smtp._tls.example.com', 'v=TLSRPTv', 'tls-rpt'],
    ['_smtp._tls.example.com', '\t"v : smtp-tls', 'tls-rpt'],
    ['_smtp._tls.example.com', 'SMTPTLS', 'tls-rpt'],
    ['_smtp._tls.example.com', ' "RUA = a', 'tls-rpt'],
    ['_smtp._tls.example.com', 'ruas=a', undefined],
    ['_smtp._tls.example.com', 'x tls', undefined],
    ['_tls.example.com', 'rua=a', undefined],
    ['x._smtp._tls.example.com', 'rua=a', undefined],
    ['example.com', ' \t"v = BIMI', 'bimi'],
    ['example.com', 'V=bimi2', 'bimi'],
    ['example.com', 'x v=BIMI1', undefined],
    ['default._bimi.example.com', '\t"v : bimi', 'bimi'],
    ['default._bimi.example.com', 'BIMI1', 'bimi'],
    ['a.b._bimi.example.com', ' "L = x', 'bimi'],
    ['default._bimi.example.com', 'a=x', 'bimi'],
    ['default._bimi.example.com', 'la=x', undefined],
    ['default._bimi.example.com', 'x l=', undefined],
    ['_bimi.example.com', 'l=x', undefined],
    ['default\\._bimi.example.com', 'l=x', undefined],
  ];
  for (const [owner, text, kind] of meant) {
    it(`${JSON.stringify(text)} at ${owner}: ${kind ?? 'none'}`, () => {
      assert.equal(policyKindOf(text, owner), kind);
    });
  }

  it('has its usual name', () => {
    assert.deepEqual(POLICY_KINDS.map(titleOfPolicy), ['SPF', 'DMARC', 'DKIM', 'MTA-STS', 'TLS-RPT', 'BIMI']);
  });

  it('has the features that rules can require', () => {
    const rows = [
      [
        'spf',
        'v=spf1 mx exists:%{i}.a.example foo -all',
        ['unknown-mechanism', 'mx', 'exists', 'unread', 'all', 'macro'],
      ],
      ['spf', 'v=spf1 -all', ['all']],
      ['dmarc', 'v=DMARC1; P=none; x=1', ['unknown-tag', 'v', 'p']],
      ['dkim', 'v=DKIM1; K=rsa; x=1; p=', ['tag-case', 'unknown-tag', 'revoked', 'v', 'k', 'p']],
      ['mta-sts', 'v=STSv1; x=1', ['unknown-tag', 'id-missing', 'v', 'x']],
      ['tls-rpt', 'v=TLSRPTv1; rua=', ['rua-missing', 'v', 'rua']],
      ['bimi', 'v=BIMI1; l=', ['v', 'l']],
    ] as const;
    for (const [kind, text, features] of rows) {
      assert.deepEqual(
        [...featuresOf(parsePolicy(kind, MappedText.unwritten(text)))].sort(),
        [...features].sort(),
      );
    }
  });

  it('is parsed once, for each kind', () => {
    const value = MappedText.unwritten('v=DKIM1; p=');
    const first = parsePolicy('dkim', value);
    assert.equal(parsePolicy('dkim', value), first);
    assert.equal(parsePolicy('bimi', value).kind, 'bimi');
    assert.equal(parsePolicy('dkim', value).kind, 'dkim');
  });
});

describe('the title of a policy by the beginning of its text', () => {
  const rows: readonly (readonly [text: string, owner: string, title: string | undefined])[] = [
    ['v=spf1', 'example.com', 'SPF'],
    ['V\t= \tDMARC1; p=none', 'example.com', 'DMARC'],
    [' \'"`v=dkim1', 'example.com', 'DKIM'],
    ['\xE2\x80\x9C\xEF\xBB\xBFv=STSv1', 'example.com', 'MTA-STS'],
    ['v=TLSRPTv1', 'example.com', 'TLS-RPT'],
    ['v=BIMI1', 'example.com', 'BIMI'],
    ['x v=spf1', 'example.com', undefined],
    ['v=spf2', 'example.com', undefined],
    ['k=rsa; p=', 's1._domainkey.example.com', 'DKIM'],
    [' "p\t =', 's1._domainkey.example.com', 'DKIM'],
    ['p=', 'example.com', undefined],
    ['p=', '_domainkey.example.com', undefined],
    ['xp=', 's1._domainkey.example.com', undefined],
    ['h=sha256', 's1._domainkey.example.com', undefined],
  ];
  for (const [text, owner, title] of rows) {
    it(`${JSON.stringify(text)} at ${owner}`, () => assert.equal(policyTitleOf(text, owner), title));
  }

  it('shows whether activating the record needs a review', () => {
    const titles = ['SPF', 'DMARC', 'MTA-STS', 'DKIM', 'TLS-RPT', 'BIMI'] as const;
    assert.deepEqual(titles.map(activationSafety), ['review', 'review', 'review', 'safe', 'safe', 'safe']);
  });
});

describe('underscored names', () => {
  const asked: readonly (readonly [owner: string, kind: 'MTA-STS' | 'TLS-RPT' | 'BIMI' | undefined])[] = [
    ['_mta-sts.example.com', 'MTA-STS'],
    ['x._mta-sts.example.com', undefined],
    ['_smtp._tls.example.com', 'TLS-RPT'],
    ['_smtp.example.com', undefined],
    ['x._tls.example.com', undefined],
    ['default._bimi.example.com', 'BIMI'],
    ['a.b._bimi.example.com', 'BIMI'],
    ['_bimi.example.com', undefined],
    ['example.com', undefined],
  ];
  for (const [owner, kind] of asked) {
    it(`receivers look up ${kind ?? 'nothing'} at ${owner}`, () => {
      for (const one of ['MTA-STS', 'TLS-RPT', 'BIMI'] as const)
        assert.equal(isAskedFor(owner, one), one === kind);
    });
  }

  const nearly: readonly (readonly [
    owner: string,
    kind: 'MTA-STS' | 'TLS-RPT' | 'BIMI',
    meant: string | undefined,
  ])[] = [
    ['mta-sts.example.com', 'MTA-STS', '_mta-sts.example.com'],
    ['_mtasts.example.com', 'MTA-STS', '_mta-sts.example.com'],
    ['mta_sts.example.com', 'MTA-STS', '_mta-sts.example.com'],
    ['xmta-sts.example.com', 'MTA-STS', undefined],
    ['mta-stsx.example.com', 'MTA-STS', undefined],
    ['mta-sts', 'MTA-STS', undefined],
    ['smtp._tls.example.com', 'TLS-RPT', '_smtp._tls.example.com'],
    ['_smtp.tls.example.com', 'TLS-RPT', '_smtp._tls.example.com'],
    ['_smtp-tls.example.com', 'TLS-RPT', '_smtp._tls.example.com'],
    ['smtptls.example.com', 'TLS-RPT', '_smtp._tls.example.com'],
    ['_tls.example.com', 'TLS-RPT', '_smtp._tls.example.com'],
    ['tls.example.com', 'TLS-RPT', '_smtp._tls.example.com'],
    ['_tlsrpt.example.com', 'TLS-RPT', '_smtp._tls.example.com'],
    ['tls-rpt.example.com', 'TLS-RPT', '_smtp._tls.example.com'],
    ['xtls.example.com', 'TLS-RPT', undefined],
    ['tlsx.example.com', 'TLS-RPT', undefined],
    ['x.smtp.tls.example.com', 'TLS-RPT', undefined],
    ['logo-2.bimi.example.com', 'BIMI', 'logo-2._bimi.example.com'],
    ['bimi.example.com', 'BIMI', 'default._bimi.example.com'],
    ['_bimi.example.com', 'BIMI', 'default._bimi.example.com'],
    ['a.bimix.example.com', 'BIMI', undefined],
    ['xbimi.example.com', 'BIMI', undefined],
    ['a.bimi', 'BIMI', undefined],
  ];
  for (const [owner, kind, meant] of nearly) {
    it(`${owner} of ${kind} means ${meant ?? 'nothing'}`, () => assert.equal(meantName(owner, kind), meant));
  }

  it('are those of 3 policies', () => {
    const titles = ['SPF', 'DMARC', 'DKIM', 'MTA-STS', 'TLS-RPT', 'BIMI', undefined] as const;
    assert.deepEqual(titles.filter(isUnderscored), ['MTA-STS', 'TLS-RPT', 'BIMI']);
  });
});

describe('octets', () => {
  const edges: readonly (readonly [text: string, replaced: string])[] = [
    ['a b', 'a b'],
    ['\xC3\xA9', '\xC3\xA9'],
    ['a\xC2\xA0', 'a  '],
    ['\xC2\xADa', '  a'],
    ['a\xE2\x80\x8Bb', 'a\xE2\x80\x8Bb'],
    ['a \xE2\x80\x8Fb', 'a    b'],
    ['a\xE2\x80\xA8;b', 'a   ;b'],
    ['a=\xE2\x80\xAFb', 'a=   b'],
    ['a\xE2\x81\xA0,b', 'a   ,b'],
    ['a\t\xE2\x81\xA4b', 'a\t   b'],
    ['\xEF\xBB\xBFa', '   a'],
    ['a\r\xEF\xBB\xBF\n', 'a\r   \n'],
    ['\xE2\x80\x90a', '\xE2\x80\x90a'],
  ];
  for (const [text, replaced] of edges) {
    it(`at the edges of ${JSON.stringify(text)}`, () => assert.equal(replaceInvisibleEdges(text), replaced));
  }

  it('are opaque if unknown or invisible', () => {
    assert.deepEqual(['', 'a', '\xC3\xA9', HOLE, `a${HOLE}`, 'a\xE2\x80\x8Bb', '\xC2\xA0'].map(isOpaque), [
      false,
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
  });

  const shown: readonly (readonly [octets: string, text: string])[] = [
    ['abc', 'abc'],
    ['\xC3\xA9', '\u00E9'],
    ['\xDF\xBF', '\u07FF'],
    ['\xE2\x82\xAC', '\u20AC'],
    ['\xE8\x80\x80', '\u8000'],
    ['\xF0\x9F\x98\x80', '\u{1F600}'],
    ['\xF4\x8F\xBF\xBF', '\u{10FFFF}'],
    ['\xF4\x90\x80\x80', '\xF4\x90\x80\x80'],
    ['\xC1\xBF \xE9', '\xC1\xBF \xE9'],
    [`a${HOLE}b${HOLE}`, 'a${…}b${…}'],
  ];
  for (const [octets, text] of shown) {
    it(`read as UTF-8: ${text}`, () => assert.equal(readable(octets), text));
  }
});

describe('joints of strings', () => {
  const joints = [2, 5, 9];
  it('are found between two offsets, inclusive', () => {
    for (let start = 0; start <= 11; start++) {
      for (let end = start; end <= 11; end++) {
        const expected = joints.filter((joint) => start <= joint && joint <= end);
        assert.deepEqual(jointsBetween(joints, start, end), expected);
        assert.equal(hasJointBetween(joints, start, end), expected.length > 0);
      }
    }
    assert.equal(hasJointBetween([], 0, 9), false);
  });
});
