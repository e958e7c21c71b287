import type { RecordEdit } from '../../../records/document.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import { folderOf } from '../../../text/paths.ts';
import type { TerraformRecord } from '../providers/read-records.ts';
import type { Block } from '../syntax/body.ts';
import type { Expression } from '../syntax/expression.ts';
import type { Siblings } from './siblings.ts';
import { blockOf, expressionIn, hasAny, writtenListOf, references } from './declaration.ts';
import type { Declaration, WrittenList } from './declaration.ts';
import { removeEntry } from './entries.ts';
import { memberOf } from './json-members.ts';
import type { MemberPlace } from './json-members.ts';
import { isUsedOnce } from './owner.ts';
import { ownEntriesOf, valueListOf } from './own-entry.ts';
import type { OwnEntry, ValueList } from './own-entry.ts';
import { isIn } from './traced-edit.ts';
import { blockLines } from './whole-lines.ts';

/**
 * Removes a record: an element of a list of values, an entry of the collection that records are made from, an item of a resource
 * that has several, or the resource. `undefined` if that is computed, if other records would be removed too, or if something
 * refers to the resource.
 */
export function remove(found: TerraformRecord, siblings: Siblings): readonly RecordEdit[] | undefined {
  const { at, source } = found;
  if (at.element !== undefined && at.elements > 1) {
    const values = valueListOf(found, siblings);
    if (values !== undefined && isOnlyUse(found, values, siblings))
      return removeEntry(values.in, values.entries, at.element);
    return source.isShownAtCall ? undefined : removeComputed(found, at.element, siblings);
  }
  for (const entry of ownEntriesOf(found, siblings)) {
    const edits = removeOwnEntry(entry, found);
    if (edits !== undefined) return edits;
  }
  if (source.isShownAtCall && at.item === undefined) return undefined;
  const declaration = blockOf(found, siblings);
  const together = siblings.madeTogether(found);
  if (declaration === undefined || !isOneInstance(found, together)) return undefined;
  if (together.filter((one) => one.at.item === at.item).length > 1) return undefined;
  if (at.item !== undefined && at.items > 1) return removeItem(found, declaration, siblings);
  return together.length === 1 ? removeResource(found, declaration, siblings) : undefined;
}

/**
 * Whether only the record's resource uses a list of values: the list is in the resource, in an entry of a collection that records
 * are made from, or in a declaration that is used once.
 */
export function isOnlyUse(
  found: TerraformRecord,
  { in: { page }, literal }: ValueList,
  siblings: Siblings,
): boolean {
  if (literal === undefined || isIn(literal, found) || found.source.isShownAtCall) return true;
  return isUsedOnce(page, literal, found, siblings) || ownEntriesOf(found, siblings).length > 0;
}

/** Removes an element of a list in the resource whose place no source text shows. */
function removeComputed(
  found: TerraformRecord,
  element: number,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const declaration = blockOf(found, siblings);
  const together = siblings.madeTogether(found);
  if (declaration === undefined || !isOneInstance(found, together)) return undefined;
  const holder = holderOf(found, declaration, siblings);
  const value = holder && expressionOf(holder, found.at.argument);
  const list = value && writtenListOf(holder.in, value, siblings);
  return list && list.tuple.elements.length === found.at.elements
    ? removeEntry(list.in, list.tuple, element)
    : undefined;
}

function removeOwnEntry(
  { in: place, holder, entries }: OwnEntry,
  { source }: TerraformRecord,
): readonly RecordEdit[] | undefined {
  if (entries.elements.length < 2) return undefined;
  if (holder.kind === 'block') return removeBlock(place, holder.block);
  const edits = removeEntry(place, entries, entries.index);
  // Instances of `count` are found by their number.
  const isCounted = /\[\d+\]$/.test(source.address) && entries.index < entries.elements.length - 1;
  return isCounted && !source.isShownAtCall
    ? edits?.map((edit) => ({ ...edit, risk: 'the next apply replaces the resources after it' }))
    : edits;
}

/** Whether the block makes everything once: what is removed there is removed nowhere else. */
export function isOneInstance({ source }: TerraformRecord, together: readonly TerraformRecord[]): boolean {
  return !source.address.includes('[*]') && together.every((one) => one.source.instance === source.instance);
}

/** The body or the object with the arguments of a record. */
type Holder =
  | { readonly kind: 'block'; readonly in: Declaration<unknown>; readonly block: Block }
  | { readonly kind: 'object'; readonly in: Declaration<unknown>; readonly object: Expression };

function holderOf(
  { at, source }: TerraformRecord,
  declaration: Declaration<Block>,
  siblings: Siblings,
): Holder | undefined {
  const { items } = source.provider;
  if (at.item === undefined || items === undefined)
    return { kind: 'block', in: declaration, block: declaration.what };
  const block = itemBlocks(declaration.what, items, at.items)?.[at.item];
  if (block !== undefined) return { kind: 'block', in: declaration, block };
  const list = itemList(declaration, items, at.items, siblings);
  const object = list?.tuple.elements[at.item];
  return list && object && { kind: 'object', in: list.in, object };
}

/** An argument there. */
function expressionOf(holder: Holder, argument: string): Expression | undefined {
  if (holder.kind === 'block') {
    const attribute = holder.block.body.attribute(argument);
    return attribute && expressionIn(holder.in, attribute);
  }
  if (holder.object.kind !== 'object') return undefined;
  const member = holder.object.members.find(({ key }) =>
    key.kind === 'template'
      ? key.parts.length === 1 && key.parts[0]?.kind === 'text' && key.parts[0].text === argument
      : key.kind === 'variable' && key.name === argument,
  );
  return member?.value;
}

/** The nested blocks of a resource that are its items, if all of them are written out. */
function itemBlocks({ body }: Block, items: string, count: number): readonly Block[] | undefined {
  const blocks = body.blocks(items);
  return blocks.length === count && body.attribute(items) === undefined ? blocks : undefined;
}

/** The list of objects that are its items. */
function itemList(
  declaration: Declaration<Block>,
  items: string,
  count: number,
  siblings: Siblings,
): WrittenList | undefined {
  const attribute = declaration.what.body.attribute(items);
  const list = attribute && writtenListOf(declaration, expressionIn(declaration, attribute), siblings);
  return list?.tuple.elements.length === count ? list : undefined;
}

function removeItem(
  { at, source }: TerraformRecord,
  declaration: Declaration<Block>,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const { items } = source.provider;
  if (at.item === undefined || items === undefined) return undefined;
  const list = itemList(declaration, items, at.items, siblings);
  if (list !== undefined) return removeEntry(list.in, list.tuple, at.item);
  const block = itemBlocks(declaration.what, items, at.items)?.[at.item];
  return block && removeBlock(declaration, block);
}

function removeBlock(
  { page, base }: Declaration<unknown>,
  { range }: Block,
): readonly RecordEdit[] | undefined {
  if (page.file.isJson) return undefined;
  const lines = blockLines(page.content, shifted(range, base));
  return lines && [{ path: page.path, range: lines, text: '' }];
}

function removeResource(
  { source }: TerraformRecord,
  declaration: Declaration<Block>,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const { page, what: block } = declaration;
  const [type, name] = block.labels;
  if (block.type !== 'resource' || type === undefined || name === undefined) return undefined;
  if (hasAny(block.body, ['count', 'for_each'])) return undefined;
  const isReferredTo = references(`${type.text}.${name.text}`, siblings.module(folderOf(source.path))) > 0;
  if (isReferredTo) return undefined;
  const edits = page.file.isJson ? removeMember(declaration) : removeBlock(declaration, block);
  return source.provider.isWholeSet ? edits?.map((edit) => ({ ...edit, risk: DELETES_SET })) : edits;
}

/** The member, or the outermost one that contains nothing else; `undefined` if the file contains nothing else. */
function removeMember(declaration: Declaration<Block>): readonly RecordEdit[] | undefined {
  let place: MemberPlace | undefined = memberOf(declaration.item.text, declaration.what.range);
  while (place?.elements.length === 1) place = place.outer;
  return place && removeEntry(declaration, place, place.index);
}

/** Another resource, or another tool, may have put its records into the same set. */
const DELETES_SET = 'the next apply deletes the whole record set';

function shifted({ start, end }: Range, by: number): Range {
  return rangeOf(start + by, end + by);
}
