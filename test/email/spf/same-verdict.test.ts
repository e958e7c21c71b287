import assert from 'node:assert/strict';
import { parseIp } from '../../../server/src/dns/address.ts';
import type { DnsFacts } from '../../../server/src/dns/facts.ts';
import { coveredByIncludes } from '../../../server/src/email/spf/coverage-by-include.ts';
import { checkHost } from '../../../server/src/email/spf/evaluate/check-host.ts';
import { cachedReader, readSpf } from '../../../server/src/email/spf/evaluate/select-record.ts';
import { flattenTerm } from '../../../server/src/email/spf/flatten.ts';
import { lookupTree } from '../../../server/src/email/spf/lookup-tree.ts';
import { sortTerms } from '../../../server/src/email/spf/sort-terms.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { factsOf, randomWorld } from '../../harness/random-spf.ts';
import type { SpfWorld } from '../../harness/random-spf.ts';

const SENDERS = [
  '192.0.2.1', '192.0.2.2', '192.0.2.77', '192.0.2.9', '198.51.100.4', '198.51.100.5', '203.0.113.250', '203.0.113.1',
  '10.0.0.1', '2001:db8::1', '2001:db8::2', '2001:db8:1::9', '2001:db8:ffff::1', '2001:db8:2::1', '2001:dead::1',
]; // prettier-ignore

const read = cachedReader();

/** What each sender gets from the record; the others of the world stay as they are. */
function verdicts(world: SpfWorld, domain: string, text: string): readonly string[] {
  const own = factsOf(world);
  const facts: DnsFacts = {
    ask(name, type) {
      if (name !== domain || type !== 'TXT') return own.ask(name, type);
      return { status: 'data', data: [[text]], source: { kind: 'workspace' } } as never;
    },
  };
  return SENDERS.map((sender) => {
    const ip = parseIp(sender);
    assert.ok(ip);
    return checkHost({ ip, mailFrom: `user@${domain}`, helo: 'h0.example.com' }, { facts, read }).result;
  });
}

/** A record that was in error may be so no longer, and one whose check a server's failure ended gets on. */
function assertSame(before: readonly string[], after: readonly string[], what: string): void {
  for (const [i, result] of before.entries()) {
    if (result === 'permerror' || result === 'temperror') continue;
    assert.equal(after[i], result, `${SENDERS[i] ?? ''}: ${what}`);
  }
}

function changesOf(world: SpfWorld, domain: string): readonly (readonly [before: string, after: string])[] {
  const stored = world.answers[`${domain} TXT`];
  if (stored === undefined || stored === 'SERVFAIL' || stored.length !== 1) return [];
  const text = (stored[0] as readonly string[]).join('');
  const record = readSpf(text);
  if (!record.version.selected || record.permerror) return [];
  const facts = factsOf(world);
  const tree = lookupTree(record, domain, { facts, read });
  const put = (range: { start: number; end: number }, words: string): string =>
    text.slice(0, range.start) + words + text.slice(range.end);
  const flat = tree.terms.flatMap((cost) => {
    const found = flattenTerm(cost, facts);
    return found === undefined ? [] : [put(cost.term.range, found.terms.join(' '))];
  });
  const shorter = coveredByIncludes(tree).map(({ term }) => put(term.range, ''));
  const sorting = sortTerms(record);
  const sorted = sorting === undefined ? [] : [applyEdits(text, sorting)];
  return [...flat, ...shorter, ...sorted].map((after) => [text, after] as const);
}

describe('a record in another form', () => {
  it('gives every sender the same verdict: addresses for a term, without a network that an include covers', function () {
    this.timeout(120_000);
    let tried = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const world = randomWorld(seed);
      for (let i = 0; i < 8; i++) {
        const domain = `d${i}.example.com`;
        for (const [before, after] of changesOf(world, domain)) {
          tried++;
          assertSame(verdicts(world, domain, before), verdicts(world, domain, after), `${before} → ${after}`);
        }
      }
    }
    assert.ok(tried > 1000, `${tried} changes were tried`);
  });
});
