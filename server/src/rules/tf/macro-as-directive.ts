import { forwardFaults } from '../forward-faults.ts';

/** `%{i}` in a string of HCL, where `%{` begins a directive of a template. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 7208 §7.1'],
  why: 'Terraform reads "%{" in a string as the beginning of a directive like "%{ if … }", knows none of this name, and refuses the file.',
  messages: {
    'macro-as-directive':
      'In a string of HCL, "%{" begins a directive: the macro "{typed}" is written "{escaped}".',
  },
});
