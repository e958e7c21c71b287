import { policyTitleOf, activationSafety } from '../../email/policy-text.ts';
import { withoutMarks } from '../../records/unwrap.ts';
import { TYPOGRAPHIC_QUOTE } from '../../text/odd-characters.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

const MARKS = new RegExp(`${TYPOGRAPHIC_QUOTE}+`, 'g');

/** Typographic quotation marks around a record or in it. */
export default defineRule({
  subject: 'txt',
  needs: ['odd-character'],
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 7208 §4.5', 'RFC 9989 §4.7', 'RFC 6376 §3.2'],
  why: 'Only the straight quote (") delimits a string. Any other is a part of the published text, so the version, or the tag it stands in, is not recognised: the domain looks as if it had no SPF, DMARC or DKIM key.',
  symptoms: ['550 5.7.26'],
  messages: {
    around: 'Typographic quotes do not delimit a string: this one is a part of the {kind} text.',
    inside: 'A typographic quote is a part of the {kind} text here.',
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
