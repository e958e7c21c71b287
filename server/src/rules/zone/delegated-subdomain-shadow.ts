import { defineRule } from '../rule.ts';

/** A record is at or below a name that is delegated to other name servers. Addresses there are glue. */
export default defineRule({
  subject: 'record',
  types: ['CNAME', 'MX', 'SPF', 'SRV', 'TLSA', 'TXT'],
  severity: 'warning',
  specs: ['RFC 1034 §4.2.1', 'RFC 2181 §6.1'],
  why: "Resolvers are referred to the child zone's name servers, so this record is never returned. A mail record that is only here does not exist for senders and receivers.",
  symptoms: ['550 5.7.26'],
  messages: {
    below: '"{cut}" is delegated to other name servers, so this {type} record is never returned.',
  },
  check({ record }, context) {
    const [ns] = context.delegationAbove(record.owner);
    if (ns === undefined || ns.conditional || record.conditional) return;
    // zone-cname-and-other-data reports a CNAME next to NS records, which is worse.
    if (record.type === 'CNAME' && ns.owner === record.owner) return;
    context.report({
      at: { part: 'type' },
      message: 'below',
      data: { cut: ns.owner, type: record.type },
      related: [{ at: { part: 'record', record: ns }, message: 'The delegation' }],
    });
  },
});
