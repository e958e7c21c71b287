import type { Attribute, Block, Body } from '../../../server/src/formats/terraform/syntax/body.ts';
import type { TopLevelItem } from '../../../server/src/formats/terraform/syntax/item.ts';

export interface Place {
  readonly item: TopLevelItem;
  /** Offset in the file of the item. */
  readonly base: number;
  readonly depth: number;
  /** The enclosing blocks, the outermost first. */
  readonly parents: readonly Block[];
}

/** Visits all attributes and blocks in the order of the text. */
export function walk(
  items: readonly TopLevelItem[],
  visit: (found: Attribute | Block, place: Place) => void,
): void {
  let base = 0;
  for (const item of items) {
    const go = (found: readonly (Attribute | Block)[], parents: readonly Block[]): void => {
      for (const one of found) {
        visit(one, { item, base, depth: parents.length, parents });
        if ('body' in one) go(inOrder(one.body), [...parents, one]);
      }
    };
    go([...item.attributes, ...item.blocks], []);
    base += item.text.length;
  }
}

function inOrder(body: Body): readonly (Attribute | Block)[] {
  const startOf = (one: Attribute | Block): number => ('body' in one ? one.range : one.nameRange).start;
  return [...body.attributes, ...body.allBlocks].sort((a, b) => startOf(a) - startOf(b));
}
