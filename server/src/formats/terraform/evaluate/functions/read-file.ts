import { shorten } from '../../../../text/shorten.ts';
import { CHARACTERS_KEPT_PER_STEP } from '../traced-text.ts';
import type { SourceFile } from '../scope.ts';
import { knownText } from '../value.ts';
import type { Value } from '../value.ts';
import type { ReportedReason } from '../work.ts';
import { MAX_DATA } from './decode.ts';
import type { CallContext } from './function-table.ts';

/** What a call or a block that reads a file knows about it, and where it reports. */
interface FileReport {
  isTooLarge(name: string): boolean;
  readonly isTried: boolean;
  report(message: string, reason?: ReportedReason): void;
}

/** Reports why the content of a file is unknown. `name`: the name that the module uses. */
export function reportUnreadFile(name: string, context: FileReport): void {
  if (context.isTooLarge(name)) {
    context.report(`The file "${shorten(name)}" is too large, so it is not read.`);
    return;
  }
  // Within `try`, a file may be missing.
  if (!context.isTried) context.report(missingFile(name), missingReason(name));
}

export function missingFile(name: string): string {
  return `The file "${shorten(name)}" is not in the workspace, so the values that the module reads from it are unknown.`;
}

/** Why the content of a missing file or folder is unknown. `name`: the name that the module uses. */
export function missingReason(name: string): ReportedReason {
  return { kind: 'include', subject: shorten(name), isListedOnly: true, isForRecords: true };
}

/**
 * The file that a value names; `undefined` if it does not exist or is too large, both of which are reported, or if it takes too
 * much work.
 */
export function readFileNamed(name: Value | undefined, context: CallContext): SourceFile | undefined {
  const known = knownText(name);
  if (known === undefined) return undefined;
  const file = context.readFile(known);
  if (file === undefined) {
    reportUnreadFile(known, context);
    return undefined;
  }
  // A file is kept as long as a module reads it, even one that is too large.
  if (!context.spend(Math.floor(file.text.length / CHARACTERS_KEPT_PER_STEP))) return undefined;
  if (file.text.length <= MAX_DATA) return file;
  context.report(`The file "${shorten(known)}" has more than ${MAX_DATA} characters, so it is not read.`);
  return undefined;
}
