import type { Severity } from '../../../records/report.ts';
import type { Output } from '../output.ts';

/** The reports of the parts of a check as one. */
export interface Merged {
  readonly write: (out: Output) => void;
  readonly counts: Readonly<Record<Severity, number>>;
  /** A part could not do its work. */
  readonly hasFailed: boolean;
}

/** A report, and the file that it comes from, as typed. */
export interface ReportFile {
  readonly name: string;
  readonly value: unknown;
}

/** A report is not what "mailtxt check" writes. */
export class NotMergeable extends Error {}

/** Whatever JSON.parse gives for an object. */
export type ReportObject = Readonly<Record<string, unknown>>;

export function isReportObject(value: unknown): value is ReportObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list of objects. @throws NotMergeable */
export function objectsIn(value: unknown, name: string): readonly ReportObject[] {
  if (Array.isArray(value) && value.every(isReportObject)) return value;
  throw new NotMergeable(`${name}: is not a report of "mailtxt check"`);
}

/** By the path that `pathOf` gives, and otherwise as they come: parts list the entries of a file in order. */
export function byPath<T>(entries: readonly T[], pathOf: (entry: T) => string): readonly T[] {
  return [...entries].sort((a, b) => {
    const [first, second] = [pathOf(a), pathOf(b)];
    return first === second ? 0 : first < second ? -1 : 1;
  });
}

/** Those that are written alike are one: what concerns no file, several parts may say. */
export function eachOnce<T>(entries: readonly T[]): readonly T[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}
