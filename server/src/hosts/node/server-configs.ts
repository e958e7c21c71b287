import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import type { ConfiguredZone } from '../../analysis/workspace.ts';
import type { DomainName } from '../../dns/names.ts';
import { readServerConfig } from '../../formats/zone/server-config.ts';
import type { ConfigFile, ZoneDeclaration } from '../../formats/zone/server-config.ts';
import { compileGlobs } from './compiled-glob.ts';
import { readFolder } from './folder-entries.ts';
import { includeCandidates, isPath, locateInside, resolveInside } from './include-paths.ts';
import { foldersUpTo, isInside, toDocumentPath } from './paths.ts';
import { readTextFile } from './text-file.ts';

/** The zone files in name server configurations. */
export interface ServerZones {
  /** The zone of a file, if there is only one. */
  originOf(path: DocumentPath): DomainName | undefined;
  /** All zones that a file is loaded as, each once for each view. */
  zonesOf(path: DocumentPath): readonly ConfiguredZone[];
  /** The positions where the configurations name a file. */
  declarationsOf(path: DocumentPath): readonly ZoneDeclaration[];
  /** The folders that contain the configurations. */
  readonly folders: readonly DocumentPath[];
  /** The configurations, and the files that they include. */
  readonly files: ReadonlySet<DocumentPath>;
}

interface ZoneFile {
  readonly zone: ConfiguredZone;
  readonly declaration: ZoneDeclaration;
  readonly file: string;
  /** The folders and the file name as written in the configuration. */
  readonly parts: readonly string[];
  readonly absolute: boolean;
}

const USUAL_NAMES = [
  'named.conf',
  'named.conf.local',
  'named.conf.default-zones',
  'nsd.conf',
  'knot.conf',
  'zones.conf',
];

/** Whether a name is that of a name server configuration or a common part of one: `named.conf.local`, `nsd.conf`, `internal-zones.conf`. */
export function isServerConfigName(name: string): boolean {
  return (
    USUAL_NAMES.includes(name) ||
    /^named\.(?:.+\.)?conf(?:\.|$)|^named\..+\.zones$|[._-]zones\.conf$/.test(name)
  );
}

/** The configurations with common names in a folder and its parent folders, up to `top`. */
export function serverConfigsAround(folder: string, top: string): readonly DocumentPath[] {
  return [...foldersUpTo(folder, top)]
    .flatMap((at) => USUAL_NAMES.map((name) => join(at, name)))
    .filter((path) => existsSync(path))
    .map(toDocumentPath);
}

/** `folders`: no file outside them is read for an `include`. Default: the folders of the configurations. */
export function readServerZones(
  configs: readonly DocumentPath[],
  folders: readonly string[] = configs.map((path) => dirname(path)),
): ServerZones {
  const readings = configs.flatMap((path) => readConfig(path, folders) ?? []);
  const byName = new Map<string, ZoneFile[]>();
  for (const { path, included, zones } of readings) {
    // An included configuration is read as part of the including one, where it may be in a view.
    const isPart = readings.some(
      (other) =>
        other.path !== path && other.included.has(path) && !(included.has(other.path) && path < other.path),
    );
    if (isPart) continue;
    for (const declaration of zones) {
      const { zone, view, file } = declaration;
      const parts = partsOf(file);
      const name = parts.at(-1);
      if (name === undefined) continue;
      const entry = { zone: { name: zone, view }, declaration, file, parts, absolute: file.startsWith('/') };
      const entries = byName.get(name);
      if (entries === undefined) byName.set(name, [entry]);
      else entries.push(entry);
    }
  }
  const zonesOf = (path: DocumentPath): readonly ConfiguredZone[] => zonesIn(partsOf(path), byName);
  const read = readings.flatMap(({ path, included }) => [path, ...included]);
  return {
    folders: [...new Set(configs.map((path) => toDocumentPath(dirname(path))))],
    files: new Set(read),
    zonesOf,
    declarationsOf: (path) => bestFor(partsOf(path), byName).map(({ declaration }) => declaration),
    originOf: (path) => {
      const [first, ...more] = zonesOf(path);
      return more.every(({ name }) => name === first?.name) ? first?.name : undefined;
    },
  };
}

interface ConfigReading {
  readonly path: DocumentPath;
  readonly zones: readonly ZoneDeclaration[];
  /** The included files. */
  readonly included: ReadonlySet<DocumentPath>;
}

function readConfig(path: DocumentPath, folders: readonly string[]): ConfigReading | undefined {
  const config = readTextFile(path);
  if (config.kind === 'unreadable') return undefined;
  const included = new Set<DocumentPath>();
  const zones = readServerConfig(path, config.text, (target, from) => {
    const files = includedConfigs(target, from, dirname(path), folders);
    for (const file of files) included.add(file.path);
    return files;
  });
  return { path, zones, included };
}

/** The files that an `include` of a configuration names, directly or with `*` and `?` in the file name. */
function includedConfigs(
  target: string,
  from: DocumentPath,
  main: string,
  folders: readonly string[],
): readonly ConfigFile[] {
  const top = folders.find((folder) => isInside(from, toDocumentPath(folder)));
  if (top === undefined || !isPath(target)) return [];
  for (const candidate of includeCandidates(target, dirname(from), top, [main])) {
    const files = /[*?]/.test(basename(candidate))
      ? filesMatching(dirname(candidate), basename(candidate), folders)
      : [resolveInside(candidate, folders) ?? []].flat();
    const texts = files.flatMap((path) => {
      const file = readTextFile(path);
      return file.kind === 'text' ? [{ path, text: file.text }] : [];
    });
    if (texts.length > 0) return texts;
  }
  return [];
}

function filesMatching(folder: string, pattern: string, folders: readonly string[]): readonly DocumentPath[] {
  const located = locateInside(folder, folders);
  if (located === undefined || !statSync(located.real).isDirectory()) return [];
  const isWanted = compileGlobs([pattern]);
  try {
    return readFolder(located.real)
      .entries.filter((entry) => isWanted(entry.name))
      .flatMap((entry) => resolveInside(join(folder, entry.name), folders) ?? [])
      .sort();
  } catch {
    // No file in an unreadable folder can be read.
    return [];
  }
}

/**
 * The folders on the server seldom match the repository, so a file is identified by the end of its path. The longest match wins. A
 * file may be several zones. If two files on the server match equally well, the file is one of them, and its zone is only known if
 * both have the same zone.
 */
function zonesIn(
  path: readonly string[],
  byName: ReadonlyMap<string, readonly ZoneFile[]>,
): readonly ConfiguredZone[] {
  const best = bestFor(path, byName);
  const [first] = best;
  if (first === undefined) return [];
  if (best.every(({ file }) => file === first.file)) {
    return [...new Map(best.map(({ zone }) => [`${zone.name} ${zone.view?.name ?? ''}`, zone])).values()];
  }
  return best.every(({ zone }) => zone.name === first.zone.name) ? [{ name: first.zone.name }] : [];
}

/** The entries whose file has the longest common end with the path. */
function bestFor(
  path: readonly string[],
  byName: ReadonlyMap<string, readonly ZoneFile[]>,
): readonly ZoneFile[] {
  let longest = 0;
  let best: ZoneFile[] = [];
  for (const entry of byName.get(path.at(-1) ?? '') ?? []) {
    const length = commonEnd(path, entry.parts);
    if ((!entry.absolute && length < entry.parts.length) || length < longest) continue;
    if (length > longest) best = [];
    longest = length;
    best.push(entry);
  }
  return best;
}

function commonEnd(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length;
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}
