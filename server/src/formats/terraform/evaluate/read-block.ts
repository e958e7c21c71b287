import type { Attribute, Block } from '../syntax/body.ts';
import type { ParsedExpression } from '../syntax/parse-expression.ts';
import { argumentIn, blocksIn } from './declared.ts';
import type { Declared } from './declared.ts';
import { readExpressionOf } from './module-source.ts';

/** An argument of a block with its parsed expression. */
export interface ReadArgument extends Declared<Attribute>, ParsedExpression {}

/**
 * A block whose arguments and nested blocks are each looked up and parsed once for all of its instances. It is kept only while
 * those are read: a module may have many blocks.
 */
export class ReadBlock {
  readonly declared: Declared<Block>;
  private readonly arguments = new Map<string, ReadArgument | undefined>();
  private readonly nested = new Map<string, readonly ReadBlock[]>();

  constructor(declared: Declared<Block>) {
    this.declared = declared;
  }

  argument(name: string): ReadArgument | undefined {
    const known = this.arguments.get(name);
    if (known !== undefined || this.arguments.has(name)) return known;
    const found = argumentIn(this.declared, name);
    const read = found && { ...found, ...readExpressionOf(found.what.expression, found.site) };
    this.arguments.set(name, read);
    return read;
  }

  /** Blocks with that type, and `dynamic` blocks that make them. */
  blocks(type: string): readonly ReadBlock[] {
    let blocks = this.nested.get(type);
    if (blocks === undefined) {
      blocks = blocksIn(this.declared, type).map((block) => new ReadBlock(block));
      this.nested.set(type, blocks);
    }
    return blocks;
  }
}
