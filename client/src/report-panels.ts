import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { reportView } from './names.ts';
import { documentForPrint, documentOfPage } from './report-document.ts';
import type { MessageFromPage, MessageToPage, ReportText, ShownAction, ShownBlock } from './report-page.ts';

/** A kind of report: what it is called, how the server makes it, and how an edit that it offers is made. */
export interface ReportSource<Q> {
  readonly title: string;
  /** The question as it was kept; `undefined` where it is none. */
  readonly read: (kept: unknown) => Q | undefined;
  readonly load: (client: LanguageClient, question: Q) => Promise<ReportText>;
  readonly apply?: (client: LanguageClient, question: Q, action: ShownAction) => Promise<boolean>;
}

/** Characters of a question beyond which a page is not shown again after a restart: a log may have many megabytes. */
const MAX_KEPT_QUESTION = 100_000;

/** A question about a report, with the source that has its type. */
interface AnyReport {
  readonly kind: string;
  readonly question: unknown;
  readonly title: string;
  readonly load: () => Promise<ReportText>;
  readonly apply: (action: ShownAction) => Promise<boolean>;
}

/** Reports as pages, all in one column. The next report of a kind takes the place of the one before. */
export class ReportPanels {
  private readonly client: LanguageClient;
  private readonly started: () => Promise<void>;
  private readonly context: vscode.ExtensionContext;
  private readonly sources = new Map<string, (question: unknown) => AnyReport | undefined>();
  private readonly pages = new Map<string, ReportPanel>();

  constructor(client: LanguageClient, context: vscode.ExtensionContext, started: () => Promise<void>) {
    this.client = client;
    this.context = context;
    this.started = started;
  }

  /** Makes reports of a kind known, and gives what shows one. */
  add<Q>(kind: string, source: ReportSource<Q>): (question: Q) => Promise<void> {
    const { client } = this;
    const reportOn = (question: Q): AnyReport => ({
      kind,
      question,
      title: source.title,
      load: () => source.load(client, question),
      apply: async (action) => (await source.apply?.(client, question, action)) ?? false,
    });
    this.sources.set(kind, (kept) => {
      const question = source.read(kept);
      return question === undefined ? undefined : reportOn(question);
    });
    return (question) => this.show(reportOn(question));
  }

  /** Pages that were open when the editor ended come back. */
  register(): vscode.Disposable {
    return vscode.window.registerWebviewPanelSerializer(reportView, {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        const { kind, question } = (state ?? {}) as { readonly kind?: unknown; readonly question?: unknown };
        const report = typeof kind === 'string' ? this.sources.get(kind)?.(question) : undefined;
        if (report === undefined) {
          panel.dispose();
          return;
        }
        await this.started();
        await this.pageOf(report.kind, panel).show(report);
      },
    });
  }

  private async show(report: AnyReport): Promise<void> {
    await this.started();
    const known = this.pages.get(report.kind);
    const other = [...this.pages.values()][0];
    const column = other?.column ?? vscode.ViewColumn.Beside;
    const panel =
      known?.panel ??
      vscode.window.createWebviewPanel(reportView, report.title, { viewColumn: column, preserveFocus: true });
    await this.pageOf(report.kind, panel).show(report);
    panel.reveal(known?.column ?? column);
  }

  private pageOf(kind: string, panel: vscode.WebviewPanel): ReportPanel {
    const known = this.pages.get(kind);
    if (known?.panel === panel) return known;
    const page = new ReportPanel(panel, this.context);
    this.pages.set(kind, page);
    panel.onDidDispose(() => {
      if (this.pages.get(kind) === page) this.pages.delete(kind);
    });
    return page;
  }
}

/** One page: it shows what the server answered, and is told by number what the reader chose. */
class ReportPanel {
  readonly panel: vscode.WebviewPanel;
  private readonly context: vscode.ExtensionContext;
  private report: AnyReport | undefined;
  /** `undefined` until the server has answered. */
  private answer: ReportText | undefined;
  /** Its script runs. What is sent before that waits in the editor, and would come in addition to the answer to it. */
  private isReady = false;

  constructor(panel: vscode.WebviewPanel, context: vscode.ExtensionContext) {
    this.panel = panel;
    this.context = context;
    const { webview } = panel;
    const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    webview.onDidReceiveMessage((message: unknown) => this.obey(message));
    webview.html = documentOfPage({
      script: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'report.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'report.css')).toString(),
      source: webview.cspSource,
    });
  }

  get column(): vscode.ViewColumn | undefined {
    return this.panel.viewColumn;
  }

  async show(report: AnyReport): Promise<void> {
    this.report = report;
    this.panel.title = report.title;
    const answer = await report.load();
    // Another report was asked for meanwhile.
    if (this.report !== report) return;
    this.answer = answer;
    this.post();
  }

  private post(): void {
    const { report, answer } = this;
    if (!this.isReady || report === undefined || answer === undefined) return;
    const { kind, title, question } = report;
    const isShort = JSON.stringify(question).length <= MAX_KEPT_QUESTION;
    this.send({
      kind: 'show',
      title,
      blocks: blocksOf(answer),
      state: isShort ? { kind, question } : undefined,
    });
  }

  private send(message: MessageToPage): void {
    void this.panel.webview.postMessage(message);
  }

  /** A page is told nothing and asked for little: what is no such message is not obeyed. */
  private async obey(received: unknown): Promise<void> {
    const message = received as Partial<MessageFromPage> | null;
    switch (message?.kind) {
      case 'ready':
        this.isReady = true;
        this.post();
        break;
      case 'open':
        await this.open(message.link);
        break;
      case 'apply':
        await this.apply(message.action);
        break;
      case 'copy':
        await this.copy(message.part);
        break;
      case 'print':
        if (typeof message.html === 'string') await this.print(message.html);
        break;
    }
  }

  private async open(link: unknown): Promise<void> {
    const target = typeof link === 'number' ? this.answer?.page?.links[link] : undefined;
    if (target === undefined) return;
    const { start, end } = target.range;
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    const options: vscode.TextDocumentShowOptions = { selection, preview: true };
    // Also what is no text, such as a packed report, is opened in some way.
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(target.uri), {
      ...options,
      viewColumn: columnBeside(this.column),
    });
  }

  private async apply(index: unknown): Promise<void> {
    const action = typeof index === 'number' ? this.answer?.page?.actions[index] : undefined;
    const { report } = this;
    if (action === undefined || report === undefined) return;
    const isApplied = await report.apply(action);
    // With the edit the report is another one; without it, what is shown is out of date.
    await this.show(report);
    if (!isApplied) this.send({ kind: 'said', text: 'The change was not made: it is not needed any more.' });
  }

  private async copy(part: unknown): Promise<void> {
    const { answer } = this;
    if (answer === undefined) return;
    const text = part === undefined ? answer.text : copiesIn(blocksOf(answer))[Number(part)];
    if (text === undefined) return;
    await vscode.env.clipboard.writeText(text);
    this.send({ kind: 'said', text: 'Copied to the clipboard.' });
  }

  /** A page in the editor cannot open the print dialog; the browser can. */
  private async print(html: string): Promise<void> {
    const { globalStorageUri, extensionUri } = this.context;
    const style = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'dist', 'report.css'));
    const text = documentForPrint(html, new TextDecoder().decode(style));
    const isHere = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
    const file = isHere
      ? vscode.Uri.joinPath(globalStorageUri, 'report.html')
      : await vscode.window.showSaveDialog({
          filters: { HTML: ['html'] },
          saveLabel: 'Save to Print',
          title: 'Save the report as a page that a browser can print',
        });
    if (file === undefined) return;
    if (isHere) await vscode.workspace.fs.createDirectory(globalStorageUri);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    if (isHere) await vscode.env.openExternal(file);
  }
}

/** Where a file is opened from a page: in the column of another editor, so that the page stays in sight. */
function columnBeside(column: vscode.ViewColumn | undefined): vscode.ViewColumn {
  const other = vscode.window.tabGroups.all.find(({ viewColumn }) => viewColumn !== column);
  return other?.viewColumn ?? vscode.ViewColumn.Beside;
}

/** Of a report that could not be made, what the server says of that. */
function blocksOf({ page, text }: ReportText): readonly ShownBlock[] {
  return page?.blocks ?? text.split('\n').map((line) => ({ kind: 'paragraph', words: [{ text: line }] }));
}

/** What the buttons of a page copy, in their order. */
function copiesIn(blocks: readonly ShownBlock[]): readonly string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'copy') return [block.text];
    return block.kind === 'part' ? copiesIn(block.blocks) : [];
  });
}
