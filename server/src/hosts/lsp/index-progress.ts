import { WorkDoneProgress, type Connection } from 'vscode-languageserver';
import type { DocumentPath } from '../../analysis/finding.ts';
import { printable } from '../../text/printable.ts';
import type { Client } from './client.ts';
import type { Guard } from './guard.ts';
import { WORKSPACE_STATUS, type WorkspaceStatus } from './own-messages.ts';

interface ProgressContext {
  readonly client: Client;
  readonly connection: Connection;
  readonly guard: Guard;
}

/** Lines about unreadable files that are written to the log. A last line says that there are more. */
const MAX_LOGGED = 100;

let tokens = 0;

/** Shows the progress of reading the workspace, and what was not read. */
export class IndexProgress {
  private readonly context: ProgressContext;
  private token: string | undefined;
  private readonly leftOut = new Map<string, string>();
  private readonly logged = new Set<string>();
  private isReading = false;

  constructor(context: ProgressContext) {
    this.context = context;
  }

  /** The limits that were reached. */
  get notRead(): readonly string[] {
    return [...this.leftOut.values()];
  }

  begin(): void {
    if (this.isReading) return;
    this.isReading = true;
    this.leftOut.clear();
    this.tell();
    const { client, connection, guard } = this.context;
    if (!client.showsProgress) return;
    const token = `mailtxt-index-${++tokens}`;
    connection
      .sendRequest('window/workDoneProgress/create', { token })
      .then(() => {
        if (!this.isReading) return;
        this.token = token;
        return this.send({ kind: 'begin', title: 'mailtxt: reading the workspace', percentage: 0 });
      })
      .catch((fault: unknown) => guard.report('showing progress', fault));
  }

  show(done: number, total: number): void {
    void this.send({
      kind: 'report',
      message: `${done} of ${total} files`,
      percentage: Math.floor((100 * done) / total),
    });
  }

  end(): void {
    if (!this.isReading) return;
    this.isReading = false;
    void this.send({ kind: 'end' });
    this.token = undefined;
    const { connection } = this.context;
    for (const what of this.leftOut.values())
      connection.console.warn(`Some files of the workspace were not read: the limit is ${what}.`);
    this.tell();
  }

  /** Notes a reached limit. `kind`: its identifier. `what`: its value with a unit. */
  left(kind: string, what: string): void {
    this.leftOut.set(kind, what);
  }

  /** Logs once that a file could not be read. */
  problem(path: DocumentPath, message: string): void {
    const text = printable(`${path} ${message}`);
    if (this.logged.has(text) || this.logged.size > MAX_LOGGED) return;
    this.logged.add(text);
    this.context.connection.console.warn(
      this.logged.size > MAX_LOGGED ? 'Other files could not be read either.' : text,
    );
  }

  private async send(value: object): Promise<void> {
    const { connection, guard } = this.context;
    if (this.token === undefined) return;
    try {
      await connection.sendProgress(WorkDoneProgress.type, this.token, value as { kind: 'end' });
    } catch (fault) {
      guard.report('showing progress', fault);
    }
  }

  private tell(): void {
    const { client, connection, guard } = this.context;
    if (!client.showsWorkspaceStatus) return;
    const status: WorkspaceStatus = { isReading: this.isReading, notRead: this.notRead };
    connection
      .sendNotification(WORKSPACE_STATUS, status)
      .catch((fault: unknown) => guard.report('showing the state of the workspace', fault));
  }
}
