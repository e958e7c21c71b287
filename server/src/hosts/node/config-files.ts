import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import type { FileProblem } from './file-problem.ts';
import type { EvidenceFolderOf, LoadedConfig } from './loaded-config.ts';
import { foldersUpTo, toDocumentPath } from './paths.ts';
import type { readConfig } from './read-config.ts';
import { readTextFile } from './text-file.ts';

const CONFIG_FILE = '.mailtxt.json';

/** Finds the settings that apply to a file. */
export interface ConfigLookup {
  /** The project's settings: those of the nearest `.mailtxt.json`. They are not trusted more than the project. */
  nearest(path: DocumentPath): LoadedConfig | undefined;
  /** The user's own settings, for what a project's settings do not set. */
  readonly user: LoadedConfig | undefined;
}

/** Settings that are relative to the folder of a project. */
const PROJECT_KEYS = ['origins', 'reports', 'bounces', 'ignore'] as const;

function sizeOf(setting: readonly unknown[] | ReadonlyMap<unknown, unknown>): number {
  return 'size' in setting ? setting.size : setting.length;
}

type LoadReader = () => Promise<{ readonly readConfig: typeof readConfig }>;

/**
 * The `.mailtxt.json` files that are known so far.
 *
 * Invariant: after `load(folder, top)`, the file of `folder` and of each parent folder up to `top` is known, if it exists.
 */
export class ConfigFiles implements ConfigLookup {
  readonly problems: FileProblem[] = [];
  /** The settings by folder. `undefined`: the folder has none. */
  private readonly known = new Map<DocumentPath, LoadedConfig | undefined>();
  private readonly nearestOf = new Map<DocumentPath, LoadedConfig | undefined>();
  private only: LoadedConfig | undefined;
  private ofUser: LoadedConfig | undefined;
  private readonly loadReader: LoadReader;
  private readonly evidenceFolderOf: EvidenceFolderOf | undefined;

  /** The reader is loaded on demand: most folders have no settings. */
  constructor(
    loadReader: LoadReader = () => import('./read-config.ts'),
    evidenceFolderOf?: EvidenceFolderOf,
  ) {
    this.loadReader = loadReader;
    this.evidenceFolderOf = evidenceFolderOf;
  }

  /** From then on, this file applies to all files. Paths in it are relative to `folder`. */
  async useOnly(path: string, folder: string): Promise<void> {
    this.only = await this.read(path, folder);
  }

  /** Loads the user's own settings, if there are any. */
  async loadUser(path: string | undefined): Promise<void> {
    if (path === undefined || !existsSync(path)) return;
    const loaded = await this.read(path, dirname(path));
    if (loaded === undefined) return;
    this.ofUser = loaded.forAnyProject();
    const left = PROJECT_KEYS.filter((key) => loaded.layers.some(({ config }) => sizeOf(config[key]) > 0));
    for (const key of left) {
      const message = `"${key}" names files of a project, so it is only read from ${CONFIG_FILE}`;
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

  /** The settings that apply to a file. */
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
