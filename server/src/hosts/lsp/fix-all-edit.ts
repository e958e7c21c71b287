import type { CancellationToken, WorkspaceEdit } from 'vscode-languageserver';
import { choiceOf, fixAllIn, type FixScope } from '../../features/fix-all.ts';
import { cancelled, contentModified } from './guard.ts';
import { judgeAllInSlices } from './judge-in-slices.ts';
import type { Session } from './session.ts';
import { nextSlice } from './slice.ts';
import { toWorkspaceEdit } from './workspace-edit.ts';

/** What the editor hands back when the user has chosen. */
export interface FixAllRequest {
  readonly uri: string;
  /** Of the document, when the action was offered. */
  readonly version: number;
  readonly scope: FixScope;
  /** It is about all documents; else about that one. */
  readonly within?: 'workspace';
  /** What the edits are for, where the user chooses among them. */
  readonly confirmed?: string;
}

export function isFixAllRequest(data: unknown): data is FixAllRequest {
  if (typeof data !== 'object' || data === null) return false;
  const { uri, version, scope } = data as Record<keyof FixAllRequest, unknown>;
  if (typeof uri !== 'string' || typeof version !== 'number') return false;
  return scope === 'safe' || (typeof scope === 'object' && scope !== null && 'rule' in scope);
}

/** Milliseconds of work after which others have their turn. */
const TURN = 20;

/** @throws ResponseError when the request is cancelled, or the document is not the one that it was made for. */
export async function fixAllEdit(
  session: Session,
  { uri, version, scope, within, confirmed }: FixAllRequest,
  token: CancellationToken,
): Promise<WorkspaceEdit> {
  const { documents, runtime, workspace } = session;
  const isCancelled = (): boolean => token.isCancellationRequested;
  await judgeAllInSlices(session, isCancelled);
  if (isCancelled()) throw cancelled();
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
    if (isCancelled()) throw cancelled();
    if (documents.get(uri)?.version !== version) throw contentModified();
    start = runtime.now();
  }
}
