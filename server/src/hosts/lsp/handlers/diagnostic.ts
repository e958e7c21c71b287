import { DocumentDiagnosticReportKind, type DocumentDiagnosticReport } from 'vscode-languageserver';
import type { CancellationToken, DocumentDiagnosticParams } from 'vscode-languageserver';
import { cancelled } from '../guard.ts';
import { judgeInSlices } from '../judge-in-slices.ts';
import type { Session } from '../session.ts';
import { uriToPath } from '../uri.ts';

export const noDiagnostics: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

export async function diagnostic(
  session: Session,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport> {
  // Findings that the user has turned off must not flash up before the settings are here.
  const { configuration, documents, reports } = session;
  await configuration.ready();
  session.index.compareWithDisk();
  const path = uriToPath(textDocument.uri);
  const isGone = (): boolean => documents.at(path) === undefined && !session.reviews.isInScope(path);
  if (isGone()) return noDiagnostics;
  await judgeInSlices(session, path, () => token.isCancellationRequested || isGone());
  if (token.isCancellationRequested) throw cancelled();
  if (isGone()) return noDiagnostics;
  const { items, id } = reports.on(path);
  return id === previousResultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id }
    : { kind: DocumentDiagnosticReportKind.Full, resultId: id, items };
}
