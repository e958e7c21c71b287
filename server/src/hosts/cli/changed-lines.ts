import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { DocumentPath, Finding } from '../../analysis/finding.ts';
import type { Range } from '../../text/range.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { PastFolder } from '../node/past-folder.ts';
import { readTextFile } from '../node/text-file.ts';

/**
 * The lines that files did not have at a commit. A line that moved is not one of them. In a new file, these are the lines
 * that no deleted file had: the new file may be a renamed one.
 */
export class ChangedLines {
  private readonly past: PastFolder;
  private readonly byPath = new Map<DocumentPath, ReadonlySet<number>>();
  private ofGone: ReadonlySet<string> | undefined;

  constructor(past: PastFolder) {
    this.past = past;
  }

  /** Whether a finding, or one of the findings that it stands for, is on a changed line. */
  touches({ range, others = [] }: Finding, path: DocumentPath, source: SourceText | undefined): boolean {
    if (source === undefined) return false;
    const lines = this.linesOf(path, source);
    return [range, ...others.map((other) => other.range)].some((one) => hasLineIn(one, source, lines));
  }

  private linesOf(path: DocumentPath, source: SourceText): ReadonlySet<number> {
    let lines = this.byPath.get(path);
    if (lines === undefined) this.byPath.set(path, (lines = this.compare(path, source)));
    return lines;
  }

  private compare(path: DocumentPath, source: SourceText): ReadonlySet<number> {
    const then = this.past.toPast(path);
    const before = then === path || !existsSync(then) ? undefined : linesIn(then);
    const left = new Map<string, number>();
    for (const line of before ?? []) left.set(line, (left.get(line) ?? 0) + 1);
    const changed = new Set<number>();
    source
      .slice(0, source.length)
      .split('\n')
      .forEach((text, number) => {
        const line = text.trimEnd();
        if (before === undefined) {
          if (!this.goneLines().has(line)) changed.add(number);
          return;
        }
        const count = left.get(line) ?? 0;
        if (count === 0) changed.add(number);
        else left.set(line, count - 1);
      });
    return changed;
  }

  private goneLines(): ReadonlySet<string> {
    if (this.ofGone !== undefined) return this.ofGone;
    const lines = new Set<string>();
    for (const file of this.past.files) {
      if (existsSync(join(this.past.repository, file))) continue;
      for (const line of linesIn(join(this.past.folder, file))) lines.add(line);
    }
    this.ofGone = lines;
    return lines;
  }
}

function linesIn(path: string): readonly string[] {
  const file = readTextFile(path);
  return file.kind === 'text' ? file.text.split('\n').map((line) => line.trimEnd()) : [];
}

function hasLineIn({ start, end }: Range, source: SourceText, lines: ReadonlySet<number>): boolean {
  const last = source.offsetToPosition(end).line;
  for (let line = source.offsetToPosition(start).line; line <= last; line++) if (lines.has(line)) return true;
  return false;
}
