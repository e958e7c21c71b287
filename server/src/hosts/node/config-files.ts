import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Config, parseConfig } from '../../analysis/config.ts';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { Range } from '../../text/range.ts';
import { foldersUpTo, toDocumentPath } from './paths.ts';
import { readTextFile } from './text-file.ts';

const CONFIG_FILE = '.mailtxt.json';

/** A settings file that was read. */
export interface LoadedConfig {
  readonly path: DocumentPath;
  /** Names and patterns in the file count from here. */
  readonly folder: DocumentPath;
  readonly config: Config;
}

/** Who knows which settings hold for a file. */
export interface ConfigLookup {
  nearest(path: DocumentPath): LoadedConfig | undefined;
}

/** Something that could not be read or used. */
export interface FileProblem {
  readonly path: DocumentPath;
  readonly message: string;
  /** Where, in `text`; `undefined`: the file as a whole. */
  readonly range?: Range;
  readonly text?: string;
  /** The work that was asked for is not done without it; else it is only worth a word. */
  readonly fatal: boolean;
}

type LoadParser = () => Promise<{ readonly parseConfig: typeof parseConfig }>;

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
  private readonly loadParser: LoadParser;

  /** The parser is loaded when there is something to parse: most folders have no settings. */
  constructor(loadParser: LoadParser = () => import('../../analysis/config.ts')) {
    this.loadParser = loadParser;
  }

  /** From now on this file holds for all, whatever lies nearer. Names in it count from `folder`. */
  async useOnly(path: string, folder: string): Promise<void> {
    this.only = await this.read(path, folder);
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
    const parser = await this.loadParser();
    const { config, problems } = parser.parseConfig(file.text);
    for (const { range, message } of problems) {
      this.problems.push({ path: documentPath, message, range, text: file.text, fatal: true });
    }
    return { path: documentPath, folder: toDocumentPath(folder), config };
  }
}
