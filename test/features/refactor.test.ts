import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { raiseSerial, rewritesAt, type Rewrite } from '../../server/src/features/refactor.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { zone } from '../harness/workspace.ts';

/** The text after each kind of rewriting that is offered at `$0`, by its title. */
function offered(path: string, marked: string): Readonly<Record<string, string>> {
  const text = marked.replace('$0', '');
  const workspace = createWorkspace({
    include: () => undefined,
    originOf: () => 'example.com',
    severityOf: () => undefined,
  });
  workspace.add(path, text);
  const after = ({ title, edits }: Rewrite): readonly [string, string] => {
    assert.ok(edits.every((edit) => edit.path === path));
    return [title, applyEdits(text, edits)];
  };
  return Object.fromEntries(rewritesAt(workspace, path, marked.indexOf('$0')).map(after));
}

const inZone = (marked: string): Readonly<Record<string, string>> => offered('/example.com.zone', marked);

describe('rewriting a record', () => {
  it('sorts the terms of SPF, across strings too', () => {
    assert.deepEqual(inZone('$0@ TXT "v=spf1 mx ip4:192.0.2.1 -all"\n'), {
      'Sort the terms by DNS lookups': '@ TXT "v=spf1 ip4:192.0.2.1 mx -all"\n',
    });
    const sorted = inZone('@ TXT ( "v=spf1 mx a ip4:19"$0\n "2.0.2.1 -all" )\n')[
      'Sort the terms by DNS lookups'
    ];
    assert.match(sorted ?? '', /^@ TXT \( "v=spf1 ip4:192\.0\.2\.1 mx a -all"\s*\)\n$/);
  });

  it('wraps strings and the numbers of an SOA record in parentheses, and removes those', () => {
    const wrapped = '@ IN TXT ( "a"\n           "b" ) ; note\n';
    const plain = '@ IN TXT "a" "b" ; note\n';
    assert.equal(inZone(plain.replace('@', '@$0'))['Wrap in parentheses'], wrapped);
    assert.equal(inZone(wrapped.replace('@', '@$0'))['Remove the parentheses'], plain);
    assert.equal(
      inZone('@\tSOA\tns1 host $01 2h 30m 2w 1h\n')['Wrap in parentheses'],
      '@\tSOA\tns1 host (\n \t   \t1\n \t   \t2h\n \t   \t30m\n \t   \t2w\n \t   \t1h )\n',
    );
    assert.deepEqual(inZone('@ MX $010 mail\n'), {});
  });

  it('keeps parentheses that hold comments', () => {
    assert.equal('Remove the parentheses' in inZone('@ TXT ( "a"$0 ; one\n "b" )\n'), false);
    assert.equal('Remove the parentheses' in inZone('@ TXT ( "a"$0\n ; one\n "b" )\n'), false);
    assert.equal('Join the strings' in inZone('@ TXT ( "a"$0 ; one\n "b" )\n'), false);
  });

  it('splits a string at the cursor, and joins strings', () => {
    assert.equal(inZone('@ TXT "ab$0cd" ; x\n')['Split the string here'], '@ TXT "ab" "cd" ; x\n');
    assert.equal(inZone('@ TXT "a\\233$0\\"d"\n')['Split the string here'], '@ TXT "a\\233" "\\"d"\n');
    assert.equal(inZone('@ TXT ( "ab"$0\n   "cd" )\n')['Join the strings'], '@ TXT ( "abcd" )\n');
    const long = 'x'.repeat(200);
    assert.equal('Join the strings' in inZone(`@ TXT "${long}" "$0${long}"\n`), false);
    assert.equal('Split the string here' in inZone('@ TXT "$0ab"\n'), false);
  });

  it('offers nothing for a record with a fault, with a template, or without a record at the cursor', () => {
    assert.deepEqual(inZone('; $0\n@ TXT "a" "b"\n'), {});
    assert.deepEqual(inZone('@ TXT "a" "{{ b }}$0"\n'), {});
    assert.deepEqual(inZone('@ TXT "a" "b$0\n'), {});
    assert.deepEqual(inZone('$0'), {});
  });

  it('sorts in Terraform in the file that has the value', () => {
    const text = `resource "aws_route53_record" "spf" {
  name    = "example.com"
  type    = "TXT"
  records = ["v=spf1 mx$0 ip4:192.0.2.1 -all"]
}
`;
    assert.equal(
      offered('/main.tf', text)['Sort the terms by DNS lookups'],
      text.replace('$0', '').replace('mx ip4:192.0.2.1', 'ip4:192.0.2.1 mx'),
    );
  });

  it('splits and joins strings in Terraform if the service uses them unchanged', () => {
    const route53 = (value: string): string => `resource "aws_route53_record" "x" {
  name    = "x.example.com"
  type    = "TXT"
  records = ["${value}"]
}
`;
    assert.equal(offered('/main.tf', route53('ab$0cd'))['Split the string here'], route53('ab\\" \\"cd'));
    assert.equal(offered('/main.tf', route53('a$0b\\" \\"cd'))['Join the strings'], route53('abcd'));
    const cloudflare = `resource "cloudflare_record" "x" {
  name    = "x"
  type    = "TXT"
  content = "ab$0cd"
}
`;
    assert.deepEqual(offered('/main.tf', cloudflare), {});
  });

  it('raises the serial: at the cursor, and once for each commit in which records changed', () => {
    const soa = '@ 300 IN SOA ns1 host 2026113001 2h 30m 2w 1h\n';
    assert.match(
      inZone(soa.replace('@', '@$0'))['Increase the serial to 2026113002'] ?? '',
      /host 2026113002 2h/,
    );
    const path = 'example.com.zone';
    const changed = zone(`${soa}@ 300 IN A 192.0.2.2\n`, path, {
      committed: { [path]: `${soa}@ 300 IN A 192.0.2.1\n` },
    });
    const edits = raiseSerial(changed, path);
    assert.deepEqual(
      edits.map((edit) => edit.text),
      ['2026113002'],
    );
    changed.edit(path, edits);
    assert.deepEqual(raiseSerial(changed, path), []);
    const same = zone(soa, path, { committed: { [path]: soa } });
    assert.deepEqual(raiseSerial(same, path), []);
    assert.deepEqual(raiseSerial(zone(soa, path), path), []);
  });
});
