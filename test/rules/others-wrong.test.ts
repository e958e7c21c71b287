import assert from 'node:assert/strict';
import { MappedText } from '../../server/src/text/mapped-text.ts';
import { cachedReader } from '../../server/src/email/spf/evaluate/select-record.ts';
import { lookupTree } from '../../server/src/email/spf/lookup-tree.ts';
import { parseSpf } from '../../server/src/email/spf/parse.ts';
import { findingsOf, zone } from '../harness/workspace.ts';
import { answer, dmarc, hosts, MEASURED, spf } from './wrong-verdicts.ts';
import type { Trap } from './wrong-verdicts.ts';

/** As measured, read or reported before. */
const EARLIER: readonly Trap[] = [
  {
    program: 'checkdmarc',
    wrong: '11 direct "a:" terms are valid, the limit is only looked at in includes',
    text: spf(...hosts(11), '-all'),
    found: ['error spf-lookup-limit-local'],
    lookups: 11,
  },
  {
    program: 'checkdmarc',
    wrong: '11 "ptr:" terms are valid',
    text: spf(...hosts(11, 'ptr'), '-all'),
    found: ['error spf-lookup-limit-local', 'warning spf-ptr-mechanism'],
    lookups: 11,
  },
  {
    program: 'checkdmarc, DomainDetective',
    wrong: 'an include that is reached twice counts once, or is a loop',
    text: spf('include:a.example.net', 'include:b.example.net', '-all'),
    answers: {
      'a.example.net. TXT': answer('include:s.example.net', '-all'),
      'b.example.net. TXT': answer('include:s.example.net', '-all'),
      's.example.net. TXT': answer(...hosts(4), '-all'),
    },
    found: ['error spf-lookup-limit-exceeded'],
    lookups: 12,
  },
  {
    program: 'checkdmarc',
    wrong: '"mx/24" and "a:host/24" ask for names with a slash, which are void',
    text: `@ MX 10 mail\nmail A 192.0.2.1\n${spf('mx/24', 'a:mail.example.com/24', 'mx:example.com/24', '-all')}`,
    found: [],
    lookups: 3,
  },
  {
    program: 'checkdmarc',
    wrong: '"ra=" is a syntax error',
    text: spf('ra=postmaster', 'ip4:192.0.2.1', '-all'),
    found: [],
  },
  {
    program: 'checkdmarc, DNSControl',
    wrong: '"V=SPF1" and "Include:" are errors',
    text: '@ TXT "V=SPF1 Include:s.example.net -ALL"\n',
    answers: { 's.example.net. TXT': answer('ip4:192.0.2.1', '-all') },
    found: [],
    lookups: 1,
  },
  {
    program: 'checkdmarc',
    wrong: '"mxx.example" is taken for "mx:"',
    text: spf('mxx.example', '-all'),
    found: ['error spf-unknown-mechanism'],
  },
  {
    program: 'checkdmarc',
    wrong: '"ip4192.0.2.1" is taken for "ip4:"',
    text: spf('ip4192.0.2.1', '-all'),
    found: ['error spf-missing-colon'],
  },
  { program: 'checkdmarc', wrong: '"+all" is valid', text: spf('+all'), found: ['error spf-all-pass'] },
  {
    program: 'checkdmarc',
    wrong: '"ip4:0.0.0.0/0" is valid',
    text: spf('ip4:0.0.0.0/0', '-all'),
    found: ['error spf-cidr-zero'],
  },
  {
    program: 'checkdmarc',
    wrong: 'a netmask is a prefix',
    text: spf('ip4:192.0.2.0/255.255.255.0', '-all'),
    found: ['error spf-cidr-invalid'],
  },
  {
    program: 'checkdmarc',
    wrong: '10.0.0.1 is as good as any',
    text: spf('ip4:10.0.0.1', '-all'),
    found: ['warning spf-private-address'],
  },
  {
    program: 'checkdmarc, EasyDMARC, MXToolbox',
    wrong: 'a redirect beside all, and terms behind it, are counted',
    text: spf('a:h.example.net', '-all', ...hosts(10), 'redirect=s.example.net'),
    found: ['error spf-terms-after-all', 'warning spf-redirect-with-all'],
    lookups: 1,
  },
  {
    program: 'checkdmarc',
    wrong: 'an include of nothing is but a warning',
    text: spf('include:gone.example.net', '-all'),
    answers: { 'gone.example.net. TXT': 'NXDOMAIN' },
    found: ['error spf-include-no-record'],
  },
  {
    program: 'checkdmarc',
    wrong: 'strict alignment and "np=none" go without a word; "pct=0" is only called removed',
    text: dmarc('v=DMARC1; p=reject; np=none; pct=0; adkim=s; aspf=s; rua=mailto:d@example.com'),
    found: ['warning dmarc-np-weaker-than-p', 'warning dmarc-pct-zero'],
  },
  {
    program: 'octodns-spf',
    wrong: 'terms with a sign or capitals are not counted',
    text: spf(...hosts(12, '+a'), '-all'),
    found: ['error spf-lookup-limit-local'],
    lookups: 12,
  },
  {
    program: 'octodns-spf',
    wrong: 'a redirect is not followed',
    text: spf('redirect=s.example.net'),
    answers: { 's.example.net. TXT': answer(...hosts(11), '-all') },
    found: ['error spf-lookup-limit-exceeded'],
    lookups: 12,
  },
  {
    program: 'octodns-spf, DNSControl',
    wrong: '"all" and modifiers that begin with "a" are lookups',
    text: spf(...hosts(10), 'abc=d', 'all'),
    found: ['error spf-all-pass', 'warning spf-lookup-limit-near'],
    lookups: 10,
  },
  {
    program: 'octoDNS, Codabind',
    wrong: 'a record has to end with "all"',
    text: spf('redirect=s.example.net'),
    answers: { 's.example.net. TXT': answer('-all') },
    found: [],
    lookups: 1,
  },
  {
    program: 'octoDNS, Codabind',
    wrong: '"exp=" may not stand behind "all"',
    text: spf('ip4:192.0.2.1', '-all', 'exp=why.example.net'),
    found: [],
    lookups: 0,
  },
  {
    program: 'Codabind',
    wrong: 'every "a" and "mx" in a host name is a lookup',
    text: spf(
      'a:a.mx.example.net',
      'a:mx.a.example.net',
      'mx:mx.a.mx.example.net',
      'include:a.mx.a.example.net',
      '-all',
    ),
    found: [],
    lookups: 4,
  },
  {
    program: 'Codabind',
    wrong: '"ip4:999.1.1.1 foo:bar +all" is right',
    text: spf('ip4:999.1.1.1', 'foo:bar', '+all'),
    found: ['error spf-all-pass', 'error spf-ip4-invalid', 'error spf-unknown-mechanism'],
  },
  {
    program: 'Codabind',
    wrong: 'any text is a DKIM key',
    text: 's1._domainkey TXT "hello"\n',
    found: ['error dkim-p-missing'],
  },
  {
    program: 'Codabind, named-checkzone',
    wrong: 'a null MX may stand beside others',
    text: '@ MX 0 .\n@ MX 10 mail\nmail A 192.0.2.1\n',
    found: ['error mx-null-with-others'],
  },
  {
    program: 'Codabind',
    wrong: 'of two DMARC records the first one counts',
    text: `${dmarc('v=DMARC1; p=reject; rua=mailto:d@example.com')}${dmarc('v=DMARC1; p=none')}`,
    found: ['error dmarc-multiple-records', 'warning dmarc-p-none-no-rua'],
  },
  {
    program: 'Internet.nl',
    wrong: '11 "mx:" terms are valid where nothing is included',
    text: spf(...hosts(11, 'mx'), '-all'),
    found: ['error spf-lookup-limit-local'],
    lookups: 11,
  },
  {
    program: 'Internet.nl, mox',
    wrong: 'an unknown tag, or "p" not in the second place, makes a DMARC record invalid',
    text: dmarc('v=DMARC1; rua=mailto:d@example.com; x=y; np=reject; psd=n; t=n; p=reject'),
    found: [],
  },
  {
    program: 'mhost',
    wrong: 'garbage behind a valid beginning is dropped',
    text: spf('ip4:192.0.2.1', '-all', 'garb:age/x'),
    found: ['error spf-unknown-mechanism'],
  },
  {
    program: 'mhost',
    wrong: '"v=spf1" alone is no record',
    text: '@ TXT "v=spf1"\n',
    // It is one, and means nothing for other records.
    found: ['warning spf-no-all-no-redirect'],
    lookups: 0,
  },
  {
    program: 'mhost',
    wrong: 'equal preferences of two MX are a fault',
    text: '@ MX 10 a\n@ MX 10 b\na A 192.0.2.1\nb A 192.0.2.2\n',
    found: [],
  },
  {
    program: 'mhost, DNSControl, octodns-spf',
    wrong: 'an include with a macro is an error',
    text: spf('include:%{i}._spf.example.net', '-all'),
    found: [],
    lookups: 1,
  },
  {
    program: 'EasyDMARC',
    wrong: '"exp=" is a lookup',
    text: spf(...hosts(10), '-all', 'exp=why.example.net'),
    found: ['warning spf-lookup-limit-near'],
    lookups: 10,
  },
  {
    program: 'aboutmyemail, mail-auth',
    wrong: 'the hosts of "mx" are lookups of their own',
    text: `@ MX 10 a\n@ MX 10 b\n@ MX 10 c\na A 192.0.2.1\nb A 192.0.2.2\nc A 192.0.2.3\n${spf('mx', ...hosts(8), '-all')}`,
    found: ['warning spf-lookup-limit-near'],
    lookups: 9,
  },
  {
    program: 'named-checkzone, nsd-checkzone, validns',
    wrong: 'a ";" without quotes ends the record, and nobody says so',
    text: '_dmarc TXT v=DMARC1; p=reject; rua=mailto:d@example.com\n',
    found: ['error zone-semicolon-truncates-txt'],
  },
  {
    program: 'named-checkzone, nsd-checkzone, validns',
    wrong: 'words without quotes are strings, glued without blanks',
    text: '@ TXT v=spf1 ip4:192.0.2.1 -all\n',
    found: ['error zone-unquoted-txt-spaces'],
  },
  {
    program: 'named-checkzone',
    wrong: 'a digest of two octets is right',
    text: '_25._tcp.mail TLSA 3 1 1 abcd\nmail A 192.0.2.1\n',
    found: ['error dane-field-invalid'],
  },
  {
    program: 'named-checkzone',
    wrong: 'a record of type SPF needs a twin of type TXT',
    text: '@ SPF "v=spf1 -all"\n@ TXT "v=spf1 -all"\n',
    found: [],
  },
  {
    program: 'Rulestamp',
    wrong: 'the size of a DKIM key is guessed from the length of its text',
    // An Ed25519 key has 44 characters: RFC 8463 §4.2.
    text: 's1._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="\n',
    found: [],
  },
  {
    program: 'Rulestamp, emaildns, Codabind',
    wrong: 'only the terms of the record itself are counted',
    text: spf('include:a.example.net', 'include:b.example.net', 'include:c.example.net', '-all'),
    answers: {
      'a.example.net. TXT': answer(...hosts(4), '-all'),
      'b.example.net. TXT': answer(...hosts(4), '-all'),
      'c.example.net. TXT': answer(...hosts(3), '-all'),
    },
    found: ['error spf-lookup-limit-exceeded'],
    lookups: 14,
  },
  {
    program: 'checkers of report addresses',
    wrong: 'an address in the same organization, or one that a wildcard authorises, needs more',
    text:
      'a.sub._dmarc TXT "v=spf1 -all"\n' +
      '_dmarc.sub TXT "v=DMARC1; p=reject; rua=mailto:d@example.com,mailto:d@reports.example.net;"\n',
    answers: { 'sub.example.com._report._dmarc.reports.example.net. TXT': { strings: [['v=DMARC1;']] } },
    found: [],
  },
];

const GROUPS = /^(?:spf|dkim|dmarc|mx|dane|txt|zone|bimi|mta-sts)-/;
/** What these few lines lack as a zone, which is not what they are about. */
const BESIDE = new Set(['dmarc-missing', 'zone-no-ns', 'spf-missing', 'txt-policy-at-wrong-owner']);

describe('where other programs are wrong', () => {
  for (const { program, wrong, text, found, lookups, answers = {} } of [...EARLIER, ...MEASURED]) {
    it(`${program}: ${wrong}`, () => {
      const made = zone(`$ORIGIN example.com.\n$TTL 3600\n${text}`, 'example.com.zone', { answers });
      const reported = findingsOf(made, 'example.com.zone')
        .filter(({ severity }) => severity === 'error' || severity === 'warning')
        .filter(({ rule }) => GROUPS.test(rule) && !BESIDE.has(rule))
        .map(({ severity, rule }) => `${severity} ${rule}`);
      assert.deepEqual([...new Set(reported)].sort(), found);
      if (lookups === undefined) return;
      const [, record = ''] = /"(v=spf1[^"]*)"/i.exec(text) ?? [];
      const facts = made.factsOf('example.com.zone');
      const tree = lookupTree(parseSpf(MappedText.unwritten(record)), 'example.com', {
        facts,
        read: cachedReader(),
      });
      assert.equal(tree.cost.lookups, lookups);
    });
  }
});
