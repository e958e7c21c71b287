import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { root } from './project.mjs';

/** Runs `work` with the workspace of the current source, bundled as for users. */
export async function withBundledWorkspace(work) {
  const folder = await mkdtemp(join(tmpdir(), 'mailtxt-bench-'));
  try {
    const bundle = join(folder, 'workspace.cjs');
    await esbuild.build({
      entryPoints: [join(root, 'server/src/analysis/create-workspace.ts')],
      bundle: true,
      format: 'cjs',
      platform: 'node',
      // As it is shipped: see text/range.ts.
      define: { MAILTXT_RELEASE: 'true' },
      outfile: bundle,
      logLevel: 'error',
    });
    work(createRequire(import.meta.url)(bundle));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
