/** What long work takes turns by with what arrives meanwhile. */
export interface Turns {
  /** Lets what has arrived meanwhile be dealt with. */
  pause(): Promise<void>;
  /** Milliseconds, from any start. */
  now(): number;
}
