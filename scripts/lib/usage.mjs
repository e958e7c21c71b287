import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

/** Preloaded, it has a node process tell on descriptor 3 what it took. */
export const reportUsage = join(root, 'scripts/lib/report-usage.cjs');

/** What a command of node takes: the best of several runs, for no machine is ours alone. Processor time and memory. */
export function usageOf(args, runs) {
  const all = Array.from({ length: runs }, () => {
    const started = performance.now();
    const { status, stderr, output } = spawnSync(process.execPath, ['--require', reportUsage, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    if (status === 2 || status === null) throw new Error(stderr);
    return { ...JSON.parse(output[3]), wall: performance.now() - started };
  });
  return all.reduce((best, one) => (one.milliseconds < best.milliseconds ? one : best));
}

/** The same of `named-checkzone`, which looks up nothing in the network; `undefined` where it is not installed. */
export async function usageOfNamed(path, runs) {
  let best;
  for (let run = 0; run < runs; run++) {
    const one = await namedCheckzone(path);
    if (one === undefined) return undefined;
    if (best === undefined || one.milliseconds < best.milliseconds) best = one;
  }
  return best;
}

function namedCheckzone(path) {
  return new Promise((resolve) => {
    // Only a process that waits for it is told what it took: a shell's `times`. What it held is read while it runs.
    const shell = spawn(
      'sh',
      ['-c', 'named-checkzone -i none example.com "$1" >/dev/null && times', 'sh', path],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    let megabytes;
    const watch = setInterval(() => (megabytes = Math.max(megabytes ?? 0, heldBelow(shell.pid))), 2);
    let told = '';
    shell.stdout.on('data', (chunk) => (told += chunk));
    shell.on('error', () => resolve(undefined));
    shell.on('close', (status) => {
      clearInterval(watch);
      // The shell's own, and on the second line those of what it ran.
      const milliseconds = status === 0 ? 1000 * secondsIn(told.trim().split('\n')[1] ?? '') : NaN;
      resolve(milliseconds > 0 ? { milliseconds, megabytes: megabytes || undefined } : undefined);
    });
  });
}

function secondsIn(times) {
  const parts = times.trim().split(/\s+/);
  return parts.reduce((sum, part) => {
    const [minutes, rest] = part.split('m');
    return sum + Number(minutes) * 60 + Number.parseFloat(rest);
  }, 0);
}

/** Megabytes that the only child of a process held at most; 0 where the system does not say. */
function heldBelow(pid) {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${child}/status`, 'utf8'))[1]) / 1024;
  } catch {
    return 0;
  }
}
