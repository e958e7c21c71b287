import type { DomainName } from '../dns/names.ts';
import type { Edit } from '../text/edit.ts';
import { utf8Octets } from '../text/octets.ts';
import { rangeOf, type Range } from '../text/range.ts';
import { editOctets, literalOfText, type FindLiteral } from './literal-edits.ts';
import type { RecordSet } from './record-set.ts';

/**
 * The edits that write another name as the owner of a set. If an expression makes the name, the difference is changed
 * in the literals that it uses there. `undefined` if that is impossible, or would change what other parts of
 * the document mean.
 */
export function ownerEdits(set: RecordSet, name: DomainName, find: FindLiteral): readonly Edit[] | undefined {
  const { ownerTyped, range } = set;
  const typed = set.typeOwner?.(name);
  if (typed === undefined || ownerTyped === undefined) return undefined;
  const literal = literalOfText(ownerTyped.text, find);
  const retyped = literal?.retype(typed);
  const edits =
    literal !== undefined && retyped !== undefined
      ? [{ range: literal.range, text: retyped }]
      : editOctets(ownerTyped.text, difference(utf8Octets(ownerTyped.text).text, typed), find);
  // A parameter or a variable may also be used elsewhere.
  const isOwn = (edit: Edit): boolean =>
    isWithin(edit.range, range) || isWithin(edit.range, ownerTyped.range);
  return edits?.every(isOwn) === true ? edits : undefined;
}

/** The edit that turns one name into another. Names share their ends. */
function difference(before: string, after: string): readonly Edit[] {
  const shorter = Math.min(before.length, after.length);
  let end = 0;
  while (end < shorter && before.at(-1 - end) === after.at(-1 - end)) end++;
  let start = 0;
  while (start < shorter - end && before[start] === after[start]) start++;
  const range = rangeOf(start, before.length - end);
  const text = after.slice(start, after.length - end);
  return range.start === range.end && text === '' ? [] : [{ range, text }];
}

function isWithin(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
