import { defineRule } from '../rule.ts';

/** A quotation mark that begins a string which nothing ends. */
export default defineRule({
  subject: 'txt',
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: 'The value is read as in a zone file, where quotation marks come in pairs. Without its partner, the service refuses the record.',
  messages: {
    open: 'A quotation mark in this text has no partner, so {service} cannot read it.',
  },
  check({ record, value }, context) {
    const { publication } = record;
    // What is not known may hold the other one.
    if (publication?.quoting !== 'open' || !value.complete) return;
    context.report({ at: { part: 'rdata' }, message: 'open', data: { service: publication.service } });
  },
});
