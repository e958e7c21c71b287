import { availableParallelism } from 'node:os';

import { isGivenAsText } from '../arguments.ts';
import type { CheckCommand, CheckFormat } from '../arguments.ts';
import type { WorkerPool } from './pool.ts';

/** Threads where nobody says how many: each takes as much memory as the first. */
const MAX_DEFAULT_JOBS = 4;
/** UTF-16 units and files from which on another thread is of use: about half a second of work, when it takes a tenth to start. */
const ENOUGH_LENGTH = 512 * 1024;
const ENOUGH_FILES = 400;

const FORMATS_WITH_FINGERPRINTS: ReadonlySet<CheckFormat> = new Set(['json', 'jsonl', 'sarif', 'gitlab']);

/** Starts threads for a check once there is enough to do for them: they read the files while this one still does. */
export class Jobs {
  private readonly command: CheckCommand;
  private readonly others: number;
  private length = 0;
  private files = 0;
  private starting: Promise<WorkerPool | undefined> | undefined;

  constructor(command: CheckCommand) {
    this.command = command;
    this.others = isDivisible(command) ? (command.jobs ?? defaultJobs()) - 1 : 0;
  }

  /** A text is read; its length in UTF-16 units. */
  readonly read = (length: number): void => {
    this.length += length;
    this.files++;
    // One file is one task.
    if (this.others === 0 || this.starting !== undefined || this.files < 2) return;
    const isEnough = this.length >= ENOUGH_LENGTH || this.files >= ENOUGH_FILES;
    if (isEnough || this.command.jobs !== undefined) this.starting = this.start();
  };

  /** `undefined`: one thread does everything. */
  get pool(): Promise<WorkerPool | undefined> {
    return this.starting ?? Promise.resolve(undefined);
  }

  private async start(): Promise<WorkerPool | undefined> {
    const { WorkerPool: Pool } = await import('./pool.ts');
    const { quiet, outputs, statistics, baseline, writeBaseline, changed } = this.command;
    const isSelecting = baseline !== undefined || writeBaseline !== undefined || changed !== undefined;
    return Pool.start(this.others, this.command, {
      isQuiet: quiet && !isSelecting,
      needsFingerprints:
        isSelecting || (!statistics && outputs.some(({ format }) => FORMATS_WITH_FINGERPRINTS.has(format))),
    });
  }
}

/** Half of what the system counts: two of its processors are often one that does two things at once, and gains little by it. */
function defaultJobs(): number {
  return Math.max(1, Math.min(availableParallelism() >> 1, MAX_DEFAULT_JOBS));
}

/** Whether what is found in one file does not depend on what was done for another one before. */
function isDivisible(command: CheckCommand): boolean {
  const { fix, fixRules, record, dns } = command;
  return !fix && fixRules.length === 0 && record === undefined && dns !== 'live' && !isGivenAsText(command);
}
