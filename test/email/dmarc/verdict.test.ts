import assert from 'node:assert/strict';
import { evaluateDmarc, relationOf } from '../../../server/src/email/dmarc/evaluate/evaluate.ts';
import type { AlignedLeg } from '../../../server/src/email/dmarc/evaluate/evaluate.ts';
import { publishedAt } from '../../../server/src/email/dmarc/evaluate/published.ts';
import {
  isOpen,
  organizationalDomain,
  policyFor,
  walkTree,
} from '../../../server/src/email/dmarc/evaluate/tree-walk.ts';
import type { DmarcReader } from '../../../server/src/email/dmarc/reading.ts';
import type { SpfResult } from '../../../server/src/email/spf/evaluate/verdict.ts';
import { Answers } from '../../harness/dns-answers.ts';

/** `example.com v=DMARC1; p=none`: what is at `_dmarc` of a name. */
const published = (...lines: readonly string[]): Answers =>
  new Answers(lines.map((line) => `_dmarc.${line.replace(' ', ' TXT ')}`).join('\n'));

describe('what is published at _dmarc of a name (RFC 9989 §4.10)', () => {
  const rows: readonly (readonly [expected: string, ...texts: readonly string[]])[] = [
    ['none absent'],
    ['none absent', 'nodata'],
    ['unknown', 'pending'],
    ['failure', 'servfail'],
    ['failure', 'timeout'],
    ['none absent', 'something else'],
    ['none absent', 'v=DMARC10; p=none'],
    ['none absent', 'v=DMARC1x'],
    ['none absent', 'xv=DMARC1; p=none'],
    ['none absent', 'v=DMARC2; p=none'],
    ['none invalid', 'v=DMARC1'],
    ['none invalid', 'v=DMARC1  '],
    ['none invalid', 'v=DMARC1; p=everything'],
    ['policy quarantine', 'v=DMARC1; p=quarantine'],
    ['policy quarantine', 'v  =  DMARC1  ; p=quarantine'],
    ['policy quarantine', 'v=DM | ARC1; p=quar | antine'],
    ['policy quarantine', 'v=DM | ARC1; p=quarantine', 'v=DM | ARC1; p=quarantine'],
    ['policy quarantine', 'v=spf1 -all', 'v=DMARC1; p=quarantine', 'v=DMARC2'],
    ['none several', 'v=DMARC1; p=quarantine', 'v=DMARC1; p=none'],
    ['none several', 'v=DMARC1; p=quarantine', 'v=DMARC1; p=none; ${…}'],
    ['unknown', 'v=DMARC1; p=quarantine', 'v=DMARC1; p=${…}'],
    ['policy', 'v=DMARC1; p=${…}'],
    ['unknown', 'v=DMARC1; p=none; p=none'],
  ]; // prettier-ignore
  for (const [expected, ...texts] of rows) {
    it(`is ${expected} for ${JSON.stringify(texts)}`, () => {
      const answers = published(...texts.map((text) => `example.com ${text}`));
      const found = publishedAt('example.com', answers, 'RFC 9989');
      const what =
        found.kind === 'none' ? found.because : found.kind === 'policy' ? found.reading.p : undefined;
      assert.equal([found.kind, what].filter((word) => word !== undefined).join(' '), expected);
      assert.equal(found.domain, 'example.com');
      if (found.kind === 'policy') {
        assert.deepEqual(found.source, { kind: 'workspace' });
        assert.deepEqual(found.record.value.segments, []);
      }
    });
  }
});

describe('the tree walk (RFC 9989 §4.10)', () => {
  const walk = (domain: string, ...lines: readonly string[]): string => {
    const { steps } = walkTree(domain, published(...lines));
    return steps
      .map((step) => `${step.domain} ${step.kind === 'none' ? step.because : step.kind}`)
      .join(', ');
  };

  it('goes up to the top, and ends at psd=y and psd=n', () => {
    assert.equal(walk('a.example.com'), 'a.example.com absent, example.com absent, com absent');
    assert.equal(
      walk('a.example.com', 'example.com v=DMARC1; p=none'),
      'a.example.com absent, example.com policy, com absent',
    );
    for (const psd of ['y', 'n'])
      assert.equal(
        walk('a.example.com', `example.com v=DMARC1; p=none; psd=${psd}`),
        'a.example.com absent, example.com policy',
      );
    assert.equal(
      walk('a.example.com', 'example.com v=DMARC1; p=none; psd=u'),
      'a.example.com absent, example.com policy, com absent',
    );
    assert.equal(walk(''), '');
  });

  it('treats an unknown answer as none only at a public suffix', () => {
    assert.equal(walk('example.com', 'com pending'), 'example.com absent, com absent');
    assert.equal(walk('example.com', 'com servfail'), 'example.com absent, com failure');
    assert.equal(
      walk('a.example.com', 'example.com pending'),
      'a.example.com absent, example.com unknown, com absent',
    );
  });

  it('is open if a step is unknown or failed, with the first of them', () => {
    const open = (...lines: readonly string[]): string | undefined =>
      isOpen(walkTree('a.example.com', published(...lines)));
    assert.equal(open('example.com v=DMARC1; p=none'), undefined);
    assert.equal(open('example.com pending'), 'unknown');
    assert.equal(open('example.com timeout'), 'failure');
    assert.equal(open('a.example.com timeout', 'example.com pending'), 'failure');
  });

  it('returns the policy of the domain, or else of its organizational domain, or else of the public suffix', () => {
    const of = (domain: string, ...lines: readonly string[]): string => {
      const found = walkTree(domain, published(...lines));
      return `${organizationalDomain(found)} ${policyFor(found)?.domain ?? 'none'}`;
    };
    const suffix = 'gov.example v=DMARC1; p=none; psd=y';
    assert.equal(of('a.example.com'), 'a.example.com none');
    assert.equal(
      of('a.example.com', 'a.example.com v=DMARC1; p=none', 'example.com v=DMARC1; p=none'),
      'example.com a.example.com',
    );
    assert.equal(
      of('a.b.example.com', 'b.example.com v=DMARC1; p=none', 'example.com v=DMARC1; p=none'),
      'example.com example.com',
    );
    assert.equal(of('a.b.gov.example', suffix), 'b.gov.example gov.example');
    assert.equal(
      of('a.b.gov.example', suffix, 'b.gov.example v=DMARC1; p=none'),
      'b.gov.example b.gov.example',
    );
    // Neither the domain's own nor its organization's: the record between them counts only for a public suffix.
    assert.equal(
      of('a.b.c.gov.example', suffix, 'b.c.gov.example v=DMARC1; p=none'),
      'c.gov.example gov.example',
    );
    assert.equal(of('gov.example', suffix), 'gov.example gov.example');
  });
});

describe('a DMARC verdict', () => {
  interface Mail {
    readonly from?: string;
    readonly spf?: string;
    readonly spfResult?: SpfResult;
    readonly dkim?: readonly string[];
    readonly reader?: DmarcReader;
  }
  const leg = ({ domain, passes, aligned, mode }: AlignedLeg): string =>
    `${domain} ${passes} ${aligned} ${mode ?? '-'}`;

  /** `fail quarantine 100 by example.com`, and how SPF and each signature are aligned. */
  function verdict(
    mail: Mail,
    ...lines: readonly string[]
  ): { readonly is: string; readonly legs: readonly string[] } {
    const { from = 'example.com', spf = 'example.org', spfResult = 'pass', dkim = [], reader } = mail;
    const input = { from, spf: { result: spfResult, domain: spf }, dkim };
    const answers = published(...lines);
    const made = reader === undefined ? evaluateDmarc(input, answers) : evaluateDmarc(input, answers, reader);
    assert.equal(made.reader, reader ?? 'RFC 9989');
    const { result, toApply, percentage, policy, alignment } = made;
    return {
      is: `${result} ${toApply ?? '-'} ${percentage ?? '-'} by ${policy?.domain ?? 'none'}`,
      legs: [alignment.spf, ...alignment.dkim].map(leg),
    };
  }
  const RECORD = 'example.com v=DMARC1; p=reject; pct=20';
  const OLD = { reader: 'RFC 7489' } as const;

  it('names the policy, what it requests, and how SPF and DKIM are aligned', () => {
    assert.deepEqual(verdict({ dkim: ['a.example.com', 'example.net'] }, RECORD), {
      is: 'pass reject 100 by example.com',
      legs: ['example.org true false r', 'a.example.com true true r', 'example.net true false r'],
    });
    assert.deepEqual(verdict({ ...OLD, spf: 'example.com', spfResult: 'fail' }, `${RECORD}; aspf=s`), {
      is: 'fail reject 20 by example.com',
      legs: ['example.com false true s'],
    });
    assert.deepEqual(verdict({}), { is: 'none - - by none', legs: ['example.org true false -'] });
    assert.deepEqual(verdict({ from: '' }).is, 'none - - by none');
  });

  it('uses the record of the domain itself, whatever is above it (RFC 9989 §4.10.1)', () => {
    const own = 'a.example.com v=DMARC1; p=quarantine';
    assert.equal(
      verdict({ from: 'a.example.com' }, own, 'example.com pending').is,
      'fail quarantine 100 by a.example.com',
    );
    assert.equal(
      verdict({ from: 'a.example.com' }, own, 'example.com servfail').is,
      'fail quarantine 100 by a.example.com',
    );
    assert.equal(verdict({ from: 'b.a.example.com' }, own, 'example.com pending').is, 'pending - - by none');
    assert.equal(
      verdict({ from: 'b.a.example.com' }, own, 'example.com servfail').is,
      'temperror - - by none',
    );
  });

  it('queries the domain and the registered domain for receivers that follow RFC 7489', () => {
    const asked = (from: string, ...lines: readonly string[]): readonly string[] => {
      const answers = published(...lines);
      evaluateDmarc({ from, spf: { result: 'fail', domain: from }, dkim: [] }, answers, 'RFC 7489');
      return answers.asked.filter((question) => question.startsWith('_dmarc'));
    };
    assert.deepEqual(asked('example.com'), ['_dmarc.example.com TXT']);
    assert.deepEqual(asked('a.b.example.com'), ['_dmarc.a.b.example.com TXT', '_dmarc.example.com TXT']);
    const from = 'a.example.com';
    assert.equal(verdict({ ...OLD, from }, 'a.example.com pending', RECORD).is, 'pending - - by none');
    assert.equal(verdict({ ...OLD, from }, 'a.example.com servfail', RECORD).is, 'temperror - - by none');
    assert.equal(verdict({ ...OLD, from }, RECORD).is, 'fail reject 20 by example.com');
    assert.equal(verdict({ ...OLD, from }).is, 'none - - by none');
  });

  it('aligns by the tree for RFC 9989, and by the public suffix list for RFC 7489', () => {
    const lines = ['a.example.com v=DMARC1; p=reject; psd=n', RECORD];
    const mail = { from: 'x.a.example.com', spf: 'example.com' };
    assert.deepEqual(verdict(mail, ...lines).legs, ['example.com true false r']);
    assert.deepEqual(verdict({ ...mail, ...OLD }, ...lines).legs, ['example.com true true r']);
  });

  it('leaves alignment open while an answer or a part of the record is unknown', () => {
    const aligned = (spf: string, ...lines: readonly string[]): string => {
      const { is, legs } = verdict({ spf }, ...lines);
      return `${is.split(' ')[0] ?? ''}: ${legs.join()}`;
    };
    assert.equal(
      aligned('a.example.com', RECORD, 'a.example.com pending'),
      'pending: a.example.com true pending r',
    );
    assert.equal(
      aligned('a.example.com', RECORD, 'a.example.com servfail'),
      'pending: a.example.com true pending r',
    );
    // No answer can bring names of two registrants together.
    assert.equal(
      aligned('a.example.org', RECORD, 'a.example.org pending'),
      'fail: a.example.org true false r',
    );
    assert.equal(aligned('a.other.com', RECORD, 'a.other.com pending'), 'fail: a.other.com true false r');
    const hole = 'example.com v=DMARC1; p=reject; aspf=${…}';
    assert.equal(aligned('a.example.com', hole), 'pending: a.example.com true pending -');
    assert.equal(aligned('example.org', hole), 'fail: example.org true false -');
    assert.equal(aligned('example.com', hole), 'pass: example.com true true -');
    // The domain in From is the one whose organization is unknown.
    const own = ['m.example.com v=DMARC1; p=reject', 'example.com pending'];
    const from = { from: 'm.example.com', spfResult: 'pass' } as const;
    assert.deepEqual(verdict({ ...from, spf: 'b.m.example.com' }, ...own).legs, [
      'b.m.example.com true pending r',
    ]);
    const apart = 'x.example.com v=DMARC1; p=none; psd=n';
    assert.deepEqual(verdict({ ...from, spf: 'x.example.com' }, ...own, apart).legs, [
      'x.example.com true pending r',
    ]);
    assert.deepEqual(verdict({ ...from, spf: 'example.net' }, ...own).legs, ['example.net true false r']);
  });

  it('distinguishes the domain, a subdomain, and a nonexistent one (RFC 9989 §3.2.13)', () => {
    const relation = (from: string, ...lines: readonly string[]): string =>
      relationOf(from, { domain: 'example.com' }, new Answers(lines.join('\n')));
    assert.equal(relation('example.com'), 'domain');
    assert.equal(relation('example.net'), 'domain');
    assert.equal(relation('a.example.com'), 'missing subdomain');
    assert.equal(relation('a.example.com', 'a.example.com A nodata'), 'missing subdomain');
    for (const record of ['A 192.0.2.1', 'AAAA 2001:db8::1', 'MX 10 b.example', 'A pending', 'MX servfail'])
      assert.equal(relation('a.example.com', `a.example.com ${record}`), 'subdomain');
  });

  it('compares names that are not registered by their last label', () => {
    const suffix = (from: string, spf: string): readonly string[] =>
      verdict(
        { from, spf },
        `${from} v=DMARC1; p=reject`,
        `${from.split('.').at(-1) ?? ''} servfail`,
        `${spf} servfail`,
      ).legs;
    assert.deepEqual(suffix('co.uk', 'uk'), ['uk true pending r']);
    assert.deepEqual(suffix('co.uk', 'sk'), ['sk true false r']);
  });

  it('fails, or is undecided, by the methods that could still pass', () => {
    const is = (mail: Mail, ...lines: readonly string[]): string =>
      verdict(mail, RECORD, ...lines).is.split(' ')[0] ?? '';
    assert.equal(is({ spf: 'example.com', spfResult: 'temperror' }), 'temperror');
    assert.equal(is({ spf: 'example.org', spfResult: 'temperror' }), 'fail');
    assert.equal(is({ spf: 'example.com', spfResult: 'permerror' }), 'fail');
    assert.equal(is({ spf: 'example.com', spfResult: 'temperror', dkim: ['example.com'] }), 'pass');
    assert.equal(is({ spf: 'a.example.com', spfResult: 'fail' }, 'a.example.com pending'), 'fail');
    assert.equal(is({ spf: 'a.example.com', spfResult: 'pending' }, 'a.example.com pending'), 'pending');
    assert.equal(
      is({ spf: 'example.org', spfResult: 'fail', dkim: ['b.example.com'] }, 'b.example.com pending'),
      'pending',
    );
    assert.equal(is({ spf: 'a.example.com', spfResult: 'temperror' }, 'a.example.com pending'), 'fail');
  });
});
