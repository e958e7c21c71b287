import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { textHash } from '../../text/text-hash.ts';
import { UsageError } from './usage-error.ts';

/** One part of a check that several machines share. Every part reads everything, and reports on some of the zones. */
export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** Parts of a check. No system of builds starts more jobs for one run. */
export const MAX_SHARDS = 1024;

/**
 * Reads `2/8`.
 *
 * @throws UsageError
 */
export function readShard(typed: string): Shard {
  const match = /^(\d{1,9})\/(\d{1,9})$/.exec(typed);
  const [number, of] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null) throw new UsageError(`--shard ${typed}: write it as 1/4, the first of four`);
  if (of < 1 || of > MAX_SHARDS)
    throw new UsageError(`--shard ${typed}: the number of shards is from 1 to ${MAX_SHARDS}`);
  if (number < 1 || number > of) throw new UsageError(`--shard ${typed}: shards count from 1 to ${of}`);
  return { number, of };
}

/** What a shard reports on. */
export interface OwnPart {
  /** Of the documents of the run, those that it reports on. */
  readonly paths: readonly DocumentPath[];
  /** Whether it reports what is wrong with a file: of what is no document, one shard does. */
  readonly isOwn: (path: DocumentPath) => boolean;
}

/** The whole, where there are no shards. */
export function partOfShard(
  shard: Shard | undefined,
  { workspace, paths }: { readonly workspace: Workspace; readonly paths: readonly DocumentPath[] },
  nameOf: (path: DocumentPath) => string,
): OwnPart {
  if (shard === undefined) return { paths, isOwn: () => true };
  const own = pathsOfShard(shard, workspace, nameOf);
  return ownPartOf(shard, own, paths);
}

/** `own`: the documents of the shard. `paths`: those of the run that are reported, of all shards. */
export function ownPartOf(
  shard: Shard | undefined,
  own: ReadonlySet<DocumentPath>,
  paths: readonly DocumentPath[],
): OwnPart {
  if (shard === undefined) return { paths, isOwn: () => true };
  const all = new Set(paths);
  return {
    paths: paths.filter((path) => own.has(path)),
    isOwn: (path) => own.has(path) || (shard.number === 1 && !all.has(path)),
  };
}

/**
 * The documents of a shard. Those that share zones are in one, and a zone stays in its shard whatever else comes or goes.
 */
function pathsOfShard(
  { number, of }: Shard,
  workspace: Pick<Workspace, 'zoneGroups' | 'zonesOf'>,
  nameOf: (path: DocumentPath) => string,
): ReadonlySet<DocumentPath> {
  const own = workspace
    .zoneGroups()
    .filter((paths) => hashOf(keyOf(paths, workspace, nameOf)) % of === number - 1);
  return new Set(own.flat());
}

/** The name of its zone, else that of its first file. */
function keyOf(
  [first = '']: readonly DocumentPath[],
  workspace: Pick<Workspace, 'zonesOf'>,
  nameOf: (path: DocumentPath) => string,
): string {
  return workspace.zonesOf(first)[0]?.name ?? nameOf(first);
}

/** Zones of similar names in different shards: the last bits of FNV-1a alone depend on the last bits of the characters. */
function hashOf(text: string): number {
  const hash = textHash(text);
  return (hash ^ (hash >>> 15)) >>> 0;
}
