import { mending } from '../../records/repair.ts';
import { defineRule } from '../rule.ts';

/** `%{i}` in a string of HCL, where `%{` begins a directive of a template. */
export default defineRule({
  subject: 'fault',
  needs: ['macro-as-directive'],
  severity: 'error',
  specs: ['RFC 7208 §7.1'],
  why: 'Terraform reads "%{" in a string as the beginning of a directive like "%{ if … }", knows none of this name, and refuses the file.',
  messages: {
    directive: 'In a string of HCL, "%{" begins a directive: the macro "{text}" is written "{escaped}".',
  },
  check({ fault }, context) {
    if (fault.code !== 'macro-as-directive') return;
    context.report({
      at: { source: fault.range },
      message: 'directive',
      data: { text: fault.text, escaped: `%${fault.text}` },
      fix: mending(fault),
    });
  },
});
