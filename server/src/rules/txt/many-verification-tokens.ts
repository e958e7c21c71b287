import { isSpf } from '../../email/spf/parse.ts';
import { defineRule } from '../rule.ts';

const MANY = 10;

/** Many TXT records at a name that has SPF. */
export default defineRule({
  subject: 'owner',
  types: ['TXT'],
  atLeast: MANY + 1,
  severity: 'hint',
  specs: ['RFC 7208 §3.4'],
  why: 'Every receiver that asks for SPF gets all of them. Most prove a domain to a service once, and can be deleted afterwards.',
  messages: {
    many: '"{name}" has {count} TXT records, and receivers get all of them with SPF.',
  },
  check(owner, context) {
    const records = owner.ofType('TXT').filter(({ conditional }) => !conditional);
    if (records.length <= MANY) return;
    const spf = records.find(({ rdata }) => rdata.kind === 'text' && isSpf(rdata.value.text));
    if (spf === undefined) return;
    context.report({
      at: { part: 'type', record: spf },
      message: 'many',
      data: { name: owner.name, count: records.length },
    });
  },
});
