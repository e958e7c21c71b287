import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { unknownTag } from '../unknown-tag.ts';

/** A tag that DMARC does not define. It is often a typo, or has a letter from another alphabet. */
export default unknownTag({
  subject: 'dmarc',
  title: 'DMARC',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.8'],
  why: 'Receivers ignore tags that they do not know, so the tag has no effect.',
  when: isPolicyRecord,
  safety: (fault) => (fault.code === 'misspelled-tag' && isOfReports(fault.replacement) ? 'safe' : 'review'),
});

/** Whether the tag only affects reports, and not what happens to mail. */
function isOfReports(name: string): boolean {
  return name === 'rua' || name === 'ruf' || name === 'fo';
}
