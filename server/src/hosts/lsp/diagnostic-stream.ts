import {
  DocumentDiagnosticReportKind,
  type CancellationToken,
  type ResultProgressReporter,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { DocumentPath } from '../../analysis/finding.ts';
import { uriOf, type Places } from './locate.ts';
import type { DiagnosticReport, DiagnosticReports } from './report.ts';
import type { Timer } from './runtime.ts';
import type { Timers } from './timers.ts';
import { uriToPath } from './uri.ts';

/** Milliseconds to wait for more reports. */
const GATHER = 50;
/** Reports in one message: an editor processes each message without a pause. */
const MAX_AT_ONCE = 200;

interface StreamContext extends Places {
  readonly reports: () => DiagnosticReports;
  readonly isShown: (path: DocumentPath) => boolean;
  readonly timers: Timers;
}

interface OpenRequest {
  /** The ids of the reports that the editor has. */
  readonly known: Map<DocumentPath, string>;
  readonly progress: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined;
  readonly finish: (report: WorkspaceDiagnosticReport) => void;
}

/**
 * The request of an editor for the diagnostics of the workspace. If it accepts partial results, it is answered step by step, and
 * stays open to receive changes, so that the editor does not have to ask again.
 */
export class DiagnosticStream {
  private readonly context: StreamContext;
  private request: OpenRequest | undefined;
  private readonly pending = new Map<DocumentPath, WorkspaceDocumentDiagnosticReport>();
  private timer: Timer | undefined;
  /** Whether the editor has ever sent the request. */
  isWanted = false;

  constructor(context: StreamContext) {
    this.context = context;
  }

  /** Answers when the request is canceled, when another one arrives or, without partial results, when {@link finish} is called. */
  open(
    { previousResultIds }: WorkspaceDiagnosticParams,
    token: CancellationToken,
    progress: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined,
  ): Promise<WorkspaceDiagnosticReport> {
    this.finish();
    this.isWanted = true;
    return new Promise((resolve) => {
      const known = new Map(previousResultIds.map(({ uri, value }) => [uriToPath(uri), value]));
      const request: OpenRequest = { known, progress, finish: resolve };
      this.request = request;
      token.onCancellationRequested(() => {
        if (this.request === request) this.finish();
      });
      for (const [path, report] of this.context.reports().known()) {
        if (this.context.isShown(path)) this.send(path, report);
      }
    });
  }

  /** Ends the open request, if there is one. */
  finish(): void {
    const { request } = this;
    if (request === undefined) return;
    this.timer?.cancel();
    this.timer = undefined;
    this.request = undefined;
    request.finish({ items: [...this.pending.values()] });
    this.pending.clear();
  }

  send(path: DocumentPath, { id, items }: DiagnosticReport): void {
    const { request } = this;
    if (request === undefined || request.known.get(path) === id) return;
    if (items.length === 0 && !request.known.has(path)) return;
    request.known.set(path, id);
    this.put(path, items, id);
  }

  /** Removes a document that is no longer shown. */
  withdraw(path: DocumentPath): void {
    if (this.request?.known.delete(path) === true) this.put(path, [], undefined);
  }

  /** Called if the editor may not have the report that it was sent. */
  forget(path: DocumentPath): void {
    if (this.request?.known.has(path) === true) this.request.known.set(path, '');
  }

  /** All documents were checked: reports of the editor on any other documents are outdated. */
  reviewed(): void {
    for (const path of [...(this.request?.known.keys() ?? [])])
      if (!this.context.isShown(path)) this.withdraw(path);
  }

  private put(path: DocumentPath, items: DiagnosticReport['items'], id: string | undefined): void {
    const { documents, timers } = this.context;
    this.pending.set(path, {
      kind: DocumentDiagnosticReportKind.Full,
      uri: uriOf(this.context, path),
      version: documents.at(path)?.version ?? null,
      ...(id !== undefined && { resultId: id }),
      items,
    });
    if (this.pending.size >= MAX_AT_ONCE) this.flush();
    else this.timer ??= timers.later('diagnostics of the workspace', GATHER, () => this.flush());
  }

  private flush(): void {
    this.timer?.cancel();
    this.timer = undefined;
    const { progress } = this.request ?? {};
    if (progress === undefined || this.pending.size === 0) return;
    progress.report({ items: [...this.pending.values()] });
    this.pending.clear();
  }
}
