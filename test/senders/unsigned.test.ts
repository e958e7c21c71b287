import assert from 'node:assert/strict';
import { parseConfig } from '../../server/src/analysis/input/config.ts';
import { sendersOf } from '../../server/src/features/senders.ts';
import { readEvidence } from '../../server/src/senders/bounces/read.ts';
import { seenInBounces } from '../../server/src/senders/bounces/seen.ts';
import { combineSenders } from '../../server/src/senders/combine.ts';
import { declaredSenders } from '../../server/src/senders/declared.ts';
import { zone } from '../harness/workspace.ts';

const ZONE = `@ SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600
@ NS ns1.example.net.
@ TXT "v=spf1 ip4:192.0.2.25 -all"
_dmarc TXT "v=DMARC1; p=reject"
k7._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
`;

/** Verdict and DKIM of the relay at 192.0.2.10 where these texts are its bounces. */
function relayWith(bounces: readonly string[], relay: object = { ip: ['192.0.2.10'] }): string {
  const { config } = parseConfig(JSON.stringify({ senders: { 'example.com': [relay] } }));
  const declared = declaredSenders(config.senders, '.mailtxt.json');
  const seen = seenInBounces(bounces.map((text, i) => ({ path: `${i}.eml`, evidence: readEvidence(text) })));
  const known = combineSenders(declared, seen.senders, seen.others);
  const { domains } = sendersOf(zone(ZONE), known, seen.others);
  const [sender] = domains.flatMap(({ senders }) => senders);
  return `${sender?.outcome ?? ''} ${sender?.dkim.result ?? ''}`;
}

const NAMED = '550 5.7.23 Sender Policy Framework violation: domain example.com, ip=192.0.2.10';

describe('a declared address without "dkim", by its bounces', () => {
  it('may sign if none shows that it does not', () => {
    assert.equal(relayWith([]), 'unknown unknown');
    assert.equal(relayWith([NAMED]), 'unknown unknown');
  });

  for (const said of ['dkim=none', 'The message was not signed', 'It has no DKIM signature'])
    it(`does not sign if one has "${said}"`, () => {
      assert.equal(relayWith([`${NAMED}. ${said}.`]), 'rejected none');
      assert.equal(relayWith([NAMED, `${NAMED}. ${said}.`]), 'rejected none');
    });

  for (const said of [
    'DKIM = did not pass',
    'dkim=fail',
    'No passing DKIM signature found',
    'has no DKIM key',
  ])
    it(`may sign if one has "${said}"`, () => {
      assert.equal(relayWith([`${NAMED}. ${said}.`]), 'unknown unknown');
    });

  it('signs with what is declared, whatever a bounce shows', () => {
    assert.equal(
      relayWith([`${NAMED}. dkim=none.`], { ip: ['192.0.2.10'], dkim: ['k7'] }),
      'one-leg published',
    );
  });

  it('is different from that of another domain or address', () => {
    const others = [NAMED.replace('192.0.2.10', '192.0.2.11'), NAMED.replace('example.com', 'example.org')];
    assert.equal(relayWith(others.map((text) => `${text}. dkim=none.`)), 'unknown unknown');
  });

  it('does not sign according to a failure report whose results show it', () => {
    const report = (dkim: string): string => `From: reports@example.net
To: dmarc@example.com
Subject: FW: hello
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is an authentication failure report.

--b
Content-Type: message/feedback-report

Feedback-Type: auth-failure
User-Agent: Example/1.0
Version: 1
Auth-Failure: dmarc
Original-Mail-From: user@example.com
Source-IP: 192.0.2.10
Authentication-Results: mx.example.net; dkim=${dkim}; spf=fail smtp.mailfrom=example.com; dmarc=fail header.from=example.com
Reported-Domain: example.com

--b
Content-Type: message/rfc822

From: user@example.com
To: someone@example.net
Subject: hello

hello
--b--
`;
    assert.equal(relayWith([report('none')]), 'rejected none');
    assert.equal(relayWith([report('fail header.d=example.com')]), 'unknown unknown');
  });
});
