import type { Reference } from '../../records/document.ts';
import { rangeOf, shift } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { folderOf } from '../../text/paths.ts';
import type { Attribute, Block } from './syntax/body.ts';
import type { AttributeAccess, Expression } from './syntax/expression.ts';
import { partsOfExpression } from './syntax/parts-of-expression.ts';
import { rangeOfExpression } from './syntax/raw-range.ts';
import type { Siblings, Page } from './write/siblings.ts';
import { expressionIn } from './write/declaration.ts';
import { enclosureOf, surrounds } from './write/enclosure.ts';

/** The declarations of `local.x`, `var.x`, `module.x` and resources, from the places where their names are used. */
export function referenceAt(page: Page, offset: number, siblings: Siblings): Reference | undefined {
  const point = rangeOf(offset, offset);
  const enclosure = enclosureOf(page, point);
  const last = [...(enclosure?.holders ?? [])].reverse().find(({ kind }) => kind === 'attribute');
  if (enclosure === undefined || last?.kind !== 'attribute') return undefined;
  const { base } = enclosure.in;
  const inItem = shift(point, -base);
  const expression = expressionIn(enclosure.in, last.attribute);
  for (const part of partsOfExpression(expression)) {
    const named = part.kind === 'attribute' ? nameOf(part, enclosure.in.item.text) : undefined;
    if (named === undefined || !surrounds(named.range, inItem)) continue;
    const targets = siblings
      .module(folderOf(page.path))
      .flatMap((one) => declarationsIn(one, named.name).map((found) => ({ path: one.path, ...found })));
    return targets.length === 0 ? undefined : { from: shift(named.range, base), targets };
  }
  return undefined;
}

/** The start of a reference that has a declaration: the first 2 words, 3 for `data.type.name`. */
function nameOf(
  part: AttributeAccess,
  text: string,
): { readonly name: readonly string[]; readonly range: Range } | undefined {
  const words: string[] = [];
  let one: Expression = part;
  while (one.kind === 'attribute') {
    words.unshift(one.name);
    one = one.object;
  }
  if (one.kind !== 'variable') return undefined;
  const name = [one.name, ...words];
  if (name.length !== (name[0] === 'data' ? 3 : 2)) return undefined;
  // In JSON or in a template, the source text may differ from what was read.
  const typed = text.slice(part.range.start, part.range.end).replace(/\s+/g, '');
  return typed === name.join('.') ? { name, range: part.range } : undefined;
}

interface Declared {
  readonly range: Range;
  readonly name: Range;
}

function declarationsIn(page: Page, name: readonly string[]): readonly Declared[] {
  const found: Declared[] = [];
  let base = 0;
  for (const { blocks, text } of page.file.items) {
    for (const block of blocks) {
      const declared = declaredBy(block, name);
      if (declared !== undefined)
        found.push({ range: shift(declared.range, base), name: shift(declared.name, base) });
    }
    base += text.length;
  }
  return found;
}

function declaredBy(block: Block, [first = '', second = '', third]: readonly string[]): Declared | undefined {
  switch (first) {
    case 'local': {
      const local = block.type === 'locals' ? block.body.attribute(second) : undefined;
      return local && ofAttribute(local);
    }
    case 'var':
      return ofBlock(block, 'variable', [second]);
    case 'module':
      return ofBlock(block, 'module', [second]);
    case 'data':
      return ofBlock(block, 'data', [second, third ?? '']);
    default:
      return ofBlock(block, 'resource', [first, second]);
  }
}

function ofAttribute({ nameRange, expression }: Attribute): Declared {
  return { range: rangeOf(nameRange.start, rangeOfExpression(expression).end), name: nameRange };
}

function ofBlock(
  { type, labels, range }: Block,
  wanted: string,
  names: readonly string[],
): Declared | undefined {
  const isIt =
    type === wanted && labels.length === names.length && labels.every(({ text }, i) => text === names[i]);
  const name = labels[labels.length - 1]?.range;
  return isIt && name !== undefined ? { range: name.start < range.start ? name : range, name } : undefined;
}
