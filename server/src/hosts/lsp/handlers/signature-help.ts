import { MarkupKind, type SignatureHelp, type TextDocumentPositionParams } from 'vscode-languageserver';
import { signatureHelpAt } from '../../../features/signature-help.ts';
import type { Markdown } from '../../../text/markdown.ts';
import { positionToOffset } from '../from-protocol.ts';
import type { Session } from '../session.ts';

/** A field begins after each space. */
export const SIGNATURE_TRIGGERS: readonly string[] = [' '];

export function signatureHelp(
  { client, documents, workspace }: Session,
  { textDocument, position }: TextDocumentPositionParams,
): SignatureHelp | null {
  const path = documents.get(textDocument.uri)?.path;
  const source = path === undefined ? undefined : workspace.textOf(path);
  if (path === undefined || source === undefined) return null;
  const found = signatureHelpAt(workspace, path, positionToOffset(source, position));
  if (found === undefined) return null;
  const documentation = (
    meaning: Markdown | undefined,
  ): { documentation?: { kind: MarkupKind; value: string } } => {
    if (meaning === undefined) return {};
    const { readsMarkdownOfSignatures: reads } = client;
    return {
      documentation: reads
        ? { kind: MarkupKind.Markdown, value: meaning.source }
        : { kind: MarkupKind.PlainText, value: meaning.plain },
    };
  };
  const { label, parameters, active } = found;
  return {
    signatures: [
      {
        label,
        ...documentation(found.meaning),
        parameters: parameters.map(({ range: { start, end }, meaning }) => ({
          label: client.marksParameters ? [start, end] : label.slice(start, end),
          ...documentation(meaning),
        })),
      },
    ],
    activeSignature: 0,
    activeParameter: active,
  };
}
