import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CORPUS, corpusFiles } from '../harness/corpus.ts';

/** Configurations of other projects: those of the corpus, and some from its generator. */
export function hclSources(): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  for (const folder of ['realworld/terraform', 'fix-pairs', 'provider-examples']) {
    for (const file of corpusFiles(folder)) {
      if (/\.(?:tf|tfvars|hcl)$/.test(file)) sources.set(file, readFileSync(path.join(CORPUS, file), 'utf8'));
    }
  }
  const generator = path.join(CORPUS, '../bench/genhcl.mjs');
  if (!existsSync(generator)) return sources;
  for (const seed of [1, 2, 3]) {
    const { stdout } = spawnSync(process.execPath, [generator, '30000', String(seed)], { encoding: 'utf8' });
    sources.set(`generated ${seed}`, stdout);
  }
  return sources;
}
