import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';

import type { DocumentPath } from '../../../analysis/finding.ts';
import type { CheckCommand } from '../arguments.ts';
import type { Inputs } from '../inputs.ts';
import type { Loaded } from '../load.ts';
import type { OutsideDns } from '../../node/dns/outside.ts';
import { realPathOf } from '../../node/paths.ts';
import { SharedState } from './shared-state.ts';
import { checkTask, digestOf, tasksOf } from './tasks.ts';
import type { FileFindings, Task, TaskOptions, TaskResult, WorkerStart } from './tasks.ts';

/** Milliseconds without a result after which a task that another thread claimed is done here, too: that thread may be dead. */
const PATIENCE = 10_000;

/** Threads that check documents beside this one. */
export class WorkerPool {
  readonly state = new SharedState();
  readonly ports: MessagePort[] = [];
  private readonly workers: Worker[] = [];
  private readonly options: TaskOptions;

  /** `number`: of other threads, which begin to read the files. `undefined`: they cannot be started, as in a program of one file. */
  static start(number: number, command: CheckCommand, options: TaskOptions): WorkerPool | undefined {
    const launcher = realPathOf(process.argv[1] ?? '');
    if (launcher === undefined || !existsSync(join(dirname(launcher), ENTRY))) return undefined;
    return new WorkerPool(launcher, number, command, options);
  }

  private constructor(launcher: string, number: number, command: CheckCommand, options: TaskOptions) {
    this.options = options;
    for (let i = 0; i < number; i++) {
      const { port1, port2 } = new MessageChannel();
      const start: WorkerStart = { command, memory: this.state.memory, port: port2, options };
      // The launcher has the code that an earlier run compiled.
      const worker = new Worker(`require(${JSON.stringify(launcher)}).load(${JSON.stringify(ENTRY)});`, {
        eval: true,
        workerData: start,
        transferList: [port2],
      });
      // One that fails leaves its tasks to this thread.
      worker.on('error', () => undefined);
      worker.unref();
      port1.unref();
      this.ports.push(port1);
      this.workers.push(worker);
    }
  }

  /** Divides the documents among the threads. */
  begin(inputs: Inputs, loaded: Loaded, { unresolvedNames: names }: OutsideDns): SharedCheck {
    const tasks = tasksOf(loaded.workspace, loaded.paths);
    this.state.begin(digestOf(tasks, inputs));
    const run = (task: Task): readonly FileFindings[] => checkTask(task, loaded, this.options);
    const heard = (result: TaskResult): void => {
      for (const name of result.names) names?.add(name);
      for (const [rule, said] of result.brokenRules) loaded.brokenRules.set(rule, said);
    };
    return new SharedCheck(tasks, { run, heard }, this);
  }

  /** Nothing is waited for any more. */
  stop(): void {
    for (const worker of this.workers) void worker.terminate();
  }
}

/** Beside the launcher. */
const ENTRY = 'check-worker.js';

interface SharedWork {
  /** Does a task in this thread. */
  readonly run: (task: Task) => readonly FileFindings[];
  /** Called with what another thread did. */
  readonly heard: (result: TaskResult) => void;
}

/** The findings of a run, some of which other threads work out. */
export class SharedCheck {
  private readonly tasks: readonly Task[];
  private readonly work: SharedWork;
  private readonly state: SharedState;
  private readonly ports: readonly MessagePort[];
  private readonly taskOf: ReadonlyMap<DocumentPath, number>;
  private readonly files = new Map<DocumentPath, FileFindings>();
  private readonly done = new Set<number>();

  constructor(
    tasks: readonly Task[],
    work: SharedWork,
    { state, ports }: { readonly state: SharedState; readonly ports: readonly MessagePort[] },
  ) {
    this.tasks = tasks;
    this.work = work;
    this.state = state;
    this.ports = ports;
    this.taskOf = new Map(tasks.flatMap((task, index) => task.map((path) => [path, index] as const)));
  }

  /**
   * What was found in a document, and is not kept here any longer. As long as nobody has found it, this thread does what nobody does,
   * and then waits.
   */
  take(path: DocumentPath): FileFindings {
    const index = this.taskOf.get(path) ?? -1;
    while (!this.done.has(index)) {
      const { sent } = this.state;
      this.receive();
      if (this.done.has(index)) break;
      const next = this.state.claim();
      if (next < this.tasks.length) this.keep(next, this.work.run(this.tasks[next] ?? []));
      else if (!this.state.waitForMore(sent, PATIENCE))
        this.keep(index, this.work.run(this.tasks[index] ?? []));
    }
    const found = this.files.get(path);
    if (found === undefined) throw new Error(`no result for ${path}`);
    this.files.delete(path);
    return found;
  }

  private receive(): void {
    for (const port of this.ports) {
      for (let got = receiveMessageOnPort(port); got !== undefined; got = receiveMessageOnPort(port)) {
        const result = got.message as TaskResult;
        this.work.heard(result);
        this.keep(result.task, result.files);
      }
    }
  }

  private keep(index: number, files: readonly FileFindings[]): void {
    // One that was given up may still come.
    if (this.done.has(index)) return;
    this.done.add(index);
    for (const file of files) this.files.set(file.path, file);
  }
}
