// Runs inside VS Code's extension host: the editor loads this file, bundled, and calls `run`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: 'min' });
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  await import('./suite.ts');
  await import('./add-records.ts');
  const results: { title: string; error?: string }[] = [];
  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on('pass', (test) => results.push({ title: test.fullTitle() }))
      .on('fail', (test, error: Error) =>
        results.push({ title: test.fullTitle(), error: String(error.stack) }),
      );
  });
  // What was run, for the process that started the editor.
  writeFileSync(join(__dirname, 'results.json'), JSON.stringify(results));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
