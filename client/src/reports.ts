import * as vscode from 'vscode';
import { reportLanguage } from './names.ts';

/** A text for people, and the places of it that lead somewhere, as the server gives them. */
export interface ReportText {
  readonly text: string;
  readonly links: readonly { readonly range: LinkRange; readonly target: string }[];
  /** Lines that offer an edit. */
  readonly fixes?: readonly { readonly line: number; readonly title: string }[];
  /** Lines below which there is a text to copy. */
  readonly copies?: readonly { readonly line: number; readonly title: string; readonly text: string }[];
}

interface LinkRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

const scheme = 'mailtxt-report';

type ApplyFix = (fix: string) => Promise<void>;

const applyCommand = 'mailtxt.applyReportFix';
const copyCommand = 'mailtxt.copyReport';

/** Where reports stand already, else beside what is looked at. */
function columnForReports(): vscode.ViewColumn {
  const other = vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === scheme);
  return other?.viewColumn ?? vscode.ViewColumn.Beside;
}

/** Texts that stand in an editor and cannot be changed. The next one of a title takes the place of the one before. */
export class ReportDocuments
  implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.CodeLensProvider
{
  private readonly texts = new Map<string, ReportText>();
  private readonly appliers = new Map<string, ApplyFix>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.languages.registerDocumentLinkProvider({ scheme }, this),
      vscode.languages.registerCodeLensProvider({ scheme }, this),
      vscode.commands.registerCommand(applyCommand, (uri: string, fix: string) =>
        this.appliers.get(uri)?.(fix),
      ),
      vscode.commands.registerCommand(copyCommand, (uri: string, line: number) => this.copy(uri, line)),
    );
  }

  /** `apply` is called with the title of a fix that is chosen in the report. */
  async show(title: string, report: ReportText, apply?: ApplyFix): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${title}` });
    this.texts.set(uri.toString(), report);
    if (apply !== undefined) this.appliers.set(uri.toString(), apply);
    this.changed.fire(uri);
    const opened = await vscode.workspace.openTextDocument(uri);
    const document = await vscode.languages.setTextDocumentLanguage(opened, reportLanguage);
    await vscode.window.showTextDocument(document, { viewColumn: columnForReports(), preview: true });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString())?.text ?? '';
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const key = uri.toString();
    const { fixes = [], copies = [] } = this.texts.get(key) ?? {};
    const lens = (line: number, command: vscode.Command): vscode.CodeLens =>
      new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command);
    return [
      ...fixes.map(({ line, title }) =>
        lens(line, { title: 'Make this change', command: applyCommand, arguments: [key, title] }),
      ),
      ...copies.map(({ line, title }) => lens(line, { title, command: copyCommand, arguments: [key, line] })),
    ];
  }

  /** Copies the report below that line. */
  private async copy(uri: string, line: number): Promise<void> {
    const report = this.texts.get(uri)?.copies?.find((one) => one.line === line);
    if (report === undefined) return;
    await vscode.env.clipboard.writeText(report.text);
    vscode.window.setStatusBarMessage('mailtxt: the report is on the clipboard', 5000);
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const links = this.texts.get(document.uri.toString())?.links ?? [];
    return links.map(
      ({ range: { start, end }, target }) =>
        new vscode.DocumentLink(
          new vscode.Range(start.line, start.character, end.line, end.character),
          vscode.Uri.parse(target),
        ),
    );
  }
}
