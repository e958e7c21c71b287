import { policyTitleOf, activationSafety } from '../../email/policy-text.ts';
import { defineRule } from '../rule.ts';

/** A text in quotation marks of its own where Terraform's provider puts a pair around it anyway. */
export default defineRule({
  subject: 'txt',
  severity: 'warning',
  specs: ['RFC 1035 §5.1'],
  why: 'With two pairs, an empty string stands before the text and another one behind it, and the text itself stands between them without quotation marks: it is refused, or its words run together.',
  symptoms: ['550 5.7.26'],
  messages: {
    twice: 'The text is put in quotation marks for {service} already, so these are one pair too many.',
  },
  check({ record, rdata, value }, context) {
    const { publication } = record;
    if (publication?.quoting !== 'twice') return;
    const kind = policyTitleOf(value.text, record.owner);
    context.report({
      at: { part: 'rdata' },
      message: 'twice',
      data: { service: publication.service },
      fix: value.complete
        ? {
            title: 'Delete the quotation marks',
            safety: kind === undefined ? 'safe' : activationSafety(kind),
            edits: [{ kind: 'set-strings', strings: rdata.strings.map((string) => string.value.text) }],
          }
        : undefined,
    });
  },
});
