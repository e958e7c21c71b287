import { rangeOf } from '../../text/range.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import { isDkim } from '../../email/dkim/parse.ts';
import { defineRule } from '../rule.ts';

/** A policy of DomainKeys or ADSP, which receivers no longer read. */
export default defineRule({
  subject: 'txt',
  severity: 'hint',
  specs: ['RFC 5617', 'RFC 4870 §3.6'],
  why:
    'DomainKeys and ADSP once told receivers what to do with unsigned mail. Both are historic: receivers do not query these ' +
    'records, and DMARC has replaced them.',
  messages: {
    domainKeys: 'This is a DomainKeys policy, which receivers no longer read.',
    adsp: 'This is an ADSP policy, which receivers no longer read.',
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
