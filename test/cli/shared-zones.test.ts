import assert from 'node:assert/strict';
import { folderWith, mailtxt, removeFolders } from './run.ts';

const HEAD =
  '$TTL 3600\n@ SOA ns1.provider.example. host.provider.example. 1 7200 3600 1209600 3600\n' +
  '@ NS ns1.provider.example.\n@ NS ns2.provider.example.\n';

const FILES = {
  '.git/HEAD': '',
  'bind/named.conf':
    'options { directory "/etc/bind"; };\ninclude "/etc/bind/parked.conf";\ninclude "/etc/bind/views.conf";\n',
  'bind/parked.conf': ['p1', 'p2'].map((name) => `zone "${name}.example" { file "db.parked"; };\n`).join(''),
  'bind/views.conf':
    'acl lan { 10.0.0.0/8; };\nview "a" { match-clients { lan; }; zone "v.example" { file "a/db.v"; }; };\n' +
    'view "b" { match-clients { any; }; zone "v.example" { file "b/db.v"; }; };\n',
  'bind/db.parked': `${HEAD}@ TXT "v=spf1 +all"\n`,
  'bind/a/db.v': `${HEAD}@ TXT "v=spf1 ip4:10.0.0.1 -all"\n`,
  'bind/b/db.v': `${HEAD}@ TXT "v=spf1 ip4:192.0.2.1 -all"\n`,
  'zones/one.example.zone': `${HEAD}$INCLUDE mail.inc\n`,
  'zones/two.example.zone': `${HEAD}$INCLUDE mail.inc\n_dmarc TXT "v=DMARC1; p=reject; rua=mailto:d@two.example"\n`,
  'zones/mail.inc': '@ MX 10 mail\nmail A 192.0.2.1\n@ TXT "v=spf1 mx -all"\n',
};

interface CheckJson {
  readonly findings: readonly { readonly rule: string; readonly path: string; readonly message: string }[];
  readonly unread: readonly { readonly kind: string; readonly message: string }[];
}

interface RecordsJson {
  readonly records: readonly { readonly owner: string; readonly type: string; readonly path: string }[];
}

describe('files that several zones use', () => {
  let cwd = '';
  let checked: CheckJson;
  before(() => {
    cwd = folderWith(FILES);
    checked = JSON.parse(mailtxt(['check', '--format', 'json'], { cwd }).stdout) as CheckJson;
  });
  after(removeFolders);

  it('lack no record of theirs in any of the zones', () => {
    const missing = checked.findings.filter(
      ({ rule, path }) => path.startsWith('zones/') && (rule === 'spf-missing' || rule === 'mx-missing'),
    );
    assert.deepEqual(missing, []);
    for (const domain of ['one.example', 'two.example']) {
      const mail = ['--ip', '192.0.2.1', '--from', `a@${domain}`];
      const { stdout } = mailtxt(['simulate', ...mail, '--format', 'json'], { cwd });
      assert.equal((JSON.parse(stdout) as { spf: { result: string } }).spf.result, 'pass', domain);
    }
  });

  it('have each finding once, with the zones that it concerns', () => {
    const found = checked.findings.map(({ rule, path, message }) => `${path} ${rule} ${message}`);
    assert.equal(found.filter((one) => one.startsWith('bind/db.parked spf-all-pass')).length, 1);
    const dmarc = found.filter((one) => one.startsWith('zones/mail.inc dmarc-missing'));
    assert.equal(dmarc.length, 1);
    assert.match(dmarc[0] ?? '', / Affects 1 of the 2 zones that use this file: one\.example\.$/);
  });

  it('are listed once for each zone', () => {
    const { stdout } = mailtxt(['records', '--format', 'json'], { cwd });
    const { records } = JSON.parse(stdout) as RecordsJson;
    const ownersIn = (file: string): readonly string[] =>
      records.filter(({ path, type }) => path === file && type === 'TXT').map(({ owner }) => owner);
    assert.deepEqual(ownersIn('bind/db.parked'), ['p1.example', 'p2.example']);
    assert.deepEqual(ownersIn('zones/mail.inc'), ['one.example', 'two.example']);
  });

  it('are not duplicates in two views, of which the public one counts', () => {
    assert.deepEqual(
      checked.unread.filter(({ kind }) => kind === 'duplicate-zone' || kind === 'name'),
      [],
    );
    const verdict = (ip: string): string => {
      const { stdout } = mailtxt(['simulate', '--ip', ip, '--from', 'a@v.example', '--format', 'json'], {
        cwd,
      });
      return (JSON.parse(stdout) as { spf: { result: string } }).spf.result;
    };
    assert.deepEqual([verdict('192.0.2.1'), verdict('10.0.0.1')], ['pass', 'fail']);
  });
});
