import { labelsOf } from '../../dns/names.ts';
import { reportRepeated } from '../repeated-records.ts';
import { defineRule } from '../rule.ts';

/** Two BIMI records at one selector. */
export default defineRule({
  id: 'bimi-multiple-records',
  subject: 'owner',
  types: ['TXT'],
  atLeast: 2,
  severity: 'error',
  since: '0.1.0',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Receivers that get two records for one selector use neither, and show no logo.',
  messages: {
    second: '"{name}" has {count} BIMI records, so receivers use none of them.',
  },
  check(owner, context) {
    if (!labelsOf(owner.name).includes('_bimi')) return;
    reportRepeated(owner, context, (text) => /^v[ \t]*=[ \t]*BIMI1[ \t]*(?:;|$)/.test(text));
  },
});
