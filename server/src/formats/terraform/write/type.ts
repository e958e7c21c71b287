import { rangeOf } from '../../../text/range.ts';
import type { RecordEdit } from '../../../records/document.ts';
import type { TerraformRecord } from '../providers/read-records.ts';
import type { Siblings } from './siblings.ts';
import { blockOf } from './declaration.ts';
import { isOneInstance } from './remove.ts';
import { editTyped, isIn, typedPlace } from './traced-edit.ts';

/** Changes the type of a record if its resource contains the type, and nothing else depends on it. */
export function setType(
  found: TerraformRecord,
  type: string,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const typed = found.typed.type();
  const together = siblings.madeTogether(found);
  if (typed === undefined || blockOf(found, siblings) === undefined) return undefined;
  if (!isOneInstance(found, together) || hasOwnSet(found, type, siblings)) return undefined;
  if (together.filter((one) => one.at.item === found.at.item).length > 1) return undefined;
  const range = rangeOf(0, typed.length);
  const place = typedPlace(typed, range);
  if (place === undefined || !isIn(place.literal, found)) return undefined;
  const edit = editTyped(typed, { range, text: type }, 'plain', found, siblings);
  return edit && [edit];
}

/** Whether a resource already has the records of that type: two with the same name and type would overwrite each other. */
export function hasOwnSet(
  { record, source }: TerraformRecord,
  type: string,
  siblings: Siblings,
  owner = record.owner,
): boolean {
  if (!source.provider.isWholeSet) return false;
  return siblings.records().some((one) => one.record.owner === owner && one.record.type === type);
}
