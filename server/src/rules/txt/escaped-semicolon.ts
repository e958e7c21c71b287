import { policyTitleOf, activationSafety } from '../../email/policy-text.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** A backslash that is published in front of a `;`: `\\;` in a zone file, where `\;` is just `;`. */
export default defineRule({
  subject: 'txt',
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 6376 §3.2', 'RFC 9989 §4.8'],
  why: 'Receivers read the backslash as a part of the value before it: "k=rsa\\" is no key type and "v=DMARC1\\" no version, so the key or the policy is not used.',
  symptoms: ['550 5.7.26'],
  messages: {
    published: 'The backslash is a part of the published text: "{value}".',
  },
  check({ record, value }, context) {
    const { text } = value;
    const at = text.indexOf('\\;');
    if (at < 0) return;
    const kind = policyTitleOf(text, record.owner);
    if (kind === undefined || kind === 'SPF') return;
    const start = text.lastIndexOf(';', at) + 1;
    context.report({
      at: rangeOf(at, at + 1),
      message: 'published',
      data: { value: text.slice(start, at + 1).trim() },
      fix: {
        title: 'Delete the backslashes',
        safety: activationSafety(kind),
        edits: Array.from(text.matchAll(/(?<!\\)\\+(?=;)/g), ({ 0: run, index }) => ({
          range: rangeOf(index, index + run.length),
          text: '',
        })),
      },
    });
  },
});
