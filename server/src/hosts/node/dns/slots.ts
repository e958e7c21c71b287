/** Limits the number of simultaneous tasks. The others wait for their turn, in the order of arrival. */
export class Slots {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(size: number) {
    this.free = size;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) {
      this.free--;
      // Work never begins before its caller has continued.
      await Promise.resolve();
    } else {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      // The next waiting task takes over the slot, so that no new task can overtake it.
      const next = this.waiting.shift();
      if (next === undefined) this.free++;
      else next();
    }
  }
}
