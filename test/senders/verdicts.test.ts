import assert from 'node:assert/strict';
import { sendersOf } from '../../server/src/features/senders.ts';
import { declaredSenders } from '../../server/src/senders/declared.ts';
import { parseConfig } from '../../server/src/analysis/input/config.ts';
import { zone } from '../harness/workspace.ts';

const SOA = '@ SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600\n@ NS ns1.example.net.\n';
const KEY = 'k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';

interface Case {
  readonly says: string;
  readonly zone: string;
  readonly sender: unknown;
  readonly domain?: string;
  readonly answers?: Readonly<Record<string, unknown>>;
  /** Outcome, SPF, DKIM; then the outcome by RFC 7489 after a slash if it differs. */
  readonly expected: string;
}

function analyze({ zone: text, sender, domain = 'example.com', answers = {} }: Case): string {
  const { config, problems } = parseConfig(JSON.stringify({ senders: { [domain]: [sender] } }));
  assert.deepEqual(problems, []);
  const workspace = zone(`${SOA}${text}\n`, 'example.com.zone', { answers });
  const { domains } = sendersOf(workspace, declaredSenders(config.senders, '.mailtxt.json'));
  const [found] = domains.flatMap(({ senders }) => senders);
  assert.ok(found);
  const older = found.outcomeOfRfc7489 === undefined ? '' : `/${found.outcomeOfRfc7489}`;
  return `${found.outcome}${older} ${found.spf.result} ${found.dkim.result}`;
}

const RELAY = { ip: ['192.0.2.10'] };
const cases: readonly Case[] = [
  {
    says: 'a relay that SPF lists, in a domain without keys',
    zone: '@ TXT "v=spf1 ip4:192.0.2.0/24 -all"\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: RELAY,
    expected: 'one-leg pass none',
  },
  {
    says: 'a relay that SPF does not list, in a domain without keys',
    zone: '@ TXT "v=spf1 ip4:192.0.2.11 -all"\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: RELAY,
    expected: 'rejected fail none',
  },
  {
    says: 'a relay that may sign with a key that is there',
    zone: `@ TXT "v=spf1 ip4:192.0.2.11 -all"\n_dmarc TXT "v=DMARC1; p=reject"\nother._domainkey TXT "${KEY}"`,
    sender: RELAY,
    expected: 'unknown fail unknown',
  },
  {
    says: 'a relay that signs',
    zone: `@ TXT "v=spf1 ip4:192.0.2.10 -all"\n_dmarc TXT "v=DMARC1; p=reject"\ns1._domainkey TXT "${KEY}"`,
    sender: { ...RELAY, dkim: ['s1'] },
    expected: 'accepted pass published',
  },
  {
    says: 'a relay whose key is missing and that SPF does not list',
    zone: '@ TXT "v=spf1 -all"\n_dmarc TXT "v=DMARC1; p=quarantine"\ns2._domainkey TXT "k=rsa; p="',
    sender: { ...RELAY, dkim: ['s1'] },
    expected: 'quarantined fail missing',
  },
  {
    says: 'an include that nobody has answered for',
    zone: '@ TXT "v=spf1 include:_spf.example.net -all"\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: RELAY,
    expected: 'unknown unknown none',
  },
  {
    says: 'an include that lists the relay',
    zone: '@ TXT "v=spf1 include:_spf.example.net -all"\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: RELAY,
    answers: { '_spf.example.net. TXT': { strings: [['v=spf1 ip4:192.0.2.10 -all']] } },
    expected: 'one-leg pass none',
  },
  {
    says: 'a host by its addresses, of which one is left out',
    zone: '@ TXT "v=spf1 ip4:192.0.2.25 -all"\n_dmarc TXT "v=DMARC1; p=reject"\nmail A 192.0.2.25\nmail AAAA 2001:db8::25',
    sender: { host: 'mail.example.com' },
    expected: 'rejected fail none',
  },
  {
    says: 'a host that is elsewhere',
    zone: '@ TXT "v=spf1 -all"\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: { host: 'mail.example.net' },
    expected: 'unknown unknown none',
  },
  {
    says: 'inner addresses',
    zone: '@ TXT "v=spf1 -all"\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: { ip: ['10.0.0.0/8'] },
    expected: 'unknown unknown none',
  },
  {
    says: 'a network of which SPF lists half',
    zone: '@ TXT "v=spf1 ip4:192.0.2.0/25 -all"\n_dmarc TXT "v=DMARC1; p=none"',
    sender: { ip: ['192.0.2.0/24'] },
    expected: 'doubtful fail none',
  },
  {
    says: 'strict alignment and an envelope below the domain',
    zone: '@ TXT "v=spf1 -all"\nbounce TXT "v=spf1 ip4:192.0.2.10 -all"\n_dmarc TXT "v=DMARC1; p=reject; aspf=s"',
    sender: { ...RELAY, envelope: 'bounce.example.com' },
    expected: 'rejected pass none',
  },
  {
    says: 'relaxed alignment and an envelope below the domain',
    zone: '@ TXT "v=spf1 -all"\nbounce TXT "v=spf1 ip4:192.0.2.10 -all"\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: { ...RELAY, envelope: 'bounce.example.com' },
    expected: 'one-leg pass none',
  },
  {
    says: 'a policy that RFC 9989 softens and RFC 7489 does not',
    zone: '@ TXT "v=spf1 -all"\n_dmarc TXT "v=DMARC1; p=reject; t=y"',
    sender: RELAY,
    expected: 'quarantined/rejected fail none',
  },
  {
    says: 'a subdomain under sp',
    zone: '@ TXT "v=spf1 -all"\nnews TXT "v=spf1 -all"\n_dmarc TXT "v=DMARC1; p=none; sp=reject"\nnews A 192.0.2.80',
    domain: 'news.example.com',
    sender: RELAY,
    expected: 'rejected fail none',
  },
  {
    says: 'a subdomain that does not exist, under np, of which RFC 7489 knows nothing',
    zone: '@ TXT "v=spf1 -all"\n_dmarc TXT "v=DMARC1; p=none; np=reject"',
    domain: 'news.example.com',
    sender: RELAY,
    expected: 'rejected/doubtful none none',
  },
  {
    says: 'a subdomain whose mail is signed with a key of the domain above',
    zone: `_dmarc TXT "v=DMARC1; p=reject"\nnews A 192.0.2.80\ns1._domainkey TXT "${KEY}"`,
    domain: 'news.example.com',
    sender: { ...RELAY, dkim: ['s1'] },
    expected: 'one-leg none published',
  },
  {
    says: 'Google with its include',
    zone: '@ TXT "v=spf1 include:_spf.google.com ~all"\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: 'google-workspace',
    expected: 'one-leg pass none',
  },
  {
    says: 'Google with the include behind a redirect',
    zone: '@ TXT "v=spf1 redirect=_spf.example.com"\n_spf TXT "v=spf1 mx include:_spf.google.com ~all"\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: 'google-workspace',
    expected: 'one-leg pass none',
  },
  {
    says: 'Google with the include behind "all"',
    zone: '@ TXT "v=spf1 -all include:_spf.google.com"\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: 'google-workspace',
    expected: 'rejected fail none',
  },
  {
    says: 'Google without its include, beside the include of another service',
    zone: '@ TXT "v=spf1 include:servers.mcsv.net mx -all"\n@ MX 1 smtp.google.com.\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: 'google-workspace',
    answers: { 'smtp.google.com. A': { data: ['198.51.100.1'] } },
    expected: 'rejected fail none',
  },
  {
    says: 'Google beside an include that may list anybody',
    zone: '@ TXT "v=spf1 include:spf.easydmarc.com -all"\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: 'google-workspace',
    expected: 'unknown unknown none',
  },
  {
    says: 'a mailbox provider whose networks may have been listed by hand',
    zone: '@ TXT "v=spf1 ip4:198.51.100.0/24 -all"\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: 'migadu',
    expected: 'unknown unknown missing',
  },
  {
    says: 'Google listed network by network, by what Google publishes',
    zone: '@ TXT "v=spf1 ip4:198.51.100.0/24 ip4:203.0.113.0/24 -all"\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: 'google-workspace',
    answers: {
      '_spf.google.com. TXT': { strings: [['v=spf1 ip4:198.51.100.0/25 ip4:203.0.113.128/25 ~all']] },
    },
    expected: 'one-leg pass none',
  },
  {
    says: 'a service with an envelope of its own, and its keys',
    zone: '@ TXT "v=spf1 -all"\n_dmarc TXT "v=DMARC1; p=reject"\nk2._domainkey CNAME dkim2.mcsv.net.\nk3._domainkey CNAME dkim3.mcsv.net.',
    sender: 'mailchimp',
    expected: 'one-leg own published',
  },
  {
    says: 'a service with an envelope of its own, without keys',
    zone: '@ TXT "v=spf1 include:servers.mcsv.net -all"\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: 'mailchimp',
    expected: 'rejected own missing',
  },
  {
    says: 'a service whose return path is not set up: it has its own domain in MAIL FROM',
    zone: '@ MX 10 mail\nmail A 192.0.2.1\n@ TXT "v=spf1 -all"\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: 'postmark',
    expected: 'rejected own none',
  },
  {
    says: 'a service whose return path is set up, and whose SPF nobody has answered for',
    zone: 'pm-bounces CNAME pm.mtasv.net.\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: 'postmark',
    expected: 'unknown unknown none',
  },
  {
    says: 'a service whose return path is set up, with the SPF record of the service',
    zone: 'pm-bounces CNAME pm.mtasv.net.\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: 'postmark',
    answers: {
      'pm.mtasv.net. TXT': { strings: [['v=spf1 include:spf.mtasv.net ~all']] },
      'pm.mtasv.net. CNAME': 'NODATA',
    },
    expected: 'one-leg pass none',
  },
  {
    says: 'a service whose envelope nobody knows',
    zone: '@ TXT "v=spf1 -all"\n_dmarc TXT "v=DMARC1; p=reject"\ns1._domainkey CNAME s1.domainkey.u1.wl.sendgrid.net.',
    sender: 'sendgrid',
    expected: 'one-leg none published',
  },
  {
    says: 'a key that is an alias to somebody else',
    zone: '@ TXT "v=spf1 -all"\n_dmarc TXT "v=DMARC1; p=reject"\ns1._domainkey CNAME s1.example.net.',
    sender: { service: 'sendgrid', dkim: ['s1'], envelope: 'example.com' },
    expected: 'unknown fail unknown',
  },
  {
    says: 'a service of which nothing is known',
    zone: '@ TXT "v=spf1 -all"\n_dmarc TXT "v=DMARC1; p=reject"',
    sender: 'workday',
    expected: 'unknown unknown none',
  },
];

describe('the verdict on a sender', () => {
  for (const one of cases) {
    it(`of ${one.says}`, () => {
      assert.equal(analyze(one), one.expected);
    });
  }
});
