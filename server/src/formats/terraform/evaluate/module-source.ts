import type { Attribute, Block, RawExpression } from '../syntax/body.ts';
import { readExpression } from '../syntax/read-expression.ts';
import type { ParsedExpression } from '../syntax/parse-expression.ts';
import type { Expression } from '../syntax/expression.ts';
import type { TopLevelItem } from '../syntax/item.ts';
import { rangeOfExpression } from '../syntax/raw-range.ts';
import { DeclarationAnchor } from './anchor.ts';
import { overriddenBy } from './declared.ts';
import type { Declared } from './declared.ts';
import type { Site } from './scope.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';

/** One file of a module, as it was read. */
export interface ModuleFile {
  readonly path: string;
  readonly items: readonly TopLevelItem[];
  readonly isJson: boolean;
  readonly isVariables: boolean;
  /** It overrides what other files declare. */
  readonly isOverride: boolean;
}

/** A resource, and the table's row for its type. */
export interface ResourceOf<Row> {
  /** The resource's key in its module. */
  readonly key: string;
  readonly type: string;
  readonly row: Row;
  readonly declared: Declared<Block>;
}

/** The declarations in the files of a folder, by name: a Terraform module. The first of equal names wins. */
export class ModuleSource {
  readonly folder: string;
  readonly locals = new Map<string, Declared<Attribute>>();
  readonly variables = new Map<string, Declared<Block>>();
  readonly outputs = new Map<string, Declared<Block>>();
  readonly calls = new Map<string, Declared<Block>>();
  /** By `type.name`; the second one with the same name is `type.name (2)`. */
  readonly resources = new Map<string, Declared<Block>>();
  readonly data = new Map<string, Declared<Block>>();
  /** The entry of each provider in `required_providers`, by its local name. */
  readonly providers = new Map<string, Declared<Attribute>>();
  /** The values of variables in `terraform.tfvars` and similar files; the last of several files wins. */
  readonly given = new Map<string, Declared<Attribute>>();

  /** The number of resources with each name that is used more than once. */
  private readonly namesakes = new Map<string, number>();

  /** The key of each resource and its type, in order. */
  private readonly types: { readonly key: string; readonly type: string }[] = [];

  /** The resources whose types are in a table. */
  private readonly ofTables = new Map<ReadonlyMap<string, unknown>, readonly ResourceOf<unknown>[]>();

  constructor(folder: string, files: readonly ModuleFile[]) {
    this.folder = folder;
    this.fill(files);
  }

  /**
   * The resources whose types are keys of the table, in order. A module may be used many times, and have many other resources.
   * Each edit of a module iterates over all of its resources here: a few steps for each.
   */
  resourcesOf<Row>(table: ReadonlyMap<string, Row>): readonly ResourceOf<Row>[] {
    // A table has rows of one kind only.
    const known = this.ofTables.get(table) as readonly ResourceOf<Row>[] | undefined;
    if (known !== undefined) return known;
    const found: ResourceOf<Row>[] = [];
    for (const { key, type } of this.types) {
      const row = table.get(type);
      const declared = row === undefined ? undefined : this.resources.get(key);
      if (row !== undefined && declared !== undefined) found.push({ key, type, row, declared });
    }
    this.ofTables.set(table, found);
    return found;
  }

  /** Takes over what the files declare now. */
  update(files: readonly ModuleFile[]): void {
    for (const map of [this.locals, this.given, this.providers, this.namesakes, this.ofTables]) map.clear();
    for (const map of this.blockMaps()) map.clear();
    this.types.length = 0;
    this.fill(files);
  }

  private blockMaps(): readonly Map<string, Declared<Block>>[] {
    return [this.variables, this.outputs, this.calls, this.resources, this.data];
  }

  private fill(files: readonly ModuleFile[]): void {
    for (const file of files) {
      if (!file.isOverride) for (const declaration of declarationsOf(file)) this.take(declaration);
    }
    const overrides: Overrides = new Map();
    for (const file of files) {
      if (file.isOverride)
        for (const declaration of declarationsOf(file)) this.override(declaration, overrides);
    }
    for (const [map, byName] of overrides) {
      for (const [name, by] of byName) {
        const known = map.get(name);
        if (known !== undefined) map.set(name, overriddenBy(known, by));
      }
    }
  }

  /** https://developer.hashicorp.com/terraform/language/files/override. An override of nothing is read as a declaration. */
  private override(declaration: Declaration, overrides: Overrides): void {
    const { name } = declaration;
    switch (declaration.kind) {
      case 'given':
        this.take(declaration);
        break;
      case 'local':
        this.locals.set(name, declaration.declared);
        break;
      case 'provider':
        this.providers.set(name, declaration.declared);
        break;
      default: {
        const map = declaration.kind === 'resource' ? this.resources : this.mapOf(declaration.kind);
        if (!map.has(name)) {
          this.take(declaration);
          break;
        }
        const byName = overrides.get(map) ?? new Map<string, Declared<Block>[]>();
        overrides.set(map, byName);
        const known = byName.get(name);
        if (known === undefined) byName.set(name, [declaration.declared]);
        else known.push(declaration.declared);
      }
    }
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
      case 'provider':
        if (!this.providers.has(name)) this.providers.set(name, declaration.declared);
        break;
      case 'resource': {
        const key = this.freeKey(name);
        this.resources.set(key, declaration.declared);
        this.types.push({ key, type: declaration.type });
        break;
      }
      default: {
        const map = this.mapOf(declaration.kind);
        if (!map.has(name)) map.set(name, declaration.declared);
      }
    }
  }

  /** Terraform rejects a second resource with the same name: nothing refers to it, but what it makes is still read. */
  private freeKey(key: string): string {
    if (!this.resources.has(key)) return key;
    const count = (this.namesakes.get(key) ?? 1) + 1;
    this.namesakes.set(key, count);
    return `${key} (${count})`;
  }

  private mapOf(kind: UntypedKind): Map<string, Declared<Block>> {
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

/** The overrides of the declarations in a map, by name. */
type Overrides = Map<Map<string, Declared<Block>>, Map<string, Declared<Block>[]>>;

type BlockKind = 'variable' | 'output' | 'module' | 'resource' | 'data';
type UntypedKind = Exclude<BlockKind, 'resource'>;

/** A declaration in a file. */
type Declaration =
  | {
      readonly kind: 'local' | 'given' | 'provider';
      readonly name: string;
      /** The whole declaration, in the text of its site. */
      readonly range: Range;
      readonly declared: Declared<Attribute>;
    }
  | {
      readonly kind: UntypedKind;
      readonly name: string;
      readonly range: Range;
      readonly declared: Declared<Block>;
    }
  | {
      readonly kind: 'resource';
      readonly type: string;
      /** `type.name`. */
      readonly name: string;
      readonly range: Range;
      readonly declared: Declared<Block>;
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

/** The values that a file sets for variables, by name. */
export function* givenIn(file: ModuleFile): Iterable<readonly [string, Declared<Attribute>]> {
  for (const one of declarationsOf(file)) if (one.kind === 'given') yield [one.name, one.declared];
}

function readDeclarations({ path, items, isJson, isVariables }: ModuleFile): readonly Declaration[] {
  const found: Declaration[] = [];
  let base = 0;
  for (const { text, attributes, blocks } of items) {
    const site = ({ start }: Range): Site => ({
      anchor: new DeclarationAnchor(path, base + start),
      offset: -start,
      text,
      ...(isJson ? { form: 'json' as const } : {}),
    });
    if (isVariables) for (const what of attributes) found.push(attributeDeclared('given', what, site));
    else for (const block of blocks) for (const one of declarationsIn(block, site)) found.push(one);
    base += text.length;
  }
  return found;
}

type SiteAt = (range: Range) => Site;

function attributeDeclared(kind: 'local' | 'given' | 'provider', what: Attribute, site: SiteAt): Declaration {
  const range = rangeOf(what.nameRange.start, rangeOfExpression(what.expression).end);
  return { kind, name: what.name, range, declared: { what, site: site(range) } };
}

function declarationsIn(block: Block, site: SiteAt): readonly Declaration[] {
  const { type, range } = block;
  switch (type) {
    case 'locals':
      return block.body.attributes.map((what) => attributeDeclared('local', what, site));
    case 'terraform':
      return block.body
        .blocks('required_providers')
        .flatMap(({ body }) => body.attributes.map((what) => attributeDeclared('provider', what, site)));
    case 'variable':
    case 'output':
    case 'module':
    case 'resource':
    case 'data': {
      const [first, second] = block.labels;
      const isTyped = type === 'resource' || type === 'data';
      const name = isTyped ? second && `${first?.text ?? ''}.${second.text}` : first?.text;
      if (name === undefined) return [];
      const declared = { what: block, site: site(range) };
      if (type !== 'resource') return [{ kind: type, name, range, declared }];
      return [{ kind: type, type: first?.text ?? '', name, range, declared }];
    }
    default:
      return [];
  }
}

/** The input of a result that depends on a declaration with that name in the module of a folder. */
export function inputName(folder: string, name: string): string {
  return `${folder}\n${name}`;
}

/** The input of a result that depends on the position of something in its document. */
export function placeInput(anchor: number): string {
  return `@${anchor}`;
}

/**
 * The inputs that an edit of a file in that folder changes. A declaration with the same text stays the same, at another place.
 */
export function changedInputs(folder: string, before: ModuleFile, after: ModuleFile): ReadonlySet<string> {
  const gone = new Map<string, Declaration[]>();
  for (const one of declarationsOf(before)) {
    const text = textOf(one);
    const same = gone.get(text);
    if (same === undefined) gone.set(text, [one]);
    else same.push(one);
  }
  // The first one is used first.
  for (const same of gone.values()) same.reverse();
  const changed = new Set<string>();
  const note = ({ kind, name }: Declaration): void => {
    changed.add(inputName(folder, PREFIX[kind] + name));
    if (kind === 'output') changed.add(inputName(folder, OUTPUT_NAMES));
  };
  const declarations = readDeclarations(after).map((one) => {
    const known = gone.get(textOf(one))?.pop();
    if (known === undefined) {
      note(one);
      return one;
    }
    const { anchor } = known.declared.site;
    const { at } = one.declared.site.anchor;
    if (anchor.at !== at) changed.add(placeInput(anchor.id));
    anchor.at = at;
    return known;
  });
  DECLARATIONS.set(after, declarations);
  for (const one of [...gone.values()].flat()) {
    note(one);
    changed.add(placeInput(one.declared.site.anchor.id));
  }
  return changed;
}

/** Equal for declarations with the same content. */
function textOf({ kind, name, range, declared }: Declaration): string {
  return `${kind} ${name} ${declared.site.text.slice(range.start, range.end)}`;
}

/** The prefixes of names in expressions; a resource has none. */
const PREFIX: Readonly<Record<Declaration['kind'], string>> = {
  local: 'local.',
  given: 'var.',
  provider: 'provider.',
  variable: 'var.',
  output: 'output.',
  module: 'module.',
  resource: '',
  data: 'data.',
};

/** The input for the list of a module's outputs. */
export const OUTPUT_NAMES = 'outputs';

const READ = new WeakMap<object, ParsedExpression>();

/** An expression is parsed once, however often it is evaluated. */
export function readExpressionOf(raw: RawExpression, site: Site): ParsedExpression {
  // A row of the structure returns a new object each time; a JSON node is always the same object.
  const key = raw.kind === 'json' ? raw.node : undefined;
  const known = key && READ.get(key);
  if (known !== undefined) return known;
  const read = readExpression(site.text, raw);
  if (key !== undefined) READ.set(key, read);
  return read;
}

export function expressionOf(raw: RawExpression, site: Site): Expression {
  return readExpressionOf(raw, site).expression;
}

/** Whether the source of a module is a path: others are in a registry or a repository. */
export function isLocalSource(source: string): boolean {
  return /^\.\.?(?:\/|$)/.test(source);
}
