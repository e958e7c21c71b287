// How long a zone file takes to read, beside other programs that read it, in one run. Processor time, medians.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { root } from './project.mjs';

/** `milliseconds` are medians; `undefined` for a program that would take minutes. */
export async function benchReading(path, runs) {
  const text = readFileSync(path, 'latin1');
  const bundled = await esbuild.build({
    entryPoints: [join(root, 'server/src/formats/zone/document.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  const loaded = { exports: {} };
  new Function('module', 'exports', 'require', bundled.outputFiles[0].text)(
    loaded,
    loaded.exports,
    () => ({}),
  );
  const { ZoneDocument } = loaded.exports;
  const { default: zonefile } = await import('dns-zonefile');
  return {
    // Short enough that compiling would count: the middle one of many is past that.
    ours: { milliseconds: median(5 * runs, () => ZoneDocument.read(text, 'example.com')) },
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
