import assert from 'node:assert/strict';
import { join } from 'node:path';
import { userConfigPath } from '../../server/src/hosts/node/user-config.ts';

describe("the path of the user's own settings", () => {
  const home = join('/', 'home', 'u');
  const inHome = join(home, '.config', 'mailtxt', 'config.json');
  const pathWith = (
    environment: Readonly<Record<string, string>>,
    platform: NodeJS.Platform = 'linux',
    folder = home,
  ): string | undefined => userConfigPath({ environment, platform, home: folder });

  it('is in the home folder, or in XDG_CONFIG_HOME', () => {
    assert.equal(pathWith({}), inHome);
    assert.equal(pathWith({}, 'darwin'), inHome);
    assert.equal(pathWith({ APPDATA: '/elsewhere' }), inHome);
    assert.equal(pathWith({ XDG_CONFIG_HOME: '/x' }), join('/x', 'mailtxt', 'config.json'));
    assert.equal(pathWith({ XDG_CONFIG_HOME: '/x' }, 'win32'), join('/x', 'mailtxt', 'config.json'));
  });

  it('is in the folder for roaming settings on Windows', () => {
    assert.equal(pathWith({ APPDATA: '/roaming' }, 'win32'), join('/roaming', 'mailtxt', 'config.json'));
    assert.equal(pathWith({}, 'win32'), join(home, 'AppData', 'Roaming', 'mailtxt', 'config.json'));
  });

  it('is never in the workspace', () => {
    for (const relative of ['', '.', 'config', '../config']) {
      assert.equal(pathWith({ XDG_CONFIG_HOME: relative }), inHome, relative);
      assert.equal(pathWith({}, 'linux', relative), undefined, relative);
      assert.equal(pathWith({}, 'win32', relative), undefined, relative);
      assert.equal(
        pathWith({ APPDATA: relative }, 'win32'),
        join(home, 'AppData', 'Roaming', 'mailtxt', 'config.json'),
      );
    }
  });
});
