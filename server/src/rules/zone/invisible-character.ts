import { policyTitleOf } from '../../email/policy-text.ts';
import { INVISIBLE, nameOfInvisible, ODD_BLANK } from '../../text/odd-characters.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

const RUNS = new RegExp(`${INVISIBLE}+`, 'g');
const FIRST = new RegExp(`^${INVISIBLE}`);
const BLANKS_ONLY = new RegExp(`^${ODD_BLANK}+$`);

/** A character that shows nothing on a screen. Blanks between the terms of SPF are spf-non-space-separator's. */
export default defineRule({
  subject: 'txt',
  needs: ['odd-character'],
  severity: 'error',
  specs: ['RFC 7208 §4.6.1', 'RFC 6376 §3.2', 'RFC 9989 §4.8'],
  why: 'Nobody sees it, and receivers read it: SPF gives permerror, a DKIM key cannot be decoded, and DMARC discards the tag or the record.',
  symptoms: ['550 5.7.24', '550 5.7.26'],
  messages: {
    unseen: 'A {name} is a part of the published text here.',
  },
  check({ record, value }, context) {
    const { text } = value;
    if (!/[^\t\n\r\x20-\x7e]/.test(text)) return;
    const kind = policyTitleOf(text, record.owner);
    if (kind === undefined) return;
    for (const { 0: run, index } of text.matchAll(RUNS)) {
      const isBlank = BLANKS_ONLY.test(run);
      if (kind === 'SPF' && isBlank && index > 0) continue;
      const range = rangeOf(index, index + run.length);
      const isEdge = range.start === 0 || range.end === text.length;
      const isSpace = isBlank && !isEdge && !/[ \t]/.test(text.charAt(index - 1) + text.charAt(range.end));
      context.report({
        at: range,
        message: 'unseen',
        data: { name: nameOfInvisible(FIRST.exec(run)?.[0] ?? run) },
        fix: {
          title: isSpace ? 'Write a space' : 'Delete it',
          safety: index === 0 ? 'review' : 'safe',
          edits: [{ range, text: isSpace ? ' ' : '' }],
        },
      });
    }
  },
});
