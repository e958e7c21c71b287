import assert from 'node:assert/strict';
import { rules } from '../../server/src/rules/registry.ts';
import { sampled } from '../harness/runs.ts';
import { applyFix, findingsOf, workspace, zone } from '../harness/workspace.ts';
import type { WorkspaceOptions } from '../harness/workspace.ts';

const HEAD = ';;\n;; Domain:     example.com\n;; Exported:   2018-09-18 14:09:45\n;;\n';
const RECORDS = `;; MX Records
example.com.	1	IN	MX	10	aspmx.l.google.com.
;; TXT Records
_dmarc.example.com.	1	IN	TXT	"v=DMARC1; p=none; rua=mailto:d@example.com"
example.com.	1	IN	TXT	"v=spf1 include:_spf.google.com -all"
k._domainkey.example.com.	1	IN	CNAME	k.domainkey.example.net.
`;
const PLACEHOLDER = 'example.com.	1	IN	NS	REPLACE&ME$WITH^YOUR@NAMESERVER.\n';
const SERVERS = 'example.com.	86400	IN	NS	ada.ns.cloudflare.com.\nexample.com.	86400	IN	NS	bob.ns.cloudflare.com.\n';
const OLD_SOA = '$ORIGIN .\n@	3600	IN	SOA	example.com.	root.example.com.	(\n\t2028894638 7200 3600 86400 3600)\n';
const NEW_SOA = 'example.com	3600	IN	SOA	ada.ns.cloudflare.com dns.cloudflare.com 2042 10000 2400 604800 3600\n';

/** Exports of Cloudflare, as it wrote them before 2020 and as it does now. */
const OLD = HEAD + OLD_SOA + PLACEHOLDER + RECORDS;
const NEW = HEAD.replace('example.com', 'example.com.') + NEW_SOA + SERVERS + RECORDS;
const GODADDY = `; Domain: EXAMPLE.COM
; Exported (y-m-d hh:mm:ss): 2014-01-02 03:04:05
EXAMPLE.COM.	3600	IN	SOA	ns01.domaincontrol.com.	dns.jomax.net (
					2014010200 28800 7200 604800 3600 )
@	3600	IN	NS	ns01.domaincontrol.com
@	3600	IN	NS	ns02.domaincontrol.com
@	3600	IN	A	192.0.2.1
www	3600	IN	CNAME	@
mail.@	3600	IN	A	192.0.2.2
@	3600	IN	MX	0	smtp.secureserver.net
@	3600	IN	MX	10	mail
@	3600	 IN 	TXT	"v=spf1 include:secureserver.net -all"
_dmarc	3600	IN	TXT	"v=DMARC1; p=none; rua=mailto:d@example.com"
`;
const WINDOWS = `;
;  Database file example.com.dns for Default zone scope in zone example.com.
;      Zone version:  42
;
@                       IN  SOA dc1.example.com.  hostmaster.example.com. (
                        	42 900 600 86400 3600 ) ; default TTL
@                       NS	dc1.example.com.
@                       NS	dc2.example.net.
@                       MX	10	mail.example.com.
@                       TXT	( "v=spf1 mx -all" )
_dmarc                  TXT	( "v=DMARC1; p=none; rua=mailto:d@example.com" )
dc1             [AGE:3700000]	1200	A	192.0.2.5
mail            [AGE:3700000]	1200	A	192.0.2.6
                [AGE:3700000]	AAAA	2001:db8::1
`;

/** `SEVERITY RULE` of errors, warnings and the finding on exports. */
function messages(text: string, path = 'export.txt', options: WorkspaceOptions = {}): readonly string[] {
  return findingsOf(zone(text, path, options), path)
    .filter(({ severity, rule }) => /error|warning/.test(severity) || rule === 'zone-export-not-loadable')
    .map(({ severity, rule }) => `${severity} ${rule}`);
}

function ownersOf(text: string, path = 'export.txt', options: WorkspaceOptions = {}): readonly string[] {
  const owners = [...zone(text, path, options).records(path)].map(({ record }) => record.owner);
  return [...new Set(owners)].sort();
}

/** The rules on what a reader could not accept. */
const READING = new Set(rules.filter(({ subject }) => subject === 'fault').map(({ id }) => id));

const ONE_FINDING = ['info zone-export-not-loadable'];

describe('exports of control panels', () => {
  for (const [what, text] of Object.entries({ OLD, NEW, GODADDY, WINDOWS })) {
    it(`(${what}) have the zone that they name, and one finding that name servers do not load them`, () => {
      assert.deepEqual(messages(text), ONE_FINDING);
      for (const owner of ownersOf(text)) assert.match(owner, /^(?:.+\.)?(?<!example\.com\.)example\.com$/);
    });
  }

  it('are the zone that the SOA or the file names, if no comment names it', () => {
    const bare = OLD.replace(/^;.*\n/gm, '');
    assert.deepEqual(messages(bare), ONE_FINDING);
    assert.equal(
      ownersOf(bare.replace('root.example.com.', 'hostmaster.example.net.'))[0],
      '_dmarc.example.com',
    );
    const others = bare
      .replaceAll('example.com', 'example.org')
      .replace('root.example.org.', 'a.example.net.');
    assert.ok(ownersOf(others, 'example.org').includes('example.org'));
    assert.ok(ownersOf(NEW.replace(/^;; Domain.*\n/m, '')).includes('example.com'));
  });

  it('are the zone that the settings name, whatever they state themselves', () => {
    const options = { origin: 'example.net' };
    const made = zone(OLD, 'export.txt', options);
    assert.equal(made.originOf('export.txt').name, 'example.net');
    assert.ok(ownersOf(OLD, 'export.txt', options).includes('example.net'));
    const commented = `; mailtxt: origin=example.org.\n${OLD}`;
    assert.equal(zone(commented, 'export.txt', options).originOf('export.txt').name, 'example.net');
    // The SOA of another zone is a fault of the file then, as it is for a name server.
    const absolute = '$TTL 1h\nexample.org. SOA a.example.net. b.example.net. 1 1 1 1 1\n';
    assert.deepEqual(messages(absolute, 'x.zone', options), ['error zone-soa-not-at-apex']);
  });

  it('do not answer the zones next to them', () => {
    const files = {
      'example.com.txt': OLD,
      'example.org.zone':
        '$TTL 1h\n@ SOA a.example.net. b.example.net. 1 7200 3600 1209600 3600\n@ NS a.example.net.\n' +
        '@ MX 10 mail.example.net.\n@ TXT "v=spf1 include:_spf.google.com mx -all"\n' +
        '_dmarc TXT "v=DMARC1; p=none; rua=mailto:d@example.org"\n',
    };
    const made = workspace();
    for (const [path, text] of Object.entries(files)) made.add(path, text, { format: 'zone' });
    assert.deepEqual(
      findingsOf(made, 'example.org.zone').filter(({ severity }) => /error|warning/.test(severity)),
      [],
    );
    assert.equal(made.facts.ask('_spf.google.com', 'TXT').status, 'pending');
  });

  it('that really are the root zone, or dumps of a name server, are read unchanged', () => {
    const root =
      '$ORIGIN .\n$TTL 1d\n@ SOA a.example.net. b.example.net. 1 1 1 1 1\ncom. NS a.example.net.\norg. NS a.example.net.\n';
    assert.ok(ownersOf(root, 'root.hint').includes(''));
    const dump =
      '$ORIGIN .\n$TTL 3600\nexample.com IN SOA a.example.net. b.example.net. 1 1 1 1 1\n$ORIGIN example.com.\nwww A 192.0.2.1\n';
    const made = zone(dump, 'dump.txt');
    assert.deepEqual(
      [...made.records('dump.txt')].map(({ record }) => record.owner),
      ['example.com', 'www.example.com'],
    );
    assert.ok(!findingsOf(made, 'dump.txt').some(({ rule }) => rule === 'zone-export-not-loadable'));
  });

  it('are loaded after the fix, and read as before', () => {
    for (const [text, line] of [
      [OLD, /^example\.com\.\t3600\tIN\tSOA\texample\.com\./m],
      [NEW, /^example\.com\.\t3600\tIN\tSOA\tada\.ns\.cloudflare\.com\. dns\.cloudflare\.com\. 2042/m],
    ] as const) {
      const made = zone(text, 'export.txt');
      const finding = findingsOf(made, 'export.txt').find(({ rule }) => rule === 'zone-export-not-loadable');
      assert.ok(finding);
      const [fix] = made.fixesOf('export.txt', finding);
      assert.ok(fix, 'no fix is offered');
      const fixed = applyFix(made, 'export.txt', fix);
      assert.match(fixed, line);
      assert.deepEqual(ownersOf(fixed), ownersOf(text));
    }
  });

  it('have TTLs that the panel chooses, and CNAMEs that it publishes as addresses', () => {
    const more = 'www.example.com.	1	IN	CNAME	example.net.\nwww.example.com.	1	IN	MX	10 mail.example.net.\n';
    const dmarc = '_dmarc.www.example.com.	1	IN	TXT	"v=DMARC1; p=none; rua=mailto:d@example.com"\n';
    assert.deepEqual(messages(NEW + more + dmarc), ONE_FINDING);
    assert.deepEqual(messages(NEW + more.replace('1	IN	CNAME', '300	IN	CNAME') + dmarc), [
      ...ONE_FINDING,
      'error zone-cname-and-other-data',
    ]);
    assert.deepEqual(messages(`${NEW}example.com.	1	IN	CNAME	example.net.\n`), ONE_FINDING);
    const made = zone(NEW, 'export.txt');
    assert.ok(!findingsOf(made, 'export.txt').some(({ rule }) => rule.startsWith('zone-ttl-')));
  });

  it('are read again when an edit turns a file into one, or back', () => {
    const made = zone(NEW.slice(HEAD.length + 1), 'export.txt');
    made.edit('export.txt', [{ range: { start: 0, end: 0 }, text: NEW.slice(0, HEAD.length + 1) }]);
    assert.deepEqual(
      findingsOf(made, 'export.txt')
        .filter(({ rule }) => rule.startsWith('zone-'))
        .map(({ rule }) => rule),
      ['zone-export-not-loadable'],
    );
    made.edit('export.txt', [
      {
        range: { start: NEW.indexOf('example.com\t') + 11, end: NEW.indexOf('example.com\t') + 11 },
        text: '.',
      },
    ]);
    assert.ok(!findingsOf(made, 'export.txt').some(({ rule }) => rule === 'zone-export-not-loadable'));
  });

  it('cut off at any character have at most one syntax fault', () => {
    for (const text of [OLD, NEW, GODADDY, WINDOWS]) {
      for (const end of sampled([...Array(text.length).keys()], 5)) {
        const made = workspace();
        made.add('export.txt', text.slice(0, end), { format: 'zone' });
        const errors = findingsOf(made, 'export.txt').filter(({ rule }) => READING.has(rule));
        const places = new Set(errors.map(({ range }) => range.start));
        assert.ok(
          places.size <= 1,
          `${text.slice(end - 40, end)}: ${errors.map(({ message }) => message).join(' ')}`,
        );
      }
    }
  }).timeout(120_000);

  it('that mix dialects have no fault that they would not have otherwise', () => {
    const mixed = `${NEW}a.@Z	300/10	DYNA	geoip!a\nb	[AGE:3700000]	1200	A	192.0.2.1\n{records}\nc.example.com.	IN	A	{ip}\n`;
    assert.deepEqual(messages(mixed), ONE_FINDING);
    assert.ok(ownersOf(mixed).includes('b.example.com'));
  });
});
