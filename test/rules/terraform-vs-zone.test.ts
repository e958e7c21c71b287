import assert from 'node:assert/strict';
import { findingsOf, workspace } from '../harness/workspace.ts';

const ZONE = `$ORIGIN example.com.
@ 3600 IN SOA ns1 hostmaster 1 7200 3600 1209600 3600
@ IN NS ns1
@ IN MX 10 a
@ IN MX 20 b
@ IN TXT "google-site-verification=x"
@ IN TXT "v=spf1 mx -all"
_dmarc IN TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"
s1._domainkey IN CNAME s1.dkim.example.net.
`;

function resource(name: string, type: string, content: string): string {
  return `resource "cloudflare_record" "r${type}${name.replace(/\W/g, '')}${content.length}" {
  zone_id = cloudflare_zone.z.id
  name    = "${name}"
  type    = "${type}"
  content = ${content.includes('var.') ? content : JSON.stringify(content)}
  priority = 10
}
`;
}

const HEAD = 'resource "cloudflare_zone" "z" {\n  zone = "example.com"\n}\n';

function reported(terraform: string, zone = ZONE): readonly string[] {
  const made = workspace();
  made.add('example.com.zone', zone, { format: 'zone' });
  made.add('main.tf', HEAD + terraform);
  return ['main.tf', 'example.com.zone'].flatMap((path) =>
    findingsOf(made, path)
      .filter(({ rule }) => rule === 'cross-terraform-vs-zone-conflict')
      .map(({ message }) => message.replace(/^Another file in this workspace has a different /, `${path}: `)),
  );
}

describe('Terraform next to a zone file', () => {
  it('with the same records in another order is not a conflict', () => {
    const same =
      resource('@', 'MX', 'b.example.com') +
      resource('@', 'MX', 'a.example.com.') +
      resource('@', 'TXT', 'v=spf1 mx -all') +
      resource('s1._domainkey', 'CNAME', 's1.dkim.example.net');
    assert.deepEqual(reported(same), []);
  });

  it('with different records is a conflict', () => {
    assert.deepEqual(reported(resource('@', 'MX', 'c.example.com')), [
      'main.tf: MX for example.com: "a.example.com, b.example.com".',
    ]);
    assert.deepEqual(
      reported(resource('_dmarc', 'TXT', 'v=DMARC1; p=none; rua=mailto:d@example.com')).length,
      1,
    );
    assert.deepEqual(reported(resource('s1._domainkey', 'CNAME', 's2.dkim.example.net')).length, 1);
  });

  it('with additional records, or values that only a variable knows, is not a conflict', () => {
    assert.deepEqual(reported(resource('@', 'TXT', 'apple-domain=y')), []);
    assert.deepEqual(reported(resource('_mta-sts', 'TXT', 'v=STSv1; id=1')), []);
    assert.deepEqual(reported(`variable "x" {}\n${resource('@', 'TXT', '"v=spf1 ${var.x} -all"')}`), []);
    assert.deepEqual(reported(`variable "x" {}\n${resource('@', 'MX', 'var.x')}`), []);
  });

  it('with a template is not a conflict', () => {
    assert.deepEqual(
      reported(resource('@', 'TXT', 'v=spf1 a -all'), ZONE.replace('mx -all', '{{ x }} -all')),
      [],
    );
  });

  it('is a conflict only between Terraform and zone files: two files of one zone may be two views', () => {
    const made = workspace();
    for (const view of ['internal', 'external']) {
      const text = view === 'internal' ? ZONE.replace('mx -all', '-all') : ZONE;
      made.add(`${view}/example.com.zone`, text, { format: 'zone' });
    }
    const rules = made.paths().flatMap((path) => findingsOf(made, path).map(({ rule }) => rule));
    assert.ok(!rules.includes('cross-terraform-vs-zone-conflict'));
  });
});
