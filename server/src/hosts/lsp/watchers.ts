import { DidChangeWatchedFilesNotification, type Disposable } from 'vscode-languageserver';
import type { Timer } from './runtime.ts';
import type { Session } from './session.ts';

/** Milliseconds in which more names are waited for: reading one zone may find a dozen. */
const GATHER = 100;

/** Asks the editor to watch the files that the project hangs on, as their number grows. */
export class Watchers {
  private readonly context: Pick<Session, 'client' | 'connection' | 'guard' | 'project' | 'timers'>;
  private timer: Timer | undefined;
  private registered: Promise<Disposable> | undefined;

  constructor(context: Watchers['context']) {
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

  /** The new ones first: no change falls in between. */
  private async register(): Promise<void> {
    const { connection, project } = this.context;
    const before = this.registered;
    this.registered = connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: project.watchedNames().map((name) => ({ globPattern: `**/${name}` })),
    });
    await this.registered;
    (await before)?.dispose();
  }
}
