import * as vscode from 'vscode';
import type { LanguageClient, Location } from 'vscode-languageclient/node';
import { languageId, requests, spfLookupsView } from './names.ts';

/** A term of an SPF record, as the server tells it; the first one is the record itself. */
interface Item {
  readonly label: string;
  /** Short, for the line. */
  readonly detail: string;
  /** The same in words. */
  readonly meaning: string;
  readonly remark: { readonly kind: 'error' | 'warning' | 'unknown'; readonly text: string } | null;
  readonly source: string | null;
  readonly isOver: boolean;
  readonly location: Location | null;
  readonly children: readonly Item[];
}

/** Milliseconds without a key press or a move after which the tree follows. */
const settled = 150;

/** Levels that are unfolded by themselves: the record and what it includes. */
const unfoldedLevels = 2;

/**
 * The view of what the SPF record at the cursor costs.
 *
 * Where the view itself has put the cursor it does not follow: whoever looks at one record of a tree after the other
 * wants to keep the tree.
 */
export class SpfLookups implements vscode.TreeDataProvider<Item> {
  private readonly client: LanguageClient;
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Item>;
  private root: Item | undefined;
  private levels = new Map<Item, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was asked, so that an answer that comes late is known as such. */
  private asked = 0;
  /** Where the record of the tree is, and where a click on the tree has led. */
  private shown: vscode.Location | undefined;
  private jumped: vscode.Location | undefined;

  constructor(client: LanguageClient) {
    this.client = client;
    this.view = vscode.window.createTreeView(spfLookupsView, { treeDataProvider: this });
  }

  register(): vscode.Disposable {
    const later = (): void => this.followLater();
    return vscode.Disposable.from(
      this.changed,
      this.view,
      this.view.onDidChangeVisibility(later),
      vscode.window.onDidChangeActiveTextEditor(later),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === vscode.window.activeTextEditor) later();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === languageId) later();
      }),
      this.client.onNotification(requests.spfTreeChanged, later),
    );
  }

  /** Opens the view on the record at that place. */
  async show(place: vscode.Location | undefined): Promise<void> {
    if (place !== undefined) {
      const editor = await vscode.window.showTextDocument(place.uri);
      editor.selection = new vscode.Selection(place.range.start, place.range.start);
    }
    await vscode.commands.executeCommand(`${spfLookupsView}.focus`);
    await this.follow();
  }

  getChildren(item?: Item): Item[] {
    if (item !== undefined) return [...item.children];
    return this.root === undefined ? [] : [this.root];
  }

  getTreeItem(item: Item): vscode.TreeItem {
    const { label, detail, meaning, remark, source, isOver, location, children } = item;
    const made = new vscode.TreeItem(label, this.stateOf(item));
    made.description = remark === null ? detail : `${detail}, ${remark.text}`;
    made.tooltip = [label, meaning, remark?.text, source].filter((line) => line != null).join('\n');
    made.iconPath = item === this.root && !isOver ? new vscode.ThemeIcon('mail') : iconOf(item);
    made.accessibilityInformation = {
      label: `${label}, ${meaning}${isOver ? ', over the limit' : ''}${remark === null ? '' : `, ${remark.text}`}`,
    };
    if (location !== null) {
      made.command = { title: 'Go to it', command: openCommand, arguments: [location] };
    }
    if (children.length === 0) made.collapsibleState = vscode.TreeItemCollapsibleState.None;
    return made;
  }

  /** Goes where an item of the tree leads to, and keeps the tree. */
  async open(location: Location): Promise<void> {
    const target = this.client.protocol2CodeConverter.asLocation(location);
    this.jumped = new vscode.Location(target.uri, target.range.start);
    const editor = await vscode.window.showTextDocument(target.uri, { preview: true });
    editor.selection = new vscode.Selection(target.range.start, target.range.start);
    editor.revealRange(target.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  private stateOf(item: Item): vscode.TreeItemCollapsibleState {
    return (this.levels.get(item) ?? 0) < unfoldedLevels
      ? vscode.TreeItemCollapsibleState.Expanded
      : vscode.TreeItemCollapsibleState.Collapsed;
  }

  private followLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.follow(), settled);
  }

  private async follow(): Promise<void> {
    if (!this.view.visible || !this.client.isRunning()) return;
    const place = this.placeToShow();
    const question = ++this.asked;
    const root =
      place === undefined
        ? null
        : await this.client.sendRequest<Item | null>(requests.spfTree, {
            textDocument: { uri: place.uri.toString() },
            position: place.range.start,
          });
    if (question !== this.asked) return;
    this.shown = root === null ? undefined : place;
    this.replace(root ?? undefined);
  }

  /** Where the cursor is, unless a click on the tree has put it there. */
  private placeToShow(): vscode.Location | undefined {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) return this.shown;
    const { document, selection } = editor;
    if (this.jumped !== undefined && isAt(this.jumped, document.uri, selection.active)) return this.shown;
    this.jumped = undefined;
    // A report or the settings: the tree is still of the zone that was looked at.
    if (document.languageId !== languageId) return this.shown;
    return new vscode.Location(document.uri, selection.active);
  }

  private replace(root: Item | undefined): void {
    if (JSON.stringify(root) === JSON.stringify(this.root)) return;
    this.root = root;
    this.levels = new Map();
    if (root !== undefined) this.noteLevels(root, 0);
    this.changed.fire(undefined);
  }

  private noteLevels(item: Item, level: number): void {
    this.levels.set(item, level);
    for (const child of item.children) this.noteLevels(child, level + 1);
  }
}

/** Not in the command palette: it needs an item of the tree. */
export const openCommand = 'mailtxt.openSpfTerm';

function isAt({ uri, range }: vscode.Location, other: vscode.Uri, position: vscode.Position): boolean {
  return uri.toString() === other.toString() && range.start.isEqual(position);
}

function iconOf({ remark, isOver }: Item): vscode.ThemeIcon {
  if (isOver || remark?.kind === 'error') {
    return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  }
  switch (remark?.kind) {
    case 'warning':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    case 'unknown':
      return new vscode.ThemeIcon('question');
    case undefined:
      return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
  }
}
