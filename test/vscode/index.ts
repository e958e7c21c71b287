// Runs inside VS Code's extension host: the editor loads this file, bundled, and calls `run`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';

interface Result {
  readonly title: string;
  readonly error?: string;
}

/** What was run, for the process that started the editor. */
const RESULTS = join(__dirname, 'results.json');
/** It is there once the window was reloaded: the editor calls `run` then a second time. */
const RELOADED = join(__dirname, 'reloaded');

export async function run(): Promise<void> {
  const isReloaded = existsSync(RELOADED);
  const before = isReloaded ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as readonly Result[]) : [];
  const results = [...before, ...(await runMocha(isReloaded))];
  writeFileSync(RESULTS, JSON.stringify(results));
  const failed = results.filter(({ error }) => error !== undefined).length;
  if (failed > 0) throw new Error(`${failed} tests failed`);
  if (isReloaded || vscode.env.uiKind !== vscode.UIKind.Web) return;
  writeFileSync(RELOADED, '');
  const { reloadWithPage } = await import('./reload.ts');
  await reloadWithPage();
}

async function runMocha(isReloaded: boolean): Promise<readonly Result[]> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: 'min' });
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  if (isReloaded) {
    await import('./after-reload.ts');
  } else {
    await import('./suite.ts');
    await import('./add-records.ts');
    await import('./formats.ts');
  }
  const results: Result[] = [];
  await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on('pass', (test) => results.push({ title: test.fullTitle() }))
      .on('fail', (test, error: Error) =>
        results.push({ title: test.fullTitle(), error: String(error.stack) }),
      );
  });
  return results;
}
