import { defineRule } from '../rule.ts';

/** A quote that starts a string without an end. */
export default defineRule({
  subject: 'txt',
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: 'The service reads the value as in a zone file, where quotes come in pairs. It rejects a record with an unmatched quote.',
  messages: {
    open: 'This value has an unmatched quote, so {service} cannot read it.',
  },
  check({ record, value }, context) {
    const { publication } = record;
    // An unresolved value may contain the other quote.
    if (publication?.quoting !== 'open' || !value.complete) return;
    context.report({ at: { part: 'rdata' }, message: 'open', data: { service: publication.service } });
  },
});
