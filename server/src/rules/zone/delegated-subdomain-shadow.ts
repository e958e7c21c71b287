import { defineRule } from '../rule.ts';

/** A record at or below a name that is delegated to other name servers. Addresses there are glue. */
export default defineRule({
  subject: 'record',
  types: ['CNAME', 'MX', 'SPF', 'SRV', 'TLSA', 'TXT'],
  severity: 'warning',
  specs: ['RFC 1034 §4.2.1', 'RFC 2181 §6.1'],
  why: 'Who asks for the name is sent to the servers of the child zone, and what stands here is never given out: mail records that are only here do not exist for anyone.',
  symptoms: ['550 5.7.26'],
  messages: {
    below: '"{cut}" is delegated to other name servers, so this {type} record is never given out.',
  },
  check({ record }, context) {
    const [ns] = context.delegationAbove(record.owner);
    if (ns === undefined || ns.conditional || record.conditional) return;
    // Beside NS, a CNAME is worse: zone-cname-and-other-data.
    if (record.type === 'CNAME' && ns.owner === record.owner) return;
    context.report({
      at: { part: 'type' },
      message: 'below',
      data: { cut: ns.owner, type: record.type },
      related: [{ at: { part: 'record', record: ns }, message: 'The delegation' }],
    });
  },
});
