import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';

import type { DocumentPath } from '../../../analysis/finding.ts';
import type { Workspace } from '../../../analysis/workspace.ts';
import type { CheckCommand } from '../arguments.ts';
import type { AskedQuestions } from '../cache/asked-questions.ts';
import type { Inputs } from '../inputs.ts';
import type { Loaded } from '../load.ts';
import type { OutsideDns } from '../../node/dns/outside.ts';
import { realPathOf } from '../../node/paths.ts';
import { SharedState } from './shared-state.ts';
import { digestOf, analyzeTask, listTask, tasksOf } from './tasks.ts';
import type { FileFindings, FromWorker, CheckTask, TaskOptions, ToWorker, WorkerStart } from './tasks.ts';

/** The other threads that check documents. */
export class WorkerPool {
  readonly state = new SharedState();
  readonly ports: MessagePort[] = [];
  /** Milliseconds without a message after which this thread also does the tasks of another thread, which may be dead. */
  readonly patience: number = 10_000;
  private readonly workers: Worker[] = [];
  private readonly options: TaskOptions;

  /** Starts `number` other threads, which begin to read the files. `undefined`: they cannot be started, as in a single executable. */
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
      // A thread that fails leaves its tasks to this thread.
      worker.on('error', () => undefined);
      worker.unref();
      port1.unref();
      this.ports.push(port1);
      this.workers.push(worker);
    }
  }

  /** Checks the documents of a run in all threads. `analyzing` is called with the progress of this thread. `asked` gets the questions of the other threads. */
  analyze(
    inputs: Inputs,
    loaded: Loaded,
    { unresolvedNames: names }: OutsideDns,
    analyzing: (path: DocumentPath | undefined, number: number) => void,
    asked?: Pick<AskedQuestions, 'add'>,
  ): SharedCheck {
    const tasks = tasksOf(loaded.workspace, loaded.paths);
    this.state.begin(digestOf(tasks, inputs));
    let number = 0;
    const check = new SharedCheck(tasks, this, {
      analyze: (task) => {
        analyzing(task.all[0], (number += task.all.length));
        analyzeTask(task, loaded);
      },
      list: (task) => listTask(task, loaded, this.options),
      ended: (result) => {
        for (const name of result.names) names?.add(name);
        for (const [rule, said] of result.brokenRules) loaded.brokenRules.set(rule, said);
        asked?.add(result.asked);
      },
    });
    check.analyze(loaded.workspace);
    return check;
  }

  /** Stops the other threads. */
  stop(): void {
    for (const worker of this.workers) void worker.terminate();
  }
}

/** The file that a thread runs, next to the launcher. */
const ENTRY = 'check-worker.js';

/** The other threads. */
type Threads = Pick<WorkerPool, 'state' | 'ports' | 'patience'>;

/** The work of this thread. */
interface OwnWork {
  readonly analyze: (task: CheckTask) => void;
  readonly list: (task: CheckTask) => readonly FileFindings[];
  /** Called with the last message of another thread. */
  readonly ended: (result: Extract<FromWorker, { readonly kind: 'ended' }>) => void;
}

/** The findings of a run, some of which other threads compute. */
export class SharedCheck {
  private readonly tasks: readonly CheckTask[];
  private readonly pool: Threads;
  private readonly own: OwnWork;
  private readonly taskOf: ReadonlyMap<DocumentPath, number>;
  private readonly files = new Map<DocumentPath, FileFindings>();
  private readonly done = new Set<number>();
  /** Tasks that this thread has checked but not listed. */
  private left: number[] = [];
  /** What other threads checked, by their port. */
  private readonly analyzed = new Map<MessagePort, Extract<FromWorker, { readonly kind: 'analyzed' }>>();
  private readonly ended = new Set<MessagePort>();

  constructor(tasks: readonly CheckTask[], pool: Threads, own: OwnWork) {
    this.tasks = tasks;
    this.pool = pool;
    this.own = own;
    this.taskOf = new Map(
      tasks.flatMap(({ reported }, index) => reported.map((path) => [path, index] as const)),
    );
  }

  /** Checks what no other thread checks, and waits for the other threads. */
  analyze(workspace: Pick<Workspace, 'questionsAmongZones' | 'takeQuestions'>): void {
    const { state, ports } = this.pool;
    const analyze = (index: number): void => {
      this.own.analyze(this.task(index));
      this.left.push(index);
    };
    for (let index = state.claim(); index < this.tasks.length; index = state.claim()) analyze(index);
    this.waitUntil(() => this.analyzed.size === ports.length);
    // A thread that is dead, or that read different files, checked nothing.
    const known = new Set([...this.left, ...[...this.analyzed.values()].flatMap(({ tasks }) => tasks)]);
    for (const index of this.tasks.keys()) if (!known.has(index)) analyze(index);
    this.left.sort((a, b) => a - b);
    const questions = [
      ...workspace.questionsAmongZones(),
      ...[...this.analyzed.values()].flatMap((one) => one.questions),
    ];
    workspace.takeQuestions(questions);
    for (const port of this.analyzed.keys()) {
      const message: ToWorker = { questions };
      port.postMessage(message);
    }
    state.list();
  }

  /**
   * Returns the findings of a document, and discards them here. Until they are available, this thread lists the tasks that it checked
   * itself, and then waits.
   */
  take(path: DocumentPath): FileFindings {
    const index = this.taskOf.get(path) ?? -1;
    const isDone = (): boolean => this.done.has(index);
    this.receive();
    while (!isDone()) {
      const next = this.left.shift();
      if (next === undefined) {
        this.waitUntil(isDone);
        if (!isDone()) this.keep(index, this.own.list(this.task(index)));
      } else {
        this.keep(next, this.own.list(this.task(next)));
        this.receive();
      }
    }
    const found = this.files.get(path);
    if (found === undefined) throw new Error(`no result for ${path}`);
    this.files.delete(path);
    return found;
  }

  private task(index: number): CheckTask {
    const task = this.tasks[index];
    if (task === undefined) throw new Error(`no task ${index}`);
    return task;
  }

  /** Waits for the last messages of the other threads. */
  end(): void {
    this.waitUntil(() => this.isEnded);
  }

  /** Whether all threads that checked something have sent their last message. */
  get isEnded(): boolean {
    return [...this.analyzed.keys()].every((port) => this.ended.has(port));
  }

  /** Waits for messages until `isEnough`, or until no message arrives for a long time. */
  private waitUntil(isEnough: () => boolean): void {
    for (;;) {
      const { sent } = this.pool.state;
      this.receive();
      if (isEnough() || !this.pool.state.waitForMore(sent, this.pool.patience)) return;
    }
  }

  private receive(): void {
    for (const port of this.pool.ports) {
      for (let got = receiveMessageOnPort(port); got !== undefined; got = receiveMessageOnPort(port))
        this.hear(got.message as FromWorker, port);
    }
  }

  private hear(message: FromWorker, port: MessagePort): void {
    switch (message.kind) {
      case 'analyzed':
        this.analyzed.set(port, message);
        break;
      case 'listed':
        this.keep(message.task, message.files);
        break;
      case 'ended':
        this.own.ended(message);
        this.ended.add(port);
    }
  }

  private keep(index: number, files: readonly FileFindings[]): void {
    // A message may still arrive after this thread stopped waiting for it.
    if (this.done.has(index)) return;
    this.done.add(index);
    for (const file of files) this.files.set(file.path, file);
  }
}
