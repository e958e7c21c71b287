import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import {
  highlightsAt,
  MAX_RECORDS_HIGHLIGHTED,
  MAX_REFERENCES,
  referencesAt,
  type NamePlace,
} from '../../server/src/features/references.ts';

interface Marked {
  readonly workspace: Workspace;
  readonly path: string;
  readonly cursor: number;
}

/** Files by path; `$0` is the cursor. */
function marked(files: Readonly<Record<string, string>>): Marked {
  const workspace = createWorkspace({
    include: () => undefined,
    originOf: () => undefined,
    severityOf: () => undefined,
  });
  let at: { readonly path: string; readonly cursor: number } | undefined;
  for (const [path, text] of Object.entries(files)) {
    const cursor = text.indexOf('$0');
    if (cursor >= 0) at = { path, cursor };
    workspace.add(path, text.replace('$0', ''));
  }
  assert.ok(at);
  return { workspace, ...at };
}

/** `file:line characters`, with `=` before an owner. */
function shown({ workspace }: Marked, places: readonly NamePlace[]): readonly string[] {
  return places.map(({ path, range, isOwner }) => {
    const text = workspace.textOf(path);
    const line = (text?.offsetToPosition(range.start).line ?? -1) + 1;
    return `${path}:${line} ${isOwner ? '=' : ''}${text?.slice(range.start, range.end) ?? ''}`;
  });
}

function references(files: Readonly<Record<string, string>>): readonly string[] {
  const made = marked(files);
  return shown(made, referencesAt(made.workspace, made.path, made.cursor));
}

function highlights(files: Readonly<Record<string, string>>): readonly string[] | undefined {
  const made = marked(files);
  const places = highlightsAt(made.workspace, made.path, made.cursor);
  return places && shown(made, places);
}

const NET = `$ORIGIN example.net.
_spf TXT "v=spf1 -all"
_spf A 192.0.2.1
mail A 192.0.2.25
@ MX 10 mail
  MX 20 MAIL.example.net.
`;
const COM = `$ORIGIN example.com.
@ TXT "v=spf1 include:_spf.exam" "ple.net a:mail.example.net mx:example.net/24 -all"
www TXT "v=spf1 redirect=_SPF.example.net."
@ MX 10 mail.example.net.
_imaps._tcp SRV 0 1 993 mail.example.net.
smtp CNAME mail.example.net.
not TXT "include:_spf.example.net"
other TXT "v=spf1 include:x_spf.example.net -all"
`;
const SPF = [
  '/com.zone:2 _spf.exam" "ple.net',
  '/com.zone:3 _SPF.example.net.',
  '/net.zone:2 =_spf',
  '/net.zone:3 =_spf',
];
const MAIL = [
  '/com.zone:2 mail.example.net',
  '/com.zone:4 mail.example.net.',
  '/com.zone:5 mail.example.net.',
  '/com.zone:6 mail.example.net.',
  '/net.zone:4 =mail',
  '/net.zone:5 mail',
  '/net.zone:6 MAIL.example.net.',
];

describe('referencesAt', () => {
  it('are the records that include the record at the cursor, in every file', () => {
    assert.deepEqual(references({ '/net.zone': NET.replace('_spf', '_s$0pf'), '/com.zone': COM }), SPF);
  });

  it('are the same from a term of SPF and from the data of a record', () => {
    assert.deepEqual(references({ '/net.zone': NET, '/com.zone': COM.replace('=_SPF', '=_S$0PF') }), SPF);
    assert.deepEqual(references({ '/net.zone': NET, '/com.zone': COM.replace('a:mail', 'a:$0mail') }), MAIL);
    assert.deepEqual(
      references({ '/net.zone': NET.replace('10 mail', '10 mail$0'), '/com.zone': COM }),
      MAIL,
    );
    assert.deepEqual(
      references({ '/net.zone': NET, '/com.zone': COM.replace('smtp CNAME m', 'smtp CNAME m$0') }),
      MAIL,
    );
  });

  it('of the top of a zone are also those of mx', () => {
    assert.deepEqual(references({ '/net.zone': NET.replace('@', '$0@'), '/com.zone': COM }), [
      '/com.zone:2 example.net',
      '/net.zone:5 =@',
    ]);
  });

  it('are in the addresses of other policies, and in a policy file', () => {
    const files = {
      '/net.zone':
        '$ORIGIN example.net.\nma$0il A 192.0.2.1\n_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@mail.example.net!10m"\n',
      '/mta-sts.example.net/mta-sts.txt':
        'version: STSv1\nmode: enforce\nmx: mail.example.net\nmax_age: 86400\n',
    };
    assert.deepEqual(references(files), [
      '/mta-sts.example.net/mta-sts.txt:3 mail.example.net',
      '/net.zone:2 =mail',
      '/net.zone:3 mail.example.net',
    ]);
  });

  it('are none if there is no name, or it is unknown', () => {
    assert.deepEqual(references({ '/net.zone': NET.replace('MX', 'M$0X') }), []);
    assert.deepEqual(
      references({ '/com.zone': 'a.example. TXT "v=spf1 exists:%{i}$0.example.net -all"\n' }),
      [],
    );
    assert.deepEqual(references({ '/net.zone': '$ORIGIN example.net.\n@ SOA ns1 host$0 1 2 3 4 5\n' }), []);
    assert.deepEqual(references({ '/net.zone': '$0\n$ORIGIN example.net.\n@ MX 10 mail\n' }), []);
  });

  const record = (label: string, name: string, type: string, value: string): string =>
    `resource "aws_route53_record" "${label}" {\n  zone_id = "z"\n  name = ${name}\n  type = "${type}"\n  records = [${value}]\n}\n`;

  it('are at their source in Terraform, also in another file of the module', () => {
    const files = {
      '/dns/main.tf':
        record('spf', '"example.org"', 'TXT', 'local.spf') +
        record('mx', '"example.org"', 'MX', '"10 ${local.host}"'),
      '/dns/values.tf':
        'locals {\n  spf = "v=spf1 a:mail.example.net -all"\n  host = "mail.example.net"\n}\n',
      '/net.zone': NET.replace('mail A', 'mail$0 A'),
    };
    assert.deepEqual(references(files), [
      '/dns/main.tf:11 "10 ${local.host}"',
      '/dns/values.tf:2 mail.example.net',
      '/dns/values.tf:3 mail.example.net',
      ...MAIL.slice(-3),
    ]);
  });

  it('are found from any of the names of a resource', () => {
    const text = `resource "aws_route53_record" "spf" {
  for_each = toset(["a.example.org", "b.example.org"])
  zone_id  = "z"
  name     = each.key
  type     = "TXT"
  records  = ["v=spf1 include:_spf.example.net -all"]
}
`;
    const user = record('user', '"c.example.org"', 'TXT', '"v=spf1 include:b.example.org -all"');
    assert.deepEqual(references({ '/dns/main.tf': text.replace('b.example', 'b$0.example') + user }), [
      '/dns/main.tf:2 =b.example.org',
      '/dns/main.tf:12 b.example.org',
    ]);
    assert.deepEqual(references({ '/dns/main.tf': text.replace('_spf', '_spf$0'), '/net.zone': NET }), [
      '/dns/main.tf:6 _spf.example.net',
      '/net.zone:2 =_spf',
      '/net.zone:3 =_spf',
    ]);
  });

  it('stop at a limit', () => {
    const line = 'a.example. MX 10 mail.example.net.\n';
    assert.equal(
      references({ '/com.zone': `$0${line}${line.repeat(MAX_REFERENCES)}` }).length,
      MAX_REFERENCES,
    );
  });
});

describe('highlightsAt', () => {
  it('are the places in the document', () => {
    assert.deepEqual(
      highlights({ '/net.zone': NET.replace('10 mail', '10 $0mail'), '/com.zone': COM }),
      MAIL.slice(-3),
    );
  });

  it('include those of a variable file', () => {
    const files = {
      '/dns/main.tf':
        'resource "aws_route53_record" "spf" {\n  zone_id = "z"\n  name = "example.org"\n  type = "TXT"\n  records = [local.spf]\n}\n',
      '/dns/values.tf': 'locals {\n  spf = "v=spf1 a:mail.ex$0ample.net mx:mail.example.net -all"\n}\n',
    };
    assert.deepEqual(highlights(files), [
      '/dns/values.tf:2 mail.example.net',
      '/dns/values.tf:2 mail.example.net',
    ]);
  });

  it('of Terraform do not search large zones', () => {
    const line = 'a.example. MX 10 mail.example.net.\n';
    const made = marked({
      '/dns/main.tf':
        'resource "aws_route53_record" "mx" {\n  zone_id = "z"\n  name = "example.org"\n  type = "MX"\n  records = ["10 mail$0.example.net"]\n}\n',
      '/com.zone': line.repeat(MAX_RECORDS_HIGHLIGHTED + 1),
    });
    assert.deepEqual(shown(made, highlightsAt(made.workspace, made.path, made.cursor) ?? []), [
      '/dns/main.tf:5 mail.example.net',
    ]);
  });

  it('are left to the editor without a name, and in a large document', () => {
    assert.equal(highlights({ '/net.zone': NET.replace('MX', 'M$0X') }), undefined);
    const line = 'a.example. MX 10 mail.example.net.\n';
    assert.equal(highlights({ '/com.zone': `$0${line.repeat(MAX_RECORDS_HIGHLIGHTED + 1)}` }), undefined);
  });
});
