import { DidChangeWatchedFilesNotification, type Connection, type Disposable } from 'vscode-languageserver';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { Client } from './client.ts';
import type { Guard } from './guard.ts';
import type { Project } from './project.ts';
import type { Timer } from './runtime.ts';
import type { Timers } from './timers.ts';

/** Milliseconds to wait for more names: reading one zone may find a dozen. */
const GATHER = 100;

interface WatchersContext {
  readonly folders: () => readonly DocumentPath[];
  readonly client: Client;
  readonly connection: Connection;
  readonly guard: Guard;
  readonly project: Project;
  readonly timers: Timers;
}

/** Registers the files of the workspace, or those that the open documents depend on, for watching by the editor. */
export class Watchers {
  private readonly context: WatchersContext;
  private timer: Timer | undefined;
  private registered: { readonly names: string; readonly by: Promise<Disposable> } | undefined;

  constructor(context: WatchersContext) {
    this.context = context;
  }

  changed(): void {
    const { client, guard, timers } = this.context;
    if (!client.registersWatchers) return;
    this.timer?.cancel();
    this.timer = timers.later('watching files', GATHER, () => {
      this.register().catch((fault: unknown) => guard.report('watching files', fault));
    });
  }

  /** Registers the new patterns before it removes the old ones, so that no change is missed. */
  private async register(): Promise<void> {
    const { connection, folders, project } = this.context;
    // A zone file may have any name, so all files of an open folder are watched.
    const names = folders().length > 0 ? ['*'] : project.watchedNames();
    const before = this.registered;
    if (before?.names === names.join('\n')) return;
    const by = connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: names.map((name) => ({ globPattern: `**/${name}` })),
    });
    this.registered = { names: names.join('\n'), by };
    await by;
    (await before?.by)?.dispose();
  }
}
