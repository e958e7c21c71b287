import * as vscode from 'vscode';
import type { LanguageClient, Location } from 'vscode-languageclient/node';
import { requests, sendersView } from './names.ts';
import { ServerTree, treeIcons, type Follower } from './server-tree.ts';

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

/** The view of who sends for the domains of the open files, and what receivers make of it. */
export class SendersView extends ServerTree<Item> {
  /** The policy under which senders are shown; `undefined`: the one that is published. */
  private policy: string | undefined;

  constructor(client: LanguageClient) {
    super(client, { view: sendersView, outdated: requests.sendersChanged, settled: 500 });
  }

  protected follows(later: () => void): readonly Follower[] {
    return [
      this.client.onDidChangeState(later),
      vscode.workspace.onDidOpenTextDocument(later),
      vscode.workspace.onDidCloseTextDocument(later),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme !== 'output') later();
      }),
    ];
  }

  /** Lets the user choose the policy of the view; gives the one that was chosen, where it is not the published one. */
  async choosePolicy(): Promise<string | undefined> {
    const chosen = await vscode.window.showQuickPick(POLICIES, {
      title: 'Show senders as they would fare under a DMARC policy',
    });
    if (chosen === undefined) return undefined;
    this.policy = chosen.policy;
    this.describe(chosen.policy === undefined ? '' : `under p=${chosen.policy}`);
    await this.follow();
    return chosen.policy;
  }

  protected ask(token: vscode.CancellationToken): Promise<readonly Item[] | null> {
    return this.client.sendRequest<readonly Item[] | null>(
      requests.sendersTree,
      { policy: this.policy },
      token,
    );
  }

  getTreeItem(item: Item): vscode.TreeItem {
    const { id, label, detail, meaning, state, location, children } = item;
    const made = new vscode.TreeItem(label, unfolding(item));
    made.id = id;
    made.description = detail;
    made.tooltip = [`${label}: ${detail}`, meaning].filter((line) => line !== '').join('\n');
    made.accessibilityInformation = { label: `${label}, ${detail}. ${meaning}` };
    if (state !== 'domain') made.iconPath = treeIcons[state === 'implied' ? 'unknown' : state];
    if (location !== null && children.length === 0) made.command = opening(this.client, location);
    return made;
  }
}

const POLICIES: readonly (vscode.QuickPickItem & { readonly policy: string | undefined })[] = [
  { label: 'As published', policy: undefined },
  { label: 'p=none', policy: 'none' },
  { label: 'p=quarantine', policy: 'quarantine' },
  { label: 'p=reject', policy: 'reject' },
];

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
