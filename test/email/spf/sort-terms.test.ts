import assert from 'node:assert/strict';
import { readSpf } from '../../../server/src/email/spf/evaluate/select-record.ts';
import { sortTerms } from '../../../server/src/email/spf/sort-terms.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';

describe('sorting the terms of an SPF record', () => {
  const sorted: Readonly<Record<string, string | undefined>> = {
    'v=spf1 mx include:a.example ip4:192.0.2.1 a ip6:2001:db8::1 -all':
      'v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 mx include:a.example a -all',
    // The order of what has another qualifier decides.
    'v=spf1 -a ip4:192.0.2.1 mx +ip4:192.0.2.2 -ip4:192.0.2.3 ~all':
      'v=spf1 -a ip4:192.0.2.1 +ip4:192.0.2.2 mx -ip4:192.0.2.3 ~all',
    'v=spf1 redirect=b.example exp=e.example mx': 'v=spf1 mx redirect=b.example exp=e.example',
    // What is sorted, after `all`, or has a fault.
    'v=spf1 ip4:192.0.2.1 mx -all': undefined,
    'v=spf1 -all mx ip4:192.0.2.1': undefined,
    'v=spf1 mx ip4:192.0.2.300 ip4:192.0.2.1 -all': undefined,
    'v=spf1 mx ip4:\uFFFC ip4:192.0.2.1 -all': 'v=spf1 mx ip4:\uFFFC ip4:192.0.2.1 -all',
  };
  for (const [text, expected] of Object.entries(sorted)) {
    it(text, () => {
      const edits = sortTerms(readSpf(text));
      assert.equal(edits && applyEdits(text, edits), expected === text ? undefined : expected);
    });
  }
});
