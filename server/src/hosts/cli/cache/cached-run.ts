import { SEVERITIES } from '../../../analysis/engine/finding-store.ts';
import type { DocumentPath } from '../../../analysis/finding.ts';
import type { Severity } from '../../../records/report.ts';
import type { Unread } from '../../../records/unread.ts';
import { printableLines } from '../../../text/printable.ts';
import type { FileProblem } from '../../node/file-problem.ts';
import type { CheckedFile, ListedFinding } from '../check-result.ts';
import { areGroups } from './asked-groups.ts';
import type { AskedGroup } from './asked-groups.ts';

/** The findings of a run in one file. */
export interface CachedFile extends Pick<CheckedFile, 'path' | 'format' | 'records' | 'zones'> {
  readonly emailRecords: number;
  readonly findings: readonly ListedFinding[];
  readonly counts: Readonly<Record<Severity, number>>;
}

/** The other results of a run, and what they depend on. */
export interface CachedRun {
  readonly asked: readonly AskedGroup[];
  /** For a shard, the documents of all shards. */
  readonly all: readonly DocumentPath[] | undefined;
  /** The problems found in documents, without texts that are those of the documents. */
  readonly problems: readonly FileProblem[];
  readonly unread: readonly Unread[];
  /** Texts that findings show and that are not input of the run, with their digests: included files, modules. */
  readonly others: readonly (readonly [path: DocumentPath, digest: string])[];
  /** Texts of which only the ranges of findings are shown. */
  readonly privatePaths: readonly DocumentPath[];
  /** Files that findings name without showing their text: reports, settings. */
  readonly withoutText: readonly DocumentPath[];
}

/** Validates untrusted data: returns false for anything that a run does not write. */
type Check = (value: unknown) => boolean;

const isString: Check = (value) => typeof value === 'string';
/** Reports write this text unchanged. */
const isPrintable: Check = (value) => typeof value === 'string' && printableLines(value) === value;
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isRange = shape({ start: isCount, end: isCount });
const isPlace = shape({ message: isPrintable, path: isString, range: isRange });
const isEdit = shape({ path: isString, range: isRange, text: isString });
const isFix = shape({
  title: isPrintable,
  safety: oneOf(['safe', 'review']),
  edits: listOf(isEdit),
  record: optional(isString),
});
const isFinding = shape({
  rule: isPrintable,
  severity: oneOf(SEVERITIES),
  message: isPrintable,
  range: isRange,
  owner: nullable(isPrintable),
  type: nullable(isPrintable),
  sameAs: optional(isString),
  count: optional(isCount),
  others: optional(listOf(isPlace)),
  details: shape({ why: isString, url: isPrintable, fixes: listOf(isFix), related: listOf(isPlace) }),
  fingerprint: isPrintable,
});
const isFile = shape({
  path: isString,
  format: isPrintable,
  records: isCount,
  emailRecords: isCount,
  zones: listOf(isString),
  findings: listOf(isFinding),
  counts: shape(Object.fromEntries(SEVERITIES.map((severity) => [severity, isCount]))),
});
const isUnread = shape({
  kind: isPrintable,
  subject: optional(isString),
  path: isString,
  range: optional(isRange),
  message: isString,
  count: isCount,
});
const isProblem = shape({
  path: isString,
  message: isString,
  range: optional(isRange),
  text: optional(isString),
  fatal: (value) => typeof value === 'boolean',
  unread: optional(shape({ kind: isPrintable, subject: optional(isString) })),
});
const isRun = shape({
  asked: areGroups,
  all: optional(listOf(isString)),
  problems: listOf(isProblem),
  unread: listOf(isUnread),
  others: listOf(listOf(isString)),
  privatePaths: listOf(isString),
  withoutText: listOf(isString),
});

/** `undefined` if the line is not one that `runLine` writes. */
export function readRunLine(line: string | undefined): CachedRun | undefined {
  return readLine(line, isRun) as CachedRun | undefined;
}

/** `undefined` if the line is not one that a run writes. */
export function readFileLine(line: string): CachedFile | undefined {
  return readLine(line, isFile) as CachedFile | undefined;
}

function readLine(line: string | undefined, check: Check): unknown {
  if (line === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function shape(checks: Readonly<Record<string, Check>>): Check {
  const entries = Object.entries(checks);
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    const object = value as Readonly<Record<string, unknown>>;
    return entries.every(([key, check]) => check(object[key]));
  };
}

function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every((item) => check(item));
}

function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

function nullable(check: Check): Check {
  return (value) => value === null || check(value);
}

function oneOf(words: readonly string[]): Check {
  return (value) => words.some((word) => word === value);
}
