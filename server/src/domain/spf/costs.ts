import type { LookupTree } from '../../email/spf/lookup-tree.ts';
import type { SpfRecord } from '../../email/spf/model.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import type { Related } from '../../records/report.ts';

/** `at least 7`, `7` */
export function counted({
  lookups,
  atLeast,
}: {
  readonly lookups: number;
  readonly atLeast: boolean;
}): string {
  return atLeast ? `at least ${lookups}` : String(lookups);
}

/** The number of lookups that each term uses, at the term. */
export function costsOf(spf: SpfRecord, { terms }: LookupTree): readonly Related[] {
  return terms.map(({ term, cost }) => {
    const { asOf } = cost.expected;
    const { lookups } = asOf === undefined ? cost : cost.expected;
    const count = counted(asOf === undefined ? cost : cost.expected);
    const when = asOf === undefined ? '' : ` (provider data from ${asOf})`;
    return {
      at: term.range,
      message: `"${quoteTerm(spf, term.range)}" uses ${count} lookup${lookups === 1 ? '' : 's'}${when}`,
    };
  });
}
