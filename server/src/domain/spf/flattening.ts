import type { AnswerSource } from '../../dns/facts.ts';
import { flattenTerm } from '../../email/spf/flatten.ts';
import type { LookupTree } from '../../email/spf/lookup-tree.ts';
import type { SpfRecord } from '../../email/spf/model.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import type { RuleFix } from '../../records/report.ts';
import type { RecordView } from '../view.ts';

interface Flattening {
  readonly typed: string;
  readonly lookups: number;
  readonly edits: RuleFix['edits'];
}

/**
 * One fix for each term that uses enough lookups and whose addresses are known. It replaces the term with the addresses.
 * The most expensive term comes first. If no term uses enough lookups, one fix replaces the most expensive ones together.
 * `excess` is the number of lookups above the limit.
 */
export function flattenings(
  spf: SpfRecord,
  tree: LookupTree,
  context: RecordView,
  excess: number,
): readonly RuleFix[] {
  const byCost = [...tree.terms].sort((a, b) => b.cost.lookups - a.cost.lookups);
  const all = byCost.flatMap((cost): readonly Flattening[] => {
    const flat = flattenTerm(cost, context.facts);
    if (flat === undefined) return [];
    const typed = quoteTerm(spf, cost.term.range);
    const edits = [
      { range: cost.term.range, text: flat.terms.join(' ') },
      {
        kind: 'comment' as const,
        text: `SPF: addresses of ${typed}${sourceAndDate(flat.source)}. Update this when they change.`,
      },
    ];
    return [{ typed, lookups: cost.cost.lookups, edits }];
  });
  const enough = all.filter(({ lookups }) => lookups >= excess);
  if (enough.length > 0) return enough.map((one) => fixOf([one]));
  const together: Flattening[] = [];
  let left = excess;
  for (const one of all) {
    if (left <= 0) break;
    together.push(one);
    left -= one.lookups;
  }
  return left > 0 ? [] : [fixOf(together)];
}

function fixOf(flattened: readonly Flattening[]): RuleFix {
  const names = flattened.map(({ typed }) => `"${typed}"`);
  const last = names.pop() ?? '';
  const title =
    names.length === 0
      ? `Replace ${last} with its addresses`
      : `Replace ${names.join(', ')} and ${last} with their addresses`;
  return { title, safety: 'review', edits: flattened.flatMap(({ edits }) => edits) };
}

/** The source of the addresses, and their date. */
function sourceAndDate(source: AnswerSource | undefined): string {
  switch (source?.kind) {
    case 'file':
      return source.recorded === undefined
        ? ', from a file of DNS answers'
        : `, recorded on ${source.recorded.slice(0, 10)}`;
    case 'live':
      return `, resolved on ${source.at.slice(0, 10)}`;
    default:
      return ', from these files';
  }
}
