import type { Diagnostic } from 'vscode-languageserver';
import { parseConfig } from '../../analysis/config.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { diagnose } from '../../features/diagnose.ts';
import type { OpenDocument } from './documents.ts';
import { findingToDiagnostic, omittedToDiagnostic, problemToDiagnostic, type Lines } from './to-protocol.ts';

/** Everything the editor shows for one document, at one moment. */
export interface Report {
  readonly items: Diagnostic[];
  /** Equal for reports that say the same, so that nothing has to be kept to tell whether one is news. */
  readonly id: string;
}

export function reportOn(workspace: Workspace, document: OpenDocument, maxFindings: number): Report {
  const items = itemsOf(workspace, document, maxFindings);
  return { items, id: digestOf(items) };
}

function itemsOf(workspace: Workspace, document: OpenDocument, maxFindings: number): Diagnostic[] {
  switch (document.kind) {
    case 'records': {
      const text = workspace.textOf(document.path);
      return text === undefined ? [] : recordItems(workspace, document, text, maxFindings);
    }
    case 'config': {
      const { text } = document;
      const lines: Lines = { offsetToPosition: (offset) => text.positionAt(offset) };
      return parseConfig(text.getText()).problems.map((problem) => problemToDiagnostic(lines, problem));
    }
    case 'other':
      return [];
  }
}

function recordItems(
  workspace: Workspace,
  { path }: OpenDocument,
  lines: Lines,
  maxFindings: number,
): Diagnostic[] {
  const { findings, omitted, problems } = diagnose(workspace, path, maxFindings);
  return [
    ...(omitted === 0 ? [] : [omittedToDiagnostic(findings.length, omitted)]),
    ...problems.map((problem) => problemToDiagnostic(lines, problem)),
    ...findings.map((finding) => findingToDiagnostic(lines, finding)),
  ];
}

/** FNV-1a, twice with different starts: two reports of one document that differ do not meet by chance. */
function digestOf(items: readonly Diagnostic[]): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  const add = (value: number): void => {
    a = Math.imul(a ^ value, 0x01000193);
    b = Math.imul(b ^ value, 0x5bd1e995) ^ (b >>> 15);
  };
  const addText = (text: string): void => {
    add(text.length);
    for (let i = 0; i < text.length; i++) add(text.charCodeAt(i));
  };
  for (const { range, severity, code, message } of items) {
    add(range.start.line);
    add(range.start.character);
    add(range.end.line);
    add(range.end.character);
    add(severity ?? 0);
    addText(String(code));
    addText(typeof message === 'string' ? message : message.value);
  }
  return `${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}-${items.length}`;
}
