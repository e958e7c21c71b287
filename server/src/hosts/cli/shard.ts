import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { textHash } from '../../text/text-hash.ts';
import { UsageError } from './usage-error.ts';

/** One part of a check that several machines share. Every part reads all files, and reports on some of the zones. */
export interface Shard {
  /** Counted from 1. */
  readonly number: number;
  readonly of: number;
}

/** Shards of one check. No CI service starts more jobs for one run. */
export const MAX_SHARDS = 1024;

/**
 * Reads `2/8`.
 *
 * @throws UsageError
 */
export function readShard(typed: string): Shard {
  const match = /^(\d{1,9})\/(\d{1,9})$/.exec(typed);
  const [number, of] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null) throw new UsageError(`--shard ${typed}: use the form 1/4 (the first of 4 shards)`);
  if (of < 1 || of > MAX_SHARDS)
    throw new UsageError(`--shard ${typed}: the number of shards must be from 1 to ${MAX_SHARDS}`);
  if (number < 1 || number > of) throw new UsageError(`--shard ${typed}: the shard must be from 1 to ${of}`);
  return { number, of };
}

/** The files that a shard reports on. */
export interface OwnPart {
  /** The documents of the run that the shard reports on. */
  readonly paths: readonly DocumentPath[];
  /** Whether the shard reports the problems of a file. For a file that is not a document, only one shard does. */
  readonly isOwn: (path: DocumentPath) => boolean;
}

/** The part of a shard. Without shards, the part is the whole. */
export function partOfShard(
  shard: Shard | undefined,
  { workspace, paths }: { readonly workspace: Workspace; readonly paths: readonly DocumentPath[] },
  nameOf: (path: DocumentPath) => string,
): OwnPart {
  if (shard === undefined) return { paths, isOwn: () => true };
  const own = pathsOfShard(shard, workspace, nameOf);
  return ownPartOf(shard, own, paths);
}

/** `own`: the documents of the shard. `paths`: the reported documents of all shards. */
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
 * The documents of a shard. Documents that share zones are in the same shard, and a zone stays in its shard when other files are
 * added or removed.
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

/** The zone name of a group of documents, or otherwise the name of its first file. */
function keyOf(
  [first = '']: readonly DocumentPath[],
  workspace: Pick<Workspace, 'zonesOf'>,
  nameOf: (path: DocumentPath) => string,
): string {
  return workspace.zonesOf(first)[0]?.name ?? nameOf(first);
}

/** Puts zones with similar names in different shards: the last bits of FNV-1a depend only on the last bits of the characters. */
function hashOf(text: string): number {
  const hash = textHash(text);
  return (hash ^ (hash >>> 15)) >>> 0;
}
