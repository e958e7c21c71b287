import type {
  CancellationToken,
  ResultProgressReporter,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDiagnosticReportPartialResult,
} from 'vscode-languageserver';
import { canceled } from '../guard.ts';
import type { Session } from '../session.ts';

/**
 * The diagnostics of all files of the workspace. With partial results, the request stays open, and the editor receives changes as
 * they occur. Otherwise, it is answered once all files are read and checked.
 */
export async function workspaceDiagnostic(
  { index, reviews, stream }: Session,
  params: WorkspaceDiagnosticParams,
  token: CancellationToken,
  progress: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined,
): Promise<WorkspaceDiagnosticReport> {
  const answer = stream.open(params, token, progress);
  index.compareWithDisk();
  reviews.changedAll([]);
  if (progress !== undefined) return answer;
  await index.whenComplete(token);
  await reviews.whenIdle();
  if (token.isCancellationRequested) throw canceled();
  stream.finish();
  return answer;
}
