import type { Connection, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { Client } from './client.ts';
import type { DiagnosticStream } from './diagnostic-stream.ts';
import type { OpenDocument } from './documents.ts';
import { GrowingReport } from './growing-report.ts';
import { analyzeInSlices } from './analyze-in-slices.ts';
import { pathToUri } from './uri.ts';
import type { DiagnosticReport, DiagnosticReports } from './report.ts';
import { Reviews, type Delivery, type ReviewsContext } from './reviews.ts';
import type { Timer } from './runtime.ts';

/** Tells the editor that diagnostics changed, in the way that the editor supports. */
export interface Publisher {
  /** The document was edited or opened. */
  edited(document: OpenDocument): void;
  closed(document: OpenDocument): void;
  /** Documents that are not open were added, changed or removed, or more is known about them. */
  workspaceChanged(): void;
  /** Something that documents depend on changed: settings, or a file on disk. */
  environmentChanged(): void;
}

/** A publisher with the scheduler of its checks. */
export interface DiagnosticPublisher extends Publisher {
  readonly reviews: Reviews;
}

export interface PublisherContext extends ReviewsContext {
  readonly client: Client;
  readonly connection: Connection;
  readonly reports: DiagnosticReports;
  readonly stream: DiagnosticStream;
}

/** Milliseconds that a document waits for its report, however long the last one took. */
const MAX_DELAY = 200;

export function createPublisher(context: PublisherContext): DiagnosticPublisher {
  return context.client.pullsDiagnostics ? new PullReminder(context) : new Pusher(context);
}

function knownPaths({ reports }: PublisherContext): readonly DocumentPath[] {
  return [...reports.known()].map(([path]) => path);
}

/** For editors that request diagnostics: their reports stay valid until the server sends a refresh. */
class PullReminder implements DiagnosticPublisher, Delivery {
  readonly reviews: Reviews;
  private readonly context: PublisherContext;
  private timer: Timer | undefined;

  constructor(context: PublisherContext) {
    this.context = context;
    this.reviews = new Reviews(context, this);
  }

  edited({ path }: OpenDocument): void {
    this.context.reports.expect(path);
    this.reviews.edited();
  }

  closed({ path }: OpenDocument): void {
    // The last report of the editor may be for another text of the document.
    this.context.stream.forget(path);
    this.reviews.changedAll([path]);
  }

  workspaceChanged(): void {
    this.reviews.changed();
  }

  environmentChanged(): void {
    this.refresh();
    this.reviews.changedAll(knownPaths(this.context));
  }

  showsClosed = (): boolean => this.context.stream.isWanted;

  deliver(path: DocumentPath): void {
    const { documents, guard, reports, stream } = this.context;
    guard.run('diagnostics', undefined, () => {
      if (documents.at(path) !== undefined && reports.isOutdated(path)) this.refresh();
      if (stream.isWanted) stream.send(path, reports.on(path));
    });
  }

  withdraw(path: DocumentPath): void {
    this.context.stream.withdraw(path);
    this.context.reports.forget(path);
  }

  reviewed(): void {
    this.context.stream.reviewed();
  }

  private refresh(): void {
    const { client, connection, documents, guard, reports, timers } = this.context;
    if (!client.refreshesDiagnostics) return;
    // The editor requests reports on all open documents, and needs no further refresh before that.
    for (const { path } of documents.all()) reports.expect(path);
    this.timer?.cancel();
    this.timer = timers.later('refreshing diagnostics', 0, () => {
      connection.languages.diagnostics
        .refresh()
        .catch((fault: unknown) => guard.report('refreshing diagnostics', fault));
    });
  }
}

/**
 * For editors that are sent diagnostics.
 *
 * A document is reported immediately. If that takes long, the next report waits for the same time, so that reports never take more
 * than half of the time. The first report on a large document is sent in parts ({@link GrowingReport}).
 */
class Pusher implements DiagnosticPublisher, Delivery {
  readonly reviews: Reviews;
  private readonly context: PublisherContext;
  private readonly waiting = new Map<DocumentPath, Timer>();
  /** The report that was sent last: its id, and the earliest time of the next one on the runtime's clock. */
  private readonly sent = new Map<DocumentPath, { readonly id: string; readonly rest: number }>();

  constructor(context: PublisherContext) {
    this.context = context;
    this.reviews = new Reviews(context, this);
  }

  edited({ path }: OpenDocument): void {
    this.schedule(path);
    this.reviews.edited();
  }

  closed({ path, uri }: OpenDocument): void {
    this.waiting.get(path)?.cancel();
    this.waiting.delete(path);
    if (!this.reviews.isShown(path)) this.withdrawAs(path, uri);
    this.reviews.changedAll([path]);
  }

  workspaceChanged(): void {
    this.reviews.changed();
  }

  environmentChanged(): void {
    this.reviews.changedAll(knownPaths(this.context));
  }

  showsClosed = (): boolean => true;

  deliver(path: DocumentPath): void {
    if (!this.waiting.has(path)) this.publish(path, 'when-changed');
  }

  withdraw(path: DocumentPath): void {
    if (this.sent.has(path)) this.withdrawAs(path, pathToUri(path));
    this.context.reports.forget(path);
  }

  private withdrawAs(path: DocumentPath, uri: string): void {
    this.sent.delete(path);
    this.send({ uri, diagnostics: [] });
  }

  private schedule(path: DocumentPath): void {
    if (this.waiting.has(path)) return;
    const rest = this.sent.get(path)?.rest ?? 0;
    const delay = Math.min(Math.max(0, rest - this.context.runtime.now()), MAX_DELAY);
    const timer = this.context.timers.later('diagnostics', delay, () => {
      // Findings that the user has turned off must not flash up before the settings arrive.
      void this.context.configuration.ready().then(() => this.publishLater(path));
    });
    this.waiting.set(path, timer);
  }

  private async publishLater(path: DocumentPath): Promise<void> {
    const { guard } = this.context;
    const growing = new GrowingReport(this.context, path);
    try {
      await analyzeInSlices(this.context, path, () => {
        if (!this.waiting.has(path)) return true;
        guard.run('diagnostics', undefined, () => this.publishPart(path, growing.next()));
        return false;
      });
    } catch (fault) {
      guard.report('diagnostics', fault);
    }
    if (this.waiting.delete(path)) this.publish(path, 'always');
  }

  private publishPart(path: DocumentPath, part: DiagnosticReport | undefined): void {
    const document = this.context.documents.at(path);
    if (part === undefined || document === undefined) return;
    this.sent.set(path, { id: part.id, rest: 0 });
    this.send({ uri: document.uri, version: document.version, diagnostics: part.items });
  }

  private publish(path: DocumentPath, when: 'always' | 'when-changed'): void {
    const { documents, guard, reports, runtime } = this.context;
    guard.run('diagnostics', undefined, () => {
      const document = documents.at(path);
      const start = runtime.now();
      const { items, id } = reports.on(path);
      const before = this.sent.get(path);
      const news = when === 'always' || id !== before?.id;
      const end = runtime.now();
      // The editor shows nothing for a file without a report, so an empty first report is not needed.
      if (document === undefined && before === undefined && items.length === 0) return;
      this.sent.set(path, { id, rest: end + (end - start) });
      if (!news) return;
      if (document === undefined) this.send({ uri: pathToUri(path), diagnostics: items });
      else this.send({ uri: document.uri, version: document.version, diagnostics: items });
    });
  }

  private send(params: PublishDiagnosticsParams): void {
    const { connection, guard } = this.context;
    connection.sendDiagnostics(params).catch((fault: unknown) => guard.report('diagnostics', fault));
  }
}
