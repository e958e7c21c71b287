import type { Connection, InitializeParams } from 'vscode-languageserver';
import { createWorkspace } from '../../analysis/create-workspace.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { withBounces } from './bounce-publisher.ts';
import { Bounces } from './bounces.ts';
import { clientOf, trustsWorkspace, type Client } from './client.ts';
import { EditorSettings } from './configuration.ts';
import { Dependants } from './dependants.ts';
import { OpenDocuments } from './documents.ts';
import { EditorDns } from './editor-dns.ts';
import { Guard } from './guard.ts';
import { slice } from './slice.ts';
import type { Project } from './project.ts';
import { createPublisher, type Publisher } from './publisher.ts';
import { DiagnosticReports } from './report.ts';
import type { Runtime } from './runtime.ts';
import { Timers } from './timers.ts';
import { withViews } from './views.ts';
import { Watchers } from './watchers.ts';

/** What the handlers share from the greeting to the end. */
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
  readonly dns: EditorDns;
  readonly dependants: Dependants;
  readonly watchers: Watchers;
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
    isTrusted: () => dns.isTrusted,
    ruleFailed: (rule, fault) => guard.report(rule, fault),
    watchedNamesChanged: () => watchers.changed(),
    turns: runtime,
    failed: (what, fault) => guard.report(what, fault),
    evidenceRead: () => {
      workspace.surroundingsChanged();
      publisher.surroundingsChanged();
    },
  });
  const watchers = new Watchers({ client, connection, guard, timers, project });
  const workspace = createWorkspace({
    ...project.surroundings,
    observer: project.observer,
    ask: (name, type, owner) => dns.ask(name, type, owner),
    evaluation: {
      startSlice: () => slice(runtime),
      evaluated: () => publisher.surroundingsChanged(),
    },
  });
  const documents = new OpenDocuments(workspace, guard);
  const bounces = new Bounces({ documents, project, workspace });
  const reports = new DiagnosticReports({ bounces, configuration, documents, project, workspace });
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
    reports,
    watchers,
  };
  const publisher = withBounces(withViews(createPublisher(parts), parts), parts);
  const dns = new EditorDns({ ...parts, publisher }, { trusted: trustsWorkspace(options) });
  return { ...parts, publisher, dns, dependants: new Dependants({ ...parts, dns, publisher }) };
}

/** URIs. Older editors name one folder, in the old way. */
function foldersOf({ workspaceFolders, ...params }: InitializeParams): readonly string[] {
  if (workspaceFolders !== null && workspaceFolders !== undefined)
    return workspaceFolders.map(({ uri }) => uri);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what older editors send
  const { rootUri } = params;
  return rootUri === null ? [] : [rootUri];
}
