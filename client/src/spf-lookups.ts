import * as vscode from 'vscode';
import type { LanguageClient, Location } from 'vscode-languageclient/node';
import { languageId, requests, spfLookupsView } from './names.ts';
import { ServerTree, treeIcons, type Follower } from './server-tree.ts';

/** A term of an SPF record, as the server sends it. The first item is the record itself. */
interface Item {
  readonly label: string;
  /** Short text for the line. */
  readonly detail: string;
  /** The same in full words. */
  readonly meaning: string;
  readonly remark: { readonly kind: 'error' | 'warning' | 'unknown'; readonly text: string } | null;
  readonly source: string | null;
  readonly isOver: boolean;
  readonly location: Location | null;
  readonly children: readonly Item[];
  /** For the record: the zones that use its file, if there are several. */
  readonly zones?: readonly string[];
}

/** Levels that are expanded by default: the record and the records that it includes. */
const unfoldedLevels = 2;

/**
 * The view of the DNS lookups that the SPF record at the cursor uses.
 *
 * The view does not follow the cursor after a click in the view moved it, so that the user can visit the records of the
 * tree one after the other.
 */
export class SpfLookups extends ServerTree<Item> {
  /** The place of the record in the tree, and the place that a click in the tree opened. */
  private shown: vscode.Location | undefined;
  private jumped: vscode.Location | undefined;
  /** By file: the zone that the reader chose among those that use the file. */
  private readonly chosenZones = new Map<string, number>();

  constructor(client: LanguageClient) {
    super(client, { view: spfLookupsView, outdated: requests.spfTreeChanged, debounceMs: 150 });
  }

  protected follows(later: () => void): readonly Follower[] {
    return [
      vscode.window.onDidChangeActiveTextEditor(later),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === vscode.window.activeTextEditor) later();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === languageId) later();
      }),
    ];
  }

  /** Opens the view for the record at that place. */
  async show(place: vscode.Location | undefined): Promise<void> {
    if (place !== undefined) {
      const editor = await vscode.window.showTextDocument(place.uri);
      editor.selection = new vscode.Selection(place.range.start, place.range.start);
    }
    await vscode.commands.executeCommand(`${spfLookupsView}.focus`);
    await this.follow();
  }

  getTreeItem(item: Item): vscode.TreeItem {
    const { label, detail, meaning, remark, source, isOver, location, children } = item;
    const made = new vscode.TreeItem(label, this.stateOf(item));
    made.description = remark === null ? detail : `${detail}, ${remark.text}`;
    made.tooltip = [label, meaning, remark?.text, source].filter((line) => line != null).join('\n');
    made.iconPath = item === this.items[0] && !isOver ? new vscode.ThemeIcon('mail') : iconOf(item);
    made.accessibilityInformation = {
      label: [
        label,
        meaning,
        ...(isOver ? [vscode.l10n.t('over the limit')] : []),
        ...(remark === null ? [] : [remark.text]),
      ].join(', '),
    };
    if (location !== null) {
      made.command = { title: vscode.l10n.t('Go to Record'), command: openCommand, arguments: [location] };
    }
    if ((item.zones?.length ?? 0) > 1) {
      made.tooltip = `${made.tooltip}\n${vscode.l10n.t('Click to choose the zone.')}`;
      made.command = { title: vscode.l10n.t('Choose Zone'), command: chooseZoneCommand };
    }
    if (children.length === 0) made.collapsibleState = vscode.TreeItemCollapsibleState.None;
    return made;
  }

  /** Opens the place of an item, and keeps the tree. */
  async open(location: Location): Promise<void> {
    const target = this.client.protocol2CodeConverter.asLocation(location);
    this.jumped = new vscode.Location(target.uri, target.range.start);
    const editor = await vscode.window.showTextDocument(target.uri, { preview: true });
    editor.selection = new vscode.Selection(target.range.start, target.range.start);
    editor.revealRange(target.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Asks the user in which of the zones that use the file to show the record. */
  async chooseZone(): Promise<void> {
    const { shown } = this;
    const zones = this.items[0]?.zones ?? [];
    if (shown === undefined || zones.length < 2) return;
    const items = zones.map((label, index) => ({ label, index }));
    const chosen = await vscode.window.showQuickPick(items, {
      placeHolder: vscode.l10n.t('Show the record in this zone'),
    });
    if (chosen === undefined) return;
    this.chosenZones.set(shown.uri.toString(), chosen.index);
    await this.follow();
  }

  private stateOf(item: Item): vscode.TreeItemCollapsibleState {
    return this.levelOf(item) < unfoldedLevels
      ? vscode.TreeItemCollapsibleState.Expanded
      : vscode.TreeItemCollapsibleState.Collapsed;
  }

  /** 0 for the record, 1 for one of its terms, 2 for everything below. */
  private levelOf(item: Item): number {
    const [root] = this.items;
    if (item === root) return 0;
    return root?.children.includes(item) === true ? 1 : 2;
  }

  protected async ask(token: vscode.CancellationToken): Promise<readonly Item[] | null> {
    const place = this.placeToShow();
    const uri = place?.uri.toString() ?? '';
    const zone = this.chosenZones.get(uri) ?? 0;
    const params = place && { textDocument: { uri }, position: place.range.start, zone };
    const root = params && (await this.client.sendRequest<Item | null>(requests.spfTree, params, token));
    if (token.isCancellationRequested) return null;
    this.shown = root == null ? undefined : place;
    return root == null ? [] : [root];
  }

  /** The place of the cursor, unless a click in the tree moved it there. */
  private placeToShow(): vscode.Location | undefined {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) return this.shown;
    const { document, selection } = editor;
    if (this.jumped !== undefined && isAt(this.jumped, document.uri, selection.active)) return this.shown;
    this.jumped = undefined;
    // In a report or the settings, keep the tree of the previous zone.
    if (document.languageId !== languageId) return this.shown;
    return new vscode.Location(document.uri, selection.active);
  }
}

/** Not in the command palette, because it needs an item of the tree. */
export const openCommand = 'mailtxt.openSpfTerm';

/** Not in the command palette either, because it is for the record that the view shows. */
export const chooseZoneCommand = 'mailtxt.chooseSpfZone';

function isAt({ uri, range }: vscode.Location, other: vscode.Uri, position: vscode.Position): boolean {
  return uri.toString() === other.toString() && range.start.isEqual(position);
}

function iconOf({ remark, isOver }: Item): vscode.ThemeIcon {
  return treeIcons[isOver ? 'error' : (remark?.kind ?? 'good')];
}
