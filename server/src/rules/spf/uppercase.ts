import { asciiLowerCase } from '../../dns/names.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** Uppercase letters in the version or in names of mechanisms and modifiers. Macro letters are not reported, because their case has a meaning. */
export default defineRule({
  subject: 'spf',
  severity: 'hint',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §4.5'],
  why: 'SPF names are case-insensitive, but a few checkers and control panels recognize only lowercase ones.',
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
        fix: { title: `Replace with "${lower}"`, safety: 'safe', edits: [{ range: at, text: lower }] },
      });
    }
  },
});
