import assert from 'node:assert/strict';
import { hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { realConfigurations } from '../harness/terraform-corpus.ts';

/**
 * Every finding of severity error or warning on the real configurations, older versions of them too, was looked at, and
 * is true; here is how many there are of each rule, and what they are. A number that changes is a finding to look at: a
 * fault that is no longer seen, or a false alarm.
 */
const REVIEWED: Readonly<Record<string, { readonly count: number; readonly what: string }>> = {
  'error dkim-p-missing': { count: 1, what: 'a selector with "INSERT DKIM HERE"' },
  'error dmarc-rua-not-mailto': { count: 2, what: 'rua and ruf of one record without "mailto:"' },
  'error dmarc-wrong-owner': {
    count: 2,
    what: 'DMARC at "dmarc.fac.gov" and, in a file of YAML, at "dmarc.mail-em612.mail-makeaplea-nonprod"',
  },
  'error tf-data-refused': { count: 2, what: 'IPv6 addresses in a record of type A, in an older version' },
  'error tf-name-at-sign': {
    count: 2,
    what: 'TXT of data.gov at "@", which Route 53 has as "@.data.gov", in two versions',
  },
  'error tf-name-outside-zone': {
    count: 2,
    what: 'a proof for pif.gov in the zone presidentialinnovationfellows.gov, in two versions',
  },
  'error tf-route53-txt-long-unsplit': { count: 1, what: 'a DKIM key of 410 octets, which was split later' },
  'error tf-txt-multiple-sets-same-name': {
    count: 4,
    what: 'TXT of plainlanguage.gov, of vote.gov in two versions, and of data.gov, which has three; all merged later',
  },
  'error tf-whole-set-twice': {
    count: 5,
    what: 'CAA of data.gov, which has six resources, and NS of four of its subdomains, which have four each; all merged later',
  },
  'error zone-singleton-repeated': { count: 1, what: 'two CNAME records at beta.pif.gov' },
  'error zone-split-string-missing-space': {
    count: 2,
    what: '"\\"v=spf1\\" \\"include:_spf.google.com\\" \\"~all\\"", which has two joints',
  },
  'warning dkim-key-1024': { count: 33, what: 'RSA keys of 1024 bits, most of them of Mandrill' },
  'warning dmarc-fo-invalid': { count: 1, what: 'fo=0:1:d:s' },
  'warning dmarc-p-none-no-rua': {
    count: 2,
    what: 'p=none and nothing else, once in a module that reads eight such records from YAML',
  },
  'warning dmarc-policy-on-non-sending': {
    count: 10,
    what: 'p=none at domains with "v=spf1 -all", which got p=reject later',
  },
  'warning dmarc-rua-missing': {
    count: 9,
    what: 'p=reject or p=quarantine and no rua, of domains that send mail',
  },
  'warning spf-all-neutral': { count: 6, what: '?all, once in a local of five records' },
  'warning tf-cloudflare-txt-over-255': {
    count: 2,
    what: 'keys of 410 octets in one string without quotes, in the version that changed to cloudflare_dns_record',
  },
  'warning spf-type99-record': { count: 1, what: 'a record of type SPF' },
};

describe('findings on real configurations', () => {
  it('are those that were reviewed and are true', function () {
    if (!hasCorpus()) {
      sayNoCorpus('which findings real configurations have');
      this.skip();
    }
    this.timeout(60_000);
    const made = realConfigurations();
    const counts: Record<string, number> = {};
    for (const file of made.paths()) {
      for (const { severity, rule } of made.findings(file).findings) {
        if (severity !== 'error' && severity !== 'warning') continue;
        const key = `${severity} ${rule}`;
        counts[key] = (counts[key] ?? 0) + 1;
      }
    }
    assert.deepEqual(
      counts,
      Object.fromEntries(Object.entries(REVIEWED).map(([key, { count }]) => [key, count])),
    );
  });
});
