import { MarkupKind, type ClientCapabilities } from 'vscode-languageserver';

/** What the editor at the other end can do, as far as we act on it. */
export interface Client {
  /** It asks for diagnostics when it wants them; such a client is never sent any. */
  readonly pullsDiagnostics: boolean;
  /** It can be told to ask anew. */
  readonly refreshesDiagnostics: boolean;
  /** It answers `workspace/configuration`. */
  readonly answersConfiguration: boolean;
  readonly registersConfiguration: boolean;
  /** It can be told for which documents alone formatting is offered. */
  readonly registersFormatting: boolean;
  /** It can be told for which documents it should ask for tokens. */
  readonly registersTokens: boolean;
  /** It watches the files that it is asked to watch. */
  readonly registersWatchers: boolean;
  readonly tellsFolders: boolean;
  /** It shows that long work goes on. */
  readonly showsProgress: boolean;
  /** It wants to be told what was not read of the workspace. */
  readonly showsWorkspaceStatus: boolean;
  /** Edits can name the version of the document that they were made for. */
  readonly versionedEdits: boolean;
  /** A code action's edit can be asked for when it is chosen. */
  readonly resolvesActionEdits: boolean;
  /** It shows edits before it makes them, where they say so. */
  readonly confirmsEdits: boolean;
  /** An edit can have places that the user fills in. */
  readonly takesSnippetEdits: boolean;
  /** It knows the command that asks which records for mail are to be added. */
  readonly asksForRecords: boolean;
  /** It knows the command that opens the page of a rule. */
  readonly opensRulePages: boolean;
  readonly readsMarkdown: boolean;
  /** What of a finding its diagnostics have to say, since the editor shows it nowhere else. */
  readonly diagnosticWords: DiagnosticWords;
  /** Of the documentation of a suggestion. */
  readonly readsMarkdownOfSuggestions: boolean;
  readonly readsMarkdownOfSignatures: boolean;
  /** Parameters of a signature can be marked by their offsets in its label. */
  readonly marksParameters: boolean;
  /** It can leave or replace what is behind the cursor, as the user likes. */
  readonly insertsOrReplaces: boolean;
  /** It chooses a suggestion when certain characters are typed behind it. */
  readonly commitsSuggestions: boolean;
  /** It shows the detail of each suggestion in the list, and not only that of the selected one. */
  readonly showsLabelDetails: boolean;
  /** It knows the command by which VS Code asks for suggestions again. */
  readonly suggestsAgain: boolean;
  readonly nestsSymbols: boolean;
  /** Folds of a document that it takes; `undefined`: as many as there are. */
  readonly mostFolds: number | undefined;
  /** It asks what is to be renamed before it asks for the new name. */
  readonly preparesRename: boolean;
  /** It can show which characters lead to a definition. */
  readonly linksDefinitions: boolean;
  readonly refreshesCodeLenses: boolean;
  readonly refreshesInlayHints: boolean;
  /** It has the view that a click on a code lens opens, and wants to hear when that is out of date. */
  readonly showsSpfTree: boolean;
  /** It has the view of senders, and wants to hear when that is out of date. */
  readonly showsSenders: boolean;
  /** It shows reports as pages. */
  readonly showsPages: boolean;
  /** It makes the new files that an edit names. */
  readonly createsFiles: boolean;
  /** It wants to be told how the DNS is asked. */
  readonly showsDns: boolean;
}

/** What the message of a diagnostic says besides what is wrong. */
export interface DiagnosticWords {
  /** Why it matters: the editor has no hovers, which say it. */
  readonly why: boolean;
  /** The address of the rule's page: neither a hover nor the code of the diagnostic leads there. */
  readonly address: boolean;
  /** The related places: the editor does not show those of a diagnostic. */
  readonly places: boolean;
}

/** `options`: what came with the greeting. Only our own client knows of views and notifications that are ours. */
export function clientOf({ textDocument, window, workspace }: ClientCapabilities, options: unknown): Client {
  const action = textDocument?.codeAction;
  const signature = textDocument?.signatureHelp?.signatureInformation;
  const hovers = textDocument?.hover !== undefined;
  // Editors that ask for diagnostics may say what they show of them in either place.
  const shown = [textDocument?.publishDiagnostics, textDocument?.diagnostic];
  const item = textDocument?.completion?.completionItem;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    answersConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersFormatting:
      textDocument?.formatting?.dynamicRegistration === true &&
      textDocument.rangeFormatting?.dynamicRegistration === true &&
      textDocument.onTypeFormatting?.dynamicRegistration === true,
    registersTokens: textDocument?.semanticTokens?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    tellsFolders: workspace?.workspaceFolders === true,
    showsProgress: window?.workDoneProgress === true,
    showsWorkspaceStatus: isGreeting(options) && options.workspaceStatus === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    resolvesActionEdits:
      action?.dataSupport === true && action.resolveSupport?.properties.includes('edit') === true,
    confirmsEdits: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    takesSnippetEdits: workspace?.workspaceEdit?.snippetEditSupport === true,
    asksForRecords: isGreeting(options) && options.addRecords === true,
    opensRulePages: isGreeting(options) && options.rulePages === true,
    readsMarkdown: textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true,
    diagnosticWords: {
      why: !hovers,
      address: !hovers && shown.every((one) => one?.codeDescriptionSupport !== true),
      places: shown.every((one) => one?.relatedInformation !== true),
    },
    readsMarkdownOfSignatures: signature?.documentationFormat?.includes(MarkupKind.Markdown) === true,
    marksParameters: signature?.parameterInformation?.labelOffsetSupport === true,
    readsMarkdownOfSuggestions: item?.documentationFormat?.includes(MarkupKind.Markdown) === true,
    insertsOrReplaces: item?.insertReplaceSupport === true,
    commitsSuggestions: item?.commitCharactersSupport === true,
    showsLabelDetails: item?.labelDetailsSupport === true,
    suggestsAgain: isGreeting(options) && options.suggestsAgain === true,
    nestsSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    mostFolds: textDocument?.foldingRange?.rangeLimit,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    linksDefinitions: textDocument?.definition?.linkSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    showsSpfTree: isGreeting(options) && options.spfTree === true,
    showsSenders: isGreeting(options) && options.senders === true,
    showsPages: isGreeting(options) && options.pages === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    showsDns: isGreeting(options) && options.dnsStatus === true,
  };
}

/** What our own client says of itself when it greets. */
interface Greeting {
  readonly spfTree?: unknown;
  readonly senders?: unknown;
  readonly pages?: unknown;
  readonly dnsStatus?: unknown;
  readonly workspaceStatus?: unknown;
  readonly suggestsAgain?: unknown;
  readonly rulePages?: unknown;
  readonly addRecords?: unknown;
  /** False in a workspace whose author the user does not trust. */
  readonly workspaceTrusted?: unknown;
}

function isGreeting(options: unknown): options is Greeting {
  return typeof options === 'object' && options !== null;
}

/** Editors that know nothing of trust have settings by the user alone. */
export function trustsWorkspace(options: unknown): boolean {
  return !isGreeting(options) || options.workspaceTrusted !== false;
}
