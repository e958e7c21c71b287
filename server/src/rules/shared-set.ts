import type { DomainName } from '../dns/names.ts';
import type { SharedSet } from '../domain/publication/whole-sets.ts';
import type { ReportOf } from './rule.ts';

/** What the rules on record sets with several resources or entries report. */
export const SHARED_SET = {
  two: '"{other}" sets the {type} records of "{name}" too, and {service} keeps them as one set.',
  /** Of entries without names. */
  entries: 'Another entry sets the {type} records of "{name}" too, and {service} keeps them as one set.',
} as const;

/** At the second resource; the others are related places. */
export function sharedSetReport(
  name: DomainName,
  type: string,
  { first, second, others, by }: SharedSet,
): ReportOf<typeof SHARED_SET, keyof typeof SHARED_SET> {
  return {
    at: { part: 'type', record: second },
    message: by === undefined ? 'entries' : 'two',
    data: { other: by ?? '', type, name, service: second.publication?.service ?? '' },
    related: [first, ...others].map((record) => ({
      at: { part: 'type', record },
      message: by === undefined ? 'Another entry for the set' : 'Another resource for the set',
    })),
  };
}
