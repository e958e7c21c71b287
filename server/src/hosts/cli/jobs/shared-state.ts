/**
 * The state that the threads of a check share: which task is next, and whether all threads have the same tasks. Each thread reads the files
 * itself, and files may change in the meantime.
 */
export class SharedState {
  readonly memory: SharedArrayBuffer;
  private readonly slots: Int32Array;

  constructor(memory = new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.slots = new Int32Array(memory);
  }

  /** Lets other threads begin if their tasks have this digest. */
  begin(digest: number): void {
    Atomics.store(this.slots, DIGEST, digest);
    this.next(BEGUN);
  }

  /** Waits until `begin` was called. Returns whether the tasks are the same. */
  hasSameTasks(digest: number): boolean {
    Atomics.wait(this.slots, STAGE, 0);
    return Atomics.load(this.slots, DIGEST) === digest;
  }

  /** Claims the next task, and returns its index. */
  claim(): number {
    return Atomics.add(this.slots, NEXT, 1);
  }

  /** Signals that everything is checked. */
  list(): void {
    this.next(LISTING);
  }

  /** Waits until `list` was called. */
  waitForListing(): void {
    Atomics.wait(this.slots, STAGE, BEGUN);
  }

  private next(stage: number): void {
    Atomics.store(this.slots, STAGE, stage);
    Atomics.notify(this.slots, STAGE);
  }

  /** The number of messages sent to the main thread. */
  get sent(): number {
    return Atomics.load(this.slots, SENT);
  }

  /** Counts a message sent to the main thread. */
  send(): void {
    Atomics.add(this.slots, SENT, 1);
    Atomics.notify(this.slots, SENT);
  }

  /** Waits until more than `seen` messages were sent. Returns false on a timeout. */
  waitForMore(seen: number, milliseconds: number): boolean {
    return Atomics.wait(this.slots, SENT, seen, milliseconds) !== 'timed-out';
  }
}

const [STAGE, DIGEST, NEXT, SENT, SLOTS] = [0, 1, 2, 3, 4];
/** Stages. */
const [BEGUN, LISTING] = [1, 2];
