import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { OpenDocuments } from './documents.ts';
import type { DiagnosticReport, DiagnosticReports } from './report.ts';
import type { Runtime } from './runtime.ts';

/** Milliseconds after which a first part of a report is given; each further part takes twice as long as the one before. */
const FIRST_PART = 100;

/** Records of a document that is reported on in parts; a smaller one is checked before a part would be read. */
const LARGE = 5_000;

interface GrowingReportContext {
  readonly workspace: Workspace;
  readonly documents: OpenDocuments;
  readonly reports: DiagnosticReports;
  readonly runtime: Runtime;
}

/**
 * The report on a large document that is checked for the first time, as it grows: the errors from the start of the document as
 * far as it is checked. Each part has all of the part before, so nothing that is shown goes away again; therefore there are
 * no parts once the document is edited, or when the editor has a report on it.
 */
export class GrowingReport {
  private readonly context: GrowingReportContext;
  private readonly path: DocumentPath;
  private readonly start: number;
  /** Of the document, when its check was begun; `undefined`: there are no parts. */
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

  /** The next part, when it is due and has more than the one before. */
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
