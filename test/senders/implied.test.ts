import assert from 'node:assert/strict';
import { sendersOf } from '../../server/src/features/senders.ts';
import { zone } from '../harness/workspace.ts';

const MAIL = '@ MX 10 mail\n@ TXT "v=spf1 -all"\n';

/** The senders that the records of example.com imply: `DOMAIN WHO: how many hints`. */
function implied(text: string, path = 'example.com.zone'): readonly string[] {
  return sendersOf(zone(text, path), []).domains.flatMap(({ domain, implied: found }) =>
    found.map(({ sender: { name, evidence } }) => `${domain} ${name}: ${evidence.length}`),
  );
}

/** The records that services document: see the pages that their entries in the catalog name. */
const cases: Readonly<Record<string, readonly [records: string, expected: readonly string[]]>> = {
  'an include': ['@ TXT "v=spf1 include:_spf.google.com -all"', ['example.com Google Workspace: 1']],
  'an include that nobody passes by': ['@ TXT "v=spf1 -include:_spf.google.com ~all"', []],
  'an include of somebody who keeps the records of others': [
    '@ TXT "v=spf1 include:example.com._spf.vali.email -all"',
    [],
  ],
  'a key by CNAME': ['fm1._domainkey CNAME fm1.example.com.dkim.fmhosted.com.', ['example.com Fastmail: 1']],
  'a key at a selector that is a name of the service': [
    'google._domainkey TXT "v=DKIM1; p="',
    ['example.com Google Workspace: 1'],
  ],
  'keys at selectors that anybody may use': [
    'mail._domainkey TXT "v=DKIM1; p="\ndefault._domainkey TXT "v=DKIM1; p="\nk1._domainkey TXT "v=DKIM1; p="',
    [],
  ],
  'a name for MAIL FROM by CNAME': ['pm-bounces CNAME pm.mtasv.net.', ['example.com Postmark: 1']],
  'a name for MAIL FROM by MX': [
    'bounce MX 10 feedback-smtp.us-east-1.amazonses.com.',
    ['example.com Amazon SES: 1'],
  ],
  'a name for MAIL FROM that one of two services uses': [
    'send MX 10 feedback-smtp.us-east-1.amazonses.com.',
    ['example.com Resend: 1'],
  ],
  'the MX of a provider': ['@ MX 1 smtp.google.com.', ['example.com Google Workspace: 1']],
  'the MX of a forwarder': ['@ MX 1 mx1.improvmx.com.', []],
  'a mail server of its own, by MX and by name': [
    `${MAIL}mail A 192.0.2.1\nmail AAAA 2001:db8::1`,
    ['example.com mail.example.com: 2'],
  ],
  'a mail server by its name alone': [
    `${MAIL}smtp-out1 A 192.0.2.1`,
    ['example.com mail.example.com: 1', 'example.com smtp-out1.example.com: 1'],
  ],
  'names where people fetch mail, and one in a domain without mail': [
    'webmail A 192.0.2.1\nimap A 192.0.2.1\nsmtp A 192.0.2.2',
    [],
  ],
};

describe('senders that records imply', () => {
  for (const [says, [records, expected]] of Object.entries(cases)) {
    it(`${says}: ${expected.join(', ') || 'nobody'}`, () =>
      assert.deepEqual(implied(`${records}\n`), expected));
  }

  it('are also recognized by the name of an address', () => {
    const reverse = '1 PTR mail.example.com.\n2 PTR host.example.com.\n';
    const workspace = zone(MAIL, 'example.com.zone');
    workspace.add('2.0.192.in-addr.arpa', reverse, { format: 'zone' });
    const [domain] = sendersOf(workspace, []).domains;
    assert.deepEqual(
      domain?.hints.map(({ kind, host }) => `${kind} ${host ?? ''}`),
      ['mx mail.example.com', 'ptr mail.example.com'],
    );
  });

  it('are listed up to 100', () => {
    const many = Array.from({ length: 5000 }, (_, i) => `mail${i % 1000}.n${i} A 192.0.2.1`).join('\n');
    assert.equal(implied(`@ TXT "v=spf1 -all"\n${many}\n`).length, 100);
  });
});
