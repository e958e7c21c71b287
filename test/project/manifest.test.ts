import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as names from '../../client/src/names.ts';
import { FAMILY_FORMATS } from '../../server/src/analysis/input/formats.ts';
import * as requests from '../../server/src/hosts/lsp/requests.ts';
import * as messages from '../../server/src/hosts/lsp/own-messages.ts';
import { defaultSettings } from '../../server/src/hosts/lsp/settings.ts';
import { withTexts } from './with-texts.ts';

interface Manifest {
  readonly main: string;
  readonly browser: string;
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
    readonly configuration: readonly {
      readonly order: number;
      readonly properties: Readonly<Record<string, Setting>>;
    }[];
    readonly commands: readonly { command: string; title: string; icon?: string }[];
    readonly menus: Readonly<Record<string, readonly { command: string; when: string }[]>>;
    readonly walkthroughs: readonly { id: string; steps: readonly Step[] }[];
    readonly views: Readonly<Record<string, readonly { id: string }[]>>;
    readonly viewsWelcome: readonly { view: string; contents: string }[];
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

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly image: Readonly<Record<string, string>>; readonly altText: string };
  readonly completionEvents: readonly string[];
}

interface Setting {
  readonly order: number;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly additionalProperties?: Setting;
  readonly default: unknown;
  readonly description?: string;
  readonly markdownDescription?: string;
}

const root = join(__dirname, '../..');
const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'));
const texts = read('package.nls.json') as Readonly<Record<string, string>>;
const manifest = withTexts(read('package.json'), texts) as Manifest;
const { contributes } = manifest;
const settings = Object.assign(
  {},
  ...contributes.configuration.map(({ properties }) => properties),
) as Record<string, Setting>;
const zone = contributes.languages.find(({ id }) => id === names.languageId);

/** The extension should stay small. */
const MAX_PICTURE_BYTES = 120_000;

/** Read by the library of the client, not by the server. */
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

  it('orders the settings, and describes each value of an enum', () => {
    assert.deepEqual(
      contributes.configuration.map(({ order }) => order),
      contributes.configuration.map((_, i) => i + 1),
    );
    for (const { properties } of contributes.configuration) {
      const all = Object.values(properties);
      assert.deepEqual(
        all.map(({ order }) => order),
        all.map((_, i) => i + 1),
      );
      for (const setting of all.flatMap((one) => [one, one.additionalProperties ?? []].flat()))
        assert.equal(setting.enumDescriptions?.length, setting.enum?.length);
    }
  });

  const commandsIn = (markdown: string): readonly string[] =>
    [...markdown.matchAll(/\]\(command:(?:toSide:)?([\w.]+)/g)].map(([, command = '']) => command);

  it('has commands in its menus, views and walkthrough that exist', () => {
    const known = new Set(contributes.commands.map(({ command }) => command));
    const used = [
      ...Object.values(contributes.menus).flatMap((entries) => entries.map(({ command }) => command)),
      ...contributes.viewsWelcome.flatMap(({ contents }) => commandsIn(contents)),
    ];
    for (const command of used) assert.ok(known.has(command), command);
    for (const { contents } of contributes.viewsWelcome) assert.notDeepEqual(commandsIn(contents), []);
    const titled = [...(contributes.menus['editor/title'] ?? []), ...(contributes.menus['view/title'] ?? [])];
    for (const { command } of titled)
      assert.ok(contributes.commands.find((one) => one.command === command)?.icon, command);
  });

  it('shows commands for records only in files that can have records', () => {
    const anywhere: readonly string[] = [
      names.commands.explain,
      names.commands.openWalkthrough,
      names.commands.tryFault,
      names.commands.restart,
      names.commands.showOutput,
      names.commands.showRule,
    ];
    assert.deepEqual(
      contributes.commands
        .map(({ command }) => command)
        .filter((command) => !anywhere.includes(command))
        .sort(),
      (contributes.menus['commandPalette'] ?? []).map(({ command }) => command).sort(),
    );
    for (const { when } of Object.values(contributes.menus).flat()) assert.ok(when);
  });

  it('has a walkthrough whose steps have a button, an event that completes them, and pictures for each theme', () => {
    const [{ id, steps }] = contributes.walkthroughs as [{ id: string; steps: readonly Step[] }];
    assert.equal(id, names.walkthrough);
    assert.deepEqual(
      steps.map((step) => step.id),
      ['fault', 'fix', 'lookups', 'senders', 'bounce'],
    );
    const known = new Set(contributes.commands.map(({ command }) => command));
    for (const { description, media, completionEvents } of steps) {
      const buttons = commandsIn(description);
      assert.ok(buttons.length > 0 && buttons.every((command) => known.has(command)), description);
      assert.ok(completionEvents.includes(`onCommand:${buttons[0]}`), description);
      assert.deepEqual(Object.keys(media.image), ['dark', 'light', 'hc', 'hcLight']);
      assert.ok(media.altText.length > 20);
      for (const path of Object.values(media.image)) {
        assert.ok(existsSync(join(root, path)), path);
        assert.ok(statSync(join(root, path)).size < MAX_PICTURE_BYTES, path);
      }
    }
  });

  it('uses the names of the client', () => {
    assert.ok(zone);
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).sort(),
      Object.values(names.commands).sort(),
    );
    assert.deepEqual(
      contributes.jsonValidation.map(({ fileMatch }) => fileMatch[0]),
      [names.configFile, '.mailtxt-baseline.json'],
    );
    // The user's own settings have the same schema, and may also have comments.
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

  it('has the requests, notifications and views that the client uses', () => {
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

  it('activates the extension for the languages of Terraform and JSON, and for folders with records', () => {
    const events = new Set(manifest.activationEvents);
    assert.ok(events.has(`onWebviewPanel:${names.reportView}`));
    assert.ok(events.has(`onFileSystem:${names.rulePagesScheme}`));
    for (const { selectors } of FAMILY_FORMATS) {
      for (const selector of selectors)
        if ('language' in selector)
          assert.ok(events.has(`onLanguage:${selector.language}`), selector.language);
    }
    // Editors call Terragrunt files HCL, and `main.tf.json` JSON. The server later decides which of these are ours.
    for (const language of ['hcl', 'json']) assert.ok(events.has(`onLanguage:${language}`), language);
    for (const file of names.folderFiles) {
      const event = `workspaceContains:${/^(?:terragrunt\.hcl|dnsconfig\.js)$/.test(file) ? `**/${file}` : file}`;
      assert.ok(events.has(event), event);
    }
  });

  it('does not allow an untrusted workspace to choose the resolver', () => {
    const { untrustedWorkspaces } = manifest.capabilities;
    assert.equal(untrustedWorkspaces.supported, 'limited');
    const ofDns = Object.keys(settings).filter((key) => key.startsWith(`${names.section}.dns.`));
    assert.deepEqual(untrustedWorkspaces.restrictedConfigurations, ofDns);
    assert.ok(ofDns.includes(`${names.section}.${names.dnsMode}`));
  });

  it('uses the notification names of the server', () => {
    assert.deepEqual(Object.values(names.messages).sort(), Object.values(messages).sort());
  });

  it('names existing files', () => {
    const paths = [
      ...contributes.grammars.map(({ path }) => path),
      ...contributes.jsonValidation.map(({ url }) => url),
      ...contributes.languages.flatMap(({ configuration }) => configuration ?? []),
    ];
    for (const path of paths) {
      assert.ok(existsSync(join(root, path)), path);
    }
    for (const path of [manifest.main, ...Object.values(manifest.bin)]) assert.match(path, /^\.\/dist\//);
    // npm packs the file that "main" names, whatever "files" has. Without its file extension, only an editor finds it.
    assert.equal(manifest.main, './dist/extension');
    assert.equal(manifest.browser, './dist/extension');
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
