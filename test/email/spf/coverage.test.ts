import assert from 'node:assert/strict';
import fc from 'fast-check';
import { coveredByEarlier, coveredByLater } from '../../../server/src/email/spf/coverage.ts';
import { lookupTerms } from '../../../server/src/email/spf/lookups.ts';
import { at, read } from './reading.ts';

function earlier(typed: string, owner?: string): readonly string[] {
  const record = read(typed);
  return coveredByEarlier(record, owner).map(
    ({ term, by, isSame }) => `${at(record, term.range)} ${isSame ? '=' : '<'} ${at(record, by.range)}`,
  );
}

function later(typed: string): readonly string[] {
  const record = read(typed);
  return coveredByLater(record).map(({ term, by }) => `${at(record, term.range)} < ${at(record, by.range)}`);
}

describe('the senders that mechanisms match', () => {
  it('include mechanisms that an earlier one covers', () => {
    const rows: readonly (readonly [string, ...string[]])[] = [
      ['v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.1 -all', 'ip4:192.0.2.1 < ip4:192.0.2.0/24'],
      ['v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.9/24', 'ip4:192.0.2.9/24 = ip4:192.0.2.0/24'],
      ['v=spf1 ip4:192.0.0.0/16 ip4:192.0.2.0/24 ip4:192.0.2.1', 'ip4:192.0.2.0/24 < ip4:192.0.0.0/16', 'ip4:192.0.2.1 < ip4:192.0.0.0/16'],
      ['v=spf1 ip4:192.0.2.1 ip4:192.0.2.0/24'],
      ['v=spf1 ip4:0.0.0.0/0 ip6:::1'],
      ['v=spf1 ip6:2001:db8::/32 -ip6:2001:db8:1::/48', '-ip6:2001:db8:1::/48 < ip6:2001:db8::/32'],
      ['v=spf1 a:x.example a:X.EXAMPLE. mx:x.example', 'a:X.EXAMPLE. = a:x.example'],
      ['v=spf1 a:x.example/24//64 a:x.example a:x.example/16', 'a:x.example < a:x.example/24//64'],
      ['v=spf1 include:x.example ~include:x.example', '~include:x.example = include:x.example'],
      ['v=spf1 exists:%{i}.x.example exists:%{I}.x.example'],
      ['v=spf1 exists:%{i}.x.example exists:%{i}.x.example', 'exists:%{i}.x.example = exists:%{i}.x.example'],
      ['v=spf1 mx -all mx'],
      ['v=spf1 include:… include:…'],
      ['v=spf1 a mx a'],
    ]; // prettier-ignore
    for (const [record, ...covered] of rows) assert.deepEqual(earlier(record), covered, record);
    assert.deepEqual(earlier('v=spf1 a mx a:Example.com', 'example.com'), ['a:Example.com = a']);
  });

  it('are the same in a short record and in a long one', () => {
    const terms = [
      'ip4:192.0.2.0/24', 'ip4:192.0.2.1', 'ip4:192.0.0.0/16', '-ip4:192.0.2.9/24', 'ip6:2001:db8::/32', 'ip6:2001:db8::1', 'a', 'a/24', 'mx',
      'mx//64', 'a:x.example', 'a:x.example/24//64', 'include:x.example', '?include:x.example', 'exists:%{i}.x.example', 'ptr',
    ]; // prettier-ignore
    // After these, they cover no term before them.
    const others = Array.from({ length: 20 }, (_, i) => `exists:%{i}.n${i}.example`).join(' ');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...terms), { maxLength: 9 }), (some) => {
        const record = `v=spf1 ${some.join(' ')}`;
        assert.deepEqual(earlier(`${record} ${others}`, 'x.example'), earlier(record, 'x.example'));
        assert.deepEqual(later(`${record} ${others}`), later(record));
      }),
    );
  });

  it('include networks that a later one covers', () => {
    const rows: readonly (readonly [string, ...string[]])[] = [
      ['v=spf1 ip4:192.0.2.1 mx ip4:192.0.2.0/24 -all', 'ip4:192.0.2.1 < ip4:192.0.2.0/24'],
      ['v=spf1 ip4:192.0.2.1 -mx ip4:192.0.2.0/24 -all'],
      ['v=spf1 ip4:192.0.2.1 … ip4:192.0.2.0/24 -all'],
      ['v=spf1 ip4:192.0.2.1 ip4:192.0.2.1'],
    ];
    for (const [record, ...covered] of rows) assert.deepEqual(later(record), covered, record);
  });

  it('are separate from the terms that RFC 7208 §4.6.4 counts', () => {
    const rows: readonly (readonly [string, ...string[]])[] = [
      ['v=spf1 a mx ptr include:x.example exists:%{i}.x.example ip4:192.0.2.1 ip6:::1 -all', 'a', 'mx', 'ptr', 'include:x.example', 'exists:%{i}.x.example'],
      ['v=spf1 +a ?INCLUDE:x.example MX/24 -all a', '+a', '?INCLUDE:x.example', 'MX/24'],
      ['v=spf1 redirect=x.example a exp=y.example', 'a', 'redirect=x.example'],
      ['v=spf1 redirect=x.example a -all', 'a'],
      ['v=spf1 include=x.example mxx=1 -all'],
    ]; // prettier-ignore
    for (const [typed, ...counted] of rows) {
      const record = read(typed);
      assert.deepEqual(
        lookupTerms(record).map((term) => at(record, term.range)),
        counted,
        typed,
      );
    }
  });
});
