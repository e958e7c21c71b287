import assert from 'node:assert/strict';
import { configuration } from '../harness/configuration.ts';
import { applyFix, findingsOf, zone } from '../harness/workspace.ts';

/** The findings of a rule, `severity characters`. */
function found(text: string, rule: string): readonly string[] {
  return findingsOf(configuration({ 'main.tf': text }), 'main.tf')
    .filter((finding) => finding.rule === rule)
    .map(({ severity, range }) => `${severity} ${text.slice(range.start, range.end)}`);
}

const route53 = (label: string, type: string, record: string, more = ''): string =>
  `resource "aws_route53_record" "${label}" {
  zone_id = "Z1"
  name    = "mail.example.org"
  type    = "${type}"
  records = ["${record}"]
${more}}
`;

describe('two resources for one set of records', () => {
  const both = (type: string, a: string, b: string, more = ''): readonly string[] =>
    found(route53('a', type, a) + route53('b', type, b, more), 'tf-whole-set-twice');

  it('are found for each type', () => {
    assert.deepEqual(both('A', '192.0.2.1', '192.0.2.2'), ['error "A"']);
    assert.deepEqual(both('AAAA', '2001:db8::1', '2001:db8::2', '  allow_overwrite = true\n'), [
      'error "AAAA"',
    ]);
    assert.deepEqual(both('CNAME', 'a.example.net', 'a.example.net'), ['error "CNAME"']);
    assert.deepEqual(both('SRV', '0 0 25 a.example.net', '0 0 25 b.example.net'), ['error "SRV"']);
  });

  it('have rules of their own for some', () => {
    assert.deepEqual(both('TXT', 'x=1', 'x=2'), []);
    assert.deepEqual(both('MX', '1 a.example.net', '2 a.example.net'), []);
    assert.deepEqual(both('CNAME', 'a.example.net', 'b.example.net'), []);
  });

  it('are none if one may not exist, or answers are chosen', () => {
    assert.deepEqual(both('A', '192.0.2.1', '192.0.2.2', '  count = var.second ? 1 : 0\n'), []);
    assert.deepEqual(both('A', '192.0.2.1', '192.0.2.2', '  set_identifier = "b"\n'), []);
    assert.deepEqual(found(route53('a', 'A', '192.0.2.1", "192.0.2.2'), 'tf-whole-set-twice'), []);
  });
});

const KEY =
  'v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEArby+4/n1KaywrJPgvlcLpZnJfFDwAVyd8d5RykjwEtWwkyexTpZPBpDvPL9zef8j5TOPN1DUSRme7h57AWPSl4+zGpMIDrgDZfNiBTjzxWbXcIVfl02ngJC11zFV7CuqwUOgpHSCa6ngY6rPWRcLJ0O8wPuKkDXDVk3UM/OTDbkgZ7QsB32yH8Tggm4Q+tBbffPLLxNo0lHjKID+qW9R+SNGCHrS3p4o+AV2gwq1vT3H7O7X++79yQqCOeXYnj7uBoH59lLM8w+pEpHeb4S/3wIUFbOaNZlpiP+0jNbimhVUCHI1JwEHozm/QxuaLE5KKeYKN2uBGevdhyXKyfTAwwIDAQAB';
const RULE = 'dkim-key-in-list-elements';

describe('a DKIM key cut into several records', () => {
  const inZone = (...texts: readonly string[]): string =>
    `$ORIGIN example.org.\n$TTL 300\n${texts.map((text) => `s1._domainkey IN TXT "${text}"\n`).join('')}`;
  const rulesIn = (text: string): readonly string[] =>
    findingsOf(zone(text, 'example.org.zone'), 'example.org.zone').map(({ rule }) => rule);

  it('is also found in a zone, once', () => {
    const rules = rulesIn(inZone(KEY.slice(0, 200), KEY.slice(200)));
    assert.ok(rules.includes(RULE));
    assert.ok(!rules.includes('dkim-multiple-records'));
    assert.ok(rulesIn(inZone(KEY.slice(0, 200), KEY.slice(200, 300), KEY.slice(300))).includes(RULE));
  });

  it('is another fault if one of them is a whole key, or a part is missing', () => {
    for (const texts of [
      [KEY, KEY.slice(200)],
      ['v=DKIM1; k=rsa;', KEY.slice(16)],
      [KEY.slice(0, 200), KEY.slice(210)],
      [KEY.slice(200), KEY.slice(0, 200)],
    ]) {
      const rules = rulesIn(inZone(...texts));
      assert.ok(!rules.includes(RULE), texts.join('\n'));
      assert.ok(rules.includes('dkim-multiple-records'), texts.join('\n'));
    }
  });

  it('is joined in a list of several elements', () => {
    const cut = [KEY.slice(0, 150), KEY.slice(150, 300), KEY.slice(300)].map((piece) => `"${piece}"`);
    const text = `resource "aws_route53_record" "dkim" {
  zone_id = "Z1"
  name    = "s1._domainkey.example.org"
  type    = "TXT"
  records = [${cut.join(', ')}]
}
`;
    const made = configuration({ 'main.tf': text });
    const [finding] = findingsOf(made, 'main.tf').filter(({ rule }) => rule === RULE);
    const fix = finding && made.detailsOf('main.tf', finding).fixes[0];
    const joined = cut.join(' ').slice(1, -1).replaceAll('" "', '\\" \\"');
    assert.equal(
      fix && applyFix(made, 'main.tf', fix),
      text.replace(cut.join(', '), () => `"${joined}"`),
    );
  });
});

describe('names in values for Cloud DNS', () => {
  const google = (type: string, value: string): readonly string[] =>
    found(
      `resource "google_dns_record_set" "a" {
  managed_zone = "z"
  name         = "example.org."
  type         = "${type}"
  rrdatas      = ["${value}"]
}
`,
      'tf-gcp-name-without-dot',
    );

  it('end with a dot', () => {
    assert.deepEqual(google('MX', '1 smtp.google.com'), ['error "1 smtp.google.com"']);
    assert.deepEqual(google('CNAME', 'a.example.net'), ['error "a.example.net"']);
    assert.deepEqual(google('SRV', '0 0 25 a.example.net'), ['error "0 0 25 a.example.net"']);
    assert.deepEqual(google('MX', '1 smtp.google.com.'), []);
    assert.deepEqual(google('MX', '0 .'), []);
    assert.deepEqual(google('CNAME', '${var.host}'), []);
    assert.deepEqual(google('CNAME', 'a.${var.zone}'), []);
    assert.deepEqual(google('CNAME', '${var.host}.example.net'), ['error "${var.host}.example.net"']);
    assert.deepEqual(google('TXT', '\\"a.example.net\\"'), []);
  });
});

describe('long texts for Cloudflare', () => {
  const cloudflare = (resource: string, content: string): readonly string[] =>
    found(
      `resource "${resource}" "a" {
  zone_id = "z"
  name    = "a.example.org"
  type    = "TXT"
  content = ${content}
}
`,
      'tf-cloudflare-txt-over-255',
    ).map((line) => line.slice(0, 12));

  it('are found by their source text, quoted or not', () => {
    const long = 'A'.repeat(256);
    assert.deepEqual(cloudflare('cloudflare_dns_record', `"${long}"`), ['warning "AAA']);
    assert.deepEqual(cloudflare('cloudflare_dns_record', `"\\"${long}\\""`), ['warning "\\"A']);
    assert.deepEqual(cloudflare('cloudflare_record', `"${long}"`), ['info "AAAAAA']);
    assert.deepEqual(cloudflare('cloudflare_dns_record', `"${long.slice(1)}"`), []);
    assert.deepEqual(
      cloudflare('cloudflare_dns_record', `"\\"${long.slice(1)}\\" \\"${long.slice(1)}\\""`),
      [],
    );
    assert.deepEqual(cloudflare('cloudflare_dns_record', `"${long.slice(2)}\${var.x}"`), []);
  });
});
