import assert from 'node:assert/strict';
import { configuration } from '../harness/configuration.ts';

const route53 = (name: string, records: string, more = ''): string =>
  `resource "aws_route53_record" "${name.replace(/\W/g, '_')}${more === '' ? '' : '2'}" {\n  zone_id = "Z1"\n  name    = "${name}"\n  type    = "TXT"\n  records = [${records}]\n${more}}\n`;
const google = (rrdatas: string): string =>
  `resource "google_dns_record_set" "a" {\n  managed_zone = "z"\n  name         = "example.org."\n  type         = "TXT"\n  rrdatas      = [${rrdatas}]\n}\n`;
const cloudflare = (label: string, content: string): string =>
  `resource "cloudflare_record" "${label}" {\n  zone_id = "z"\n  name    = "@"\n  type    = "TXT"\n  content = ${content}\n}\n`;
const azure = (value: string): string =>
  `resource "azurerm_dns_txt_record" "a" {\n  zone_name = "example.org"\n  name      = "@"\n  record {\n    value = ${value}\n  }\n}\n`;

const inZone = (name: string): string =>
  `resource "aws_route53_zone" "z" {\n  name = "example.org"\n}\n${route53(name, '"x=1"').replace('"Z1"', 'aws_route53_zone.z.zone_id')}`;
const googleNamed = (name: string): string =>
  `resource "google_dns_managed_zone" "z" {\n  name     = "z"\n  dns_name = "example.org."\n}\n${google('"x=1"').replace('"example.org."', `"${name}"`).replace('"z"\n', 'google_dns_managed_zone.z.name\n')}`;

const LONG = 'A'.repeat(300);

/** What the rules of the group find, `severity id: characters`. */
function found(text: string): readonly string[] {
  const made = configuration({ 'main.tf': text });
  return made.findings('main.tf').findings.flatMap(({ rule, severity, range }) => {
    const characters = text.slice(range.start, range.end);
    return rule.startsWith('tf-') ? [`${severity} ${rule}: ${characters.slice(0, 40)}`] : [];
  });
}

const record = (type: string, records: string): string =>
  `resource "aws_route53_record" "a" {\n  zone_id = "Z1"\n  name    = "example.org"\n  type    = "${type}"\n  records = [${records}]\n}\n`;
const cloudflareMx = (content: string): string =>
  `resource "cloudflare_record" "a" {\n  zone_id  = "z"\n  name     = "@"\n  type     = "MX"\n  content  = "${content}"\n  priority = 10\n}\n`;

const CASES: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
  // `@` as a name: https://github.com/hashicorp/terraform-provider-aws, `expandRecordName`;
  // https://github.com/hashicorp/terraform-provider-dns, `resourceFQDN`.
  ['"@" for Route 53', route53('@', '"x=1"'), ['error tf-name-at-sign: @']],
  [
    '"@" for a DNS server',
    'resource "dns_txt_record_set" "a" {\n  zone = "example.org."\n  name = "@"\n  txt  = ["x=1"]\n}\n',
    ['error tf-name-at-sign: @'],
  ],
  ['"@" for Cloudflare', cloudflare('a', '"x=1"'), []],
  ['"@" for Azure', azure('"x=1"'), []],
  ['no name for Route 53', route53('', '"x=1"'), []],
  ['"@" that an expression turns into the zone', route53('${"@" == "@" ? "example.org" : "@"}', '"x=1"'), []],
  // Splits.
  ['strings of 255 octets fit', route53('example.org', `"${'A'.repeat(255)}\\"\\"${'B'.repeat(255)}"`), []],
  [
    'one more octet does not',
    route53('example.org', `"${'A'.repeat(256)}"`),
    [`error tf-route53-txt-long-unsplit: "${'A'.repeat(39)}`],
  ],
  [
    'what an expression splits is split',
    route53('example.org', `replace("${LONG}", "/(.{255})/", "$1\\"\\"")`),
    [],
  ],
  [
    'Cloudflare splits itself',
    cloudflare('a', `"${LONG}"`),
    [`info tf-cloudflare-txt-over-255: "${'A'.repeat(39)}`],
  ],
  ['Azure splits itself', azure(`"${LONG}"`), []],
  [
    'what is known of a text is too long already',
    route53('example.org', `"${LONG}\${var.more}"`),
    [`error tf-route53-txt-long-unsplit: "${'A'.repeat(39)}`],
  ],
  ['what is not known may have its split', route53('example.org', `"${'A'.repeat(200)}\${var.more}"`), []],
  // Data that no service accepts.
  ['an MX with its preference', record('MX', '"10 mail.example.org", "0 ."'), []],
  ['an MX without', record('MX', '"mail.example.org"'), ['error tf-data-refused: "mail.example.org"']],
  ['an MX with its preference elsewhere', cloudflareMx('mail.example.org'), []],
  ['an MX that is not known', record('MX', 'var.mx, "${var.mx}.example.org"'), []],
  ['addresses', record('A', '"192.0.2.1"') + record('AAAA', '"2001:db8::1"').replace('"a"', '"b"'), []],
  ['a number too large', record('A', '"192.0.2.256"'), ['error tf-data-refused: "192.0.2.256"']],
  ['the other family', record('A', '"2001:db8::1"'), ['error tf-data-refused: "2001:db8::1"']],
  ['the other family', record('AAAA', '"192.0.2.1"'), ['error tf-data-refused: "192.0.2.1"']],
  ['words of a service', record('A', '"[remote_addr]", "@"'), []],
  // Quotes.
  ['one word needs none', google('"google-site-verification=abc"'), []],
  ['text that is not for mail is left alone', google('"some words here"'), []],
  [
    'DMARC survives without them',
    google('"v=DMARC1; p=none"'),
    ['info tf-gcp-txt-unquoted: "v=DMARC1; p=none"'],
  ],
  ['where they are computed', google('jsonencode("v=spf1 mx -all")'), []],
  ['one that is escaped', google('"\\"say \\\\\\"hi\\\\\\" to all\\""'), []],
  [
    'one that is left open',
    route53('example.org', '"v=spf1 mx \\" -all"'),
    ['error tf-txt-quote-open: "v=spf1 mx \\" -all"'],
  ],
  [
    'one of which the partner may be in a variable',
    route53('example.org', '"v=spf1 mx \\" ${var.x}"'),
    ['info tf-value-unknown: ${var.x}'],
  ],
  // One set.
  [
    'two resources of one name',
    route53('example.org', '"a"') + route53('example.org', '"b"', '  ttl = 5\n'),
    ['error tf-txt-multiple-sets-same-name: "TXT"'],
  ],
  [
    'of which there may be only one',
    route53('example.org', '"a"') + route53('example.org', '"b"', '  count = var.second ? 1 : 0\n'),
    [],
  ],
  [
    'of which Route 53 chooses',
    route53('example.org', '"a"') + route53('example.org', '"b"', '  set_identifier = "b"\n'),
    [],
  ],
  ['where each is a record of its own', cloudflare('a', '"a"') + cloudflare('b', '"b"'), []],
  [
    'of names that are not known to be the same',
    route53('${var.a}.example.org', '"a"') + route53('${var.b}.example.org', '"b"', '  ttl = 5\n'),
    [],
  ],
  // Names outside the zone. Route 53's provider adds the zone's name to any other name, and ignores a trailing dot.
  ['a relative name with a dot', inZone('_dmarc.'), []],
  ['a relative name with a dot, at a label that is a region', inZone('mail.eu.'), []],
  ['a relative name with a dot, at a label that is a top-level domain', inZone('dev.'), []],
  [
    'a name of another domain',
    inZone('mail.example.net.'),
    ['error tf-name-outside-zone: mail.example.net.'],
  ],
  [
    'the name of the zone under another top-level domain',
    inZone('mail.example.de.'),
    ['error tf-name-outside-zone: mail.example.de.'],
  ],
  [
    'the name of the zone without its top-level domain',
    inZone('mail.example.'),
    ['error tf-name-outside-zone: mail.example.'],
  ],
  [
    'a relative name with a dot where names are whole',
    googleNamed('_dmarc.'),
    ['error tf-name-outside-zone: _dmarc.'],
  ],
  // Macros and directives.
  ['a directive', cloudflare('a', '"%{ if var.x }v=spf1 mx -all%{ endif }"'), []],
  ['a macro that is written right', cloudflare('a', '"v=spf1 exists:%%{ir}.sbl.example.net -all"'), []],
  [
    'a macro in a heredoc',
    cloudflare('a', '<<-EOT\n    v=spf1 exists:%{ir}.sbl.example.net -all\n  EOT'),
    ['error tf-macro-as-directive: %{ir}', 'info tf-value-unknown: %{ir}'],
  ],
  ['a macro in a comment', `# "%{i}"\n${cloudflare('a', '"a"')}`, []],
  // Splits that change the text.
  [
    'a match that is put back twice',
    'locals {\n  a = replace(var.a, "/(.{255})/", "$1\\"$1\\"")\n}\n',
    ['error tf-split-loses-characters: "$1\\"$1\\""'],
  ],
  ['a replacement of another kind', 'locals {\n  a = replace(var.a, "/(.{2})./", "$1")\n}\n', []],
  ['an even split', 'locals {\n  a = replace(var.a, "/(.{255})/", "$1{SPLITHERE}")\n}\n', []],
  // Unknown values.
  ['an address is nothing to miss', cloudflare('a', '"v=spf1 ip4:${aws_eip.m.public_ip} -all"'), []],
  ['a word is', cloudflare('a', '"v=spf1 ${var.terms} -all"'), ['info tf-value-unknown: ${var.terms}']],
];

describe('rules of Terraform', () => {
  for (const [what, text, expected] of CASES) {
    it(what, () => {
      assert.deepEqual(found(text), expected);
    });
  }
});

describe('a proxy in front of a DKIM key', () => {
  /** The findings on a record of Cloudflare with such an argument, and whether each can be fixed. */
  const hidden = (name: string, proxied: string, before = ''): readonly string[] => {
    const text = `${before}resource "cloudflare_record" "a" {\n  zone_id = "z"\n  name    = "${name}"\n  type    = "CNAME"\n  content = "key.example.net"\n  proxied = ${proxied}\n}\n`;
    const made = configuration({ 'main.tf': text });
    return made
      .findings('main.tf')
      .findings.filter(({ rule }) => rule === 'dkim-cname-proxied')
      .map((finding) => {
        const fixes = made.detailsOf('main.tf', finding).fixes.length;
        return `${text.slice(finding.range.start, finding.range.end)} ${fixes}`;
      });
  };

  it('is reported if it is certain', () => {
    assert.deepEqual(hidden('s1._domainkey', 'true'), ['true 1']);
    assert.deepEqual(hidden('s1._domainkey', '"true"'), ['"true" 0']);
    assert.deepEqual(hidden('s1._domainkey', 'local.p', 'locals { p = true }\n'), ['local.p 0']);
    assert.deepEqual(hidden('${var.selector}._domainkey', 'true'), ['true 1']);
  });

  it('is not reported if it may not exist, or is not a key', () => {
    assert.deepEqual(hidden('s1._domainkey', 'false'), []);
    assert.deepEqual(hidden('s1._domainkey', 'var.p'), []);
    assert.deepEqual(hidden('www', 'true'), []);
    assert.deepEqual(hidden('${var.name}', 'true'), []);
  });
});
