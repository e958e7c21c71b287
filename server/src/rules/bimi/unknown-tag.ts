import { unknownTag } from '../unknown-tag.ts';

/** A tag that BIMI does not have. */
export default unknownTag({
  subject: 'bimi',
  title: 'BIMI',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Receivers ignore tags that they do not know, so what was meant by this one does not happen.',
});
