import type { DocumentPath } from '../../analysis/finding.ts';
import { isValuesPath } from '../../formats/terraform/recognize.ts';
import { mayBeUnreadFormat, unreadFormatOf } from '../../formats/unread/table.ts';
import type { Unread } from '../../records/unread.ts';
import { groupDigits } from '../../text/group-digits.ts';
import { decodeText, isBinary } from './encoding.ts';
import { firstOctets } from './first-octets.ts';

/** Files that one run opens to detect records in formats that are not read: about a second of work. */
export const MAX_PROBED_FILES = 20_000;

/** File extensions that a summary of a search names. Files with other extensions are counted together. */
const MAX_ENDINGS = 5;

/** What a search sees in addition to the files that are read. */
export class SeenFiles {
  /** The number of files by extension with its dot, or by name for files without an extension. */
  private readonly endings = new Map<string, number>();
  /** Files with values for the variables of modules. */
  readonly valueFiles: DocumentPath[] = [];
  private readonly formats = new Map<DocumentPath, string>();
  private probed = 0;
  /** The first file that was not opened because of the limit. */
  private leftAt: DocumentPath | undefined;
  private left = 0;

  private readonly limits: { looked(): void } | undefined;

  /** `limits`: only counts the files there, and does not open them. */
  constructor(limits?: { looked(): void }) {
    this.limits = limits;
  }

  add(path: DocumentPath): void {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const dot = name.lastIndexOf('.');
    const ending = dot > 0 ? name.slice(dot).toLowerCase() : name;
    this.endings.set(ending, (this.endings.get(ending) ?? 0) + 1);
    const isValues = isValuesPath(path);
    if (isValues) this.valueFiles.push(path);
    this.limits?.looked();
    // The modules determine which values files are unused.
    if (this.limits !== undefined || isValues || !mayBeUnreadFormat(path)) return;
    if (this.probed >= MAX_PROBED_FILES) {
      this.leftAt ??= path;
      this.left++;
      return;
    }
    this.probed++;
    const format = formatAt(path);
    if (format !== undefined) this.formats.set(path, format);
  }

  /** `14 .yaml, 3 .md, 2 others`, the most frequent first. `undefined`: there are none. */
  summary(): string | undefined {
    const sorted = [...this.endings].sort(([a, some], [b, more]) => more - some || (a < b ? -1 : 1));
    if (sorted.length === 0) return undefined;
    const named = sorted.slice(0, MAX_ENDINGS).map(([ending, count]) => `${groupDigits(count)} ${ending}`);
    const others = sorted.slice(MAX_ENDINGS).reduce((sum, [, count]) => sum + count, 0);
    return [...named, ...(others > 0 ? [`${groupDigits(others)} others`] : [])].join(', ');
  }

  /** Files in formats that are not read. `isRead`: whether a module reads the file as data. */
  unread(isRead: (path: DocumentPath) => boolean): readonly Unread[] {
    const found: Unread[] = [];
    for (const [path, format] of this.formats) {
      if (isRead(path)) continue;
      const message = `This file looks like DNS records in ${format}, which mailtxt does not read.`;
      found.push({ kind: 'format', subject: format, path, range: undefined, message, count: 1 });
    }
    if (this.leftAt !== undefined) {
      const message = `This file and ${this.left - 1} more were not opened to detect their format: the limit is ${MAX_PROBED_FILES}.`;
      found.push({ kind: 'limit', path: this.leftAt, range: undefined, message, count: this.left });
    }
    return found;
  }
}

function formatAt(path: DocumentPath): string | undefined {
  try {
    const start = firstOctets(path);
    return isBinary(start) ? undefined : unreadFormatOf(path, decodeText(start));
  } catch {
    // The file may be anything, so it is unknown whether it would be reported.
    return undefined;
  }
}
