import type { Connection } from 'vscode-languageserver';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { Client } from './client.ts';
import { defaultSettings, readSettings, sameSettings, type Settings } from './settings.ts';
import type { Timers } from './timers.ts';
import { schemeOf, uriToPath } from './uri.ts';

const SECTION = 'mailtxt';

/** Milliseconds that the first report waits for the settings. An editor that never answers must not prevent reports. */
const PATIENCE = 1000;

/** The settings of every workspace folder, as last received from the editor. */
export class EditorSettings {
  private readonly connection: Connection;
  private readonly client: Client;
  private folders: readonly string[];
  /** Those of `folders`, if they are needed and cannot change. */
  private paths: readonly DocumentPath[] | undefined;
  /** The settings from the initialization options. */
  private readonly greeted: Settings;
  private base: Settings;
  private byFolder: ReadonlyMap<DocumentPath, Settings> = new Map();
  private asked = 0;
  private readonly first: Promise<void>;
  private firstArrived: () => void = () => undefined;

  /** `folders`: URIs. `options`: settings from the initialization options, for editors that have no other way. */
  constructor(
    connection: Connection,
    client: Client,
    timers: Timers,
    given: { readonly folders: readonly string[]; readonly options: unknown },
  ) {
    this.connection = connection;
    this.client = client;
    this.folders = given.folders;
    this.greeted = readSettings(sectionOf(given.options));
    this.base = this.greeted;
    this.first = new Promise((resolve) => {
      this.firstArrived = resolve;
    });
    if (client.answersConfiguration) timers.later('waiting for settings', PATIENCE, this.firstArrived);
    else this.firstArrived();
  }

  /** Resolves when the settings have arrived, or will not arrive. */
  ready(): Promise<void> {
    return this.first;
  }

  /** The settings that apply unless a folder has its own. */
  general(): Settings {
    return this.base;
  }

  settingsOf(path: DocumentPath): Settings {
    let innermost: DocumentPath | undefined;
    for (const folder of this.byFolder.keys()) {
      if (path.startsWith(`${folder}/`) && folder.length > (innermost?.length ?? -1)) innermost = folder;
    }
    return (innermost === undefined ? undefined : this.byFolder.get(innermost)) ?? this.base;
  }

  /** Needed for each file of the workspace. */
  folderPaths(): readonly DocumentPath[] {
    if (this.paths !== undefined) return this.paths;
    const paths = this.folders.map((uri) => withoutFinalSlash(uriToPath(uri)));
    // Other schemes are registered later: see `readFilesOf`.
    if (this.folders.every((uri) => schemeOf(uri) === 'file')) this.paths = paths;
    return paths;
  }

  folderUris(): readonly string[] {
    return this.folders;
  }

  changeFolders(added: readonly string[], removed: readonly string[]): void {
    this.folders = [...this.folders.filter((uri) => !removed.includes(uri)), ...added];
    this.paths = undefined;
  }

  /** Handles settings that the editor sent on its own. Returns true if they changed. */
  accept(sent: unknown): boolean {
    const before = this.base;
    this.base = readSettings(sectionOf(sent));
    return !sameSettings(before, this.base);
  }

  /** Requests the settings from the editor. Returns true if they changed. */
  async fetch(): Promise<boolean> {
    if (!this.client.answersConfiguration) return false;
    const question = ++this.asked;
    const { folders } = this;
    try {
      const [base, ...rest] = (await this.connection.workspace.getConfiguration([
        { section: SECTION },
        ...folders.map((scopeUri) => ({ scopeUri, section: SECTION })),
      ])) as readonly unknown[];
      // The settings were requested again in the meantime, and that answer is newer.
      if (question !== this.asked) return false;
      // Most editors have settings in only one of two places: an empty answer does not revoke the initialization options.
      const settingsIn = (answer: unknown): Settings =>
        isNothing(answer) ? this.greeted : readSettings(answer);
      return this.replace(settingsIn(base), folders, rest.map(settingsIn));
    } finally {
      this.firstArrived();
    }
  }

  private replace(base: Settings, folders: readonly string[], settings: readonly Settings[]): boolean {
    const byFolder = new Map(
      folders.map((uri, i) => [withoutFinalSlash(uriToPath(uri)), settings[i] ?? defaultSettings]),
    );
    const before = (folder: DocumentPath): Settings => this.byFolder.get(folder) ?? this.base;
    const same =
      sameSettings(base, this.base) &&
      [...byFolder].every(([folder, now]) => sameSettings(before(folder), now));
    this.base = base;
    this.byFolder = byFolder;
    return !same;
  }
}

function isNothing(answer: unknown): boolean {
  return answer === null || answer === undefined;
}

/** Some editors send all their settings, some only those of mailtxt. */
function sectionOf(sent: unknown): unknown {
  return typeof sent === 'object' && sent !== null && SECTION in sent
    ? (sent as Record<typeof SECTION, unknown>)[SECTION]
    : sent;
}

function withoutFinalSlash(path: DocumentPath): DocumentPath {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
