import type { Connection } from 'vscode-languageserver';
import type { DocumentPath } from '../../../analysis/finding.ts';
import { MAX_MIRRORED, MAX_MIRRORED_FILE, normal, type FileMirror } from '../../browser/file-mirror.ts';
import { FetchFilesRequest } from '../requests.ts';
import type { RemoteFiles } from '../runtime.ts';
import { pathToUri, readFilesOf, schemeOf, uriToPath } from '../uri.ts';
import type { WorkspaceFiles } from '../workspace-files.ts';

/** Written to the output channel, because nothing else shows that git is missing. */
const NOT_IN_BROWSERS =
  'git is not available in a browser, so the committed files are unknown: mailtxt does not check whether serials were increased.';

/** Files and folders in one request. */
const MAX_AT_ONCE = 200;

/** Repetitions of a search with what the previous one needed: more than enough for nested folders. */
export const MAX_SEARCH_ROUNDS = 200;

/** Fetches what is needed from the open folders into a mirror, which the code for disks reads. */
export class MirroredFiles implements RemoteFiles {
  private readonly mirror: FileMirror;
  private readonly files: WorkspaceFiles;
  private connection: Connection | undefined;
  private arrived: (paths: readonly DocumentPath[]) => void = () => undefined;
  private fetching: Promise<void> | undefined;
  private isSearching = false;
  private isFull = false;

  constructor(mirror: FileMirror, files: WorkspaceFiles) {
    this.mirror = mirror;
    this.files = files;
    mirror.wantedMore = () => this.fetchLater();
  }

  connect(connection: Connection, arrived: (paths: readonly DocumentPath[]) => void): void {
    this.connection = connection;
    this.arrived = arrived;
    connection.console.info(NOT_IN_BROWSERS);
  }

  /** Fetches the files that a search of the folders reads, and those that it finds. */
  async open(uris: readonly string[]): Promise<void> {
    for (const uri of uris) readFilesOf(schemeOf(uri));
    const folders = uris.map((uri) => normal(uriToPath(uri)));
    await this.fetching;
    for (const folder of folders) this.mirror.mount(folder);
    this.isSearching = true;
    try {
      for (let round = 0; round < MAX_SEARCH_ROUNDS; round++) {
        for await (const hit of this.files.search(folders)) {
          if (hit.kind === 'document' || hit.kind === 'server-config') this.files.stampOf(hit.path);
        }
        if (!this.mirror.isWanting) return;
        await this.fetchWanted();
      }
    } finally {
      this.isSearching = false;
    }
  }

  async changed(paths: readonly DocumentPath[]): Promise<void> {
    await this.fetching;
    const folders = new Set(paths.flatMap((path) => this.mirror.nearestFolder(path) ?? []));
    await this.fetch([...folders], []);
    const files = paths.filter((path) => this.mirror.isHere(path) || this.files.mayMatter(path));
    await this.fetch([], files);
  }

  /** Fetches files that are requested in the background in the next turn, and reports their arrival. */
  private fetchLater(): void {
    if (this.isSearching || this.fetching !== undefined) return;
    this.fetching = Promise.resolve()
      .then(() => this.fetchWanted())
      .catch((fault: unknown) => this.connection?.console.error(`reading files: ${String(fault)}`))
      .then((paths) => {
        this.fetching = undefined;
        if (paths !== undefined && paths.length > 0) this.arrived(paths);
        if (this.mirror.isWanting) this.fetchLater();
      });
  }

  /** Returns what has arrived. */
  private async fetchWanted(): Promise<readonly DocumentPath[]> {
    const paths: DocumentPath[] = [];
    while (this.mirror.isWanting) {
      const { folders, files } = this.mirror.takeWanted();
      paths.push(...(await this.fetch(folders, files)));
    }
    return paths;
  }

  private async fetch(
    folders: readonly DocumentPath[],
    files: readonly DocumentPath[],
  ): Promise<readonly DocumentPath[]> {
    const { connection, mirror } = this;
    if (connection === undefined) return [];
    const paths: DocumentPath[] = [];
    for (let at = 0; at < Math.max(folders.length, files.length); at += MAX_AT_ONCE) {
      const someFolders = folders.slice(at, at + MAX_AT_ONCE);
      const someFiles = files.slice(at, at + MAX_AT_ONCE);
      const fetched = await connection.sendRequest(FetchFilesRequest, {
        folders: someFolders.map(pathToUri),
        files: someFiles.map(pathToUri),
        most: this.roomLeft(),
      });
      for (const [i, path] of someFolders.entries()) {
        const found = fetched.folders[i] ?? undefined;
        mirror.putFolder(path, found);
        for (const [name] of found ?? []) paths.push(`${path}/${name}`);
      }
      for (const [i, path] of someFiles.entries()) mirror.putFile(path, fetched.files[i] ?? undefined);
      paths.push(...someFiles);
    }
    return paths;
  }

  /** Octets that a file may still have. */
  private roomLeft(): number {
    const left = MAX_MIRRORED - this.mirror.octets;
    if (left < MAX_MIRRORED_FILE && !this.isFull) {
      this.isFull = true;
      const most = MAX_MIRRORED / (1024 * 1024);
      this.connection?.window.showWarningMessage(
        `In a browser, mailtxt reads at most ${most} MB of files in a workspace: the rest of this workspace was not read.`,
      );
    }
    return left < MAX_MIRRORED_FILE ? 0 : MAX_MIRRORED_FILE;
  }
}
