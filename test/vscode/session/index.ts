// Runs inside VS Code's extension host: a random session, as a user would have it, and what went wrong in it.
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Random } from '../../soak/random.ts';
import { Branches } from './branches.ts';
import { Workbench } from './workbench.ts';
import { WindowLog } from './logs.ts';
import { ServerWatch } from './server-watch.ts';
import { steps, type Step } from './steps.ts';

/** What `scripts/session.mjs` asks for: how long, from which seed, which steps (all where none is named), and where to write. */
declare const SESSION: {
  readonly minutes: number;
  readonly seed: number;
  readonly only: readonly string[];
  readonly results: string;
};

/** Milliseconds after which a step that has not ended is a fault. */
const STEP_LIMIT = 60_000;

/** Milliseconds between two looks at the logs. */
const LOOK_EVERY = 60_000;

/** Faults after which going on shows nothing more. */
const MAX_FAULTS = 40;

export async function run(): Promise<void> {
  const use = new RandomUse();
  try {
    await use.begin();
    await use.goOn();
  } finally {
    await use.end();
  }
  if (use.faults.length > 0) throw new Error(`${use.faults.length} faults`);
}

class RandomUse {
  readonly faults: string[] = [];
  private readonly random = new Random(SESSION.seed);
  private readonly counts = new Map<string, number>();
  private readonly log = new WindowLog(join(SESSION.results, 'data'));
  private readonly server = new ServerWatch();
  private readonly branches: Branches;
  private readonly workbench: Workbench;
  private readonly started = Date.now();
  private readonly memory: string[] = [];
  private done = 0;

  constructor() {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    if (folder === undefined) throw new Error('No folder is open.');
    this.branches = new Branches(folder.fsPath);
    this.workbench = new Workbench(folder, this.random, join(SESSION.results, 'notes'));
  }

  async begin(): Promise<void> {
    await this.branches.create();
    await this.workbench.open();
    await this.workbench.pause(3_000);
    this.server.begin();
    await vscode.commands.executeCommand('mailtxt.restart');
    if (!this.server.isWatching) throw new Error('The extension started no server.');
    await this.workbench.pause(2_000);
    this.look();
  }

  async goOn(): Promise<void> {
    const chosen =
      SESSION.only.length === 0 ? steps : steps.filter(({ name }) => SESSION.only.includes(name));
    const weighted = chosen.flatMap((step) => Array<Step>(step.weight).fill(step));
    const until = this.started + SESSION.minutes * 60_000;
    let looked = Date.now();
    while (Date.now() < until && this.faults.length < MAX_FAULTS) {
      await this.take(this.random.pick(weighted));
      if (Date.now() - looked < LOOK_EVERY) continue;
      looked = Date.now();
      this.look();
    }
  }

  async end(): Promise<void> {
    await this.workbench.pause(3_000);
    this.look();
    const lines = [
      `${((Date.now() - this.started) / 60_000).toFixed(1)} minutes, ${this.done} steps, seed ${SESSION.seed}`,
      ...table(this.counts),
      'Answered by the server:',
      ...table(this.server.answered),
      'The server:',
      ...this.memory,
      this.faults.length === 0 ? 'No faults.' : `${this.faults.length} faults:`,
      ...this.faults,
    ];
    writeFileSync(join(SESSION.results, 'summary.txt'), `${lines.join('\n')}\n`);
  }

  private async take(step: Step): Promise<void> {
    this.done++;
    this.write(`${this.done} ${step.name}`);
    try {
      const ended = step.run({
        workbench: this.workbench,
        branches: this.branches,
        random: this.random,
        did: (what, times) => this.count(what, times),
        write: (line) => this.write(`  ${line}`),
        serverStops: () => this.server.expectEnd(),
      });
      await within(STEP_LIMIT, ended);
    } catch (error) {
      // The text became another one while the editor asked about it.
      if (error instanceof Error && error.name === 'Canceled')
        this.count('requests that the editor canceled');
      else
        this.report(
          `step ${this.done}, ${step.name}: ${error instanceof Error ? shortStack(error) : String(error)}`,
        );
      await this.workbench.leaveDialogs();
    }
    for (const fault of this.server.faults()) this.report(`step ${this.done}, ${step.name}: ${fault}`);
    this.count(`step: ${step.name}`);
  }

  /** Collects the faults since the last look, and notes the memory of the server. */
  private look(): void {
    for (const fault of [...this.server.faults(), ...this.server.unanswered(), ...this.log.faults()])
      this.report(`by step ${this.done}: ${fault}`);
    const minutes = ((Date.now() - this.started) / 60_000).toFixed(1);
    const line = `${minutes.padStart(6)} min ${String(this.done).padStart(7)} steps  ${this.server.megabytes() ?? '?'} MB  ${this.faults.length} faults`;
    this.memory.push(line);
    appendFileSync(join(SESSION.results, 'progress.txt'), `${line}\n`);
  }

  private count(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }

  private write(line: string): void {
    appendFileSync(join(SESSION.results, 'steps.txt'), `${line}\n`);
  }

  private report(fault: string): void {
    this.write(`FAULT ${fault}`);
    appendFileSync(join(SESSION.results, 'progress.txt'), `FAULT ${fault}\n`);
    this.faults.push(fault);
  }
}

/** Without the editor's own frames. */
function shortStack({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => !/extensionHostProcess\.js/.test(line))
    .join('\n');
}

function table(counts: ReadonlyMap<string, number>): string[] {
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${String(count).padStart(7)}  ${name}`);
}

async function within<T>(limit: number, ended: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not end within ${limit / 1000} s.`)), limit);
  });
  try {
    return await Promise.race([ended, late]);
  } finally {
    clearTimeout(timer);
  }
}
