import { policyTitleOf } from '../../email/policy-text.ts';
import { INVISIBLE, nameOfInvisible, ODD_SPACE } from '../../text/odd-characters.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

const RUNS = new RegExp(`${INVISIBLE}+`, 'g');
const FIRST = new RegExp(`^${INVISIBLE}`);
const ODD_SPACES_ONLY = new RegExp(`^${ODD_SPACE}+$`);

/** A mail record contains an invisible character. spf-non-space-separator reports odd spaces between SPF terms. */
export default defineRule({
  subject: 'txt',
  needs: ['odd-character'],
  severity: 'error',
  specs: ['RFC 7208 §4.6.1', 'RFC 6376 §3.2', 'RFC 9989 §4.8'],
  why: 'The character is invisible, but receivers read it: SPF gives permerror, a DKIM key cannot be decoded, and DMARC ignores the tag or the record.',
  symptoms: ['550 5.7.24', '550 5.7.26'],
  messages: {
    unseen: 'Invisible character in the published value: {name}.',
  },
  check({ record, value }, context) {
    const { text } = value;
    if (!/[^\t\n\r\x20-\x7e]/.test(text)) return;
    const kind = policyTitleOf(text, record.owner);
    if (kind === undefined) return;
    for (const { 0: run, index } of text.matchAll(RUNS)) {
      const isWhitespace = ODD_SPACES_ONLY.test(run);
      if (kind === 'SPF' && isWhitespace && index > 0) continue;
      const range = rangeOf(index, index + run.length);
      const isEdge = range.start === 0 || range.end === text.length;
      const isSpace =
        isWhitespace && !isEdge && !/[ \t]/.test(text.charAt(index - 1) + text.charAt(range.end));
      context.report({
        at: range,
        message: 'unseen',
        data: { name: nameOfInvisible(FIRST.exec(run)?.[0] ?? run) },
        fix: {
          title: isSpace ? 'Replace with a space' : 'Delete the invisible character',
          safety: index === 0 ? 'review' : 'safe',
          edits: [{ range, text: isSpace ? ' ' : '' }],
        },
      });
    }
  },
});
