import type { AnswerSource } from '../../../dns/facts.ts';
import type { LookupTree } from '../../../email/spf/lookup-tree.ts';
import { flattenTerm } from '../../../email/spf/flatten.ts';
import type { SpfRecord } from '../../../email/spf/model.ts';
import type { RuleContext, RuleFix } from '../../rule.ts';
import { quote } from './quote.ts';

/** One fix for each term whose addresses are known: the addresses instead of the lookups, the costliest term first. */
export function flattenings(spf: SpfRecord, tree: LookupTree, context: RuleContext): readonly RuleFix[] {
  const byCost = [...tree.terms].sort((a, b) => b.cost.lookups - a.cost.lookups);
  return byCost.flatMap((cost) => {
    const flat = flattenTerm(cost, context.facts);
    if (flat === undefined) return [];
    const typed = quote(spf, cost.term.range);
    return [
      {
        title: `Replace "${typed}" by its addresses`,
        safety: 'review' as const,
        edits: [
          { range: cost.term.range, text: flat.terms.join(' ') },
          {
            kind: 'comment' as const,
            text: `SPF: the addresses of ${typed}${told(flat.source)}; look again when they change`,
          },
        ],
      },
    ];
  });
}

/** Where the addresses come from, and when it was so. */
function told(source: AnswerSource | undefined): string {
  switch (source?.kind) {
    case 'file':
      return source.recorded === undefined
        ? ', from a file of answers'
        : `, as recorded on ${source.recorded.slice(0, 10)}`;
    case 'live':
      return `, as answered on ${source.at.slice(0, 10)}`;
    default:
      return ', from these files';
  }
}
