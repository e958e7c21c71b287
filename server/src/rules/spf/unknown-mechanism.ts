import { mending } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A term that is neither a mechanism nor `name=value`. */
export default defineRule({
  id: 'spf-unknown-mechanism',
  subject: 'spf',
  needs: ['unknown-mechanism'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §12'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    unknown: '"{term}" is not an SPF mechanism.',
    misspelt: '"{term}" is not an SPF mechanism: did you mean "{name}"?',
    bareAddress: '"{term}" is an address without a mechanism: "{suggestion}" allows it.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'unknown-mechanism') continue;
      const { reason, name = '', suggestion = '' } = fault.data ?? {};
      context.report({
        at: fault.range,
        message: reason === 'misspelt' ? 'misspelt' : reason === 'bare-address' ? 'bareAddress' : 'unknown',
        data: { term: quoteTerm(spf, fault.range), name, suggestion: quote(suggestion) },
        fix: mending(fault, 'review'),
      });
    }
  },
});
