import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

interface Node<T> {
  readonly children: readonly T[];
}

export interface ServerTreeOptions {
  readonly view: string;
  /** What the server calls it when what the tree shows may be something else. */
  readonly outdated: string;
  /** Milliseconds without a key press or a move after which the tree follows. */
  readonly settled: number;
}

/** What tells of changes until it is let go. */
export interface Follower {
  dispose(): unknown;
}

/** A tree that the server tells, which follows what is typed as long as somebody sees it. */
export abstract class ServerTree<T extends Node<T>> implements vscode.TreeDataProvider<T> {
  protected readonly client: LanguageClient;
  protected items: readonly T[] = [];
  private readonly options: ServerTreeOptions;
  private readonly view: vscode.TreeView<T>;
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What is asked just now; a new question makes the answer to the one before worthless. */
  private question: vscode.CancellationTokenSource | undefined;

  constructor(client: LanguageClient, options: ServerTreeOptions) {
    this.client = client;
    this.options = options;
    this.view = vscode.window.createTreeView(options.view, { treeDataProvider: this });
  }

  /** Asks the server; `null` where what is shown is to stay. */
  protected abstract ask(token: vscode.CancellationToken): Promise<readonly T[] | null>;
  abstract getTreeItem(item: T): vscode.TreeItem;
  /** What else the tree follows. */
  protected abstract follows(later: () => void): readonly Follower[];

  register(): vscode.Disposable {
    const later = (): void => this.followLater();
    return vscode.Disposable.from(
      this.changed,
      this.view,
      this.view.onDidChangeVisibility(later),
      this.client.onNotification(this.options.outdated, later),
      ...this.follows(later),
    );
  }

  getChildren(item?: T): T[] {
    return [...(item?.children ?? this.items)];
  }

  /** Beside the title of the view. */
  protected describe(text: string): void {
    this.view.description = text;
  }

  private followLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.follow(), this.options.settled);
  }

  protected async follow(): Promise<void> {
    if (!this.view.visible || !this.client.isRunning()) return;
    this.question?.cancel();
    const question = new vscode.CancellationTokenSource();
    this.question = question;
    const items = await this.ask(question.token).catch((error: unknown) => {
      // The server gives up a question that is canceled, and one that waits while it stops.
      if (question.token.isCancellationRequested || !this.client.isRunning()) return null;
      throw error;
    });
    if (this.question !== question || items === null) return;
    if (JSON.stringify(items) === JSON.stringify(this.items)) return;
    this.items = items;
    this.changed.fire(undefined);
  }
}

/** `state` of what a tree says: how it looks. */
export const treeIcons = {
  good: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  warning: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
  error: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  unknown: new vscode.ThemeIcon('question'),
} as const;
