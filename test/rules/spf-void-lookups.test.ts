import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseIp } from '../../server/src/dns/address.ts';
import { simulate } from '../../server/src/features/simulate.ts';
import { runs } from '../harness/runs.ts';
import { findingsOf, zone } from '../harness/workspace.ts';

const PATH = 'example.com.zone';
const HEAD = '@ SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600\n@ NS ns1.example.net.\n';
const HOSTS = [
  'four A 192.0.2.1',
  'six AAAA 2001:db8::1',
  'both A 192.0.2.2',
  'both AAAA 2001:db8::2',
  '@ MX 10 four',
  'in TXT "v=spf1 ip4:198.51.100.1 ip6:2001:db8::3 -all"',
  '',
].join('\n');

/** Whether the check reports the limit, and what an IPv4 and an IPv6 sender get that the last term is for. */
function evaluated(terms: readonly string[]): readonly [isReported: boolean, ipv4: string, ipv6: string] {
  const documents = zone(`${HEAD}${HOSTS}@ TXT "v=spf1 ${terms.join(' ')} -all"\n`, PATH);
  const results = ['198.51.100.1', '2001:db8::3'].map((typed) => {
    const ip = parseIp(typed);
    assert.ok(ip);
    const mail = { ip, mailFrom: 'a@example.com', helo: '', headerFrom: undefined, dkim: [] };
    return simulate(mail, documents.facts).spf.result;
  });
  const isReported = findingsOf(documents, PATH).some(({ rule }) => rule === 'spf-void-lookups');
  return [isReported, results[0] ?? '', results[1] ?? ''];
}

describe('void lookups of SPF', () => {
  it('are counted for the family of the sender: hosts with IPv4 only, before an include that sends over IPv6', () => {
    const four = ['a:four.example.com', 'a:four.example.com/32', 'a:four.example.com/31'];
    assert.deepEqual(evaluated([...four, 'include:in.example.com']), [true, 'pass', 'permerror']);
    assert.deepEqual(evaluated([...four.slice(1), 'include:in.example.com']), [false, 'pass', 'pass']);
    const hosts = ['mx', 'mx/31', 'mx/30'];
    assert.deepEqual(evaluated([...hosts, 'include:in.example.com']), [true, 'pass', 'permerror']);
  });

  it('make no difference if no sender of that family would pass', () => {
    const four = ['a:four.example.com', 'a:four.example.com/32', 'a:four.example.com/31'];
    assert.equal(evaluated(four)[0], false);
    assert.equal(evaluated([...four, 'ip4:198.51.100.1'])[0], false);
  });

  it('are counted for both families for nonexistent names', () => {
    const none = ['a:x.example.com', 'mx:x.example.com', 'exists:x.example.com'];
    assert.deepEqual(evaluated(none), [true, 'permerror', 'permerror']);
  });

  it('are counted as the evaluation counts them', () => {
    const term = fc.constantFrom(
      ...['a:four.example.com', 'a:six.example.com', 'a:both.example.com', 'a:x.example.com', 'mx'],
      ...['mx:x.example.com', 'exists:x.example.com', 'exists:six.example.com', 'a'],
    );
    fc.assert(
      fc.property(fc.array(term, { maxLength: 6 }), (terms) => {
        const [isReported, ipv4, ipv6] = evaluated([...terms, 'include:in.example.com']);
        // No sender matches before the include, which lets both pass.
        assert.equal(isReported, ipv4 === 'permerror' || ipv6 === 'permerror');
      }),
      { numRuns: runs(60) },
    );
  });
});
