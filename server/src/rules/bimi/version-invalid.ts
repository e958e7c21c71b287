import { tagVersion } from '../tag-version.ts';

/** A BIMI record whose version is not first, or not the one. */
export default tagVersion({
  subject: 'bimi',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Receivers ignore a record whose first tag is not exactly "v=BIMI1", and show no logo.',
  version: 'v=BIMI1',
  effect: 'receivers ignore',
  form: 'in these letters',
  safety: 'safe',
});
