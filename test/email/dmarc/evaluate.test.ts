import assert from 'node:assert/strict';
import { parseFactsFile } from '../../../server/src/analysis/input/facts-file.ts';
import type { DnsFacts } from '../../../server/src/dns/facts.ts';
import { evaluateDmarc } from '../../../server/src/email/dmarc/evaluate/evaluate.ts';
import { organizationalDomain, walkTree } from '../../../server/src/email/dmarc/evaluate/tree-walk.ts';

/** DMARC records by domain; a string of capitals is how the question fails. */
function facts(records: Readonly<Record<string, string>>, otherwise: string | null = 'NXDOMAIN'): DnsFacts {
  const answers = Object.fromEntries(
    Object.entries(records).map(([domain, text]) => [
      `_dmarc.${domain}. TXT`,
      /^[A-Z]+$/.test(text) ? text : { strings: text.split(' & ').map((record) => [record]) },
    ]),
  );
  const file = parseFactsFile(JSON.stringify({ answers, ...(otherwise === null ? {} : { otherwise }) }));
  assert.deepEqual(file.problems, []);
  return file.facts;
}

const REJECT = 'v=DMARC1; p=reject';

describe('the organizational domain (RFC 9989 §4.10.2)', () => {
  const cases: readonly (readonly [what: string, records: Record<string, string>, of: string, is: string])[] =
    [
      [
        'is the highest name with a record',
        { 'example.com': REJECT, 'a.example.com': REJECT },
        'b.a.example.com',
        'example.com',
      ],
      ['is the domain itself without any record', {}, 'b.a.example.com', 'b.a.example.com'],
      [
        'is where psd=n stands',
        { 'example.com': REJECT, 'a.example.com': `${REJECT}; psd=n` },
        'b.a.example.com',
        'a.example.com',
      ],
      [
        'is one label below psd=y',
        { 'gov.example': 'v=DMARC1; p=none; psd=y' },
        'a.b.gov.example',
        'b.gov.example',
      ],
      [
        'is a public suffix that sends mail itself',
        { 'gov.example': 'v=DMARC1; p=none; psd=y' },
        'gov.example',
        'gov.example',
      ],
      [
        'is not where several records stand',
        { 'example.com': `${REJECT} & v=DMARC1; p=none`, 'a.example.com': REJECT },
        'a.example.com',
        'a.example.com',
      ],
      [
        'is not where the record is of another version',
        { 'example.com': 'v=DMARC2; p=none', 'a.example.com': REJECT },
        'a.example.com',
        'a.example.com',
      ],
    ];
  for (const [what, records, of, is] of cases) {
    it(what, () => {
      assert.equal(organizationalDomain(walkTree(of, facts(records))), is);
    });
  }

  it('is found with at most 8 questions: the name, then from 7 labels down', () => {
    const asked: string[] = [];
    const none = facts({});
    walkTree('a.b.c.d.e.f.g.h.i.j.example.com', {
      ask(name, type) {
        asked.push(name);
        return none.ask(name, type);
      },
    });
    assert.deepEqual(asked, [
      '_dmarc.a.b.c.d.e.f.g.h.i.j.example.com',
      '_dmarc.f.g.h.i.j.example.com',
      ...[
        'g.h.i.j.example.com',
        'h.i.j.example.com',
        'i.j.example.com',
        'j.example.com',
        'example.com',
        'com',
      ].map((name) => `_dmarc.${name}`),
    ]);
  });
});

describe('DMARC for one message', () => {
  const evaluate = (
    records: Record<string, string>,
    from: string,
    legs: { spf?: string; spfResult?: 'pass' | 'fail' | 'pending' | 'temperror'; dkim?: string[] },
    reader: 'RFC 9989' | 'RFC 7489' = 'RFC 9989',
    otherwise?: string,
  ): string => {
    const spf = { result: legs.spfResult ?? ('pass' as const), domain: legs.spf ?? 'example.org' };
    const verdict = evaluateDmarc(
      { from, spf, dkim: legs.dkim ?? [] },
      facts(records, otherwise ?? 'NXDOMAIN'),
      reader,
    );
    return `${verdict.result} ${verdict.toApply ?? '-'}`;
  };
  const own = { 'example.com': `${REJECT}; sp=quarantine; np=none` };

  it('passes if SPF or DKIM passes and is aligned', () => {
    assert.equal(evaluate(own, 'example.com', { spf: 'example.com' }), 'pass reject');
    assert.equal(evaluate(own, 'example.com', { dkim: ['example.com'] }), 'pass reject');
    assert.equal(evaluate(own, 'example.com', { spf: 'bounces.example.com' }), 'pass reject');
    assert.equal(evaluate(own, 'example.com', { dkim: ['other.example'] }), 'fail reject');
  });

  it('requires the same domain if the record is strict', () => {
    const strict = { 'example.com': `${REJECT}; aspf=s; adkim=s` };
    assert.equal(evaluate(strict, 'example.com', { spf: 'bounces.example.com' }), 'fail reject');
    assert.equal(evaluate(strict, 'example.com', { dkim: ['mail.example.com'] }), 'fail reject');
    assert.equal(evaluate(strict, 'example.com', { dkim: ['example.com'] }), 'pass reject');
  });

  it('uses the policy for subdomains, and for nonexistent ones', () => {
    assert.equal(evaluate(own, 'gone.example.com', {}), 'fail none');
    const exists = facts({});
    const verdict = evaluateDmarc(
      { from: 'a.example.com', spf: { result: 'fail', domain: 'a.example.com' }, dkim: [] },
      {
        ask: (name, type) =>
          name === 'a.example.com' && type === 'A'
            ? ({
                status: 'data',
                data: [{ kind: 'ipv4', words: [1] }],
                source: { kind: 'workspace' },
              } as never)
            : name === '_dmarc.example.com'
              ? facts(own).ask(name, type)
              : exists.ask(name, type),
      },
    );
    assert.equal(verdict.toApply, 'quarantine');
  });

  it('is one step weaker with t=y', () => {
    assert.equal(evaluate({ 'example.com': `${REJECT}; t=y` }, 'example.com', {}), 'fail quarantine');
    assert.equal(evaluate({ 'example.com': `${REJECT}; t=y` }, 'example.com', {}, 'RFC 7489'), 'fail reject');
  });

  it('does not query between the domain and its organizational domain', () => {
    const between = { 'b.example.com': REJECT, 'example.com': 'v=DMARC1; p=none' };
    assert.equal(evaluate(between, 'a.b.example.com', {}), 'fail none');
  });

  it('is that of the registered domain for receivers that follow RFC 7489', () => {
    const records = { 'example.co.uk': REJECT };
    assert.equal(evaluate(records, 'a.b.example.co.uk', {}, 'RFC 7489'), 'fail reject');
    assert.equal(evaluate(records, 'example.co.uk', { spf: 'x.example.co.uk' }, 'RFC 7489'), 'pass reject');
  });

  it('is none for those receivers if the domain has a record that they cannot use', () => {
    // RFC 7489 §6.6.3, steps 5 and 6: the registered domain is only queried if the domain has no record.
    const unusable = { 'a.example.com': 'v=DMARC1; p=rejekt', 'example.com': REJECT };
    assert.equal(evaluate(unusable, 'a.example.com', {}, 'RFC 7489'), 'none -');
    assert.equal(evaluate(unusable, 'a.example.com', {}), 'fail reject');
  });

  it('is none without a record, and unknown without an answer', () => {
    assert.equal(evaluate({}, 'example.com', {}), 'none -');
    assert.equal(evaluate({ 'example.com': 'SERVFAIL' }, 'example.com', {}), 'temperror -');
    const verdict = evaluateDmarc(
      { from: 'example.com', spf: { result: 'pass', domain: 'example.com' }, dkim: [] },
      facts({}, null),
    );
    assert.equal(verdict.result, 'pending');
  });

  it('is unknown while SPF is unknown, unless DKIM passes or SPF would not be aligned', () => {
    assert.equal(
      evaluate(own, 'example.com', { spf: 'example.com', spfResult: 'pending' }),
      'pending reject',
    );
    assert.equal(
      evaluate(own, 'example.com', { spf: 'example.com', spfResult: 'pending', dkim: ['example.com'] }),
      'pass reject',
    );
    assert.equal(evaluate(own, 'example.com', { spf: 'example.org', spfResult: 'pending' }), 'fail reject');
  });
});
