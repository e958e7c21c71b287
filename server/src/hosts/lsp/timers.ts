import type { Guard } from './guard.ts';
import type { Runtime, Timer } from './runtime.ts';

/** Timers for later work. None of them runs once the editor has disconnected. */
export class Timers {
  private readonly runtime: Runtime;
  private readonly guard: Guard;
  private readonly waiting = new Set<Timer>();
  private stopped = false;

  constructor(runtime: Runtime, guard: Guard) {
    this.runtime = runtime;
    this.guard = guard;
  }

  later(what: string, milliseconds: number, run: () => void): Timer {
    if (this.stopped) return { cancel: () => undefined };
    const inner = this.runtime.later(milliseconds, () => {
      this.waiting.delete(timer);
      this.guard.run(what, undefined, run);
    });
    const timer: Timer = {
      cancel: () => {
        this.waiting.delete(timer);
        inner.cancel();
      },
    };
    this.waiting.add(timer);
    return timer;
  }

  stop(): void {
    this.stopped = true;
    for (const timer of [...this.waiting]) timer.cancel();
  }
}
