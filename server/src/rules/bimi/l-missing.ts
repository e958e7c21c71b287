import { forwardFaults } from '../forward-faults.ts';

/** A BIMI record that does not say where the logo is. */
export default forwardFaults({
  subject: 'bimi',
  severity: 'error',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Without "l" the record is an error to receivers, and no logo is shown.',
  messages: {
    'l-missing': 'There is no "l", which says where the logo is. An empty "l=" declines to show one.',
  },
  when: (_, { faults }) => !faults.some(({ code }) => code === 'stray'),
});
