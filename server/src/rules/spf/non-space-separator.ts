import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** A tab, a line break or a no-break space between terms. */
export default defineRule({
  id: 'spf-non-space-separator',
  subject: 'spf',
  needs: ['separator'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §12'],
  why: `It looks like a space and is none, so the two terms are read as one. ${PERMERROR}`,
  symptoms: [PERMERROR_REPLY],
  messages: {
    between: '{blanks} separates terms here: only a space may.',
    end: '{blanks} ends the record here: only spaces may.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'separator') continue;
      const blanks = fault.data?.['blanks'] ?? '';
      const isEnd = fault.data?.['place'] === 'end';
      // Behind the version, it keeps the whole record from being read.
      const isVersion = fault.range.start === spf.version.range.end;
      context.report({
        at: fault.range,
        message: isEnd ? 'end' : 'between',
        data: { blanks: blanks.charAt(0).toUpperCase() + blanks.slice(1) },
        fix: {
          title: isEnd ? `Delete ${blanks}` : 'Write a space',
          safety: isVersion ? 'review' : 'safe',
          edits: [{ range: fault.range, text: isEnd ? '' : ' ' }],
        },
      });
    }
  },
});
