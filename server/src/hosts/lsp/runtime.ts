import type { DnsChoice, OpenedDns } from '../node/dns/open.ts';
import type { OpenProject } from './project.ts';
import type { Turns } from './turns.ts';

/** What the server needs from where it runs: Node here, a browser's worker elsewhere. */
export interface Runtime extends Turns {
  /** Runs once, after what is being done now. */
  later(milliseconds: number, run: () => void): Timer;
  readonly openProject: OpenProject;
  /** Whatever knows of the DNS outside of the workspace. */
  openDns(choice: DnsChoice): OpenedDns;
}

export interface Timer {
  cancel(): void;
}
