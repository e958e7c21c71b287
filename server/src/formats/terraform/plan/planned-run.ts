import type { PlannedKey, PlannedValues } from '../evaluate/planned.ts';
import type { ModuleProblem } from '../evaluate/work.ts';
import type { Value } from '../evaluate/value.ts';
import { RECORD_RESOURCES } from '../providers/table.ts';
import { NAME_ARGUMENTS } from '../providers/zones.ts';
import { modulePrefix, parseModuleAddress } from './address.ts';
import type { AddressStep } from './address.ts';
import { fillWithin } from '../evaluate/fill-unknown.ts';
import { holdsTrue, propertyOf, valueAt } from './json.ts';
import { PlanReferences } from './plan-references.ts';
import { problemsOf } from './plan-problems.ts';
import { PlanResources } from './plan-resources.ts';
import type { Plan, PlannedResource } from './read-plan.ts';
import { PlanValues } from './values.ts';

/** A plan in the folder of the module that it was made from: values that the module's texts do not determine come from it. */
export class PlannedRun implements PlannedValues {
  readonly path: string;
  readonly resources: PlanResources;
  /** The parts of the plan that cannot be read. */
  readonly problems: readonly ModuleProblem[];
  private readonly plan: Plan;
  private readonly values: PlanValues;
  private readonly references: PlanReferences;
  private readonly byAddress: ReadonlyMap<string, PlannedResource>;
  private readonly byCall: ReadonlyMap<string, readonly PlannedResource[]>;
  private readonly keys = new Map<string, Set<PlannedKey>>();

  /** `folder`: the folder of the module. */
  constructor(path: string, text: string, plan: Plan, folder: string) {
    this.path = path;
    this.plan = plan;
    this.problems = problemsOf(plan).map(({ message, range, unread }) => ({ path, message, range, unread }));
    this.resources = new PlanResources(path, text, plan, folder);
    this.values = new PlanValues(text);
    this.references = new PlanReferences(plan.configuration, []);
    // Planned values win over earlier ones.
    const all = [...plan.before, ...plan.resources];
    this.byAddress = new Map(all.map((resource) => [resource.address, resource]));
    this.byCall = byCallOf(plan.resources);
    for (const { modules, mode, type, name, key } of all) {
      this.addKey(`${modulePrefix(modules)}${mode === 'data' ? 'data.' : ''}${type}.${name}`, key);
    }
    for (const modules of plan.modules) {
      const call = modules.at(-1);
      if (call !== undefined)
        this.addKey(`${modulePrefix(modules.slice(0, -1))}module.${call.name}`, call.key);
    }
  }

  private addKey(block: string, key: PlannedKey): void {
    const known = this.keys.get(block);
    if (known === undefined) this.keys.set(block, new Set([key]));
    else known.add(key);
  }

  keysOf(block: string): readonly PlannedKey[] | undefined {
    const known = this.keys.get(block);
    if (known !== undefined) return [...known];
    const at = blockIn(block);
    // A module without resources is not in a plan, so the number of its instances is unknown.
    if (!this.plan.isWhole || at === undefined) return undefined;
    return this.references.hasBlock(at.modules, at.name) ? [] : undefined;
  }

  variable(name: string): Value | undefined {
    const node = valueAt(this.plan.variables, name, 'value');
    const declared = valueAt(this.plan.configuration, 'root_module', 'variables', name);
    if (node === undefined || holdsTrue(propertyOf(declared, 'sensitive'))) return undefined;
    return this.values.valueOf({ node, unknown: undefined }, `var.${name}`);
  }

  filled(address: string, attribute: string, value: Value, spend: (steps: number) => boolean): Value {
    const resource = this.byAddress.get(address);
    if (resource === undefined) return value;
    const isZone = RECORD_RESOURCES.get(resource.type)?.zone.includes(attribute) === true;
    // The referenced resource says more than its number.
    if (isZone && value.kind === 'unknown' && value.of !== undefined) return value;
    const filled = fillWithin(value, this.resources.attribute(resource, attribute), spend);
    return isZone ? this.resources.inZone(resource, filled) : filled;
  }

  nameOf(address: string, attribute: string): Value | undefined {
    const resource = NAME_ARGUMENTS.includes(attribute) ? this.byAddress.get(address) : undefined;
    const value = resource && this.resources.attribute(resource, attribute);
    return value?.kind === 'text' ? value : undefined;
  }

  blocks(address: string, name: string): Value | undefined {
    const resource = this.byAddress.get(address);
    const value = resource && this.resources.attribute(resource, name);
    return value?.kind === 'list' ? value : undefined;
  }

  hasModule(call: string): boolean {
    return this.byCall.has(call);
  }

  /** The resources that make records in the modules of a call, by the address of its block. */
  resourcesOf(call: string): readonly PlannedResource[] {
    return this.byCall.get(call) ?? [];
  }
}

function byCallOf(resources: readonly PlannedResource[]): ReadonlyMap<string, readonly PlannedResource[]> {
  const byCall = new Map<string, PlannedResource[]>();
  for (const resource of resources) {
    if (!RECORD_RESOURCES.has(resource.type)) continue;
    for (const [i, { name }] of resource.modules.entries()) {
      const call = `${modulePrefix(resource.modules.slice(0, i))}module.${name}`;
      const known = byCall.get(call);
      if (known === undefined) byCall.set(call, [resource]);
      else known.push(resource);
    }
  }
  return byCall;
}

/** The module and the name of a resource's block; `undefined` for a module call. */
function blockIn(
  block: string,
): { readonly modules: readonly AddressStep[]; readonly name: string } | undefined {
  const name = /(?:^|\.)((?:data\.)?[\w-]+\.[\w-]+)$/.exec(block)?.[1];
  if (name === undefined || name.startsWith('module.')) return undefined;
  const modules = parseModuleAddress(block.slice(0, Math.max(0, block.length - name.length - 1)));
  return modules && { modules, name };
}
