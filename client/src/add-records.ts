import * as vscode from 'vscode';
import type { LanguageClient, Location, WorkspaceEdit } from 'vscode-languageclient/node';
import { requests } from './names.ts';

const title = vscode.l10n.t('Add Records for Mail');

/** The records to add. A key binding can pass it as the argument of the command; mailtxt asks for missing fields. */
export interface WantedRecords {
  kind?: string;
  domain?: string;
  services?: readonly string[];
  stage?: string;
  reportAddress?: string;
  policyHost?: string;
  selector?: string;
  key?: string;
}

type Input = Exclude<keyof WantedRecords, 'kind' | 'domain'>;

interface Kind {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly needs: readonly Input[];
  readonly takes: readonly Input[];
}

interface Options {
  readonly kinds: readonly Kind[];
  readonly domains: readonly string[];
  readonly stages: readonly { readonly name: string; readonly tags: string; readonly days: number }[];
  readonly services: readonly {
    readonly id: string;
    readonly name: string;
    readonly lookups: number;
    readonly cost: string;
    readonly isLikely: boolean;
  }[];
  readonly ownLookups: number;
  readonly maxLookups: number;
}

interface MailRecord {
  readonly owner: string;
  readonly type: string;
  readonly data: string;
}

interface Generated {
  readonly fault: string | null;
  readonly records: readonly MailRecord[];
  readonly existing: readonly (MailRecord & { readonly location: Location | null })[];
  readonly edit: WorkspaceEdit | null;
  readonly files: readonly { readonly name: string; readonly url: string; readonly text: string }[];
  readonly notes: readonly string[];
}

/** Asks which records to add to the active document, and adds them. */
export async function addRecords(client: LanguageClient, given: WantedRecords = {}): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const uri = document?.uri.toString();
  const optionsFor = async (domain?: string): Promise<Options | null> =>
    uri === undefined
      ? null
      : client.sendRequest(requests.generateOptions, {
          textDocument: { uri },
          ...(domain !== undefined && { domain }),
        });
  const first = await optionsFor();
  if (first === null) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('Open a zone file or a Terraform file with records first.'),
    );
    return;
  }
  const kind = await chooseKind(first, given.kind);
  const domain = kind && (given.domain ?? (await chooseDomain(first)));
  const options = domain === undefined ? null : await optionsFor(domain);
  if (kind === undefined || domain === undefined || options === null) return;
  const wanted: WantedRecords = { ...given, kind: kind.id, domain };
  for (const input of [...kind.needs, ...kind.takes]) {
    if (wanted[input] !== undefined) continue;
    const answered = await ask[input](wanted, options);
    if (!answered) return;
  }
  const found = await client.sendRequest<Generated>(requests.generate, { textDocument: { uri }, ...wanted });
  await show(client, found, vscode.l10n.t('{0} for {1}', kind.title, domain));
}

async function chooseKind({ kinds }: Options, id: string | undefined): Promise<Kind | undefined> {
  if (id !== undefined) return kinds.find((kind) => kind.id === id);
  const items = kinds.map((kind) => ({ label: kind.title, detail: kind.detail, value: kind }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: vscode.l10n.t('What to add') }))
    ?.value;
}

async function chooseDomain({ domains }: Options): Promise<string | undefined> {
  const [only, ...others] = domains;
  if (only === undefined)
    return vscode.window.showInputBox({
      title,
      prompt: vscode.l10n.t('The domain'),
      placeHolder: 'example.com',
    });
  return others.length === 0
    ? only
    : vscode.window.showQuickPick(domains, {
        title,
        placeHolder: vscode.l10n.t('The domain of the records'),
      });
}

/** Each function stores the answer in `wanted`. False means that the user canceled. */
const ask: Readonly<Record<Input, (wanted: WantedRecords, options: Options) => Promise<boolean>>> = {
  services: async (wanted, options) => {
    const services = await chooseServices(wanted.domain ?? '', options);
    if (services !== undefined) wanted.services = services;
    return services !== undefined;
  },
  stage: async (wanted, { stages }) => {
    const items = stages.map(({ name, tags, days }) => ({
      label: tags,
      description: days === 0 ? '' : vscode.l10n.t('for at least {0} days', days),
      name,
    }));
    const chosen = await vscode.window.showQuickPick(items, {
      title,
      placeHolder: vscode.l10n.t('The stage of the DMARC policy'),
    });
    if (chosen !== undefined) wanted.stage = chosen.name;
    return chosen !== undefined;
  },
  reportAddress: (wanted) =>
    askForText(wanted, 'reportAddress', {
      prompt: vscode.l10n.t(
        'The email address for reports (leave empty for the default address of the domain)',
      ),
      placeHolder: `reports@${wanted.domain ?? 'example.com'}`,
    }),
  policyHost: (wanted) =>
    askForText(wanted, 'policyHost', {
      prompt: vscode.l10n.t(
        'The web server for mta-sts.{0} (leave empty if its record exists, or if you add it yourself)',
        wanted.domain ?? '',
      ),
      placeHolder: `www.${wanted.domain ?? 'example.com'}`,
    }),
  selector: async (wanted) =>
    (await askForText(wanted, 'selector', {
      prompt: vscode.l10n.t('The selector that the signing server uses'),
      placeHolder: 'mail2026',
    })) && wanted.selector !== '',
  key: async (wanted) => {
    const key = await readKey();
    if (key !== undefined) wanted.key = key;
    return key !== undefined;
  },
};

async function askForText(
  wanted: WantedRecords,
  input: 'reportAddress' | 'policyHost' | 'selector',
  options: vscode.InputBoxOptions,
): Promise<boolean> {
  const typed = await vscode.window.showInputBox({ title, ignoreFocusOut: true, ...options });
  if (typed === undefined) return false;
  wanted[input] = typed.trim();
  return true;
}

/** Shows the services to choose from. The title shows how many lookups the record will use with those selected so far. */
async function chooseServices(
  domain: string,
  { services, ownLookups, maxLookups }: Options,
): Promise<readonly string[] | undefined> {
  const picker = vscode.window.createQuickPick<vscode.QuickPickItem & { id: string; lookups: number }>();
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.placeholder = vscode.l10n.t('The services that send mail for {0}', domain);
  picker.items = services.map(({ id, name, lookups, cost, isLikely }) => ({
    id,
    lookups,
    label: name,
    description: cost,
    ...(isLikely && { detail: vscode.l10n.t('Your records point to it') }),
  }));
  const showTotal = (): void => {
    const total = picker.selectedItems.reduce((sum, { lookups }) => sum + lookups, ownLookups);
    picker.title =
      total > maxLookups
        ? vscode.l10n.t('{0}: {1} of {2} lookups, too many', title, total, maxLookups)
        : vscode.l10n.t('{0}: {1} of {2} lookups', title, total, maxLookups);
  };
  showTotal();
  const chosen = await new Promise<readonly string[] | undefined>((resolve) => {
    picker.onDidChangeSelection(showTotal);
    picker.onDidAccept(() => {
      resolve(picker.selectedItems.map(({ id }) => id));
      picker.hide();
    });
    picker.onDidHide(() => resolve(undefined));
    picker.show();
  });
  picker.dispose();
  return chosen;
}

/** Reads a public key. A private key is not sent to the server either, because messages to it can be written to a log. */
async function readKey(): Promise<string | undefined> {
  const clipboard = {
    label: vscode.l10n.t('Clipboard'),
    detail: vscode.l10n.t('The public key that you copied'),
  };
  const file = { label: vscode.l10n.t('File…'), detail: vscode.l10n.t('A file with the public key') };
  const chosen = await vscode.window.showQuickPick([clipboard, file], {
    title,
    placeHolder: vscode.l10n.t('Where the public key is'),
  });
  if (chosen === undefined) return undefined;
  const text = chosen === clipboard ? await vscode.env.clipboard.readText() : await readKeyFile();
  if (text === undefined || !/PRIVATE[ \t]+KEY/i.test(text)) return text;
  void vscode.window.showErrorMessage(
    chosen === clipboard
      ? vscode.l10n.t(
          'The clipboard contains a private key, which must not be published or pasted anywhere. Choose the public key.',
        )
      : vscode.l10n.t(
          'This file contains a private key, which must not be published or pasted anywhere. Choose the public key.',
        ),
  );
  return undefined;
}

/** Bytes beyond which a file is not read, because a key is never that large. */
const maxKeyFileSize = 100_000;

async function readKeyFile(): Promise<string | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('The public key'),
      openLabel: vscode.l10n.t('Use This Key'),
    })) ?? [];
  if (uri === undefined) return undefined;
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > maxKeyFileSize) {
    void vscode.window.showErrorMessage(vscode.l10n.t('This file is too large to be a public key.'));
    return undefined;
  }
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

async function show(client: LanguageClient, found: Generated, label: string): Promise<void> {
  const { fault, records, edit, files } = found;
  if (fault !== null) {
    void vscode.window.showErrorMessage(fault);
    return;
  }
  if (edit !== null && !(await apply(client, edit, found, label))) return;
  if (edit === null && records.length > 0) await copy(records);
  for (const { text } of files) {
    const document = await vscode.workspace.openTextDocument({ content: text });
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: false });
  }
  void tell(client, found);
}

/** Applies the edit after showing its records. The edit can be undone like any other. */
async function apply(
  client: LanguageClient,
  edit: WorkspaceEdit,
  { records }: Generated,
  label: string,
): Promise<boolean> {
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  const [first] = converted.entries();
  if (first === undefined) return false;
  const files = converted.entries().map(([uri]) => vscode.workspace.asRelativePath(uri));
  const items: vscode.QuickPickItem[] = [
    { label: `$(add) ${vscode.l10n.t('Add to {0}', files.join(', '))}` },
    { label: label, kind: vscode.QuickPickItemKind.Separator },
    ...records.map(({ owner, type, data }) => ({ label: `${owner} ${type}`, detail: data })),
  ];
  const placeHolder = vscode.l10n.t(
    'Press Enter to add these records, or Escape to leave the file unchanged',
  );
  if ((await vscode.window.showQuickPick(items, { title, placeHolder })) === undefined) return false;
  if (!(await vscode.workspace.applyEdit(converted, { isRefactoring: true }))) return false;
  const [uri, [change]] = first;
  const at = change?.range.start.translate(1);
  const isActive = uri.toString() === vscode.window.activeTextEditor?.document.uri.toString();
  if (isActive && at !== undefined)
    vscode.window.activeTextEditor?.revealRange(
      new vscode.Range(at, at),
      vscode.TextEditorRevealType.InCenterIfOutsideViewport,
    );
  return true;
}

/** For files that do not show where to put the records. */
async function copy(records: readonly MailRecord[]): Promise<void> {
  const action = vscode.l10n.t('Copy Records');
  const message = vscode.l10n.t('mailtxt could not find a place for the records in this file.');
  if ((await vscode.window.showInformationMessage(message, action)) !== action) return;
  const lines = records.map(({ owner, type, data }) => `${owner}. IN ${type} ${data}\n`);
  await vscode.env.clipboard.writeText(lines.join(''));
}

/** Shows which records already exist, and what remains to be done. */
async function tell(client: LanguageClient, { records, existing, notes }: Generated): Promise<void> {
  const there = existing.map(({ owner, type }) =>
    vscode.l10n.t('There is already a {0} record at {1}.', type, owner),
  );
  const nothing = records.length === 0 ? [vscode.l10n.t('Nothing was added.')] : [];
  const lines = [...nothing, ...there, ...notes];
  if (lines.length === 0) return;
  const location = existing.find((one) => one.location !== null)?.location;
  const action = vscode.l10n.t('Show Record');
  const actions = location === undefined || location === null ? [] : [action];
  const chosen = await vscode.window.showInformationMessage(lines.join(' '), ...actions);
  if (chosen !== action || location === undefined || location === null) return;
  const { uri, range } = client.protocol2CodeConverter.asLocation(location);
  await vscode.window.showTextDocument(uri, { selection: range });
}
