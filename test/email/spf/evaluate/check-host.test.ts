import assert from 'node:assert/strict';
import { checkHost } from '../../../../server/src/email/spf/evaluate/check-host.ts';
import type { CheckOptions } from '../../../../server/src/email/spf/evaluate/check-host.ts';
import { readSpf } from '../../../../server/src/email/spf/evaluate/select-record.ts';
import type { CheckHostArguments, SpfVerdict } from '../../../../server/src/email/spf/evaluate/verdict.ts';
import { addressOf, Answers } from '../../../harness/dns-answers.ts';

interface Sender {
  readonly ip?: string;
  readonly mailFrom?: string;
  readonly helo?: string;
}

function check(answers: Answers, sender: Sender = {}, options: Partial<CheckOptions> = {}): SpfVerdict {
  const { ip = '192.0.2.1', mailFrom = 'user@example.com', helo = 'helo.example.com' } = sender;
  const full: CheckHostArguments = { ip: addressOf(ip), mailFrom, helo };
  return checkHost(full, { facts: answers, read: readSpf, ...options });
}

/** `permerror: lookup-limit of a:x at example.com`, or `fail: -all of example.com`. */
function shown(answers: Answers, { result, matched, reason }: SpfVerdict): string {
  const textOf = (domain: string, range: { start: number; end: number }): string =>
    answers.textOf(domain).replaceAll('${…}', '?').slice(range.start, range.end);
  if (matched !== undefined) {
    assert.equal(reason, undefined);
    return `${result}: ${textOf(matched.domain, matched.term.range)} of ${matched.domain}`;
  }
  if (reason === undefined) return result;
  const { code, domain, term } = reason;
  return `${result}: ${code}${term === undefined ? '' : ` of ${textOf(domain, term.range)}`} at ${domain}`;
}

/** `example.com`'s record, and other records a line each. */
const world = (record: string, ...lines: readonly string[]): Answers =>
  new Answers([`example.com TXT ${record}`, ...lines].join('\n'));

const numbered = (count: number, text: (index: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, index) => text(index));

type Row = readonly [expected: string, answers: Answers, sender?: Sender];

function table(rows: readonly Row[]): void {
  for (const [expected, answers, sender] of rows) {
    const record = answers.textOf('example.com');
    it(`${expected}, from "${record.slice(0, 70)}"${sender === undefined ? '' : ` for ${JSON.stringify(sender)}`}`, () => {
      assert.equal(shown(answers, check(answers, sender)), expected);
    });
  }
}

const V6 = { ip: '2001:db8::1' };

describe('check_host(): where a record is queried (RFC 7208 §4.3 to §4.5)', () => {
  table([
    ['none: no-record at example.com', new Answers('')],
    ['none: no-record at example.com', new Answers('example.com TXT nodata')],
    ['none: no-record at example.com', world('v=spf10 +all')],
    ['none: no-record at example.com', world(' v=spf1 +all')],
    ['pass: +all of example.com', world('V=SPF1 +all')],
    ['neutral', world('v=spf1')],
    ['pass: +all of example.com', world('v=sp | f1 +all')],
    ['temperror: dns-failure at example.com', new Answers('example.com TXT servfail')],
    ['temperror: dns-failure at example.com', new Answers('example.com TXT timeout')],
    ['pending: unknown-answer at example.com', new Answers('example.com TXT pending')],
    ['permerror: several-records at example.com', world('v=spf1 +all', 'example.com TXT v=spf1 -all')],
    ['pass: +all of example.com', world('v=spf1 +all', 'example.com TXT v=spf1 +all')],
    ['pass: +all of example.com', world('v=spf1 +all', 'example.com TXT other')],
    ['pending: unknown-text at example.com', world('v=spf1 ${…}', 'example.com TXT v=spf1 -all')],
    ['pending: unknown-text at example.com', world('${…}')],
    ['pending: unknown-text at example.com', world('v=sp${…} -all')],
    ['none: no-record at example.com', world('v=DMARC1${…}')],
    ['none: no-record at example.com', world('v=spf1.${…}')],
    ['permerror: syntax at example.com', world('v=spf1 +all ip4:192.0.2.300')],
    ['permerror: syntax at example.com', world('v=spf1 +all nothing')],
    ['none: malformed-domain at localhost', world('v=spf1 +all'), { mailFrom: 'user@localhost' }],
    ['none: malformed-domain at ', world('v=spf1 +all'), { mailFrom: 'user@' }],
    ['none: malformed-domain at a..example.com', world('v=spf1 +all'), { mailFrom: 'user@a..example.com' }],
    ['none: malformed-domain at 192.0.2.1', world('v=spf1 +all'), { mailFrom: 'user@192.0.2.1' }],
    ['none: malformed-domain at [192.0.2.1]', world('v=spf1 +all'), { mailFrom: '', helo: '[192.0.2.1]' }],
    ['none: malformed-domain at ::ffff:192.0.2.1', world('v=spf1 +all'), { mailFrom: 'user@::ffff:192.0.2.1' }],
    ['pass: +all of EXAMPLE.com', new Answers('example.com TXT v=spf1 +all\nEXAMPLE.com TXT v=spf1 +all'), { mailFrom: 'user@EXAMPLE.com' }],
  ]); // prettier-ignore
});

describe('check_host(): terms (RFC 7208 §4.6, §5, §6.1)', () => {
  table([
    ['pass: ip4:192.0.2.0/24 of example.com', world('v=spf1 ip4:192.0.2.0/24 -all')],
    ['fail: -all of example.com', world('v=spf1 ip4:192.0.3.0/24 -all')],
    ['fail: -all of example.com', world('v=spf1 ip6:2001:db8::/32 -all')],
    ['pass: ip6:2001:db8::/32 of example.com', world('v=spf1 ip6:2001:db8::/32 -all'), V6],
    ['pass: ip4:192.0.2.1 of example.com', world('v=spf1 ip4:192.0.2.1 -all'), { ip: '::ffff:192.0.2.1' }],
    ['softfail: ~all of example.com', world('v=spf1 ~all')],
    ['neutral: ?all of example.com', world('v=spf1 ?all')],
    ['neutral', world('v=spf1 ip4:192.0.3.1')],

    ['pass: a of example.com', world('v=spf1 a -all', 'example.com A 192.0.3.1', 'example.com A 192.0.2.1')],
    ['fail: -all of example.com', world('v=spf1 a -all', 'example.com A 192.0.2.2', 'example.com AAAA 2001:db8::1')],
    ['pass: a of example.com', world('v=spf1 a -all', 'example.com AAAA 2001:db8::1'), V6],
    ['fail: -all of example.com', world('v=spf1 a -all', 'example.com A 192.0.2.1', 'example.com AAAA 2001:db8::2'), V6],
    ['pass: a/24//64 of example.com', world('v=spf1 a/24//64 -all', 'example.com A 192.0.2.77')],
    ['fail: -all of example.com', world('v=spf1 a/24//64 -all', 'example.com A 192.0.3.1')],
    ['pass: a/24//64 of example.com', world('v=spf1 a/24//64 -all', 'example.com AAAA 2001:db8::9:9'), V6],
    ['fail: -all of example.com', world('v=spf1 a/24//64 -all', 'example.com AAAA 2001:db8:0:1::1'), V6],
    ['fail: -all of example.com', world('v=spf1 a/24 -all', 'example.com AAAA 2001:db8::2'), V6],
    ['temperror: dns-failure of a at example.com', world('v=spf1 a -all', 'example.com A servfail')],
    ['pending: unknown-answer of a at example.com', world('v=spf1 a -all', 'example.com A pending')],
    ['pending: unknown-text of all:? at example.com', world('v=spf1 all:${…}')],
    // RFC 7208 §4.8: a name that DNS cannot have matches nothing.
    ['fail: -all of example.com', world(`v=spf1 a:%{l}.example.com -all`), { mailFrom: `${'x'.repeat(64)}@example.com` }],

    ['pass: mx of example.com', world('v=spf1 mx -all', 'example.com MX 10 a.example', 'example.com MX 20 b.example', 'a.example A 192.0.3.1', 'b.example A 192.0.2.1')],
    ['fail: -all of example.com', world('v=spf1 mx -all', 'example.com MX 10 a.example', 'a.example A 192.0.3.1')],
    ['fail: -all of example.com', world('v=spf1 mx -all')],
    ['fail: -all of example.com', world('v=spf1 mx -all', 'example.com MX 0 ')],
    ['pass: mx//64 of example.com', world('v=spf1 mx//64 -all', 'example.com MX 10 a.example', 'a.example AAAA 2001:db8::77'), V6],
    ['temperror: dns-failure of mx at example.com', world('v=spf1 mx -all', 'example.com MX servfail')],
    ['temperror: dns-failure of mx at example.com', world('v=spf1 mx -all', 'example.com MX 10 a.example', 'a.example A servfail')],
    ['pending: unknown-answer of mx at example.com', world('v=spf1 mx -all', 'example.com MX pending')],
    ['pending: unknown-answer of mx at example.com', world('v=spf1 mx -all', 'example.com MX 10 a.example', 'example.com MX 20 b.example', 'a.example A pending', 'b.example A 192.0.3.1')],
    ['pass: mx of example.com', world('v=spf1 mx -all', 'example.com MX 10 a.example', 'example.com MX 20 b.example', 'a.example A pending', 'b.example A 192.0.2.1')],
    ['pass: mx of example.com', world('v=spf1 mx -all', 'example.com MX 10 a.example', 'example.com MX 20 b.example', 'a.example A 192.0.2.1', 'b.example A pending')],
    // One label of an exchange is too long: it is not asked for, and the others count.
    ['pass: mx of example.com', world('v=spf1 mx -all', `example.com MX 10 ${'x'.repeat(64)}.example`, 'example.com MX 20 b.example', `${'x'.repeat(64)}.example A servfail`, 'b.example A 192.0.2.1')],

    ['pass: exists:%{i}.x.example of example.com', world('v=spf1 exists:%{i}.x.example -all', '192.0.2.1.x.example A 127.0.0.2')],
    ['pass: exists:x.example of example.com', world('v=spf1 exists:x.example -all', 'x.example A 127.0.0.2'), V6],
    ['fail: -all of example.com', world('v=spf1 exists:x.example -all', 'x.example AAAA 2001:db8::1'), V6],
    ['temperror: dns-failure of exists:x.example at example.com', world('v=spf1 exists:x.example -all', 'x.example A timeout')],
    ['pending: unknown-answer of exists:x.example at example.com', world('v=spf1 exists:x.example -all', 'x.example A pending')],

    ['pass: ptr of example.com', world('v=spf1 ptr -all', '1.2.0.192.in-addr.arpa PTR mail.example.com', 'mail.example.com A 192.0.2.1')],
    ['fail: -all of example.com', world('v=spf1 ptr -all', '1.2.0.192.in-addr.arpa PTR mail.example.com', 'mail.example.com A 192.0.2.2')],
    ['fail: -all of example.com', world('v=spf1 ptr -all', '1.2.0.192.in-addr.arpa PTR mail.example.net', 'mail.example.net A 192.0.2.1')],
    ['pass: ptr:example.net of example.com', world('v=spf1 ptr:example.net -all', '1.2.0.192.in-addr.arpa PTR mail.example.net', 'mail.example.net A 192.0.2.1')],
    ['fail: -all of example.com', world('v=spf1 ptr -all', '1.2.0.192.in-addr.arpa PTR servfail')],
    ['pending: unknown-answer of ptr at example.com', world('v=spf1 ptr -all', '1.2.0.192.in-addr.arpa PTR pending')],
    ['pending: unknown-answer of ptr at example.com', world('v=spf1 ptr -all', '1.2.0.192.in-addr.arpa PTR mail.example.com', 'mail.example.com A pending')],

    ['pass: include:x.example of example.com', world('v=spf1 include:x.example -all', 'x.example TXT v=spf1 +all')],
    ['fail: -all of example.com', world('v=spf1 include:x.example -all', 'x.example TXT v=spf1 -all')],
    ['fail: -all of example.com', world('v=spf1 include:x.example -all', 'x.example TXT v=spf1 ~all')],
    ['fail: -all of example.com', world('v=spf1 include:x.example -all', 'x.example TXT v=spf1 ?all')],
    ['softfail: ~include:x.example of example.com', world('v=spf1 ~include:x.example -all', 'x.example TXT v=spf1 +all')],
    ['permerror: include-without-record of include:x.example at example.com', world('v=spf1 include:x.example -all')],
    ['permerror: syntax at x.example', world('v=spf1 include:x.example -all', 'x.example TXT v=spf1 foo')],
    ['temperror: dns-failure at x.example', world('v=spf1 include:x.example -all', 'x.example TXT servfail')],
    ['pending: unknown-answer at x.example', world('v=spf1 include:x.example -all', 'x.example TXT pending')],

    ['pass: +all of x.example', world('v=spf1 ip4:192.0.3.1 redirect=x.example', 'x.example TXT v=spf1 +all')],
    ['pass: ip4:192.0.2.1 of example.com', world('v=spf1 ip4:192.0.2.1 redirect=x.example', 'x.example TXT v=spf1 -all')],
    ['permerror: redirect-without-record of redirect=x.example at example.com', world('v=spf1 redirect=x.example')],
    ['temperror: dns-failure at x.example', world('v=spf1 redirect=x.example', 'x.example TXT servfail')],

    // What an unknown part may be decides, and what comes before it decides first.
    ['pending: unknown-text of ? at example.com', world('v=spf1 ${…} -all')],
    ['pass: ip4:192.0.2.1 of example.com', world('v=spf1 ip4:192.0.2.1 ${…} -all')],
    ['pending: unknown-text of include:? at example.com', world('v=spf1 include:${…} -all')],
    ['pending: unknown-text of ip4:? at example.com', world('v=spf1 ip4:${…} -all')],
    ['pending: unknown-text of redirect=? at example.com', world('v=spf1 redirect=${…}')],
    ['pending: unknown-answer of a:%{p}.x.example at example.com', world('v=spf1 a:%{p}.x.example -all', '1.2.0.192.in-addr.arpa PTR pending')],
    ['pending: unknown-answer of redirect=%{p}.x.example at example.com', world('v=spf1 redirect=%{p}.x.example', '1.2.0.192.in-addr.arpa PTR pending')],
    ['fail: -all of example.com', world('v=spf1 a:%{p}.x.example -all', '1.2.0.192.in-addr.arpa PTR mail.example.com', 'mail.example.com A 192.0.2.1', 'mail.example.com.x.example A 192.0.2.2')],
    ['pass: a:%{p}.x.example of example.com', world('v=spf1 a:%{p}.x.example -all', '1.2.0.192.in-addr.arpa PTR mail.example.com', 'mail.example.com A 192.0.2.1', 'mail.example.com.x.example A 192.0.2.1')],
    // %{d} is the domain whose record is read.
    ['pass: include:x.example of example.com', world('v=spf1 include:x.example -all', 'x.example TXT v=spf1 exists:%{d}.y.example -all', 'x.example.y.example A 127.0.0.2')],
    ['pass: exists:%{d}.y.example of example.com', world('v=spf1 include:x.example exists:%{d}.y.example -all', 'x.example TXT v=spf1 exists:%{d}.z.example', 'example.com.y.example A 127.0.0.2')],
  ]); // prettier-ignore
});

describe('check_host(): limits (RFC 7208 §4.6.4)', () => {
  const includes = (count: number): string => numbered(count, (i) => `include:i${i}.example`).join(' ');
  const records = numbered(11, (i) => `i${i}.example TXT v=spf1 -all`);
  const exchanges = (count: number): readonly string[] => [
    ...numbered(count, (i) => `example.com MX ${i} m${i}.example`),
    ...numbered(count, (i) => `m${i}.example A 192.0.3.${i}`),
  ];
  table([
    ['fail: -all of example.com', world(`v=spf1 ${includes(10)} -all`, ...records)],
    ['permerror: lookup-limit of include:i10.example at example.com', world(`v=spf1 ${includes(11)} -all`, ...records)],
    ['pass: +all of i10.example', world(`v=spf1 ${includes(9)} redirect=i10.example`, ...records.slice(0, 9), 'i10.example TXT v=spf1 +all')],
    ['permerror: lookup-limit of redirect=i10.example at example.com', world(`v=spf1 ${includes(10)} redirect=i10.example`, ...records)],
    ['fail: -all of example.com', world(`v=spf1 ${includes(9)} a -all`, ...records, 'example.com A 192.0.3.1')],
    ['permerror: lookup-limit of a at example.com', world(`v=spf1 ${includes(10)} a -all`, ...records)],
    ['permerror: lookup-limit of mx at example.com', world(`v=spf1 ${includes(10)} mx -all`, ...records)],
    ['permerror: lookup-limit of ptr at example.com', world(`v=spf1 ${includes(10)} ptr -all`, ...records)],
    ['permerror: lookup-limit of exists:x.example at example.com', world(`v=spf1 ${includes(10)} exists:x.example -all`, ...records)],
    ['permerror: lookup-limit of a at i9.example', world(`v=spf1 ${includes(10)} -all`, ...records.slice(0, 9), 'i9.example TXT v=spf1 a -all')],

    ['fail: -all of example.com', world('v=spf1 a:n1.example a:n2.example -all')],
    ['permerror: void-lookup-limit of a:n3.example at example.com', world('v=spf1 a:n1.example a:n2.example a:n3.example -all')],
    ['permerror: void-lookup-limit of exists:n3.example at example.com', world('v=spf1 a:n1.example mx:n2.example exists:n3.example -all', 'n2.example MX nodata')],
    // Two exchanges without addresses, and a name without them.
    ['permerror: void-lookup-limit of mx at example.com', world('v=spf1 a:n1.example mx -all', 'example.com MX 1 a.example', 'example.com MX 2 b.example')],
    // The limit comes first, even where the term would match.
    ['permerror: void-lookup-limit of mx at example.com', world('v=spf1 mx -all', 'example.com MX 1 a.example', 'example.com MX 2 b.example', 'example.com MX 3 c.example', 'example.com MX 4 d.example', 'd.example A 192.0.2.1')],
    // Names that DNS cannot have, and a null MX (RFC 7505), are not looked up.
    ['fail: -all of example.com', world('v=spf1 a:%{l}.a.example a:%{l}.b.example a:%{l}.c.example -all'), { mailFrom: `${'x'.repeat(64)}@example.com` }],
    ['fail: -all of example.com', world('v=spf1 a:%{l} mx:%{l} exists:%{l} -all'), { mailFrom: `${'x'.repeat(300)}@example.com` }],
    ['fail: -all of example.com', world('v=spf1 mx a:n1.example a:n2.example -all', 'example.com MX 0 ')],
    // A policy that is not there is an error of its own and no void lookup.
    ['permerror: include-without-record of include:n3.example at example.com', world('v=spf1 a:n1.example a:n2.example include:n3.example -all')],

    ['fail: -all of example.com', world('v=spf1 mx -all', ...exchanges(10))],
    ['permerror: mx-limit of mx at example.com', world('v=spf1 mx -all', ...exchanges(11))],
    ['pass: ptr of example.com', world('v=spf1 ptr -all', ...numbered(9, (i) => `1.2.0.192.in-addr.arpa PTR n${i}.example`), ...numbered(9, (i) => `n${i}.example A 192.0.3.1`), '1.2.0.192.in-addr.arpa PTR example.com', 'example.com A 192.0.2.1')],
    ['fail: -all of example.com', world('v=spf1 ptr -all', ...numbered(10, (i) => `1.2.0.192.in-addr.arpa PTR n${i}.example`), ...numbered(10, (i) => `n${i}.example A 192.0.3.1`), '1.2.0.192.in-addr.arpa PTR example.com', 'example.com A 192.0.2.1')],
  ]); // prettier-ignore

  it('counts terms that cause lookups, and void lookups, in all records', () => {
    const answers = world(
      'v=spf1 include:x.example a:n1.example ip4:192.0.3.1 redirect=y.example',
      'x.example TXT v=spf1 mx:n2.example -all',
      'y.example TXT v=spf1 exists:x.example ptr -all',
      'x.example A 192.0.2.9',
    );
    const { result, lookups, voidLookups } = check(answers);
    assert.deepEqual({ result, lookups, voidLookups }, { result: 'pass', lookups: 5, voidLookups: 2 });
  });
});

describe('check_host(): other parts of a verdict', () => {
  it('names the identity and the domain as given (RFC 7208 §2.4)', () => {
    const answers = new Answers('example.com TXT v=spf1 -all\nhelo.example.com TXT v=spf1 +all');
    const { identity, domain, result } = check(answers);
    assert.deepEqual(
      { identity, domain, result },
      { identity: 'mailfrom', domain: 'example.com', result: 'fail' },
    );
    const { identity: other, domain: helo, result: passed } = check(answers, { mailFrom: '' });
    assert.deepEqual({ other, helo, passed }, { other: 'helo', helo: 'helo.example.com', passed: 'pass' });
  });

  it('uses postmaster for a missing local-part, and the text before the last "@" (RFC 7208 §2.4, §4.3)', () => {
    const localPart = (mailFrom: string): string | undefined => {
      const answers = new Answers(
        ['example.com', 'helo.example.com']
          .map((name) => `${name} TXT v=spf1 exists:%{l}.%{o}.x -all exp=e.example`)
          .join('\n') + '\ne.example TXT %{l} %{o}',
      );
      return check(answers, { mailFrom }).explanation;
    };
    assert.equal(localPart('user@example.com'), 'user example.com');
    assert.equal(localPart('@example.com'), 'postmaster example.com');
    assert.equal(localPart('example.com'), 'postmaster example.com');
    assert.equal(localPart(''), 'postmaster helo.example.com');
    assert.equal(localPart('"a@b"@example.com'), '"a@b" example.com');
  });

  it('lists the questions without an answer, exchanges by preference', () => {
    const answers = world(
      'v=spf1 mx -all',
      'example.com MX 20 b.example',
      'example.com MX 10 a.example',
      'a.example A pending',
      'b.example A pending',
    );
    const { pending } = check(answers);
    assert.deepEqual(pending, [
      { name: 'a.example', type: 'A' },
      { name: 'b.example', type: 'A' },
    ]);
    assert.deepEqual(check(world('v=spf1 -all')).pending, []);
    assert.deepEqual(check(new Answers('example.com TXT pending')).pending, [
      { name: 'example.com', type: 'TXT' },
    ]);
  });

  it('traces each term, and the record of an include or a redirect, only on request', () => {
    const answers = world(
      'v=spf1 ip4:192.0.3.1 include:x.example a:n1.example redirect=y.example',
      'x.example TXT v=spf1 exists:%{i}.z.example -all',
      'y.example TXT v=spf1 a ~all',
      'y.example A 192.0.2.9',
    );
    const { trace } = check(answers, {}, { trace: true });
    const steps = trace.map(({ depth, domain, term, outcome, target, lookups, voidLookups, record }) => {
      assert.equal(record.value.text, answers.textOf(domain));
      const text = answers.textOf(domain).slice(term.range.start, term.range.end);
      return `${depth} ${domain} ${text} ${outcome} ${target ?? '-'} ${lookups}/${voidLookups}`;
    });
    assert.deepEqual(steps, [
      '0 example.com ip4:192.0.3.1 no-match - 0/0',
      '0 example.com include:x.example enter x.example 1/0',
      '1 x.example exists:%{i}.z.example no-match 192.0.2.1.z.example 2/1',
      '1 x.example -all match - 2/1',
      '0 example.com include:x.example no-match x.example 2/1',
      '0 example.com a:n1.example no-match n1.example 3/2',
      '0 example.com redirect=y.example enter y.example 4/2',
      '0 y.example a no-match y.example 5/2',
      '0 y.example ~all match - 5/2',
    ]);
    assert.deepEqual(check(answers).trace, []);
    assert.deepEqual(check(answers, {}, { trace: false }).trace, []);
  });

  it('traces a term at which the check ends as an error, or as pending', () => {
    const last = (answers: Answers): string | undefined =>
      check(answers, {}, { trace: true }).trace.at(-1)?.outcome;
    assert.equal(last(world('v=spf1 a -all', 'example.com A servfail')), 'error');
    assert.equal(last(world('v=spf1 a -all', 'example.com A pending')), 'pending');
    assert.equal(last(world('v=spf1 ${…} -all')), 'pending');
    assert.equal(last(world('v=spf1 include:x.example -all')), 'error');
    assert.equal(last(world('v=spf1 a:%{p}.x.example', '1.2.0.192.in-addr.arpa PTR pending')), 'pending');
    assert.equal(last(world(`v=spf1 ${'a '.repeat(11)}-all`, 'example.com A 192.0.3.1')), 'error');
  });
});

describe('the validated name %{p} (RFC 7208 §5.5, §7.3)', () => {
  const names = (...of: readonly string[]): readonly string[] =>
    of.flatMap((name) => [`1.2.0.192.in-addr.arpa PTR ${name}`, `${name} A 192.0.2.1`]);
  const validated = (lines: readonly string[], sender?: Sender): string | undefined =>
    check(world('v=spf1 -all exp=e.example', 'e.example TXT %{p}', ...lines), sender).explanation;

  it('is the domain itself, or else a subdomain, or else any, or else "unknown"', () => {
    assert.equal(validated(names('a.example.net', 'b.example.com', 'example.com')), 'example.com');
    assert.equal(validated(names('a.example.net', 'b.example.com', 'c.example.com')), 'b.example.com');
    assert.equal(validated(names('a.example.net', 'b.example.net')), 'a.example.net');
    assert.equal(validated([]), 'unknown');
    assert.equal(validated(['1.2.0.192.in-addr.arpa PTR timeout']), 'unknown');
    assert.equal(validated([...names('a.example.net'), 'a.example.net A 192.0.2.2']), 'a.example.net');
    assert.equal(validated(['1.2.0.192.in-addr.arpa PTR a.example', 'a.example A 192.0.2.2']), 'unknown');
    assert.equal(
      validated(['1.2.0.192.in-addr.arpa PTR a.example', 'a.example A servfail', ...names('b.example')]),
      'b.example',
    );
  });

  it('is looked up among the addresses of the family of the sender', () => {
    const reverse = `${'1.0.0.0.'.padEnd(48, '0.')}8.b.d.0.1.0.0.2.ip6.arpa`;
    assert.equal(validated([`${reverse} PTR a.example`, 'a.example AAAA 2001:db8::1'], V6), 'a.example');
    assert.equal(validated([`${reverse} PTR a.example`, 'a.example AAAA 2001:db8::2'], V6), 'unknown');
    assert.equal(validated([`${reverse} PTR a.example`, 'a.example A 192.0.2.1'], V6), 'unknown');
  });
});

describe('the explanation of a fail (RFC 7208 §6.2)', () => {
  const explained = (
    lines: readonly string[],
    sender?: Sender,
    options?: Partial<CheckOptions>,
  ): string | undefined => check(world('v=spf1 -all exp=e.example', ...lines), sender, options).explanation;

  it('is the text that exp= names, with its macros expanded', () => {
    assert.equal(explained(['e.example TXT not %{i} | , %{s}']), 'not 192.0.2.1, user@example.com');
    assert.equal(explained(['e.example TXT %{r} %{t} %{h}']), 'unknown 0 helo.example.com');
    assert.equal(
      explained(['e.example TXT %{r} %{t}'], {}, { receiver: 'mx.example.net', time: 77 }),
      'mx.example.net 77',
    );
    assert.equal(explained(['e.example TXT 5% ']), undefined);
    assert.equal(explained(['e.example TXT a~ b']), 'a~ b');
    assert.equal(explained(['e.example TXT a\u007f']), undefined);
    assert.equal(explained(['e.example TXT a\u001f']), undefined);
    assert.equal(explained(['e.example TXT caf\u00e9']), undefined);
  });

  it('is that of the record that matched, and of no other result', () => {
    const redirected = world(
      'v=spf1 redirect=x.example exp=e.example',
      'x.example TXT v=spf1 -all exp=f.%{d}',
      'e.example TXT e',
      'f.x.example TXT f %{d}',
    );
    assert.equal(check(redirected).explanation, 'f x.example');
    const included = world(
      'v=spf1 include:x.example -all',
      'x.example TXT v=spf1 -all exp=e.example',
      'e.example TXT e',
    );
    assert.equal(check(included).explanation, undefined);
    for (const result of ['+', '~', '?'])
      assert.equal(
        check(world(`v=spf1 ${result}all exp=e.example`, 'e.example TXT e')).explanation,
        undefined,
      );
  });

  it('is left out on any failure', () => {
    assert.equal(explained([]), undefined);
    assert.equal(explained(['e.example TXT a', 'e.example TXT b']), undefined);
    assert.equal(explained(['e.example TXT servfail']), undefined);
    assert.equal(explained(['e.example TXT %{x}']), undefined);
    assert.equal(explained(['e.example TXT %{p}', '1.2.0.192.in-addr.arpa PTR pending']), undefined);
  });

  it('is left out if no name can be queried', () => {
    const asks = (exp: string, sender?: Sender): readonly string[] => {
      const answers = world(`v=spf1 -all exp=${exp}`, '1.2.0.192.in-addr.arpa PTR pending');
      assert.equal(check(answers, sender).explanation, undefined);
      return answers.asked.filter((question) => question !== 'example.com TXT');
    };
    assert.deepEqual(asks('%{p}.example'), ['1.2.0.192.in-addr.arpa PTR']);
    assert.deepEqual(asks('${…}.example'), []);
    assert.deepEqual(asks('%{l}.example', { mailFrom: `${'x'.repeat(64)}@example.com` }), []);
    assert.deepEqual(asks('%{l}', { mailFrom: `${'x'.repeat(300)}@example.com` }), []);
  });

  it('has at most 4,096 characters', () => {
    assert.equal(explained([`e.example TXT ${'x'.repeat(4096)}`])?.length, 4096);
    assert.equal(explained([`e.example TXT ${'x'.repeat(4097)}`]), undefined);
  });
});
