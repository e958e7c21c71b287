import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { addFiles, folderWith, mailtxt, removeFolders } from './run.ts';

const ZONE = `$TTL 1h
@ IN SOA ns1.example.net. hostmaster 2026010101 7200 3600 1209600 3600
@ IN NS ns1.example.net.
@ IN NS ns2.example.net.
`;

describe('check in a git repository', () => {
  after(removeFolders);

  it('reports a serial that was not raised since the last commit, and --fix-rule raises it', function () {
    const cwd = folderWith({ 'zones/example.com.zone': ZONE, 'zones/example.org.zone': ZONE });
    const git = (...args: readonly string[]): number | null =>
      spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd }).status;
    if (git('init', '-q') !== 0) this.skip();
    assert.equal(git('add', '.'), 0);
    assert.equal(git('-c', 'commit.gpgsign=false', 'commit', '-q', '-m', 'x'), 0);
    assert.doesNotMatch(mailtxt(['check'], { cwd }).stdout, /zone-serial/);
    addFiles(cwd, { 'zones/example.com.zone': `${ZONE}www IN A 192.0.2.1\n` });
    const { stdout, status } = mailtxt(['check', '--fail-on', 'warning'], { cwd });
    assert.match(stdout, /^zones\/example\.com\.zone:2:.*zone-serial-not-raised/m);
    assert.doesNotMatch(stdout, /example\.org/);
    assert.equal(status, 1);
    mailtxt(['check', '--fix-rule', 'zone-serial-not-raised'], { cwd });
    assert.doesNotMatch(mailtxt(['check'], { cwd }).stdout, /zone-serial/);
    assert.match(
      mailtxt(['records', '--format', 'zone', 'zones/example.com.zone'], { cwd }).stdout,
      /2026010102/,
    );
  });
});
