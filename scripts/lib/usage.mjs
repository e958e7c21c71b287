import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

/** Preloaded, it makes a Node process write its usage to descriptor 3. */
export const reportUsage = join(root, 'scripts/lib/report-usage.cjs');

/**
 * The usage of a Node command: the best of several runs, because other processes may also use the machine. Processor
 * time and memory.
 */
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

/** The usage of `named-checkzone`, which does not use the network; `undefined` if it is not installed. */
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
    // Only a process that waits for it learns the usage: a shell's `times`. The memory is read while it runs.
    const shell = spawn(
      'sh',
      ['-c', 'named-checkzone -i none example.com "$1" >/dev/null && times', 'sh', path],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    let megabytes;
    const watch = setInterval(() => (megabytes = Math.max(megabytes ?? 0, heldBelow(shell.pid))), 2);
    let output = '';
    shell.stdout.on('data', (chunk) => (output += chunk));
    shell.on('error', () => resolve(undefined));
    shell.on('close', (status) => {
      clearInterval(watch);
      // The first line is the shell itself, the second line its children.
      const milliseconds = status === 0 ? 1000 * secondsIn(output.trim().split('\n')[1] ?? '') : NaN;
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

/** The maximum memory in megabytes of the only child of a process, or 0 if the system does not report it. */
function heldBelow(pid) {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${child}/status`, 'utf8'))[1]) / 1024;
  } catch {
    return 0;
  }
}
