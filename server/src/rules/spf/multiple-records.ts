import { parsePolicy } from '../../email/policies.ts';
import { isSelected } from '../../email/spf/evaluate/select-record.ts';
import { mergeEdits } from '../../email/spf/merge.ts';
import { defineSeveralRecords } from '../several-records.ts';

/** More than one SPF record at a name. Two strings of one record are one record. */
export default defineSeveralRecords({
  specs: ['RFC 7208 §4.5', 'RFC 7208 §3.2'],
  why: 'Receivers cannot know which record is meant, and the result is permerror. No sender passes SPF: receivers reply with 550 5.7.24 or ignore SPF for DMARC.',
  symptoms: ['550 5.7.24'],
  message: 'The name has {count} SPF records, but only one is allowed.',
  isAskedFor: () => true,
  counts: ({ rdata }) => isSelected(rdata.value.text),
  fixes(records) {
    const parsed = records.map(({ rdata }) => parsePolicy('spf', rdata.value));
    const edits = mergeEdits(parsed, records);
    return edits === undefined
      ? []
      : [{ title: 'Merge the records into the first one', safety: 'review', edits }];
  },
});
