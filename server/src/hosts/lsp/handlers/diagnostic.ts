import { DocumentDiagnosticReportKind, type DocumentDiagnosticReport } from 'vscode-languageserver';
import type { DocumentDiagnosticParams } from 'vscode-languageserver';
import type { Session } from '../session.ts';

export const noDiagnostics: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

export async function diagnostic(
  { configuration, documents, reports }: Session,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
): Promise<DocumentDiagnosticReport> {
  // Findings that the user has turned off must not flash up before the settings are here.
  await configuration.ready();
  const document = documents.get(textDocument.uri);
  if (document === undefined) return noDiagnostics;
  const { items, id } = reports.on(document);
  return id === previousResultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id }
    : { kind: DocumentDiagnosticReportKind.Full, resultId: id, items };
}
