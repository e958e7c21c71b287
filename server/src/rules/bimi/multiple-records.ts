import { isAskedFor } from '../../email/underscored-names.ts';
import { defineSeveralRecords } from '../several-records.ts';

/** More than one BIMI record at a selector. */
export default defineSeveralRecords({
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Receivers that find two BIMI records for one selector use neither, and show no logo.',
  message: '"{name}" has {count} BIMI records, so receivers ignore all of them.',
  isAskedFor: (name) => isAskedFor(name, 'BIMI'),
  counts: ({ rdata }) => /^v[ \t]*=[ \t]*BIMI1[ \t]*(?:;|$)/.test(rdata.value.text),
});
