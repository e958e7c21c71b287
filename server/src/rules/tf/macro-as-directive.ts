import { forwardFaults } from '../forward-faults.ts';

/** `%{i}` in an HCL string, where `%{` starts a template directive. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 7208 §7.1'],
  why: 'Terraform reads "%{" in a string as the start of a directive such as "%{ if … }". It does not know a directive with this name, and rejects the file.',
  messages: {
    'macro-as-directive': 'HCL reads "{typed}" as a directive, so the SPF macro must be written "{escaped}".',
  },
});
