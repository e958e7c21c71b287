/** Lets only so many do something at a time; the others wait for their turn, in the order in which they came. */
export class Slots {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(size: number) {
    this.free = size;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) {
      this.free--;
      // Work never begins before its caller has gone on.
      await Promise.resolve();
    } else {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      // Whoever is next takes the slot over: nobody who comes now may be faster.
      const next = this.waiting.shift();
      if (next === undefined) this.free++;
      else next();
    }
  }
}
