import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Diagnostic } from 'vscode-languageserver/node';
import { folderWith, removeFolders } from '../node/temporary-folder.ts';
import { CORPUS, hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { sampled } from '../harness/runs.ts';
import { Editor, pulling } from './editor.ts';
import { REPOSITORIES } from './repositories.ts';
import { startWorker } from './worker.ts';
import { HEAD } from './zones.ts';

const EXAMPLES = join(__dirname, '../../examples');

const SETTINGS = { '': { maxFindings: 100_000 } };

/** The same folder under a scheme that only the client can read. */
const virtualUri = (folder: string): string =>
  pathToFileURL(folder).href.replace('file://', 'vscode-vfs://github');
const diskUri = (uri: string): string => uri.replace('vscode-vfs://github', 'file://');

/** By the path on this disk; what an editor shows of each finding, with its places. */
type Shown = Readonly<Record<string, readonly string[]>>;

function shownIn(all: ReadonlyMap<string, readonly Diagnostic[]>): Shown {
  return Object.fromEntries(
    [...all]
      .filter(([, items]) => items.length > 0)
      .map(([uri, items]): [string, readonly string[]] => [
        fileURLToPath(diskUri(uri)),
        // What is built links to the pages of its version.
        items.map((item) =>
          JSON.stringify({ ...item, codeDescription: null }).replaceAll('vscode-vfs://github', 'file://'),
        ),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

async function onDisk(folder: string): Promise<Shown> {
  const editor = await Editor.start({ folders: [pathToFileURL(folder).href], settings: SETTINGS });
  try {
    return shownIn(await editor.workspaceDiagnostics());
  } finally {
    await editor.close();
  }
}

/** How often it is looked whether something else is brought, and milliseconds in between. */
const LOOKS = 40;
const BETWEEN_LOOKS = 100;

/** The same, once it is what is expected, or nothing was brought for some time. */
async function inBrowser(folder: string, expected: Shown): Promise<Shown> {
  const editor = await openInBrowser(folder);
  try {
    for (let fetched = -1, looks = 0; ; looks++) {
      const shown = shownIn(await editor.workspaceDiagnostics());
      if (isDeepStrictEqual(shown, expected) || looks > LOOKS) {
        assert.deepEqual(faultsIn(editor), []);
        return shown;
      }
      if (fetched !== editor.fetched) looks = 0;
      fetched = editor.fetched;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
    }
  } finally {
    await editor.close();
  }
}

/** What the server says of itself at the start is none. */
function faultsIn({ log }: Editor): readonly string[] {
  return log.filter((line) => !line.startsWith('git is not available in a browser'));
}

/** Until files that changed were brought, nothing tells that they will be. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}

function openInBrowser(folder: string, options?: object): Promise<Editor> {
  return Editor.start({
    worker: startWorker((uri) => fileURLToPath(diskUri(uri))),
    folders: [virtualUri(folder)],
    settings: SETTINGS,
    capabilities: pulling,
    options,
  });
}

describe('the server in a browser', () => {
  after(removeFolders);

  it('finds the same in the examples as the server on a disk', async () => {
    const expected = await onDisk(EXAMPLES);
    assert.ok(Object.keys(expected).length > 1);
    assert.deepEqual(await inBrowser(EXAMPLES, expected), expected);
  });

  it('finds the same in files that other files refer to', async () => {
    const folder = folderWith({
      '.mailtxt.json':
        '{ "extends": "./shared/rules.json", "bounces": ["bounces/*.eml"], "ignore": ["old/**"] }',
      'shared/rules.json': '{ "rules": { "spf-all-pass": "warning" } }',
      '.gitignore': 'build/\n',
      'bounces/one.eml':
        'Final-Recipient: rfc822; b@example.org\nStatus: 5.7.23\nDiagnostic-Code: smtp; 550 5.7.23 example.com 198.51.100.7\n',
      'named.conf': 'zone "example.com" { type master; file "data/main.txt"; };\n',
      'data/main.txt': `${HEAD}$INCLUDE parts/mail.inc\n@ TXT "v=spf1 include:_spf.example.net +all"\n`,
      'data/parts/mail.inc': '@ MX 10 mail\n@ MX 20 192.0.2.1\nmail A 192.0.2.1\n',
      'zones/example.net.zone':
        '$ORIGIN example.net.\n@ TXT "caf\\233 v=spf1"\n_spf TXT "v=spf1 ip4:192.0.2.300 -all"\n',
      'old/db.example.org': '@ TXT "v=spf1 +all"\n',
      'build/db.example.org': '@ TXT "v=spf1 +all"\n',
      'tf/main.tf':
        'module "mail" {\n  source = "../modules/mail"\n  spf = file("${path.module}/spf.txt")\n}\n',
      'tf/spf.txt': 'v=spf1 mx +all',
      'modules/mail/main.tf':
        'variable "spf" {}\nresource "aws_route53_record" "spf" {\n  name = "example.edu"\n  type = "TXT"\n  ttl = 300\n  records = [var.spf]\n}\n',
    });
    const expected = await onDisk(folder);
    const rules = JSON.stringify(expected);
    for (const rule of ['spf-all-pass', 'spf-ip4-invalid', 'bounce', 'mail.inc', 'spf.txt'])
      assert.ok(rules.includes(rule), `${rule} in ${Object.keys(expected).join()}`);
    assert.deepEqual(await inBrowser(folder, expected), expected);
  });

  it('fixes, explains, and follows changes in files', async () => {
    const folder = folderWith({ 'a.zone': `${HEAD}$INCLUDE b.inc\n`, 'b.inc': '@ TXT "v=spf1 +all"\n' });
    const editor = await openInBrowser(folder);
    const uriOf = (name: string): string => `${virtualUri(folder)}/${name}`;
    const rulesIn = async (name: string): Promise<readonly string[]> =>
      ((await editor.workspaceDiagnostics()).get(uriOf(name)) ?? []).map(({ code }) => String(code));
    const write = async (name: string, text: string): Promise<void> => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
      await editor.notify('workspace/didChangeWatchedFiles', {
        changes: [name, dirname(name)].map((changed) => ({ uri: uriOf(changed), type: 1 })),
      });
    };
    try {
      assert.deepEqual((await rulesIn('b.inc')).includes('spf-all-pass'), true);
      await write('b.inc', '@ TXT "v=spf1 ~all"\n');
      await until(async () => !(await rulesIn('b.inc')).includes('spf-all-pass'));
      await write('new/example.org.zone', '@ TXT "v=spf1 +all"\n');
      await until(async () => (await rulesIn('new/example.org.zone')).includes('spf-all-pass'));
      await editor.open(uriOf('b.inc'), '@ TXT "v=spf1 +all"\n');
      const range = editor.rangeOf(uriOf('b.inc'), '+all');
      // The files that say which zone it is a part of may still be on their way.
      const hovered = async (): Promise<string> =>
        JSON.stringify(await editor.hover(uriOf('b.inc'), range.start));
      await until(async () => (await hovered()).includes('pass SPF'));
      const fix = (await editor.actions(uriOf('b.inc'), range)).find(({ isPreferred }) => isPreferred);
      assert.ok(fix);
      await editor.choose(fix);
      assert.equal(editor.textOf(uriOf('b.inc')), '@ TXT "v=spf1 ~all"\n');
      assert.deepEqual(faultsIn(editor), []);
    } finally {
      await editor.close();
    }
  });

  it('sends DNS queries only over HTTPS, and reports it', async () => {
    const editor = await openInBrowser(folderWith({ 'a.zone': HEAD }), { dnsStatus: true });
    try {
      await editor.configure({ '': { dns: { mode: 'live', resolver: 'system' } } });
      await editor.until(() => editor.dnsStatus.at(-1)?.problem !== undefined);
      assert.match(editor.dnsStatus.at(-1)?.problem ?? '', /DNS queries require HTTPS/);
      await editor.configure({ '': { dns: { mode: 'live', resolver: 'https://dns.example/dns-query' } } });
      await editor.until(() => editor.dnsStatus.at(-1)?.problem === undefined);
      assert.equal(editor.dnsStatus.at(-1)?.mode, 'live');
    } finally {
      await editor.close();
    }
  });

  it('finds the same in real repositories', async function () {
    if (!hasCorpus()) {
      sayNoCorpus('the server in a browser against the one on a disk');
      this.skip();
    }
    const wrong: string[] = [];
    for (const name of sampled(REPOSITORIES, 3)) {
      const folder = join(CORPUS, 'realworld', name);
      const expected = await onDisk(folder);
      const shown = await inBrowser(folder, expected);
      for (const path of new Set([...Object.keys(expected), ...Object.keys(shown)])) {
        if (!isDeepStrictEqual(shown[path], expected[path])) wrong.push(path);
      }
    }
    assert.deepEqual(wrong, []);
  });
});
