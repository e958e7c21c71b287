import { availableParallelism } from 'node:os';

import { isGivenAsText } from '../arguments.ts';
import type { CheckCommand, CheckFormat } from '../arguments.ts';
import type { WorkerPool } from './pool.ts';

/** Threads that a check uses by default: each needs as much memory as the first. */
const MAX_DEFAULT_JOBS = 4;
/** The number of UTF-16 units and files from which other threads help: about half a second of work, while a thread takes a tenth to start. */
const ENOUGH_LENGTH = 512 * 1024;
const ENOUGH_FILES = 400;

const FORMATS_WITH_FINGERPRINTS: ReadonlySet<CheckFormat> = new Set(['json', 'jsonl', 'sarif', 'gitlab']);

/** Starts threads for a check once there is enough work for them. They read the files while this thread is still reading. */
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

  /** Called for each text that is read, with its length in UTF-16 units. */
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

/** Half the number of logical processors: two of them are often threads of one core, which add little. */
function defaultJobs(): number {
  return Math.max(1, Math.min(availableParallelism() >> 1, MAX_DEFAULT_JOBS));
}

/** Whether the findings in one file do not depend on what was done for another file before. */
function isDivisible(command: CheckCommand): boolean {
  const { fix, fixRules, record, dns } = command;
  return !fix && fixRules.length === 0 && record === undefined && dns !== 'live' && !isGivenAsText(command);
}
