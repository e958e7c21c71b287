import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { insertingBehind, tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { isOpaque } from '../../email/octets.ts';
import { defineRule } from '../rule.ts';

/** `p` further on than right behind `v`. */
export default defineRule({
  subject: 'dmarc',
  needs: ['p'],
  severity: 'hint',
  specs: ['RFC 7489 §6.3', 'RFC 9989 §4.8'],
  why: 'RFC 9989 lets the tags behind v stand in any order. RFC 7489 wanted p right behind v, and some receivers that follow it refuse the record otherwise.',
  messages: {
    late: '"p" does not stand right behind "v". RFC 9989 allows that; some receivers that follow RFC 7489 do not.',
  },
  check(dmarc, context) {
    const [version] = dmarc.tags;
    const p = dmarcTagOf(dmarc, 'p');
    if (!isPolicyRecord(context) || version?.known !== 'v' || p === undefined || dmarc.tags[1] === p) return;
    if (isOpaque(dmarc.value.text.slice(0, p.range.start))) return;
    const text = dmarc.value.text.slice(p.range.start, p.range.end);
    context.report({
      at: p.range,
      message: 'late',
      fix: {
        title: 'Put "p" right behind "v"',
        safety: 'safe',
        edits: [insertingBehind(dmarc, version, text), tagRemoval(dmarc, p.range)],
      },
    });
  },
});
