import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import { SOURCE_RESOURCES } from '../providers/source-table.ts';
import { RECORD_RESOURCES } from '../providers/table.ts';
import { parseJson } from '../../../data/json-syntax.ts';
import type { JsonMember, JsonNode } from '../../../data/json-syntax.ts';
import type { SyntaxFault } from '../../../text/syntax-fault.ts';
import { modulePrefix, parseAddress, parseModuleAddress, suffixOfKey } from './address.ts';
import type { AddressStep, InstanceKey } from './address.ts';
import { holdsTrue, memberIn, propertyOf, nodesIn, textOf, valueAt } from './json.ts';

/** An instance of a resource or a data source in a plan or a state. */
export interface PlannedResource {
  /** The address used in the evaluation of a configuration, without the folder: `module.a["x"].aws_eip.b[0]`. */
  readonly address: string;
  readonly modules: readonly AddressStep[];
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly key: InstanceKey;
  /** The source address of its provider; `undefined` if the plan does not say. */
  readonly provider: string | undefined;
  /** The whole resource, and the text that names it; offsets in the document. */
  readonly range: Range;
  readonly addressRange: Range;
  readonly values: JsonNode | undefined;
  readonly sensitive: JsonNode | undefined;
  /** The shape of the values with `true` for unknown ones; `undefined` if the plan does not show it. */
  readonly unknown: JsonNode | undefined;
}

/** The output of `terraform show -json`. */
export interface Plan {
  /** `undefined`: it has neither the values of a plan nor those of a state. */
  readonly kind: 'plan' | 'state' | undefined;
  readonly version: string | undefined;
  readonly versionRange: Range;
  /** The resources whose types matter, in the order of the text. */
  readonly resources: readonly PlannedResource[];
  /** Data sources, and resources of the state that the plan was made from: they describe zones. */
  readonly before: readonly PlannedResource[];
  /** The modules that have resources, each by the calls on the way to it. */
  readonly modules: readonly (readonly AddressStep[])[];
  /** Whether a resource that is missing from it does not exist: no part of the configuration was left out. */
  readonly isWhole: boolean;
  readonly configuration: JsonNode | undefined;
  readonly variables: JsonNode | undefined;
  /** The first fault in the syntax: nothing after it is read. */
  readonly fault: SyntaxFault | undefined;
}

/**
 * Values of one plan that are kept: those of resources that are not records, and of the prior state, are skipped. A plan with
 * 10,000 records has about 500,000.
 */
export const MAX_PLAN_VALUES = 2_000_000;

/** Whether the values of such resources are read: types that make records, send mail or may be a zone. */
export function isPlannedType(type: string): boolean {
  return RECORD_RESOURCES.has(type) || SOURCE_RESOURCES.has(type) || /zone|domain|dns/.test(type);
}

/** Reads a plan or a state up to its first fault. Never throws. */
export function readPlan(text: string): Plan {
  const { root, faults } = parseJson(text, MAX_PLAN_VALUES, isPassedOver);
  const [fault] = faults;
  const version = propertyOf(root, 'format_version');
  const isPlan = propertyOf(root, 'planned_values') !== undefined;
  const isState = !isPlan && propertyOf(root, 'values') !== undefined;
  const current = propertyOf(root, isPlan ? 'planned_values' : 'values');
  const changes = changesOf(root);
  const modules: (readonly AddressStep[])[] = [];
  const reading = { changes, isState, cutAt: fault?.range.start ?? Infinity, modules };
  const before: PlannedResource[] = [];
  const resources: PlannedResource[] = [];
  collect(
    valueAt(root, 'prior_state', 'values', 'root_module'),
    { ...reading, isState: true, modules: [] },
    before,
  );
  collect(propertyOf(current, 'root_module'), reading, resources);
  return {
    kind: isPlan ? 'plan' : isState ? 'state' : undefined,
    version: textOf(version),
    versionRange: version?.range ?? rangeOf(0, Math.min(1, text.length)),
    resources: resources.filter(({ mode }) => mode === 'managed'),
    before: [...resources.filter(({ mode }) => mode === 'data'), ...before],
    modules,
    isWhole: fault === undefined && holdsTrue(propertyOf(root, 'complete')),
    configuration: propertyOf(root, 'configuration'),
    variables: propertyOf(root, 'variables'),
    fault,
  };
}

const IGNORED = new Set([
  ...['resource_drift', 'deferred_changes', 'output_changes', 'relevant_attributes', 'checks'],
  ...['action_invocations', 'timestamp'],
]);
/** The members of a change that show which of its values are unknown. */
const OF_CHANGE = new Set(['actions', 'after_unknown', 'after_sensitive']);
const OF_MODULES = new Set(['planned_values', 'prior_state', 'values', 'root_module', 'child_modules']);
/** The members of a resource that may be large. */
const OF_RESOURCE = new Set(['values', 'sensitive_values', 'expressions', 'change']);

/** The parts of a plan that are not used. */
function isPassedOver(path: readonly string[], siblings: readonly JsonMember[]): boolean {
  const name = path.at(-1) ?? '';
  const [top = ''] = path;
  if (path.length === 1) return IGNORED.has(name);
  if (path.length === 2 && top === 'configuration') return name === 'provider_config';
  if (path.length === 3 && top === 'resource_changes' && path[1] === 'change') return !OF_CHANGE.has(name);
  return OF_RESOURCE.has(name) && isOfResource(path) && !isTypeWanted(siblings);
}

/** Whether the member is directly in a resource: attributes may have the same names. */
function isOfResource(path: readonly string[]): boolean {
  const [top = ''] = path;
  if (top === 'resource_changes') return path.length === 2;
  const parent = path.length - 2;
  if (path[parent] !== 'resources') return false;
  if (top !== 'configuration') return path.slice(0, parent).every((name) => OF_MODULES.has(name));
  // configuration.root_module, then module_calls.NAME.module for each level.
  return path[1] === 'root_module' && (parent - 2) % 3 === 0;
}

function isTypeWanted(siblings: readonly JsonMember[]): boolean {
  const type = textOf(memberIn(siblings, 'type')?.value);
  if (type !== undefined) return isPlannedType(type);
  const address = textOf(memberIn(siblings, 'address')?.value);
  const parsed = address === undefined ? undefined : parseAddress(address);
  return parsed === undefined || isPlannedType(parsed.type);
}

/** What a plan says about a resource in addition to its values. */
interface Change {
  readonly unknown: JsonNode | undefined;
  readonly sensitive: JsonNode | undefined;
}

/** By the address in the plan. */
function changesOf(root: JsonNode): ReadonlyMap<string, Change> {
  const changes = new Map<string, Change>();
  for (const one of nodesIn(propertyOf(root, 'resource_changes'))) {
    const address = textOf(propertyOf(one, 'address'));
    const change = propertyOf(one, 'change');
    // A replaced object that is still to be deleted has the same address.
    if (address === undefined || change === undefined || propertyOf(one, 'deposed') !== undefined) continue;
    const unknown = propertyOf(change, 'after_unknown');
    changes.set(address, { unknown, sensitive: propertyOf(change, 'after_sensitive') });
  }
  return changes;
}

interface Reading {
  readonly changes: ReadonlyMap<string, Change>;
  /** All values of a state are known. */
  readonly isState: boolean;
  /** What does not end before this offset is incomplete. */
  readonly cutAt: number;
  /** Filled by the reader. */
  readonly modules: (readonly AddressStep[])[];
}

/** Adds the resources of a module and of the modules that it calls. The JSON reader limits the depth of the text. */
function collect(module: JsonNode | undefined, reading: Reading, into: PlannedResource[]): void {
  const modules = parseModuleAddress(textOf(propertyOf(module, 'address')) ?? '');
  if (module === undefined || modules === undefined) return;
  reading.modules.push(modules);
  for (const node of nodesIn(propertyOf(module, 'resources'))) {
    const resource = resourceOf(node, modules, reading);
    if (resource !== undefined) into.push(resource);
  }
  for (const child of nodesIn(propertyOf(module, 'child_modules'))) collect(child, reading, into);
}

function resourceOf(
  node: JsonNode,
  modules: readonly AddressStep[],
  { changes, isState, cutAt }: Reading,
): PlannedResource | undefined {
  const type = textOf(propertyOf(node, 'type'));
  const name = textOf(propertyOf(node, 'name'));
  const values = propertyOf(node, 'values');
  const address = propertyOf(node, 'address');
  if (type === undefined || name === undefined || values === undefined || !isPlannedType(type))
    return undefined;
  if (node.range.end >= cutAt || propertyOf(node, 'deposed_key') !== undefined) return undefined;
  const index = propertyOf(node, 'index');
  const key = index?.kind === 'number' ? index.value : textOf(index);
  const mode = textOf(propertyOf(node, 'mode')) === 'data' ? 'data' : 'managed';
  const change = changes.get(textOf(address) ?? '');
  return {
    address: `${modulePrefix(modules)}${mode === 'data' ? 'data.' : ''}${type}.${name}${suffixOfKey(key)}`,
    modules,
    mode,
    type,
    name,
    key,
    provider: textOf(propertyOf(node, 'provider_name')),
    range: node.range,
    addressRange: address?.range ?? node.range,
    values,
    sensitive: propertyOf(node, 'sensitive_values') ?? change?.sensitive,
    unknown: isState ? NOTHING_UNKNOWN : change?.unknown,
  };
}

const NOTHING_UNKNOWN: JsonNode = { kind: 'object', members: [], range: rangeOf(0, 0) };
