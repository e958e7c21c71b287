import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { insertingAfter, tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { isOpaque } from '../../email/octets.ts';
import { defineRule } from '../rule.ts';

/** `p` that is not directly after `v`. */
export default defineRule({
  subject: 'dmarc',
  needs: ['p'],
  severity: 'hint',
  specs: ['RFC 7489 §6.3', 'RFC 9989 §4.8'],
  why: 'RFC 9989 allows the tags after v in any order. RFC 7489 requires p directly after v, and some receivers that follow it ignore any other record.',
  messages: {
    notSecond: '"p" is not directly after "v", which RFC 9989 allows, but some RFC 7489 receivers do not.',
  },
  check(dmarc, context) {
    const [version] = dmarc.tags;
    const p = dmarcTagOf(dmarc, 'p');
    if (!isPolicyRecord(context) || version?.known !== 'v' || p === undefined || dmarc.tags[1] === p) return;
    if (isOpaque(dmarc.value.text.slice(0, p.range.start))) return;
    const text = dmarc.value.text.slice(p.range.start, p.range.end);
    context.report({
      at: p.range,
      message: 'notSecond',
      fix: {
        title: 'Move "p" directly after "v"',
        safety: 'safe',
        edits: [insertingAfter(dmarc, version, text), tagRemoval(dmarc, p.range)],
      },
    });
  },
});
