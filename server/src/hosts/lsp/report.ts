import type { Diagnostic } from 'vscode-languageserver';
import type { DocumentPath, Finding } from '../../analysis/finding.ts';
import { diagnose, diagnoseIncludes } from '../../features/diagnose.ts';
import type { Unread } from '../../records/unread.ts';
import type { Client } from './client.ts';
import type { EditorSettings } from './configuration.ts';
import type { Bounces } from './bounces.ts';
import type { Places } from './locate.ts';
import type { Project } from './project.ts';
import {
  findingToDiagnostic,
  includedToDiagnostic,
  omittedToDiagnostic,
  placesToProtocol,
  problemToDiagnostic,
  unreadToDiagnostic,
  type Lines,
  type Locate,
} from './to-protocol.ts';

/** Everything that the editor shows for one document, at one moment. */
export interface DiagnosticReport {
  readonly items: Diagnostic[];
  /** Changes as soon as the items change. */
  readonly id: string;
}

interface ReportContext extends Places {
  readonly bounces: Bounces;
  readonly client: Client;
  readonly configuration: EditorSettings;
  readonly project: Project;
  /** The first part of the document that was not checked. */
  readonly unreadIn: (path: DocumentPath) => Unread | undefined;
  /** Whether the document's findings are shown in it. Otherwise, they are shown where another document includes it. */
  readonly isShown: (path: DocumentPath) => boolean;
}

/** Reports on documents. The last report on each is cached, to tell an editor that has it that nothing changed. */
export class DiagnosticReports {
  private readonly context: ReportContext;
  private readonly last = new Map<DocumentPath, DiagnosticReport>();
  /** Documents for which the editor requests the next report on its own. */
  private readonly expected = new Set<DocumentPath>();
  /** An editor may still have an id from a previous server. */
  private readonly series = Math.random().toString(36).slice(2);
  private count = 0;

  constructor(context: ReportContext) {
    this.context = context;
  }

  on(path: DocumentPath): DiagnosticReport {
    this.expected.delete(path);
    return this.keep(path, this.itemsOf(path));
  }

  /**
   * The part of the report that is certain while the document is being checked. See `Workspace.certainFindings`. `undefined` if
   * there are not more items than `shown`.
   */
  certainOn(path: DocumentPath, shown: number): DiagnosticReport | undefined {
    const { configuration, documents, workspace } = this.context;
    const text = documents.at(path)?.kind === 'records' ? workspace.textOf(path) : undefined;
    if (text === undefined) return undefined;
    const findings = workspace.certainFindings(path, configuration.settingsOf(path).maxFindings);
    if (findings.length <= shown) return undefined;
    this.expected.delete(path);
    return this.keep(path, this.findingItems(text, findings));
  }

  /** Whether there is a cached report on the document, or a part of one. */
  has(path: DocumentPath): boolean {
    return this.last.has(path);
  }

  private keep(path: DocumentPath, items: Diagnostic[]): DiagnosticReport {
    const before = this.last.get(path);
    if (before !== undefined && sameItems(before.items, items)) return before;
    const report = { items: items.length === 0 ? NO_ITEMS : items, id: `${this.series}-${++this.count}` };
    this.last.set(path, report);
    return report;
  }

  /** The document was edited, so the editor requests a report on its own. */
  expect(path: DocumentPath): void {
    this.expected.add(path);
  }

  /** Whether an editor has an outdated report without knowing it. */
  isOutdated(path: DocumentPath): boolean {
    const before = this.last.get(path);
    if (before === undefined || this.expected.has(path)) return false;
    return this.on(path) !== before;
  }

  /** The cached reports. */
  known(): Iterable<readonly [DocumentPath, DiagnosticReport]> {
    return this.last;
  }

  forget(path: DocumentPath): void {
    this.last.delete(path);
    this.expected.delete(path);
  }

  private itemsOf(path: DocumentPath): Diagnostic[] {
    const document = this.context.documents.at(path);
    switch (document?.kind) {
      case undefined:
      case 'records': {
        const text = this.context.workspace.textOf(path);
        return text === undefined ? [] : this.recordItems(path, text);
      }
      case 'config': {
        const { text } = document;
        const lines: Lines = { offsetToPosition: (offset) => text.positionAt(offset) };
        return this.context.project
          .settingsProblems(path)
          .map((problem) => problemToDiagnostic(lines, problem, 'warning'));
      }
      case 'other':
        return this.context.bounces.itemsOf(path);
    }
  }

  private recordItems(path: DocumentPath, lines: Lines): Diagnostic[] {
    const { bounces, client, configuration, isShown, project, unreadIn, workspace } = this.context;
    const words = client.diagnosticWords;
    const unread = unreadIn(path);
    const locate: Locate = (at, range) => bounces.locate(at, range);
    const { maxFindings } = configuration.settingsOf(path);
    const { findings, omitted, problems } = diagnose(workspace, path, maxFindings);
    const included = diagnoseIncludes(workspace, path, {
      pathOf: (file, from) => project.includedPath(file, from),
      shown: isShown,
    });
    return [
      ...(omitted === 0 ? [] : [omittedToDiagnostic(findings.length, omitted)]),
      // A file that mailtxt does not find may still exist on the name server.
      ...problems.map((problem) => problemToDiagnostic(lines, problem, 'info')),
      ...(unread === undefined ? [] : [unreadToDiagnostic(lines, unread)]),
      ...included.map((each) => includedToDiagnostic(lines, each, locate, words)),
      ...this.findingItems(lines, findings),
    ];
  }

  private findingItems(lines: Lines, findings: readonly Finding[]): Diagnostic[] {
    const { bounces, client } = this.context;
    const locate: Locate = (at, range) => bounces.locate(at, range);
    return findings.map((finding) =>
      findingToDiagnostic(
        lines,
        finding,
        client.diagnosticWords,
        placesToProtocol([...(finding.others ?? []), ...bounces.seenIn(finding)], locate),
      ),
    );
  }
}

/** Most documents have no findings, so they share one empty list. */
const NO_ITEMS: Diagnostic[] = [];

function sameItems(a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean {
  return a.length === b.length && a.every((item, i) => sameItem(item, b[i]));
}

/** The other members of an item follow from its code. */
function sameItem(a: Diagnostic, b: Diagnostic | undefined): boolean {
  return (
    b !== undefined &&
    a.message === b.message &&
    a.code === b.code &&
    a.severity === b.severity &&
    a.range.start.line === b.range.start.line &&
    a.range.start.character === b.range.start.character &&
    a.range.end.line === b.range.end.line &&
    a.range.end.character === b.range.end.character &&
    samePlaces(a.relatedInformation, b.relatedInformation)
  );
}

function samePlaces(a: Diagnostic['relatedInformation'], b: Diagnostic['relatedInformation']): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
