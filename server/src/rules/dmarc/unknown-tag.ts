import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { unknownTag } from '../unknown-tag.ts';

/** A tag that DMARC does not have; often a slip of the keyboard, or a letter of another alphabet. */
export default unknownTag({
  subject: 'dmarc',
  title: 'DMARC',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.8'],
  why: 'Receivers ignore tags that they do not know, so what was meant by it does not happen.',
  when: isPolicyRecord,
  safety: (fault) => (fault.code === 'misspelled-tag' && isOfReports(fault.replacement) ? 'safe' : 'review'),
});

/** A tag that does not change what happens to mail. */
function isOfReports(name: string): boolean {
  return name === 'rua' || name === 'ruf' || name === 'fo';
}
