import { policyTitleOf, activationSafety } from '../../email/policy-text.ts';
import { withoutMarks } from '../../records/unwrap.ts';
import { TYPOGRAPHIC_QUOTE } from '../../text/odd-characters.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

const MARKS = new RegExp(`${TYPOGRAPHIC_QUOTE}+`, 'g');

/** Typographic quotes are around a record or in it. */
export default defineRule({
  subject: 'txt',
  needs: ['odd-character'],
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 7208 §4.5', 'RFC 9989 §4.7', 'RFC 6376 §3.2'],
  why: 'Only a straight quote (") delimits a string, and any other quote is part of the published value. Receivers do not recognize the version or the tag, and the domain appears to have no SPF, DMARC or DKIM record.',
  symptoms: ['550 5.7.26'],
  messages: {
    around: 'A typographic quote does not delimit a string, so it is part of the {kind} value.',
    inside: 'A typographic quote is part of the {kind} value.',
  },
  check({ record, rdata, value }, context) {
    const first = MARKS.exec(value.text);
    MARKS.lastIndex = 0;
    const kind = first === null ? undefined : policyTitleOf(value.text, record.owner);
    if (first === null || kind === undefined) return;
    context.report({
      at: rangeOf(first.index, first.index + first[0].length),
      message: first.index === 0 ? 'around' : 'inside',
      data: { kind },
      fix: {
        title: first.index === 0 ? 'Use straight quotes' : 'Delete the typographic quotes',
        safety: activationSafety(kind),
        edits: withoutMarks(rdata, MARKS),
      },
    });
  },
});
