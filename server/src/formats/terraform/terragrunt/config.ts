import { attributeValueOf, placeOfValue } from '../evaluate/attribute-value.ts';
import { argumentIn } from '../evaluate/declared.ts';
import type { Declared } from '../evaluate/declared.ts';
import { missingFile, missingReason } from '../evaluate/functions/read-file.ts';
import { KeptResults } from '../evaluate/kept-results.ts';
import { expressionOf } from '../evaluate/module-source.ts';
import { anchorOf, Bindings, NOTHING_BOUND, workPlaceOf } from '../evaluate/scope.ts';
import type { FolderContent, ModuleNames, OwnCall, Scope, Site, SourceFile } from '../evaluate/scope.ts';
import { untraced } from '../evaluate/traced-text.ts';
import { knownText, mapValueOf, toBoolean, unknown } from '../evaluate/value.ts';
import type { MapEntry, ResourceValue, Value } from '../evaluate/value.ts';
import type { Budget, Evaluation, WorkPlace } from '../evaluate/work.ts';
import { rangeOf } from '../../../text/range.ts';
import { folderOf, pathIn } from '../../../text/paths.ts';
import type { Attribute, Block } from '../syntax/body.ts';
import { TerragruntFile, nameOf } from './terragrunt-file.ts';
import { TERRAGRUNT_FUNCTIONS } from './functions.ts';
import type { CallingFile } from './functions.ts';
import { inputsValue, inputSteps, layersOf, mergeDeep } from './input-layers.ts';
import type { InputLayers } from './input-layers.ts';
import type { TerragruntRun } from './run.ts';

/** Nesting depth of files that read each other with `read_terragrunt_config`: real ones have at most 3 levels. */
export const MAX_TERRAGRUNT_DEPTH = 16;
/** Steps: each file that is read takes some memory. */
const CONFIG_COST = 40;

/** A file that is included by another one. */
export interface Included {
  readonly name: string;
  /** `undefined`: the file is unknown, or is not in the workspace. */
  readonly config: TerragruntConfig | undefined;
  readonly isExposed: boolean;
  readonly merge: 'shallow' | 'deep' | 'no_merge';
}

/** Where the source of a module is written. */
export interface TypedSource {
  readonly config: TerragruntConfig;
  readonly block: Declared<Block>;
  readonly at: Declared<Attribute>;
}

/**
 * One evaluation of a Terragrunt file: the values of its names for the file that includes or reads it. A result is kept until
 * something that it depends on changes.
 */
export class TerragruntConfig implements ModuleNames, CallingFile {
  readonly run: TerragruntRun;
  readonly file: TerragruntFile;
  /** Where Terragrunt has the file: a unit of a stack is copied before it is run. */
  readonly place: string;
  readonly address: string;
  /** The file that includes it. */
  private readonly child: TerragruntConfig | undefined;
  /** The file that reads it with `read_terragrunt_config`. */
  private readonly reader: TerragruntConfig | undefined;
  /** The value of `values` in a unit of a stack. */
  private readonly values: Value | undefined;
  private readonly kept: KeptResults;

  constructor(
    run: TerragruntRun,
    options: {
      readonly file: SourceFile;
      readonly place: string;
      readonly child?: TerragruntConfig;
      readonly reader?: TerragruntConfig;
      readonly values?: Value | undefined;
    },
  ) {
    this.run = run;
    this.file = TerragruntFile.of(options.file);
    this.place = options.place;
    this.child = options.child;
    this.reader = options.reader;
    this.values = options.values ?? options.child?.values;
    this.address = `${this.child?.address ?? ''}${options.place}|`;
    this.kept = new KeptResults(run.dependencies);
  }

  get work(): Budget {
    return this.run.work;
  }

  /** The start of the file. */
  get startPlace(): WorkPlace {
    return { anchor: anchorOf(this.file.source), range: rangeOf(0, 0) };
  }

  /** Terragrunt has no name for Terraform's workspace. */
  get workspace(): undefined {
    return undefined;
  }

  get folder(): string {
    return folderOf(this.place);
  }

  get unitFolder(): string {
    return this.child?.folder ?? this.folder;
  }

  get originalFolder(): string {
    return (this.child ?? this.reader)?.originalFolder ?? this.folder;
  }

  get isIncluded(): boolean {
    return this.child !== undefined;
  }

  scopeAt(site: Site): Scope {
    const { values } = this;
    return {
      module: this,
      site,
      bound: values === undefined ? NOTHING_BOUND : new Bindings(new Map([['values', values]])),
    };
  }

  valueOfAttribute(attribute: Declared<Attribute>): Evaluation<Value> {
    return attributeValueOf(attribute, this.scopeAt(attribute.site));
  }

  /** The files that it includes, in order. */
  includes(): Evaluation<readonly Included[]> {
    return this.kept.keep<readonly Included[]>(
      'includes',
      () => [],
      () => this.readIncludes(),
    );
  }

  private *readIncludes(): Evaluation<readonly Included[]> {
    const found: Included[] = [];
    for (const block of this.file.blocks('include')) {
      if (this.child !== undefined) {
        const message = 'Terragrunt reads one level of includes, so this file is not included.';
        this.work.report(workPlaceOf(block.site, block.what.typeRange), message, null);
        continue;
      }
      const config = yield* this.includedBy(block);
      if (config === 'itself') continue;
      const merge = yield* this.argument(block, 'merge_strategy');
      const expose = yield* this.argument(block, 'expose');
      found.push({
        name: nameOf(block.what),
        config,
        isExposed: expose !== undefined && toBoolean(expose) === true,
        merge: mergeNamed(knownText(merge)),
      });
    }
    return found;
  }

  private *includedBy(block: Declared<Block>): Evaluation<TerragruntConfig | 'itself' | undefined> {
    const from = argumentIn(block, 'path');
    const typed = from && knownText(yield* this.valueOfAttribute(from));
    if (from === undefined || typed === undefined) return undefined;
    const place = placeOfValue(from);
    const path = pathIn(this.folder, typed);
    const file = this.open(typed);
    if (path === undefined || file === undefined) {
      this.work.report(place, missingFile(typed), missingReason(typed));
      return undefined;
    }
    if (path === this.place) {
      this.work.report(
        place,
        'This file includes itself here, so mailtxt does not follow this include.',
        null,
      );
      return 'itself';
    }
    if (!this.work.spend(CONFIG_COST, () => place)) return undefined;
    return new TerragruntConfig(this.run, { file, place: path, child: this });
  }

  private *argument(block: Declared<Block>, name: string): Evaluation<Value | undefined> {
    const attribute = argumentIn(block, name);
    return attribute && (yield* this.valueOfAttribute(attribute));
  }

  *includedFolders(): Evaluation<ReadonlyMap<string, string>> {
    const folders = new Map<string, string>();
    for (const { name, config } of yield* this.includes())
      if (config !== undefined) folders.set(name, config.folder);
    return folders;
  }

  /** The values that it sets for the variables of the module, with those of the included files. */
  inputs(): Evaluation<InputLayers> {
    return this.kept.keep<InputLayers>(
      'inputs',
      () => [unknown(`${this.address}inputs`)],
      () => this.mergeInputs(),
    );
  }

  /** Whether its inputs are being evaluated: a unit that they depend on cannot depend on them. If so, this is reported. */
  isInCircle(): boolean {
    const { inputs } = this.file;
    if (!this.kept.isOpen('inputs')) return false;
    const message = 'These inputs depend on outputs of units that depend on this one, so they are unknown.';
    if (inputs !== undefined)
      this.work.report(workPlaceOf(inputs.site, inputs.what.nameRange), message, null);
    return true;
  }

  private *mergeInputs(): Evaluation<InputLayers> {
    const { inputs } = this.file;
    let layers: InputLayers =
      inputs === undefined
        ? []
        : yield* layersOf(expressionOf(inputs.what.expression, inputs.site), this.scopeAt(inputs.site));
    // The last include wins, and each is merged in its own way with those that win over it.
    for (const { config, merge, name } of [...(yield* this.includes())].reverse()) {
      if (merge === 'no_merge') continue;
      const weaker: InputLayers =
        config === undefined ? [unknown(`${this.address}include.${name}.inputs`)] : yield* config.inputs();
      if (merge === 'deep') {
        const steps = [...weaker, ...layers].reduce((sum, layer) => sum + inputSteps(layer), 0);
        if (!this.work.spend(steps, () => this.startPlace)) return [unknown(`${this.address}inputs`)];
        layers = mergeDeep(weaker, layers);
      } else layers = [...weaker, ...layers];
    }
    return layers;
  }

  /** The `terraform` block with the source of the module: its own, or that of the last included file that has one. */
  *sourceOfModule(): Evaluation<TypedSource | undefined> {
    for (const block of this.file.blocks('terraform')) {
      const at = argumentIn(block, 'source');
      if (at !== undefined) return { config: this, block, at };
    }
    for (const { config, merge } of [...(yield* this.includes())].reverse()) {
      const found = merge === 'no_merge' ? undefined : yield* config?.sourceOfModule() ?? nothing();
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The block of a dependency, in the file or in one that it includes. */
  private *dependencyBlock(
    name: string,
  ): Evaluation<{ readonly config: TerragruntConfig; readonly block: Declared<Block> } | undefined> {
    const block = this.file.block('dependency', name);
    if (block !== undefined) return { config: this, block };
    for (const { config } of [...(yield* this.includes())].reverse()) {
      const found = yield* config?.dependencyBlock(name) ?? nothing();
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The names of dependencies, including those of included files. */
  *dependencyFolders(): Evaluation<ReadonlySet<string>> {
    const folders = new Set<string>();
    for (const block of this.file.blocks('dependency')) {
      const path = knownText(yield* this.argument(block, 'config_path'));
      const folder = path === undefined ? undefined : pathIn(this.unitFolder, path);
      if (folder !== undefined) folders.add(folder);
    }
    for (const { config } of yield* this.includes())
      for (const folder of yield* config?.dependencyFolders() ?? NO_FOLDERS()) folders.add(folder);
    return folders;
  }

  /** What other files see of it: `locals`, `inputs`, `dependency`, `terraform`. Each is evaluated when it is needed. */
  asValue(reference: string): ResourceValue {
    return {
      kind: 'resource',
      type: 'terragrunt',
      reference,
      argument: (name) => this.part(name),
    };
  }

  /** `locals`, `inputs`, …; `undefined`: it has no such part. */
  part(name: string): Evaluation<Value | undefined> {
    return this.kept.keep<Value | undefined>(
      `part ${name}`,
      () => undefined,
      () => this.readPart(name),
    );
  }

  private *readPart(name: string): Evaluation<Value | undefined> {
    switch (name) {
      case 'locals':
        return yield* this.locals();
      case 'inputs':
        return inputsValue(yield* this.inputs(), `${this.address}inputs`);
      case 'terraform': {
        const found = yield* this.sourceOfModule();
        return found && objectOf({ source: yield* found.config.valueOfAttribute(found.at) });
      }
      case 'dependency': {
        const blocks = this.file.blocks('dependency').map(({ what }) => nameOf(what));
        return mapValueOf(blocks.map((key) => ({ key: untraced(key), value: this.dependency(key) })));
      }
      default:
        return undefined;
    }
  }

  private locals(): Evaluation<Value> {
    const all = function* (this: TerragruntConfig): Evaluation<Value> {
      const entries: MapEntry[] = [];
      for (const name of this.file.locals.keys()) {
        if (this.work.isPauseDue) yield;
        entries.push({ key: untraced(name), value: yield* this.local(name) });
      }
      return mapValueOf(entries);
    };
    return this.kept.keep<Value>(
      'locals',
      () => unknown(`${this.address}locals`),
      () => all.call(this),
    );
  }

  local(name: string): Evaluation<Value> {
    const reference = `${this.address}local.${name}`;
    const declared = this.file.locals.get(name);
    return this.kept.keep<Value>(
      `local.${name}`,
      () => unknown(reference),
      () => (declared === undefined ? missing(reference) : this.valueOfAttribute(declared)),
    );
  }

  variable(name: string): Evaluation<Value> {
    return missing(`${this.address}var.${name}`);
  }

  call(name: string): Evaluation<Value> {
    return missing(`${this.address}module.${name}`);
  }

  /** What is parsed as a resource in an expression is one of Terragrunt's names: `include.root`, `dependency.vpc`. */
  *resource(kind: 'resource' | 'data', type: string, name: string): Evaluation<Value> {
    const reference = `${this.address}${type}.${name}`;
    if (kind === 'data') return unknown(reference);
    switch (type) {
      case 'include':
        return (yield* this.includedNamed(name, reference)) ?? unknown(reference);
      case 'dependency':
        return this.dependency(name);
      case 'feature': {
        const block = this.file.block('feature', name);
        const value = block && (yield* this.argument(block, 'default'));
        return value === undefined ? unknown(reference) : objectOf({ value });
      }
      default:
        return unknown(reference);
    }
  }

  /** `include.name`; or, for a block without a name, `include.locals`. */
  private *includedNamed(name: string, reference: string): Evaluation<Value | undefined> {
    const all = yield* this.includes();
    const named = all.find((one) => one.name === name);
    if (named !== undefined) return named.isExposed ? named.config?.asValue(reference) : undefined;
    const bare = all.find((one) => one.name === '');
    return bare?.isExposed === true ? yield* bare.config?.part(name) ?? nothing() : undefined;
  }

  private dependency(name: string): ResourceValue {
    const reference = `${this.address}dependency.${name}`;
    return {
      kind: 'resource',
      type: 'dependency',
      reference,
      argument: (part) =>
        part === 'outputs' || part === 'inputs' ? this.ofDependency(name, part) : nothing(),
    };
  }

  /** The values of another unit. `mock_outputs` are placeholders for plans, so their values do not show what is published. */
  private *ofDependency(name: string, part: 'outputs' | 'inputs'): Evaluation<Value | undefined> {
    const found = yield* this.dependencyBlock(name);
    const from = found && argumentIn(found.block, 'config_path');
    if (found === undefined || from === undefined) return undefined;
    const path = knownText(yield* found.config.valueOfAttribute(from));
    const folder = path === undefined ? undefined : pathIn(this.unitFolder, path);
    return folder === undefined ? undefined : yield* this.run.units[part](folder);
  }

  ownFunction(
    name: string,
    values: readonly Value[],
    call: OwnCall,
  ): Evaluation<Value | undefined> | undefined {
    return TERRAGRUNT_FUNCTIONS[name]?.(this, values, call);
  }

  /** The file, and those for which it is read. */
  private *readers(): Iterable<TerragruntConfig> {
    yield this;
    const next = this.child ?? this.reader;
    if (next !== undefined) yield* next.readers();
  }

  *readConfig(name: string, call: OwnCall): Evaluation<Value | undefined> {
    const path = pathIn(this.folder, name);
    const file = this.open(name);
    if (path === undefined || file === undefined) return undefined;
    const readers = [...this.readers()];
    if (readers.some(({ place }) => place === path)) {
      this.work.report(
        call.at(),
        'This file reads itself here, so the values that it reads are unknown.',
        null,
      );
      return undefined;
    }
    if (readers.length > MAX_TERRAGRUNT_DEPTH) {
      this.work.report(
        call.at(),
        `mailtxt does not read files more than ${MAX_TERRAGRUNT_DEPTH} levels deep.`,
      );
      return undefined;
    }
    return yield* this.kept.keep<Value | undefined>(
      `read ${path}`,
      () => undefined,
      () => this.configAt(file, path, call),
    );
  }

  private *configAt(file: SourceFile, path: string, { at }: OwnCall): Evaluation<Value | undefined> {
    if (!this.work.spend(CONFIG_COST, at)) return undefined;
    this.run.world.reliesOnFile(file.path);
    return new TerragruntConfig(this.run, { file, place: path, reader: this }).asValue(
      `${this.address}${path}`,
    );
  }

  open(name: string): SourceFile | undefined {
    return this.run.readFile(this.folder, name);
  }

  // Terraform's functions are called in the folder of the file.
  path(name: string): string | undefined {
    return name === 'root' || name === 'cwd' ? this.folder : undefined;
  }

  dataOfFile(
    format: string,
    path: string,
    read: () => Evaluation<Value | undefined>,
  ): Evaluation<Value | undefined> {
    return this.run.dataOfFile(format, path, read);
  }

  isDocument(path: string): boolean {
    return this.run.world.isDocument(path);
  }

  readFile(name: string): SourceFile | undefined {
    return this.open(name);
  }

  isTooLarge(name: string): boolean {
    return this.run.world.isTooLarge(this.run.originOf(this.folder), name);
  }

  listFolder(name: string): FolderContent | undefined {
    return this.run.listFolder(this.folder, name);
  }

  reliesOnFolder(name: string, pattern: string): void {
    this.run.world.reliesOnFolder(this.folder, name, pattern);
  }
}

function mergeNamed(name: string | undefined): Included['merge'] {
  return name === 'deep' || name === 'no_merge' ? name : 'shallow';
}

function objectOf(attributes: Readonly<Record<string, Value>>): Value {
  return mapValueOf(Object.entries(attributes).map(([name, value]) => ({ key: untraced(name), value })));
}

function* missing(reference: string): Evaluation<Value> {
  return unknown(reference);
}

function* nothing(): Evaluation<undefined> {
  // There is nothing to evaluate.
}

function* NO_FOLDERS(): Evaluation<ReadonlySet<string>> {
  return new Set();
}
