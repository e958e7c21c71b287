import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { defineRule } from '../rule.ts';

/** A line that begins with a blank takes the owner of the record before it. There is none. */
export default defineRule({
  subject: 'fault',
  needs: ['owner'],
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: `A line that begins with a blank belongs to the owner of the record before it, and no record stands before this one. ${REFUSED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    none: 'This record has no owner: the line begins with a blank, and no record stands before it.',
  },
  check({ fault }, context) {
    if (fault.code !== 'owner') return;
    context.report({ at: { source: fault.range }, message: 'none' });
  },
});
