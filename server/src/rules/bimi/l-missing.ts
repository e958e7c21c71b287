import { forwardFaults } from '../forward-faults.ts';

/** A BIMI record that does not say where the logo is. */
export default forwardFaults({
  id: 'bimi-l-missing',
  subject: 'bimi',
  severity: 'error',
  since: '0.1.0',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Without "l" the record is an error to receivers, and no logo is shown.',
  messages: {
    'l-missing': 'There is no "l", which says where the logo is. An empty "l=" declines to show one.',
  },
  when: (_, { faults }) => !faults.some(({ code }) => code === 'stray'),
});
