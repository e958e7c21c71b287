import * as vscode from 'vscode';
import type { LanguageClient, Location } from 'vscode-languageclient/node';
import { requests, sendersView } from './names.ts';
import { ServerTree, treeIcons, type Follower } from './server-tree.ts';

/** A domain, one of its senders, or a result of SPF, DKIM or DMARC for the sender, as the server sends it. */
interface Item {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly meaning: string;
  readonly state: 'domain' | 'good' | 'warning' | 'error' | 'unknown' | 'implied';
  readonly location: Location | null;
  readonly children: readonly Item[];
}

/** The view of the senders of each domain in the open files, and whether receivers accept their mail. */
export class SendersView extends ServerTree<Item> {
  /** The policy under which senders are shown, or `undefined` for the published policy. */
  private policy: string | undefined;

  constructor(client: LanguageClient) {
    super(client, { view: sendersView, outdated: requests.sendersChanged, debounceMs: 500 });
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

  /** Asks the user for the policy of the view. Returns the chosen policy, or `undefined` for the published one. */
  async choosePolicy(): Promise<string | undefined> {
    const chosen = await vscode.window.showQuickPick(policies(), {
      title: vscode.l10n.t('Show what would happen to the mail of senders under a DMARC policy'),
    });
    if (chosen === undefined) return undefined;
    this.policy = chosen.policy;
    this.describe(chosen.policy === undefined ? '' : vscode.l10n.t('under p={0}', chosen.policy));
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

function policies(): readonly (vscode.QuickPickItem & { readonly policy: string | undefined })[] {
  return [
    { label: vscode.l10n.t('As published'), policy: undefined },
    { label: 'p=none', policy: 'none' },
    { label: 'p=quarantine', policy: 'quarantine' },
    { label: 'p=reject', policy: 'reject' },
  ];
}

/** Expands domains, and senders whose mail is not accepted. */
function unfolding({ state, children }: Item): vscode.TreeItemCollapsibleState {
  if (children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return state === 'domain' || state === 'error'
    ? vscode.TreeItemCollapsibleState.Expanded
    : vscode.TreeItemCollapsibleState.Collapsed;
}

function opening(client: LanguageClient, location: Location): vscode.Command {
  const { uri, range } = client.protocol2CodeConverter.asLocation(location);
  const options: vscode.TextDocumentShowOptions = { selection: range, preview: true };
  return { title: vscode.l10n.t('Go to Record'), command: 'vscode.open', arguments: [uri, options] };
}
