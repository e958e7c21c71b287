import { policyTitleOf, activationSafety } from '../../email/policy-text.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** A backslash is published before a `;`: `\\;` in a zone file, where `\;` is just `;`. */
export default defineRule({
  subject: 'txt',
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 6376 §3.2', 'RFC 9989 §4.8'],
  why: 'Receivers read the backslash as part of the value before it. "k=rsa\\" is not a key type and "v=DMARC1\\" is not a version, so they do not use the key or the policy.',
  symptoms: ['550 5.7.26'],
  messages: {
    published: 'The backslash is part of the published value "{value}".',
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
