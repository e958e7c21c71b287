import type { Connection, InitializeParams } from 'vscode-languageserver';
import { createWorkspace } from '../../analysis/create-workspace.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { clientOf, type Client } from './client.ts';
import { Configuration } from './configuration.ts';
import { Dependants } from './dependants.ts';
import { OpenDocuments } from './documents.ts';
import { Guard } from './guard.ts';
import type { Project } from './project.ts';
import { createPublisher, type Publisher } from './publisher.ts';
import type { Runtime } from './runtime.ts';
import { Watchers } from './watchers.ts';

/** What the handlers share from the greeting to the end. */
export interface Session {
  readonly connection: Connection;
  readonly runtime: Runtime;
  readonly client: Client;
  readonly guard: Guard;
  readonly configuration: Configuration;
  readonly project: Project;
  readonly workspace: Workspace;
  readonly documents: OpenDocuments;
  readonly publisher: Publisher;
  readonly dependants: Dependants;
  readonly watchers: Watchers;
}

export function createSession(connection: Connection, runtime: Runtime, params: InitializeParams): Session {
  const client = clientOf(params.capabilities);
  const guard = new Guard(connection.console);
  const configuration = new Configuration(connection, client, runtime, {
    folders: foldersOf(params),
    options: params.initializationOptions,
  });
  const project = runtime.openProject({
    folders: () => configuration.folderPaths(),
    openText: (path) => documents.textAt(path),
    severityOf: (rule, path) => configuration.settingsOf(path).rules[rule],
    ruleFailed: (rule, fault) => guard.report(rule, fault),
    watchedNamesChanged: () => watchers.changed(),
  });
  const watchers = new Watchers({ client, connection, guard, runtime, project });
  const workspace = createWorkspace(project.surroundings);
  const documents = new OpenDocuments(workspace, guard);
  const parts = {
    connection,
    runtime,
    client,
    guard,
    configuration,
    project,
    workspace,
    documents,
    watchers,
  };
  const publisher = createPublisher(parts);
  return { ...parts, publisher, dependants: new Dependants({ ...parts, publisher }) };
}

/** URIs. Older editors name one folder, in the old way. */
function foldersOf({ workspaceFolders, ...params }: InitializeParams): readonly string[] {
  if (workspaceFolders !== null && workspaceFolders !== undefined)
    return workspaceFolders.map(({ uri }) => uri);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what older editors send
  const { rootUri } = params;
  return rootUri === null ? [] : [rootUri];
}
