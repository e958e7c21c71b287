// How long a zone file takes to read, beside other programs that read it, in one run. Processor time, medians.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { root } from './project.mjs';
import { usageOf } from './usage.mjs';

/** A program that reads the zone file that it is given, and does no more. */
const READER = `
  import { readFileSync } from 'node:fs';
  import { ZoneDocument } from './server/src/formats/zone/document.ts';
  export const read = (text) => ZoneDocument.read(text, 'example.com');
  const path = process.argv[2];
  if (require.main === module) read(readFileSync(path, 'latin1'));
`;

/** `milliseconds` are medians; `undefined` for a program that would take minutes. `folder`: for files that pass. */
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
    // Short enough that compiling would count: the middle one of many is past that.
    ours: { milliseconds: median(5 * runs, () => read(text)) },
    // Slow enough that one run says it all.
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
