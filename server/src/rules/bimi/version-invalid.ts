import { tagVersion } from '../tag-version.ts';

/** A BIMI record whose version is not first, or is not "BIMI1". */
export default tagVersion({
  subject: 'bimi',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Receivers ignore a record whose first tag is not exactly "v=BIMI1", and show no logo.',
  version: 'v=BIMI1',
  effect: 'receivers ignore',
  form: 'with a lowercase "v"',
  safety: 'safe',
});
