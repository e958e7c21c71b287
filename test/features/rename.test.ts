import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { labelToRename, renameAt } from '../../server/src/features/rename/rename.ts';
import { applyEdits } from '../../server/src/text/edit.ts';

type Files = Readonly<Record<string, string>>;

interface Marked {
  readonly workspace: Workspace;
  readonly path: string;
  readonly cursor: number;
  readonly texts: Files;
}

/** Files by path; `$0` is the cursor. */
function marked(files: Files): Marked {
  const texts = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, text.replace('$0', '')]),
  );
  const workspace = createWorkspace({
    include: (target) => {
      const text = texts[`/${target}`];
      return text === undefined ? undefined : { path: `/${target}`, text };
    },
    originOf: () => undefined,
    severityOf: () => undefined,
  });
  for (const [path, text] of Object.entries(texts)) if (!path.endsWith('.inc')) workspace.add(path, text);
  const [path, text] = Object.entries(files).find(([, one]) => one.includes('$0')) ?? [];
  assert.ok(path !== undefined && text !== undefined);
  return { workspace, path, cursor: text.indexOf('$0'), texts };
}

/** The files after the rename, or why there is none, with its place. */
function renamed(files: Files, typed: string, most?: number): Files | string | undefined {
  const { workspace, path, cursor, texts } = marked(files);
  const result = renameAt(workspace, path, cursor, typed, (file) => `/${file}`, most);
  if (result === undefined) return undefined;
  if ('refusal' in result) {
    const { refusal, place } = result;
    if (place === undefined) return refusal;
    const line = (workspace.textOf(place.path)?.offsetToPosition(place.range.start).line ?? -1) + 1;
    return `${place.path}:${line} ${refusal}`;
  }
  return Object.fromEntries(
    Object.entries(texts).map(([at, text]) => [
      at,
      applyEdits(
        text,
        result.filter((edit) => edit.path === at),
      ),
    ]),
  );
}

/** A result that is not a refusal does not match. */
function words(result: unknown): string {
  return typeof result === 'string' ? result : '';
}

function textsAfter(files: Files, typed: string): Files {
  const result = renamed(files, typed);
  assert.ok(typeof result === 'object', words(result));
  return result;
}

function placeholder(files: Files): string | undefined {
  const { workspace, path, cursor } = marked(files);
  const label = labelToRename(workspace, path, cursor);
  if (label === undefined) return undefined;
  if ('refusal' in label) return label.refusal;
  return `${workspace.textOf(path)?.slice(label.range.start, label.range.end) ?? ''} of ${label.name}`;
}

const NET = `$ORIGIN example.net.
@ 3600 IN SOA ns1 root.mail 1 2 3 4 5
@ NS ns1.example.org.
@ MX 10 mail
  MX 20 MAIL.example.net.
mail A 192.0.2.25
     AAAA 2001:db8::25
_25._tcp.mail TLSA 3 1 1 00
_dmarc.mail TXT "v=DMARC1; p=none; rua=mailto:a@mail.example.net,mailto:b@example.net"
mailbox A 192.0.2.26
$ORIGIN mail.example.net.
@ TXT "v=spf1 a -all"
imap CNAME @
www CNAME mail.example.net.
`;
const COM = `$ORIGIN example.com.
@ TXT "v=spf1 a:mail.exam" "ple.net exists:%{i}.x.mail.example.net mx:example.net/24 -all"
_imaps._tcp SRV 0 1 993 mail.example.net.
smtp CNAME mail.example.net.
not TXT "a:mail.example.net"
4 PTR Mail.example.net.
`;

describe('renameAt', () => {
  it('renames a host with all its uses and the names below it, each in its own form', () => {
    const files = { '/net.zone': NET.replace('mail A', 'ma$0il A'), '/com.zone': COM };
    assert.deepEqual(renamed(files, 'mx1'), {
      '/net.zone': `$ORIGIN example.net.
@ 3600 IN SOA ns1 root.mx1 1 2 3 4 5
@ NS ns1.example.org.
@ MX 10 mx1
  MX 20 mx1.example.net.
mx1 A 192.0.2.25
     AAAA 2001:db8::25
_25._tcp.mx1 TLSA 3 1 1 00
_dmarc.mx1 TXT "v=DMARC1; p=none; rua=mailto:a@mx1.example.net,mailto:b@example.net"
mailbox A 192.0.2.26
$ORIGIN mx1.example.net.
@ TXT "v=spf1 a -all"
imap CNAME @
www CNAME mx1.example.net.
`,
      '/com.zone': `$ORIGIN example.com.
@ TXT "v=spf1 a:mx1.exam" "ple.net exists:%{i}.x.mx1.example.net mx:example.net/24 -all"
_imaps._tcp SRV 0 1 993 mx1.example.net.
smtp CNAME mx1.example.net.
not TXT "a:mail.example.net"
4 PTR mx1.example.net.
`,
    });
  });

  it('shows what is at the cursor', () => {
    assert.equal(placeholder({ '/net.zone': NET.replace('mail A', 'ma$0il A') }), 'mail of mail.example.net');
  });

  it('keeps the parts of a text before and after the name, and accepts several labels', () => {
    const moved = textsAfter({ '/net.zone': NET.replace('mail A', 'mail$0 A') }, 'mx.dc1');
    assert.match(moved['/net.zone'] ?? '', /^mx\.dc1 A/m);
    assert.match(moved['/net.zone'] ?? '', /^_25\._tcp\.mx\.dc1 TLSA/m);
    assert.match(moved['/net.zone'] ?? '', /^\$ORIGIN mx\.dc1\.example\.net\.$/m);
  });

  it('accepts the whole new name, with or without its trailing dot', () => {
    const files = { '/a.zone': '$ORIGIN example.com.\nma$0il A 192.0.2.1\n@ MX 1 mail\n' };
    const expected = { '/a.zone': '$ORIGIN example.com.\nmx A 192.0.2.1\n@ MX 1 mx\n' };
    for (const typed of ['mx', 'mx.example.com', 'mx.example.com.', ' mx '])
      assert.deepEqual(renamed(files, typed), expected, typed);
  });

  it('renames only the label at the cursor', () => {
    const text = '$ORIGIN example.com.\ns1._domainkey.news TXT "v=DKIM1; p="\nnews MX 1 mail\n';
    const at = (before: string, typed: string): unknown =>
      renamed({ '/a.zone': text.replace(before, `${before}$0`) }, typed);
    assert.deepEqual(at('\ns1', 's2'), { '/a.zone': text.replace('s1', 's2') });
    assert.deepEqual(at('domainkey.ne', 'letters'), { '/a.zone': text.replaceAll('news', 'letters') });
    assert.equal(at('._domain', 'other'), 'programs look for "_domainkey", so it cannot be renamed');
  });

  it('renames what is completed with an origin at its directive, and in the including file', () => {
    const files = {
      '/a.zone':
        '$ORIGIN example.com.\n$INCLUDE hosts.inc eu\n$ORIGIN eu\n@ A 192.0.2.1\nw$0ww CNAME @\nmx.eu.example.com. A 192.0.2.2\n',
      '/hosts.inc': 'mail A 192.0.2.3\n@ MX 1 mail\n  MX 2 mail.eu.example.com.\n',
      '/b.zone': '$ORIGIN example.org.\n@ MX 1 e$0u.example.com.\n'.replace('$0', ''),
    };
    assert.deepEqual(
      renamed({ ...files, '/a.zone': files['/a.zone'].replace('$0', '').replace('N eu', 'N e$0u') }, 'de'),
      {
        '/a.zone': files['/a.zone']
          .replace('$0', '')
          .replace('inc eu', 'inc de')
          .replace('N eu', 'N de')
          .replace('mx.eu', 'mx.de'),
        '/hosts.inc': files['/hosts.inc'].replace('mail.eu', 'mail.de'),
        '/b.zone': files['/b.zone'].replace('eu', 'de'),
      },
    );
    const renamedHost = textsAfter({ ...files, '/a.zone': files['/a.zone'] }, 'web');
    assert.equal(renamedHost['/a.zone'], files['/a.zone'].replace('w$0ww', 'web'));
  });

  it('does not change a mailbox whose user has the name of the host', () => {
    const text = '$ORIGIN example.com.\n@ SOA ns1 mail 1 2 3 4 5\nmail A 192.0.2.1\n';
    assert.deepEqual(renamed({ '/a.zone': text.replace('\nmail', '\nma$0il') }, 'mx'), {
      '/a.zone': text.replace('\nmail', '\nmx'),
    });
  });

  it('renames hosts in addresses of other policies, and in a policy file of MTA-STS', () => {
    const files = {
      '/a.zone':
        '$ORIGIN example.com.\nwww$0 A 192.0.2.1\n_smtp._tls TXT "v=TLSRPTv1; rua=https://www.example.com/tls"\ndefault._bimi TXT "v=BIMI1; l=https://www.example.com/l.svg; a="\n@ MX 1 www\n',
      '/mta-sts.example.com/.well-known/mta-sts.txt':
        'version: STSv1\nmode: enforce\nmx: www.example.com\nmx: *.www.example.com\nmax_age: 86400\n',
    };
    const all = textsAfter(files, 'web');
    assert.equal(all['/a.zone'], files['/a.zone'].replace('$0', '').replaceAll('www', 'web'));
    const policy = '/mta-sts.example.com/.well-known/mta-sts.txt';
    assert.equal(all[policy], files[policy].replaceAll('www', 'web'));
  });

  const record = (label: string, name: string, type: string, value: string): string =>
    `resource "aws_route53_record" "${label}" {\n  zone_id = "z"\n  name = ${name}\n  type = "${type}"\n  records = [${value}]\n}\n`;

  it('renames in Terraform at the source of the name, and in zone files next to it', () => {
    const files = {
      '/dns/main.tf':
        record('spf', '"example.org"', 'TXT', 'local.spf') +
        record('mx', '"example.org"', 'MX', '"10 ${local.host}", "20 mx2.example.net."') +
        record('dkim', '"s1._domainkey.mail.example.net"', 'TXT', '"v=DKIM1; p="'),
      '/dns/values.tf':
        'locals {\n  spf = "v=spf1 a:mail.example.net -all"\n  host = "mail.example.net"\n}\n',
      '/net.zone': '$ORIGIN example.net.\nma$0il A 192.0.2.1\n',
    };
    const all = textsAfter(files, 'mx1');
    assert.equal(all['/dns/main.tf'], files['/dns/main.tf'].replace('mail.example', 'mx1.example'));
    assert.equal(all['/dns/values.tf'], files['/dns/values.tf'].replaceAll('mail.example', 'mx1.example'));
    assert.equal(all['/net.zone'], files['/net.zone'].replace('ma$0il', 'mx1'));
  });

  it('renames a key of for_each, and rejects a text that other records also use', () => {
    const each = (keys: string): string => `resource "aws_route53_record" "a" {
  for_each = ${keys}
  zone_id  = "z"
  name     = "\${each.key}.example.org"
  type     = "A"
  records  = [each.value]
}
`;
    const keys = '{ mail = "192.0.2.1", www = "192.0.2.2" }';
    assert.deepEqual(renamed({ '/main.tf': each(keys.replace('mail', 'ma$0il')) }, 'mx'), {
      '/main.tf': each(keys.replace('mail', 'mx')),
    });
    assert.deepEqual(renamed({ '/main.tf': each(keys.replace('mail', 'ma$0il')) }, '1.mx'), {
      '/main.tf': each(keys.replace('mail', '"1.mx"')),
    });
    const shared = `locals {\n  host = "mail"\n}\n${record('a', '"${local.host}.example.org"', 'A', '"192.0.2.1"')}${record('b', '"${local.host}.example.net"', 'A', '"192.0.2.1"')}`;
    assert.match(
      words(renamed({ '/main.tf': shared.replace('"mail"', '"ma$0il"') }, 'mx')),
      /^\/main\.tf:4 the A record of mail\.example\.org would also change$/,
    );
  });

  it('rejects computed names, and shows where they are computed', () => {
    const upper = record('a', 'lower("MAIL.example.org")', 'A', '"192.0.2.1"');
    const mx = record('mx', '"example.org"', 'MX', '"1 mail.example.org"');
    const made = record('a', 'join(".", ["mail", "example.org"])', 'A', '"192.0.2.1"');
    assert.ok(typeof renamed({ '/main.tf': upper + mx.replace('mail', 'ma$0il') }, 'mx') === 'object');
    assert.ok(typeof renamed({ '/main.tf': made + mx.replace('mail', 'ma$0il') }, 'mx') === 'object');
    const replaced = record('a', 'replace("mqil.example.org", "q", "a")', 'A', '"192.0.2.1"');
    assert.equal(
      renamed({ '/main.tf': replaced + mx.replace('mail', 'ma$0il') }, 'mx'),
      '/main.tf:1 the name is not a separate text there',
    );
    const generated =
      '$ORIGIN example.com.\n$GENERATE 1-3 host$ A 192.0.2.$\n@ MX 1 ho$0st1\nx A 192.0.2.1\nhost1 AAAA 2001:db8::1\n';
    assert.match(
      words(renamed({ '/a.zone': generated }, 'mx')),
      /^\/a\.zone:2 the A record of host1\.example\.com cannot be renamed there$/,
    );
    const macro = '$ORIGIN example.com.\n@ TXT "v=spf1 include:_s.%{d} -all"\n_s$0 TXT "v=spf1 -all"\n';
    assert.equal(
      renamed({ '/a.zone': macro }, '_t'),
      "/a.zone:2 a macro builds the name from the sender's domain",
    );
    assert.equal(
      renamed(
        { '/a.zone': '; mailtxt: origin=eu.example.com\n@ A 192.0.2.1\nmx.e$0u.example.com. A 192.0.2.2\n' },
        'de',
      ),
      'eu.example.com is the name of a zone, and name servers and other files refer to it',
    );
  });

  it('rejects a name that is taken, invalid, or not ours', () => {
    const text =
      '$ORIGIN example.com.\nma$0il A 192.0.2.1\nwww CNAME mail\na.deep A 192.0.2.2\n@ MX 1 mx.example.net.\n';
    const refused = (typed: string, zone = text): unknown => renamed({ '/a.zone': zone }, typed);
    assert.equal(refused('www'), '/a.zone:3 www.example.com already has records');
    assert.equal(refused('deep'), '/a.zone:4 deep.example.com already has records');
    assert.match(words(refused('m_x')), /underscore/);
    assert.match(words(refused('-mx')), /hyphen/);
    assert.match(words(refused('x', '_s$0.example.com. TXT "v=spf1 -all"\n')), /begin with an underscore/);
    assert.match(words(refused('m x')), /characters other than/);
    assert.match(words(refused('mx..a')), /empty label/);
    assert.match(words(refused('')), /empty label/);
    assert.match(words(refused('a'.repeat(64))), /63/);
    assert.match(words(refused(`${'a.'.repeat(125)}b`)), /253/);
    assert.match(words(refused('mx.example.net.')), /stays below example\.com/);
    assert.match(words(refused('x.mail')), /is below/);
    assert.deepEqual(refused('MAIL'), { '/a.zone': text.replace('$0', '') });
    assert.equal(
      refused('x', text.replace('$0', '').replace('1 mx', '1 m$0x')),
      'no file in the workspace has records of mx.example.net, so it is not yours to rename',
    );
    assert.match(words(refused('x', '*$0.example.com. A 192.0.2.1\n')), /wildcard/);
    assert.match(words(refused('x', '4.2.0$0.192.in-addr.arpa. PTR a.example.\n')), /address/);
    assert.deepEqual(refused('mx', '$ORIGIN example.com.\n{{ env }}.ma$0il A 192.0.2.1\n'), {
      '/a.zone': '$ORIGIN example.com.\n{{ env }}.mx A 192.0.2.1\n',
    });
    assert.equal(refused('x', 'ma$0il.{{ domain }}. A 192.0.2.1\n'), 'a part of the name is unknown');
    assert.equal(refused('x', 'ma$0il A 192.0.2.1\n'), 'a part of the name is unknown');
    assert.equal(refused('net', '$ORIGIN example.co$0m.\n@ A 192.0.2.1\n'), 'com is a registered domain');
  });

  it('offers nothing without a name', () => {
    for (const text of [
      '$0',
      '; ma$0il\n',
      '$ORIGIN example.com.\nmail A$0 192.0.2.1\n',
      'mail A 192.0.2$0.1\n',
      '"$0',
    ])
      assert.equal(renamed({ '/a.zone': text }, 'x'), undefined, text);
  });

  it('works in broken text, and at the end of a long line', () => {
    const broken =
      '$ORIGIN example.com.\nmail A 192.0.2.\nwww CNAME ma$0il\nx TXT "v=spf1 a:mail.example.com\n( ( \n';
    assert.deepEqual(renamed({ '/a.zone': broken }, 'mx'), {
      '/a.zone': broken
        .replace('$0', '')
        .replace('\nmail', '\nmx')
        .replace('ME mail', 'ME mx')
        .replace('a:mail', 'a:mx'),
    });
    const long = `$ORIGIN example.com.\nmail A 192.0.2.1\nx${' '.repeat(300_000)}CNAME ma$0il`;
    assert.deepEqual(renamed({ '/a.zone': long }, 'mx'), {
      '/a.zone': long.replace('$0', '').replaceAll('mail', 'mx'),
    });
    const text = `x TXT "v=spf1 ${'a:mail.example.com '.repeat(16_000)}a:ma$0il.example.com"\n`;
    assert.equal(renamed({ '/a.zone': text }, 'mx'), undefined);
  });

  it('stops at a limit', () => {
    const zone = '$ORIGIN example.com.\nma$0il A 192.0.2.1\n@ MX 1 mail\n';
    assert.equal(renamed({ '/a.zone': zone }, 'mx', 1), 'more than 1 names would change');
    assert.ok(typeof renamed({ '/a.zone': zone }, 'mx', 2) === 'object');
  });

  it('does not rename in a file that is several zones', () => {
    const zone = (name: string): string =>
      `$ORIGIN ${name}.\n@ SOA ns1 h 1 2 3 4 5\n$INCLUDE hosts.inc\n@ MX 1 mail\n`;
    const files = {
      '/a.zone': zone('example.com'),
      '/b.zone': zone('example.net'),
      '/hosts.inc': 'mail A 192.0.2.1\n',
    };
    const result = renamed({ ...files, '/a.zone': files['/a.zone'].replace('1 mail', '1 ma$0il') }, 'mx');
    assert.equal(result, '/hosts.inc:1 the A record of mail.example.net would also change');
  });

  it('renames if a zone is below another one of the workspace', () => {
    const files = {
      '/com.zone': '$ORIGIN example.com.\n@ SOA ns1 h 1 2 3 4 5\neu$0 NS ns1.eu\nns1.eu A 192.0.2.1\n',
      '/eu.zone': '$ORIGIN eu.example.com.\n@ SOA ns1 h 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.1\n',
    };
    assert.deepEqual(renamed(files, 'de'), {
      '/com.zone': files['/com.zone'].replace('eu$0', 'de').replaceAll('ns1.eu', 'ns1.de'),
      '/eu.zone': files['/eu.zone'].replace('eu.example', 'de.example'),
    });
  });

  it('does not rename if the name of a file completes names', () => {
    const com = '$ORIGIN example.com.\n@ SOA ns1 h 1 2 3 4 5\neu$0 NS ns1\nns1 A 192.0.2.1\n';
    const eu = '@ SOA ns1 h 1 2 3 4 5\n@ A 192.0.2.1\n';
    assert.equal(
      renamed({ '/com.zone': com, '/eu.example.com.zone': eu }, 'de'),
      '/eu.example.com.zone:1 the SOA record of eu.example.com cannot be renamed there',
    );
  });
});
