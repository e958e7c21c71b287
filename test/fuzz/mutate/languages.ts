import type { Language } from './tokens.ts';

export const ZONE: Language = {
  token: /"(?:\\[^]|[^"\\\n])*"?|\$[A-Z]+|;[^\n]*|[ \t]+|\r?\n|[^\s();"]+/,
  words: [
    '@', '.', '*', 'IN', 'CH', 'HS', 'ANY', 'A', 'AAAA', 'NS', 'MX', 'TXT', 'SPF', 'CNAME', 'SOA', 'PTR', 'SRV', 'CAA', 'TLSA', 'DNAME', 'NAPTR',
    'TYPE16', 'TYPE65280', 'TYPE99999', 'ALIAS', '\\#', '\\# 4 c0000201', '\\# 0', '\\# 65535 00', '\n$ORIGIN example.com.\n', '\n$ORIGIN .\n',
    '\n$ORIGIN sub\n', '\n$TTL 1h\n', '\n$TTL 2147483648\n', '\n$INCLUDE "a b" other ; x\n', '\n$GENERATE 1-3 h${0,3,d} A 192.0.2.$\n',
    '\n$GENERATE 0-4294967295/1 $ CNAME ${-1,2,x}\n', '$ORIGIN', '$INCLUDE', '$TTL', '$GENERATE', '$DATE', '(', ')', '( \n', '\n)', '"', '""', ';',
    '\\', '\\"', '\\;', '\\(', '\\.', '\\000', '\\256', '\\2', 'a\\.b', '\\@', '300', '1w2d3h4m5s', '1h1', '-1', '4294967296', '10', '192.0.2.1',
    '192.0.2.256', '2001:db8::1', '::ffff:192.0.2.1', 'mail', 'mail.example.com.', 'example.com', 'a..b', '.a', '_dmarc', '_spf', 's1._domainkey',
    '_mta-sts', '_smtp._tls', 'default._bimi', '_25._tcp.mail', "a".repeat(64), "a.".repeat(127), '"v=spf1 mx -all"', '"v=spf1 +all"',
    '"v=spf1 include:_spf.example.net ~all"', '"v=DMARC1; p=reject; rua=mailto:a@example.com"', '"v=DKIM1; k=rsa; p="', 'v=spf1', '-all',
    '; mailtxt-disable-next-line spf-all-pass -- why\n', '; mailtxt-disable\n', '; mailtxt-enable\n', '; mailtxt-disable-line\n',
    '; mailtxt: origin=example.com.\n', '{% if a %}\n', '{% endif %}', '{{ a }}', '${a}', '@A@', '<%= a %>', '{#', '\n', ' ', '\t', '\r\n', '  IN ',
    '\n@ IN SOA ns1 host 1 2 3 4 5\n', '\n@ IN MX 0 .\n', '\n@ 60 IN MX 10 mail\n', '\n* IN TXT "v=spf1 -all"\n', '\nsub IN NS ns1.example.net.\n',
  ],
}; // prettier-ignore

/** `tag=value; tag=value`: DKIM, DMARC, MTA-STS, TLS-RPT, BIMI. */
export const TAGS: Language = {
  token: /[A-Za-z0-9_.-]+|\s+|[^A-Za-z0-9_.\s-]/,
  words: [
    'v=DMARC1', 'v=DKIM1', 'v=STSv1', 'v=TLSRPTv1', 'v=BIMI1', 'V=dmarc1', 'v', '=', ';', '; ', ' ; ', ';;', ',', ':', '!', 'p=none', 'p=reject',
    'p=quarantine', 'sp=', 'np=', 'pct=50', 'pct=101', 'pct=', 'adkim=s', 'aspf=r', 'fo=1:d:s', 'fo=', 't=y', 't=y:s', 't=', 'psd=u', 'rf=afrf', 'ri=',
    'rua=mailto:a@example.com', 'rua=', 'ruf=mailto:a@b.example!10m,https://example.com/x', 'mailto:', 'mailto:a@example.com!', 'https://', 'k=rsa',
    'k=ed25519', 'k=', 'h=sha256', 'h=sha1:sha256', 's=*', 's=email:tlsrpt', 'n=', 'g=', 'p=', 'p=MIIB', 'id=20200101', 'id=', 'l=https://example.com/l.svg',
    'a=', 'avp=brand', 'e=', '"', '\\', '\\;', ' ', '\t', '\ufffc', '\u00e9', '%', '=;', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA', '====', '_', '-',
    '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=', '-----BEGIN PUBLIC KEY-----', '-----END PUBLIC KEY-----', '“', '”', '＝', '；',
  ],
}; // prettier-ignore

export const SPF: Language = {
  token: /[A-Za-z0-9_.-]+|\s+|[^A-Za-z0-9_.\s-]/,
  words: [
    'v=spf1', 'V=SPF1', 'v=spf10', 'v=spf2.0/pra', 'v=spf1 ', ' ', '  ', '+', '-', '~', '?', 'all', '-all', '~all', '+all', 'ALL', 'all.', 'a', 'a:', 'a/24', 'a//64',
    'a:mail.example.com/24//64', 'mx', 'mx:', 'mx/0', 'ptr', 'ptr:', 'ip4:192.0.2.0/24', 'ip4:', 'ip4:192.0.2.256', 'ip4:192.0.2.1/33', 'ip6:2001:db8::/32',
    'ip6:', 'ip6:::1/129', 'ip4=192.0.2.1', 'include:', 'include:_spf.example.net', 'include:example.com', 'include=_spf.example.net', 'exists:%{i}._spf.%{d}',
    'redirect=', 'redirect=example.com', 'redirect:example.com', 'exp=', 'exp=exp.%{d2}', 'ra=postmaster', 'x-note=%{i}', '%', '%%', '%_', '%-', '%{', '%{i}',
    '%{ir}', '%{d2r+-/=}', '%{d0}', '%{d129}', '%{z}', '%{L}', '%{p}', ':', '=', '/', '//', '/33', '.', '..', '_', '"', '" "', '\\', ',', ';', 'v=spf1 v=spf1',
    'includ:', 'ipv4:', 'ip:', '\ufffc', '${x}', 'é', '–all', '—all', '\u00a0', '\u200b', '∼all', '-al l', '- all', 'a.b.c.d.e.f', 'xn--', '192.0.2.1',
  ],
}; // prettier-ignore

export const HCL: Language = {
  token: /"(?:\\[^]|[^"\\\n])*"?|<<[-~]?\w*|\/\*|\*\/|\/\/[^\n]*|#[^\n]*|[\w-]+|[ \t]+|\r?\n|[=!<>]=|&&|\|\||=>|\.\.\.|[^\w\s]/,
  words: [
    'resource', 'data', 'module', 'locals', 'variable', 'output', 'provider', 'terraform', 'moved', 'dynamic', 'content', 'for_each', 'count', 'each.key',
    'each.value', 'count.index', 'self', 'path.module', 'var.a', 'local.a', 'module.a.b', 'aws_route53_record.a', '.*', '[*]', '[0]', '["a"]', '.0', '.a',
    'resource "aws_route53_record" "a" {\n  zone_id = "Z"\n  name = "a.example.com"\n  type = "TXT"\n  ttl = 60\n  records = ["v=spf1 +all"]\n}\n',
    'resource "cloudflare_record" "a" {\n  zone_id = "z"\n  name = "@"\n  type = "TXT"\n  content = "v=spf1 mx +all"\n}\n',
    'locals {\n  a = "v=spf1 +all"\n}\n', 'variable "a" {\n  default = null\n}\n', 'module "a" {\n  source = "./a"\n}\n', 'module "a" {\n  source = "."\n}\n',
    '{', '}', '[', ']', '(', ')', '=', '=>', ',', '\n', ' ', '"', '""', '"${', '}"', '"%{ if true }', '%{ endif }', '%{ for a in b ~}', '%{ endfor }', '$${', '%%{',
    '${"', '"}', '~}', '${~', '<<EOT\n', '\nEOT\n', '<<-EOT\n', '<<"EOT"\n', 'EOT', '\\n', '\\u00e9', '\\U0001F600', '\\', '\\"', 'true', 'false', 'null', '0', '-1',
    '1e400', '1e3', '1.5', '!', '-', '+', '*', '/', '%', '==', '!=', '<', '>=', '&&', '||', '?', ':', '...', 'for', 'in', 'if', '[for a in b : a]',
    '{for k, v in b : k => v... if true}', '[for i in range(1000) : i]', 'range(1e6)', 'range(0, 1e9, 1e-3)', 'join(",", [])', 'split("", "abc")',
    'format("%s %d %v %q %%", "a", 1, true, "b")', 'format("%*d", 1)', 'formatlist("%s", ["a"])', 'replace("a", "/(.*)*b/", "$1")', 'regexall("a*b", "aaaa")',
    'regex("(?:a|a)*$", "aaaa!")', 'regex("[", "a")', 'jsonencode({a = 1})', 'jsondecode("{")', 'yamldecode("a: &a [*a]")', 'yamlencode([1])', 'csvdecode("a\\n1")',
    'templatefile("a.tftpl", {})', 'file("a.yaml")', 'fileset(".", "**")', 'concat([1], [2])', 'flatten([[[1]]])', 'merge({}, {})', 'lookup({}, "a", null)',
    'element([], 0)', 'slice([1], 0, 9)', 'substr("abc", -1, 9)', 'chunklist([1], 0)', 'setproduct([1, 2], [3])', 'transpose({a = ["b"]})', 'zipmap(["a"], [1])',
    'try(a, "b")', 'can(a)', 'coalesce()', 'tostring(1)', 'tonumber("x")', 'toset([])', 'sha256("a")', 'base64decode("!")', 'cidrhost("192.0.2.0/24", 1)',
    'cidrsubnet("::/0", 128, 1)', 'pow(10, 400)', 'parseint("zz", 36)', 'timestamp()', 'max()', 'abs("a")', 'nonsense(1)', 'trimprefix("a", "a")', 'indent(9, "a\\nb")',
    'strrev("é😀")', 'title("ß")', '# mailtxt-disable-next-line spf-all-pass\n', '// mailtxt-disable\n', '/* mailtxt-enable */', 'name', 'type', 'records', 'ttl',
    'zone_id', 'source', 'default', 'validation', 'lifecycle', 'provider::a::b()', '"v=spf1 include:${var.a} -all"', '"v=DMARC1; p=none"', '"v=DKIM1; p=abc"',
  ],
}; // prettier-ignore

export const JSON_TEXT: Language = {
  token: /"(?:\\[^]|[^"\\\n])*"?|-?\d[\d.eE+-]*|\w+|\s+|[^\w\s]/,
  words: [
    '{', '}', '[', ']', ':', ',', '"', '""', 'null', 'true', 'false', '0', '-0', '1e999', '01', '"a"', '"\\u0000"', '"\\ud800"', '"\\x"', '//\n', '/*', '*/', ',,', '{}',
    '[]', '[[[[', '{"a":', '"__proto__"', '"constructor"', '"toString"', '"hasOwnProperty"', '"rules"', '"dns"', '"mode"', '"resolver"', '"timeoutMs"', '"origins"',
    '"senders"', '"*"', '"reports"', '"bounces"', '"ignore"', '"off"', '"error"', '"spf-all-pass"', '"example.com"', '"service"', '"ip"', '"192.0.2.0/24"', '"name"',
    '"host"', '"dkim"', '"envelope"', '"google-workspace"', '"answers"', '"recorded"', '"otherwise"', '"NXDOMAIN"', '"strings"', '"data"', '"ttl"', '"a.example. TXT"',
    '"resource"', '"locals"', '"variable"', '"default"', '"module"', '"source"', '"${var.a}"', '"%{ if true }"', '"//"', '"../../x"', '"**/*"', '"*a*a*a*a*b"', '"["', '"{a,b"',
  ],
}; // prettier-ignore

export const BICEP: Language = {
  token: /'(?:\\[^]|[^'\\\n])*'?|\/\/[^\n]*|[A-Za-z_]\w*|\d+|[ \t]+|\r?\n|[^]/,
  words: [
    'resource ', 'param ', 'var ', 'module ', 'output ', 'existing', '= ', 'if (true) ', 'for x in ', 'for (x, i) in ', '@secure()\n', '{\n', '}\n', '[', ']', '(', ')',
    "'''", "'", '${', '}', '\\', '\\u{1F600}', '? ', ' : ', '??', '&&', '!', '.', '.?', '::', '...', ',', 'null', 'true', '7', 'x', 'zone', 'zone.name', 'parent: zone\n',
    "name: '@'\n", "name: '${zone.name}/@'\n", "'Microsoft.Network/dnsZones/MX@2018-05-01'", "'TXT'", 'properties: ', 'TXTRecords: ', 'value: ', 'targetResource: {}\n', 'TTL: 3600\n',
    "concat('a', x)", "format('{0}/@', x)", 'range(0, 3)', 'split(x, \'.\')', 'loadTextContent(\'a\')', '(a, b) => a', '/* ', ' */', '// mailtxt-disable-next-line spf-all-pass\n', '\n',
  ],
}; // prettier-ignore

export const YAML: Language = {
  token: /"(?:\\[^]|[^"\\\n])*"?|'(?:''|[^'\n])*'?|#[^\n]*|[\w.-]+|[ \t]+|\r?\n|[^\w\s]/,
  words: [
    ':', ': ', '- ', '\n', '\n  ', '\n- ', ' ', '\t', '|', '|-', '>+', '>2', '&a ', '*a', '<<: *a', '!!str ', '!!binary ', '!x ', '---\n', '...\n', '%YAML 1.2\n', '? ', '{', '}',
    '[', ']', ',', '"', "'", '#', '@', '`', '~', 'null', 'true', 'yes', 'on', '0o17', '0x1F', '1e3', '.inf', '.nan', '12:30:45', '2001-01-01', 'a: &a [*a]\n', 'a: b\n', 'txt: "v=spf1 +all"\n',
    'records:\n  - name: a\n    type: TXT\n    value: v=spf1 -all\n', '"\\x41"', '"\\u00e9"', '\\\n', '__proto__: 1\n', '# mailtxt-disable-next-line spf-all-pass\n', 'é', '😀',
  ],
}; // prettier-ignore

export const SCRIPT: Language = {
  token: /"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?|`|\/\/[^\n]*|\s+|[\w$]+|[^]/,
  words: [
    'D("example.com", R, ', 'D("example.com!in", R)', 'D_EXTEND("a.example.com", ', 'DEFAULTS(', 'REV("192.0.2.0/24")', 'REV("192.0.2.0/33")',
    'TXT("@", ', 'MX("@", 10, "mx")', 'A("@", IP("192.0.2.1"))', 'CNAME("a", "b.c")', 'TTL("1h")', 'TTL(', 'DefaultTTL(60)', 'INCLUDE("example.com")',
    'SPF_BUILDER({', 'parts: ["v=spf1", "+all"]', 'overflow: "_spf%d"', 'txtMaxSize: 20', 'flatten: ["*"]', 'DMARC_BUILDER({', 'policy: "reject"', 'percent: 0',
    'rua: []', 'rua: ["mailto:a@example.com"]', 'DKIM_BUILDER({', 'selector: "s"', 'note: ";"', 'M365_BUILDER("a.example", {})', 'CF_PROXY_ON', 'END', 'require("./a.js")',
    'require_glob("./")', 'var ', 'let x = ', 'function f(a, ...b) {', 'return ', '=>', 'if (', 'for (;;) ', 'for (var i = 0; i < 9; i++) ', 'for (x of [1, 2]) ', 'while (1) ',
    '.join(" ")', '.concat(', '.push(', '.map(', '.split(",")', '.slice(1)', '...', '+=', '`${', '}`', '{', '}', '[', ']', '(', ')', ',', ';', ':', '?', '&&', '??', '"', "'",
    '\\', '\\x4', '"\\u{110000}"', '"\\u00e9"', '\n', '// mailtxt-disable-next-line spf-all-pass\n', '/*', 'arguments', 'undefined', 'null', 'true', '-1', '1e309', '0x10',
    '"v=spf1 include:a.example " + x + " -all"', '"www.example.com"', '"@"', '"\ufffc"', 'class A {}', 'import x from "y"', '/(/', 'x.y.z()', '#!',
  ],
}; // prettier-ignore

export const CSV: Language = {
  token: /"(?:""|[^"])*"?|[^",\n]+|,|\r?\n/,
  words: [
    ',',
    '\n',
    '\r\n',
    '"',
    '""',
    '"a""b"',
    '"a\nb"',
    'name,type,value\n',
    'a',
    '',
    ',,,',
    'v=spf1 +all',
    '"v=spf1 -all"',
    ' "a"',
    'é',
    '\t',
    '0',
  ],
};

export const XML: Language = {
  token: /<!\[CDATA\[|\]\]>|<!--|-->|<\/?[\w:.-]*|\/?>|&[#\w]*;?|[\w.:@-]+|\s+|[^\w\s]/,
  words: [
    '<', '>', '/>', '</', '&', '&amp;', '&#0;', '&#xD800;', '&#x110000;', '&lt;', '&x;', '<![CDATA[', ']]>', '<!--', '-->', '<?xml version="1.0"?>', '<?x ?>',
    '<!DOCTYPE x [<!ENTITY a "b">]>', '<feedback>', '</feedback>', '<record>', '</record>', '<row>', '</row>', '<source_ip>192.0.2.1</source_ip>', '<source_ip>::</source_ip>',
    '<count>1</count>', '<count>99999999999999999999</count>', '<count>-1</count>', '<policy_evaluated><dkim>pass</dkim><spf>fail</spf></policy_evaluated>',
    '<identifiers><header_from>example.com</header_from></identifiers>', '<auth_results><spf><domain>example.com</domain><result>pass</result></spf></auth_results>',
    '<dkim><domain>a</domain><selector>s</selector><result>pass</result></dkim>', '<report_metadata><org_name>a</org_name></report_metadata>',
    '<policy_published><domain>example.com</domain><p>none</p></policy_published>', '<date_range><begin>0</begin><end>9e9</end></date_range>', ' xmlns="x"', ' a="b"', ' xmlns:a="b"',
    '<a:feedback>', '\u0000', '\ufeff', '<a>', '</a>', '<a/>', 'encoding="UTF-16"', '<version>1.0</version>',
  ],
}; // prettier-ignore

/** Mail, bounces, reports in mail, and log lines. */
export const MAIL: Language = {
  token: /[\w.@-]+|[ \t]+|\r?\n|[^\w\s]/,
  words: [
    '\n', '\r\n', '\n\n', ' ', '\t', ':', ';', '=', '"', '<', '>', '(', ')', '--', '--b\n', '--b--\n', '=\n', '=3D', '=?utf-8?B?4oKs?=', '=?utf-8?Q?=E2=82=AC?=', '=?x?Q?a?=',
    'Content-Type: multipart/report; boundary=b\n', 'Content-Type: multipart/mixed; boundary="b"\n', 'Content-Type: message/delivery-status\n', 'Content-Type: message/rfc822\n',
    'Content-Type: text/plain; charset=utf-8\n', 'Content-Type: text/rfc822-headers\n', 'Content-Type: application/gzip\n', 'Content-Transfer-Encoding: base64\n',
    'Content-Transfer-Encoding: quoted-printable\n', 'Content-Disposition: attachment; filename="a!b!1!2.xml.gz"\n', 'From: a@example.com\n', 'Subject: Undelivered Mail\n',
    'Final-Recipient: rfc822; a@example.com\n', 'Action: failed\n', 'Status: 5.7.1\n', 'Diagnostic-Code: smtp; 550 5.7.1 x\n', 'Remote-MTA: dns; mx.example.com\n',
    'Reporting-MTA: dns; a\n', 'Authentication-Results: mx.example.com; spf=fail smtp.mailfrom=a@example.com; dkim=pass header.d=example.com; dmarc=fail\n',
    'Received-SPF: fail (a: b) client-ip=192.0.2.1; envelope-from="a@example.com";\n', 'Received: from a (b [192.0.2.1]) by c; Mon, 1 Jan 2024 00:00:00 +0000\n',
    'DKIM-Signature: v=1; d=example.com; s=s1; b=\n', '550', '550-', '550 5.7.1 ', '554 5.7.26', '421', '4.7.0', '5.7.', '999', '-> ', 'host a[192.0.2.1] said: 550 5.7.1 x',
    'Jan  1 00:00:00 h postfix/smtp[1]: ABCDEF: to=<a@b.example>, relay=c[192.0.2.1]:25, dsn=5.7.1, status=bounced (host c said: 550 5.7.1 x)\n',
    'Jan  1 00:00:00 h postfix/qmgr[1]: ABCDEF: from=<a@example.com>, size=1, nrcpt=1 (queue active)\n', '2026-01-01 00:00:00 1abcDE-000001-AB ** a@b.example: 550 x\n',
    '2026-01-01T00:00:00.000Z,,,,', 'stat=User unknown', 'dsn=5.1.1', '{"a":1}\n', 'SPF', 'DMARC', 'DKIM', 'rejected', 'does not designate', 'blocked using', 'relay access denied',
    'a@example.com', '<>', '<a@b.example>:', '192.0.2.1', '[IPv6:2001:db8::1]', 'é', '\0', '\ufeff', 'https://example.com/?x',
  ],
}; // prettier-ignore

/** named.conf, nsd.conf and knot.conf. */
export const SERVER_CONFIG: Language = {
  token: /"(?:\\[^]|[^"\\\n])*"?|\/\*|\*\/|\/\/[^\n]*|#[^\n]*|[\w./-]+|[ \t]+|\r?\n|[^\w\s]/,
  words: [
    'zone', 'zone "example.com" {\n type master;\n file "db.example";\n};\n', 'options { directory "/etc/bind"; };\n', 'view "a" {', 'include "x";\n', 'type', 'master', 'slave', 'hint',
    'file', '{', '}', '};', ';', '"', '/*', '*/', '//', '#', '\n', ' ', '\n  ', 'zone:\n  name: example.com\n  zonefile: "db.example"\n', 'server:\n  zonesdir: "/x"\n', 'pattern:\n  name: "p"\n  zonefile: "%s.zone"\n',
    'include-pattern: "p"\n', 'zonefile: "%1/%2/%z/%s"\n', 'template:\n  - id: default\n    storage: "/x"\n    file: "%s.zone"\n', 'zone:\n  - domain: example.com\n    file: "a"\n    template: default\n', '- ', ':', '%',
    '%s', '%1', '%c[0]', '..', '/', '.', 'IN', '\\"', '\t', 'é', 'example.com', '"."', '[', ']', '[a, b]',
  ],
}; // prettier-ignore

export const ARGUMENTS: Language = {
  token: /[^\0]+|\0/,
  words: [
    '\0', 'check', 'records', 'simulate', 'explain', 'senders', 'rules', 'lsp', 'init', '--', '-', '--format', '--format=json', 'json', 'text', 'sarif', 'github', 'zone', '--dns', 'off', 'live', '--resolver',
    '192.0.2.53', '[::1]:5353', 'https://dns.example/dns-query', 'system', '--config', '--rule', 'spf-all-pass=off', 'spf-all-pass=', '=', '--fail-on', 'error', '--fix', '--fix-rule', '--origin', 'example.com',
    '--stdin', '--stdin-filename', '--quiet', '--verbose', '--color', '--no-color', '--version', '--help', '-h', '-v', '-q', '--ip', '192.0.2.1', '2001:db8::1', '--from', 'a@example.com', '--helo', '--header-from',
    '--dkim-domain', '--record', '--stdio', '--init', '', ' ', '.', '../x', '*.zone', '\u0007', '\u001b[2J', '\ud800', '__proto__', '--__proto__', '--constructor=1', '--format=\u001b', '550 5.7.1',
  ],
}; // prettier-ignore

export const POLICY_FILE: Language = {
  token: /[\w.*-]+|[ \t]+|\r?\n|[^\w\s]/,
  words: [
    'version: STSv1\n', 'version: STSv1\r\n', 'mode: enforce\n', 'mode: testing\n', 'mode: none\n', 'mode:', 'mx: mail.example.com\n', 'mx: *.example.com\n', 'mx: *\n', 'mx: *.*.a\n', 'max_age: 604800\n', 'max_age: 99999999999\n',
    'max_age: -1\n', ':', ': ', '\n', '\r\n', '\r', ' ', '\t', ';', '=', 'x_note: a\n', 'Version: stsv1\n', '\ufeff', 'é', '"', ',', '192.0.2.1', '.', '*.',
  ],
}; // prettier-ignore
