import { orRoot } from '../../dns/names.ts';
import { isLeftOut } from '../../domain/left-out.ts';
import { printRdata } from '../../records/rdata/index.ts';
import { REFUSED_RECORD, REFUSED_REPLIES } from '../../records/refused.ts';
import { defineRule } from '../rule.ts';

const SINGLETONS = ['CNAME', 'DNAME', 'SOA'];

/** A name has two records of a type that it can have only once. zone-duplicate-record reports identical ones. */
export default defineRule({
  subject: 'owner',
  types: SINGLETONS,
  atLeast: 2,
  severity: 'error',
  specs: ['RFC 2181 §10.1', 'RFC 6672 §2.4', 'RFC 1035 §5.2'],
  why: REFUSED_RECORD,
  symptoms: REFUSED_REPLIES,
  messages: {
    repeated: '"{name}" has more than one {type} record (multiple RRs of singleton type).',
  },
  check(owner, context) {
    if (isLeftOut(owner.name, context)) return;
    for (const type of SINGLETONS) {
      const [first, ...others] = owner.ofType(type).filter(({ conditional }) => !conditional);
      if (first === undefined) continue;
      const data = printRdata(type, first.rdata);
      for (const other of others) {
        if (printRdata(type, other.rdata) === data) continue;
        context.report({
          at: { part: 'type', record: other },
          message: 'repeated',
          data: { name: orRoot(owner.name), type },
          related: [{ at: { part: 'record', record: first }, message: `The first ${type} record` }],
        });
      }
    }
  },
});
