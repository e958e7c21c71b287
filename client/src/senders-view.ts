import * as vscode from 'vscode';
import type { LanguageClient, Location } from 'vscode-languageclient/node';
import { requests, sendersView } from './names.ts';

/** A domain, a sender of it, or what SPF, DKIM or DMARC makes of the sender, as the server tells it. */
interface Item {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly meaning: string;
  readonly state: 'domain' | 'good' | 'warning' | 'error' | 'unknown' | 'implied';
  readonly location: Location | null;
  readonly children: readonly Item[];
}

/** Milliseconds without a key press after which the view follows. */
const settled = 500;

/** The view of who sends for the domains of the open files, and what receivers make of it. */
export class SendersView implements vscode.TreeDataProvider<Item> {
  private readonly client: LanguageClient;
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Item>;
  private items: readonly Item[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What is asked just now; a new question makes the answer to the one before worthless. */
  private question: vscode.CancellationTokenSource | undefined;

  constructor(client: LanguageClient) {
    this.client = client;
    this.view = vscode.window.createTreeView(sendersView, { treeDataProvider: this });
  }

  register(): vscode.Disposable {
    const later = (): void => this.followLater();
    return vscode.Disposable.from(
      this.changed,
      this.view,
      this.view.onDidChangeVisibility(later),
      this.client.onDidChangeState(later),
      vscode.workspace.onDidOpenTextDocument(later),
      vscode.workspace.onDidCloseTextDocument(later),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme !== 'output') later();
      }),
      this.client.onNotification(requests.sendersChanged, later),
    );
  }

  getChildren(item?: Item): Item[] {
    return [...(item?.children ?? this.items)];
  }

  getTreeItem(item: Item): vscode.TreeItem {
    const { id, label, detail, meaning, state, location, children } = item;
    const made = new vscode.TreeItem(label, unfolding(item));
    made.id = id;
    made.description = detail;
    made.tooltip = [`${label}: ${detail}`, meaning].filter((line) => line !== '').join('\n');
    made.accessibilityInformation = { label: `${label}, ${detail}. ${meaning}` };
    if (state !== 'domain') made.iconPath = icons[state];
    if (location !== null && children.length === 0) made.command = opening(this.client, location);
    return made;
  }

  private followLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.follow(), settled);
  }

  private async follow(): Promise<void> {
    if (!this.view.visible || !this.client.isRunning()) return;
    this.question?.cancel();
    const question = new vscode.CancellationTokenSource();
    this.question = question;
    const items = await this.client.sendRequest<readonly Item[] | null>(
      requests.sendersTree,
      {},
      question.token,
    );
    if (this.question !== question || items === null) return;
    if (JSON.stringify(items) === JSON.stringify(this.items)) return;
    this.items = items;
    this.changed.fire(undefined);
  }
}

/** Domains are unfolded, and senders whose mail does not arrive. */
function unfolding({ state, children }: Item): vscode.TreeItemCollapsibleState {
  if (children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return state === 'domain' || state === 'error'
    ? vscode.TreeItemCollapsibleState.Expanded
    : vscode.TreeItemCollapsibleState.Collapsed;
}

function opening(client: LanguageClient, location: Location): vscode.Command {
  const { uri, range } = client.protocol2CodeConverter.asLocation(location);
  const options: vscode.TextDocumentShowOptions = { selection: range, preview: true };
  return { title: 'Go to it', command: 'vscode.open', arguments: [uri, options] };
}

const icons: Readonly<Record<Exclude<Item['state'], 'domain'>, vscode.ThemeIcon>> = {
  good: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  warning: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
  error: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  unknown: new vscode.ThemeIcon('question'),
  implied: new vscode.ThemeIcon('question'),
};
