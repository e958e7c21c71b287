import assert from 'node:assert/strict';
import type { RecordChange } from '../../../server/src/records/format.ts';
import { configuration } from '../../harness/configuration.ts';
import { findingsOf } from '../../harness/workspace.ts';
import { recordLines } from './module.ts';
import { changed, withCrlf } from './record-changes.ts';

const ZONE = `    $TTL 3600
    @	IN SOA dns.ovh.net. tech.ovh.net. 2024 1 2 3 4
      IN NS dns.ovh.net.
      IN MX 10 mail
    ; The senders of mail.
    @ IN TXT "v=spf1 include:_spf.example.net " "+a" "ll"
    mail 60 IN A 192.0.2.1
    www IN A \${var.ip}
    s1._domainkey IN TXT ( "v=DKIM1; p=MII"
      "abc\\059" )
    _dmarc IN TXT "v=DMARC1; p=none; rua=mailto:\${var.user}@example.com"
`;
const MAIN = `variable "ip" {}
variable "user" {}
resource "ovh_domain_zone_import" "main" {
  zone_name = "example.com"
  zone_file = <<-EOT
${ZONE}  EOT
}
`;
const SPF = 'example.com TXT "v=spf1';

const shown = (files: Readonly<Record<string, string>>, path: string): readonly string[] =>
  findingsOf(configuration(files), path).map(
    ({ rule, range }) => `${rule}: ${files[path]?.slice(range.start, range.end)}`,
  );

/** The lines that a change removes and adds. */
function lines(
  files: Readonly<Record<string, string>>,
  record: string,
  change: RecordChange,
): readonly string[] {
  const after = changed(files, record, change);
  assert.ok(after !== undefined, 'the change is not made');
  assert.deepEqual(changed(withCrlf(files) ?? {}, record, change), withCrlf(after));
  return Object.entries(after).flatMap(([path, text]) => {
    const [old, now] = [(files[path] ?? '').split('\n'), text.split('\n')];
    return [
      ...old.filter((line) => !now.includes(line)).map((line) => `-${line}`),
      ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`),
    ];
  });
}

describe('ovh_domain_zone_import', () => {
  it('has the records of its zone file', () => {
    assert.deepEqual(recordLines(configuration({ 'main.tf': MAIN }), 'main.tf'), [
      'example.com SOA dns.ovh.net. tech.ovh.net. 2024 1 2 3 4',
      'example.com NS dns.ovh.net.',
      'example.com MX 10 mail.example.com.',
      'example.com TXT "v=spf1 include:_spf.example.net " "+a" "ll"',
      'mail.example.com A 192.0.2.1',
      'www.example.com A …',
      's1._domainkey.example.com TXT "v=DKIM1; p=MII" "abc;"',
      '_dmarc.example.com TXT "v=DMARC1; p=none; rua=mailto:…@example.com"',
    ]);
  });

  it('has findings at the source characters, across strings', () => {
    const found = shown({ 'main.tf': MAIN }, 'main.tf');
    assert.ok(found.includes('spf-all-pass: +a" "ll'), found.join('\n'));
    assert.ok(found.includes('dmarc-p-none: p=none'), found.join('\n'));
  });

  it('has the TTL of its directive, and the zone of a reference', () => {
    const main = MAIN.replace('"example.com"', 'ovh_domain_zone.z.name').concat(
      'resource "ovh_domain_zone" "z" {\n  name = "example.org"\n}\n',
    );
    const [record] = [...configuration({ 'main.tf': main }).records('main.tf')];
    assert.equal(record?.record.owner, 'example.org');
    assert.equal(record.record.ttl, 3600);
  });

  it('is fixed like a zone file, in lines with the same indentation as the others', () => {
    const files = { 'main.tf': MAIN };
    assert.deepEqual(
      lines(files, SPF, {
        kind: 'add',
        owner: '_mta-sts.example.com',
        type: 'TXT',
        strings: ['v=STSv1; id=1'],
      }),
      ['+    _mta-sts IN TXT "v=STSv1; id=1"'],
    );
    assert.deepEqual(lines(files, 's1._domainkey', { kind: 'remove' }), [
      '-    s1._domainkey IN TXT ( "v=DKIM1; p=MII"',
      '-      "abc\\059" )',
    ]);
    assert.deepEqual(lines(files, '_dmarc.example.com', { kind: 'remove' }), [
      '-    _dmarc IN TXT "v=DMARC1; p=none; rua=mailto:${var.user}@example.com"',
    ]);
    assert.deepEqual(lines(files, 'mail.example.com', { kind: 'set-ttl', seconds: 99 }), [
      '-    mail 60 IN A 192.0.2.1',
      '+    mail 99 IN A 192.0.2.1',
    ]);
    assert.deepEqual(lines(files, 'mail.example.com', { kind: 'comment', text: 'ours' }), ['+    ; ours']);
    assert.deepEqual(lines(files, 'example.com MX', { kind: 'remove' }), ['-      IN MX 10 mail']);
    const value = { range: { start: 32, end: 36 }, text: '~all' };
    assert.deepEqual(lines(files, SPF, { kind: 'replace', edits: [value] }), [
      '-    @ IN TXT "v=spf1 include:_spf.example.net " "+a" "ll"',
      '+    @ IN TXT "v=spf1 include:_spf.example.net " "~all" ',
    ]);
  });

  it('offers fixes that remove their finding', () => {
    const made = configuration({ 'main.tf': MAIN });
    const finding = findingsOf(made, 'main.tf').find(({ rule }) => rule === 'spf-all-pass');
    assert.ok(finding !== undefined && made.fixesOf('main.tf', finding).length > 0);
  });

  it('is read from a data file, and fixed there', () => {
    const files = {
      '/dns/main.tf': `resource "ovh_domain_zone_import" "main" {
  zone_name = "example.com"
  zone_file = templatefile("\${path.module}/zone.tftpl", { ip = "192.0.2.9" })
}
`,
      '/dns/zone.tftpl': '@ IN TXT "v=spf1 +all"\nwww IN A ${ip}\n',
    };
    assert.ok(shown(files, '/dns/zone.tftpl').includes('spf-all-pass: +all'));
    assert.deepEqual(
      lines(files, SPF, { kind: 'add', owner: 'a.example.com', type: 'TXT', strings: ['x'] }),
      ['+a IN TXT "x"'],
    );
  });

  it('does not change computed text', () => {
    const files = {
      'main.tf': `resource "ovh_domain_zone_import" "main" {
  zone_name = "example.com"
  zone_file = join("\\n", [for n in ["a", "b"] : "\${n} IN TXT \\"x\\""])
}
`,
    };
    assert.deepEqual(recordLines(configuration(files), 'main.tf'), [
      'a.example.com TXT "x"',
      'b.example.com TXT "x"',
    ]);
    assert.equal(changed(files, 'a.example.com', { kind: 'remove' }), undefined);
  });

  it('does not read a zone file that is too long, and reports it', () => {
    const long = `; ${'x'.repeat(1 << 18)}\n`;
    const made = configuration({ 'main.tf': MAIN.replace(ZONE, ZONE + long) });
    assert.deepEqual(recordLines(made, 'main.tf'), []);
    assert.match(made.problems('main.tf')[0]?.message ?? '', /more than 262144 characters/);
  });
});
