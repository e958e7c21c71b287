import type { RecordEdit } from '../../../records/document.ts';
import { shift } from '../../../text/range.ts';
import type { TerraformRecord } from '../providers/read-records.ts';
import { addResource } from './add-resource.ts';
import { cloneEntry } from './clone-entry.ts';
import type { Siblings } from './siblings.ts';
import { blockOf, expressionIn, writtenListOf } from './declaration.ts';
import { surrounds } from './enclosure.ts';
import { insertEntry, stringIn } from './entries.ts';
import { newRecordFor, typedPriorityOf, typedValueFor } from './new-record.ts';
import type { Addition, NewRecord } from './new-record.ts';
import { areOneSet, ownEntriesOf, valueListOf } from './own-entry.ts';
import type { ValueList } from './own-entry.ts';
import { isOneInstance, isOnlyUse } from './remove.ts';
import { hasOwnSet } from './type.ts';

/**
 * Adds a new record after this one: as a value in its list if it has the same name and type, otherwise as an entry of the
 * collection that records are made from, or else as a resource of its own. If this record cannot be copied, another one in the
 * zone may be.
 */
export function add(
  found: TerraformRecord,
  addition: Addition,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  for (const like of likeRecords(found, addition, siblings)) {
    const edits = addAfter(like, addition, siblings);
    if (edits !== undefined) return edits;
  }
  return undefined;
}

/** The records that can be a model for the new one: this one, or those of the same zone and type. */
function likeRecords(
  found: TerraformRecord,
  { owner, type }: Addition,
  siblings: Siblings,
): readonly TerraformRecord[] {
  const isSameKind = (one: TerraformRecord): boolean =>
    one.record.type === type &&
    isSameZone(one, found) &&
    one.source.provider.service === found.source.provider.service;
  const others = siblings
    .records()
    .filter((one) => one.embedded === undefined && !areOneSet(one, found) && isSameKind(one));
  const set = others.find((one) => one.record.owner === owner);
  // Two resources for one record set would overwrite each other.
  if (set !== undefined && set.source.provider.isWholeSet && found.record.owner !== owner) return [set];
  const isSet = found.record.owner === owner && found.record.type === type;
  if (set !== undefined && set.source.provider.isWholeSet && !isSet) return [set];
  const near = others.filter(({ source }) => source.path === found.source.path);
  return [found, ...near.slice(0, MAX_TRIED_RECORDS)];
}

/** Records that are tried as a model for a new one, in addition to the one it is added to: those of one file are alike. */
export const MAX_TRIED_RECORDS = 4;

function addAfter(
  like: TerraformRecord,
  addition: Addition,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const { record, at } = like;
  const wanted = newRecordFor(addition, like);
  const isSameSet = record.owner === addition.owner && record.type === addition.type;
  if (wanted !== undefined && isSameSet && at.element !== undefined) {
    const edits = addValue(like, wanted, siblings);
    if (edits !== undefined || like.source.provider.isWholeSet) return edits;
  }
  if (wanted !== undefined && (isSameSet || !hasOwnSet(like, addition.type, siblings, addition.owner))) {
    for (const entry of ownEntriesOf(like, siblings)) {
      const edits = cloneEntry(entry, like, wanted, siblings);
      if (edits !== undefined) return edits;
    }
  }
  return addResource(like, addition, siblings);
}

/** Adds a value after the last value of its list. */
function addValue(
  found: TerraformRecord,
  { value, priority }: NewRecord,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  // A single preference applies to all values of a list.
  if (priority !== undefined && typedPriorityOf(found)?.text !== priority) return undefined;
  const list = valueListOf(found, siblings) ?? listInResource(found, siblings);
  const last = list && list.entries.elements.length - 1;
  if (list === undefined || last === undefined || last < 0) return undefined;
  const { elements } = list.entries;
  const element = elements[last];
  const { page, item } = list.in;
  if (!isOnlyUse(found, list, siblings)) return undefined;
  // The marker of a heredoc is on a line of its own.
  if (element === undefined || item.text.slice(element.range.start, element.range.end).includes('<<'))
    return undefined;
  const typed = typedValueFor(
    found,
    value,
    ({ literal, source }) =>
      literal.anchor.path === page.path && surrounds(list.entries.range, shift(source, -list.in.base)),
  );
  return typed === undefined
    ? undefined
    : insertEntry(list.in, list.entries, last, stringIn(page, typed), 'comma');
}

/** The list in the resource itself, none of whose elements is a literal. */
function listInResource(found: TerraformRecord, siblings: Siblings): ValueList | undefined {
  const declaration = blockOf(found, siblings);
  const attribute = declaration?.what.body.attribute(found.at.argument);
  if (declaration === undefined || attribute === undefined) return undefined;
  if (found.source.provider.items !== undefined || !isOneInstance(found, siblings.madeTogether(found)))
    return undefined;
  const list = writtenListOf(declaration, expressionIn(declaration, attribute), siblings);
  return list && { in: list.in, entries: list.tuple, literal: undefined };
}

/** Zones with literal names are also distinguished by the type of their resources. */
function isSameZone({ zone: a }: TerraformRecord, { zone: b }: TerraformRecord): boolean {
  return a.identity === b.identity || (a.name !== undefined && a.name === b.name);
}
