import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { GENERAL_ADVICE } from '../../server/src/analysis/input/presets.ts';
import { rules } from '../../server/src/rules/registry.ts';
import { MAX_EXTENDED_CONFIGS } from '../../server/src/hosts/node/extended-configs.ts';
import type { LoadedConfig } from '../../server/src/hosts/node/loaded-config.ts';
import { readConfig } from '../../server/src/hosts/node/read-config.ts';
import { readTextFile } from '../../server/src/hosts/node/text-file.ts';
import { folderWith, removeFolders } from './temporary-folder.ts';

interface Read {
  readonly folder: string;
  readonly loaded: LoadedConfig;
  /** `characters: message`, with the folder left out. */
  readonly problems: readonly string[];
}

/** The settings of the file NAME of a folder with these files. */
function read(files: Readonly<Record<string, string>>, name = '.mailtxt.json'): Read {
  return readIn(folderWith(files), name);
}

function readIn(folder: string, name = '.mailtxt.json'): Read {
  const path = join(folder, name);
  const file = readTextFile(path);
  assert.equal(file.kind, 'text');
  const { text } = file;
  const { loaded, problems } = readConfig(text, { path, folder: join(path, '..') }, readTextFile);
  return {
    folder,
    loaded,
    problems: problems.map(({ range, message }) =>
      `${text.slice(range.start, range.end)}: ${message}`.replaceAll(`${folder}/`, ''),
    ),
  };
}

const severityIn = ({ loaded, folder }: Read, rule: string, file = 'db.example.com'): unknown =>
  loaded.severityOf(rule, join(folder, file));

describe('settings that extend others', () => {
  after(removeFolders);

  it('override them rule by rule, the last name before the first', () => {
    const all = read({
      '.mailtxt.json':
        '{"extends": ["./a.json", "./b.json"], "rules": {"spf-all-pass": "hint"}, "dns": {"timeoutMs": 5}}',
      'a.json': '{"rules": {"spf-all-pass": "off", "spf-ptr-mechanism": "off", "mx-missing": "off"}}',
      'b.json': '{"rules": {"spf-ptr-mechanism": "info"}, "preview": true, "dns": {"mode": "off"}}',
    });
    assert.deepEqual(all.problems, []);
    assert.equal(severityIn(all, 'spf-all-pass'), 'hint');
    assert.equal(severityIn(all, 'spf-ptr-mechanism'), 'info');
    assert.equal(severityIn(all, 'mx-missing'), 'off');
    assert.equal(severityIn(all, 'mx-no-address'), undefined);
    assert.equal(all.loaded.isPreviewOn(join(all.folder, 'x.zone')), true);
    assert.deepEqual(all.loaded.dns, { mode: 'off', timeoutMs: 5 });
  });

  it('have names and patterns relative to the folder of the file that they are in', () => {
    const { loaded, folder } = read(
      {
        'zones/.mailtxt.json': '{"extends": "../base.json", "reports": ["own/*.xml"]}',
        'base.json': `{"origins": {"zones/db": "example.com", "aws_route53_record.mail": "example.org"},
          "reports": ["reports/*.xml"], "ignore": ["*.bak"], "terraform": {"varFiles": ["prod.tfvars"]}}`,
      },
      'zones/.mailtxt.json',
    );
    assert.equal(loaded.originOf(join(folder, 'zones/db')), 'example.com');
    assert.equal(loaded.originOf(join(folder, 'zones/zones/db')), undefined);
    assert.equal(loaded.originByKey(['aws_route53_record.mail']), 'example.org');
    assert.deepEqual(loaded.patternsOf('reports'), [
      { folder: join(folder, 'zones'), patterns: ['own/*.xml'] },
      { folder, patterns: ['reports/*.xml'] },
    ]);
    assert.deepEqual(loaded.terraform.valueFiles, [join(folder, 'prod.tfvars')]);
    assert.equal(loaded.ignoredIn(join(folder, 'zones')).length, 1);
  });

  it('replace the senders of a domain, and keep those of others', () => {
    const { loaded, folder } = read({
      '.mailtxt.json': '{"extends": "./base.json", "senders": {"example.com": [{"host": "a.example.com"}]}}',
      'base.json':
        '{"senders": {"example.com": ["sendgrid"], "example.org": [{"host": "b.example.org"}, "sendgrid"]}}',
    });
    const shown = loaded.senders.map(({ domain, name, evidence }) => {
      const [first] = evidence;
      const path = first?.kind === 'declared' ? first.place.path : '';
      return `${domain} ${name} ${path.slice(folder.length + 1)}`;
    });
    assert.deepEqual(shown, [
      'example.com a.example.com .mailtxt.json',
      'example.org b.example.org base.json',
      'example.org Twilio SendGrid base.json',
    ]);
  });

  it('find a package from the folder of the file upward, and its patterns are for that folder', () => {
    const { loaded, problems, folder } = read(
      {
        'team/zones/.mailtxt.json': '{"extends": ["@acme/mail", "plain/strict.json", "main-only"]}',
        'node_modules/@acme/mail/package.json': '{"mailtxt": "settings.json"}',
        'node_modules/@acme/mail/settings.json':
          '{"extends": "./inner", "ignore": ["*.bak"], "overrides": [{"files": ["old/**"], "rules": {"mx-missing": "off"}}]}',
        'node_modules/plain/package.json': '{}',
        'node_modules/plain/strict.json': '{"rules": {"spf-all-pass": "error"}}',
        'node_modules/main-only/package.json': '{"main": "x.json"}',
        'node_modules/main-only/x.json': '{"rules": {"spf-ptr-mechanism": "off"}}',
      },
      'team/zones/.mailtxt.json',
    );
    assert.deepEqual(problems, [
      '"@acme/mail": in "@acme/mail": "./inner" cannot be read: no such file or folder',
    ]);
    const at = (file: string): string => join(folder, 'team/zones', file);
    assert.equal(loaded.severityOf('spf-all-pass', at('db')), 'error');
    assert.equal(loaded.severityOf('spf-ptr-mechanism', at('db')), 'off');
    assert.equal(loaded.severityOf('mx-missing', at('old/db')), 'off');
    assert.equal(loaded.severityOf('mx-missing', at('new/db')), undefined);
  });

  it('accept presets', () => {
    const strict = read({ '.mailtxt.json': '{"extends": "strict"}' });
    assert.equal(strict.loaded.isPreviewOn('/x'), true);
    const mail = read({
      '.mailtxt.json': '{"extends": ["mail-only"], "rules": {"zone-one-name-server": "error"}}',
    });
    assert.equal(severityIn(mail, 'zone-ttl-too-low'), 'off');
    assert.equal(severityIn(mail, 'zone-one-name-server'), 'error');
    assert.equal(severityIn(mail, 'zone-rdata-target-relative'), undefined, 'it breaks MX records');
    const ids = new Set(rules.map(({ id }) => id));
    assert.deepEqual(
      [...GENERAL_ADVICE].filter((id) => !ids.has(id)),
      [],
    );
    assert.equal(severityIn(mail, 'spf-all-pass'), undefined);
    const plain = read({ '.mailtxt.json': '{"extends": "recommended"}' });
    assert.equal(severityIn(plain, 'zone-ttl-too-low'), undefined);
  });

  it('report what cannot be extended at its name', () => {
    const { problems } = read({
      '.mailtxt.json': `{"extends": ["strickt", "no-such-package", "./none.json", "./bad.json", "empty", "outside", "/dev/stdin"]}`,
      'bad.json': '{\n  "rulez": {}\n}',
      'node_modules/empty/package.json': '{"main": "index.js"}',
      'node_modules/outside/package.json': '{"mailtxt": "../../secret.json"}',
    });
    assert.deepEqual([...problems].sort(), [
      '"./bad.json": in "./bad.json", line 2: "rulez" is not a setting; did you mean "rules"?',
      '"./none.json": "./none.json" cannot be read: no such file or folder',
      '"/dev/stdin": "/dev/stdin" is not a settings file',
      '"empty": "empty" does not export settings: its package.json has no "mailtxt" key with a file name',
      '"no-such-package": "no-such-package" is not a preset, and no package with this name is installed; the path of a file must begin with "./" or "../"',
      '"outside": "outside" exports a file outside the package',
      '"strickt": "strickt" is not a preset; did you mean "strict"?',
    ]);
  });

  it('must not lead back to one of their own, and use the rest', () => {
    const loop = read({
      '.mailtxt.json': '{"extends": "./a.json"}',
      'a.json': '{"extends": "./b.json", "rules": {"spf-all-pass": "off"}}',
      'b.json': '{"extends": "./a.json"}',
    });
    assert.deepEqual(loop.problems, [
      '"./a.json": in "./a.json": in "./b.json": "./a.json" is a circular reference to "a.json"',
    ]);
    assert.equal(severityIn(loop, 'spf-all-pass'), 'off');
    assert.deepEqual(read({ '.mailtxt.json': '{"extends": "./.mailtxt.json"}' }).problems, [
      '"./.mailtxt.json": "./.mailtxt.json" is a circular reference to this file',
    ]);
  });

  it('end at a loop of links, and at a limit', () => {
    const folder = folderWith({ 'x/.mailtxt.json': '{"extends": "./self/.mailtxt.json"}' });
    symlinkSync('.', join(folder, 'x/self'));
    const { problems } = readIn(folder, 'x/.mailtxt.json');
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /is a circular reference to/);

    const twice = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [
        `${i}.json`,
        `{"extends": ["./${i + 1}.json", "./${i + 1}.json"]}`,
      ]),
    );
    const many = read({ '.mailtxt.json': '{"extends": "./0.json"}', '20.json': '{}', ...twice });
    assert.equal(many.problems.length, 1);
    assert.match(many.problems[0] ?? '', new RegExp(`more than ${MAX_EXTENDED_CONFIGS} extended files`));
  });
});

describe('overrides', () => {
  after(removeFolders);

  it('apply to the files that their patterns match, the last one first', () => {
    const all = read({
      '.mailtxt.json': `{"rules": {"spf-all-pass": "warning"}, "overrides": [
        {"files": ["legacy/**", "*.old"], "rules": {"spf-all-pass": "off"}, "preview": true},
        {"files": ["legacy/new/**", "!legacy/new/x.zone"], "rules": {"spf-all-pass": "error"}}]}`,
    });
    assert.deepEqual(all.problems, []);
    assert.equal(severityIn(all, 'spf-all-pass', 'db'), 'warning');
    assert.equal(severityIn(all, 'spf-all-pass', 'legacy/db'), 'off');
    assert.equal(severityIn(all, 'spf-all-pass', 'a/b/c.old'), 'off');
    assert.equal(severityIn(all, 'spf-all-pass', 'legacy/new/db'), 'error');
    assert.equal(severityIn(all, 'spf-all-pass', 'legacy/new/x.zone'), 'off');
    assert.equal(all.loaded.isPreviewOn(join(all.folder, 'legacy/db')), true);
    assert.equal(all.loaded.isPreviewOn(join(all.folder, 'db')), undefined);
    assert.equal(all.loaded.severityOf('spf-all-pass', '/elsewhere/legacy/db'), 'warning');
  });

  it('of extended settings do not override the settings themselves', () => {
    const all = read({
      '.mailtxt.json': '{"extends": "./base.json", "rules": {"spf-all-pass": "info"}}',
      'base.json': '{"overrides": [{"files": ["*"], "rules": {"spf-all-pass": "off", "mx-missing": "off"}}]}',
    });
    assert.equal(severityIn(all, 'spf-all-pass'), 'info');
    assert.equal(severityIn(all, 'mx-missing'), 'off');
  });
});
