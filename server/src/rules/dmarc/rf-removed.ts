import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { defineRule } from '../rule.ts';

/** The default of RFC 7489 §6.3, which its receivers use without the tag. */
const DEFAULT = 'afrf';

/** `rf`, which RFC 9989 removed. */
export default defineRule({
  subject: 'dmarc',
  needs: ['rf'],
  severity: 'hint',
  sameWhere: [],
  specs: ['RFC 9989 §C.5.2', 'RFC 7489 §6.3'],
  why: 'The tag named the format of failure reports, and only one format existed. Receivers that follow RFC 9989 ignore it.',
  messages: {
    removed: 'RFC 9989 removed "rf", so receivers that follow it ignore the tag.',
  },
  check(dmarc, context) {
    const tag = dmarcTagOf(dmarc, 'rf');
    if (tag === undefined || !isPolicyRecord(context)) return;
    const safety = tag.value.toLowerCase() === DEFAULT ? 'safe' : 'review';
    const edits = [tagRemoval(dmarc, tag.range)];
    context.report({ at: tag.range, message: 'removed', fix: { title: 'Delete "rf"', safety, edits } });
  },
});
