import { coveredByEarlier, coveredByLater } from '../../email/spf/coverage.ts';
import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** A network inside another one with the same qualifier. */
export default defineRule({
  subject: 'spf',
  needs: ['ip4', 'ip6'],
  severity: 'hint',
  isUnnecessary: true,
  specs: ['RFC 7208 §5.6'],
  why: 'The wider network matches the same senders with the same result, so the narrower one only makes the record longer.',
  messages: {
    inside: '"{term}" is inside "{wider}", which gives the same result.',
  },
  check(spf, context) {
    const earlier = coveredByEarlier(spf, undefined).filter(
      ({ term, by, isSame }) => !isSame && by.qualifier === term.qualifier,
    );
    const reported = new Set<unknown>();
    for (const { term, by } of [...earlier, ...coveredByLater(spf)]) {
      // spf-cidr-zero reports a network that covers all addresses.
      if (!('network' in term) || !('network' in by) || by.network?.prefix === 0 || reported.has(term))
        continue;
      reported.add(term);
      const typed = quoteTerm(spf, term.range);
      context.report({
        at: term.range,
        message: 'inside',
        data: { term: typed, wider: quoteTerm(spf, by.range) },
        fix: deleting(spf, term.range, `Delete "${typed}"`, 'safe'),
        related: [{ at: by.range, message: 'The wider network' }],
      });
    }
  },
});
