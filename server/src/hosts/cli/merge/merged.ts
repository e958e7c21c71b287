import type { Severity } from '../../../records/report.ts';
import type { Output } from '../output.ts';

/** The merged reports of the shards of a check. */
export interface Merged {
  readonly write: (out: Output) => void;
  readonly counts: Readonly<Record<Severity, number>>;
  /** Whether a shard failed. */
  readonly hasFailed: boolean;
}

/** A report, and the name of its file, as typed. */
export interface ReportFile {
  readonly name: string;
  readonly value: unknown;
}

/** A file is not a report that "mailtxt check" writes. */
export class NotMergeable extends Error {}

/** An object as `JSON.parse` returns it. */
export type ReportObject = Readonly<Record<string, unknown>>;

export function isReportObject(value: unknown): value is ReportObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list of objects. @throws NotMergeable */
export function objectsIn(value: unknown, name: string): readonly ReportObject[] {
  if (Array.isArray(value) && value.every(isReportObject)) return value;
  throw new NotMergeable(`${name} is not a report of "mailtxt check"`);
}

/** Sorts by the path that `pathOf` returns, and otherwise keeps the order: shards list the entries of a file in order. */
export function byPath<T>(entries: readonly T[], pathOf: (entry: T) => string): readonly T[] {
  return [...entries].sort((a, b) => {
    const [first, second] = [pathOf(a), pathOf(b)];
    return first === second ? 0 : first < second ? -1 : 1;
  });
}

/** Removes equal entries: several shards may report what does not concern a file. */
export function eachOnce<T>(entries: readonly T[]): readonly T[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}
