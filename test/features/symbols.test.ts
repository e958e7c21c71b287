import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import {
  MAX_MAIL_SYMBOLS,
  MAX_OUTLINE_RECORDS,
  MAX_RECORDS_READ_FOR_OUTLINE,
  symbolsOf,
  type OutlineSymbol,
} from '../../server/src/features/symbols.ts';
import { around, path } from './around.ts';

/** One line for each symbol, indented below the one that it is in. */
function lines(symbols: readonly OutlineSymbol[], indent = ''): readonly string[] {
  return symbols.flatMap(({ name, detail, children }) => [
    `${indent}${name}${detail === '' ? '' : ` ${detail}`}`,
    ...lines(children, `${indent}  `),
  ]);
}

function outline(zone: string): readonly string[] {
  return lines(symbolsOf(around(zone).workspace, path));
}

describe('symbolsOf', () => {
  it('lists the records of a zone by name, those for mail by what they are', () => {
    assert.deepEqual(
      outline(`$ORIGIN example.com.
@ SOA ns1 hostmaster 1 2 3 4 5
@ MX 10 mail
@ TXT "v=spf1 -all"
@ TXT "token=1"
mail A 192.0.2.1
$INCLUDE hosts.inc eu
_dmarc TXT "v=DMARC1; p=none"
$ORIGIN _domainkey
s1 TXT "v=DKIM1; p="
`),
      [
        'example.com. zone',
        '  $ORIGIN example.com.',
        '  example.com.',
        '    SOA ns1 hostmaster 1 2 3 4 5',
        '    MX 10 mail',
        '    SPF v=spf1 -all',
        '    TXT token=1',
        '  mail.example.com.',
        '    A 192.0.2.1',
        '  $INCLUDE hosts.inc',
        '  _dmarc.example.com.',
        '    DMARC v=DMARC1; p=none',
        '  $ORIGIN _domainkey.example.com.',
        '  s1._domainkey.example.com.',
        '    DKIM v=DKIM1; p=',
      ],
    );
  });

  it('puts a repeated owner at its place, with ranges that contain its records', () => {
    const { workspace, text } = around(
      'a.example. MX 1 x.\na.example. MX 2 x.\nb.example. MX 3 x.\na.example. MX 4 x.\n$TTL 1\n$ORIGIN b.\na.example. MX 5 x.\n',
    );
    assert.deepEqual(
      symbolsOf(workspace, path).map(({ range }) => text.slice(range.start, range.end)),
      [
        'a.example. MX 1 x.\na.example. MX 2 x.',
        'b.example. MX 3 x.',
        'a.example. MX 4 x.',
        'b.',
        'a.example. MX 5 x.',
      ],
    );
  });

  it('lists the records of Terraform resources', () => {
    const made = createWorkspace({
      include: () => undefined,
      originOf: () => undefined,
      severityOf: () => undefined,
    });
    made.add(
      '/main.tf',
      `locals {
  zone = "z"
}

resource "aws_route53_record" "mx" {
  for_each = toset(["a.example.org", "b.example.org"])
  zone_id  = local.zone
  name     = each.key
  type     = "MX"
  records  = ["10 mail.example.net", "20 mail2.example.net"]
}

resource "aws_instance" "mail" {}
`,
    );
    assert.deepEqual(lines(symbolsOf(made, '/main.tf')), [
      'a.example.org.',
      '  MX 10 mail.example.net',
      '  MX 20 mail2.example.net',
      'b.example.org.',
      '  MX 10 mail.example.net',
      '  MX 20 mail2.example.net',
    ]);
  });

  it('truncates long data', () => {
    const line = outline(`a.example.com. TXT "v=spf1 ${'ip4:192.0.2.1 '.repeat(15)}-all"\n`)[1];
    assert.ok(line?.endsWith('…') === true && line.length < 120);
  });

  it('has the records for mail of a large document, and the number of others', () => {
    const host = 'a.example.com. A 192.0.2.1\n';
    const count = MAX_OUTLINE_RECORDS;
    assert.equal(outline(host.repeat(count)).length, count + 1);
    assert.deepEqual(outline(`${host.repeat(count)}b.example.com. MX 10 a.example.com.\n`), [
      'b.example.com.',
      '  MX 10 a.example.com.',
      '5,000 more records are not listed',
    ]);
    const mail = outline('a.example.com. MX 10 mail.example.com.\n'.repeat(count + 1));
    assert.equal(mail.length, MAX_MAIL_SYMBOLS + 2);
    assert.equal(mail.at(-1), '4,001 more records are not listed');
  });

  it('reads only a limited number of records of a large document', () => {
    const text = 'a.example.com. TXT "token=1"\n'.repeat(MAX_RECORDS_READ_FOR_OUTLINE);
    assert.deepEqual(outline(`${text}a.example.com. MX 10 mail.example.com.\n`), [
      '10,001 more records are not listed',
    ]);
  });

  it('is empty for an empty file', () => {
    assert.deepEqual(outline(''), []);
    assert.deepEqual(outline('; mailtxt: origin=example.com\n'), []);
  });
});
