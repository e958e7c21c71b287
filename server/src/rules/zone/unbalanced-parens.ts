import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { mending } from '../../records/repair.ts';
import { defineRule } from '../rule.ts';

/** A parenthesis without its other one. */
export default defineRule({
  subject: 'fault',
  needs: ['unbalanced-parentheses'],
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: `Between "(" and ")" line ends do not count, so without the one that is missing other lines become part of the record. ${REFUSED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    open: 'No ")" closes this "(": unbalanced parentheses.',
    close: 'No "(" stands before this ")": unbalanced parentheses.',
  },
  check({ fault }, context) {
    if (fault.code !== 'unbalanced-parentheses') return;
    const message = fault.text === ')' ? 'close' : 'open';
    context.report({ at: { source: fault.range }, message, fix: mending(fault) });
  },
});
