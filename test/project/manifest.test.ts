import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as names from '../../client/src/names.ts';
import { FAMILY_FORMAT } from '../../server/src/analysis/input/formats.ts';
import * as requests from '../../server/src/hosts/lsp/requests.ts';
import * as messages from '../../server/src/hosts/lsp/own-messages.ts';
import { defaultSettings } from '../../server/src/hosts/lsp/settings.ts';

interface Manifest {
  readonly main: string;
  readonly activationEvents: readonly string[];
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: unknown;
      readonly restrictedConfigurations: readonly string[];
    };
  };
  readonly contributes: {
    readonly languages: readonly Language[];
    readonly grammars: readonly { language?: string; scopeName: string; path: string }[];
    readonly jsonValidation: readonly { fileMatch: readonly string[]; url: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly commands: readonly { command: string }[];
    readonly views: Readonly<Record<string, readonly { id: string }[]>>;
    readonly viewsWelcome: readonly { view: string }[];
  };
}

interface Language {
  readonly id: string;
  readonly extensions?: readonly string[];
  readonly filenames?: readonly string[];
  readonly filenamePatterns?: readonly string[];
  readonly firstLine?: string;
  readonly configuration?: string;
}

interface Setting {
  readonly default: unknown;
  readonly description?: string;
  readonly markdownDescription?: string;
}

const root = join(__dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const { contributes } = manifest;
const settings = contributes.configuration.properties;
const zone = contributes.languages.find(({ id }) => id === names.languageId);

/** Read by the client's library, not by the server. */
const clientOnly = `${names.section}.trace.server`;

describe('package.json', () => {
  it('declares the settings that the server reads, with its defaults', () => {
    const declared: Record<string, unknown> = {};
    for (const [key, setting] of Object.entries(settings)) {
      if (key === clientOnly) continue;
      const [name = '', inner] = key.replace(`${names.section}.`, '').split('.');
      if (inner === undefined) declared[name] = setting.default;
      else declared[name] = { ...(declared[name] as object | undefined), [inner]: setting.default };
    }
    assert.deepEqual(declared, defaultSettings);
    assert.ok(clientOnly in settings);
  });

  it('says what each setting does', () => {
    for (const [key, { description, markdownDescription }] of Object.entries(settings)) {
      assert.ok((description ?? markdownDescription ?? '').length > 20, key);
    }
  });

  it('calls things as the client does', () => {
    assert.ok(zone);
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).sort(),
      Object.values(names.commands).sort(),
    );
    assert.deepEqual(
      contributes.jsonValidation.map(({ fileMatch }) => fileMatch[0]),
      [names.configFile],
    );
    // The user's own settings have the same schema, and comments too.
    const jsonc = contributes.languages.find(({ id }) => id === 'jsonc');
    assert.deepEqual(
      [...(jsonc?.filenames ?? []), ...(jsonc?.filenamePatterns ?? [])],
      [...(contributes.jsonValidation[0]?.fileMatch ?? [])],
    );
    assert.deepEqual(
      contributes.grammars.flatMap(({ language }) => language ?? []),
      [names.languageId],
    );
  });

  it('has the requests, notifications and views that the client speaks of', () => {
    const methods = Object.values(requests).map(({ method }) => method);
    assert.deepEqual(Object.values(names.requests).sort(), methods.sort());
    assert.deepEqual(
      Object.values(contributes.views).flatMap((views) => views.map(({ id }) => id)),
      [names.spfLookupsView, names.sendersView],
    );
    assert.deepEqual(
      contributes.viewsWelcome.map(({ view }) => view),
      [names.spfLookupsView, names.sendersView],
    );
  });

  it('wakes the extension up for the languages of Terraform and JSON, and for folders that have records', () => {
    const events = new Set(manifest.activationEvents);
    for (const { selectors } of [FAMILY_FORMAT]) {
      for (const selector of selectors)
        if ('language' in selector)
          assert.ok(events.has(`onLanguage:${selector.language}`), selector.language);
    }
    // Of Terragrunt's files the editor says HCL, of `main.tf.json` JSON. Which of these are ours is found out then.
    for (const language of ['hcl', 'json']) assert.ok(events.has(`onLanguage:${language}`), language);
    for (const file of names.folderFiles) {
      const event = `workspaceContains:${file === 'terragrunt.hcl' ? `**/${file}` : file}`;
      assert.ok(events.has(event), event);
    }
  });

  it('keeps a workspace that nobody trusts from choosing who is asked', () => {
    const { untrustedWorkspaces } = manifest.capabilities;
    assert.equal(untrustedWorkspaces.supported, 'limited');
    const ofDns = Object.keys(settings).filter((key) => key.startsWith(`${names.section}.dns.`));
    assert.deepEqual(untrustedWorkspaces.restrictedConfigurations, ofDns);
    assert.ok(ofDns.includes(`${names.section}.${names.dnsMode}`));
  });

  it('calls its own notifications as the server does', () => {
    assert.deepEqual(Object.values(names.messages).sort(), Object.values(messages).sort());
  });

  it('names files that are there', () => {
    const paths = [
      ...contributes.grammars.map(({ path }) => path),
      ...contributes.jsonValidation.map(({ url }) => url),
      ...contributes.languages.flatMap(({ configuration }) => configuration ?? []),
    ];
    for (const path of paths) {
      assert.ok(existsSync(join(root, path)), path);
    }
    for (const path of [manifest.main, ...Object.values(manifest.bin)]) assert.match(path, /^\.\/dist\//);
    // npm packs the file that "main" names, whatever "files" has. Without its ending only an editor finds it.
    assert.equal(manifest.main, './dist/extension');
  });

  it('pins every dependency', () => {
    for (const [name, version] of Object.entries(manifest.devDependencies))
      assert.match(version, /^\d+\.\d+\.\d+(?:-[\w.]+)?$/, name);
  });

  const firstLines: Record<string, boolean> = {
    '$ORIGIN example.com.': true,
    '$TTL 1h': true,
    '; BIND data file for local loopback interface': true,
    ';; Domain:     example.com.': true,
    ';  Database file example.com.dns for example.com zone.': true,
    '; <<>> DiG 9.20.4 <<>> example.com axfr': true,
    '@ IN SOA ns1.example.com. hostmaster.example.com. (': true,
    'example.com. 3600 IN SOA ns1.example.com. hostmaster.example.com. 1 2 3 4 5': true,
    '@\tSOA\tns1 hostmaster 1 2 3 4 5': true,
    '': false,
    '; comments': false,
    '; the time zone of the server': false,
    '$TTLS 1': false,
    'SOA is short for start of authority': false,
    '#!/bin/sh': false,
  };
  for (const [line, expected] of Object.entries(firstLines)) {
    it(`${expected ? 'takes' : 'does not take'} a file that begins with "${line}" for a zone file`, () => {
      assert.equal(new RegExp(zone?.firstLine ?? '(?!)').test(line), expected);
    });
  }
});
