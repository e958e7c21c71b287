import type { SpfTerm } from '../../email/spf/model.ts';
import { PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

const MECHANISM = /^(?:include|exists|a|mx|ptr|redirect)[:=]/i;

/** `include:include:_spf.example.com`: the grammar allows a colon in a name, but no such name exists. */
export default defineRule({
  subject: 'spf',
  needs: ['include', 'exists', 'a', 'mx', 'redirect'],
  severity: 'error',
  specs: ['RFC 7208 §7.1'],
  why: 'Receivers look up a name that begins with the second mechanism and find nothing. An include or redirect results in permerror, and the hosts that another term should allow do not pass.',
  symptoms: [PERMERROR_REPLY],
  messages: {
    doubled: 'The mechanism is written twice, so "{typed}" is read as part of the domain name.',
  },
  check(spf, context) {
    for (const term of spf.terms) {
      const start = startOfName(term);
      if (start === undefined) continue;
      const [typed] = MECHANISM.exec(spf.value.text.slice(start, term.range.end)) ?? [];
      if (typed === undefined) continue;
      const range = rangeOf(start, start + typed.length);
      context.report({
        at: range,
        message: 'doubled',
        data: { typed },
        // Other terms match no address, and the check continues.
        ...(term.kind === 'include' || term.kind === 'redirect' ? {} : { severity: 'warning' as const }),
        fix: { title: `Delete the second "${typed}"`, safety: 'review', edits: [{ range, text: '' }] },
      });
    }
  },
});

function startOfName(term: SpfTerm): number | undefined {
  return 'domain' in term ? term.domain?.range.start : undefined;
}
