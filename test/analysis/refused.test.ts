import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { CORPUS, hasCorpus, readCorpus, sayNoCorpus } from '../harness/corpus.ts';

/** gdnsd loads them, as test/oracle/gdnsd.test.ts has it do; BIND does not know its types. */
const FOR_GDNSD = [
  'distrowiki.net',
  'farthestfrontier.wiki',
  'mlrpgspeedruns.com',
  'mwcosmos.com',
  'newcascadia.net',
  'nexttide.org',
  'rosettacode.org',
  'sdiy.info',
  'thegreatwar.uk',
  'valorantjp.wiki',
  'wikitide.com',
  'wikitide.net',
  'wikitide.org',
];

/** Files that BIND refuses and we do not, and why that is right. "No SOA" is not listed: such a file may be included. */
const DEVIATIONS: Readonly<Record<string, string>> = {
  'zones-conformance/bind9-master-unit/master15.data':
    '65,513 octets of RDATA: a record may be that long, only no DNS message can carry it',
  'zones-conformance/bind9-masterfile/zone/nameservers.db':
    'no TTL, but also no SOA: the file is made to be included',
  'zones-conformance/bind9-masterfile/ns1/sub.db': 'no TTL, but also no SOA: the file is made to be included',
  'zones-conformance/bind9-checkzone/bad-cds.db':
    'whether CDS records fit the DNSKEY records has no effect on mail',
  'zones-conformance/hickory-dns/test_configs/include.example.com.zone':
    'no TTL, but also no SOA: made to be included',
  'zones-conformance/hickory-dns/test_configs/default/root.zone':
    'the root zone, loaded under another origin',
  'zones-conformance/hickory-dns/test_configs/dnssec/example.com.zone':
    'ANAME: a type of providers, kept as it is',
  'zones-conformance/knot-semantic/cdnskey.delete.invalid.cdnskey':
    'whether CDNSKEY records fit has no effect on mail',
  'zones-conformance/knot-zscanner/06-7_INCLUDE.in':
    'the fault stands in the included file, and is told there',
  'zones-conformance/knot-zscanner/07-2-rdata.in': 'no TTL, but also no SOA',
  'zones-conformance/knot-zscanner/07-4-rdata.in': 'no TTL, but also no SOA',
  ...Object.fromEntries(
    FOR_GDNSD.map((name) => [`realworld/zones/WikiTideOrg+dns/zones/${name}`, 'a zone for gdnsd']),
  ),
};

describe('zone files that BIND rejects', function () {
  this.timeout(60_000);

  it('have an error, a warning or a problem in mailtxt too', function () {
    if (!hasCorpus()) {
      sayNoCorpus('what BIND refuses');
      this.skip();
    }
    const rows = readCorpus('oracle/ORACLE.tsv')
      .split('\n')
      .map((line) => line.split('\t'))
      .filter((row) => row[2] === 'FAIL');
    assert.equal(rows.length, 173);
    const silent: string[] = [];
    for (const [file = '', origin = '', , messages = ''] of rows) {
      if (messages.includes('has 0 SOA records')) continue;
      const workspace = createWorkspace({
        include: (target, from) => {
          const found = path.posix.join(path.posix.dirname(from), target);
          const full = path.join(CORPUS, found);
          if (!existsSync(full) || !statSync(full).isFile()) return undefined;
          return { path: found, text: readCorpus(found) };
        },
        originOf: () => origin.toLowerCase().replace(/\.$/, ''),
        severityOf: () => undefined,
      });
      workspace.add(file, readCorpus(file), { format: 'zone' });
      // A fault that affects mail is not a reason for a name server to reject the zone.
      const loud = workspace.findings(file).findings.some(({ rule, severity }) => {
        return /^(?:zone|txt)-/.test(rule) && (severity === 'error' || severity === 'warning');
      });
      if (!loud && workspace.problems(file).length === 0) silent.push(file);
    }
    assert.deepEqual(silent.sort(), Object.keys(DEVIATIONS).sort());
  });
});
