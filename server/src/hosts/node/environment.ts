import { readdirSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { dirname, join } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import { CONFIG_FILE } from '../../analysis/input/config.ts';
import type { RuleSetting } from '../../analysis/input/settings.ts';
import type { WorkspaceEnvironment } from '../../analysis/workspace.ts';
import type { DomainName } from '../../dns/names.ts';
import type { ProjectFiles, RunOptions } from '../../records/document-family.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { CommittedFiles } from './committed-files.ts';
import type { ConfigLookup } from './config-files.ts';
import { evidenceOf } from './evidence-files.ts';
import { isInside, realPathOf, toDocumentPath } from './paths.ts';
import { includeCandidates, isPath, locateInside, resolveInside } from './include-paths.ts';
import type { ServerZones } from './server-configs.ts';
import { lastChangeOf } from './last-change.ts';
import { readTextFile } from './text-file.ts';

export interface DiskOptions {
  /** Absolute paths. No file outside them is read for an include. */
  readonly folders: readonly string[];
  readonly configs: ConfigLookup;
  readonly serverZones: ServerZones;
  /** Settings that take precedence over those of the files. */
  readonly ruleSettings?: ReadonlyMap<string, RuleSetting>;
  /** Turns preview rules on, regardless of the files. */
  readonly preview?: boolean;
  /** The committed files. Without this, they are unknown. */
  readonly committed?: CommittedFiles;
  /** Zone names that take precedence over those in the settings. */
  readonly givenOriginOf?: (path: DocumentPath) => DomainName | undefined;
  /** Texts that take precedence over the disk: open in an editor, or just fixed. */
  readonly openTextOf?: (path: DocumentPath) => string | undefined;
  /** Whether findings can be shown in files that were not named. */
  readonly showsAll?: boolean;
  /** Files with values for variables. */
  readonly valueFiles?: () => readonly DocumentPath[];
  /** The variable files and workspace for modules, regardless of the settings. */
  readonly givenRun?: Partial<RunOptions>;
}

/** What documents need from their environment, provided by the disk and the settings. */
export function diskEnvironment(options: DiskOptions): WorkspaceEnvironment {
  const { configs, serverZones } = options;
  return {
    include: (target, from) => findInclude(target, from, options),
    files: projectFiles(options),
    originOf: (path) =>
      options.givenOriginOf?.(path) ?? originBySettings(path, configs) ?? serverZones.originOf(path),
    zonesOf: (path) => {
      const zones = serverZones.zonesOf(path);
      const configured = options.givenOriginOf?.(path) ?? originBySettings(path, configs);
      return configured === undefined ? zones : zones.filter(({ name }) => name === configured);
    },
    severityOf: (rule, path) =>
      options.ruleSettings?.get(rule) ??
      configs.nearest(path)?.severityOf(rule, path) ??
      configs.user?.severityOf(rule, path),
    committedTextOf: (path) => options.committed?.textOf(path),
    isPreviewOn: (path) =>
      options.preview === true ||
      (configs.nearest(path)?.isPreviewOn(path) ?? configs.user?.isPreviewOn(path) ?? false),
    sendersFor: (path) => {
      const settings = configs.nearest(path) ?? configs.user;
      return settings === undefined ? NO_SENDERS : evidenceOf(settings).senders;
    },
    seenPolicyOf: (domain, path) => {
      const settings = configs.nearest(path) ?? configs.user;
      return settings === undefined ? undefined : evidenceOf(settings).policies.get(domain);
    },
    lastChangeOf: (path, text) => lastChangeOf(path, text, options.committed),
  };
}

/** The files of Terraform modules, and the files that they read. */
function projectFiles(options: DiskOptions): ProjectFiles {
  const { configs, folders, givenOriginOf, openTextOf, showsAll, valueFiles } = options;
  return {
    zoneNameFor: (path, keys) =>
      givenOriginOf?.(path) ?? originByKey(path, keys, configs) ?? originBySettings(path, configs),
    showsAll: showsAll === true,
    valueFiles: () => valueFiles?.() ?? [],
    runOptionsOf: (folder) => runOptionsOf(folder, options),
    list: (folder) => filesIn(folder, folders),
    folders: (folder) => foldersIn(folder, folders),
    read: (path) => {
      const file = resolveInside(path, folders);
      if (file === undefined) return undefined;
      const open = openTextOf?.(path);
      if (open !== undefined) return open;
      if (isTooLarge(file)) return undefined;
      const found = readTextFile(file);
      return found.kind === 'text' ? found.text : undefined;
    },
    isTooLarge: (path) => {
      const file = resolveInside(path, folders);
      return file !== undefined && openTextOf?.(path) === undefined && isTooLarge(file);
    },
    canonicalPath: (path) => locateInside(path, folders)?.path ?? path,
  };
}

/** The variable files and workspace for modules in a folder: those of the command line, or otherwise of the nearest settings. */
function runOptionsOf(folder: DocumentPath, { configs, givenRun }: DiskOptions): RunOptions | undefined {
  const settings = configs.nearest(`${folder}/${CONFIG_FILE}`)?.terraform;
  const valueFiles = givenRun?.valueFiles ?? settings?.valueFiles;
  const selected = givenRun?.workspace ?? settings?.workspace;
  if (valueFiles === undefined && selected === undefined) return undefined;
  return { valueFiles, workspace: selected };
}

/** Octets of a file that a module reads. Larger files are not part of a handwritten configuration. */
const MAX_PROJECT_FILE = 16 * 1024 * 1024;

function isTooLarge(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_PROJECT_FILE;
}

function filesIn(folder: DocumentPath, folders: readonly string[]): readonly DocumentPath[] {
  return (entriesIn(folder, folders) ?? [])
    .filter((entry) => entry.isFile() || (entry.isSymbolicLink() && isLinkToFile(folder, entry.name)))
    .map(({ name }) => toDocumentPath(join(folder, name)));
}

function foldersIn(folder: DocumentPath, folders: readonly string[]): readonly string[] | undefined {
  return entriesIn(folder, folders)
    ?.filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** The content of a folder. `undefined` if it does not exist, or is not in one of the folders. */
function entriesIn(folder: DocumentPath, folders: readonly string[]): readonly Dirent[] | undefined {
  const real = realPathOf(folder);
  const isOurs =
    real !== undefined &&
    folders.some((top) => isInside(toDocumentPath(real), toDocumentPath(realPathOf(top) ?? top)));
  if (!isOurs) return undefined;
  try {
    return readdirSync(real, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

function isLinkToFile(folder: DocumentPath, name: string): boolean {
  const target = realPathOf(join(folder, name));
  return target !== undefined && statSync(target, { throwIfNoEntry: false })?.isFile() === true;
}

const NO_SENDERS: readonly KnownSender[] = [];

function originBySettings(path: DocumentPath, configs: ConfigLookup): DomainName | undefined {
  return configs.nearest(path)?.originOf(path);
}

/** The keys of `origins` that are not files: addresses of Terraform resources, and ids of zones. */
function originByKey(
  path: DocumentPath,
  keys: readonly string[],
  configs: ConfigLookup,
): DomainName | undefined {
  return configs.nearest(path)?.originByKey(keys);
}

function findInclude(
  target: string,
  from: DocumentPath,
  { folders, serverZones, openTextOf }: DiskOptions,
): { path: DocumentPath; text: string } | undefined {
  const top = folders.find((folder) => isInside(from, toDocumentPath(folder)));
  if (top === undefined || !isPath(target)) return undefined;
  for (const candidate of includeCandidates(target, dirname(from), top, serverZones.folders)) {
    const path = resolveInside(candidate, folders);
    if (path === undefined) continue;
    const open = openTextOf?.(path);
    if (open !== undefined) return { path, text: open };
    const file = readTextFile(path);
    if (file.kind === 'text') return { path, text: file.text };
  }
  return undefined;
}
