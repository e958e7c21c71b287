import {
  CodeActionKind,
  CreateFile,
  TextDocumentEdit,
  type CancellationToken,
  type CodeAction,
  type Range,
} from 'vscode-languageserver';
import type { DocumentPath } from '../../analysis/finding.ts';
import { isSpf } from '../../email/spf/parse.ts';
import { newSettingsFor } from './handlers/first-settings.ts';
import type { Session } from './session.ts';

export const DECLARE_KIND = `${CodeActionKind.Refactor}.mailtxt.senders`;

/** The data of an action whose edit is requested when it is chosen. */
interface DeclareRequest {
  readonly declareFor: DocumentPath;
}

export function isDeclareRequest(data: unknown): data is DeclareRequest {
  return (
    typeof data === 'object' && data !== null && 'declareFor' in data && typeof data.declareFor === 'string'
  );
}

/** An action on an SPF record that creates a settings file, as long as no settings file declares senders. */
export async function declareAction(
  session: Session,
  path: DocumentPath,
  offset: number,
  token: CancellationToken,
): Promise<CodeAction | undefined> {
  const { client, configuration, project, workspace } = session;
  if (!client.createsFiles || !client.versionedEdits || project.settingsFile(path) !== undefined)
    return undefined;
  if (!configuration.folderPaths().some((folder) => path.startsWith(`${folder}/`))) return undefined;
  const rdata = workspace.recordAt(path, offset)?.record.rdata;
  if (rdata?.kind !== 'text' || !isSpf(rdata.value.text)) return undefined;
  const action = { title: 'Declare senders in a new .mailtxt.json', kind: DECLARE_KIND };
  const request: DeclareRequest = { declareFor: path };
  return client.resolvesActionEdits
    ? { ...action, data: request }
    : withNewSettings(session, action, request, token);
}

/** The action with its edit, which never replaces an existing file. */
export async function withNewSettings(
  session: Session,
  action: CodeAction,
  { declareFor }: DeclareRequest,
  token: CancellationToken,
): Promise<CodeAction> {
  const first = await newSettingsFor(session, declareFor, token);
  if (first?.text == null) return action;
  const { uri, text } = first;
  const start: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  return {
    ...action,
    edit: {
      documentChanges: [
        CreateFile.create(uri, { overwrite: false, ignoreIfExists: false }),
        TextDocumentEdit.create({ uri, version: null }, [{ range: start, newText: text }]),
      ],
    },
  };
}
