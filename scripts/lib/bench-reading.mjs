// How long a zone file takes to read, beside other programs that read it, in one run. Processor time, medians.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { root } from './project.mjs';

/** Medians in milliseconds; `undefined` for a program that is not installed. */
export async function benchReading(path, runs, usageOf, cli) {
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
    ours: median(runs, () => ZoneDocument.read(text, 'example.com')),
    // Slow enough that one run says it all.
    dnsZonefile: text.length > 2e7 ? undefined : median(1, () => zonefile.parse(text)),
    check: usageOf([cli, 'check', path]),
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
  const time = '/usr/bin/time';
  const { status, stderr } = spawnSync(
    time,
    ['-f', '%U %S %M', 'named-checkzone', '-i', 'none', 'example.com', path],
    { encoding: 'utf8' },
  );
  if (status !== 0) return undefined;
  const [user, system, kilobytes] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { milliseconds: (user + system) * 1000, megabytes: kilobytes / 1024 };
}
