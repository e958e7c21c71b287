import type { Connection } from 'vscode-languageserver';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { DnsChoice, OpenedDns } from '../node/dns/open.ts';
import type { OpenProject } from './project.ts';
import type { Turns } from './turns.ts';

/** What the server needs from where it runs: Node, or a worker in a browser. */
export interface Runtime extends Turns {
  /** Runs once, after what is being done now. */
  later(milliseconds: number, run: () => void): Timer;
  readonly openProject: OpenProject;
  /** Whatever knows of the DNS outside of the workspace. */
  openDns(choice: DnsChoice): OpenedDns;
  /** Where there is no disk: the files are with the client. */
  readonly remoteFiles?: RemoteFiles;
}

/** Files that the client reads for the server. */
export interface RemoteFiles {
  /** Called once. `arrived`: what was looked for in vain is here now. */
  connect(connection: Connection, arrived: (paths: readonly DocumentPath[]) => void): void;
  /** Brings here what a search of the folders needs. Their URIs are paths from now on. */
  open(folders: readonly string[]): Promise<void>;
  /** The files are others now where they are. */
  changed(paths: readonly DocumentPath[]): Promise<void>;
}

export interface Timer {
  cancel(): void;
}
