import assert from 'node:assert/strict';
import { keepingReader, MAX_KEPT_RECORDS } from '../../../../server/src/email/spf/evaluate/select-record.ts';

describe('a reader of SPF records that keeps what it has parsed', () => {
  it('keeps as many as it may, those that were read last', () => {
    const read = keepingReader();
    const often = read('v=spf1 -all');
    const once = read('v=spf1 ?all');
    for (let i = 0; i < 2 * MAX_KEPT_RECORDS; i++) {
      read(`v=spf1 ip4:192.0.2.${i} -all`);
      assert.equal(read('v=spf1 -all'), often);
    }
    assert.notEqual(read('v=spf1 ?all'), once);
    assert.deepEqual(read('v=spf1 ?all').terms, once.terms);
  });
});
