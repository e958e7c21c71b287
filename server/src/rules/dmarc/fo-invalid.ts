import { certainlyLacks, isPolicyRecord } from '../../domain/dmarc/subject.ts';
import type { Safety } from '../../records/report.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

type Message = 'value' | 'separator' | 'exclusive' | 'repeated' | 'empty';

/** What each fault is called here; `safe` where the value can have had only one meaning. */
const FAULTS: Readonly<Record<string, { readonly message: Message; readonly safety: Safety }>> = {
  'fo-value': { message: 'value', safety: 'review' },
  'fo-separator': { message: 'separator', safety: 'safe' },
  'fo-exclusive': { message: 'exclusive', safety: 'review' },
  'fo-repeated': { message: 'repeated', safety: 'safe' },
  'fo-empty': { message: 'empty', safety: 'review' },
};

/** `fo` with a value that receivers do not read as it was meant. */
export default defineRule({
  id: 'dmarc-fo-invalid',
  subject: 'dmarc',
  needs: ['fo'],
  severity: 'warning',
  since: '0.1.0',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.8', 'RFC 7489 §6.4'],
  why: 'Receivers discard an invalid fo and take the default 0: they report only mail for which both SPF and DKIM fail.',
  messages: {
    value: '"{word}" in "fo" is none of 0, 1, d and s, so the default 0 holds.',
    separator: '"fo={value}" is not separated by ":", so the default 0 holds.',
    exclusive:
      '"fo={value}" has both 0 and 1: RFC 9989 receivers take the default 0, those of RFC 7489 report on any failure.',
    repeated: '"fo={value}" has an option twice, which RFC 9989 does not allow.',
    empty: '"fo" has no value, so the default 0 holds.',
  },
  check(dmarc, context) {
    // Without ruf, nobody reads it, and another rule says so.
    if (!isPolicyRecord(context) || certainlyLacks(dmarc, context, 'ruf')) return;
    for (const fault of dmarc.faults) {
      const known = FAULTS[fault.code];
      if (known === undefined) continue;
      const { value = '', word = '', replacement = '1' } = fault.data ?? {};
      const text = known.message === 'empty' ? 'fo=1' : replacement;
      context.report({
        at: fault.range,
        message: known.message,
        data: { value: quote(value), word: quote(word) },
        fix: {
          title: `Use "fo=${replacement}"`,
          safety: known.safety,
          edits: [{ range: fault.range, text }],
        },
      });
    }
  },
});
