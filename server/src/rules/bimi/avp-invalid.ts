import { forwardFaults } from '../forward-faults.ts';

/** A preferred picture that BIMI does not know, or local parts that cannot be selectors. */
export default forwardFaults({
  subject: 'bimi',
  severity: 'warning',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'A value that BIMI does not allow may make receivers drop the record, and no logo is shown.',
  messages: {
    'avp-invalid': '"{value}" is neither "brand" nor "personal".',
    'lps-invalid':
      '"{value}" is no list of prefixes: they have letters, digits and dashes, with commas between.',
  },
  fix({ code, value }, { tags }) {
    const tag = code === 'avp-invalid' ? tags.find(({ name }) => name === 'avp') : undefined;
    if (tag === undefined) return undefined;
    const lower = value.toLowerCase();
    const word = lower === 'personal' ? lower : 'brand';
    // What is not read is as good as the default.
    const safety = lower === word ? 'safe' : 'review';
    return { title: `Use "${word}"`, safety, edits: [{ range: tag.valueRange, text: word }] };
  },
});
