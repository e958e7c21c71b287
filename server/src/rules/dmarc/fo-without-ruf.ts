import { certainlyLacks, isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { defineRule } from '../rule.ts';

/** `fo` without `ruf`, which receivers ignore. */
export default defineRule({
  subject: 'dmarc',
  needs: ['fo'],
  severity: 'hint',
  sameWhere: [],
  specs: ['RFC 9989 §4.7', 'RFC 7489 §6.3'],
  why: 'fo says when receivers send failure reports, and ruf says where. Receivers ignore fo in a record without ruf.',
  messages: {
    idle: '"fo" has no effect without "ruf".',
  },
  check(dmarc, context) {
    const tag = dmarcTagOf(dmarc, 'fo');
    if (tag === undefined || !isPolicyRecord(context) || !certainlyLacks(dmarc, context, 'ruf')) return;
    const edits = [tagRemoval(dmarc, tag.range)];
    context.report({ at: tag.range, message: 'idle', fix: { title: 'Delete "fo"', safety: 'safe', edits } });
  },
});
