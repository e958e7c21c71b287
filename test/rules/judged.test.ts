import assert from 'node:assert/strict';
import path from 'node:path';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { readTextFile } from '../../server/src/hosts/node/text-file.ts';
import { CORPUS, corpusFiles, hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { surroundings } from '../harness/workspace.ts';

/**
 * Every finding of severity error or warning on the real zone files was looked at, and is true; here is how many there
 * are of each rule, and what they are. A number that changes is a finding to look at: a fault that is no longer seen, or
 * a false alarm.
 */
const JUDGED: Readonly<Record<string, { readonly count: number; readonly what: string }>> = {
  'error spf-ip4-invalid': { count: 1, what: 'ip4: with a host name behind it' },
  'error zone-bad-rdata': {
    count: 14,
    what: '13 serials of 14 digits, which BIND refuses as out of range; one MX without a preference',
  },
  'error zone-txt-string-over-255': {
    count: 3,
    what: 'one DKIM key of 410 octets in one string, in three zones; BIND refuses it',
  },
  'warning dkim-key-1024': { count: 19, what: 'RSA keys of 1024 bits' },
  'warning dmarc-missing': {
    count: 59,
    what: 'zones with an MX, whole, and of registered domains, in which "_dmarc" stands nowhere',
  },
  'warning dmarc-reject-without-dkim': {
    count: 1,
    what: 'a whole zone with SPF, p=quarantine and no selector',
  },
  'warning dmarc-rua-missing': { count: 3, what: 'p=quarantine and no rua, in three zones' },
  'warning spf-lookup-limit-near': {
    count: 3,
    what: 'nine terms that ask and include:_spf.google.com, in three zones: ten lookups, if that has not grown',
  },
  'warning spf-missing': {
    count: 5,
    what: 'whole zones of registered domains with an MX and neither SPF nor a DKIM key',
  },
  'warning spf-private-address': { count: 1, what: 'ip4:10.0.0.25/32' },
  'warning zone-rdata-target-relative': {
    count: 1,
    what: 'a CNAME to googlehosted.com without its final dot',
  },
};

describe('findings on real zone files', () => {
  it('are those that were judged to be true', function () {
    if (!hasCorpus()) {
      sayNoCorpus('which findings real files have');
      this.skip();
    }
    this.timeout(60_000);
    const counts: Record<string, number> = {};
    for (const file of corpusFiles('realworld/zones')) {
      const read = readTextFile(path.join(CORPUS, file));
      assert.ok(read.kind !== 'unreadable', file);
      const workspace = createWorkspace(surroundings());
      workspace.add(file, read.text, { format: 'zone' });
      for (const { severity, rule } of workspace.findings(file).findings) {
        if (severity !== 'error' && severity !== 'warning') continue;
        const key = `${severity} ${rule}`;
        counts[key] = (counts[key] ?? 0) + 1;
      }
    }
    assert.deepEqual(
      counts,
      Object.fromEntries(Object.entries(JUDGED).map(([key, { count }]) => [key, count])),
    );
  });
});
