import { removeWord } from '../../email/dkim/edits.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { defineRule } from '../rule.ts';

/** `h=` allows sha1, alone or beside another hash. */
export default defineRule({
  subject: 'dkim',
  needs: ['h'],
  severity: 'error',
  specs: ['RFC 8301 §3.1', 'RFC 6376 §3.6.1'],
  why:
    'Signatures with SHA-1 must be neither made nor accepted any more. A key that allows nothing else fits no signature ' +
    'that counts, and mail signed with it is taken as unsigned.',
  symptoms: UNUSABLE_KEY,
  messages: {
    only: '"h=" allows no hash but sha1, which receivers must not accept.',
    also: '"sha1" has no use here: receivers must not accept signatures with it.',
  },
  check({ hashes }, context) {
    const sha1 = hashes?.find((word) => word.text.toLowerCase() === 'sha1');
    if (hashes === undefined || sha1 === undefined || hashes.some((word) => word.hasHole)) return;
    if (hashes.some((word) => word.text.toLowerCase() === 'sha256')) {
      const fix = { title: 'Delete "sha1"', safety: 'review', edits: [removeWord(hashes, sha1)] } as const;
      context.report({ at: sha1.range, message: 'also', severity: 'info', fix });
    } else {
      const fix = {
        title: 'Use "sha256"',
        safety: 'review',
        edits: [{ range: sha1.range, text: 'sha256' }],
      } as const;
      context.report({ at: sha1.range, message: 'only', fix });
    }
  },
});
