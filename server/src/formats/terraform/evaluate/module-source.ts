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
    for (const file of files) this.take(file);
  }

  private take({ path, items, isJson, isVariables }: ModuleFile): void {
    let base = 0;
    for (const item of items) {
      const site: Site = { path, base, text: item.text, ...(isJson ? { form: 'json' as const } : {}) };
      if (isVariables) {
        for (const attribute of item.attributes) this.given.set(attribute.name, { what: attribute, site });
      } else {
        for (const block of item.blocks) this.takeBlock(block, site);
      }
      base += item.text.length;
    }
  }

  /** Terraform refuses a second resource of one name: nothing refers to it, but what it makes is looked at. */
  private freeKey(key: string): string {
    let free = key;
    for (let count = 2; this.resources.has(free); count++) free = `${key} (${count})`;
    return free;
  }

  private takeBlock(block: Block, site: Site): void {
    const [first, second] = block.labels;
    const declared = { what: block, site };
    const keep = (map: Map<string, Declared<Block>>, name: string | undefined): void => {
      if (name !== undefined && !map.has(name)) map.set(name, declared);
    };
    switch (block.type) {
      case 'locals':
        for (const attribute of block.body.attributes) {
          if (!this.locals.has(attribute.name)) this.locals.set(attribute.name, { what: attribute, site });
        }
        break;
      case 'variable':
        keep(this.variables, first?.text);
        break;
      case 'output':
        keep(this.outputs, first?.text);
        break;
      case 'module':
        keep(this.calls, first?.text);
        break;
      case 'resource':
        if (second !== undefined)
          this.resources.set(this.freeKey(`${first?.text ?? ''}.${second.text}`), declared);
        break;
      case 'data':
        keep(this.data, second && `${first?.text ?? ''}.${second.text}`);
        break;
    }
  }
}

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
