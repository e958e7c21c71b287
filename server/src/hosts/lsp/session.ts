import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { DocumentPath } from '../../analysis/finding.ts';
import { createWorkspace } from '../../analysis/create-workspace.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { Unread } from '../../records/unread.ts';
import { withBounces } from './bounce-publisher.ts';
import { Bounces } from './bounces.ts';
import { clientOf, trustsWorkspace, type Client } from './client.ts';
import { EditorSettings } from './configuration.ts';
import { Dependants } from './dependants.ts';
import { OpenDocuments } from './documents.ts';
import { EditorDns } from './editor-dns.ts';
import { Guard } from './guard.ts';
import { slice } from './slice.ts';
import { LimitNotes } from './limit-notes.ts';
import type { Project } from './project.ts';
import { createPublisher, type Publisher } from './publisher.ts';
import { DiagnosticReports } from './report.ts';
import type { Runtime } from './runtime.ts';
import { Timers } from './timers.ts';
import { UnreadList, withUnread } from './unread-list.ts';
import { withViews } from './views.ts';
import { Watchers } from './watchers.ts';
import { DiagnosticStream } from './diagnostic-stream.ts';
import type { Reviews } from './reviews.ts';
import { WorkspaceIndex } from './workspace-index.ts';

/** What the handlers share from `initialize` to the end. */
export interface Session {
  readonly connection: Connection;
  readonly runtime: Runtime;
  readonly timers: Timers;
  readonly client: Client;
  readonly guard: Guard;
  readonly configuration: EditorSettings;
  readonly project: Project;
  readonly workspace: Workspace;
  readonly documents: OpenDocuments;
  readonly bounces: Bounces;
  readonly reports: DiagnosticReports;
  readonly publisher: Publisher;
  readonly reviews: Reviews;
  readonly stream: DiagnosticStream;
  readonly index: WorkspaceIndex;
  readonly dns: EditorDns;
  readonly dependants: Dependants;
  readonly watchers: Watchers;
  readonly limits: LimitNotes;
}

export function createSession(connection: Connection, runtime: Runtime, params: InitializeParams): Session {
  const options: unknown = params.initializationOptions;
  const client = clientOf(params.capabilities, options);
  const guard = new Guard(connection.console);
  const timers = new Timers(runtime, guard);
  const configuration = new EditorSettings(connection, client, timers, {
    folders: foldersOf(params),
    options,
  });
  const project = runtime.openProject({
    folders: () => configuration.folderPaths(),
    openText: (path) => documents.textAt(path),
    severityOf: (rule, path) => configuration.settingsOf(path).rules[rule],
    isPreviewOn: (path) => configuration.settingsOf(path).preview,
    terraformOf: (folder) => configuration.settingsOf(folder).terraform,
    isTrusted: () => dns.isTrusted,
    ruleFailed: (rule, fault) => guard.report(rule, fault),
    watchedNamesChanged: () => watchers.changed(),
    turns: runtime,
    failed: (what, fault) => guard.report(what, fault),
    evidenceRead: () => {
      workspace.environmentChanged();
      publisher.environmentChanged();
    },
  });
  const watchers = new Watchers({
    client,
    connection,
    folders: () => configuration.folderPaths(),
    guard,
    timers,
    project,
  });
  const workspace = createWorkspace({
    ...project.environment,
    observer: project.observer,
    ask: (name, type, owner) => dns.ask(name, type, owner),
    evaluation: {
      startSlice: () => slice(runtime),
      evaluated: () => publisher.workspaceChanged(),
    },
  });
  const index: WorkspaceIndex = new WorkspaceIndex({
    client,
    connection,
    guard,
    project,
    runtime,
    timers,
    workspace,
    documents: () => documents,
    folders: () => configuration.folderPaths(),
    updated: (hasOthers) => {
      if (hasOthers) publisher.workspaceChanged();
      else reviews.changed();
      unread.changeLater();
    },
    filesChanged: (paths) => dependants.changedOnDisk(paths),
  });
  const documents = new OpenDocuments({
    workspace,
    guard,
    stored: index,
    folders: () => configuration.folderUris(),
  });
  const bounces = new Bounces({ client, documents, project, workspace });
  const isShown = (path: DocumentPath): boolean => reviews.isShown(path);
  const unread: UnreadList = new UnreadList({
    client,
    connection,
    guard,
    index,
    timers,
    workspace,
    folders: () => configuration.folderPaths(),
    isBusy: () => reviews.isBusy,
    changed: (paths) => reviews.changedAll(paths),
  });
  const unreadIn = (path: DocumentPath): Unread | undefined => unread.firstIn(path);
  const reports = new DiagnosticReports({
    bounces,
    client,
    configuration,
    documents,
    isShown,
    project,
    unreadIn,
    workspace,
  });
  const stream = new DiagnosticStream({ documents, isShown, reports: () => reports, timers, workspace });
  const parts = {
    connection,
    runtime,
    timers,
    client,
    guard,
    configuration,
    project,
    workspace,
    documents,
    bounces,
    index,
    reports,
    stream,
    watchers,
    limits: new LimitNotes({ connection, guard, timers }),
  };
  const diagnostics = createPublisher(parts);
  const { reviews } = diagnostics;
  const publisher: Publisher = withUnread(withBounces(withViews(diagnostics, parts), parts), unread);
  const dns: EditorDns = new EditorDns({ ...parts, publisher }, { trusted: trustsWorkspace(options) });
  const dependants: Dependants = new Dependants({ ...parts, dns, publisher });
  return { ...parts, publisher, reviews, dns, dependants };
}

/** URIs of the open folders. Older editors name one folder, in a deprecated member. */
function foldersOf({ workspaceFolders, ...params }: InitializeParams): readonly string[] {
  if (workspaceFolders !== null && workspaceFolders !== undefined)
    return workspaceFolders.map(({ uri }) => uri);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Older editors send it.
  const { rootUri } = params;
  return rootUri === null ? [] : [rootUri];
}
