import type { DomainName } from '../dns/names.ts';
import type { SharedSet } from '../domain/publication/whole-sets.ts';
import type { ReportOf } from './rule.ts';

/** The messages of the rules about record sets that several resources or entries define. */
export const SHARED_SET = {
  two: '"{other}" also sets the {type} records of "{name}", which {service} stores as one set.',
  /** For entries without names. */
  entries: 'Another entry also sets the {type} records of "{name}", which {service} stores as one set.',
} as const;

/** The finding is at the second resource; the others are related places. */
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
      message: by === undefined ? 'Another entry for this set' : 'Another resource for this set',
    })),
  };
}
