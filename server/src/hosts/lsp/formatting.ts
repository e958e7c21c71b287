import {
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  MessageType,
  ShowMessageNotification,
  type Connection,
  type DocumentFormattingParams,
  type DocumentOnTypeFormattingParams,
  type DocumentRangeFormattingParams,
  type FormattingOptions,
  type TextEdit,
} from 'vscode-languageserver';
import { formattedLanguages } from '../../analysis/input/formats.ts';
import type { DocumentPath } from '../../analysis/finding.ts';
import { formatLine, formatRange, type FormatStyle } from '../../features/format.ts';
import type { Formatted } from '../../records/formatting.ts';
import { rangeOf } from '../../text/range.ts';
import type { SourceText } from '../../text/source-text.ts';
import { printable } from '../../text/printable.ts';
import { several } from '../../text/several.ts';
import { protocolToRange } from './from-protocol.ts';
import type { Session } from './session.ts';
import { editToProtocol } from './to-protocol.ts';

/** The key that finishes a line. */
export const LINE_END = '\n';

/** Offers formatting only for documents that can be formatted. */
export async function registerFormatting({ client }: Connection): Promise<void> {
  const documentSelector = formattedLanguages().map((language) => ({ language }));
  await client.register(DocumentFormattingRequest.type, { documentSelector });
  await client.register(DocumentRangeFormattingRequest.type, { documentSelector });
  await client.register(DocumentOnTypeFormattingRequest.type, {
    documentSelector,
    firstTriggerCharacter: LINE_END,
  });
}

/** Formatting for one editor. What could not be formatted is logged, and shown once for each document. */
export class Formatting {
  private readonly session: Session;
  private readonly shown = new Set<DocumentPath>();

  constructor(session: Session) {
    this.session = session;
  }

  document({ textDocument, options }: DocumentFormattingParams): TextEdit[] | null {
    const open = this.openText(textDocument.uri);
    if (open === undefined) return null;
    const { path, text } = open;
    const { workspace } = this.session;
    const formatted = formatRange(workspace, path, rangeOf(0, text.length), styleOf(options));
    if (formatted !== undefined) this.report(path, text, formatted);
    return toProtocol(text, formatted);
  }

  range({ textDocument, range, options }: DocumentRangeFormattingParams): TextEdit[] | null {
    const open = this.openText(textDocument.uri);
    if (open === undefined) return null;
    const { path, text } = open;
    const { workspace } = this.session;
    return toProtocol(text, formatRange(workspace, path, protocolToRange(text, range), styleOf(options)));
  }

  /** Formats the line before the one with the cursor. */
  finishedLine({ textDocument, position, options }: DocumentOnTypeFormattingParams): TextEdit[] | null {
    const open = this.openText(textDocument.uri);
    if (open === undefined || position.line === 0) return null;
    const { path, text } = open;
    const { start } = text.lineRange(position.line - 1);
    return toProtocol(text, formatLine(this.session.workspace, path, start, styleOf(options)));
  }

  private openText(uri: string): { readonly path: DocumentPath; readonly text: SourceText } | undefined {
    const { documents, workspace } = this.session;
    const path = documents.get(uri)?.path;
    const text = path === undefined ? undefined : workspace.textOf(path);
    return path === undefined || text === undefined ? undefined : { path, text };
  }

  private report(path: DocumentPath, text: SourceText, { skipped }: Formatted): void {
    const [first] = skipped;
    if (first === undefined) return;
    const line = text.offsetToPosition(first.start).line + 1;
    const where = skipped.length === 1 ? `on line ${line}` : `the first on line ${line}`;
    const message = `mailtxt did not format ${several(skipped.length, 'record')} (${where}): records with errors, templates or unusual headers stay as typed.`;
    this.session.connection.console.info(printable(`${path}: ${message}`));
    if (this.shown.has(path)) return;
    this.shown.add(path);
    this.session.connection
      .sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message })
      .catch((fault: unknown) => this.session.guard.report('showing a message', fault));
  }
}

/** Characters between two tab stops: an editor may send any number. */
export const MAX_TAB_SIZE = 16;

function styleOf({ insertSpaces, tabSize }: FormattingOptions): FormatStyle {
  return { insertSpaces, tabSize: Math.min(MAX_TAB_SIZE, Math.max(1, Math.floor(tabSize) || 1)) };
}

function toProtocol(text: SourceText, formatted: Formatted | undefined): TextEdit[] | null {
  return formatted?.edits.map((edit) => editToProtocol(text, edit)) ?? null;
}
