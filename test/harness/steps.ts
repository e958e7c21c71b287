import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { StepsQuestion, StepsReply } from './steps-process.ts';

/**
 * Counts the steps that a piece of work takes, where a clock would measure the machine as well.
 *
 * A step is one execution of a block of the code, as V8's block coverage counts them (`Profiler.takePreciseCoverage`), or
 * one element that a search or a copy of the standard library goes through (see `steps-process.ts`). The same input takes
 * the same steps on every run. Not seen: what a regular expression does (the lint rules refuse those that backtrack), the
 * flattening of a text that was made of many, and sorting without a comparison function.
 *
 * The counting is done by a process of its own, in which the code is loaded after counting has begun: code that was loaded
 * before is counted by the function only. Nothing else in this process is slowed down by it.
 */
export class StepCounter {
  private readonly child: ChildProcess;
  private fault: Error | undefined;

  private constructor(child: ChildProcess) {
    this.child = child;
    child.once('exit', (code, signal) => {
      this.fault = new Error(`The process that counts steps ended (${signal ?? code ?? 'unknown'}).`);
    });
  }

  /** `table`: the path of a module that exports `shapes`, a list of `Shape`s. */
  static async start(table: string): Promise<StepCounter> {
    const child = fork(join(__dirname, 'steps-process.ts'), [table], {
      execArgv: ['--require', 'tsx/cjs', '--no-opt'],
      // Its own coverage would mix with that of the process that measures these tests.
      env: { ...process.env, NODE_V8_COVERAGE: '' },
    });
    const counter = new StepCounter(child);
    await counter.reply();
    return counter;
  }

  /** How many steps the shape of that name takes at size `n`. @throws Error when the work throws. */
  async count(shape: string, n: number): Promise<number> {
    return (await this.ask({ shape, n, byFunction: false })).total;
  }

  /** The same by function, to see where they are. */
  async byFunction(shape: string, n: number): Promise<Readonly<Record<string, number>>> {
    return (await this.ask({ shape, n, byFunction: true })).byFunction ?? {};
  }

  private async ask(question: StepsQuestion): Promise<Exclude<StepsReply, { readonly error: string }>> {
    this.child.send(question);
    const reply = await this.reply();
    if ('error' in reply) throw new Error(reply.error);
    return reply;
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }

  private reply(): Promise<StepsReply> {
    return new Promise((resolve, reject) => {
      if (this.fault !== undefined) {
        reject(this.fault);
        return;
      }
      const ended = (): void => {
        reject(this.fault ?? new Error('The process that counts steps ended.'));
      };
      this.child.once('exit', ended);
      this.child.once('message', (message) => {
        this.child.off('exit', ended);
        resolve(message as StepsReply);
      });
    });
  }
}
