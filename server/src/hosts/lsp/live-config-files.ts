import { dirname, isAbsolute } from 'node:path';
import { CONFIG_FILE } from '../../analysis/input/config.ts';
import type { ConfigProblem } from '../../analysis/input/config-reader.ts';
import type { DocumentPath } from '../../analysis/finding.ts';
import { ConfigFiles } from '../node/config-files.ts';
import type { LoadedConfig } from '../node/loaded-config.ts';
import { toDocumentPath } from '../node/paths.ts';
import { readConfig } from '../node/read-config.ts';
import { readTextFile } from '../node/text-file.ts';
import type { ReadResult } from '../node/text-file.ts';
import { userConfigPath } from '../node/user-config.ts';

/** Settings files, read on demand. For an open file, the text in the editor is used. */
export class LiveConfigFiles extends ConfigFiles {
  private readonly extendedFilesChanged: () => void;
  private readonly openText: (path: DocumentPath) => string | undefined;
  /** The settings of each folder: its own, or those of the nearest parent folder. */
  private readonly byFolder = new Map<DocumentPath, LoadedConfig | undefined>();

  /** The files that the read files extend. */
  private readonly extended = new Set<DocumentPath>();
  /** Computed on demand. */
  private usersOwn: { readonly loaded: LoadedConfig | undefined } | undefined;

  /** `extendedFilesChanged`: called when the set of files to watch changes. */
  constructor(openText: (path: DocumentPath) => string | undefined, extendedFilesChanged: () => void) {
    super();
    this.openText = openText;
    this.extendedFilesChanged = extendedFilesChanged;
  }

  override get user(): LoadedConfig | undefined {
    this.usersOwn ??= { loaded: this.readUser() };
    return this.usersOwn.loaded;
  }

  private readUser(): LoadedConfig | undefined {
    const found = userConfigPath();
    if (found === undefined) return undefined;
    const path = toDocumentPath(found);
    return this.readFile(path)?.loaded.forAnyProject();
  }

  /** The problems in a settings file, and in the files that it extends. */
  problemsOf(path: DocumentPath): readonly ConfigProblem[] {
    return this.readFile(path)?.problems ?? [];
  }

  /** Whether a settings file that was read extends this file. */
  isExtended(path: DocumentPath): boolean {
    return this.extended.has(path);
  }

  extendedFiles(): Iterable<DocumentPath> {
    return this.extended;
  }

  private readFile(path: DocumentPath): ReturnType<typeof readConfig> | undefined {
    const file = this.textAt(path);
    if (file.kind === 'unreadable') return undefined;
    const place = { path, folder: toDocumentPath(dirname(path)) };
    const read = readConfig(file.text, place, (other) => this.textAt(toDocumentPath(other)));
    const before = this.extended.size;
    for (const extended of read.extendedFiles) this.extended.add(extended);
    if (this.extended.size > before) this.extendedFilesChanged();
    return read;
  }

  private textAt(path: DocumentPath): ReadResult {
    const open = this.openText(path);
    return open === undefined ? readTextFile(path) : { kind: 'text', text: open };
  }

  override nearest(path: DocumentPath): LoadedConfig | undefined {
    return isAbsolute(path) ? this.nearestTo(toDocumentPath(dirname(path))) : undefined;
  }

  /** The settings that were looked up so far, each once. */
  lookedUp(): ReadonlySet<LoadedConfig> {
    const known = new Set<LoadedConfig>();
    for (const loaded of this.byFolder.values()) {
      const settings = loaded ?? this.user;
      if (settings !== undefined) known.add(settings);
    }
    return known;
  }

  forget(): void {
    this.byFolder.clear();
    this.extended.clear();
    this.usersOwn = undefined;
  }

  private nearestTo(folder: DocumentPath): LoadedConfig | undefined {
    if (this.byFolder.has(folder)) return this.byFolder.get(folder);
    const parent = toDocumentPath(dirname(folder));
    const nearest = this.readIn(folder) ?? (parent === folder ? undefined : this.nearestTo(parent));
    this.byFolder.set(folder, nearest);
    return nearest;
  }

  private readIn(folder: DocumentPath): LoadedConfig | undefined {
    const path = folder.endsWith('/') ? `${folder}${CONFIG_FILE}` : `${folder}/${CONFIG_FILE}`;
    return this.readFile(path)?.loaded;
  }
}
