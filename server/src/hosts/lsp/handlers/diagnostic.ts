import { DocumentDiagnosticReportKind, type DocumentDiagnosticReport } from 'vscode-languageserver';
import type { CancellationToken, DocumentDiagnosticParams } from 'vscode-languageserver';
import { cancelled } from '../guard.ts';
import { judgeInSlices } from '../judge-in-slices.ts';
import type { Session } from '../session.ts';

export const noDiagnostics: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

export async function diagnostic(
  session: Session,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport> {
  // Findings that the user has turned off must not flash up before the settings are here.
  const { configuration, documents, reports } = session;
  await configuration.ready();
  const asked = documents.get(textDocument.uri);
  if (asked === undefined) return noDiagnostics;
  const isGone = (): boolean => documents.get(textDocument.uri) === undefined;
  await judgeInSlices(session, asked.path, () => token.isCancellationRequested || isGone());
  if (token.isCancellationRequested) throw cancelled();
  const document = documents.get(textDocument.uri);
  if (document === undefined) return noDiagnostics;
  const { items, id } = reports.on(document);
  return id === previousResultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id }
    : { kind: DocumentDiagnosticReportKind.Full, resultId: id, items };
}
