import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** RFC 7489 §6.2 */
const GUARANTEED = 2;

/** More report addresses than every receiver has to serve. */
export default defineRule({
  subject: 'dmarc',
  needs: ['rua', 'ruf'],
  severity: 'hint',
  sameWhere: ['tag', 'count'],
  specs: ['RFC 7489 §6.2', 'RFC 9989 §C.7'],
  why: 'RFC 7489 let receivers stop after two addresses. RFC 9989 wants a report sent to each, as a recommendation.',
  messages: {
    many: '"{tag}" has {count} addresses. Receivers that follow RFC 7489 may stop after two.',
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
