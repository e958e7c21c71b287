import { defineRule } from '../rule.ts';

/** A space where two strings meet splits an SPF term in two. In a DKIM key a space does no harm (RFC 6376 §3.6.1). */
export default defineRule({
  subject: 'spf',
  needs: ['term-cut-at-joint'],
  severity: 'error',
  specs: ['RFC 7208 §3.3'],
  why: 'Receivers join the strings as they are, so the term becomes two invalid ones and SPF gives permerror. Receivers reply with 550 5.7.24, or DMARC can pass on DKIM only.',
  symptoms: ['550 5.7.24'],
  messages: {
    cut: 'The space where two strings meet splits "{term}" in two.',
  },
  check(spf, context) {
    const { text } = spf.value;
    for (const fault of spf.faults) {
      if (fault.code !== 'term-cut-at-joint') continue;
      const { start, end } = fault.range;
      const before = /(?<!\S)\S*$/.exec(text.slice(0, start))?.[0] ?? '';
      const following = /^\S*/.exec(text.slice(end))?.[0] ?? '';
      context.report({
        at: fault.range,
        message: 'cut',
        data: { term: before + following },
        fix: { title: 'Delete the space', safety: 'safe', edits: [{ range: fault.range, text: '' }] },
      });
    }
  },
});
