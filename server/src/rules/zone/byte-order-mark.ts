import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { mending } from '../../records/repair.ts';
import { defineRule } from '../rule.ts';

/** U+FEFF in front of a line, as some editors write it at the start of a file. */
export default defineRule({
  subject: 'fault',
  needs: ['byte-order-mark'],
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: `Nobody sees it, and a name server takes it for the beginning of a name or of a directive. ${REFUSED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    mark: 'A byte order mark (U+FEFF) stands here.',
  },
  check({ fault }, context) {
    if (fault.code !== 'byte-order-mark') return;
    context.report({ at: { source: fault.range }, message: 'mark', fix: mending(fault) });
  },
});
