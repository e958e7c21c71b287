import { defineRule } from '../rule.ts';

/** A BIMI record that does not say where the logo is. */
export default defineRule({
  id: 'bimi-l-missing',
  subject: 'bimi',
  needs: ['l-missing'],
  severity: 'error',
  since: '0.1.0',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Without "l" the record is an error to receivers, and no logo is shown.',
  messages: {
    missing: 'There is no "l", which says where the logo is. An empty "l=" declines to show one.',
  },
  check(bimi, context) {
    for (const { code, range } of bimi.faults) {
      if (code === 'l-missing' && !bimi.faults.some((fault) => fault.code === 'stray')) {
        context.report({ at: range, message: 'missing' });
      }
    }
  },
});
