import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import {
  recordsForMail,
  type Generated,
  type WantedMailRecords,
} from '../../../server/src/features/generate/records-for-mail.ts';
import { GENERATE_KINDS } from '../../../server/src/features/generate/kinds.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { workspace } from '../../harness/workspace.ts';

const NOW = Date.UTC(2026, 10, 30, 12, 0, 0);

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PUBLIC_KEY = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** Findings that say what a first stage is, and not what is wrong with it. */
const OF_STAGES = new Set(['dmarc-p-none', 'dmarc-t-testing', 'mta-sts-testing']);

interface Format {
  readonly path: string;
  /** A file with mail, and one without. */
  readonly withMail: string;
  readonly withoutMail: string;
}

const SOA = `$ORIGIN example.com.
$TTL 3600
@ SOA ns1.example.net. hostmaster.example.net. 1 7200 1800 1209600 3600
@ NS ns1.example.net.
@ NS ns2.example.net.
`;
/** Without a key, the next finding on SPF would be that mail cannot be signed. */
const KEY = 'v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';

const route53 = (name: string, label: string, type: string, value: string): string => `
resource "aws_route53_record" "${label}" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "${name}"
  type    = "${type}"
  ttl     = 3600
  records = ["${value}"]
}
`;
const cloudflare = (name: string, label: string, type: string, value: string, more = ''): string => `
resource "cloudflare_record" "${label}" {
  zone_id = "0123456789abcdef0123456789abcdef"
  name    = "${name}"
  type    = "${type}"
  content = "${value}"
  ttl     = 3600
${more}}
`;

const google = (name: string, label: string, type: string, value: string): string => `
resource "google_dns_record_set" "${label}" {
  name         = "${name}."
  managed_zone = google_dns_managed_zone.main.name
  type         = "${type}"
  ttl          = 3600
  rrdatas      = ["${value}"]
}
`;
const GOOGLE_ZONE = `resource "google_dns_managed_zone" "main" {
  name     = "main"
  dns_name = "example.com."
}
`;

const FORMATS: Readonly<Record<string, Format>> = {
  'a zone file': {
    path: 'example.com.zone',
    withMail: `${SOA}@ A 192.0.2.80\n@ MX 10 mail\nmail A 192.0.2.25\nwww A 192.0.2.80\ns1._domainkey TXT "${KEY}"\n`,
    withoutMail: SOA,
  },
  'Route 53': {
    path: 'main.tf',
    withMail: `resource "aws_route53_zone" "main" {
  name = "example.com"
}
${route53('example.com', 'apex', 'A', '192.0.2.80')}${route53('example.com', 'mx', 'MX', '10 mail.example.com.')}${route53('mail.example.com', 'mail', 'A', '192.0.2.25')}${route53('www.example.com', 'www', 'A', '192.0.2.80')}`,
    withoutMail: `resource "aws_route53_zone" "main" {
  name = "example.com"
}
${route53('www.example.com', 'www', 'A', '192.0.2.80')}`,
  },
  'Google Cloud DNS': {
    path: 'main.tf',
    withMail: `${GOOGLE_ZONE}${google('example.com', 'apex', 'A', '192.0.2.80')}${google('example.com', 'mx', 'MX', '10 mail.example.com.')}${google('mail.example.com', 'mail', 'A', '192.0.2.25')}${google('www.example.com', 'www', 'A', '192.0.2.80')}`,
    withoutMail: `${GOOGLE_ZONE}${google('www.example.com', 'www', 'A', '192.0.2.80')}`,
  },
  Cloudflare: {
    path: 'main.tf',
    withMail: `${cloudflare('example.com', 'apex', 'A', '192.0.2.80')}${cloudflare('example.com', 'mx', 'MX', 'mail.example.com', '  priority = 10\n')}${cloudflare('mail.example.com', 'mail', 'A', '192.0.2.25')}${cloudflare('www.example.com', 'www', 'A', '192.0.2.80')}`,
    withoutMail: cloudflare('www.example.com', 'www', 'A', '192.0.2.80'),
  },
};

interface Case {
  readonly request: Omit<WantedMailRecords, 'domain'>;
  readonly mail: boolean;
  /** Owners and types, in their order. */
  readonly records: readonly string[];
}

const CASES: readonly Case[] = [
  {
    request: { kind: 'spf', services: ['google-workspace', 'microsoft-365'] },
    mail: true,
    records: [
      'example.com TXT "v=spf1 mx include:_spf.google.com include:spf.protection.outlook.com ~all"',
      'mail.example.com TXT "v=spf1 a -all"',
    ],
  },
  {
    request: { kind: 'dkim', selector: 'mail2026', key: PUBLIC_KEY },
    mail: true,
    records: ['mail2026._domainkey.example.com TXT "v=DKIM1; k=rsa; p='],
  },
  {
    request: { kind: 'dmarc' },
    mail: true,
    records: ['_dmarc.example.com TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
  },
  {
    request: { kind: 'dmarc', reportAddress: 'reports@example.com' },
    mail: true,
    records: ['_dmarc.example.com TXT "v=DMARC1; p=none; rua=mailto:reports@example.com"'],
  },
  {
    request: { kind: 'mta-sts', policyHost: 'www.example.com' },
    mail: true,
    records: [
      'mta-sts.example.com CNAME www.example.com.',
      '_mta-sts.example.com TXT "v=STSv1; id=20261130120000"',
      '_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:tls-reports@example.com"',
    ],
  },
  {
    request: { kind: 'tls-rpt' },
    mail: true,
    records: ['_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:tls-reports@example.com"'],
  },
  {
    request: { kind: 'null-mx' },
    mail: false,
    records: [
      'example.com MX 0 .',
      'example.com TXT "v=spf1 -all"',
      '_dmarc.example.com TXT "v=DMARC1; p=reject"',
    ],
  },
  {
    request: { kind: 'parked' },
    mail: false,
    records: [
      'example.com TXT "v=spf1 -all"',
      '_dmarc.example.com TXT "v=DMARC1; p=reject"',
      'example.com MX 0 .',
    ],
  },
];

function made(path: string, text: string): ReturnType<typeof workspace> {
  const created = workspace({ preview: false });
  created.add(path, text);
  return created;
}

function rulesIn(path: string, text: string): readonly string[] {
  return made(path, text)
    .findings(path)
    .findings.map(({ rule, message }) => `${rule}: ${message}`);
}

function applied(path: string, text: string, { edits }: Generated): string {
  assert.ok(edits !== undefined && edits.length > 0, 'there are edits');
  for (const edit of edits) assert.equal(edit.path, path);
  return applyEdits(text, edits);
}

describe('generated records', () => {
  it('are tested for every kind', () => {
    assert.deepEqual(
      new Set(CASES.map(({ request }) => request.kind)),
      new Set(GENERATE_KINDS.map(({ id }) => id)),
    );
  });

  for (const [name, { path, withMail, withoutMail }] of Object.entries(FORMATS)) {
    for (const { request, mail, records } of CASES) {
      const { kind, reportAddress = '' } = request;
      it(`for ${kind} ${reportAddress} are written into ${name}, without findings, and only once`, () => {
        const text = mail ? withMail : withoutMail;
        const found = recordsForMail(made(path, text), path, { ...request, domain: 'example.com' }, NOW);
        assert.equal(found.fault, undefined);
        const shown = found.records.map(({ owner, type, data }) => `${owner} ${type} ${data}`);
        assert.equal(shown.length, records.length);
        for (const [i, expected] of records.entries()) assert.ok(shown[i]?.startsWith(expected), shown[i]);
        const after = applied(path, text, found);
        const workspaceAfter = made(path, after);
        for (const { owner, type } of found.records)
          assert.equal(workspaceAfter.recordsOf(owner, type).length, 1, `${owner} ${type} in ${after}`);
        const before = rulesIn(path, text);
        const fresh = rulesIn(path, after).filter(
          (one) => !before.includes(one) && !OF_STAGES.has(one.split(':')[0] ?? ''),
        );
        assert.deepEqual(fresh, [], after);
        const second = recordsForMail(workspaceAfter, path, { ...request, domain: 'example.com' }, NOW);
        assert.deepEqual(second.records, []);
        assert.equal(second.edits, undefined);
        assert.deepEqual(
          second.existing.map(({ owner, type }) => `${owner} ${type}`).sort(),
          found.records.map(({ owner, type }) => `${owner} ${type}`).sort(),
        );
        assert.ok(second.existing.every(({ place }) => place?.path === path));
      });
    }
  }
});
