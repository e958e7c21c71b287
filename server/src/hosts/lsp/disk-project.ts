import { basename, dirname, isAbsolute } from 'node:path';
import { CONFIG_FILE } from '../../analysis/config.ts';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { Surroundings } from '../../analysis/workspace.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import { isInside } from '../node/paths.ts';
import { isServerConfigName, readServerZones, serverConfigsAround } from '../node/server-configs.ts';
import type { ServerZones } from '../node/server-configs.ts';
import { diskSurroundings } from '../node/surroundings.ts';
import { IncludedFiles } from './included-files.ts';
import { LiveConfigFiles } from './live-config-files.ts';
import type { Project, ProjectContext } from './project.ts';

/** Patterns of the names of settings files and of the usual configurations of name servers. */
const ALWAYS_WATCHED = [CONFIG_FILE, '{named,nsd,knot,knotd,bind}.conf', 'named.conf.*', '*zones.conf'];

const NOBODY: readonly KnownSender[] = [];

/** A project of files on disk. What was read is kept until it is forgotten. */
export class DiskProject implements Project {
  readonly surroundings: Surroundings;
  private readonly context: ProjectContext;
  private readonly configs: LiveConfigFiles;
  private readonly zones = new Map<DocumentPath, ServerZones>();
  private readonly included = new IncludedFiles();

  constructor(context: ProjectContext) {
    this.context = context;
    this.configs = new LiveConfigFiles(context.openText);
    const project = this.disk();
    this.surroundings = {
      include: (target, from) => {
        if (!isAbsolute(from)) return undefined;
        const found = project.include(target, from);
        this.included.note(target, from, found?.path);
        context.watchedNamesChanged();
        return found;
      },
      // What was never saved has no files around it.
      originOf: (path) => (isAbsolute(path) ? project.originOf(path) : undefined),
      severityOf: (rule, path) => project.severityOf(rule, path) ?? context.severityOf(rule, path),
      sendersFor: (path) => project.sendersFor?.(path) ?? NOBODY,
      ruleFailed: context.ruleFailed,
    };
  }

  includedPath(file: string, from: DocumentPath): DocumentPath | undefined {
    return this.included.pathOf(file, from);
  }

  uses(path: DocumentPath): boolean {
    const name = basename(path);
    return name === CONFIG_FILE || isServerConfigName(name) || this.included.names().has(name);
  }

  forget(paths: readonly DocumentPath[]): void {
    const names = paths.map((path) => basename(path));
    if (names.includes(CONFIG_FILE)) this.configs.forget();
    if (names.some(isServerConfigName)) this.zones.clear();
  }

  forgetAll(): void {
    this.configs.forget();
    this.zones.clear();
  }

  watchedNames(): readonly string[] {
    const included = [...this.included.names()].filter((name) => !/[*?{}[\]!,]/.test(name));
    return [...ALWAYS_WATCHED, ...included];
  }

  private disk(): Surroundings {
    const { context } = this;
    const foldersWith = (path: DocumentPath): readonly DocumentPath[] => {
      const folders = context.folders();
      // A file that was opened by itself may include what lies beside it.
      return folders.some((folder) => isInside(path, folder)) ? folders : [...folders, dirname(path)];
    };
    const around = (path: DocumentPath): Surroundings =>
      diskSurroundings({
        folders: foldersWith(path),
        configs: this.configs,
        serverZones: this.zonesAround(path),
        openTextOf: context.openText,
      });
    return {
      include: (target, from) => around(from).include(target, from),
      originOf: (path) => around(path).originOf(path),
      severityOf: (rule, path) => this.configs.nearest(path)?.config.rules.get(rule),
      sendersFor: (path) => around(path).sendersFor?.(path) ?? NOBODY,
    };
  }

  private zonesAround(path: DocumentPath): ServerZones {
    const folder = dirname(path);
    let zones = this.zones.get(folder);
    if (zones === undefined) {
      const top = this.context.folders().find((open) => isInside(folder, open)) ?? folder;
      zones = readServerZones(serverConfigsAround(folder, top));
      this.zones.set(folder, zones);
    }
    return zones;
  }
}
