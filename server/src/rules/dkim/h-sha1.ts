import { removeWord } from '../../email/dkim/edits.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { defineRule } from '../rule.ts';

/** `h=` lists sha1, with or without another hash. */
export default defineRule({
  subject: 'dkim',
  needs: ['h'],
  severity: 'error',
  specs: ['RFC 8301 §3.1', 'RFC 6376 §3.6.1'],
  why:
    'Signers must no longer use SHA-1, and receivers must not accept it. With a key that allows only SHA-1, no ' +
    'signature is valid, so the mail counts as unsigned.',
  symptoms: UNUSABLE_KEY,
  messages: {
    only: '"h=" allows only "sha1", which receivers must not accept.',
    also: '"sha1" has no effect because receivers must not accept signatures with it.',
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
