import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import type { DomainName } from '../../dns/names.ts';
import { readServerConfig } from '../../formats/zone/server-config.ts';
import { foldersUpTo, toDocumentPath } from './paths.ts';
import { readTextFile } from './text-file.ts';

/** What the configurations of name servers say of zone files. */
export interface ServerZones {
  /** The zone that a file is, where the configurations agree on one. */
  originOf(path: DocumentPath): DomainName | undefined;
  /** The folders that hold the configurations. */
  readonly folders: readonly DocumentPath[];
}

interface ZoneFile {
  readonly zone: DomainName;
  /** Folders and name as the configuration writes them. */
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

/** A name server's configuration, or a usual part of one: `named.conf.local`, `nsd.conf`, `internal-zones.conf`. */
export function isServerConfigName(name: string): boolean {
  return (
    USUAL_NAMES.includes(name) ||
    /^named\.(?:.+\.)?conf(?:\.|$)|^named\..+\.zones$|[._-]zones\.conf$/.test(name)
  );
}

/** Those with the usual names in a folder and the folders above it, up to `top`. */
export function serverConfigsAround(folder: string, top: string): readonly DocumentPath[] {
  return [...foldersUpTo(folder, top)]
    .flatMap((at) => USUAL_NAMES.map((name) => join(at, name)))
    .filter((path) => existsSync(path))
    .map(toDocumentPath);
}

export function readServerZones(configs: readonly DocumentPath[]): ServerZones {
  const byName = new Map<string, ZoneFile[]>();
  for (const path of configs) {
    const config = readTextFile(path);
    if (config.kind === 'unreadable') continue;
    for (const { zone, file } of readServerConfig(path, config.text)) {
      const parts = partsOf(file);
      const name = parts.at(-1);
      if (name === undefined) continue;
      const entry = { zone, parts, absolute: file.startsWith('/') };
      const entries = byName.get(name);
      if (entries === undefined) byName.set(name, [entry]);
      else entries.push(entry);
    }
  }
  return {
    folders: [...new Set(configs.map((path) => toDocumentPath(dirname(path))))],
    originOf: (path) => bestMatch(partsOf(path), byName),
  };
}

/**
 * The servers' folders are seldom the repository's, so a file is known by the end of its path. The longest end wins;
 * two zones with equal claims cancel each other out (a parked zone's file serves many).
 */
function bestMatch(
  path: readonly string[],
  byName: ReadonlyMap<string, readonly ZoneFile[]>,
): DomainName | undefined {
  let longest = 0;
  let best: DomainName | undefined;
  for (const { zone, parts, absolute } of byName.get(path.at(-1) ?? '') ?? []) {
    const length = commonEnd(path, parts);
    if (!absolute && length < parts.length) continue;
    if (length === longest && zone !== best) best = undefined;
    if (length > longest) {
      longest = length;
      best = zone;
    }
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
