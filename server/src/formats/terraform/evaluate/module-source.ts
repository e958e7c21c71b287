import type { Attribute, Block, RawExpression } from '../syntax/body.ts';
import { readExpression } from '../syntax/read-expression.ts';
import type { Expression } from '../syntax/expression.ts';
import type { TopLevelItem } from '../syntax/item.ts';
import type { Site } from './scope.ts';

/** One file of a module, as it is read. */
export interface ModuleFile {
  readonly path: string;
  readonly items: readonly TopLevelItem[];
  readonly isJson: boolean;
  readonly isVariables: boolean;
}

export interface Declared<T> {
  readonly what: T;
  readonly site: Site;
}

/** What the files of a folder declare, by name: a module of Terraform. The first of equal names counts. */
export class ModuleSource {
  readonly folder: string;
  readonly locals = new Map<string, Declared<Attribute>>();
  readonly variables = new Map<string, Declared<Block>>();
  readonly outputs = new Map<string, Declared<Block>>();
  readonly calls = new Map<string, Declared<Block>>();
  /** By `type.name`; one more of the same name is `type.name (2)`. */
  readonly resources = new Map<string, Declared<Block>>();
  readonly data = new Map<string, Declared<Block>>();
  /** What `terraform.tfvars` and its like give the variables; of several files the last one counts. */
  readonly given = new Map<string, Declared<Attribute>>();

  constructor(folder: string, files: readonly ModuleFile[]) {
    this.folder = folder;
    this.fill(files);
  }

  /** Takes over what the files say now. */
  update(files: readonly ModuleFile[]): void {
    for (const map of [this.locals, this.given]) map.clear();
    for (const map of this.blockMaps()) map.clear();
    this.fill(files);
  }

  private blockMaps(): readonly Map<string, Declared<Block>>[] {
    return [this.variables, this.outputs, this.calls, this.resources, this.data];
  }

  private fill(files: readonly ModuleFile[]): void {
    for (const file of files) for (const declaration of declarationsOf(file)) this.take(declaration);
  }

  private take(declaration: Declaration): void {
    const { name } = declaration;
    switch (declaration.kind) {
      case 'given':
        this.given.set(name, declaration.declared);
        break;
      case 'local':
        if (!this.locals.has(name)) this.locals.set(name, declaration.declared);
        break;
      case 'resource':
        this.resources.set(this.freeKey(name), declaration.declared);
        break;
      default: {
        const map = this.mapOf(declaration.kind);
        if (!map.has(name)) map.set(name, declaration.declared);
      }
    }
  }

  /** Terraform refuses a second resource of one name: nothing refers to it, but what it makes is looked at. */
  private freeKey(key: string): string {
    let free = key;
    for (let count = 2; this.resources.has(free); count++) free = `${key} (${count})`;
    return free;
  }

  private mapOf(kind: Exclude<BlockKind, 'resource'>): Map<string, Declared<Block>> {
    switch (kind) {
      case 'variable':
        return this.variables;
      case 'output':
        return this.outputs;
      case 'module':
        return this.calls;
      case 'data':
        return this.data;
    }
  }
}

type BlockKind = 'variable' | 'output' | 'module' | 'resource' | 'data';

/** Something that a file declares. */
type Declaration =
  | {
      readonly kind: 'local' | 'given';
      readonly name: string;
      readonly declared: Declared<Attribute>;
      readonly item: number;
    }
  | {
      readonly kind: BlockKind;
      readonly name: string;
      readonly declared: Declared<Block>;
      /** The index of the file's item that it stands in. */
      readonly item: number;
    };

const DECLARATIONS = new WeakMap<ModuleFile, readonly Declaration[]>();

function declarationsOf(file: ModuleFile): readonly Declaration[] {
  let declarations = DECLARATIONS.get(file);
  if (declarations === undefined) {
    declarations = readDeclarations(file);
    DECLARATIONS.set(file, declarations);
  }
  return declarations;
}

function readDeclarations({ path, items, isJson, isVariables }: ModuleFile): readonly Declaration[] {
  const found: Declaration[] = [];
  let base = 0;
  for (const [item, { text, attributes, blocks }] of items.entries()) {
    const site: Site = { path, base, text, ...(isJson ? { form: 'json' as const } : {}) };
    if (isVariables) {
      for (const what of attributes) {
        found.push({ kind: 'given', name: what.name, declared: { what, site }, item });
      }
    } else {
      for (const block of blocks) found.push(...declarationsIn(block, site, item));
    }
    base += text.length;
  }
  return found;
}

function declarationsIn(block: Block, site: Site, item: number): readonly Declaration[] {
  const { type } = block;
  switch (type) {
    case 'locals':
      return block.body.attributes.map((what) => ({
        kind: 'local',
        name: what.name,
        declared: { what, site },
        item,
      }));
    case 'variable':
    case 'output':
    case 'module':
    case 'resource':
    case 'data': {
      const [first, second] = block.labels;
      const isTyped = type === 'resource' || type === 'data';
      const name = isTyped ? second && `${first?.text ?? ''}.${second.text}` : first?.text;
      return name === undefined ? [] : [{ kind: type, name, declared: { what: block, site }, item }];
    }
    default:
      return [];
  }
}

/** What a result rests on that follows from a declaration of that name in the module of a folder. */
export function inputName(folder: string, name: string): string {
  return `${folder}\n${name}`;
}

/** The inputs that an edit of a file of that folder makes other ones, or moves. */
export function changedInputs(folder: string, before: ModuleFile, after: ModuleFile): ReadonlySet<string> {
  let same = 0;
  while (same < before.items.length && before.items[same]?.text === after.items[same]?.text) same++;
  const changed = new Set<string>();
  for (const { kind, name, item } of [...declarationsOf(before), ...declarationsOf(after)]) {
    if (item < same) continue;
    changed.add(inputName(folder, PREFIX[kind] + name));
    if (kind === 'output') changed.add(inputName(folder, OUTPUT_NAMES));
  }
  return changed;
}

/** As the names are written in expressions; a resource goes without. */
const PREFIX: Readonly<Record<Declaration['kind'], string>> = {
  local: 'local.',
  given: 'var.',
  variable: 'var.',
  output: 'output.',
  module: 'module.',
  resource: '',
  data: 'data.',
};

/** Input: which outputs a module has. */
export const OUTPUT_NAMES = 'outputs';

const READ = new WeakMap<object, Expression>();

/** An expression is read once, however often it is worked out. */
export function expressionOf(raw: RawExpression, site: Site): Expression {
  // A row of the structure gives a new object each time it is asked; a node of JSON is one.
  const key = raw.kind === 'json' ? raw.node : undefined;
  const known = key && READ.get(key);
  if (known !== undefined) return known;
  const { expression } = readExpression(site.text, raw);
  if (key !== undefined) READ.set(key, expression);
  return expression;
}
