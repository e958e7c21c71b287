import { mend } from '../../email/dmarc/edits.ts';
import { wakingSafety } from '../../email/dmarc/policies.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** Something else in place of `;` or `=`. */
export default defineRule({
  id: 'dmarc-tag-syntax',
  subject: 'dmarc',
  needs: ['missing-semicolon', 'colon-for-equals', 'missing-equals', 'empty-tag'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 9989 §4.8', 'RFC 7489 §6.4'],
  why: 'Tags are name=value with semicolons between. Without the right sign a receiver takes two tags for one value, which is then invalid: the policy or the report address is lost.',
  messages: {
    semicolon: 'There is no ";" before "{after}", so it is read as part of the value of "{before}".',
    otherSemicolon:
      '"{found}" stands where ";" belongs, so "{after}" is read as part of the value of "{before}".',
    colon: '"{tag}" has ":" in place of "=", so receivers do not see it.',
    equals: '"{tag} {value}" has no "=", so receivers do not see it.',
    empty: 'There is nothing between two ";".',
  },
  check(dmarc, context) {
    for (const fault of dmarc.faults) {
      const { range: at, data = {} } = fault;
      const safety = wakingSafety(dmarc);
      switch (fault.code) {
        case 'missing-semicolon': {
          const message = data['found'] === undefined ? 'semicolon' : 'otherSemicolon';
          const title = `Write ";" before "${data['after'] ?? ''}"`;
          context.report({ at, message, data, fix: mend(fault, title, safety) });
          break;
        }
        case 'colon-for-equals':
          context.report({ at, message: 'colon', data, fix: mend(fault, 'Use "="', safety) });
          break;
        case 'missing-equals': {
          const { tag = '', value = '' } = data;
          const shown = { tag, value: quote(value) };
          context.report({ at, message: 'equals', data: shown, fix: mend(fault, 'Write "="', safety) });
          break;
        }
        case 'empty-tag':
          // Readers pass over it, though RFC 6376 §3.2 does not allow it.
          context.report({
            at,
            message: 'empty',
            severity: 'hint',
            fix: mend(fault, 'Delete the second ";"', 'safe'),
          });
          break;
      }
    }
  },
});
