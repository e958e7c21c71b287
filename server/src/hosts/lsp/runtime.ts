import type { Connection } from 'vscode-languageserver';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { DnsChoice, OpenedDns } from '../node/dns/open.ts';
import type { OpenProject } from './project.ts';
import type { Turns } from './turns.ts';

/** What the server needs from its environment: Node.js, or a worker in a browser. */
export interface Runtime extends Turns {
  /** Runs a function once, after the current work. */
  later(milliseconds: number, run: () => void): Timer;
  readonly openProject: OpenProject;
  /** Opens the source of DNS answers outside the workspace. */
  openDns(choice: DnsChoice): OpenedDns;
  /** Set if there is no disk: the client reads the files. */
  readonly remoteFiles?: RemoteFiles;
}

/** Files that the client reads for the server. */
export interface RemoteFiles {
  /** Called once. `arrived`: called when files that were missing are available. */
  connect(connection: Connection, arrived: (paths: readonly DocumentPath[]) => void): void;
  /** Fetches what a search of the folders needs. From then on, their URIs are paths. */
  open(folders: readonly string[]): Promise<void>;
  /** The files changed. */
  changed(paths: readonly DocumentPath[]): Promise<void>;
}

export interface Timer {
  cancel(): void;
}
