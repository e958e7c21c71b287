import type { CancellationToken, WorkspaceEdit } from 'vscode-languageserver';
import { choiceOf, fixAllIn, type FixScope } from '../../features/fix-all.ts';
import { canceled, contentModified } from './guard.ts';
import { analyzeAllInSlices } from './analyze-in-slices.ts';
import type { Session } from './session.ts';
import { nextSlice } from './slice.ts';
import { toWorkspaceEdit } from './workspace-edit.ts';

/** The data that the editor sends back when the user has chosen the action. */
export interface FixAllRequest {
  readonly uri: string;
  /** The version of the document when the action was offered. */
  readonly version: number;
  readonly scope: FixScope;
  /** Whether the action is for all documents, instead of this one. */
  readonly within?: 'workspace';
  /** The purpose of the edits, if the user chooses among them. */
  readonly confirmed?: string;
}

export function isFixAllRequest(data: unknown): data is FixAllRequest {
  if (typeof data !== 'object' || data === null) return false;
  const { uri, version, scope } = data as Record<keyof FixAllRequest, unknown>;
  if (typeof uri !== 'string' || typeof version !== 'number') return false;
  return scope === 'safe' || (typeof scope === 'object' && scope !== null && 'rule' in scope);
}

/** Milliseconds of work after which other work has its turn. */
const TURN = 20;

/** @throws ResponseError when the request is canceled, or the document has changed since the action was offered. */
export async function fixAllEdit(
  session: Session,
  { uri, version, scope, within, confirmed }: FixAllRequest,
  token: CancellationToken,
): Promise<WorkspaceEdit> {
  const { documents, runtime, workspace } = session;
  const isCanceled = (): boolean => token.isCancellationRequested;
  await analyzeAllInSlices(session, isCanceled);
  if (isCanceled()) throw canceled();
  const document = documents.get(uri);
  if (document?.version !== version) throw contentModified();
  const paths =
    within === undefined || scope === 'safe' ? [document.path] : [...workspace.documentsWith(scope.rule)];
  const steps = fixAllIn(workspace, paths, choiceOf(scope));
  for (let start = runtime.now(); ;) {
    const step = steps.next();
    if (step.done === true) return toWorkspaceEdit(session, step.value, confirmed) ?? { documentChanges: [] };
    if (runtime.now() - start < TURN) continue;
    await nextSlice(runtime);
    if (isCanceled()) throw canceled();
    if (documents.get(uri)?.version !== version) throw contentModified();
    start = runtime.now();
  }
}
