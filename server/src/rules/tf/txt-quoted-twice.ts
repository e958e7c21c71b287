import { policyTitleOf, activationSafety } from '../../email/policy-text.ts';
import { defineRule } from '../rule.ts';

/** A value with its own quotes, around which Terraform's provider puts another pair. */
export default defineRule({
  subject: 'txt',
  severity: 'warning',
  specs: ['RFC 1035 §5.1'],
  why: 'With two pairs of quotes, an empty string comes before and after the value, and the value itself is unquoted. The service rejects it, or its words run together.',
  symptoms: ['550 5.7.26'],
  messages: {
    twice: 'The provider already quotes this value for {service}, so this pair of quotes is one too many.',
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
            title: 'Delete the quotes',
            safety: kind === undefined ? 'safe' : activationSafety(kind),
            edits: [{ kind: 'set-strings', strings: rdata.strings.map((string) => string.value.text) }],
          }
        : undefined,
    });
  },
});
