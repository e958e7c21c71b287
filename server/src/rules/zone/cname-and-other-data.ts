import { orRoot } from '../../dns/names.ts';
import { typeCode } from '../../dns/types.ts';
import { isFlattened } from '../../domain/flattened.ts';
import { isLeftOut } from '../../domain/left-out.ts';
import { mayStandBesideCname } from '../../records/coexist.ts';
import { REFUSED_REPLIES } from '../../records/refused.ts';
import { defineRule } from '../rule.ts';

/** A CNAME is at the same name as other records. zone-cname-at-apex reports one at the zone apex. */
export default defineRule({
  subject: 'owner',
  types: ['CNAME'],
  severity: 'error',
  specs: ['RFC 1034 §3.6.2', 'RFC 2181 §10.1'],
  why: 'A zone file with other records next to a CNAME does not load, so mail to and from the domain is deferred and then bounces. If a server serves both anyway, resolvers see one or the other, and MX and SPF are sometimes missing.',
  symptoms: REFUSED_REPLIES,
  messages: {
    others: '"{name}" has a CNAME and other data ({types}).',
  },
  check(owner, context) {
    if (owner.name === context.apex || isLeftOut(owner.name, context)) return;
    const [cname] = owner.ofType('CNAME');
    // The ALIAS of a provider is not a type that a name server knows.
    const others = owner.records.filter(
      ({ type }) => !mayStandBesideCname(type) && typeCode(type) !== undefined,
    );
    const [first] = others;
    if (cname === undefined || first === undefined || isFlattened(cname, context)) return;
    if (cname.conditional || others.every(({ conditional }) => conditional)) return;
    context.report({
      at: { part: 'type', record: cname },
      message: 'others',
      data: { name: orRoot(owner.name), types: listed(others.map(({ type }) => type)) },
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
