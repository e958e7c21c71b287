import type { SpfFault } from '../../email/spf/model.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** A percent sign that begins no macro, or a macro that is written wrongly. */
export default defineRule({
  id: 'spf-macro-syntax',
  subject: 'spf',
  needs: ['macro-syntax'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §7.1', 'RFC 7208 §7.3'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    bare: '"%" begins no macro here: a percent sign is written "%%".',
    unclosed: '"{macro}" has no closing brace.',
    empty: '"{macro}" has no letter: a macro is written as in %{i}.',
    letter: '"{macro}" has a letter that SPF does not know: the letters are s, l, o, d, i, p, v and h.',
    transformer: '"{macro}" is not a macro: behind the letter stand digits, then "r", then delimiters.',
    zero: '"{macro}" keeps 0 parts: the number must be 1 or more.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'macro-syntax') continue;
      context.report({
        at: fault.range,
        message: messageOf(fault),
        data: { macro: quoteTerm(spf, fault.range) },
      });
    }
  },
});

const REASONS = ['bare', 'unclosed', 'empty', 'letter', 'transformer', 'zero'] as const;

function messageOf(fault: SpfFault): (typeof REASONS)[number] {
  return REASONS.find((reason) => reason === fault.data?.['reason']) ?? 'bare';
}
