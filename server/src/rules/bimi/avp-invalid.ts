import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A preferred picture that BIMI does not know, or local parts that cannot be selectors. */
export default defineRule({
  id: 'bimi-avp-invalid',
  subject: 'bimi',
  needs: ['avp-invalid', 'lps-invalid'],
  severity: 'warning',
  since: '0.1.0',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'A value that BIMI does not allow may make receivers drop the record, and no logo is shown.',
  messages: {
    avp: '"{value}" is neither "brand" nor "personal".',
    lps: '"{value}" is no list of prefixes: they have letters, digits and dashes, with commas between.',
  },
  check(bimi, context) {
    for (const { code, range, data } of bimi.faults) {
      const value = data?.['value'] ?? '';
      if (code === 'avp-invalid') {
        const tag = bimi.tags.find(({ name }) => name === 'avp');
        const lower = value.toLowerCase();
        const word = lower === 'personal' ? lower : 'brand';
        context.report({
          at: range,
          message: 'avp',
          data: { value: quote(value) },
          fix: tag && {
            title: `Use "${word}"`,
            // What is not read is as good as the default.
            safety: lower === word ? 'safe' : 'review',
            edits: [{ range: tag.valueRange, text: word }],
          },
        });
      } else if (code === 'lps-invalid') {
        context.report({ at: range, message: 'lps', data: { value: quote(value) } });
      }
    }
  },
});
