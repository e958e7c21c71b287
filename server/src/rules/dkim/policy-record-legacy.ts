import { rangeOf } from '../../text/range.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import { isDkim } from '../../email/dkim/parse.ts';
import { defineRule } from '../rule.ts';

/** Policies of DomainKeys and ADSP, which nobody reads any more. */
export default defineRule({
  subject: 'txt',
  severity: 'hint',
  specs: ['RFC 5617', 'RFC 4870 §3.6'],
  why:
    'DomainKeys and ADSP once told receivers what to do with unsigned mail. Both are historic: no receiver asks for these ' +
    'records, and DMARC has taken their place.',
  messages: {
    domainKeys: 'This is a DomainKeys policy, which no receiver reads any more.',
    adsp: 'This is an ADSP policy, which no receiver reads any more.',
  },
  check({ record, value }, context) {
    const { kind } = dkimNameOf(record.owner);
    if (kind !== 'bare' && kind !== 'adsp') return;
    const isPolicy =
      kind === 'bare' ? /(?:^|;)\s*o\s*=/.test(value.text) : /(?:^|;)\s*dkim\s*=/i.test(value.text);
    if (!isPolicy || isDkim(value.text, record.owner)) return;
    context.report({
      at: rangeOf(0, value.length),
      message: kind === 'bare' ? 'domainKeys' : 'adsp',
      fix: { title: 'Delete the record', safety: 'review', edits: [{ kind: 'remove' }] },
    });
  },
});
