/**
 * The files of a project with 12 zones and 12 Terraform modules, by path from its folder. Some zones include files, and
 * some modules call others, read YAML, CSV or templates, or have variables files. SPF records refer to other zones.
 */
export function projectFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (let i = 0; i < COUNT; i++) files.set(`zones/zone${i}.example.zone`, zoneText(i));
  files.set('zones/shared/mail.inc', SHARED_MAIL);
  files.set('zones/shared/keys.inc', `${KEY_LINE}$INCLUDE shared/more.inc\n`);
  files.set('zones/shared/more.inc', 'www IN A 192.0.2.80\nwww IN TXT "v=spf1 -all"\n');
  for (let i = 0; i < COUNT; i++) files.set(`modules/m${i}/main.tf`, moduleText(i));
  files.set('modules/m2/variables.tf', VARIABLES);
  files.set('modules/m2/terraform.tfvars', 'domain = "two.example.com"\nspf = "v=spf1 mx +all"\n');
  files.set('modules/data/dns.yaml', YAML);
  files.set('modules/data/hosts.csv', 'name,spf\na,v=spf1 a -all\nb,v=spf1 +all\n');
  files.set('modules/data/spf.tftpl', 'v=spf1 %{ for ip in ips ~}ip4:${ip} %{ endfor ~}-all\n');
  files.set('bounces/one.txt', BOUNCE);
  files.set('.mailtxt.json', CONFIG);
  return files;
}

const COUNT = 12;

const KEY_LINE =
  's1._domainkey IN TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="\n';
const SHARED_MAIL = `mail IN A 192.0.2.25
@ IN MX 10 mail
_dmarc IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
`;
const BOUNCE =
  'Diagnostic-Code: smtp; 550 5.7.26 This mail is unauthenticated. SPF [zone1.example] with ip: [192.0.2.7] = did not pass\n';
const CONFIG = `{ "senders": { "zone1.example": [{ "name": "Office", "ip": ["192.0.2.7"] }] }, "bounces": ["bounces/*.txt"] }\n`;

function zoneText(i: number): string {
  const origin = `zone${i}.example.`;
  const other = `zone${(i + 1) % COUNT}.example`;
  const lines = [
    `$ORIGIN ${origin}`,
    '$TTL 3600',
    `@ IN SOA ns1.${origin} host.${origin} 1 7200 3600 1209600 3600`,
    '@ IN NS ns1',
    'ns1 IN A 192.0.2.53',
    `@ IN TXT "v=spf1 mx include:_spf.${other} include:_spf.example.net ?all"`,
    '_spf IN TXT "v=spf1 ip4:192.0.2.0/24 -all"',
  ];
  if (i % 3 === 0) lines.push('$INCLUDE shared/mail.inc');
  if (i % 4 === 0) lines.push('$INCLUDE shared/keys.inc');
  for (let host = 0; host < 8; host++) {
    lines.push(`host${host} IN A 192.0.2.${host}`, `host${host} IN TXT "v=spf1 a:host${host + 1} +all"`);
  }
  return `${lines.join('\n')}\n`;
}

function moduleText(i: number): string {
  const zone = `resource "aws_route53_zone" "main" {\n  name = "m${i}.example.com"\n}\n`;
  const calls: Readonly<Record<number, string>> = {
    0: call('one', '../m1') + call('two', '../m2'),
    3: call('again', '../m4') + call('twice', '../m4') + call('itself', './'),
    5: yamlRecords('../data/dns.yaml'),
    6: yamlRecords('../data/dns.yaml'),
    7: record(
      'template',
      'templatefile("${path.module}/../data/spf.tftpl", { ips = ["192.0.2.1", "192.0.2.2"] })',
    ),
    8: csvRecords('../data/hosts.csv'),
  };
  // The last one is a large file.
  const count = i === COUNT - 1 ? 100 : 4;
  const records = Array.from({ length: count }, (_, n) =>
    record(`r${n}`, `"v=spf1 include:_spf.zone${n % COUNT}.example ip4:192.0.2.${n % 256} +all"`),
  );
  return zone + (calls[i] ?? '') + records.join('');
}

function record(name: string, value: string): string {
  return `resource "aws_route53_record" "${name}" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "${name}.\${aws_route53_zone.main.name}"
  type    = "TXT"
  ttl     = 300
  records = [${value}]
}
`;
}

function call(name: string, source: string): string {
  return `module "${name}" {\n  source = "${source}"\n  domain = "${name}.example.com"\n}\n`;
}

function yamlRecords(path: string): string {
  return `locals {
  dns = yamldecode(file("\${path.module}/${path}"))
}
resource "azurerm_dns_txt_record" "txt" {
  for_each  = { for one in local.dns.txt : one.name => one }
  zone_name = "example.com"
  name      = each.key
  ttl       = each.value.ttl
  dynamic "record" {
    for_each = each.value.record
    content {
      value = record.value
    }
  }
}
`;
}

function csvRecords(path: string): string {
  return `locals {
  hosts = csvdecode(file("\${path.module}/${path}"))
}
resource "cloudflare_dns_record" "host" {
  for_each = { for host in local.hosts : host.name => host }
  zone_id  = "abc"
  name     = "\${each.key}.example.com"
  type     = "TXT"
  content  = each.value.spf
}
`;
}

const VARIABLES = `variable "domain" {
  type = string
}
variable "spf" {
  type    = string
  default = "v=spf1 -all"
}
resource "cloudflare_dns_record" "spf" {
  zone_id = "abc"
  name    = var.domain
  type    = "TXT"
  content = var.spf
}
`;

const YAML = `txt:\n${Array.from(
  { length: 20 },
  (_, i) => `  - name: d${i}
    ttl: 300
    record:
      - "v=spf1 include:_spf.example.net ip4:192.0.2.${i} +all"
      - x=${i}
`,
).join('')}`;
