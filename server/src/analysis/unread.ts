import { isKnown } from '../dns/names.ts';
import type { DocumentFamily } from '../records/document-family.ts';
import type { Unread } from '../records/unread.ts';
import { rangeOf } from '../text/range.ts';
import type { Range } from '../text/range.ts';
import type { DocumentPath, Problem } from './finding.ts';
import type { DocumentEntry } from './input/entry.ts';

/** What of the documents was not examined: by their formats, by what they include, and records without a known owner. */
export function unreadIn(
  entries: readonly DocumentEntry[],
  family: DocumentFamily,
  problemsOf: (path: DocumentPath) => readonly Problem[],
): readonly Unread[] {
  const found: Unread[] = [...family.unread()];
  for (const entry of entries) {
    const { path } = entry;
    // What the family reports of its documents it has said already.
    if (entry.group === undefined) {
      for (const { message, range, unread } of problemsOf(path))
        if (unread !== undefined) found.push({ ...unread, path, range, message, count: 1 });
    }
    const nameless = namelessIn(entry);
    if (nameless !== undefined) found.push(nameless);
  }
  return found;
}

/** The records of a document whose owner is unknown. A document that says what its names count from has none. */
function namelessIn({ path, member, group, origin }: DocumentEntry): Unread | undefined {
  if (group === undefined && origin.name !== undefined) return undefined;
  const { document } = member;
  let count = 0;
  let first: Range | undefined;
  for (const block of document.blocks) {
    for (let i = 0; i < block.size; i++) {
      const owner = block.ownerAt(i);
      if (owner === undefined || isKnown(owner) || !isRecord(block.typeAt(i))) continue;
      count++;
      if (first !== undefined) continue;
      const offset = document.offsetOf(block);
      first = rangeOf(offset + block.startAt(i), offset + block.endAt(i));
    }
  }
  if (first === undefined) return undefined;
  const records = count === 1 ? 'The domain of 1 record is' : `The domain of ${count} records is`;
  const how = group === undefined ? ': name it with "$ORIGIN", or in "origins" of .mailtxt.json.' : '.';
  const message = `${records} unknown${how}`;
  return { kind: 'name', path, range: first, message, count };
}

function isRecord(type: number): boolean {
  return type <= 65_535;
}
