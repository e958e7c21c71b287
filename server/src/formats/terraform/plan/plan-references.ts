import { MAX_MODULE_DEPTH } from '../evaluate/module-instance.ts';
import { nodesIn, propertyOf, textOf, valueAt } from './json.ts';
import type { JsonNode } from '../../../data/json-syntax.ts';
import { modulePrefix, stepsOf, suffixOfKey } from './address.ts';
import type { AddressStep, InstanceKey } from './address.ts';
import type { PlannedResource } from './read-plan.ts';

/** What an attribute refers to, as far as a plan shows it. */
export interface Referred {
  /** Equal for attributes that refer to the same thing. */
  readonly identity: string;
  readonly resource: PlannedResource | undefined;
  /** The path within the resource, with a leading dot; empty for the resource itself. */
  readonly attribute: string;
}

/**
 * Follows the references in the expressions of a configuration, as a plan lists them: values that are unknown until apply come
 * from other resources, which identify the zone of a record.
 */
export class PlanReferences {
  private readonly root: JsonNode | undefined;
  /** By the prefix of their module, and their type and name. */
  private readonly byBlock = new Map<string, PlannedResource[]>();
  /** The configuration of each module that was read, by its calls without keys. */
  private readonly modules = new Map<string, JsonNode | undefined>();
  private readonly expressions = new Map<JsonNode, ReadonlyMap<string, JsonNode>>();

  constructor(configuration: JsonNode | undefined, resources: readonly PlannedResource[]) {
    this.root = propertyOf(configuration, 'root_module');
    for (const resource of resources) {
      const key = blockKey(modulePrefix(resource.modules), resource);
      const known = this.byBlock.get(key);
      if (known === undefined) this.byBlock.set(key, [resource]);
      else known.push(resource);
    }
  }

  /** What an attribute of the resource refers to; `undefined`: the plan does not show it. */
  of(resource: PlannedResource, attribute: string): Referred | undefined {
    const module = this.moduleAt(resource.modules);
    const expressions = module && this.expressionsOf(module).get(blockName(resource));
    return this.follow(valueAt(expressions, attribute), resource.modules, resource.key, 0);
  }

  /** Whether the configuration has such a block in a module, `type.name`. */
  hasBlock(modules: readonly AddressStep[], block: string): boolean {
    const module = this.moduleAt(modules);
    return nodesIn(propertyOf(module, 'resources')).some(
      (one) => textOf(propertyOf(one, 'address')) === block,
    );
  }

  private follow(
    expression: JsonNode | undefined,
    modules: readonly AddressStep[],
    key: InstanceKey,
    depth: number,
  ): Referred | undefined {
    const references = nodesIn(propertyOf(expression, 'references')).map((one) => textOf(one) ?? '');
    const [first] = references;
    if (first === undefined || depth > MAX_MODULE_DEPTH * 2) return undefined;
    const steps = stepsOf(first) ?? [];
    const [head, second, third] = steps;
    const own = references.some((one) => one.startsWith('each.') || one.startsWith('count.'))
      ? key
      : undefined;
    const identity = `${modulePrefix(modules)}${first}${suffixOfKey(own)}`;
    const unresolved = { identity, resource: undefined, attribute: '' };
    if (head === undefined || second === undefined) return unresolved;
    if (head.name === 'var') {
      const call = modules.at(-1);
      const caller = this.moduleAt(modules.slice(0, -1));
      const given = call && valueAt(caller, 'module_calls', call.name, 'expressions', second.name);
      return this.follow(given, modules.slice(0, -1), call?.key, depth + 1) ?? unresolved;
    }
    if (head.name === 'module') {
      const called = [...modules, { name: second.name, key: second.key ?? own }];
      const output = third && valueAt(this.moduleAt(called), 'outputs', third.name, 'expression');
      return this.follow(output, called, undefined, depth + 1) ?? unresolved;
    }
    const [type, name] = head.name === 'data' ? [second, third] : [head, second];
    if (name === undefined) return unresolved;
    const block = `${head.name === 'data' ? 'data.' : ''}${type.name}.${name.name}`;
    const instances = this.byBlock.get(`${modulePrefix(modules)}${block}`) ?? [];
    const wanted = name.key ?? own;
    const found = instances.length === 1 ? instances[0] : instances.find((one) => one.key === wanted);
    if (found === undefined) return unresolved;
    const attribute = steps[steps.indexOf(name) + 1];
    return {
      identity: found.address,
      resource: found,
      attribute: attribute === undefined ? '' : `.${attribute.name}`,
    };
  }

  /** The configuration of a module, by the calls on the way to it. */
  private moduleAt(modules: readonly AddressStep[]): JsonNode | undefined {
    const key = modules.map(({ name }) => name).join('.');
    if (!this.modules.has(key)) {
      const module = modules.reduce((at, { name }) => valueAt(at, 'module_calls', name, 'module'), this.root);
      this.modules.set(key, module);
    }
    return this.modules.get(key);
  }

  /** The expressions of a module's resources, by their addresses. */
  private expressionsOf(module: JsonNode): ReadonlyMap<string, JsonNode> {
    let known = this.expressions.get(module);
    if (known === undefined) {
      known = new Map(
        nodesIn(propertyOf(module, 'resources')).flatMap((one) => {
          const address = textOf(propertyOf(one, 'address'));
          const expressions = propertyOf(one, 'expressions');
          return address === undefined || expressions === undefined ? [] : [[address, expressions] as const];
        }),
      );
      this.expressions.set(module, known);
    }
    return known;
  }
}

function blockName({ mode, type, name }: PlannedResource): string {
  return `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
}

function blockKey(prefix: string, resource: PlannedResource): string {
  return `${prefix}${blockName(resource)}`;
}
