import assert from 'node:assert/strict';
import { CASES, canonicalType } from '../records/rdata-cases.ts';
import type { RdataCase } from '../records/rdata-cases.ts';
import { askBind, hasBind } from './bind.ts';

/** Their output depends on the day: BIND shows a time as the one nearest to now. */
const CLOCK = /\b(?:1969|2106|9999)\d{10}\b/;

const isSoa = (one: RdataCase): boolean => canonicalType(one.type) === 'SOA';

function zoneOf(cases: readonly RdataCase[]): string {
  const apex = cases.find(isSoa);
  const soa = apex === undefined ? 'SOA a. b. 1 2 3 4 5' : `${apex.type} ${apex.typed}`;
  const rows = cases.filter((one) => one !== apex).map((one, i) => `r${i} IN ${one.type} ${one.typed}`);
  return ['$TTL 60', `@ IN ${soa}`, '@ IN NS a.', ...rows, ''].join('\n');
}

/** The reason in a message such as `dns_rdata_fromtext: zone:4: near '10': out of range`. */
function reasonOf(message: string): string {
  return message.replace(/^.*: /, '');
}

/** One of each type and reason, since each is a run of its own; all with `ORACLE=all`. */
function badCases(): readonly RdataCase[] {
  const bad = CASES.filter(({ verdict }) => verdict === 'bad');
  if (process.env['ORACLE'] === 'all') return bad;
  return [...new Map(bad.map((one) => [`${one.type} ${one.result}`, one])).values()];
}

describe('BIND', function () {
  this.timeout(120_000);

  before(function () {
    if (hasBind()) return;
    console.log('      (named-compilezone is not installed: the cases are not compared with BIND)');
    this.skip();
  });

  it('loads the good cases as in the table', () => {
    const good = CASES.filter((one) => one.verdict === 'ok' && !CLOCK.test(one.typed));
    const others = good.filter((one) => !isSoa(one));
    const { lines, message } = askBind(zoneOf(others));
    assert.ok(lines, message);
    const found = new Map(lines.map((line) => [line.split(' ')[0], line.split(' ').slice(3).join(' ')]));
    for (const [i, one] of others.entries()) {
      const expected = `${canonicalType(one.type)} ${one.result}`.trim();
      assert.equal(found.get(`r${i}.example.com.`), expected, one.typed);
    }
    for (const one of good.filter(isSoa)) {
      const answer = askBind(zoneOf([one]));
      assert.ok(answer.lines?.includes(`example.com. 60 IN SOA ${one.result}`), one.typed);
    }
  });

  it('rejects the bad cases for the reasons in the table', () => {
    for (const one of badCases()) {
      const { lines, message } = askBind(zoneOf([one]));
      assert.equal(lines, undefined, `${one.type} ${one.typed}`);
      assert.equal(reasonOf(message), one.result, `${one.type} ${one.typed}`);
    }
  });
});
