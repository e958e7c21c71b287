import { asciiLowerCase } from '../../dns/names.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** Upper-case letters in the version or in names of mechanisms and modifiers. Macro letters are left alone: there they mean something. */
export default defineRule({
  subject: 'spf',
  severity: 'hint',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §4.5'],
  why: 'SPF names may be written in any case, but a few checkers and control panels only know the lower-case ones.',
  messages: {
    upper: '"{typed}" is usually written "{lower}".',
  },
  check(spf, context) {
    const names = spf.terms.filter((term) => 'nameRange' in term).map((term) => term.nameRange);
    for (const at of [spf.version.range, ...names]) {
      const typed = spf.value.text.slice(at.start, at.end);
      const lower = asciiLowerCase(typed);
      if (typed === lower) continue;
      // A wrong version is replaced as a whole.
      if (at === spf.version.range && lower !== 'v=spf1') continue;
      context.report({
        at,
        message: 'upper',
        data: { typed: quoteTerm(spf, at), lower },
        fix: { title: `Write "${lower}"`, safety: 'safe', edits: [{ range: at, text: lower }] },
      });
    }
  },
});
