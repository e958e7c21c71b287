import type { DomainName } from '../dns/names.ts';
import type { SharedSet } from '../domain/publication/whole-sets.ts';
import type { ReportOf } from './rule.ts';

/** What the rules on record sets with several resources or entries report. */
export const SHARED_SET =
  '{other} sets the {type} records of "{name}" too, and {service} keeps them as one set.';

/** At the second resource; the others are related places. */
export function sharedSetReport(
  name: DomainName,
  type: string,
  { first, second, others, by }: SharedSet,
): ReportOf<{ readonly two: typeof SHARED_SET }, 'two'> {
  return {
    at: { part: 'type', record: second },
    message: 'two',
    data: {
      other: by === undefined ? 'Another entry' : `"${by}"`,
      type,
      name,
      service: second.publication?.service ?? '',
    },
    related: [first, ...others].map((record) => ({
      at: { part: 'type', record },
      message: by === undefined ? 'Another entry for the set' : 'Another resource for the set',
    })),
  };
}
