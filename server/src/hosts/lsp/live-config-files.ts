import { dirname, isAbsolute } from 'node:path';
import { CONFIG_FILE, parseConfig } from '../../analysis/input/config.ts';
import type { DocumentPath } from '../../analysis/finding.ts';
import { ConfigFiles, forAnyProject, type LoadedConfig } from '../node/config-files.ts';
import { toDocumentPath } from '../node/paths.ts';
import { readTextFile } from '../node/text-file.ts';
import { userConfigPath } from '../node/user-config.ts';

/** Settings files, read when they are asked for; one that is open in the editor is what the editor has. */
export class LiveConfigFiles extends ConfigFiles {
  private readonly openText: (path: DocumentPath) => string | undefined;
  /** By folder: its own or that of the nearest folder above. */
  private readonly byFolder = new Map<DocumentPath, LoadedConfig | undefined>();

  /** `undefined` until something asks for it. */
  private usersOwn: { readonly loaded: LoadedConfig | undefined } | undefined;

  constructor(openText: (path: DocumentPath) => string | undefined) {
    super();
    this.openText = openText;
  }

  override get user(): LoadedConfig | undefined {
    this.usersOwn ??= { loaded: this.readUser() };
    return this.usersOwn.loaded;
  }

  private readUser(): LoadedConfig | undefined {
    const found = userConfigPath();
    if (found === undefined) return undefined;
    const path = toDocumentPath(found);
    const text = this.openText(path) ?? textOnDisk(path);
    if (text === undefined) return undefined;
    return forAnyProject({ path, folder: toDocumentPath(dirname(path)), config: parseConfig(text).config });
  }

  override nearest(path: DocumentPath): LoadedConfig | undefined {
    return isAbsolute(path) ? this.nearestTo(toDocumentPath(dirname(path))) : undefined;
  }

  /** Those that were looked up so far, each once. */
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
    const text = this.openText(path) ?? textOnDisk(path);
    return text === undefined ? undefined : { path, folder, config: parseConfig(text).config };
  }
}

function textOnDisk(path: DocumentPath): string | undefined {
  const file = readTextFile(path);
  return file.kind === 'text' ? file.text : undefined;
}
