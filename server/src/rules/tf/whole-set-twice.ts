import { sharedSetOf } from '../../domain/publication/whole-sets.ts';
import { printRdata } from '../../records/rdata/index.ts';
import { defineRule } from '../rule.ts';
import { SHARED_SET, sharedSetReport } from '../shared-set.ts';

/** Types that tf-txt-multiple-sets-same-name reports. */
const ELSEWHERE = new Set(['TXT', 'MX']);

/** Two resources for one set of records, at a service that stores whole sets. TXT and MX: tf-txt-multiple-sets-same-name. */
export default defineRule({
  subject: 'owner',
  severity: 'error',
  specs: ['RFC 2181 §5'],
  why: 'The later resource overwrites the earlier one or is rejected, and deleting either deletes the live set. Merge the values, and in Terraform run "terraform state rm" on the other resource before you delete it.',
  messages: SHARED_SET,
  check(owner, context) {
    for (const type of new Set(owner.records.map((record) => record.type))) {
      if (ELSEWHERE.has(type)) continue;
      const shared = sharedSetOf(owner, type);
      if (shared === undefined) continue;
      const { first, second } = shared;
      // A name can have only one of two different aliases, which zone-singleton-repeated reports.
      if (type === 'CNAME' && printRdata(type, first.rdata) !== printRdata(type, second.rdata)) continue;
      context.report(sharedSetReport(owner.name, type, shared));
    }
  },
});
