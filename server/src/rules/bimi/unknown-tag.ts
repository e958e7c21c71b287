import { unknownTag } from '../unknown-tag.ts';

/** A tag that BIMI does not define. */
export default unknownTag({
  subject: 'bimi',
  title: 'BIMI',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Receivers ignore tags that they do not know, so the tag has no effect.',
});
