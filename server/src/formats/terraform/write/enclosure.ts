import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import type { Attribute, Block, Body } from '../syntax/body.ts';
import type { Expression, ObjectExpression, Tuple } from '../syntax/expression.ts';
import type { TopLevelItem } from '../syntax/item.ts';
import { rangeOfExpression } from '../syntax/raw-range.ts';
import type { Page } from './siblings.ts';
import { expressionIn } from './declaration.ts';
import type { Declaration } from './declaration.ts';

/** A construct that contains a part of a file. All ranges are relative to the start of its item. */
export type Holder =
  | { readonly kind: 'block'; readonly block: Block; readonly siblings: readonly Block[] }
  | { readonly kind: 'attribute'; readonly attribute: Attribute; readonly value: Expression }
  | { readonly kind: 'element'; readonly of: Tuple; readonly index: number; readonly value: Expression }
  | {
      readonly kind: 'member';
      readonly of: ObjectExpression;
      readonly index: number;
      readonly value: Expression;
    };

/** The constructs around a part of a file, the outermost first. */
export interface Enclosure {
  readonly in: Declaration<TopLevelItem>;
  readonly holders: readonly Holder[];
}

/** `undefined` if no block and no attribute contains the whole range; `range` has offsets in the document. */
export function enclosureOf(page: Page, range: Range): Enclosure | undefined {
  let base = 0;
  for (const item of page.file.items) {
    const end = base + item.text.length;
    if (range.start < end || (range.start === end && range.end === end)) {
      const declaration = { page, item, base, what: item };
      const at = rangeOf(range.start - base, range.end - base);
      const holders: Holder[] = [];
      descendBody(declaration, { allBlocks: item.blocks, attributes: item.attributes }, at, holders);
      return holders.length === 0 ? undefined : { in: declaration, holders };
    }
    base = end;
  }
  return undefined;
}

export function surrounds(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function descendBody(
  declaration: Declaration<TopLevelItem>,
  body: Pick<Body, 'allBlocks' | 'attributes'>,
  at: Range,
  into: Holder[],
): void {
  const blocks = body.allBlocks;
  const block = blocks.find((one) => surrounds(one.range, at));
  if (block !== undefined) {
    const siblings = blocks.filter(({ type }) => type === block.type);
    into.push({ kind: 'block', block, siblings });
    descendBody(declaration, block.body, at, into);
    return;
  }
  for (const attribute of body.attributes) {
    if (!surrounds(rangeOfExpression(attribute.expression), at)) continue;
    const value = expressionIn(declaration, attribute);
    into.push({ kind: 'attribute', attribute, value });
    descendExpression(value, at, into);
    return;
  }
}

/** Descends into collections, and into the collection literals that functions and `for` expressions use. */
function descendExpression(expression: Expression, at: Range, into: Holder[]): void {
  switch (expression.kind) {
    case 'parentheses':
      descendExpression(expression.inner, at, into);
      break;
    case 'call': {
      const argument = expression.arguments.find((one) => surrounds(one.range, at));
      if (argument !== undefined) descendExpression(argument, at, into);
      break;
    }
    case 'for':
      if (surrounds(expression.collection.range, at)) descendExpression(expression.collection, at, into);
      break;
    case 'tuple': {
      const index = expression.elements.findIndex((one) => surrounds(one.range, at));
      const value = expression.elements[index];
      if (value === undefined) break;
      into.push({ kind: 'element', of: expression, index, value });
      descendExpression(value, at, into);
      break;
    }
    case 'object': {
      const index = expression.members.findIndex(
        ({ key, value }) => surrounds(key.range, at) || surrounds(value.range, at),
      );
      const value = expression.members[index]?.value;
      if (value === undefined) break;
      into.push({ kind: 'member', of: expression, index, value });
      descendExpression(value, at, into);
      break;
    }
    default:
  }
}

/** The block, the element, or the member with its key. */
export function rangeOfHolder(holder: Holder): Range {
  switch (holder.kind) {
    case 'block':
      return holder.block.range;
    case 'attribute': {
      const { attribute } = holder;
      return rangeOf(attribute.nameRange.start, rangeOfExpression(attribute.expression).end);
    }
    case 'element':
      return holder.value.range;
    case 'member': {
      const member = holder.of.members[holder.index];
      return rangeOf(member?.key.range.start ?? 0, holder.value.range.end);
    }
  }
}

/** Consecutive entries in brackets or braces. */
export interface Entries {
  readonly range: Range;
  readonly elements: readonly { readonly range: Range }[];
}

/** The entries that a holder is one of; `undefined` for blocks and arguments. */
export function entriesOf(holder: Holder): (Entries & { readonly index: number }) | undefined {
  if (holder.kind === 'element')
    return { range: holder.of.range, elements: holder.of.elements, index: holder.index };
  if (holder.kind !== 'member') return undefined;
  const elements = holder.of.members.map(({ key, value }) => ({
    range: rangeOf(key.range.start, value.range.end),
  }));
  return { range: holder.of.range, elements, index: holder.index };
}
