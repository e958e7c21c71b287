// Compares commands with those of another commit.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './project.mjs';
import { usageOf } from './usage.mjs';

/**
 * Builds the command of a commit, runs each command with it and with the current build in turn, and prints the times. A
 * change in the load of the machine affects both.
 *
 * @param {Record<string, readonly string[]>} commands arguments of mailtxt, by what they measure; commands that
 *   the commit does not have are shown as new
 */
export async function againstCommit(ref, runs, commands) {
  const folder = await mkdtemp(join(tmpdir(), 'mailtxt-against-'));
  const other = join(folder, 'project');
  try {
    git('worktree', 'add', '--detach', '--quiet', other, ref);
    await symlink(join(root, 'node_modules'), join(other, 'node_modules'), 'junction');
    run(process.execPath, [join(other, 'scripts/build.mjs')]);
    console.log(
      `${'milliseconds of CPU'.padEnd(36)} ${'before'.padStart(10)} ${'now'.padStart(10)} ${'ratio'.padStart(8)}`,
    );
    for (const [name, args] of Object.entries(commands)) print(name, compare(args, runs, other));
  } finally {
    spawnSync('git', ['-C', root, 'worktree', 'remove', '--force', other]);
    await rm(folder, { recursive: true, force: true });
  }
}

function compare(args, runs, other) {
  const best = { before: Infinity, now: Infinity };
  for (let run = 0; run < runs; run++) {
    for (const [which, at] of [
      ['before', other],
      ['now', root],
    ]) {
      try {
        const { milliseconds } = usageOf([join(at, 'dist/mailtxt.js'), ...args], 1);
        best[which] = Math.min(best[which], milliseconds);
      } catch (error) {
        if (which === 'now') throw error;
        best.before = NaN;
      }
    }
  }
  return best;
}

function print(name, { before, now }) {
  const ratio = Number.isFinite(before) ? (now / before).toFixed(2) : 'new';
  const shown = (value) => (Number.isFinite(value) ? value.toFixed(0) : '-').padStart(10);
  console.log(`${name.padEnd(36)} ${shown(before)} ${shown(now)} ${ratio.padStart(8)}`);
}

function git(...args) {
  run('git', ['-C', root, ...args]);
}

function run(program, args) {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(stderr);
}
