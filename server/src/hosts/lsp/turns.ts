/** Lets long work alternate with incoming messages. */
export interface Turns {
  /** Lets pending messages be handled. */
  pause(): Promise<void>;
  /** Milliseconds since an arbitrary start. */
  now(): number;
}
