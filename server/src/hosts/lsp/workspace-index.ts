import type { CancellationToken, Connection } from 'vscode-languageserver';
import { dirname } from 'node:path';
import type { DocumentPath } from '../../analysis/finding.ts';
import { isOfFamily } from '../../analysis/input/formats.ts';
import type { DocumentFormat } from '../../analysis/input/formats.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { Unread } from '../../records/unread.ts';
import type { FileProblem } from '../node/file-problem.ts';
import { SeenFiles } from '../node/seen-files.ts';
import type { Client } from './client.ts';
import type { OpenDocuments } from './documents.ts';
import { evaluateInSlices } from './evaluate-in-slices.ts';
import { canceled, type Guard } from './guard.ts';
import { IndexProgress } from './index-progress.ts';
import type { Project } from './project.ts';
import type { Runtime, Timer } from './runtime.ts';
import { nextSlice, slice } from './slice.ts';
import type { Timers } from './timers.ts';

/** Files with records in the open folders that are read. The others are reported as not read. */
export const MAX_INDEXED_FILES = 50_000;
/** UTF-16 units of all files with records that are read. Small zones take about 15 times as much memory in octets. */
export const MAX_INDEXED_LENGTH = 100 * 1024 * 1024;
/** Milliseconds that searching the open folders and reading their files may take. The rest is reported as not read. */
export const MAX_INDEX_TIME = 120_000;

/** Milliseconds to wait for more changes: checking out a branch changes thousands of files. */
const GATHER = 100;
/** Milliseconds that are reserved for the documents opened first. */
const HEAD_START = 300;
/** Milliseconds between comparisons of all files with the disk, for editors that do not watch files. */
const SWEEP_INTERVAL = 10_000;

interface IndexContext {
  readonly client: Client;
  readonly connection: Connection;
  readonly documents: () => OpenDocuments;
  readonly folders: () => readonly DocumentPath[];
  readonly guard: Guard;
  readonly project: Project;
  readonly runtime: Runtime;
  readonly timers: Timers;
  readonly workspace: Workspace;
  /** Called when everything is read and all modules are evaluated. `hasOthers`: documents were added, replaced or removed. */
  readonly updated: (hasOthers: boolean) => void;
  /** Called for changed files, like the notification of an editor that watches files. */
  readonly filesChanged: (paths: readonly DocumentPath[]) => void;
}

interface IndexedFile {
  readonly format: DocumentFormat;
  readonly stamp: string | undefined;
}

/** The result of a search. */
interface Found {
  readonly files: ReadonlyMap<DocumentPath, DocumentFormat>;
  readonly folders: ReadonlyMap<DocumentPath, string | undefined>;
  readonly ruleFiles: ReadonlyMap<DocumentPath, string | undefined>;
}

/**
 * Keeps the files with records of the open folders in the workspace, as the command line would find them. For open files, the
 * text in the editor is used.
 *
 * Invariant, while `isComplete`: each file in `files` is in the workspace, with the text on disk at the time of `stamp`, or the
 * text in the editor.
 */
export class WorkspaceIndex {
  private readonly context: IndexContext;
  private readonly progress: IndexProgress;
  private readonly files = new Map<DocumentPath, IndexedFile>();
  private folders: ReadonlyMap<DocumentPath, string | undefined> = new Map();
  private ruleFiles: ReadonlyMap<DocumentPath, string | undefined> = new Map();
  private readonly changedPaths = new Set<DocumentPath>();
  private usedStamps = new Map<DocumentPath, string | undefined>();
  private isSearchDue = false;
  private running: Promise<void> | undefined;
  private timer: Timer | undefined;
  private isStarted = false;
  private firstIsDone: () => void = () => undefined;
  private readonly first = new Promise<void>((resolve) => {
    this.firstIsDone = resolve;
  });
  private isDone = false;
  private lastSweep = 0;
  /** Counts how often documents were added, replaced or removed. */
  version = 0;
  private isSweeping = false;
  /** What the last search saw in addition to the files that are read. */
  private seen: SeenFiles | undefined;
  /** Values files that were added or removed since the previous search. */
  private valuesFound: readonly DocumentPath[] = [];
  /** Folders that the last search skipped. */
  private readonly deepFolders: FileProblem[] = [];

  constructor(context: IndexContext) {
    this.context = context;
    this.progress = new IndexProgress(context);
  }

  /** True once the folders were read for the first time. */
  get isComplete(): boolean {
    return this.isDone;
  }

  /** Whether the folders are being read, or will be. */
  get isReading(): boolean {
    return this.isStarted && (this.timer !== undefined || this.running !== undefined);
  }

  /** What was not read in the open folders. `isRead`: whether a module reads the file as data. */
  unread(isRead: (path: DocumentPath) => boolean): readonly Unread[] {
    const [path = ''] = this.context.folders();
    const limits = [
      ...this.progress.notRead.map((what) => ({
        path,
        message: `Some files of the workspace were not read: the limit is ${what}.`,
      })),
      ...this.deepFolders.map((folder) => ({ path: folder.path, message: `The folder ${folder.message}.` })),
    ];
    return [
      ...limits.map((limit) => ({ ...limit, kind: 'limit' as const, range: undefined, count: 1 })),
      ...(this.seen?.unread(isRead) ?? []),
    ];
  }

  /** Whether a search found the file. */
  has(path: DocumentPath): boolean {
    return this.files.has(path);
  }

  /** The files that were read. */
  paths(): Iterable<DocumentPath> {
    return this.files.keys();
  }

  formatOf(path: DocumentPath): DocumentFormat | undefined {
    return this.files.get(path)?.format;
  }

  /** Reads the open folders again, because the folders or the rules for their files changed. */
  search(): void {
    this.expect();
    this.isSearchDue = true;
    this.start(this.isDone ? 0 : HEAD_START);
  }

  /** Announces a search, so that callers that need it wait for it. */
  expect(): void {
    this.isStarted = true;
  }

  /** Files were created, changed or deleted on disk. */
  filesChanged(paths: readonly DocumentPath[]): void {
    if (!this.isStarted) return;
    for (const path of paths) this.changedPaths.add(path);
    if (this.changedPaths.size > 0) this.start(GATHER);
  }

  /**
   * Resolves once everything is read that was due at the time of the call.
   *
   * @throws ResponseError when the request is canceled in the meantime
   */
  async whenComplete(token: CancellationToken): Promise<void> {
    while (this.isStarted && (!this.isDone || this.isReading)) {
      if (token.isCancellationRequested) throw canceled();
      if (this.timer !== undefined) {
        this.timer.cancel();
        this.run();
      }
      await Promise.race([this.running ?? this.first, isCanceled(token)]);
    }
    if (token.isCancellationRequested) throw canceled();
  }

  /** The editor closed the document, so the text on disk is used again. Returns whether the index has the file. */
  restore(path: DocumentPath): boolean {
    if (!this.files.has(path)) return false;
    return this.reread(path);
  }

  /** For editors that do not watch files: periodically compares the known files with the disk. */
  compareWithDisk(): void {
    const { client, runtime, guard } = this.context;
    if (client.registersWatchers || !this.isDone || this.isSweeping) return;
    if (runtime.now() - this.lastSweep < SWEEP_INTERVAL) return;
    this.isSweeping = true;
    this.sweep()
      .catch((fault: unknown) => guard.report('comparing files with the disk', fault))
      .finally(() => {
        this.isSweeping = false;
        this.lastSweep = runtime.now();
      });
  }

  private async sweep(): Promise<void> {
    const { project, runtime } = this.context;
    const known: Iterable<readonly [DocumentPath, string | undefined]>[] = [
      [...this.files].map(([path, { stamp }]) => [path, stamp] as const),
      [...this.folders],
      [...this.ruleFiles],
      this.usedStamps,
    ];
    const others: DocumentPath[] = [];
    this.takeUsed();
    let hasTime = slice(runtime);
    for (const list of known) {
      for (const [path, stamp] of list) {
        const now = project.files.stampOf(path);
        if (now !== stamp) others.push(path);
        if (list === this.usedStamps) this.usedStamps.set(path, now);
        if (hasTime()) continue;
        await nextSlice(runtime);
        hasTime = slice(runtime);
      }
    }
    this.context.filesChanged(others);
  }

  /** Checks files that documents depend on but that are not documents of the index. New ones among them were just read. */
  private takeUsed(): void {
    const { project } = this.context;
    const before = this.usedStamps;
    this.usedStamps = new Map();
    for (const path of project.usedPaths()) {
      if (!this.files.has(path)) this.usedStamps.set(path, before.get(path) ?? project.files.stampOf(path));
    }
  }

  private start(delay: number): void {
    if (this.running !== undefined) return;
    this.timer?.cancel();
    this.timer = this.context.timers.later('reading the workspace', delay, () => this.run());
  }

  private run(): void {
    this.timer = undefined;
    const { guard } = this.context;
    const before = this.version;
    this.running = this.update()
      .catch((fault: unknown) => guard.report('reading the workspace', fault))
      .finally(() => {
        this.running = undefined;
        this.isDone = true;
        this.firstIsDone();
        this.progress.end();
        this.context.updated(this.version !== before);
        if (this.isSearchDue || this.changedPaths.size > 0) this.start(GATHER);
      });
  }

  private async update(): Promise<void> {
    const { workspace, runtime } = this.context;
    const paths = [...this.changedPaths];
    this.changedPaths.clear();
    await this.takeChanges(paths);
    if (this.isSearchDue) {
      this.isSearchDue = false;
      await this.searchAll();
    }
    await evaluateInSlices({ workspace, runtime });
  }

  /** Reads known files again, and starts a search if new files are possible. */
  private async takeChanges(paths: readonly DocumentPath[]): Promise<void> {
    const { project, runtime } = this.context;
    let hasTime = slice(runtime);
    for (const path of paths) {
      if (this.isSearchDue) return;
      if (this.files.has(path)) this.reread(path);
      else if (this.mayBeNew(path)) this.isSearchDue = true;
      if (hasTime()) continue;
      await nextSlice(runtime);
      hasTime = slice(runtime);
    }
    if (paths.some((path) => project.files.isRuleFile(path))) this.isSearchDue = true;
  }

  private mayBeNew(path: DocumentPath): boolean {
    const { files } = this.context.project;
    if (this.folders.has(path)) return true;
    // Files in a skipped folder are skipped.
    if (!this.folders.has(dirname(path)) || !(files.mayMatter(path) || files.isFolder(path))) return false;
    return files.isFolder(path) || files.isRuleFile(path) || files.read(path, () => undefined) !== undefined;
  }

  private async searchAll(): Promise<void> {
    const { project, runtime, workspace } = this.context;
    const end = runtime.now() + MAX_INDEX_TIME;
    this.progress.begin();
    const found = await this.find(end);
    this.folders = found.folders;
    this.ruleFiles = found.ruleFiles;
    const texts = await this.readTexts(await this.changedOnes(found.files), end);
    if (project.serverConfigsFound([...found.ruleFiles.keys()])) workspace.environmentChanged();
    if (this.valuesFound.length > 0) workspace.filesChanged(this.valuesFound);
    let hasTime = slice(runtime);
    const pause = async (): Promise<void> => {
      if (hasTime()) return;
      await nextSlice(runtime);
      hasTime = slice(runtime);
    };
    for (const path of [...this.files.keys()]) {
      if (found.files.has(path)) continue;
      this.drop(path);
      await pause();
    }
    for (const { path, stamp, format, text } of familyLast(texts)) {
      this.put(path, stamp, format, text);
      await pause();
    }
  }

  /** The files whose text on disk differs from the workspace, according to their stamps. */
  private async changedOnes(
    files: ReadonlyMap<DocumentPath, DocumentFormat>,
  ): Promise<readonly (readonly [DocumentPath, DocumentFormat])[]> {
    const { project, runtime } = this.context;
    const changed: (readonly [DocumentPath, DocumentFormat])[] = [];
    let hasTime = slice(runtime);
    for (const [path, format] of files) {
      const known = this.files.get(path);
      if (known === undefined || known.stamp !== project.files.stampOf(path)) changed.push([path, format]);
      if (hasTime()) continue;
      await nextSlice(runtime);
      hasTime = slice(runtime);
    }
    return changed;
  }

  /** Searches the folders. */
  private async find(end: number): Promise<Found> {
    const { project, runtime, folders: open } = this.context;
    const files = new Map<DocumentPath, DocumentFormat>();
    const folders = new Map<DocumentPath, string | undefined>();
    const ruleFiles = new Map<DocumentPath, string | undefined>();
    const seen = new SeenFiles();
    this.deepFolders.length = 0;
    let hasTime = slice(runtime);
    for await (const hit of project.files.search(open(), seen)) {
      if (!hasTime()) {
        await nextSlice(runtime);
        hasTime = slice(runtime);
      }
      if (runtime.now() > end) {
        this.progress.left('time', `${MAX_INDEX_TIME / 1000} seconds`);
        break;
      }
      switch (hit.kind) {
        case 'folder':
          folders.set(hit.path, project.files.stampOf(hit.path));
          for (const name of ['.gitignore', '.mailtxt.json']) {
            const path = `${hit.path}/${name}`;
            const stamp = project.files.stampOf(path);
            if (stamp !== undefined) ruleFiles.set(path, stamp);
          }
          break;
        case 'document':
          if (files.size < MAX_INDEXED_FILES) files.set(hit.path, hit.format.id);
          else this.progress.left('files', `${MAX_INDEXED_FILES.toLocaleString('en-US')} files`);
          break;
        case 'server-config':
          ruleFiles.set(hit.path, project.files.stampOf(hit.path));
          break;
        case 'link':
          break;
        case 'problem':
          this.progress.problem(hit.problem.path, hit.problem.message);
          if (hit.problem.unread !== undefined) this.deepFolders.push(hit.problem);
      }
    }
    this.seen = seen;
    this.valuesFound = project.valueFilesFound(seen.valueFiles);
    return { files, folders, ruleFiles };
  }

  private async readTexts(
    wanted: readonly (readonly [DocumentPath, DocumentFormat])[],
    end: number,
  ): Promise<readonly (IndexedFile & { readonly path: DocumentPath; readonly text: string })[]> {
    const { project, runtime } = this.context;
    const texts: (IndexedFile & { readonly path: DocumentPath; readonly text: string })[] = [];
    let left = MAX_INDEXED_LENGTH;
    let hasTime = slice(runtime);
    for (const [i, [path, format]] of wanted.entries()) {
      const stamp = project.files.stampOf(path);
      const file = project.files.read(path, (reason) => this.progress.problem(path, reason));
      if (file !== undefined) {
        left -= file.text.length;
        if (left < 0) {
          this.progress.left('length', `${MAX_INDEXED_LENGTH / (1024 * 1024)} MB of records`);
          break;
        }
        texts.push({ path, stamp, format, text: file.text });
      }
      if (hasTime()) continue;
      if (runtime.now() > end) {
        this.progress.left('time', `${MAX_INDEX_TIME / 1000} seconds`);
        break;
      }
      this.progress.show(i, wanted.length);
      await nextSlice(runtime);
      hasTime = slice(runtime);
    }
    return texts;
  }

  /** Returns whether the file is still there. */
  private reread(path: DocumentPath): boolean {
    const { files } = this.context.project;
    const stamp = files.stampOf(path);
    const file = files.read(path, (reason) => this.progress.problem(path, reason));
    if (file === undefined) {
      this.drop(path);
      return false;
    }
    this.put(path, stamp, file.format, file.text);
    return true;
  }

  private put(path: DocumentPath, stamp: string | undefined, format: DocumentFormat, text: string): void {
    const { documents, guard, workspace } = this.context;
    const isKnown = this.files.has(path);
    this.files.set(path, { format, stamp });
    if (documents().at(path) !== undefined) {
      documents().found(path);
      this.version++;
      return;
    }
    // Accessing a document of a family evaluates the whole family, which takes long.
    if (isKnown && !isOfFamily(format) && sameText(workspace, path, text)) return;
    this.version++;
    guard.run('reading a file', undefined, () => {
      workspace.add(path, text, { format });
      // Build the zone of the file now: otherwise, the first question about any zone builds the zones of all files at once.
      if (!isOfFamily(format)) workspace.zonesOf(path);
    });
  }

  private drop(path: DocumentPath): void {
    const { documents, guard, workspace } = this.context;
    this.version++;
    this.files.delete(path);
    // Open documents are checked in any case.
    if (documents().at(path) !== undefined) return;
    guard.run('removing a file', undefined, () => workspace.remove(path));
  }
}

function familyLast<T extends { readonly format: DocumentFormat }>(files: readonly T[]): readonly T[] {
  const isLate = ({ format }: T): boolean => isOfFamily(format);
  return [...files.filter((file) => !isLate(file)), ...files.filter(isLate)];
}

/** Whether the workspace has the document with this text, added and not edited. */
function sameText(workspace: Workspace, path: DocumentPath, text: string): boolean {
  if (!workspace.has(path)) return false;
  const known = workspace.textOf(path);
  return known?.length === text.length && known.slice(0, text.length) === text;
}

function isCanceled(token: CancellationToken): Promise<void> {
  return new Promise((resolve) => {
    token.onCancellationRequested(() => resolve());
  });
}
