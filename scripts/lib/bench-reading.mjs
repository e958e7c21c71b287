// How long a zone file takes to read, beside other programs that read it, in one run. Processor time, medians.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { root } from './project.mjs';

/** `milliseconds` are medians; `undefined` for a program that is not installed, or would take minutes. */
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
    ours: { milliseconds: median(runs, () => ZoneDocument.read(text, 'example.com')) },
    // Slow enough that one run says it all.
    dnsZonefile: text.length > 2e7 ? undefined : { milliseconds: median(1, () => zonefile.parse(text)) },
    named: namedCheckzone(path),
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

/** `-i none`: it looks up nothing in the network. */
function namedCheckzone(path) {
  // Only a process that waits for it is told what it took: a shell's `times`.
  const { status, stdout } = spawnSync(
    'sh',
    ['-c', 'named-checkzone -i none example.com "$1" >/dev/null && times | tail -n 1', 'sh', path],
    { encoding: 'utf8' },
  );
  if (status !== 0) return undefined;
  const seconds = stdout
    .trim()
    .split(/\s+/)
    .map((one) => {
      const [minutes, rest] = one.split('m');
      return Number(minutes) * 60 + Number.parseFloat(rest);
    });
  const all = seconds.reduce((sum, one) => sum + one, 0);
  return Number.isFinite(all) && all > 0 ? { milliseconds: all * 1000 } : undefined;
}
