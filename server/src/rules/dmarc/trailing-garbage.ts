import { tagRemoval } from '../../email/dmarc/edits.ts';
import { tagSyntax } from '../tag-syntax.ts';

/** Text that is not a tag. */
export default tagSyntax({
  subject: 'dmarc',
  // Receivers that skip the text read the rest of the record.
  severity: 'warning',
  specs: ['RFC 9989 §4.8', 'RFC 6376 §3.2'],
  why: 'A DMARC record may contain only name=value tags. Some receivers skip other text, and some ignore the whole record.',
  codes: ['stray'],
  fix: ({ range }, dmarc) => ({
    title: 'Delete the text',
    safety: 'safe',
    edits: [tagRemoval(dmarc, range)],
  }),
});
