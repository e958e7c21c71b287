import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import type { FileProblem } from './file-problem.ts';
import type { EvidenceFolderOf, LoadedConfig } from './loaded-config.ts';
import { foldersUpTo, toDocumentPath } from './paths.ts';
import type { readConfig } from './read-config.ts';
import { readTextFile } from './text-file.ts';

const CONFIG_FILE = '.mailtxt.json';

/** Which settings hold for a file. */
export interface ConfigLookup {
  /** Those of the project: of the nearest `.mailtxt.json`. Whoever wrote the project wrote them. */
  nearest(path: DocumentPath): LoadedConfig | undefined;
  /** The user's own, for what a project's settings leave out. */
  readonly user: LoadedConfig | undefined;
}

/** What counts from the folder of a project. */
const PROJECT_KEYS = ['origins', 'reports', 'bounces', 'ignore'] as const;

function sizeOf(setting: readonly unknown[] | ReadonlyMap<unknown, unknown>): number {
  return 'size' in setting ? setting.size : setting.length;
}

type LoadReader = () => Promise<{ readonly readConfig: typeof readConfig }>;

/**
 * The `.mailtxt.json` files that are known so far.
 *
 * Invariant: after `load(folder, top)` the file of `folder` and of each folder above it up to `top` is known,
 * if it exists.
 */
export class ConfigFiles implements ConfigLookup {
  readonly problems: FileProblem[] = [];
  /** By folder; `undefined`: it has none. */
  private readonly known = new Map<DocumentPath, LoadedConfig | undefined>();
  private readonly nearestOf = new Map<DocumentPath, LoadedConfig | undefined>();
  private only: LoadedConfig | undefined;
  private ofUser: LoadedConfig | undefined;
  private readonly loadReader: LoadReader;
  private readonly evidenceFolderOf: EvidenceFolderOf | undefined;

  /** The reader is loaded when there is something to read: most folders have no settings. */
  constructor(
    loadReader: LoadReader = () => import('./read-config.ts'),
    evidenceFolderOf?: EvidenceFolderOf,
  ) {
    this.loadReader = loadReader;
    this.evidenceFolderOf = evidenceFolderOf;
  }

  /** From now on this file holds for all, whatever lies nearer. Names in it count from `folder`. */
  async useOnly(path: string, folder: string): Promise<void> {
    this.only = await this.read(path, folder);
  }

  /** The user's own settings, where there are any. */
  async loadUser(path: string | undefined): Promise<void> {
    if (path === undefined || !existsSync(path)) return;
    const loaded = await this.read(path, dirname(path));
    if (loaded === undefined) return;
    this.ofUser = loaded.forAnyProject();
    const left = PROJECT_KEYS.filter((key) => loaded.layers.some(({ config }) => sizeOf(config[key]) > 0));
    for (const key of left) {
      const message = `"${key}" names files of one project, so it is only read from ${CONFIG_FILE}`;
      this.problems.push({ path: loaded.path, message, fatal: false });
    }
  }

  get user(): LoadedConfig | undefined {
    return this.ofUser;
  }

  async load(folder: string, top: string): Promise<void> {
    if (this.only !== undefined) return;
    for (const at of foldersUpTo(folder, top)) {
      const key = toDocumentPath(at);
      if (this.known.has(key)) continue;
      const path = join(at, CONFIG_FILE);
      this.known.set(key, existsSync(path) ? await this.read(path, at) : undefined);
      this.nearestOf.clear();
    }
  }

  /** The settings that hold for a file. */
  nearest(path: DocumentPath): LoadedConfig | undefined {
    return this.only ?? this.nearestIn(toDocumentPath(dirname(path)));
  }

  private nearestIn(folder: DocumentPath): LoadedConfig | undefined {
    if (this.nearestOf.has(folder)) return this.nearestOf.get(folder);
    let nearest: LoadedConfig | undefined;
    for (const at of foldersUpTo(folder)) {
      nearest = this.known.get(toDocumentPath(at));
      if (nearest !== undefined) break;
    }
    this.nearestOf.set(folder, nearest);
    return nearest;
  }

  private async read(path: string, folder: string): Promise<LoadedConfig | undefined> {
    const documentPath = toDocumentPath(path);
    const file = readTextFile(path);
    if (file.kind === 'unreadable') {
      this.problems.push({ path: documentPath, message: file.reason, fatal: true });
      return undefined;
    }
    const { readConfig } = await this.loadReader();
    const place = { path: documentPath, folder: toDocumentPath(folder) };
    const { loaded, problems } = readConfig(file.text, place, readTextFile);
    for (const { range, message } of problems) {
      this.problems.push({ path: documentPath, message, range, text: file.text, fatal: true });
    }
    return this.evidenceFolderOf === undefined ? loaded : loaded.withEvidenceIn(this.evidenceFolderOf);
  }
}
