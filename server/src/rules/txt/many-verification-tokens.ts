import { orRoot } from '../../dns/names.ts';
import { isSpf } from '../../email/spf/parse.ts';
import { defineRule } from '../rule.ts';

const MANY = 10;

/** A name with SPF has many TXT records. */
export default defineRule({
  subject: 'owner',
  types: ['TXT'],
  atLeast: MANY + 1,
  severity: 'hint',
  specs: ['RFC 7208 §3.4'],
  why: 'Receivers that query SPF get all TXT records of the name. Most of them verify the domain for a service once, and can be deleted afterwards.',
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
      data: { name: orRoot(owner.name), count: records.length },
    });
  },
});
