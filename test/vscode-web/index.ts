import * as vscode from 'vscode';

/** What `mailtxt check` finds in the same files, as `PATH:LINE:COLUMN RULE`. Set where the tests are bundled. */
declare const EXPECTED: readonly string[];

const tests: readonly (readonly [title: string, test: () => Promise<void>])[] = [
  [
    'shows in all files what the command finds, and each squiggle on its characters',
    async () => {
      const zone = await vscode.window.showTextDocument(uriOf('zones/db.example.net'));
      await until('the findings', () =>
        foundIn(zone.document.uri).some(({ code }) => ruleOf(code) === 'spf-all-pass'),
      );
      await until('the findings of all files', () => shown().join('\n') === EXPECTED.join('\n'));
      const fault = foundIn(zone.document.uri).find(({ code }) => ruleOf(code) === 'spf-all-pass');
      check(fault && zone.document.getText(fault.range) === '+all', 'the finding is on its characters');
    },
  ],
  [
    'explains a term in a hover',
    async () => {
      const { document } = await vscode.window.showTextDocument(uriOf('zones/db.example.net'));
      const at = document.positionAt(document.getText().indexOf('+all') + 1);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        at,
      );
      const text = hovers
        .flatMap(({ contents }) => contents)
        .map((part) => (part as vscode.MarkdownString).value);
      check(text.join('\n').includes('Anyone can send as this domain'), text.join('\n'));
    },
  ],
  [
    'applies a fix',
    async () => {
      const { document } = await vscode.window.showTextDocument(uriOf('zones/db.example.net'));
      const start = document.positionAt(document.getText().indexOf('+all'));
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        new vscode.Range(start, start.translate(0, 4)),
      );
      const fix = actions.find(({ title }) => title === 'Use "~all"');
      check(fix?.edit !== undefined, actions.map(({ title }) => title).join());
      await vscode.workspace.applyEdit(fix.edit);
      check(document.getText(new vscode.Range(start, start.translate(0, 4))) === '~all', 'the edit is made');
      await until(
        'the finding to go',
        () => !foundIn(document.uri).some(({ range }) => range.start.isEqual(start)),
      );
    },
  ],
  [
    'reads a file again that was written',
    async () => {
      const uri = uriOf('zones/new.example.zone');
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('@ TXT "v=spf1 +all"\n'));
      await until('a finding in the new file', () => foundIn(uri).length > 0);
    },
  ],
  [
    'has the texts of its manifest',
    () => {
      const manifest = JSON.stringify(vscode.extensions.getExtension('mailtxt.mailtxt')?.packageJSON);
      check(manifest.includes('"Explain a Bounce"'), 'the title of a command');
      check(!/"%[\w.]+%"/.test(manifest), 'no key is left');
      return Promise.resolve();
    },
  ],
  [
    'starts the server again',
    async () => {
      await vscode.commands.executeCommand('mailtxt.restart');
      await until('the findings', () => foundIn(uriOf('zones/db.example.net')).length > 0);
    },
  ],
];

/** Called by the editor. What came of the tests is logged as one line of JSON. */
export async function run(): Promise<void> {
  const results: { title: string; error?: string }[] = [];
  for (const [title, test] of tests) {
    try {
      await test();
      results.push({ title });
    } catch (error) {
      results.push({ title, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
  console.log(`RESULTS ${JSON.stringify(results)}`);
  if (results.some(({ error }) => error !== undefined)) throw new Error('Some tests failed.');
}

function uriOf(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  check(folder !== undefined, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

function foundIn(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'mailtxt');
}

function ruleOf(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : code);
}

function shown(): readonly string[] {
  return vscode.languages
    .getDiagnostics()
    .flatMap(([uri]) =>
      foundIn(uri)
        .filter(({ code }) => code !== undefined)
        .map(({ code, range: { start } }) => {
          const place = `${start.line + 1}:${start.character + 1}`;
          return `${vscode.workspace.asRelativePath(uri)}:${place} ${ruleOf(code)}`;
        }),
    )
    .sort();
}

/** Diagnostics are asked for by the editor, and come when they come. */
async function until(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited in vain for ${what}; shown:\n${shown().join('\n')}`);
}

function check(condition: boolean | undefined, what: string): asserts condition {
  if (condition !== true) throw new Error(`not so: ${what}`);
}
