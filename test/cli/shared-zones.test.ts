import assert from 'node:assert/strict';
import { SHARED_ZONES } from '../harness/shared-zones.ts';
import { folderWith, mailtxt, removeFolders } from './run.ts';

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
    cwd = folderWith(SHARED_ZONES);
    checked = JSON.parse(mailtxt(['check', '--format', 'json'], { cwd }).stdout) as CheckJson;
  });
  after(removeFolders);

  it('miss none of their records in any of the zones', () => {
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
