import assert from 'node:assert/strict';
import {
  describedTypes,
  describedFieldsOf,
  meaningOfField,
} from '../../server/src/features/record-fields.ts';
import { signatureHelpAt } from '../../server/src/features/signature-help.ts';
import { MAX_TYPED_WORDS } from '../../server/src/records/document.ts';
import { FORMS } from '../../server/src/records/rdata/forms.ts';
import { workspace } from '../harness/workspace.ts';

/** The signature where `|` is in the text, with the active parameter in brackets. */
function help(marked: string, path = 'example.com.zone'): string | undefined {
  const cursor = marked.indexOf('|');
  const text = marked.slice(0, cursor) + marked.slice(cursor + 1);
  const made = workspace();
  made.add(path, text);
  const found = signatureHelpAt(made, path, cursor);
  const range = found?.parameters[found.active]?.range;
  if (found === undefined || range === undefined) return undefined;
  const { label } = found;
  return `${label.slice(0, range.start)}[${label.slice(range.start, range.end)}]${label.slice(range.end)}`;
}

const HEAD = '$ORIGIN example.com.\n$TTL 3600\n';
const AFTER = '\nwww A 192.0.2.1\n';

describe('signatureHelpAt', () => {
  const inZone: readonly (readonly [string, string | undefined])[] = [
    ['@ MX |', 'MX [preference] exchange'],
    ['@ MX 1|', 'MX [preference] exchange'],
    ['@ MX 10 |', 'MX preference [exchange]'],
    ['@ 1h IN MX 10 ma|il', 'MX preference [exchange]'],
    ['  MX |', 'MX [preference] exchange'],
    ['@ mx |', 'MX [preference] exchange'],
    ['@ TYPE15 |', 'MX [preference] exchange'],
    ['@ MX 10 mail |', undefined],
    ['@ MX|', undefined],
    ['@ M|X 10 mail', undefined],
    ['|@ MX 10 mail', undefined],
    ['@ MX 10 mail ; co|mment', undefined],
    ['@ MX ; co|mment', undefined],
    ['@ TXT |', undefined],
    ['@ TXT "v=spf1 |"', undefined],
    ['@ NOSUCHTYPE |', undefined],
    ['@ |', undefined],
    ['$TTL |', undefined],
    ['_imaps._tcp SRV 0 |', 'SRV priority [weight] port target'],
    ['_imaps._tcp SRV 0 1 993 |', 'SRV priority weight port [target]'],
    ['_25._tcp.mail TLSA 3 1 |', 'TLSA usage selector [matching-type] certificate-association-data'],
    // A digest may be typed in several words.
    ['_25._tcp.mail TLSA 3 1 1 ab cd |', 'TLSA usage selector matching-type [certificate-association-data]'],
    ['@ CAA 0 issue |', 'CAA flags tag [value]'],
    ['@ CAA 0 issue "letsencr|ypt.org"', 'CAA flags tag [value]'],
    ['@ SOA ns1 |', 'SOA mname [rname] serial refresh retry expire minimum'],
    ['www HTTPS 1 . |', 'HTTPS priority target [params]'],
    ['_sip NAPTR 1 1 "u" "E2U+sip" |', 'NAPTR order preference flags services [regexp] replacement'],
    ['@ MX {{ preference }} |', 'MX preference [exchange]'],
  ];
  for (const [line, expected] of inZone) {
    it(`shows ${expected ?? 'nothing'} at ${line}`, () => {
      assert.equal(help(`${HEAD}${line}${AFTER}`), expected);
      assert.equal(help(HEAD + line), expected, 'at the end of the file');
    });
  }

  it('continues in the lines of a parenthesis, closed or not', () => {
    const soa = '@ SOA ns1 hostmaster (\n  1 ; serial\n  7200 |';
    const expected = 'SOA mname rname serial refresh [retry] expire minimum';
    assert.equal(help(`${HEAD}${soa}\n  )${AFTER}`), expected);
    assert.equal(help(`${HEAD}${soa}${AFTER}`), expected);
    assert.equal(
      help(`${HEAD}@ SOA ns1 hostmaster (\n  |${AFTER}`),
      'SOA mname rname [serial] refresh retry expire minimum',
    );
    assert.equal(help(`${HEAD}@ SOA ns1 hostmaster ( 1 ; ser|ial\n )${AFTER}`), undefined);
    assert.equal(help(`${HEAD}@ SOA ns1 hostmaster ( 1 2 3 4 5 )\n|${AFTER}`), undefined);
    assert.equal(help(`${HEAD}@ SOA ns1 hostmaster 1 2 3\n  |${AFTER}`), undefined);
  });

  const resource = (type: string, values: string): string => `resource "aws_route53_zone" "main" {
  name = "example.com"
}

resource "aws_route53_record" "one" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "example.com"
  type    = "${type}"
  ttl     = 300
  records = ${values}
}
`;
  const inTerraform: readonly (readonly [string, string, string | undefined])[] = [
    ['MX', '["10 |"]', 'MX preference [exchange]'],
    ['MX', '["|"]', 'MX [preference] exchange'],
    ['MX', '["1|0 mail.example.com."]', 'MX [preference] exchange'],
    ['MX', '["10 mail.example.com.", "20 mx|2.example.com."]', 'MX preference [exchange]'],
    ['MX', '["${var.unknown} mx|2.example.com."]', 'MX preference [exchange]'],
    ['CAA', '["0 issue |"]', 'CAA flags tag [value]'],
    ['TXT', '["v=spf1 |"]', undefined],
    ['MX', '["10 mail.example.com."] |', undefined],
  ];
  for (const [type, values, expected] of inTerraform) {
    it(`shows ${expected ?? 'nothing'} at ${values} of Terraform`, () => {
      assert.equal(help(resource(type, values), 'main.tf'), expected);
    });
  }

  it('knows that a preference has an argument of its own', () => {
    const cloudflare = (value: string, priority: string): string => `resource "cloudflare_record" "mx" {
  zone_id  = "0123456789abcdef0123456789abcdef"
  name     = "example.com"
  type     = "MX"
  content  = "${value}"
  priority = ${priority}
}
`;
    assert.equal(help(cloudflare('mail.|example.com', '10'), 'main.tf'), 'MX preference [exchange]');
    assert.equal(help(cloudflare('|', '10'), 'main.tf'), 'MX preference [exchange]');
    assert.equal(help(cloudflare('mail.example.com', '1|0'), 'main.tf'), 'MX [preference] exchange');
  });

  it('never throws, with the cursor at any place and any part missing', () => {
    const zone = `${HEAD}@ SOA ns1 ( host\\ 1 ; x\n  2 ) 3\n@ CAA 0 issue "a\n\t( TLSA 3 \n"\n@ TYPE65280 \\# 1 00\n{{ x }} MX {% y %}\n`;
    const terraform = resource('MX', '["10 ${var.a} \\"b", "", 3, null, local.x]');
    for (const [text, path] of [
      [zone, 'example.com.zone'],
      [terraform, 'main.tf'],
    ] as const) {
      for (let at = 0; at <= text.length; at++) {
        assert.doesNotThrow(() => help(`${text.slice(0, at)}|${text.slice(at)}`, path));
        if (at % 5 === 0) assert.doesNotThrow(() => help(`${text.slice(0, at)}|`, path));
      }
    }
  });

  it('reads only a few words of an entry', () => {
    const words = 'ab '.repeat(100_000);
    assert.equal(
      help(`${HEAD}_25._tcp.mail TLSA 3 1 0 ${words}|${AFTER}`),
      'TLSA usage selector matching-type [certificate-association-data]',
    );
    assert.ok(MAX_TYPED_WORDS > Math.max(...[...FORMS.keys()].map((type) => describedFieldsOf(type).length)));
  });
});

describe('the meanings of fields', () => {
  it('are those of all fields of their types', () => {
    for (const type of describedTypes()) {
      const fields = describedFieldsOf(type);
      assert.ok(fields.length > 0, type);
      for (const { name, meaning } of fields) assert.ok(meaning !== undefined, `${type} ${name}`);
    }
  });

  it('include every type that mail needs', () => {
    for (const type of ['SOA', 'MX', 'SRV', 'TLSA', 'CAA']) assert.ok(describedTypes().includes(type), type);
    assert.equal(meaningOfField('MX', 'toString'), undefined);
    assert.equal(meaningOfField('toString', 'preference'), undefined);
  });

  it('can be listed for every type', () => {
    for (const type of FORMS.keys()) assert.doesNotThrow(() => describedFieldsOf(type), type);
  });
});
