import type { DocumentPath } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { nameOfOctets } from '../dns/names.ts';
import type { PolicyRecord } from '../email/policy-record.ts';
import { rangeOf } from '../text/range.ts';
import type { Range } from '../text/range.ts';
import type { SourceText } from '../text/source-text.ts';

export interface Located {
  readonly path: DocumentPath;
  readonly source: SourceText;
  readonly range: Range;
}

/** The place of a policy, or of a part of it, that was read from `domain`; `undefined` if it is not in the workspace. */
export function recordOf(
  workspace: Workspace,
  domain: string,
  { value }: PolicyRecord,
  part?: Range,
): Located | undefined {
  for (const { path, record, range } of workspace.recordsOf(nameOfOctets(domain), 'TXT')) {
    const source = workspace.textOf(path);
    if (record.rdata.kind !== 'text' || record.rdata.value.text !== value.text || source === undefined)
      continue;
    const inRecord = part === undefined ? record.rdataRange : record.rdata.value.toSource(part);
    if (inRecord === undefined) return { path, source, range };
    const base = range.start - record.range.start;
    return { path, source, range: rangeOf(base + inRecord.start, base + inRecord.end) };
  }
  return undefined;
}
