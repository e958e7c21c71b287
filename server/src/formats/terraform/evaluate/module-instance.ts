import { shorten } from '../../../text/shorten.ts';
import type { Attribute, Block } from '../syntax/body.ts';
import type { DeclarationAnchor } from './anchor.ts';
import { placeOfValue, attributeValueOf } from './attribute-value.ts';
import { attributeOf } from './access.ts';
import { providerAddress, providerNameOf } from './required-provider.ts';
import { argumentIn, argumentsIn, blocksIn, lengthOf } from './declared.ts';
import type { Declared } from './declared.ts';
import type { Dependencies, Result } from './dependencies.ts';
import { evaluate } from './evaluate.ts';
import { instancesOf, instancesWithKeys } from './instances.ts';
import type { Instance } from './instances.ts';
import { KeptResults } from './kept-results.ts';
import { expressionOf, inputName, isLocalSource, OUTPUT_NAMES, placeInput } from './module-source.ts';
import type { ModuleSource } from './module-source.ts';
import type { PlannedValues } from './planned.ts';
import { derivedAttribute, isHandle } from './resource-attributes.ts';
import { NOTHING_BOUND, workPlaceOf } from './scope.ts';
import type { FolderContent, ModuleNames, Scope, Site, SourceFile } from './scope.ts';
import { untraced } from './traced-text.ts';
import { converted } from './type-conversion.ts';
import {
  listValue,
  mapValueOf,
  keyOf,
  knownText,
  NULL_VALUE,
  shortReference,
  toBoolean,
  toText,
  unknown,
} from './value.ts';
import type { MapEntry, ResourceValue, Value } from './value.ts';
import { shownAt } from './work.ts';
import type { Budget, Evaluation, Work, WorkPlace } from './work.ts';

/** The environment of modules: their files, and how much work is allowed. */
export interface ModuleWorld {
  readonly work: Work;
  readonly dependencies: Dependencies;
  /** The value that the run sets for a variable of the root module, in addition to the module's own files. */
  given(name: string): Declared<Attribute> | undefined;
  /** `terraform.workspace`; `undefined`: unknown. */
  readonly workspace: string | undefined;
  /** The values of the run's plan, if there is one. */
  readonly planned: PlannedValues | undefined;
  /** The module in a folder that a call names, relative to the folder of the caller. */
  moduleAt(folder: string, source: string, call: string): ModuleSource | undefined;
  /** The stand-in for a module that a call names and whose files are not available. */
  standInFor(source: string): ModuleSource | undefined;
  /** The current computation depends on the text of a file that was read. */
  reliesOnFile(path: string): void;
  /** Whether problems can be shown in the document at the path. */
  isDocument(path: string): boolean;
  /** A file that is named in a module in that folder. */
  readFile(folder: string, name: string): SourceFile | undefined;
  /** Whether such a file exists but is not read because of its size. */
  isTooLarge(folder: string, name: string): boolean;
  /** The content of a folder that is named in such a module. */
  listFolder(folder: string, name: string): FolderContent | undefined;
  /** The current computation depends on which files are in the folder. */
  reliesOnFolder(folder: string, name: string, pattern: string): void;
}

/** The values that a caller sets for the variables of a module. */
export interface ModuleInputs {
  /** `undefined`, for a variable or as its value: the default is used. */
  get(name: string): (() => Evaluation<Value | undefined>) | undefined;
}

/** Nesting depth of modules. */
export const MAX_MODULE_DEPTH = 16;
/** Steps: a use of a module takes some memory, whatever it contains. */
const MODULE_COST = 80;
/** Steps: every kept result takes some memory, even if nothing else is computed for it. */
const KEPT_COST = 2;

/** One use of a module: the values of its names for its inputs. A result is kept until something that it depends on changes. */
export class ModuleInstance implements ModuleNames {
  readonly source: ModuleSource;
  readonly address: string;
  private readonly world: ModuleWorld;
  /** The values that the caller sets; `undefined` for a root module. */
  private readonly inputs: ModuleInputs | undefined;
  private readonly parent: ModuleInstance | undefined;
  private readonly root: ModuleInstance;
  /** The call of the module that a stand-in replaces: what the stand-in makes is shown there. */
  readonly shownAt: Declared<Block> | undefined;
  private readonly level: number;
  /** The call on which all of this use depends. */
  private readonly by: Result | undefined;
  private readonly results: KeptResults;
  private budget: { readonly of: Work; readonly is: Budget } | undefined;

  constructor(options: {
    readonly source: ModuleSource;
    readonly world: ModuleWorld;
    readonly address: string;
    readonly inputs?: ModuleInputs;
    readonly parent?: ModuleInstance;
    readonly by?: Result;
    readonly shownAt?: Declared<Block> | undefined;
  }) {
    this.source = options.source;
    this.world = options.world;
    this.results = new KeptResults(options.world.dependencies);
    this.address = options.address;
    this.inputs = options.inputs;
    this.parent = options.parent;
    this.by = options.by;
    this.shownAt = options.shownAt;
    this.root = options.parent?.root ?? this;
    this.level = options.parent === undefined ? 0 : options.parent.level + 1;
  }

  get work(): Budget {
    const { work } = this.world;
    if (this.shownAt === undefined) return work;
    if (this.budget?.of !== work) {
      const { what, site } = this.shownAt;
      this.budget = { of: work, is: shownAt(work, workPlaceOf(site, what.typeRange)) };
    }
    return this.budget.is;
  }

  /** The folder of the root module: resources of different root modules are unrelated. */
  get rootFolder(): string {
    return this.root.source.folder;
  }

  /** The current computation depends on the position of something in the document. */
  reliesOnPlace({ id }: DeclarationAnchor): void {
    this.world.dependencies.read(placeInput(id));
  }

  scopeAt(site: Site): Scope {
    return { module: this, site, bound: NOTHING_BOUND };
  }

  /** Computes something once; meanwhile its value is `circle`. `input`: the declaration that it is the value of. */
  keep<T>(
    key: string,
    circle: () => T,
    how: (result: Result) => Evaluation<T>,
    input?: string,
  ): Evaluation<T> {
    return this.results.keep(key, circle, (result) => {
      const { dependencies } = this.world;
      if (this.by !== undefined) dependencies.use(this.by);
      // A second resource with the same name changes together with the first.
      if (input !== undefined)
        dependencies.read(inputName(this.source.folder, input.replace(/ \(\d+\)$/, '')));
      return how(result);
    });
  }

  /** What `keep` would return for the key without computing anything; `undefined` if something must be computed. */
  kept(key: string): unknown {
    return this.results.atHand(key);
  }

  private once(key: string, how: () => Evaluation<Value>, input = key): Evaluation<Value> {
    return this.keep(key, () => unknown(`${this.address}${key}`), how, input);
  }

  local(name: string): Evaluation<Value> {
    return this.once(`local.${name}`, () => this.valueOfLocal(name));
  }

  private *valueOfLocal(name: string): Evaluation<Value> {
    const declared = this.source.locals.get(name);
    if (declared === undefined) return unknown(`${this.address}local.${name}`);
    return yield* attributeValueOf(declared, this.scopeAt(declared.site));
  }

  variable(name: string): Evaluation<Value> {
    const key = `var.${name}`;
    const circle = (): Value => unknown(`${this.address}${key}`);
    return this.keep(key, circle, (result) => this.valueOfVariable(name, result), key);
  }

  private *valueOfVariable(name: string, result: Result): Evaluation<Value> {
    const missing = unknown(`${this.address}var.${name}`);
    const declared = this.source.variables.get(name);
    if (declared === undefined) return missing;
    const scope = this.scopeAt(declared.site);
    const input = yield* this.inputs?.get(name)?.() ?? nothing();
    const given =
      this.inputs === undefined ? (this.world.given(name) ?? this.source.given.get(name)) : undefined;
    const typed = given ?? argumentIn(declared, 'default');
    // Files of values that Terraform loads automatically win over the values in the plan, or the plan is older.
    const planned =
      this.inputs === undefined && given === undefined ? this.world.planned?.variable(name) : undefined;
    if (this.inputs === undefined) {
      const { labels, typeRange } = declared.what;
      const at = workPlaceOf(declared.site, labels[0]?.range ?? typeRange);
      this.world.dependencies.variableRead(result, {
        name,
        at,
        hasValue: typed !== undefined || planned !== undefined,
      });
    }
    if (input === undefined && typed === undefined && planned === undefined) return missing;
    let value = input ?? (typed && (yield* attributeValueOf(typed, scope)));
    // An equal value from the source has characters in a file.
    if (planned !== undefined && (value === undefined || keyOf(value) !== keyOf(planned))) value = planned;
    if (value?.kind === 'null' && !(yield* isNullable(declared, scope))) {
      const otherwise = argumentIn(declared, 'default');
      value = otherwise && (yield* attributeValueOf(otherwise, scope));
    }
    const type = argumentIn(declared, 'type');
    if (value === undefined || type === undefined) return value ?? missing;
    return yield* converted(value, expressionOf(type.what.expression, type.site), scope, evaluate);
  }

  call(name: string): Evaluation<Value> {
    return this.once(`module.${name}`, () => this.valueOfCall(name));
  }

  private *valueOfCall(name: string): Evaluation<Value> {
    const reference = `${this.address}module.${name}`;
    const declared = this.source.calls.get(name);
    const called = yield* this.called(name);
    // A stand-in for a module says nothing about its outputs.
    const isKnown = called?.every(({ isStandIn }) => !isStandIn) === true;
    if (declared === undefined || called === undefined || !isKnown) return unknown(reference);
    const made: { readonly instance: Instance; readonly value: Value }[] = [];
    for (const { instance, module } of called) made.push({ instance, value: yield* module.outputs() });
    return byKey(declared, made, reference);
  }

  /** The uses of a module that a `module` block makes; `undefined` if its source is not available. */
  called(name: string): Evaluation<readonly Called[] | undefined> {
    return this.keep(
      `called ${name}`,
      () => undefined,
      (result) => this.makeCalled(name, result),
      `module.${name}`,
    );
  }

  /** Whether this use of a module is a use of that module, or is within one. */
  private isWithin(source: ModuleSource): boolean {
    return this.source === source || this.parent?.isWithin(source) === true;
  }

  private *makeCalled(name: string, by: Result): Evaluation<readonly Called[] | undefined> {
    const declared = this.source.calls.get(name);
    if (declared === undefined) return undefined;
    const from = argumentIn(declared, 'source');
    if (from === undefined) return undefined;
    const source = knownText(yield* attributeValueOf(from, this.scopeAt(declared.site)));
    const atHand = source === undefined ? undefined : this.world.moduleAt(this.source.folder, source, name);
    const standIn = source === undefined || atHand !== undefined ? undefined : this.world.standInFor(source);
    const module = atHand ?? standIn;
    const place = placeOfValue(from);
    if (module === undefined) {
      if (this.planned?.hasModule(this.addressInPlan(`module.${name}`)) === true) return undefined;
      const shown = source === undefined ? undefined : shorten(withoutUser(source));
      const called = `The module "${shorten(name)}"${shown === undefined ? '' : ` (${shown})`}`;
      // Other modules come from a registry or a repository, so there is no fault.
      if (source !== undefined && isLocalSource(source))
        this.work.report(place, `${called} is not in the workspace, so its records are not checked.`, {
          kind: 'module',
          subject: shown,
        });
      else {
        const why =
          source === undefined
            ? 'because its source is unknown'
            : 'because it is not in .terraform/modules. Run "terraform init"';
        this.work.report(place, `${called} was not read, ${why}.`, {
          kind: 'module',
          subject: shown,
          isListedOnly: true,
        });
      }
      return undefined;
    }
    if (this.isWithin(module)) {
      this.work.report(place, 'This module calls itself here, so mailtxt does not follow this call.', null);
      return undefined;
    }
    if (this.level >= MAX_MODULE_DEPTH) {
      this.work.report(place, `mailtxt does not follow modules more than ${MAX_MODULE_DEPTH} levels deep.`);
      return undefined;
    }
    // A module from a registry or a repository cannot be changed in this workspace.
    const isElsewhere = standIn !== undefined || (source !== undefined && !isLocalSource(source));
    const uses: Called[] = [];
    const given = argumentsIn(declared);
    for (const instance of yield* this.instances(`module.${name}`, declared)) {
      if (!this.work.spend(MODULE_COST + given.length, () => place)) break;
      if (this.work.isPauseDue) yield;
      const inputs = new Map<string, () => Evaluation<Value>>();
      for (const argument of given) {
        const { name: input } = argument.what;
        if (!META.has(input)) inputs.set(input, () => attributeValueOf(argument, instance.scope));
      }
      const address = shortReference(`${this.address}module.${name}${instance.suffix}.`);
      const { world } = this;
      const shownAt = this.shownAt ?? (isElsewhere ? declared : undefined);
      const child = new ModuleInstance({ source: module, world, address, inputs, parent: this, by, shownAt });
      uses.push({ instance, module: child, isStandIn: standIn !== undefined });
    }
    return uses;
  }

  /** An object with all outputs. */
  *outputs(): Evaluation<Value> {
    const entries: MapEntry[] = [];
    this.world.dependencies.read(inputName(this.source.folder, OUTPUT_NAMES));
    for (const [name, declared] of this.source.outputs) {
      const value = argumentIn(declared, 'value');
      if (!this.work.spend(KEPT_COST, () => workPlaceOf(declared.site, declared.what.typeRange))) break;
      if (this.work.isPauseDue) yield;
      if (value === undefined) continue;
      const worked = this.once(`output.${name}`, () => attributeValueOf(value, this.scopeAt(value.site)));
      entries.push({ key: untraced(name), value: yield* worked });
    }
    return mapValueOf(entries);
  }

  resource(kind: 'resource' | 'data', type: string, name: string): Evaluation<Value> {
    const key = `${kind === 'data' ? 'data.' : ''}${type}.${name}`;
    const declared = (kind === 'data' ? this.source.data : this.source.resources).get(`${type}.${name}`);
    return this.once(key, () => this.valueOfResource(key, type, declared));
  }

  private *valueOfResource(
    key: string,
    type: string,
    declared: Declared<Block> | undefined,
  ): Evaluation<Value> {
    const reference = `${this.address}${key}`;
    if (declared === undefined) return unknown(reference);
    const instances = yield* this.instances(key, declared);
    return byKey(
      declared,
      instances.map((instance) => ({
        instance,
        value: this.resourceValue(declared, instance, type, `${reference}${instance.suffix}`, key),
      })),
      reference,
    );
  }

  private resourceValue(
    declared: Declared<Block>,
    { scope }: Instance,
    type: string,
    reference: string,
    key: string,
  ): ResourceValue {
    const { planned } = this;
    const planAddress = reference.slice(this.rootFolder.length + 1);
    return {
      kind: 'resource',
      type,
      reference,
      argument: (name) => {
        // Its block is searched each time.
        const looking = Math.floor(lengthOf(declared) / CHARACTERS_PER_LOOK);
        if (looking > 0) this.work.spend(looking, () => workPlaceOf(declared.site, declared.what.typeRange));
        // A user of the resource already depends on its block: an argument that is not in the block needs no result of its own.
        const argument = derivedAttribute(type, name)?.argument ?? name;
        if (isHandle(type, name)) return nothing();
        if (!isDeclared(declared, argument))
          return planned === undefined ? nothing() : valueAtHand(planned.nameOf(planAddress, name));
        return this.keep<Value | undefined>(
          `${reference}.${name}`,
          () => unknown(`${reference}.${name}`),
          () => this.valueOfArgument(declared, scope, type, name, planAddress),
          key,
        );
      },
    };
  }

  private *valueOfArgument(
    declared: Declared<Block>,
    scope: Scope,
    type: string,
    name: string,
    planAddress: string,
  ): Evaluation<Value | undefined> {
    const derived = derivedAttribute(type, name);
    const argument = (of: string): Evaluation<Value | undefined> => argumentOf(declared, of, scope);
    const at = (): WorkPlace => workPlaceOf(declared.site, declared.what.typeRange);
    const value =
      derived?.derive === undefined
        ? yield* argument(derived?.argument ?? name)
        : yield* derived.derive({ argument, scope, at }, evaluate);
    if (value === undefined) return undefined;
    const spend = (steps: number): boolean => this.work.spend(steps, at);
    const filled = this.planned?.filled(planAddress, name, value, spend) ?? value;
    return filled.kind === 'null' ? undefined : filled;
  }

  /** The instances that `count` and `for_each` make from a block. */
  instances(key: string, declared: Declared<Block>): Evaluation<readonly Instance[]> {
    return this.keep<readonly Instance[]>(
      `instances ${key}`,
      () => [],
      () => this.instancesInPlan(key, declared),
      key,
    );
  }

  /** The instances in the plan, if the source does not determine them. */
  private *instancesInPlan(key: string, declared: Declared<Block>): Evaluation<readonly Instance[]> {
    const scope = this.scopeAt(declared.site);
    const address = `${this.address}${key}`;
    const found = yield* instancesOf(declared, scope, address);
    if (!found.some(({ isSymbolic, isConditional }) => isSymbolic || isConditional)) return found;
    const keys = this.planned?.keysOf(this.addressInPlan(key));
    return (keys && instancesWithKeys(declared, scope, address, keys)) ?? found;
  }

  /**
   * The provider of a resource as named in `required_providers`, `namespace/type` in lowercase; `undefined` if it is not named
   * there.
   */
  providerOf(type: string, declared: Declared<Block>): Evaluation<string | undefined> {
    const name = providerNameOf(type, declared);
    return this.keep(
      `provider ${name}`,
      () => undefined,
      () => this.sourceOfProvider(name),
      `provider.${name}`,
    );
  }

  private *sourceOfProvider(name: string): Evaluation<string | undefined> {
    const required = this.source.providers.get(name);
    if (required === undefined) return undefined;
    const value = yield* attributeValueOf(required, this.scopeAt(required.site));
    const source = value.kind === 'map' ? knownText(attributeOf(value, 'source')) : undefined;
    return source === undefined ? undefined : providerAddress(source);
  }

  /** The address of something in the module as a plan has it: without the folder of the root module. */
  addressInPlan(name: string): string {
    return `${this.address}${name}`.slice(this.rootFolder.length + 1);
  }

  get planned(): PlannedValues | undefined {
    return this.world.planned;
  }

  get workspace(): string | undefined {
    return this.world.workspace;
  }

  path(name: string): string | undefined {
    if (name === 'module') return this.source.folder;
    return name === 'root' || name === 'cwd' ? this.rootFolder : undefined;
  }

  isDocument(path: string): boolean {
    return this.world.isDocument(path);
  }

  dataOfFile(
    format: string,
    path: string,
    read: () => Evaluation<Value | undefined>,
  ): Evaluation<Value | undefined> {
    const { root } = this;
    return root.keep<Value | undefined>(
      `${format} ${path}`,
      () => undefined,
      function* () {
        root.world.reliesOnFile(path);
        return yield* read();
      },
    );
  }

  readFile(name: string): SourceFile | undefined {
    return this.world.readFile(this.rootFolder, name);
  }

  isTooLarge(name: string): boolean {
    return this.world.isTooLarge(this.rootFolder, name);
  }

  listFolder(name: string): FolderContent | undefined {
    return this.world.listFolder(this.rootFolder, name);
  }

  reliesOnFolder(name: string, pattern: string): void {
    this.world.reliesOnFolder(this.rootFolder, name, pattern);
  }
}

/** Characters of a block that are searched in one step for an argument or a nested block. */
const CHARACTERS_PER_LOOK = 512;

/** Whether a block has such an argument, or nested blocks with that name. */
function isDeclared(declared: Declared<Block>, name: string): boolean {
  return argumentIn(declared, name) !== undefined || blocksIn(declared, name).length > 0;
}

/** Whether a variable may be null: https://developer.hashicorp.com/terraform/language/values/variables, `nullable`. */
function* isNullable(variable: Declared<Block>, scope: Scope): Evaluation<boolean> {
  const nullable = argumentIn(variable, 'nullable');
  return nullable === undefined || toBoolean(yield* attributeValueOf(nullable, scope)) !== false;
}

function* valueAtHand(value: Value | undefined): Evaluation<Value | undefined> {
  return value;
}

function* nothing(): Evaluation<undefined> {
  // There is nothing to evaluate.
}

/** An argument, or the blocks with that name as a list of objects. */
function* argumentOf(declared: Declared<Block>, name: string, scope: Scope): Evaluation<Value | undefined> {
  const attribute = argumentIn(declared, name);
  if (attribute !== undefined) return yield* attributeValueOf(attribute, scope);
  const blocks = blocksIn(declared, name).filter(({ what }) => what.type === name);
  if (blocks.length === 0) return undefined;
  const objects: Value[] = [];
  for (const block of blocks) {
    const entries: MapEntry[] = [];
    for (const inner of argumentsIn(block)) {
      entries.push({ key: untraced(inner.what.name), value: yield* attributeValueOf(inner, scope) });
    }
    objects.push(mapValueOf(entries));
  }
  return listValue(objects);
}

/** The source of a module without the user name and password that its URL may contain. */
export function withoutUser(source: string): string {
  return source.replace(/(:\/\/)[^/@]*@/, '$1');
}

export interface Called {
  readonly instance: Instance;
  readonly module: ModuleInstance;
  /** Its outputs are unknown. */
  readonly isStandIn: boolean;
}

/** Arguments of a `module` block that are not inputs. */
const META = new Set(['source', 'version', 'count', 'for_each', 'providers', 'depends_on']);

/** The value of a reference to a whole block: the instance itself, a list for `count`, a map for `for_each`. */
function byKey(
  declared: Declared<Block>,
  made: readonly { readonly instance: Instance; readonly value: Value }[],
  reference: string,
): Value {
  const isCounted = argumentIn(declared, 'count') !== undefined;
  const isRepeated = argumentIn(declared, 'for_each') !== undefined;
  const [first] = made;
  if (!isCounted && !isRepeated) return first?.value ?? NULL_VALUE;
  // The number of instances is unknown: what holds for this one holds for all.
  if (made.some(({ instance }) => instance.isSymbolic)) {
    const { value } = first ?? { value: NULL_VALUE };
    return value.kind === 'resource' ? unknown(reference, value) : unknown(reference);
  }
  if (isCounted) return listValue(made.map(({ value }) => value));
  if (made.some(({ instance: { key } }) => key === undefined || knownText(key) === undefined))
    return unknown(reference);
  return mapValueOf(
    made.flatMap(({ instance, value }) => {
      const key = instance.key && toText(instance.key);
      return key === undefined ? [] : [{ key, value }];
    }),
  );
}
