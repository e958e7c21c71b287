import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { knownTag } from '../../email/dmarc/tags.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A tag that DMARC does not have; often a slip of the keyboard, or a letter of another alphabet. */
export default defineRule({
  subject: 'dmarc',
  needs: ['unknown-tag'],
  severity: 'hint',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.8'],
  why: 'Receivers ignore tags that they do not know, so what was meant by it does not happen.',
  messages: {
    unknown: '"{name}" is not a DMARC tag: receivers ignore it.',
    misspelt: '"{name}" is not a DMARC tag: receivers ignore it. "{nearest}" was probably meant.',
    lookalike: '"{name}" looks like "{nearest}" but has a letter of another alphabet: receivers ignore it.',
  },
  check(dmarc, context) {
    if (!isPolicyRecord(context)) return;
    for (const fault of dmarc.faults) {
      if (fault.code !== 'unknown-tag') continue;
      const { name, nearest } = fault;
      if (nearest === undefined) {
        context.report({ at: fault.range, message: 'unknown', data: { name: quote(name) } });
        continue;
      }
      const known = knownTag(nearest);
      const onlyReports = known === 'rua' || known === 'ruf' || known === 'fo';
      context.report({
        at: fault.range,
        message: /[^\x20-\x7E]/.test(name) ? 'lookalike' : 'misspelt',
        data: { name: quote(name), nearest },
        severity: 'warning',
        fix: {
          title: `Use "${nearest}"`,
          safety: onlyReports ? 'safe' : 'review',
          edits: [{ range: fault.range, text: nearest }],
        },
      });
    }
  },
});
