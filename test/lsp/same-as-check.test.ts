import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ClientCapabilities, Diagnostic } from 'vscode-languageserver/node';
import { folderWith, mailtxt, removeFolders } from '../cli/run.ts';
import { CORPUS, hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { sampled } from '../harness/runs.ts';
import { SHARED_ZONES } from '../harness/shared-zones.ts';
import { Editor, pulling, waiting } from './editor.ts';
import { REPOSITORIES } from './repositories.ts';

const EXAMPLES = join(__dirname, '../../examples');

/** Files of a repository that are opened, one after the other. */
const MAX_OPENED = 10;

/** Findings, as the command line and the editor both give them. */
type Findings = readonly string[];

interface Place {
  readonly line: number;
  readonly column: number;
}

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

/** By file, as `mailtxt check .` in the folder gives them. */
function checked(folder: string): ReadonlyMap<string, Findings> {
  const { stdout, stderr } = mailtxt(['check', '.', '--format', 'json', '--dns', 'off'], { cwd: folder });
  assert.notEqual(stdout, '', stderr);
  const report = JSON.parse(stdout) as CheckReport;
  const byPath = new Map<string, string[]>(report.files.map(({ path }) => [path, []]));
  for (const { rule, severity, message, path, range } of report.findings) {
    const { start, end } = range;
    const place = `${start.line}:${start.column}-${end.line}:${end.column}`;
    byPath.get(path)?.push(`${place} ${severity} ${rule} ${message}`);
  }
  return new Map([...byPath].map(([path, all]) => [path, all.sort()]));
}

const SEVERITIES = ['', 'error', 'warning', 'info', 'hint'];

/** The same of what the editor shows. What could not be read has no rule. */
function shown(items: readonly Diagnostic[]): Findings {
  return items
    .filter(({ code }) => typeof code === 'string' && code !== '')
    .map(({ code, severity, message, range: { start, end } }) => {
      assert.ok(typeof message === 'string');
      const place = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
      return `${place} ${SEVERITIES[severity ?? 0]} ${String(code)} ${message}`;
    })
    .sort();
}

/** With no file open, and with each of some, one at a time. */
async function compare(folder: string, capabilities: ClientCapabilities): Promise<void> {
  const expected = checked(folder);
  const uriOf = (path: string): string => pathToFileURL(join(folder, path)).href;
  const editor = await Editor.start({
    capabilities,
    folders: [pathToFileURL(folder).href],
    settings: { '': { maxFindings: 100_000 } },
  });
  try {
    // Of one file there are several URIs.
    const all = new Map(
      [...(await editor.workspaceDiagnostics())].map(([uri, items]) => [fileURLToPath(uri), items]),
    );
    for (const [path, findings] of expected)
      assert.deepEqual(shown(all.get(join(folder, path)) ?? []), findings, path);
    const paths = [...expected.keys()];
    const step = Math.max(1, Math.ceil(paths.length / MAX_OPENED));
    for (const path of paths.filter((_, i) => i % step === 0)) {
      const uri = uriOf(path);
      await editor.open(uri, readFileSync(join(folder, path), 'utf8'), 'plaintext');
      const items = capabilities === pulling ? await editor.diagnostics(uri) : await editor.sent(uri);
      assert.deepEqual(shown(items), expected.get(path), path);
      await editor.shut(uri);
    }
    assert.deepEqual(editor.log, []);
  } finally {
    await editor.close();
  }
}

describe('what the editor shows', () => {
  after(removeFolders);

  it('is what "mailtxt check ." reports, in an editor that pulls', () => compare(EXAMPLES, pulling));
  it('is what "mailtxt check ." reports, in an editor that does not pull', () => compare(EXAMPLES, waiting));

  it('is what "mailtxt check ." reports for files that several zones use', async () => {
    await compare(folderWith(SHARED_ZONES), pulling);
    await compare(folderWith(SHARED_ZONES), waiting);
  });

  it('is what "mailtxt check ." reports for real repositories', async function () {
    if (!hasCorpus()) {
      sayNoCorpus('the editor against the command line');
      this.skip();
    }
    const wrong: string[] = [];
    for (const [i, name] of sampled([...REPOSITORIES.entries()], 3)) {
      const capabilities = i % 2 === 0 ? pulling : waiting;
      await compare(join(CORPUS, 'realworld', name), capabilities).catch((fault: unknown) => {
        wrong.push(`${name}: ${fault instanceof Error ? fault.message : String(fault)}`);
      });
    }
    assert.deepEqual(wrong, []);
  });
});
