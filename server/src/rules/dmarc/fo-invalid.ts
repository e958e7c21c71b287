import { certainlyLacks, isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { forwardFaults } from '../forward-faults.ts';

/** An `fo` value that receivers do not read as intended. */
export default forwardFaults({
  subject: 'dmarc',
  severity: 'warning',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.8', 'RFC 7489 §6.4'],
  why: 'Receivers discard an invalid fo and use the default 0: they report only mail that passes neither SPF nor DKIM with an aligned domain.',
  messages: {
    'fo-value': '"{word}" in "fo" is not 0, 1, d or s, so receivers use the default 0.',
    'fo-separator': 'The options in "fo={value}" are not separated by ":", so receivers use the default 0.',
    'fo-exclusive':
      '"fo={value}" has both 0 and 1, so RFC 9989 receivers use the default 0, and RFC 7489 receivers use 1.',
    'fo-repeated': '"fo={value}" repeats an option, which RFC 9989 does not allow.',
    'fo-empty': '"fo" has no value, so receivers use the default 0.',
  },
  // Without ruf, receivers ignore fo, and dmarc-fo-without-ruf reports it.
  when: (_, dmarc, context) => isPolicyRecord(context) && !certainlyLacks(dmarc, context, 'ruf'),
  fix(fault) {
    const { replacement = '1' } = fault.code === 'fo-empty' ? {} : fault;
    // If the options are clear, only one meaning is possible.
    const isClear = fault.code === 'fo-separator' || fault.code === 'fo-repeated';
    const text = fault.code === 'fo-empty' ? 'fo=1' : replacement;
    return {
      title: `Use "fo=${replacement}"`,
      safety: isClear ? 'safe' : 'review',
      edits: [{ range: fault.range, text }],
    };
  },
});
