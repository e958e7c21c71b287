import { sharedSetOf } from '../../domain/publication/whole-sets.ts';
import { printRdata } from '../../records/rdata/index.ts';
import { defineRule } from '../rule.ts';
import { SHARED_SET, sharedSetReport } from '../shared-set.ts';

/** Types with rules of their own: tf-txt-multiple-sets-same-name. */
const ELSEWHERE = new Set(['TXT', 'MX']);

/** Two resources for one set of records, at a service that keeps whole sets. TXT and MX: tf-txt-multiple-sets-same-name. */
export default defineRule({
  subject: 'owner',
  severity: 'error',
  specs: ['RFC 2181 §5'],
  why: 'The service keeps all records of a name and type as one set: the later one overwrites the earlier one or is refused, and deleting either deletes the live set. Merge the values into one. In Terraform, take the other resource out of the state with "terraform state rm" before you delete it.',
  messages: SHARED_SET,
  check(owner, context) {
    for (const type of new Set(owner.records.map((record) => record.type))) {
      if (ELSEWHERE.has(type)) continue;
      const shared = sharedSetOf(owner, type);
      if (shared === undefined) continue;
      const { first, second } = shared;
      // Of two different aliases the name can have one: zone-singleton-repeated.
      if (type === 'CNAME' && printRdata(type, first.rdata) !== printRdata(type, second.rdata)) continue;
      context.report(sharedSetReport(owner.name, type, shared));
    }
  },
});
