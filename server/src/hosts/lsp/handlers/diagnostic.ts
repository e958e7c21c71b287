import { DocumentDiagnosticReportKind, type DocumentDiagnosticReport } from 'vscode-languageserver';
import type { CancellationToken, DocumentDiagnosticParams } from 'vscode-languageserver';
import { evaluateInSlices } from '../evaluate-in-slices.ts';
import { GrowingReport } from '../growing-report.ts';
import { canceled } from '../guard.ts';
import { analyzeInSlices } from '../analyze-in-slices.ts';
import type { DiagnosticReport } from '../report.ts';
import type { Session } from '../session.ts';
import { uriToPath } from '../uri.ts';

export const noDiagnostics: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

export async function diagnostic(
  session: Session,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport> {
  // Findings that the user has turned off must not flash up before the settings arrive.
  const { client, configuration, documents, reports } = session;
  await configuration.ready();
  session.index.compareWithDisk();
  const path = uriToPath(textDocument.uri);
  const isGone = (): boolean => documents.at(path) === undefined && !session.reviews.isInScope(path);
  if (isGone()) return noDiagnostics;
  if (!client.refreshesDiagnostics) await evaluateInSlices(session);
  // The editor requests the rest of a partial report when it gets a refresh.
  const growing = client.refreshesDiagnostics ? new GrowingReport(session, path) : undefined;
  let part: DiagnosticReport | undefined;
  await analyzeInSlices(session, path, () => {
    part ??= growing?.next();
    return part !== undefined || token.isCancellationRequested || isGone();
  });
  if (token.isCancellationRequested) throw canceled();
  if (isGone()) return noDiagnostics;
  const { items, id } = part ?? reports.on(path);
  return id === previousResultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id }
    : { kind: DocumentDiagnosticReportKind.Full, resultId: id, items };
}
