import type { Declared } from '../evaluate/declared.ts';
import { anchorOf } from '../evaluate/scope.ts';
import type { Site, SourceFile } from '../evaluate/scope.ts';
import type { Attribute, Block } from '../syntax/body.ts';
import { readFile } from '../syntax/file.ts';

/** The declarations in a Terragrunt file. The first of equal names wins. */
export class TerragruntFile {
  readonly source: SourceFile;
  readonly locals = new Map<string, Declared<Attribute>>();
  /** `inputs = …`. */
  readonly inputs: Declared<Attribute> | undefined;
  private readonly byType = new Map<string, Declared<Block>[]>();

  private constructor(file: SourceFile) {
    this.source = file;
    let inputs: Declared<Attribute> | undefined;
    let offset = 0;
    for (const { text, blocks, attributes } of readFile(file.text, 'native')) {
      const site: Site = { anchor: anchorOf(file), offset, text };
      for (const what of attributes) if (what.name === 'inputs') inputs ??= { what, site };
      for (const what of blocks) this.add({ what, site });
      offset += text.length;
    }
    this.inputs = inputs;
  }

  /** The top-level blocks of the file, in order. */
  blocks(type: string): readonly Declared<Block>[] {
    return this.byType.get(type) ?? [];
  }

  /** The block with a name; names can be written without quotes. */
  block(type: string, name: string): Declared<Block> | undefined {
    return this.blocks(type).find(({ what }) => nameOf(what) === name);
  }

  private add(block: Declared<Block>): void {
    const { type } = block.what;
    if (type === 'locals') {
      for (const what of block.what.body.attributes)
        if (!this.locals.has(what.name)) this.locals.set(what.name, { what, site: block.site });
      return;
    }
    const known = this.byType.get(type);
    if (known === undefined) this.byType.set(type, [block]);
    else known.push(block);
  }

  private static readonly known = new WeakMap<SourceFile, TerragruntFile>();

  /** The declarations in the file; read once for each text. Never throws. */
  static of(file: SourceFile): TerragruntFile {
    let known = TerragruntFile.known.get(file);
    if (known === undefined) TerragruntFile.known.set(file, (known = new TerragruntFile(file)));
    return known;
  }
}

/** The label of a block; `''` for a block without one: `include { … }`. */
export function nameOf(block: Block): string {
  return block.labels[0]?.text ?? '';
}
