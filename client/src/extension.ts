import * as vscode from 'vscode';
import type { LanguageClient, LanguageClientOptions, Location } from 'vscode-languageclient/node';
import { addRecords, type WantedRecords } from './add-records.ts';
import { showDns } from './dns.ts';
import { declareSenders } from './declare-senders.ts';
import { Example } from './example.ts';
import { bounceToExplain, explanationReport } from './explain-bounce.ts';
import { dataSelectors, formatSelectors } from './format-selectors.ts';
import {
  bouncePattern,
  commands,
  configFile,
  folderFiles,
  hasZonesContext,
  languageId,
  walkthrough,
} from './names.ts';
import { hasRecordsIn, startsLikeZone } from './recognize.ts';
import { passRefusalsOn } from './refusals.ts';
import { ReportPanels } from './report-panels.ts';
import { showRulePages, toEditorUri } from './rule-page.ts';
import { policyReport, sendersReport } from './senders.ts';
import { SendersView } from './senders-view.ts';
import { offerSnippets } from './snippets.ts';
import { mailToSimulate, simulationReport, type Mail } from './simulate.ts';
import { chooseZoneCommand, openCommand, SpfLookups } from './spf-lookups.ts';
import { colorBesideOthers } from './terraform-tokens.ts';
import { showUnread } from './unread.ts';

/** Lines of a plain text file in which we look for the first entry of a zone file. */
const linesToLookAt = 100;
/** UTF-16 units of data in which we look for records, which can come after other content. The server looks at no more than this. */
const charactersOfData = 16_384;
const linesOfData = 2000;

let client: LanguageClient | undefined;

/** Creates the client. Each host decides where the server runs. */
export type CreateClient = (options: LanguageClientOptions) => LanguageClient;

export function activateWith(context: vscode.ExtensionContext, createClient: CreateClient): void {
  const created = createClient(clientOptions());
  client = created;
  passRefusalsOn(created);
  const reports = new ReportPanels(created, context, () => started(created));
  const showExplanation = reports.add('explain', explanationReport);
  const showSimulation = reports.add('simulate', simulationReport);
  const showSenders = reports.add('senders', sendersReport);
  const showPolicy = reports.add('policy', policyReport);
  const lookups = new SpfLookups(created);
  const senders = new SendersView(created);
  const example = new Example();
  context.subscriptions.push(
    vscode.commands.registerCommand(commands.restart, () =>
      created.needsStart() ? created.start() : created.restart(),
    ),
    vscode.commands.registerCommand(commands.showOutput, () => created.outputChannel.show()),
    reports.register(),
    lookups.register(),
    senders.register(),
    vscode.commands.registerCommand(commands.previewPolicy, async () => {
      const policy = await senders.choosePolicy();
      if (policy !== undefined) await showPolicy(policy);
    }),
    vscode.commands.registerCommand(commands.simulate, async (given?: Mail) => {
      await started(created);
      const mail = await mailToSimulate(created, context.workspaceState, given);
      if (mail !== undefined) await showSimulation(mail);
    }),
    vscode.commands.registerCommand(commands.explain, async (given?: string | vscode.Uri) => {
      const bounce = await bounceToExplain(given);
      if (bounce !== undefined) await showExplanation(bounce);
    }),
    vscode.commands.registerCommand(commands.addRecords, async (given?: WantedRecords) => {
      await started(created);
      await addRecords(created, given);
    }),
    vscode.commands.registerCommand(commands.showSenders, () => showSenders(null)),
    vscode.commands.registerCommand(commands.declareSenders, async () => {
      await started(created);
      await declareSenders(created);
    }),
    vscode.commands.registerCommand(commands.showSpfLookups, (uri?: string, at?: Place) =>
      lookups.show(uri === undefined || at === undefined ? undefined : locationOf(uri, at)),
    ),
    vscode.commands.registerCommand(openCommand, (location: Location) => lookups.open(location)),
    vscode.commands.registerCommand(chooseZoneCommand, () => lookups.chooseZone()),
    vscode.commands.registerCommand(commands.tryFault, () => example.showFault('editor.action.showHover')),
    vscode.commands.registerCommand(commands.tryFix, () => example.showFault('editor.action.quickFix')),
    vscode.commands.registerCommand(commands.tryLookups, async () =>
      lookups.show(await example.showRecord()),
    ),
    vscode.commands.registerCommand(commands.openWalkthrough, () =>
      vscode.commands.executeCommand(
        'workbench.action.openWalkthrough',
        `${context.extension.id}#${walkthrough}`,
      ),
    ),
    showDns(created),
    showRulePages(context.extensionUri),
    offerSnippets(context.extensionUri),
    showUnread(created),
    colorBesideOthers(created),
    vscode.workspace.onDidOpenTextDocument((document) => meet(document, created)),
    // An untitled document becomes a zone file while the user types.
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.isUntitled) meet(document, created);
    }),
  );
  for (const document of vscode.workspace.textDocuments) meet(document, created);
  void startForFolder(created);
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
}

/** Starts the server with the first file that has records or settings, and sets the language of a file whose content is a zone file. */
function meet(document: vscode.TextDocument, client: LanguageClient): void {
  const hasRecords =
    document.languageId === languageId ||
    isTerraform(document) ||
    hasRecordsIn(document.languageId, startOf(document));
  if (hasRecords) {
    void vscode.commands.executeCommand('setContext', hasZonesContext, true);
    void started(client);
  } else if (
    document.languageId === 'plaintext' &&
    document.uri.scheme !== 'output' &&
    startsLikeZone(head(document))
  ) {
    // The editor then opens the document again, as a zone file.
    // This fails if the document was closed in the meantime, for example because its file was moved or deleted.
    vscode.languages.setTextDocumentLanguage(document, languageId).then(undefined, () => undefined);
  }
}

/** Starts the server in a folder with records, even if none of its files is open. */
async function startForFolder(client: LanguageClient): Promise<void> {
  const [found] = await vscode.workspace.findFiles(`**/{${folderFiles.join(',')}}`, '**/node_modules/**', 1);
  if (found === undefined) return;
  await vscode.commands.executeCommand('setContext', hasZonesContext, true);
  await started(client);
}

function isTerraform(document: vscode.TextDocument): boolean {
  return document.uri.scheme !== 'output' && vscode.languages.match(formatSelectors.terraform, document) > 0;
}

async function started(client: LanguageClient): Promise<void> {
  if (client.needsStart()) await client.start();
}

/** A position in the form of the protocol. */
interface Place {
  readonly line: number;
  readonly character: number;
}

function locationOf(uri: string, { line, character }: Place): vscode.Location {
  return new vscode.Location(vscode.Uri.parse(uri), new vscode.Position(line, character));
}

/** The start of the document, which is enough to recognize records. */
function startOf(document: vscode.TextDocument): string {
  return document.getText(new vscode.Range(0, 0, linesOfData, 0)).slice(0, charactersOfData);
}

function* head(document: vscode.TextDocument): Generator<string> {
  for (let line = 0; line < Math.min(document.lineCount, linesToLookAt); line++)
    yield document.lineAt(line).text;
}

/** The server itself requests the settings and registers the files to watch. */
function clientOptions(): LanguageClientOptions {
  return {
    documentSelector: [
      ...Object.values(formatSelectors).flat(),
      ...dataSelectors,
      { pattern: `**/${configFile}` },
      { pattern: bouncePattern },
    ],
    uriConverters: { code2Protocol: (uri) => uri.toString(), protocol2Code: toEditorUri },
    initializationOptions: () => ({
      spfTree: true,
      retriggersSuggestions: true,
      rulePages: true,
      addRecords: true,
      senders: true,
      pages: true,
      dnsStatus: true,
      workspaceStatus: true,
      workspaceTrusted: vscode.workspace.isTrusted,
    }),
  };
}
