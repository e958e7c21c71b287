import { sharedSetOf } from '../../domain/publication/whole-sets.ts';
import { defineRule } from '../rule.ts';
import { SHARED_SET, sharedSetReport } from '../shared-set.ts';

/** Record types for which mail needs all records of a name. */
const TYPES = ['TXT', 'MX'];

/**
 * Two resources for the TXT or MX records of one name, at a service that stores them as one set. For other types, see
 * tf-whole-set-twice.
 */
export default defineRule({
  subject: 'owner',
  types: TYPES,
  atLeast: 2,
  severity: 'error',
  specs: ['RFC 2181 §5'],
  why: 'The service stores all records of a name and type as one set, and each of the two defines the whole set. The second is rejected or replaces the first, and the SPF or domain verification record disappears.',
  symptoms: ['550 5.7.26'],
  messages: SHARED_SET,
  check(owner, context) {
    for (const type of TYPES) {
      const shared = sharedSetOf(owner, type);
      if (shared === undefined) continue;
      context.report(sharedSetReport(owner.name, type, shared));
    }
  },
});
