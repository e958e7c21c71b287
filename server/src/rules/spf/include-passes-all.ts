import { opennessOf } from '../../domain/spf/open-to-all.ts';
import { asOf, treeOf } from '../../domain/spf/tree.ts';
import { deleting } from '../../email/spf/edits.ts';
import { MAX_LOOKUP_TERMS } from '../../email/spf/lookups.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** An include of, or a redirect to, a record that allows every address. */
export default defineRule({
  subject: 'spf',
  needs: ['include', 'redirect'],
  severity: 'error',
  specs: ['RFC 7208 §5.2', 'RFC 7208 §6.1'],
  why: 'Anyone can send as this domain and pass SPF and DMARC. Receivers distrust such domains, and Gmail slows down their mail with 4.7.24.',
  symptoms: ['451 4.7.24', '550 5.7.24'],
  messages: {
    every: 'The SPF record of "{name}" allows every host{when}, and so does "{term}".',
    family: 'The SPF record of "{name}" allows every {family} host{when}, and so does "{term}".',
  },
  check(spf, context) {
    const tree = treeOf(spf, context);
    // The check ends earlier with an error, which another rule reports.
    if (spf.permerror || tree.cost.lookups > MAX_LOOKUP_TERMS) return;
    for (const { term, tree: included, target } of tree.terms) {
      if (included === undefined || target === undefined) continue;
      if (term.kind === 'include' ? term.qualifier !== '+' : term.kind !== 'redirect') continue;
      const { ipv4, ipv6 } = opennessOf(included);
      if (!ipv4 && !ipv6) continue;
      const typed = quoteTerm(spf, term.range);
      context.report({
        at: term.range,
        message: ipv4 && ipv6 ? 'every' : 'family',
        data: { name: target, term: typed, when: asOf(included.source), family: ipv4 ? 'IPv4' : 'IPv6' },
        fix: deleting(spf, term.range, `Delete "${typed}"`, 'review'),
      });
    }
  },
});
