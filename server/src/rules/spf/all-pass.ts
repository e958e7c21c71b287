import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `+all` or a bare `all`, which allows every host on the Internet. */
export default defineRule({
  subject: 'spf',
  needs: ['all'],
  severity: 'error',
  specs: ['RFC 7208 §5.1'],
  why: 'Anyone can send as this domain and pass SPF and DMARC. Receivers distrust such domains, and Gmail slows down their mail with 4.7.24.',
  symptoms: ['451 4.7.24', '550 5.7.24'],
  messages: {
    passAll: '"{term}" authorizes every host on the Internet.',
  },
  check(spf, context) {
    for (const term of spf.directives) {
      if (term.kind !== 'all' || term.qualifier !== '+') continue;
      const typed = spf.value.text.slice(term.range.start, term.range.end);
      const isPlain = /^\+?all$/i.test(typed);
      context.report({
        at: term.range,
        message: 'passAll',
        data: { term: quoteTerm(spf, term.range) },
        fix: isPlain
          ? { title: 'Use "~all"', safety: 'review', edits: [{ range: term.range, text: '~all' }] }
          : undefined,
      });
    }
  },
});
