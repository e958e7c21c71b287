import assert from 'node:assert/strict';
import { symlinkSync, truncateSync } from 'node:fs';
import { join, relative } from 'node:path';

import type { WorkspaceEnvironment } from '../../server/src/analysis/workspace.ts';
import { readServerZones } from '../../server/src/hosts/node/server-configs.ts';
import { MAX_INCLUDE_PARTS } from '../../server/src/hosts/node/include-paths.ts';
import { diskEnvironment } from '../../server/src/hosts/node/environment.ts';
import { configFiles } from './config-files.ts';
import { folderWith, removeFolders } from './temporary-folder.ts';

interface Disk extends WorkspaceEnvironment {
  /** The file that is included, by its path in the folder. */
  readonly included: (target: string, from: string) => string | undefined;
  readonly originAt: (path: string) => string | undefined;
}

async function disk(folder: string, servers: readonly string[] = []): Promise<Disk> {
  const configs = configFiles();
  await configs.load(folder, folder);
  const environment = diskEnvironment({
    folders: [folder],
    configs,
    serverZones: readServerZones(servers.map((path) => join(folder, path))),
  });
  return {
    ...environment,
    included: (target, from) => {
      const file = environment.include(target, join(folder, from));
      return file === undefined ? undefined : relative(folder, file.path);
    },
    originAt: (path) => environment.originOf(join(folder, path)),
  };
}

describe('environment on disk', () => {
  after(removeFolders);

  describe('an include', () => {
    it('is searched next to the file, then in the parent folders', async () => {
      const { included } = await disk(
        folderWith({
          'a/b/db.x': '',
          'a/b/near.inc': '',
          'a/near.inc': '',
          'a/up.inc': '',
          'zones/c.inc': '',
        }),
      );
      assert.equal(included('near.inc', 'a/b/db.x'), 'a/b/near.inc');
      assert.equal(included('up.inc', 'a/b/db.x'), 'a/up.inc');
      assert.equal(included('zones/c.inc', 'a/b/db.x'), 'zones/c.inc');
      assert.equal(included('gone.inc', 'a/b/db.x'), undefined);
    });

    it("is searched in the folder of a name server's configuration", async () => {
      const folder = folderWith({ 'bind/named.conf': '', 'bind/common/c.inc': '', 'zones/db.x': '' });
      const { included } = await disk(folder, ['bind/named.conf']);
      assert.equal(included('common/c.inc', 'zones/db.x'), 'bind/common/c.inc');
    });

    it('with an absolute name is found by the end of its path, the longest first', async () => {
      const { included } = await disk(
        folderWith({
          'etc/bind/zones/db.x': '',
          'etc/bind/common.inc': 'a',
          'bind/common.inc': 'b',
          'common.inc': 'c',
        }),
      );
      assert.equal(included('/etc/bind/common.inc', 'etc/bind/zones/db.x'), 'etc/bind/common.inc');
      assert.equal(included('/srv/bind/common.inc', 'etc/bind/zones/db.x'), 'etc/bind/common.inc');
      // One name alone is not enough, but beside the file.
      assert.equal(included('/srv/common.inc', 'etc/bind/zones/db.x'), undefined);
      assert.equal(included('/srv/common.inc', 'db.y'), 'common.inc');
    });

    it('is never read from outside', async () => {
      const outside = folderWith({ 'secret.inc': '' });
      const folder = folderWith({ 'in/db.x': '', 'inside.inc': '' });
      symlinkSync(join(outside, 'secret.inc'), join(folder, 'in/link.inc'));
      symlinkSync(outside, join(folder, 'in/away'));
      symlinkSync('../inside.inc', join(folder, 'in/ok.inc'));
      const { included } = await disk(folder);
      for (const target of [
        join(outside, 'secret.inc'),
        relative(join(folder, 'in'), join(outside, 'secret.inc')),
        'link.inc',
        'away/secret.inc',
        '/etc/passwd',
        '/dev/zero',
        '..',
        '.',
        '',
        '/',
        'a\0b',
      ]) {
        assert.equal(included(target, 'in/db.x'), undefined, target);
      }
      assert.equal(included('ok.inc', 'in/db.x'), 'inside.inc');
    });

    it('is searched by the last parts of an absolute path, up to a limit', () => {
      const folder = folderWith({ 'db.x': '', 'a.inc': '', 'p/a.inc': '' });
      const environment = diskEnvironment({
        folders: [folder],
        configs: configFiles(),
        serverZones: readServerZones([]),
      });
      const found = (target: string): string | undefined =>
        environment.include(target, join(folder, 'db.x'))?.path.slice(folder.length);
      const beyond = 'x/'.repeat(MAX_INCLUDE_PARTS - 2);
      assert.equal(found(`/y/${beyond}p/a.inc`), '/p/a.inc');
      // A file of that name beside it is taken in any case.
      assert.equal(found(`/${'y/'.repeat(1000)}q/a.inc`), '/a.inc');
      assert.equal(found(`/${'y/'.repeat(30_000)}a.inc`), undefined);
    });

    it('has the text that is open instead of the one on disk', () => {
      const folder = folderWith({ 'db.x': '', 'c.inc': 'old' });
      const environment = diskEnvironment({
        folders: [folder],
        configs: configFiles(),
        serverZones: readServerZones([]),
        openTextOf: (path) => (path.endsWith('c.inc') ? 'new' : undefined),
      });
      assert.equal(environment.include('c.inc', join(folder, 'db.x'))?.text, 'new');
    });
  });

  it('reads files of up to 16 MiB, and reports which are larger', () => {
    const folder = folderWith({ 'dns/small.yaml': 'a: b', 'dns/large.yaml': '' });
    truncateSync(join(folder, 'dns/large.yaml'), 16 * 1024 * 1024 + 1);
    const { files } = diskEnvironment({
      folders: [folder],
      configs: configFiles(),
      serverZones: readServerZones([]),
    });
    const [small, large, none] = ['small', 'large', 'none'].map((name) => join(folder, `dns/${name}.yaml`));
    assert.deepEqual(
      [small, large, none].map((path = '') => files?.read(path)),
      ['a: b', undefined, undefined],
    );
    assert.deepEqual(
      [small, large, none].map((path = '') => files?.isTooLarge?.(path)),
      [false, true, false],
    );
  });

  it('recognizes files and folders by their paths without links', () => {
    const outside = folderWith({ 'x/a.tf': '' });
    const folder = folderWith({ 'real/deep/a.tf': '' });
    symlinkSync('real/deep', join(folder, 'link'));
    symlinkSync('.', join(folder, 'real/loop'));
    symlinkSync(outside, join(folder, 'away'));
    symlinkSync(folder, join(outside, 'opened'));
    const canonical = (opened: string, path: string): string | undefined => {
      const { files } = diskEnvironment({
        folders: [opened],
        configs: configFiles(),
        serverZones: readServerZones([]),
      });
      return files?.canonicalPath?.(join(opened, path)).slice(opened.length);
    };
    assert.equal(canonical(folder, 'link/a.tf'), '/real/deep/a.tf');
    assert.equal(canonical(folder, 'real/loop/loop/loop/deep'), '/real/deep');
    assert.equal(canonical(folder, 'away/x'), '/away/x');
    assert.equal(canonical(folder, 'nothing/here'), '/nothing/here');
    assert.equal(canonical(join(outside, 'opened'), 'link'), '/real/deep');
  });

  describe('an origin', () => {
    it("is that of the settings, or otherwise that of a name server's configuration", async () => {
      const folder = folderWith({
        '.mailtxt.json': '{"origins": {"zones/a": "settings.example"}}',
        'named.conf':
          'zone "a.example" { type master; file "/etc/bind/zones/a"; };\nzone "b.example" { type master; file "/etc/bind/zones/b"; };',
      });
      const { originAt } = await disk(folder, ['named.conf']);
      assert.equal(originAt('zones/a'), 'settings.example');
      assert.equal(originAt('zones/b'), 'b.example');
      assert.equal(originAt('zones/c'), undefined);
    });

    it('is that of the configuration whose path fits best, and of none if two fit', async () => {
      const folder = folderWith({
        'named.conf': [
          'zone "in.example" { type master; file "/etc/bind/internal/db"; };',
          'zone "out.example" { type master; file "/etc/bind/external/db"; };',
          'zone "p1.example" { type master; file "/etc/bind/parked"; };',
          'zone "p2.example" { type master; file "/etc/bind/parked"; };',
        ].join('\n'),
      });
      const { originAt } = await disk(folder, ['named.conf']);
      assert.equal(originAt('internal/db'), 'in.example');
      assert.equal(originAt('external/db'), 'out.example');
      assert.equal(originAt('elsewhere/db'), undefined);
      assert.equal(originAt('parked'), undefined);
    });

    it('is one of several if a configuration, or a file that it includes, names the file for several zones', async () => {
      const zones = ['p1.example', 'p2.example'].map(
        (name) => `zone "${name}" { file "/etc/bind/parked"; };`,
      );
      const outside = folderWith({ 'zones.conf': 'zone "outside.example" { file "/etc/bind/parked"; };' });
      const folder = folderWith({
        'bind/named.conf': `include "/etc/bind/parts/*.conf"; include "${outside}/zones.conf"; include "/etc/bind/views";`,
        'bind/parts/parked-zones.conf': zones.join('\n'),
        'bind/views': [
          'view "internal" { match-clients { 10/8; }; zone "v.example" { file "int/v"; }; include "named.conf.common"; };',
          'view "world" { zone "v.example" { file "ext/v"; }; include "named.conf.common"; };',
        ].join('\n'),
        // It is found by its name too, and is a part of both views.
        'bind/named.conf.common': 'zone "shared.example" { file "shared"; };',
        '.mailtxt.json': '{"origins": {"bind/ext/v": "other.example", "bind/int/v": "v.example"}}',
      });
      const made = await disk(folder, ['bind/named.conf', 'bind/named.conf.common']);
      const labels = (path: string): readonly string[] =>
        (made.zonesOf?.(join(folder, path)) ?? []).map(
          ({ name, view }) => `${name} ${view === undefined ? '-' : `${view.name} ${view.audience}`}`,
        );
      assert.deepEqual(labels('bind/parked'), ['p1.example -', 'p2.example -']);
      assert.deepEqual(labels('bind/shared'), [
        'shared.example internal private',
        'shared.example world public',
      ]);
      assert.deepEqual(labels('bind/int/v'), ['v.example internal private']);
      // The settings say which zone it is, and no configuration has that one in a view.
      assert.deepEqual(labels('bind/ext/v'), []);
      assert.deepEqual(labels('bind/other'), []);
    });
  });

  it('has the severities of the nearest settings', async () => {
    const folder = folderWith({
      '.mailtxt.json': '{"rules": {"spf-all-pass": "info"}}',
      'in/.mailtxt.json': '{"rules": {"spf-all-pass": "off"}}',
    });
    const configs = configFiles();
    await configs.load(join(folder, 'in/deep'), folder);
    const environment = diskEnvironment({ folders: [folder], configs, serverZones: readServerZones([]) });
    assert.equal(environment.severityOf('spf-all-pass', join(folder, 'x.zone')), 'info');
    assert.equal(environment.severityOf('spf-all-pass', join(folder, 'in/deep/x.zone')), 'off');
    assert.equal(environment.severityOf('spf-other', join(folder, 'x.zone')), undefined);
  });

  it('turns preview rules on if the nearest settings or the command line do', async () => {
    const folder = folderWith({
      '.mailtxt.json': '{"preview": true}',
      'off/.mailtxt.json': '{"preview": false}',
      'unset/.mailtxt.json': '{}',
      'user.json': '{"preview": true}',
    });
    const configs = configFiles();
    for (const name of ['off', 'unset']) await configs.load(join(folder, name), folder);
    const options = { folders: [folder], configs, serverZones: readServerZones([]) };
    const names = ['x.zone', 'off/x.zone', 'unset/x.zone'];
    const isOn = (preview: boolean): readonly (boolean | undefined)[] => {
      const environment = diskEnvironment({ ...options, preview });
      return names.map((name) => environment.isPreviewOn?.(join(folder, name)));
    };
    assert.deepEqual(isOn(false), [true, false, false]);
    assert.deepEqual(isOn(true), [true, true, true]);
    await configs.loadUser(join(folder, 'user.json'));
    assert.deepEqual(isOn(false), [true, false, true]);
  });
});
