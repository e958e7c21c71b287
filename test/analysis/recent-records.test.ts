import assert from 'node:assert/strict';
import { FindingStore } from '../../server/src/analysis/engine/finding-store.ts';
import { member, RecordPlace } from '../../server/src/analysis/records/place.ts';
import { RecentRecords } from '../../server/src/analysis/records/recent-records.ts';
import { RecordSetDocument } from '../../server/src/record-sets/document.ts';

/** How often each block was asked for a record. */
function countedReads() {
  const document = RecordSetDocument.read('', () => ({
    sets: [],
    literalAt: () => undefined,
  }));
  const owner = member('/a', document, new FindingStore(() => 'error'));
  const asked = new Map<string, number>();
  const place = (name: string, index: number): RecordPlace => {
    const [block] = document.blocks;
    assert.ok(block);
    const counting = Object.create(block, {
      idAt: { value: () => index + 1 },
      record: {
        value: () => {
          asked.set(name, (asked.get(name) ?? 0) + 1);
          return undefined;
        },
      },
    }) as typeof block;
    return new RecordPlace(owner, counting, index);
  };
  return { asked, place };
}

describe('recently read records', () => {
  it('are dropped with their block, and no others are', () => {
    const { asked, place } = countedReads();
    const recent = new RecentRecords(() => [], 512);
    const [gone, kept] = [place('gone', 0), place('kept', 1)];
    for (let times = 0; times < 2; times++) for (const one of [gone, kept]) recent.recordAt(one);
    assert.deepEqual(Object.fromEntries(asked), { gone: 1, kept: 1 });
    recent.forgetBlocks([gone.block]);
    for (const one of [gone, kept]) recent.recordAt(one);
    assert.deepEqual(Object.fromEntries(asked), { gone: 2, kept: 1 });
  });
});
