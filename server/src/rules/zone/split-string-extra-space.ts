import { defineRule } from '../rule.ts';

/** A blank where two strings meet that cuts a term of SPF in two. In a DKIM key a blank does no harm (RFC 6376 §3.6.1). */
export default defineRule({
  subject: 'spf',
  needs: ['term-cut-at-joint'],
  severity: 'error',
  specs: ['RFC 7208 §3.3'],
  why: 'Receivers join the strings of a record as they are, so the term is in two pieces that mean nothing: SPF gives permerror, and receivers answer 550 5.7.24 or drop the SPF leg of DMARC.',
  symptoms: ['550 5.7.24'],
  messages: {
    cut: 'The blank where two strings meet cuts "{term}" in two.',
  },
  check(spf, context) {
    const { text } = spf.value;
    for (const fault of spf.faults) {
      if (fault.code !== 'term-cut-at-joint') continue;
      const { start, end } = fault.range;
      const before = /(?<!\S)\S*$/.exec(text.slice(0, start))?.[0] ?? '';
      const behind = /^\S*/.exec(text.slice(end))?.[0] ?? '';
      context.report({
        at: fault.range,
        message: 'cut',
        data: { term: before + behind },
        fix: { title: 'Delete the blank', safety: 'safe', edits: [{ range: fault.range, text: '' }] },
      });
    }
  },
});
