import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

interface Node<T> {
  readonly children: readonly T[];
}

export interface ServerTreeOptions {
  readonly view: string;
  /** The server's notification that the content of the tree may have changed. */
  readonly outdated: string;
  /** Milliseconds without a keystroke or cursor movement after which the tree updates. */
  readonly debounceMs: number;
}

/** A listener for changes, until it is disposed. */
export interface Follower {
  dispose(): unknown;
}

/** A tree of items from the server, which follows edits while the view is visible. */
export abstract class ServerTree<T extends Node<T>> implements vscode.TreeDataProvider<T> {
  protected readonly client: LanguageClient;
  protected items: readonly T[] = [];
  private readonly options: ServerTreeOptions;
  private readonly view: vscode.TreeView<T>;
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The pending request. A new request cancels it. */
  private question: vscode.CancellationTokenSource | undefined;

  constructor(client: LanguageClient, options: ServerTreeOptions) {
    this.client = client;
    this.options = options;
    this.view = vscode.window.createTreeView(options.view, { treeDataProvider: this });
  }

  /** Requests the items from the server; `null` to keep the shown items. */
  protected abstract ask(token: vscode.CancellationToken): Promise<readonly T[] | null>;
  abstract getTreeItem(item: T): vscode.TreeItem;
  /** Registers further events that the tree follows. */
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

  /** Shows a text next to the title of the view. */
  protected describe(text: string): void {
    this.view.description = text;
  }

  private followLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.follow(), this.options.debounceMs);
  }

  protected async follow(): Promise<void> {
    if (!this.view.visible || !this.client.isRunning()) return;
    this.question?.cancel();
    const question = new vscode.CancellationTokenSource();
    this.question = question;
    const items = await this.ask(question.token).catch((error: unknown) => {
      // The server fails a request that is canceled, or that is pending while it stops.
      if (question.token.isCancellationRequested || !this.client.isRunning()) return null;
      throw error;
    });
    if (this.question !== question || items === null) return;
    if (JSON.stringify(items) === JSON.stringify(this.items)) return;
    this.items = items;
    this.changed.fire(undefined);
  }
}

/** Icons by the state of an item. */
export const treeIcons = {
  good: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  warning: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
  error: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  unknown: new vscode.ThemeIcon('question'),
} as const;
