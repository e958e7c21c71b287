import { certainlyLacks, isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `fo` with a value that receivers do not read as it was meant. */
export default forwardFaults({
  subject: 'dmarc',
  severity: 'warning',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.8', 'RFC 7489 §6.4'],
  why: 'Receivers discard an invalid fo and take the default 0: they report only mail for which both SPF and DKIM fail.',
  messages: {
    'fo-value': '"{word}" in "fo" is none of 0, 1, d and s, so the default 0 holds.',
    'fo-separator': '"fo={value}" is not separated by ":", so the default 0 holds.',
    'fo-exclusive':
      '"fo={value}" has both 0 and 1: RFC 9989 receivers take the default 0, those of RFC 7489 report on any failure.',
    'fo-repeated': '"fo={value}" has an option twice, which RFC 9989 does not allow.',
    'fo-empty': '"fo" has no value, so the default 0 holds.',
  },
  // Without ruf, nobody reads it, and another rule says so.
  when: (_, dmarc, context) => isPolicyRecord(context) && !certainlyLacks(dmarc, context, 'ruf'),
  fix(fault) {
    const { replacement = '1' } = fault.code === 'fo-empty' ? {} : fault;
    // Only one meaning is possible where the options are clear.
    const isClear = fault.code === 'fo-separator' || fault.code === 'fo-repeated';
    const text = fault.code === 'fo-empty' ? 'fo=1' : replacement;
    return {
      title: `Use "fo=${replacement}"`,
      safety: isClear ? 'safe' : 'review',
      edits: [{ range: fault.range, text }],
    };
  },
});
