import { dirname, relative, resolve } from 'node:path';

import type { DocumentPath, Finding } from '../../analysis/finding.ts';
import { printable } from '../../text/printable.ts';
import { toDocumentPath } from '../node/paths.ts';
import type { BaselineEntry, BaselineOutcome } from './baseline-entry.ts';
import type { CheckedFile } from './check-result.ts';

interface LeftEntry {
  readonly entry: BaselineEntry;
  /** The number of findings that the entry can still accept. */
  left: number;
}

interface Candidate {
  readonly path: DocumentPath;
  readonly finding: Finding;
  readonly fingerprint: string;
}

/** What a run knows apart from its findings. */
export interface BaselineRun {
  /** Whether the run would have reported findings in the file. */
  readonly wasChecked: (path: DocumentPath) => boolean;
  /** The date in the form `2027-01-31`. */
  readonly today: string;
}

/** The number of findings by fingerprint. */
export interface KnownFindings {
  /** Paths in the entries are relative to the folder of this file. */
  readonly path: DocumentPath;
  readonly entries: readonly BaselineEntry[];
}

/**
 * Decides which findings a baseline accepts. An entry first accepts findings in the file that it names, then findings in
 * other files, because a file may have been renamed.
 */
export function knownIn(
  files: readonly CheckedFile[],
  baseline: KnownFindings,
  { wasChecked, today }: BaselineRun,
): { readonly known: ReadonlySet<Finding>; readonly outcome: BaselineOutcome } {
  const all = baseline.entries.map((entry): LeftEntry => ({ entry, left: entry.count }));
  const byFingerprint = new Map<string, LeftEntry[]>();
  for (const one of all) push(byFingerprint, one.entry.fingerprint, one);
  const known = new Set<Finding>();
  const expired = new Set<BaselineEntry>();

  const take = (
    { finding, fingerprint }: Candidate,
    isWanted: (entry: BaselineEntry) => boolean,
  ): boolean => {
    let needed = finding.count ?? 1;
    const from = (byFingerprint.get(fingerprint) ?? []).filter(
      ({ entry, left }) => left > 0 && isWanted(entry),
    );
    if (from.reduce((sum, { left }) => sum + left, 0) < needed) return false;
    let isExpired = false;
    for (const one of from) {
      if (needed === 0) break;
      const taken = Math.min(one.left, needed);
      one.left -= taken;
      needed -= taken;
      if (one.entry.expires === undefined || one.entry.expires >= today) continue;
      isExpired = true;
      expired.add(one.entry);
    }
    if (!isExpired) known.add(finding);
    return true;
  };
  const candidates = candidatesIn(files);
  const elsewhere = candidates.filter(
    (one) => !take(one, (entry) => entryPath(entry, baseline.path) === one.path),
  );
  for (const one of elsewhere) take(one, () => true);

  const obsolete = all
    .filter(({ entry, left }) => left === entry.count && wasChecked(entryPath(entry, baseline.path)))
    .map(({ entry }) => entry);
  return {
    known,
    outcome: { path: baseline.path, known: known.size, expired: [...expired], obsolete },
  };
}

/** The files with only some of their findings. */
export function filesWith(
  files: readonly CheckedFile[],
  isWanted: (finding: Finding, path: DocumentPath) => boolean,
): readonly CheckedFile[] {
  return files.map((file) => ({
    ...file,
    findings: [...file.findings].filter((finding) => isWanted(finding, file.path)),
  }));
}

/**
 * The entries of a baseline that accepts all findings of a run. Fields that users added to the entries of `before` are kept if
 * the entries still match. Entries for files that were not checked are kept.
 */
export function entriesAccepting(
  files: readonly CheckedFile[],
  before: readonly BaselineEntry[],
  path: DocumentPath,
  { wasChecked }: BaselineRun,
): readonly BaselineEntry[] {
  const entries = new Map<string, BaselineEntry>();
  const remarks = new Map<string, Pick<BaselineEntry, 'reason' | 'expires'>>();
  for (const { fingerprint, path: named, reason, expires } of before) {
    if (reason === undefined && expires === undefined) continue;
    remarks.set(`${fingerprint} ${named}`, { reason, expires });
    if (!remarks.has(fingerprint)) remarks.set(fingerprint, { reason, expires });
  }
  for (const { path: at, finding, fingerprint } of candidatesIn(files)) {
    const named = toDocumentPath(relative(dirname(path), at));
    const key = `${fingerprint} ${named}`;
    const { rule, owner, type, message, count = 1 } = finding;
    const same = entries.get(key);
    entries.set(key, {
      fingerprint,
      count: count + (same?.count ?? 0),
      path: named,
      rule,
      ...(owner === null ? {} : { owner }),
      ...(type === null ? {} : { type }),
      message: same?.message ?? message,
      ...(remarks.get(key) ?? remarks.get(fingerprint)),
    });
  }
  const others = before.filter((entry) => !wasChecked(entryPath(entry, path)) && !entries.has(keyOf(entry)));
  return [...entries.values(), ...others];
}

function keyOf({ fingerprint, path }: BaselineEntry): string {
  return `${fingerprint} ${path}`;
}

function candidatesIn(files: readonly CheckedFile[]): readonly Candidate[] {
  return files.flatMap(({ path, findings }) =>
    Array.from(findings, (finding) => ({ path, finding, fingerprint: finding.fingerprint })),
  );
}

function entryPath({ path }: BaselineEntry, baseline: DocumentPath): DocumentPath {
  return toDocumentPath(resolve(dirname(baseline), path));
}

function push<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [one]);
  else list.push(one);
}

/** Entries that a note about a baseline names. The others are counted. */
const MAX_NAMED = 10;

/** What a run reports about its baseline. */
export function baselineNotes(
  { path, expired, obsolete }: BaselineOutcome,
  nameOf: (path: DocumentPath) => string,
): readonly string[] {
  const notes = expired.slice(0, MAX_NAMED).map(({ expires = '', reason, ...entry }) => {
    const why = reason === undefined ? '' : ` (${printable(reason)})`;
    return `${nameOf(path)}: the entry for ${describe(entry)} expired on ${expires}, so the finding is reported again${why}`;
  });
  if (expired.length > MAX_NAMED)
    notes.push(`${nameOf(path)}: ${expired.length - MAX_NAMED} more entries expired`);
  if (obsolete.length > 0) {
    const named = obsolete.slice(0, MAX_NAMED).map(describe);
    const more = obsolete.length - named.length;
    const list = `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    const verb = obsolete.length === 1 ? '1 entry does not match' : `${obsolete.length} entries do not match`;
    notes.push(`${nameOf(path)}: ${verb} any finding (--write-baseline removes such entries): ${list}`);
  }
  return notes;
}

function describe({ rule, owner, path }: Pick<BaselineEntry, 'rule' | 'owner' | 'path'>): string {
  return printable(owner === undefined ? `${rule} in ${path}` : `${rule} at ${owner} in ${path}`);
}
