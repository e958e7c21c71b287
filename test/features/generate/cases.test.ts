import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { MAX_NEIGHBORS } from '../../../server/src/features/generate/place.ts';
import { domainsOf, MAX_DOMAINS, serviceOptions } from '../../../server/src/features/generate/options.ts';
import {
  recordsForMail,
  type Generated,
  type WantedMailRecords,
} from '../../../server/src/features/generate/records-for-mail.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { workspace } from '../../harness/workspace.ts';

const NOW = Date.UTC(2026, 10, 30);
const PATH = 'example.com.zone';
const HEAD = `$ORIGIN example.com.
$TTL 3600
@ SOA ns1.example.net. hostmaster.example.net. 1 7200 1800 1209600 3600
@ NS ns1.example.net.
@ NS ns2.example.net.
`;
const MAIL = `${HEAD}@ MX 10 mail\nmail A 192.0.2.25\n`;

function wanted(
  text: string,
  request: Partial<WantedMailRecords> & Pick<WantedMailRecords, 'kind'>,
  path = PATH,
): Generated & { readonly after: string } {
  const made = workspace();
  made.add(path, text, { format: path.endsWith('.tf') ? undefined : 'zone' });
  const found = recordsForMail(made, path, { domain: 'example.com', ...request }, NOW);
  return { ...found, after: found.edits === undefined ? text : applyEdits(text, found.edits) };
}

const added = ({ after }: { readonly after: string }, before: string): readonly string[] =>
  after.split('\n').filter((line) => !before.split('\n').includes(line));

describe('the generated stages of a DMARC policy', () => {
  const at = (record: string): string => `${MAIL}@ TXT "v=spf1 mx -all"\n_dmarc TXT "${record}"\n`;
  const stages: readonly (readonly [string, WantedMailRecords['stage'], string])[] = [
    [
      'v=DMARC1; p=none; rua=mailto:d@example.com',
      'trial',
      'v=DMARC1; p=quarantine; t=y; rua=mailto:d@example.com',
    ],
    [
      'v=DMARC1; p=quarantine; t=y; rua=mailto:d@example.com',
      'quarantine',
      'v=DMARC1; p=quarantine; rua=mailto:d@example.com',
    ],
    [
      'v=DMARC1; p=quarantine; rua=mailto:d@example.com',
      'reject',
      'v=DMARC1; p=reject; rua=mailto:d@example.com',
    ],
    ['v=DMARC1; p=none', 'monitor', 'v=DMARC1; p=none; rua=mailto:dmarc@example.com'],
  ];
  for (const [now, stage, then] of stages) {
    it(`change "${now}" to "${then}"`, () => {
      const found = wanted(at(now), { kind: 'dmarc', stage });
      assert.equal(found.after, at(then));
      assert.deepEqual(found.records, [{ owner: '_dmarc.example.com', type: 'TXT', data: `"${then}"` }]);
    });
  }

  it('continue from the record in a file of which DNS does not show all', () => {
    const cloudflare = (
      type: string,
      name: string,
      content: string,
    ): string => `resource "cloudflare_record" "${type}" {
  zone_id  = "0123456789abcdef0123456789abcdef"
  name     = "${name}"
  type     = "${type}"
  content  = "${content}"
  priority = 10
}
`;
    const mx = cloudflare('MX', 'example.com', 'mail.example.com');
    const text = (record: string): string => `${mx}${cloudflare('TXT', '_dmarc.example.com', record)}`;
    const now = text('v=DMARC1; p=none; rua=mailto:d@example.com');
    const then = text('v=DMARC1; p=quarantine; t=y; rua=mailto:d@example.com');
    assert.equal(wanted(now, { kind: 'dmarc', stage: 'trial' }, 'main.tf').after, then);
    const second = wanted(then, { kind: 'dmarc', stage: 'monitor' }, 'main.tf');
    assert.deepEqual([second.edits, second.existing.length], [undefined, 1]);
    const unknown = text('v=DMARC1; p=${var.policy}; rua=mailto:d@example.com');
    const left = wanted(unknown, { kind: 'dmarc', stage: 'reject' }, 'main.tf');
    assert.match(left.fault ?? '', /cannot be changed here. Publish "v=DMARC1; p=reject;/);
  });

  it('are never a step back', () => {
    for (const stage of ['monitor', 'trial', 'quarantine', 'reject'] as const) {
      const found = wanted(at('v=DMARC1; p=reject; rua=mailto:d@example.com'), { kind: 'dmarc', stage });
      assert.equal(found.edits, undefined);
      assert.deepEqual(
        found.existing.map(({ owner }) => owner),
        ['_dmarc.example.com'],
      );
    }
  });

  it('start with any stage', () => {
    const found = wanted(MAIL, { kind: 'dmarc', stage: 'reject' });
    assert.deepEqual(added(found, MAIL), [
      '_dmarc IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"',
    ]);
  });

  it('are added at a subdomain, with the policy that applies there so far', () => {
    const zone = at('v=DMARC1; p=quarantine; sp=reject; rua=mailto:d@example.com');
    const request = { kind: 'dmarc', domain: 'mail.example.com' } as const;
    const found = wanted(zone, request);
    assert.deepEqual(added(found, zone), [
      '_dmarc.mail IN TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"',
    ]);
    assert.deepEqual(found.notes, [
      'The DMARC record of example.com currently applies to mail.example.com, with "p=reject". The new record replaces it there. "p=none" is weaker.',
    ]);
    assert.doesNotMatch(wanted(zone, { ...request, stage: 'reject' }).notes.join(), /weaker/);
    const second = wanted(found.after, request);
    assert.deepEqual(
      [second.records, second.existing.map(({ owner }) => owner)],
      [[], ['_dmarc.mail.example.com']],
    );
    const later = wanted(found.after, { ...request, stage: 'trial' });
    assert.match(later.after, /^_dmarc\.mail IN TXT "v=DMARC1; p=quarantine; t=y; rua=/m);
    assert.match(later.after, /^_dmarc TXT "v=DMARC1; p=quarantine; sp=reject;/m);
  });
});

describe('generated records next to others', () => {
  it('are not added at an alias', () => {
    const zone = `${MAIL}_dmarc CNAME policy.example.net.\n_smtp._tls CNAME tls.example.net.\n`;
    const found = wanted(zone, { kind: 'tls-rpt' });
    assert.equal(found.edits, undefined);
    assert.deepEqual(
      found.existing.map(({ owner, type, data }) => `${owner} ${type} ${data}`),
      ['_smtp._tls.example.com CNAME tls.example.net.'],
    );
  });

  it('are added next to TXT records for other purposes', () => {
    const zone = `${MAIL}@ TXT "site-verification=1"\nmail TXT "v=spf1 a -all"\n`;
    const found = wanted(zone, { kind: 'spf' });
    assert.deepEqual(added(found, zone), ['@ IN TXT "v=spf1 mx ~all"']);
    assert.deepEqual(
      found.existing.map(({ owner }) => owner),
      ['mail.example.com'],
    );
  });

  it('for a parked domain or a null MX are rejected for a domain with mail', () => {
    for (const kind of ['parked', 'null-mx'] as const) {
      assert.match(wanted(MAIL, { kind }).fault ?? '', /has an MX record, so it accepts mail/);
      const sends = `${HEAD}@ TXT "v=spf1 include:_spf.google.com ~all"\n`;
      assert.match(wanted(sends, { kind }).fault ?? '', /SPF record of example\.com allows senders/);
    }
  });

  it('complete a half parked domain', () => {
    const zone = `${HEAD}@ TXT "v=spf1 -all"\n`;
    const found = wanted(zone, { kind: 'parked' });
    assert.deepEqual(added(found, zone), ['_dmarc IN TXT "v=DMARC1; p=reject"', '@ IN MX 0 .']);
    assert.equal(found.existing.length, 1);
  });

  it('for a host without mail leave the policy to its domain', () => {
    const zone = `${MAIL}www A 192.0.2.80\n`;
    const found = wanted(zone, { kind: 'null-mx', domain: 'www.example.com' });
    assert.deepEqual(added(found, zone), ['www IN MX 0 .', 'www IN TXT "v=spf1 -all"']);
  });

  it('are not put between records that inherit their name', () => {
    const zone = `${HEAD}@ MX 10 mail\n  TXT "x=1"\n  A 192.0.2.80\nmail A 192.0.2.25\n`;
    const found = wanted(zone, { kind: 'tls-rpt' });
    const made = workspace();
    made.add(PATH, found.after);
    for (const [owner, type] of [
      ['example.com', 'MX'],
      ['example.com', 'TXT'],
      ['example.com', 'A'],
      ['_smtp._tls.example.com', 'TXT'],
    ] as const)
      assert.equal(made.recordsOf(owner, type).length, 1, found.after);
  });

  it('are at the end of a file that has no record of the domain', () => {
    const zone = `${HEAD}www.shop A 192.0.2.80\n`;
    const found = wanted(zone, { kind: 'parked', domain: 'shop.example.com' });
    assert.deepEqual(added(found, zone), [
      'shop IN TXT "v=spf1 -all"',
      '_dmarc.shop IN TXT "v=DMARC1; p=reject"',
      'shop IN MX 0 .',
    ]);
  });

  it('have no edit in a file without records, and can be copied', () => {
    const found = wanted('$ORIGIN example.com.\n', { kind: 'dmarc' });
    assert.equal(found.fault, undefined);
    assert.equal(found.edits, undefined);
    assert.equal(found.records.length, 1);
  });

  it('are tried next to a limited number of records', () => {
    // Each record is under a condition, after which nothing can be put.
    const many = `${HEAD.slice(0, HEAD.indexOf('@'))}${'{% if x %}\n@ A 192.0.2.1\n{% endif %}\n'.repeat(MAX_NEIGHBORS * 3)}`;
    assert.equal(wanted(many, { kind: 'null-mx' }).edits, undefined);
  });

  it('have names that every format writes unchanged', () => {
    for (const domain of [
      'a b.com',
      'x.com\n$INCLUDE y',
      'a"b.com',
      'a\\010b.com',
      '-a.com',
      '.com',
      'com',
      '',
      '_dmarc.example.com',
    ])
      assert.match(
        wanted(MAIL, { kind: 'tls-rpt', domain }).fault ?? '',
        /is not a domain that can have mail/,
      );
    const odd = `${HEAD}@ MX 10 a\\010b\n`;
    assert.match(wanted(odd, { kind: 'mta-sts' }).fault ?? '', /unknown or is not a host name/);
  });

  it('never throw in broken files', () => {
    const zone = `${MAIL}@ TXT ( "v=spf1 mx\n_dmarc TXT "v=DMARC1; p=none; rua={{ address }}"\n`;
    const { publicKey } = generateKeyPairSync('ed25519');
    const key = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    for (let end = 0; end <= zone.length; end += 7) {
      for (const kind of ['spf', 'dkim', 'dmarc', 'mta-sts', 'tls-rpt', 'null-mx', 'parked'] as const)
        assert.doesNotThrow(() =>
          wanted(zone.slice(0, end), { kind, selector: 's', key, services: ['google-workspace'] }),
        );
    }
  });
});

describe('SPF for services', () => {
  it('has no "mx" if the mail servers are those of a service', () => {
    const zone = `${HEAD}@ MX 1 smtp.google.com.\n`;
    const found = wanted(zone, { kind: 'spf', services: ['google-workspace'] });
    assert.deepEqual(added(found, zone), ['@ IN TXT "v=spf1 include:_spf.google.com ~all"']);
    assert.deepEqual(found.notes, ['The SPF record uses 1 of 10 lookups (provider data from 2026-01-16).']);
  });

  it('has no note about a record that is not added because it exists', () => {
    const zone = `${MAIL}@ TXT "v=spf1 mx include:_spf.example.net -all"\n`;
    const found = wanted(zone, { kind: 'spf', services: ['google-workspace'] });
    assert.deepEqual(
      found.existing.map(({ owner, type }) => `${owner} ${type}`),
      ['example.com TXT'],
    );
    assert.deepEqual([found.records.length, found.notes], [1, []]);
    const tooMany = wanted(zone, { kind: 'spf', services: ['mailgun', 'freshdesk', 'google-workspace'] });
    assert.deepEqual([tooMany.fault, tooMany.existing.length], [undefined, 1]);
  });

  it('is rejected if it would exceed the lookup limit', () => {
    const services = ['mailgun', 'freshdesk', 'google-workspace'];
    assert.match(
      wanted(MAIL, { kind: 'spf', services }).fault ?? '',
      /would use 14 of 10 lookups \(provider data from 2026-01-16\)\. Choose fewer/,
    );
  });

  it('is rejected without senders', () => {
    assert.match(wanted(HEAD, { kind: 'spf' }).fault ?? '', /Choose the services/);
  });

  it('offers only services that the record of the domain is read for', () => {
    const made = workspace();
    made.add(PATH, MAIL);
    const options = serviceOptions(made, PATH, 'example.com');
    assert.ok(options.length > 50);
    for (const { id } of options)
      assert.equal(wanted(MAIL, { kind: 'spf', services: [id] }).fault, undefined, id);
  });
});

describe('a DKIM key', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 4096 });
  const key = publicKey.export({ type: 'spki', format: 'pem' }).toString();

  it('is in strings of at most 255 octets', () => {
    const found = wanted(MAIL, { kind: 'dkim', selector: 'Mail2026', key });
    const [line = ''] = added(found, MAIL);
    assert.ok(line.startsWith('mail2026._domainkey IN TXT "v=DKIM1; k=rsa; p='), line);
    const strings = [...line.matchAll(/"([^"]*)"/g)].map(([, string = '']) => string);
    assert.ok(strings.length >= 3 && strings.every(({ length }) => length <= 255));
  });

  it('is not added again if its selector exists', () => {
    const zone = `${MAIL}s1._domainkey CNAME s1.dkim.example.net.\n`;
    const found = wanted(zone, { kind: 'dkim', selector: 's1', key });
    assert.deepEqual([found.edits, found.existing.length], [undefined, 1]);
  });

  it('is noted if it is short', () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
    const found = wanted(MAIL, {
      kind: 'dkim',
      selector: 's',
      key: short.export({ type: 'pkcs1', format: 'pem' }).toString(),
    });
    assert.deepEqual(found.notes, ['The key has 1024 bits. RFC 8301 recommends 2048.']);
  });
});

describe('MTA-STS', () => {
  it('has the MX hosts in its policy, and a hint on the host', () => {
    const found = wanted(`${MAIL}@ MX 20 mx.example.net.\n`, { kind: 'mta-sts' });
    const [file] = found.files;
    assert.equal(file?.url, 'https://mta-sts.example.com/.well-known/mta-sts.txt');
    assert.equal(
      file.text,
      'version: STSv1\nmode: testing\nmx: mail.example.com\nmx: mx.example.net\nmax_age: 604800\n',
    );
    assert.match(found.notes.join('\n'), /Add an address record or a CNAME for mta-sts\.example\.com/);
    assert.deepEqual(
      found.records.map(({ owner }) => owner),
      ['_mta-sts.example.com', '_smtp._tls.example.com'],
    );
  });

  it('has a policy that is read without findings', () => {
    const found = wanted(MAIL, { kind: 'mta-sts', policyHost: 'www.example.net.' });
    const made = workspace();
    made.add(PATH, found.after);
    const path = 'mta-sts.example.com/.well-known/mta-sts.txt';
    assert.ok(made.add(path, found.files[0]?.text ?? ''));
    assert.deepEqual(
      made.findings(path).findings.map(({ rule }) => rule),
      ['mta-sts-testing'],
    );
  });

  it('needs mail servers', () => {
    assert.match(wanted(HEAD, { kind: 'mta-sts' }).fault ?? '', /has no MX record/);
    assert.match(wanted(`${HEAD}@ MX 0 .\n`, { kind: 'mta-sts' }).fault ?? '', /has no MX record/);
  });
});

describe('the domains of a document', () => {
  it('are those of its zones, or those of its records', () => {
    const made = workspace();
    made.add(PATH, MAIL);
    made.add(
      'main.tf',
      ['example.net', 'www.example.net', 'example.org']
        .map(
          (name, i) =>
            `resource "aws_route53_record" "r${i}" {\n  zone_id = "Z1"\n  name = "${name}"\n  type = "TXT"\n  ttl = 300\n  records = ["x"]\n}\n`,
        )
        .join('\n'),
    );
    assert.deepEqual(domainsOf(made, PATH), ['example.com']);
    assert.deepEqual(domainsOf(made, 'main.tf'), ['example.net', 'example.org']);
  });

  it('are limited to what can be chosen from', () => {
    const made = workspace();
    const names = Array.from({ length: MAX_DOMAINS + 10 }, (_, i) => `n${i}.com. 300 IN A 192.0.2.1`);
    made.add('all.zone', names.join('\n'), { format: 'zone' });
    assert.ok(domainsOf(made, 'all.zone').length <= MAX_DOMAINS);
  });
});
