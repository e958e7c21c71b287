import { typeCode } from '../../dns/types.ts';
import { isFlattened } from '../../domain/flattened.ts';
import { isLeftOut } from '../../domain/left-out.ts';
import { mayStandBesideCname } from '../../records/coexist.ts';
import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { defineRule } from '../rule.ts';

/** A CNAME beside other records. At the zone's own name, zone-cname-at-apex speaks. */
export default defineRule({
  subject: 'owner',
  types: ['CNAME'],
  severity: 'error',
  specs: ['RFC 1034 §3.6.2', 'RFC 2181 §10.1'],
  why: `A CNAME says that the name has no records of its own. ${REFUSED} Where a server does serve both, MX, SPF and all else at the name come and go as resolvers see the one or the other.`,
  symptoms: REFUSED_REPLIES,
  messages: {
    others: 'A CNAME stands alone, but "{name}" has {types} too: CNAME and other data.',
  },
  check(owner, context) {
    if (owner.name === context.apex || isLeftOut(owner.name, context)) return;
    const [cname] = owner.ofType('CNAME');
    // What a provider calls ALIAS is none of the types that a name server knows.
    const others = owner.records.filter(
      ({ type }) => !mayStandBesideCname(type) && typeCode(type) !== undefined,
    );
    const [first] = others;
    if (cname === undefined || first === undefined || isFlattened(cname, context)) return;
    if (cname.conditional || others.every(({ conditional }) => conditional)) return;
    context.report({
      at: { part: 'type', record: cname },
      message: 'others',
      data: { name: owner.name, types: listed(others.map(({ type }) => type)) },
      related: [{ at: { part: 'record', record: first }, message: `The ${first.type} record` }],
    });
  },
});

/** `MX, TXT and A` */
function listed(types: readonly string[]): string {
  const unique = [...new Set(types)];
  const last = unique.pop() ?? '';
  return unique.length === 0 ? last : `${unique.join(', ')} and ${last}`;
}
