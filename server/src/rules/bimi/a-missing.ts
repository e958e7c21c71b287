import { defineRule } from '../rule.ts';

/** A logo without a certificate. */
export default defineRule({
  subject: 'bimi',
  severity: 'info',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Gmail and Apple show a logo only with a mark certificate (VMC or CMC), which proves its ownership. Yahoo and others show some logos without one.',
  messages: {
    missing: 'The logo has no certificate ("a"), so Gmail and Apple do not show it.',
  },
  check({ value, location, evidence }, context) {
    if (location === undefined || location.value === '' || !value.complete) return;
    if (evidence === undefined || evidence.value === '') {
      context.report({ at: (evidence ?? location).range, message: 'missing' });
    }
  },
});
