import type { OpenProject } from './project.ts';

/** What the server needs from where it runs: Node here, a browser's worker elsewhere. */
export interface Runtime {
  /** Runs once, not before the messages that have already arrived had their turn. */
  later(milliseconds: number, run: () => void): Timer;
  /** Lets what has arrived meanwhile be dealt with. */
  pause(): Promise<void>;
  /** Milliseconds, from any start. */
  now(): number;
  readonly openProject: OpenProject;
}

export interface Timer {
  cancel(): void;
}
