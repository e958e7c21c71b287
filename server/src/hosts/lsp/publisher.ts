import type { Connection, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { Client } from './client.ts';
import type { EditorSettings } from './configuration.ts';
import type { OpenDocument, OpenDocuments } from './documents.ts';
import type { Guard } from './guard.ts';
import { evaluateInSlices } from './evaluate-in-slices.ts';
import { judgeInSlices } from './judge-in-slices.ts';
import type { DiagnosticReports } from './report.ts';
import type { Runtime, Timer } from './runtime.ts';
import type { Timers } from './timers.ts';

/** Tells the editor that diagnostics are others now, in the way that it wants to hear of it. */
export interface Publisher {
  /** The editor changed the document, or opened it. */
  edited(document: OpenDocument): void;
  closed(document: OpenDocument): void;
  /** Something changed that documents depend on: settings, or a file on disk. */
  surroundingsChanged(): void;
}

export interface PublisherContext {
  readonly client: Client;
  readonly configuration: EditorSettings;
  readonly connection: Connection;
  readonly documents: OpenDocuments;
  readonly guard: Guard;
  readonly reports: DiagnosticReports;
  readonly runtime: Runtime;
  readonly timers: Timers;
  readonly workspace: Workspace;
}

/** Milliseconds after the last change in which other documents are not looked at. */
const BACKGROUND_DELAY = 200;

/** Milliseconds that a document waits for its turn at most, however long the last one took. */
const MAX_DELAY = 200;

export function createPublisher(context: PublisherContext): Publisher {
  return context.client.pullsDiagnostics ? new PullReminder(context) : new Pusher(context);
}

/** For editors that ask: what they have asked for stays true until we say otherwise. */
class PullReminder implements Publisher {
  private readonly context: PublisherContext;
  private timer: Timer | undefined;
  private background: Timer | undefined;

  constructor(context: PublisherContext) {
    this.context = context;
  }

  edited({ path }: OpenDocument): void {
    this.context.reports.expect(path);
    this.lookAtOthers();
  }

  closed(): void {
    this.lookAtOthers();
  }

  /** What one zone holds may be asked about by another one. */
  private lookAtOthers(): void {
    const { documents, reports, timers, workspace } = this.context;
    this.background?.cancel();
    this.background = timers.later('other documents', BACKGROUND_DELAY, () => {
      // What modules hold is told when they are evaluated.
      if (!workspace.isEvaluated) return;
      if (documents.all().some((document) => reports.isOutdated(document))) this.surroundingsChanged();
    });
  }

  surroundingsChanged(): void {
    const { client, connection, guard, timers } = this.context;
    if (!client.refreshesDiagnostics) return;
    this.timer?.cancel();
    this.timer = timers.later('a refresh', 0, () => {
      connection.languages.diagnostics.refresh().catch((fault: unknown) => guard.report('a refresh', fault));
    });
  }
}

/**
 * For editors that are sent diagnostics.
 *
 * A document is reported on at once; where that takes long, the next report lets as much time pass, so that it is never
 * more than half of the time that goes into reports.
 */
class Pusher implements Publisher {
  private readonly context: PublisherContext;
  private readonly waiting = new Map<DocumentPath, Timer>();
  /** What was sent last: its id, and until when the next one waits, on the runtime's clock. */
  private readonly sent = new Map<DocumentPath, { readonly id: string; readonly rest: number }>();
  private background: Timer | undefined;

  constructor(context: PublisherContext) {
    this.context = context;
  }

  edited({ path }: OpenDocument): void {
    this.schedule(path);
    if (this.context.documents.all().length > 1) this.scheduleOthers(BACKGROUND_DELAY);
  }

  closed({ path, uri }: OpenDocument): void {
    this.waiting.get(path)?.cancel();
    this.waiting.delete(path);
    this.sent.delete(path);
    this.send({ uri, diagnostics: [] });
    this.scheduleOthers(BACKGROUND_DELAY);
  }

  surroundingsChanged(): void {
    this.scheduleOthers(0);
  }

  private schedule(path: DocumentPath): void {
    if (this.waiting.has(path)) return;
    const rest = this.sent.get(path)?.rest ?? 0;
    const delay = Math.min(Math.max(0, rest - this.context.runtime.now()), MAX_DELAY);
    const timer = this.context.timers.later('diagnostics', delay, () => {
      // Findings that the user has turned off must not flash up before the settings are here.
      void this.context.configuration.ready().then(() => this.publishLater(path));
    });
    this.waiting.set(path, timer);
  }

  private async publishLater(path: DocumentPath): Promise<void> {
    const { guard } = this.context;
    try {
      await judgeInSlices(this.context, path, () => !this.waiting.has(path));
    } catch (fault) {
      guard.report('diagnostics', fault);
    }
    if (this.waiting.delete(path)) this.publish(path, 'always');
  }

  private scheduleOthers(delay: number): void {
    this.background?.cancel();
    this.background = this.context.timers.later('diagnostics', delay, () => void this.publishOthers());
  }

  private async publishOthers(): Promise<void> {
    const { documents, guard } = this.context;
    try {
      await evaluateInSlices(this.context);
    } catch (fault) {
      guard.report('evaluating modules', fault);
      return;
    }
    for (const { path } of documents.all()) {
      if (!this.waiting.has(path)) this.publish(path, 'when-changed');
    }
  }

  private publish(path: DocumentPath, when: 'always' | 'when-changed'): void {
    const { documents, guard, reports, runtime } = this.context;
    const document = documents.at(path);
    if (document === undefined) return;
    guard.run('diagnostics', undefined, () => {
      const start = runtime.now();
      const { items, id } = reports.on(document);
      const news = when === 'always' || id !== this.sent.get(path)?.id;
      const end = runtime.now();
      this.sent.set(path, { id, rest: end + (end - start) });
      if (!news) return;
      this.send({ uri: document.uri, version: document.version, diagnostics: items });
    });
  }

  private send(params: PublishDiagnosticsParams): void {
    const { connection, guard } = this.context;
    connection.sendDiagnostics(params).catch((fault: unknown) => guard.report('diagnostics', fault));
  }
}
