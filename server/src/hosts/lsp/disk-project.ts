import { basename, dirname, isAbsolute, join, parse } from 'node:path';
import { CONFIG_FILE } from '../../analysis/input/config.ts';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { WorkspaceEnvironment, WorkspaceObserver } from '../../analysis/workspace.ts';
import { claimByName } from '../../analysis/input/formats.ts';
import { isValuesPath } from '../../formats/terraform/recognize.ts';
import { STACK_FILE, UNIT_FILE } from '../../formats/terraform/terragrunt/recognize.ts';
import { MODULE_MANIFEST } from '../../formats/terraform/installed-modules.ts';
import type { ProjectFiles, RunOptions } from '../../records/document-family.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import { CommittedFiles } from '../node/committed-files.ts';
import { lastChangeOf } from '../node/last-change.ts';
import { compileGlobs } from '../node/compiled-glob.ts';
import { namePatterns } from '../node/glob.ts';
import type { ConfigProblem } from '../../analysis/input/config-reader.ts';
import type { LoadedConfig } from '../node/loaded-config.ts';
import { isInside, toDocumentPath } from '../node/paths.ts';
import { isServerConfigName, readServerZones, serverConfigsAround } from '../node/server-configs.ts';
import type { ServerZones } from '../node/server-configs.ts';
import { readTextFile } from '../node/text-file.ts';
import { diskEnvironment } from '../node/environment.ts';
import { EvidenceReader } from './evidence-reader.ts';
import { IncludedFiles } from './included-files.ts';
import { LiveConfigFiles } from './live-config-files.ts';
import type { AnswersFile, ConfiguredName, Project, ProjectContext, SendersEvidence } from './project.ts';
import { diskFiles } from './workspace-files.ts';

/** Patterns for the names of settings files and common name server configurations. */
const ALWAYS_WATCHED = [CONFIG_FILE, '{named,nsd,knot,knotd,bind}.conf', 'named.conf.*', '*zones.conf'];

const MODULE_FILES = [
  basename(MODULE_MANIFEST),
  '*.{tf,tofu,tfvars}',
  '*.{tf,tofu,tfvars}.json',
  UNIT_FILE,
  STACK_FILE,
];

/** Files read by modules that are watched. Others are not watched. */
const MAX_DATA = 1000;

/** Folders whose real paths are cached. The others are looked up each time. */
const MAX_CANONICAL_PATHS = 20_000;

const NO_SENDERS: readonly KnownSender[] = [];

interface ListedNames {
  /** Glob patterns. */
  readonly names: ReadonlySet<string>;
  readonly isWanted: (name: string) => boolean;
}

/** Glob patterns that are compiled on first use. */
function listedNames(names: ReadonlySet<string>): ListedNames {
  let isWanted: ((name: string) => boolean) | undefined;
  return { names, isWanted: (name) => (isWanted ??= compileGlobs([...names]))(name) };
}

/** A project of files on disk. What was read is cached until it is invalidated. */
export class DiskProject implements Project {
  readonly environment: WorkspaceEnvironment;
  readonly files = diskFiles;
  readonly observer: WorkspaceObserver = {
    includesFollowed: (from, found) => {
      this.included.set(from, found);
      this.context.watchedNamesChanged();
    },
    modulesRead: (folders, files, listed) => {
      this.listed = new Map(
        [...listed].slice(0, MAX_DATA).map(([folder, names]) => [folder, listedNames(names)]),
      );
      this.modules = new Set([...folders].filter((path) => isAbsolute(path)));
      const data = [...files].filter((path) => isAbsolute(path) && !isModuleFile(path));
      this.moduleData = new Set(data.slice(0, MAX_DATA));
      this.context.watchedNamesChanged();
    },
  };
  private readonly context: ProjectContext;
  private readonly configs: LiveConfigFiles;
  private readonly evidence: EvidenceReader;
  /** The zones of name server configurations, for folders outside the open folders. */
  private readonly zones = new Map<DocumentPath, ServerZones>();
  /** The zones of the configurations found in and around the open folders. */
  private found: { readonly configs: readonly DocumentPath[]; zones: ServerZones | undefined } | undefined;
  private valueFiles = new Set<DocumentPath>();
  private readonly included = new IncludedFiles();
  /** The real paths of folders, until files change. */
  private readonly canonicalPaths = new Map<string, string>();
  /** Folders of Terraform modules that were read. */
  private modules: ReadonlySet<DocumentPath> = new Set();
  /** Data files that modules read: YAML, templates. */
  private moduleData: ReadonlySet<DocumentPath> = new Set();
  /** The file names that modules look for, by the folder that they search recursively. */
  private listed: ReadonlyMap<DocumentPath, ListedNames> = new Map();
  /** Patterns for the names of reports and bounces. */
  private readonly evidenceNames = new Set<string>();
  private isEvidence = compileGlobs([]);
  private readonly committed = new CommittedFiles();
  /** The file of answers that was requested last. */
  private answers: AnswersFile | undefined;

  constructor(context: ProjectContext) {
    this.context = context;
    this.configs = new LiveConfigFiles(context.openText, () => context.watchedNamesChanged());
    this.evidence = new EvidenceReader({
      turns: context.turns,
      openText: context.openText,
      evidenceRead: () => context.evidenceRead(),
      failed: (fault) => context.failed('reading reports and bounces', fault),
    });
    const project = this.disk();
    this.environment = {
      include: (target, from) => {
        if (!isAbsolute(from)) return undefined;
        return project.include(target, from);
      },
      committedTextOf: (path) => (context.isTrusted() ? this.committed.textOf(path) : undefined),
      // An unsaved document has no files around it.
      originOf: (path) => (isAbsolute(path) ? project.originOf(path) : undefined),
      zonesOf: (path) => (isAbsolute(path) ? (project.zonesOf?.(path) ?? []) : []),
      severityOf: (rule, path) =>
        project.severityOf(rule, path) ??
        context.severityOf(rule, path) ??
        this.configs.user?.severityOf(rule, path),
      // The editor does not tell whether its setting is the default, so only "on" counts.
      isPreviewOn: (path) =>
        this.configs.nearest(path)?.isPreviewOn(path) ??
        (context.isPreviewOn(path) || this.configs.user?.isPreviewOn(path) === true),
      sendersFor: (path) => this.evidenceFor(path)?.senders ?? NO_SENDERS,
      seenPolicyOf: (domain, path) => this.evidenceFor(path)?.policies.get(domain),
      lastChangeOf: (path, text) =>
        lastChangeOf(path, text, context.isTrusted() ? this.committed : undefined),
      files: this.moduleFiles(),
      ruleFailed: context.ruleFailed,
    };
  }

  evidenceFor(path: DocumentPath): SendersEvidence | undefined {
    const settings = this.configs.nearest(path) ?? this.configs.user;
    return settings === undefined ? undefined : this.evidenceOf(settings);
  }

  private evidenceOf(settings: LoadedConfig): SendersEvidence {
    const names = namePatterns(
      [...settings.patternsOf('reports'), ...settings.patternsOf('bounces')].flatMap(
        ({ patterns }) => patterns,
      ),
    );
    if (names.some((name) => !this.evidenceNames.has(name))) {
      for (const name of names) this.evidenceNames.add(name);
      this.isEvidence = compileGlobs([...this.evidenceNames]);
      this.context.watchedNamesChanged();
    }
    return this.evidence.of(settings);
  }

  *allEvidence(): Iterable<SendersEvidence> {
    for (const folder of this.context.folders()) this.configs.nearest(join(folder, CONFIG_FILE));
    for (const settings of this.configs.lookedUp()) yield this.evidenceOf(settings);
  }

  valueFilesFound(paths: readonly DocumentPath[]): readonly DocumentPath[] {
    const before = this.valueFiles;
    this.valueFiles = new Set(paths);
    return [...this.valueFiles, ...before].filter((path) => this.valueFiles.has(path) !== before.has(path));
  }

  serverConfigsFound(paths: readonly DocumentPath[]): boolean {
    this.canonicalPaths.clear();
    const around = this.context.folders().flatMap((folder) => serverConfigsAround(folder, folder));
    const configs = [...new Set([...paths, ...around])]
      .filter((path) => isServerConfigName(basename(path)))
      .sort();
    const isSame = this.found !== undefined && this.found.configs.join('\n') === configs.join('\n');
    if (!isSame) this.found = { configs, zones: undefined };
    return !isSame;
  }

  includedPaths(): Iterable<DocumentPath> {
    return this.included.paths();
  }

  *usedPaths(): Iterable<DocumentPath> {
    yield* this.included.paths();
    yield* this.moduleData;
    if (this.answers !== undefined) yield this.answers.path;
  }

  decidesForOthers(path: DocumentPath): boolean {
    const name = basename(path);
    return (
      this.isSettings(path) ||
      this.isServerConfig(path) ||
      path === this.answers?.path ||
      this.included.names().has(name) ||
      this.isEvidence(name)
    );
  }

  settingsFile(path: DocumentPath): DocumentPath | undefined {
    return this.configs.nearest(path)?.path;
  }

  includedPath(file: string, from: DocumentPath): DocumentPath | undefined {
    return this.included.pathOf(file, from);
  }

  namedInConfigs(path: DocumentPath): readonly ConfiguredName[] {
    if (!isAbsolute(path)) return [];
    return this.zonesAround(path)
      .declarationsOf(path)
      .flatMap(({ config, range }) => {
        const stored = readTextFile(config);
        const text = stored.kind === 'text' ? stored.text : undefined;
        // If an open configuration differs from the one read from disk, its positions are unknown.
        const isSame = text !== undefined && (this.context.openText(config) ?? text) === text;
        return isSame ? [{ config, text, range }] : [];
      });
  }

  uses(path: DocumentPath): boolean {
    const name = basename(path);
    if (this.isSettings(path) || this.isServerConfig(path) || path === this.answers?.path) return true;
    // A values file may be for a module in a parent folder.
    if (isValuesPath(path) && this.modules.size > 0) return true;
    const isRead = this.included.names().has(name) || this.moduleData.has(path) || this.isInModule(path);
    return isRead || this.isEvidence(name) || this.isListed(path);
  }

  /** Whether modules look for files of that name in its folder. */
  private isListed(path: DocumentPath): boolean {
    for (const [folder, { isWanted }] of this.listed) {
      if (isInside(path, folder) && isWanted(basename(path))) return true;
    }
    return false;
  }

  private isServerConfig(path: DocumentPath): boolean {
    if (isServerConfigName(basename(path))) return true;
    if (this.found?.zones?.files.has(path) === true) return true;
    return [...this.zones.values()].some(({ files }) => files.has(path));
  }

  /** Whether the file is, or may become, part of a module that was read. */
  private isInModule(path: DocumentPath): boolean {
    if (path.endsWith(`/${MODULE_MANIFEST}`))
      return this.modules.has(path.slice(0, -MODULE_MANIFEST.length - 1));
    return this.modules.has(dirname(path)) && isModuleFile(path);
  }

  answersFile(named: string | undefined): AnswersFile | undefined {
    const before = this.answers;
    this.answers = this.findAnswers(named);
    if (this.answers?.path !== before?.path) this.context.watchedNamesChanged();
    return this.answers;
  }

  private findAnswers(named: string | undefined): AnswersFile | undefined {
    const [folder] = this.context.folders();
    if (named !== undefined) {
      const path = placeOf(named, folder);
      return path === undefined ? undefined : { path, within: parse(path).root };
    }
    if (folder === undefined) return undefined;
    const settings = this.configs.nearest(join(folder, CONFIG_FILE));
    const mode = settings?.dns.mode;
    // Opening a folder does not allow queries: only the user can set "live", in the editor's settings.
    if (mode === undefined || mode === 'off' || mode === 'live') return undefined;
    const place = settings?.folder ?? folder;
    const path = placeOf(mode, settings?.dnsFolder ?? folder);
    // The settings may be in a parent of the open folder.
    return path === undefined ? undefined : { path, within: isInside(place, folder) ? folder : place };
  }

  forget(paths: readonly DocumentPath[]): void {
    this.canonicalPaths.clear();
    for (const path of paths) {
      if (!isValuesPath(path)) continue;
      if (this.files.stampOf(path) === undefined) this.valueFiles.delete(path);
      else this.valueFiles.add(path);
    }
    const names = paths.map((path) => basename(path));
    // Senders depend on settings and on the reports that these name.
    if (paths.some((path) => this.isSettings(path))) this.forgetSettings();
    else if (names.some((name) => this.isEvidence(name))) this.evidence.forgetFiles();
    if (paths.some((path) => this.isServerConfig(path))) this.forgetZones();
  }

  private isSettings(path: DocumentPath): boolean {
    return basename(path) === CONFIG_FILE || this.configs.isExtended(path);
  }

  settingsProblems(path: DocumentPath): readonly ConfigProblem[] {
    return this.configs.problemsOf(path);
  }

  private forgetZones(): void {
    this.zones.clear();
    if (this.found !== undefined) this.found.zones = undefined;
  }

  private forgetSettings(): void {
    this.configs.forget();
    this.evidence.forget();
    this.evidenceNames.clear();
    this.isEvidence = compileGlobs([]);
  }

  forgetAll(): void {
    this.forgetSettings();
    this.forgetZones();
  }

  watchedNames(): readonly string[] {
    const answers = this.answers === undefined ? [] : [basename(this.answers.path)];
    const data = [...this.moduleData].map((path) => basename(path));
    const extended = [...this.configs.extendedFiles()].map((path) => basename(path));
    const names = [...this.included.names(), ...answers, ...data, ...extended].filter(
      (name) => !/[*?{}[\]!,]/.test(name),
    );
    return [
      ...ALWAYS_WATCHED,
      ...(this.modules.size > 0 ? MODULE_FILES : []),
      ...new Set(names),
      ...this.evidenceNames,
      ...new Set([...this.listed.values()].flatMap(({ names }) => [...names])),
    ];
  }

  /** The files of modules, and the files that they read. */
  private moduleFiles(): ProjectFiles {
    // Folders and open files are looked up each time, because they change.
    const filesAround = (path: DocumentPath): ProjectFiles | undefined =>
      isAbsolute(path) ? this.diskAround(path).files : undefined;
    const { folders } = this.context;
    return {
      // With an open folder, findings are shown in all its files.
      get showsAll() {
        return folders().length > 0;
      },
      list: (folder) => filesAround(`${folder}/main.tf`)?.list(folder) ?? [],
      folders: (folder) => filesAround(`${folder}/main.tf`)?.folders?.(folder),
      read: (path) => filesAround(path)?.read(path),
      isTooLarge: (path) => filesAround(path)?.isTooLarge?.(path) === true,
      zoneNameFor: (path, keys) => filesAround(path)?.zoneNameFor?.(path, keys),
      valueFiles: () => [...this.valueFiles],
      runOptionsOf: (folder) =>
        filesAround(`${folder}/main.tf`)?.runOptionsOf?.(folder) ?? this.runOptionsByEditor(folder),
      canonicalPath: (path) => {
        let canonical = this.canonicalPaths.get(path);
        if (canonical === undefined) {
          canonical = filesAround(path)?.canonicalPath?.(path) ?? path;
          if (this.canonicalPaths.size < MAX_CANONICAL_PATHS) this.canonicalPaths.set(path, canonical);
        }
        return canonical;
      },
    };
  }

  private runOptionsByEditor(folder: DocumentPath): RunOptions | undefined {
    const { varFiles, workspace } = this.context.terraformOf(folder);
    if (varFiles.length === 0 && workspace === '') return undefined;
    const top = this.context.folders().find((open) => isInside(folder, open)) ?? folder;
    return {
      valueFiles: varFiles.length === 0 ? undefined : varFiles.flatMap((file) => placeOf(file, top) ?? []),
      workspace: workspace === '' ? undefined : workspace,
    };
  }

  private disk(): WorkspaceEnvironment {
    const around = (path: DocumentPath): WorkspaceEnvironment => this.diskAround(path);
    return {
      include: (target, from) => around(from).include(target, from),
      originOf: (path) => around(path).originOf(path),
      zonesOf: (path) => around(path).zonesOf?.(path) ?? [],
      severityOf: (rule, path) => this.configs.nearest(path)?.severityOf(rule, path),
    };
  }

  private diskAround(path: DocumentPath): WorkspaceEnvironment {
    const { context } = this;
    const folders = context.folders();
    return diskEnvironment({
      // A single open file may include files next to it.
      folders: folders.some((folder) => isInside(path, folder)) ? folders : [...folders, dirname(path)],
      configs: this.configs,
      serverZones: this.zonesAround(path),
      openTextOf: context.openText,
    });
  }

  private zonesAround(path: DocumentPath): ServerZones {
    const folder = dirname(path);
    if (this.found !== undefined && this.context.folders().some((open) => isInside(path, open))) {
      this.found.zones ??= readServerZones(this.found.configs, this.context.folders());
      return this.found.zones;
    }
    let zones = this.zones.get(folder);
    if (zones === undefined) {
      const top = this.context.folders().find((open) => isInside(folder, open)) ?? folder;
      zones = readServerZones(serverConfigsAround(folder, top), [top]);
      this.zones.set(folder, zones);
    }
    return zones;
  }
}

function isModuleFile(path: DocumentPath): boolean {
  return claimByName(path)?.format.kind === 'family';
}

function placeOf(name: string, folder: DocumentPath | undefined): DocumentPath | undefined {
  if (isAbsolute(name)) return toDocumentPath(name);
  return folder === undefined || !isAbsolute(folder) ? undefined : toDocumentPath(join(folder, name));
}
