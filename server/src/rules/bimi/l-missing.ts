import { forwardFaults } from '../forward-faults.ts';

/** A BIMI record without the address of a logo. */
export default forwardFaults({
  subject: 'bimi',
  severity: 'error',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Receivers treat a record without "l" as an error and show no logo. An empty "l=" means that the domain does not publish a logo.',
  messages: {
    'l-missing': 'The record has no "l" tag with the address of the logo.',
  },
  when: (_, { faults }) => !faults.some(({ code }) => code === 'stray'),
});
