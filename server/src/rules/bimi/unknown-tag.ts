import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A tag that BIMI does not have. */
export default defineRule({
  id: 'bimi-unknown-tag',
  subject: 'bimi',
  needs: ['unknown-tag'],
  severity: 'hint',
  since: '0.1.0',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Receivers skip tags that they do not know, so what was meant by this one does not happen.',
  messages: {
    unknown: '"{name}" is not a tag of BIMI: receivers skip it.',
  },
  check(bimi, context) {
    for (const { code, range, data } of bimi.faults) {
      if (code === 'unknown-tag') {
        context.report({ at: range, message: 'unknown', data: { name: quote(data?.['name'] ?? '') } });
      }
    }
  },
});
