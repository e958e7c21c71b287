import { forwardFaults } from '../forward-faults.ts';

/** An `avp` or `lps` value that BIMI does not define. */
export default forwardFaults({
  subject: 'bimi',
  severity: 'warning',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Some receivers ignore a record with an invalid value, and show no logo.',
  messages: {
    'avp-invalid': '"{value}" is neither "brand" nor "personal".',
    'lps-invalid': '"{value}" is not a comma-separated list of prefixes made of letters, digits and hyphens.',
  },
  fix({ code, value }, { tags }) {
    const tag = code === 'avp-invalid' ? tags.find(({ name }) => name === 'avp') : undefined;
    if (tag === undefined) return undefined;
    const lower = value.toLowerCase();
    const word = lower === 'personal' ? lower : 'brand';
    // An invalid value has the same effect as the default.
    const safety = lower === word ? 'safe' : 'review';
    return { title: `Use "${word}"`, safety, edits: [{ range: tag.valueRange, text: word }] };
  },
});
