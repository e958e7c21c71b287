import { attributeValueOf, placeOfValue } from '../evaluate/attribute-value.ts';
import type { Declared } from '../evaluate/declared.ts';
import type { Result } from '../evaluate/dependencies.ts';
import { ModuleInstance, withoutUser } from '../evaluate/module-instance.ts';
import type { ModuleSource } from '../evaluate/module-source.ts';
import { knownText } from '../evaluate/value.ts';
import type { Value } from '../evaluate/value.ts';
import type { Evaluation, WorkPlace } from '../evaluate/work.ts';
import type { ConfigurationRoot } from '../configuration.ts';
import { pathIn } from '../../../text/paths.ts';
import { shorten } from '../../../text/shorten.ts';
import type { Block } from '../syntax/body.ts';
import { TerragruntConfig } from './config.ts';
import { asVariable, inputOf, inputSteps } from './input-layers.ts';
import { moduleAddress } from './module-address.ts';
import type { ModuleAddress } from './module-address.ts';
import { UNIT_FILE, unitPathIn } from './recognize.ts';
import { TerragruntRun } from './run.ts';
import type { UnitValues } from './run.ts';
import { valuesOfUnit } from './stack.ts';
import type { StackUnit } from './stack.ts';

/** Where a unit is declared. */
export interface UnitPlace {
  /** The folder in which Terragrunt runs it. */
  readonly folder: string;
  /** The stack that makes it. */
  readonly stack?: UnitStack | undefined;
}

export interface UnitStack {
  readonly folder: string;
  /** All units that it makes. */
  readonly units: readonly StackUnit[];
}

/** The module that a unit runs. */
export interface UnitModule {
  readonly module: ModuleInstance;
  /** Its outputs are unknown. */
  readonly isStandIn: boolean;
}

interface FoundModule {
  readonly source: ModuleSource;
  readonly shownAt: Declared<Block> | undefined;
}

/** The source of a unit's module. */
export interface UnitSource {
  /** Where it is written; `undefined` for a unit without one, which runs the files in its folder. */
  readonly place: WorkPlace | undefined;
  readonly block: Declared<Block> | undefined;
  /** The source text; `undefined`: a part is unknown. */
  readonly typed: string | undefined;
  readonly address: ModuleAddress | undefined;
}

/** A Terragrunt unit: a module, and the inputs that it is run with. */
export class TerragruntUnit {
  private readonly run: TerragruntRun;
  private readonly place: UnitPlace;
  private readonly isChecked: boolean;

  /** `isChecked`: reports what cannot be read. */
  constructor(run: TerragruntRun, place: UnitPlace, isChecked: boolean) {
    this.run = run;
    this.place = place;
    this.isChecked = isChecked;
  }

  private get folder(): string {
    return this.place.folder;
  }

  /** The declarations in its file; `undefined` if there is none. */
  config(): Evaluation<TerragruntConfig | undefined> {
    return this.run.kept.keep<TerragruntConfig | undefined>(
      `config ${this.folder}`,
      () => undefined,
      () => this.readConfig(),
    );
  }

  private *readConfig(): Evaluation<TerragruntConfig | undefined> {
    const { run, folder } = this;
    const { stack } = this.place;
    const made = stack?.units.find(({ to }) => to === folder);
    const file = run.readFile(folder, UNIT_FILE);
    const place = pathIn(folder, UNIT_FILE);
    if (file === undefined || place === undefined) return undefined;
    const values = stack && made && (yield* valuesOfUnit(run, stack.folder, made));
    return new TerragruntConfig(run, { file, place, values });
  }

  /** The module with its inputs; `undefined` if it cannot be read, which is reported. */
  module(): Evaluation<UnitModule | undefined> {
    return this.run.kept.keep<UnitModule | undefined>(
      `module ${this.folder}`,
      () => undefined,
      (by) => this.makeModule(by),
    );
  }

  private *makeModule(by: Result): Evaluation<UnitModule | undefined> {
    const config = yield* this.config();
    const found = config && this.moduleOf(yield* this.sourceIn(config));
    if (config === undefined || found === undefined) return undefined;
    const { source, shownAt } = found;
    const module: ModuleInstance = new ModuleInstance({
      source,
      world: this.run.world,
      address: config.address,
      inputs: { get: (name) => () => this.input(config, module, name) },
      by,
      shownAt,
    });
    return { module, isStandIn: shownAt !== undefined };
  }

  /** The value that is set for a variable. A `terraform.tfvars` in the folder of the module wins over the unit. */
  private *input(
    config: TerragruntConfig,
    module: ModuleInstance,
    name: string,
  ): Evaluation<Value | undefined> {
    const given = module.source.given.get(name);
    if (given !== undefined) return yield* attributeValueOf(given, module.scopeAt(given.site));
    const value = inputOf(yield* config.inputs(), name, `${config.address}inputs`);
    if (value === undefined) return undefined;
    return module.work.spend(inputSteps(value), () => config.startPlace) ? asVariable(value) : undefined;
  }

  *source(): Evaluation<UnitSource | undefined> {
    const config = yield* this.config();
    return config && (yield* this.sourceIn(config));
  }

  private *sourceIn(config: TerragruntConfig): Evaluation<UnitSource> {
    const found = yield* config.sourceOfModule();
    if (found === undefined)
      return { place: undefined, block: undefined, typed: '.', address: { kind: 'local', path: '.' } };
    const typed = knownText(yield* found.config.valueOfAttribute(found.at));
    return {
      place: placeOfValue(found.at),
      block: found.block,
      typed,
      address: typed === undefined ? undefined : moduleAddress(typed),
    };
  }

  private moduleOf({ place, block, typed, address }: UnitSource): FoundModule | undefined {
    const { world } = this.run;
    if (typed === undefined || address === undefined) {
      this.report(place, 'The module of this unit was not read, because its source is unknown.', true);
      return undefined;
    }
    if (address.kind === 'local') {
      for (const folder of this.foldersOf(address.path)) {
        const source = world.moduleAt(folder, '.', '');
        if (source !== undefined) return { source, shownAt: undefined };
      }
      const shown = shorten(typed);
      const message = `The module of this unit (${shown}) is not in the workspace, so its records are not checked.`;
      this.report(place, message, false, shown);
      return undefined;
    }
    const standIn = world.standInFor(address.source);
    if (standIn !== undefined) return { source: standIn, shownAt: block };
    const shown = shorten(withoutUser(typed));
    const message = `The module of this unit (${shown}) was not read, because it is not in the workspace.`;
    this.report(place, message, true, shown);
    return undefined;
  }

  /** The folders that a path may refer to: for a unit that a stack copies, the original folder too. */
  foldersOf(path: string): readonly string[] {
    const folder = pathIn(this.folder, path);
    if (folder === undefined) return [];
    const origin = this.run.originOf(folder);
    const beside = pathIn(this.run.originOf(this.folder), path) ?? origin;
    return [...new Set([origin, beside])];
  }

  private report(
    place: WorkPlace | undefined,
    message: string,
    isListedOnly: boolean,
    subject?: string,
  ): void {
    // A dependency is reported where it is checked itself. A unit without a source may be a parent of others.
    if (!this.isChecked || place === undefined) return;
    const reason = { kind: 'module', ...(subject === undefined ? {} : { subject }) } as const;
    this.run.work.report(place, message, isListedOnly ? { ...reason, isListedOnly } : reason);
  }
}

/** The units that are evaluated together with one that is checked: those that it depends on. */
class OtherUnits implements UnitValues {
  private readonly run: TerragruntRun;
  private readonly stack: UnitStack | undefined;
  private readonly units = new Map<string, TerragruntUnit>();

  constructor(run: TerragruntRun, stack: UnitStack | undefined) {
    this.run = run;
    this.stack = stack;
  }

  *outputs(folder: string): Evaluation<Value | undefined> {
    const unit = this.at(folder);
    if ((yield* unit.config())?.isInCircle() === true) return undefined;
    const made = yield* unit.module();
    return made === undefined || made.isStandIn ? undefined : yield* made.module.outputs();
  }

  *inputs(folder: string): Evaluation<Value | undefined> {
    const config = yield* this.at(folder).config();
    if (config?.isInCircle() === true) return undefined;
    return config && (yield* config.part('inputs'));
  }

  private at(folder: string): TerragruntUnit {
    let unit = this.units.get(folder);
    if (unit === undefined) {
      unit = new TerragruntUnit(this.run, { folder, stack: this.stack }, false);
      this.units.set(folder, unit);
    }
    return unit;
  }
}

/** The unit at a place, with all of its dependencies. */
export function createUnit(world: TerragruntRun['world'], place: UnitPlace): TerragruntUnit {
  const run = new TerragruntRun(world, (made) => new OtherUnits(made, place.stack), place.stack?.units);
  return new TerragruntUnit(run, place, true);
}

/** A unit as the root of a configuration. */
export function rootUnit(place: UnitPlace): ConfigurationRoot {
  return {
    folder: unitPathIn(place.folder),
    start: (world) => {
      const unit = createUnit(world, place);
      return function* () {
        return (yield* unit.module())?.module;
      };
    },
  };
}
