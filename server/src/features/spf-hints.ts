import type { DocumentPath } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { TermCost } from '../email/spf/lookup-tree.ts';
import type { Range } from '../text/range.ts';
import { firstRecordsIn } from './records-in.ts';
import { SPF_TYPES, spfWithLookupsOf } from './spf-at.ts';
import { costAsSign, countOf, lookupsInWords, remarkOn, sourceInWords, upToHere } from './spf-words.ts';

/** An inlay hint after a term of an SPF record. */
export interface SpfHint {
  /** Offset in the document. */
  readonly at: number;
  /** `⟨3⟩` */
  readonly label: string;
  /** Plain text. */
  readonly tooltip: string;
}

/** The maximum number of hints, because some editors request the hints of a whole file. */
export const MAX_HINTS = 2000;
/** The maximum number of records to read for them. */
export const MAX_RECORDS_FOR_HINTS = 2000;

/** The lookups of each term in the records that touch the range. `cut` is called if a limit left out the rest. */
export function spfHints(
  workspace: Workspace,
  path: DocumentPath,
  within: Range,
  cut: () => void = () => undefined,
): readonly SpfHint[] {
  const document = workspace.documentOf(path);
  if (document === undefined) return [];
  const hints: SpfHint[] = [];
  /** One text of Terraform can be many records. */
  const taken = new Set<number>();
  const wanted = { types: SPF_TYPES, within, most: MAX_RECORDS_FOR_HINTS, cut };
  for (const found of firstRecordsIn(document, wanted)) {
    const spf = spfWithLookupsOf(workspace, path, found);
    if (spf === undefined) continue;
    let total = 0;
    for (const term of spf.tree.terms) {
      total += countOf(term.cost).lookups;
      const typed = spf.spf.value.toSource(term.term.range);
      if (typed === undefined) continue;
      const at = spf.base + typed.end;
      if (at < within.start || at > within.end || taken.has(at)) continue;
      if (hints.length === MAX_HINTS) {
        cut();
        return hints;
      }
      taken.add(at);
      hints.push({ at, label: `⟨${costAsSign(term)}⟩`, tooltip: tooltipOf(term, total) });
    }
  }
  return hints;
}

function tooltipOf(term: TermCost, total: number): string {
  const remark = remarkOn(term)?.text;
  const source = sourceInWords(term.source);
  const about = [remark, source].filter((part) => part !== undefined).join(', ');
  const so = `${lookupsInWords(countOf(term.cost))}${about === '' ? '' : ` (${about})`}`;
  return `${so}; ${upToHere(total)}`;
}
