import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** One value contains both SPF and DMARC. */
export default defineRule({
  subject: 'txt',
  severity: 'error',
  specs: ['RFC 7208 §4.5', 'RFC 9989 §4.7'],
  why: 'SPF and DMARC are separate TXT records: SPF at the domain, DMARC at _dmarc. If both are in one record, receivers do not find at least one of them.',
  symptoms: ['550 5.7.26'],
  messages: {
    mixed: '"{second}" must be in a separate record from "{first}".',
  },
  check({ value }, context) {
    if (!hasTwoVersions(value.text)) return;
    const versions = [...value.text.matchAll(/(?<![\w.-])v=(?:spf1|DMARC1)(?![\w.-])/gi)];
    const [first, ...others] = versions;
    if (first === undefined) return;
    const second = others.find(([version]) => version.toLowerCase() !== first[0].toLowerCase());
    if (second === undefined) return;
    context.report({
      at: rangeOf(second.index, second.index + second[0].length),
      message: 'mixed',
      data: { first: first[0], second: second[0] },
    });
  },
});

/** Whether "v=" occurs in the text more than once. */
function hasTwoVersions(text: string): boolean {
  const first = text.search(/v=/i);
  return first >= 0 && Math.max(text.lastIndexOf('v='), text.lastIndexOf('V=')) > first;
}
