import {
  CodeActionKind,
  type CancellationToken,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Finding } from '../../../analysis/finding.ts';
import { actionsAt, type Action } from '../../../features/actions.ts';
import type { SourceText } from '../../../text/source-text.ts';
import { DECLARE_KIND, declareAction } from '../declare-senders.ts';
import type { OpenDocument } from '../documents.ts';
import { fixAllEdit, type FixAllRequest } from '../fix-all-edit.ts';
import { protocolToRange } from '../from-protocol.ts';
import { canceled } from '../guard.ts';
import { analyzeAllInSlices, analyzeInSlices } from '../analyze-in-slices.ts';
import { includesKind } from '../includes-kind.ts';
import { refactorActions } from '../refactor-actions.ts';
import type { Session } from '../session.ts';
import { findingToDiagnostic } from '../to-protocol.ts';
import { toReasonEdit, toWorkspaceEdit } from '../workspace-edit.ts';

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.mailtxt`;

/** `now`: in milliseconds since 1970. */
export async function codeAction(
  session: Session,
  { textDocument, range, context }: CodeActionParams,
  token: CancellationToken,
  now: number,
): Promise<CodeAction[]> {
  const asked = session.documents.get(textDocument.uri);
  if (asked?.kind !== 'records') return [];
  await analyzeInSlices(session, asked.path, () => token.isCancellationRequested);
  const before = session.workspace.textOf(asked.path);
  const hasFindings =
    before !== undefined &&
    session.workspace.findingsIn(asked.path, protocolToRange(before, range)).length > 0;
  if (hasFindings) await analyzeAllInSlices(session, () => token.isCancellationRequested);
  if (token.isCancellationRequested) throw canceled();
  const document = session.documents.get(textDocument.uri);
  const text = document && session.workspace.textOf(document.path);
  if (document?.kind !== 'records' || text === undefined) return [];
  const { only } = context;
  const actions: CodeAction[] = [];
  if (only === undefined || includesKind(only, CodeActionKind.QuickFix)) {
    for (const action of actionsAt(session.workspace, document.path, protocolToRange(text, range))) {
      const diagnostics = [diagnosticOf(session, text, action.finding, context.diagnostics)];
      const made = await quickFix(session, document, action, token);
      if (made !== undefined) actions.push({ ...made, kind: CodeActionKind.QuickFix, diagnostics });
    }
  }
  if (only === undefined || includesKind(only, DECLARE_KIND)) {
    const { start } = protocolToRange(text, range);
    const declare = await declareAction(session, document.path, start, token);
    if (declare !== undefined) actions.push(declare);
  }
  const offset = protocolToRange(text, range).start;
  actions.push(...refactorActions(session, document.path, offset, context, now));
  // Otherwise, every save would take longer.
  if (only !== undefined && includesKind(only, FIX_ALL_KIND)) {
    const title = 'Apply all safe mailtxt fixes';
    actions.push(
      await withFixAll(session, { title, kind: FIX_ALL_KIND }, { ...at(document), scope: 'safe' }, token),
    );
  }
  return actions;
}

async function quickFix(
  session: Session,
  document: OpenDocument,
  action: Action,
  token: CancellationToken,
): Promise<CodeAction | undefined> {
  const { client } = session;
  const { title, finding } = action;
  switch (action.kind) {
    case 'fix-rule': {
      if (action.within === 'file') return withFixAll(session, { title }, fixesOf(document, finding), token);
      if (!client.versionedEdits) return undefined;
      return withFixAll(session, { title }, { ...fixesOf(document, finding), within: 'workspace' }, token);
    }
    case 'choose-fixes':
      if (!client.confirmsEdits || !client.versionedEdits) return undefined;
      return withFixAll(
        session,
        { title },
        { ...fixesOf(document, finding), within: 'workspace', confirmed: title },
        token,
      );
    case 'page':
      if (!client.opensRulePages) return undefined;
      return { title, command: { title, command: SHOW_RULE, arguments: [finding.rule] } };
    case 'allow':
      return client.takesSnippetEdits ? withEdit(title, toReasonEdit(session, action.comment)) : undefined;
    case 'disable':
      return withEdit(title, toWorkspaceEdit(session, [action.edit]));
    case 'fix': {
      const made = withEdit(title, toWorkspaceEdit(session, action.edits));
      return made !== undefined && action.preferred ? { ...made, isPreferred: true } : made;
    }
  }
}

function fixesOf(document: OpenDocument, { rule }: Finding): FixAllRequest {
  return { ...at(document), scope: { rule } };
}

/** The command of our own client. */
const SHOW_RULE = 'mailtxt.showRule';

function withEdit(title: string, edit: WorkspaceEdit | undefined): CodeAction | undefined {
  return edit === undefined ? undefined : { title, edit };
}

/** The edit is computed when the action is chosen, if the editor supports that. */
async function withFixAll(
  session: Session,
  action: CodeAction,
  request: FixAllRequest,
  token: CancellationToken,
): Promise<CodeAction> {
  if (session.client.resolvesActionEdits) return { ...action, data: request };
  return { ...action, edit: await fixAllEdit(session, request, token) };
}

function at({ uri, version }: OpenDocument): { readonly uri: string; readonly version: number } {
  return { uri, version };
}

/** The diagnostic object that the editor shows, if the editor sent it. */
function diagnosticOf(
  { client }: Session,
  text: SourceText,
  finding: Finding,
  shown: readonly Diagnostic[],
): Diagnostic {
  const own = findingToDiagnostic(text, finding, client.diagnosticWords);
  return shown.find(({ code, range }) => code === own.code && isSameRange(range, own.range)) ?? own;
}

function isSameRange(a: Diagnostic['range'], b: Diagnostic['range']): boolean {
  return (
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
}
