import type { CancellationToken, CodeAction } from 'vscode-languageserver';
import { isDeclareRequest, withNewSettings } from '../declare-senders.ts';
import { fixAllEdit, isFixAllRequest } from '../fix-all-edit.ts';
import type { Session } from '../session.ts';

export async function codeActionResolve(
  session: Session,
  action: CodeAction,
  token: CancellationToken,
): Promise<CodeAction> {
  const request: unknown = action.data;
  if (isDeclareRequest(request)) return withNewSettings(session, action, request, token);
  if (!isFixAllRequest(request)) return action;
  return { ...action, edit: await fixAllEdit(session, request, token) };
}
