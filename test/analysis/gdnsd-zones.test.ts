import assert from 'node:assert/strict';
import { findingsOf, zone } from '../harness/workspace.ts';

/** The forms that repositories for gdnsd have, in one zone. */
const ZONE = `$TTL 86400
@ SOA ns1 hostmaster 20260101000001 7200 1800 259200 900
@ NS ns1
@ NS ns2.@Z
ns1 A 192.0.2.1
ns2 DYNA multifo!ns2
@ 300/10 DYNA geoip!main
@ MX 10 mail.@Z
@ MX 20 backup
mail DYNA geoip!mail
backup 300/10 DYNC geoip!backup
@ TXT "v=spf1 mx -all"
_dmarc TXT "v=DMARC1; p=none; rua=mailto:d@example.com"
$ORIGIN sub.@Z
www 5m/1m DYNC geoip!www
autodiscover CNAME www.@F
`;

describe('a zone for gdnsd', () => {
  it('has no errors and no warnings', () => {
    const found = findingsOf(zone(ZONE), 'example.com.zone');
    assert.deepEqual(
      found.filter(({ severity }) => severity === 'error' || severity === 'warning'),
      [],
    );
  });
});
