import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** RFC 7489 §6.2 */
const GUARANTEED = 2;

/** More report addresses than a receiver must support. */
export default defineRule({
  subject: 'dmarc',
  needs: ['rua', 'ruf'],
  severity: 'hint',
  sameWhere: ['tag', 'count'],
  specs: ['RFC 7489 §6.2', 'RFC 9989 §C.7'],
  why: 'RFC 7489 allows receivers to stop after 2 addresses. RFC 9989, which replaced it, recommends that they send a report to each.',
  messages: {
    many: '"{tag}" has {count} addresses, but receivers that follow RFC 7489 may stop after 2.',
  },
  check(dmarc, context) {
    if (!isPolicyRecord(context)) return;
    for (const tag of ['rua', 'ruf'] as const) {
      const uris = dmarc[tag];
      const [first] = uris.slice(GUARANTEED);
      const last = uris.at(-1);
      if (first === undefined || last === undefined) continue;
      const at = rangeOf(first.range.start, last.range.end);
      context.report({ at, message: 'many', data: { tag, count: uris.length } });
    }
  },
});
