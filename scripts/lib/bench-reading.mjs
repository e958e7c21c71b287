// Measures how long reading a zone file takes, compared with another program that reads it, in one run. Medians of
// processor time.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { root } from './project.mjs';
import { usageOf } from './usage.mjs';

/** A program that only reads the given zone file. */
const READER = `
  import { readFileSync } from 'node:fs';
  import { ZoneDocument } from './server/src/formats/zone/document.ts';
  export const read = (text) => ZoneDocument.read(text, 'example.com');
  const path = process.argv[2];
  if (require.main === module) read(readFileSync(path, 'latin1'));
`;

/**
 * `milliseconds` are medians, or `undefined` for a program that would take minutes. `folder` is for temporary files.
 */
export async function benchReading(path, runs, folder) {
  const text = readFileSync(path, 'latin1');
  const reader = join(folder, 'reader.cjs');
  await esbuild.build({
    stdin: { contents: READER, resolveDir: root },
    outfile: reader,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  const { read } = createRequire(import.meta.url)(reader);
  const { default: zonefile } = await import('dns-zonefile');
  return {
    process: usageOf([reader, path], runs),
    // It is so fast that compilation would count, which does not affect the median of many runs.
    ours: { milliseconds: median(5 * runs, () => read(text)) },
    // It is so slow that one run is enough.
    dnsZonefile: text.length > 2e7 ? undefined : { milliseconds: median(1, () => zonefile.parse(text)) },
  };
}

function median(runs, task) {
  const taken = [];
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    task();
    const { user, system } = process.cpuUsage(before);
    taken.push((user + system) / 1000);
  }
  return taken.sort((a, b) => a - b)[Math.floor(runs / 2)];
}
