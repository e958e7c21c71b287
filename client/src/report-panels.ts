import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { reportView } from './names.ts';
import { documentForPrint, documentOfPage } from './report-document.ts';
import type {
  MessageFromPage,
  MessageToPage,
  PageTexts,
  ReportText,
  ShownAction,
  ShownBlock,
} from './report-page.ts';

/** A kind of report: its title, how the server creates it, and how an edit that it offers is applied. */
export interface ReportSource<Q> {
  readonly title: string;
  /** Reads a saved question; `undefined` if it is not one. */
  readonly read: (kept: unknown) => Q | undefined;
  readonly load: (client: LanguageClient, question: Q) => Promise<ReportText>;
  readonly apply?: (client: LanguageClient, question: Q, action: ShownAction) => Promise<boolean>;
}

/** Characters of a question beyond which a page is not restored after a restart, because a log can have many megabytes. */
const MAX_KEPT_QUESTION = 100_000;

/** A report on a question, without the type of the question. */
interface AnyReport {
  readonly kind: string;
  readonly question: unknown;
  readonly title: string;
  readonly load: () => Promise<ReportText>;
  readonly apply: (action: ShownAction) => Promise<boolean>;
}

/** Shows reports as pages in one column. A new report replaces the previous one of its kind. */
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

  /** Registers a kind of report, and returns the function that shows one. */
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

  /** Restores pages that were open when the editor was closed. */
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

/** One page. It shows the report from the server, and refers to what the reader chose by number. */
class ReportPanel {
  readonly panel: vscode.WebviewPanel;
  private readonly context: vscode.ExtensionContext;
  private report: AnyReport | undefined;
  /** `undefined` until the server answers. */
  private answer: ReportText | undefined;
  /** Whether the script of the page runs. The editor queues messages from before that, so the page would get them twice. */
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
      waiting: vscode.l10n.t('mailtxt is reading the files…'),
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
    // Another report was requested in the meantime.
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
      texts: pageTexts(),
      state: isShort ? { kind, question } : undefined,
    });
  }

  private send(message: MessageToPage): void {
    void this.panel.webview.postMessage(message);
  }

  /** Handles a message from the page, and ignores everything that is not such a message. */
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
    // This also opens files that are not text, such as a compressed report.
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
    // Load the report again: with the edit it changed, and without it the shown report is outdated.
    await this.show(report);
    if (!isApplied)
      this.send({ kind: 'said', text: vscode.l10n.t('The change is no longer needed and was not made.') });
  }

  private async copy(part: unknown): Promise<void> {
    const { answer } = this;
    if (answer === undefined) return;
    const text = part === undefined ? answer.text : copiesIn(blocksOf(answer))[Number(part)];
    if (text === undefined) return;
    await vscode.env.clipboard.writeText(text);
    this.send({ kind: 'said', text: vscode.l10n.t('Copied to the clipboard.') });
  }

  /** Opens the page in a browser, because a page in the editor cannot open the print dialog. */
  private async print(html: string): Promise<void> {
    const { globalStorageUri, extensionUri } = this.context;
    const style = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'dist', 'report.css'));
    const text = documentForPrint(html, new TextDecoder().decode(style));
    const isHere = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
    const file = isHere
      ? vscode.Uri.joinPath(globalStorageUri, 'report.html')
      : await vscode.window.showSaveDialog({
          filters: { HTML: ['html'] },
          saveLabel: vscode.l10n.t('Save to Print'),
          title: vscode.l10n.t('Save the report as a page that a browser can print'),
        });
    if (file === undefined) return;
    if (isHere) await vscode.workspace.fs.createDirectory(globalStorageUri);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    if (isHere) await vscode.env.openExternal(file);
  }
}

function pageTexts(): PageTexts {
  return {
    copy: vscode.l10n.t('Copy as Text'),
    print: vscode.l10n.t('Open in Browser to Print'),
    apply: vscode.l10n.t('Make this change'),
    overLimit: vscode.l10n.t('over the limit'),
    updated: vscode.l10n.t('The report is up to date.'),
  };
}

/** The column for a file that is opened from a page: that of another editor, so that the page stays visible. */
function columnBeside(column: vscode.ViewColumn | undefined): vscode.ViewColumn {
  const other = vscode.window.tabGroups.all.find(({ viewColumn }) => viewColumn !== column);
  return other?.viewColumn ?? vscode.ViewColumn.Beside;
}

/** The blocks of a report, or the reason why the server could not create it. */
function blocksOf({ page, text }: ReportText): readonly ShownBlock[] {
  return page?.blocks ?? text.split('\n').map((line) => ({ kind: 'paragraph', words: [{ text: line }] }));
}

/** The texts that the buttons of a page copy, in their order. */
function copiesIn(blocks: readonly ShownBlock[]): readonly string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'copy') return [block.text];
    return block.kind === 'part' ? copiesIn(block.blocks) : [];
  });
}
