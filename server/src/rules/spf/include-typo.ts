import { isAtOrBelow, type DomainName } from '../../dns/names.ts';
import { isSpf } from '../../email/spf/parse.ts';
import { replacingInclude } from '../../email/spf/edits.ts';
import { PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { includeMeantBy } from '../../senders/services/misspelled.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** `include:_spf.googel.com`: a name that is one or two letters away from one that a known service publishes. */
export default defineRule({
  subject: 'spf',
  needs: ['include', 'redirect'],
  severity: 'warning',
  specs: ['RFC 7208 §5.2', 'RFC 7208 §6.1'],
  why: 'A name without an SPF record results in permerror for every sender that no earlier term matches. The owner of the misspelled domain decides which senders pass as this domain.',
  symptoms: [PERMERROR_REPLY],
  messages: {
    typo: '"{name}" looks like a misspelling of "{meant}".',
  },
  check(spf, context) {
    for (const term of spf.terms) {
      if (term.kind !== 'include' && term.kind !== 'redirect') continue;
      const name = term.domain?.name;
      if (term.domain === undefined || name === undefined) continue;
      const meant = includeMeantBy(name);
      if (meant === undefined || isOwnName(name, context) || hasSpf(name, context)) continue;
      context.report({
        at: term.domain.range,
        message: 'typo',
        data: { name, meant },
        fix:
          term.kind === 'include'
            ? replacingInclude(spf, term, meant)
            : {
                title: `Replace with "${meant}"`,
                safety: 'review',
                edits: [{ range: term.domain.range, text: meant }],
              },
      });
    }
  },
});

function isOwnName(name: DomainName, { apex }: RuleContext): boolean {
  return apex !== undefined && isAtOrBelow(name, apex);
}

/** Whether the name has an SPF record. Other domains have similar names, too. */
function hasSpf(name: DomainName, { facts }: RuleContext): boolean {
  const answer = facts.ask(name, 'TXT');
  return answer.status === 'data' && answer.data.some((strings) => isSpf(strings.join('')));
}
