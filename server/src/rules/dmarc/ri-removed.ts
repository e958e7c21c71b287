import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { defineRule } from '../rule.ts';

/** The default of RFC 7489 §6.3, which its receivers use without the tag. */
const DEFAULT = '86400';

/** `ri`, which RFC 9989 removed. */
export default defineRule({
  subject: 'dmarc',
  needs: ['ri'],
  severity: 'hint',
  sameWhere: [],
  specs: ['RFC 9989 §C.5.2', 'RFC 7489 §6.3'],
  why: 'The tag set the interval of aggregate reports in seconds. Receivers that follow RFC 9989 ignore it and report at least once a day, and hardly any receiver ever reported more often.',
  messages: {
    removed: 'RFC 9989 removed "ri", so receivers that follow it ignore the tag.',
  },
  check(dmarc, context) {
    const tag = dmarcTagOf(dmarc, 'ri');
    if (tag === undefined || !isPolicyRecord(context)) return;
    const safety = tag.value.toLowerCase() === DEFAULT ? 'safe' : 'review';
    const edits = [tagRemoval(dmarc, tag.range)];
    context.report({ at: tag.range, message: 'removed', fix: { title: 'Delete "ri"', safety, edits } });
  },
});
