import { tagRemoval } from '../../email/dmarc/edits.ts';
import { tagSyntax } from '../tag-syntax.ts';

/** Text that is no tag. */
export default tagSyntax({
  subject: 'dmarc',
  // Receivers that skip it read the rest of the record.
  severity: 'warning',
  specs: ['RFC 9989 §4.8', 'RFC 6376 §3.2'],
  why: 'A DMARC record is tags of the form name=value and nothing else. Some receivers skip other text, some drop the whole record for it.',
  codes: ['stray'],
  fix: ({ range }, dmarc) => ({ title: 'Delete it', safety: 'safe', edits: [tagRemoval(dmarc, range)] }),
});
