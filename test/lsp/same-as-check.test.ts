import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver/node';
import { CORPUS, hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { Editor, pulling, waiting } from './editor.ts';

const root = join(__dirname, '../..');

/** What the command line and the editor both say of a finding. */
type Said = readonly string[];

/** As `check --format json` gives it. */
interface CheckReport {
  readonly files: readonly { readonly path: string }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly message: string;
    readonly path: string;
    readonly range: { readonly start: Place; readonly end: Place };
  }[];
}

interface Place {
  readonly line: number;
  readonly column: number;
}

const SEVERITIES = ['', 'error', 'warning', 'info', 'hint'];

/** By file, as `mailtxt check .` in the folder says it. */
function checked(folder: string): ReadonlyMap<string, Said> {
  const args = [
    '--import',
    'tsx',
    join(root, 'server/src/hosts/cli/main.ts'),
    'check',
    '.',
    '--format',
    'json',
  ];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: { ...process.env, NODE_PATH: join(root, 'node_modules') },
  });
  assert.notEqual(stdout, '', stderr);
  const report = JSON.parse(stdout) as CheckReport;
  const said = new Map<string, string[]>(report.files.map(({ path }) => [path, []]));
  for (const { rule, severity, message, path, range } of report.findings) {
    const { start, end } = range;
    const place = `${start.line}:${start.column}-${end.line}:${end.column}`;
    said.get(path)?.push(`${place} ${severity} ${rule} ${message}`);
  }
  return new Map([...said].map(([path, all]) => [path, all.sort()]));
}

/** The same of what the editor shows. */
function shown(items: readonly Diagnostic[]): Said {
  return items
    .filter(({ code }) => typeof code === 'string' && code !== '')
    .map(({ code, severity, message, range: { start, end } }) => {
      const place = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
      assert.ok(typeof message === 'string');
      return `${place} ${SEVERITIES[severity ?? 0]} ${String(code)} ${message}`;
    })
    .sort();
}

describe('what the editor shows', () => {
  for (const [name, capabilities] of Object.entries({ pulling, waiting })) {
    describe(`in an editor that is ${name}`, () => {
      compare('examples', join(root, 'examples'));

      function compare(title: string, folder: string): void {
        it(`is what "mailtxt check ." says of ${title}, with no file open and with any one`, async () => {
          const expected = checked(folder);
          assert.ok(expected.size > 0);
          const uriOf = (path: string): string => pathToFileURL(join(folder, path)).href;
          const editor = await Editor.start({
            capabilities,
            folders: [pathToFileURL(folder).href],
            settings: { '': { maxFindings: 100_000 } },
          });
          try {
            const all = await editor.workspaceDiagnostics();
            for (const [path, said] of expected)
              assert.deepEqual(shown(all.get(uriOf(path)) ?? []), said, path);
            for (const path of expected.keys()) {
              const uri = uriOf(path);
              await editor.open(uri, readFileSync(join(folder, path), 'utf8'), 'plaintext');
              const items = capabilities === pulling ? await editor.diagnostics(uri) : await editor.sent(uri);
              assert.deepEqual(shown(items), expected.get(path), path);
              await editor.shut(uri);
            }
          } finally {
            await editor.close();
          }
        });
      }
    });
  }

  it('is the same in real repositories', function () {
    if (!hasCorpus()) {
      sayNoCorpus('the editor against the command line');
      this.skip();
    }
    assert.ok(existsSync(CORPUS));
  });
});
