import assert from 'node:assert/strict';
import { cachedReader, MAX_KEPT_RECORDS } from '../../../../server/src/email/spf/evaluate/select-record.ts';
import type { SpfRecord } from '../../../../server/src/email/spf/model.ts';

describe('a reader of SPF records that caches what it has parsed', () => {
  it('caches as many as it may, those that were read last', () => {
    const read = cachedReader();
    const often = read('v=spf1 -all');
    const once = read('v=spf1 ?all');
    for (let i = 0; i < 2 * MAX_KEPT_RECORDS; i++) {
      read(`v=spf1 ip4:192.0.2.${i} -all`);
      assert.equal(read('v=spf1 -all'), often);
    }
    assert.notEqual(read('v=spf1 ?all'), once);
    assert.deepEqual(read('v=spf1 ?all').terms, once.terms);
  });

  it('drops the one that was not read for the longest time for another one', () => {
    const read = cachedReader();
    const text = (i: number): string => `v=spf1 a:${i}.example -all`;
    const records: readonly SpfRecord[] = Array.from({ length: MAX_KEPT_RECORDS }, (_, i) => read(text(i)));
    // All are kept, and reading one of them again gives none up.
    for (const [i, record] of records.entries()) assert.equal(read(text(i)), record);
    assert.equal(read(text(0)), records[0]);
    read('v=spf1 -all');
    for (const [i, record] of records.entries()) if (i !== 1) assert.equal(read(text(i)), record);
    assert.notEqual(read(text(1)), records[1]);
    for (let i = 0; i < MAX_KEPT_RECORDS; i++) read(`v=spf1 mx:${i}.example -all`);
    for (const [i, record] of records.entries()) assert.notEqual(read(text(i)), record);
  });
});
