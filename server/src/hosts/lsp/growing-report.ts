import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { OpenDocuments } from './documents.ts';
import type { DiagnosticReport, DiagnosticReports } from './report.ts';
import type { Runtime } from './runtime.ts';

/** Milliseconds after which the first part of a report is sent. Each further part follows after twice the time of the previous one. */
const FIRST_PART = 100;

/** The minimum number of records of a document that is reported in parts. A smaller one is checked before a part would be read. */
const LARGE = 5_000;

interface GrowingReportContext {
  readonly workspace: Workspace;
  readonly documents: OpenDocuments;
  readonly reports: DiagnosticReports;
  readonly runtime: Runtime;
}

/**
 * The growing report on a large document that is checked for the first time: the errors from the start of the document to the
 * checked position. Each part contains the previous part, so no shown error disappears. Therefore, there are no parts once the
 * document is edited, or if the editor already has a report on it.
 */
export class GrowingReport {
  private readonly context: GrowingReportContext;
  private readonly path: DocumentPath;
  private readonly start: number;
  /** The version of the document when its check began. `undefined`: there are no parts. */
  private readonly version: number | undefined;
  private due: number;
  private shown = 0;

  constructor(context: GrowingReportContext, path: DocumentPath) {
    const { documents, reports, runtime, workspace } = context;
    this.context = context;
    this.path = path;
    this.start = runtime.now();
    this.due = this.start + FIRST_PART;
    const isLarge = (workspace.documentOf(path)?.recordCount ?? 0) >= LARGE;
    this.version = isLarge && !reports.has(path) ? documents.at(path)?.version : undefined;
  }

  /** The next part, if it is due and has more items than the previous one. */
  next(): DiagnosticReport | undefined {
    const { documents, reports, runtime } = this.context;
    const now = runtime.now();
    if (this.version === undefined || now < this.due) return undefined;
    if (documents.at(this.path)?.version !== this.version) return undefined;
    const part = reports.certainOn(this.path, this.shown);
    if (part === undefined) return undefined;
    this.shown = part.items.length;
    this.due = now + (now - this.start);
    return part;
  }
}
