import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { finish } from '../../text/steps.ts';
import { argumentValueOf, placeOfValue } from './evaluate/attribute-value.ts';
import { sitesOf } from './evaluate/declared.ts';
import type { Declared } from './evaluate/declared.ts';
import { chargedElements } from './evaluate/elements.ts';
import type { Instance } from './evaluate/instances.ts';
import type { ModuleInstance } from './evaluate/module-instance.ts';
import type { ReadArgument, ReadBlock } from './evaluate/read-block.ts';
import { bind, workPlaceOf } from './evaluate/scope.ts';
import type { Scope, Site } from './evaluate/scope.ts';
import { inDocuments, untraced } from './evaluate/traced-text.ts';
import { elementsOf, knownText, mapValueOf, NULL_VALUE, unknown } from './evaluate/value.ts';
import type { Value } from './evaluate/value.ts';
import { MAX_COLLECTION_ELEMENTS } from './evaluate/work.ts';
import type { Evaluation, WorkPlace } from './evaluate/work.ts';
import { fillWithin } from './evaluate/fill-unknown.ts';
import type { ResourceItem, ResourceSource } from './providers/resource.ts';
import type { Attribute } from './syntax/body.ts';
import { rangeOfExpression } from './syntax/raw-range.ts';

/** A resource as its provider's reader sees it. */
export function resourceSource(options: {
  readonly type: string;
  readonly module: ModuleInstance;
  readonly block: ReadBlock;
  readonly name: string;
  readonly instance: Instance;
  readonly isConditional: boolean;
  /** The argument of the call with a list that has an object for each instance. */
  readonly list?: { readonly of: string; readonly items: number } | undefined;
}): ResourceSource {
  const { type, module, block: read, instance, list } = options;
  const { declared } = read;
  const shown = module.shownAt ?? declared;
  for (const { anchor } of sitesOf(shown)) module.reliesOnPlace(anchor);
  const { what: block, site } = shown;
  const label = block.labels[0]?.range ?? block.typeRange;
  const { path } = site.anchor;
  const address = `${module.address}${type}.${options.name}${instance.suffix}`;
  const { planned } = module;
  const planAddress = address.slice(module.rootFolder.length + 1);
  const at = (): WorkPlace => workPlaceOf(declared.site, declared.what.typeRange);
  const spend = (steps: number): boolean => module.work.spend(steps, at);
  const plan: PlannedParts | undefined = planned && {
    spend,
    filled: (name, value) => planned.filled(planAddress, name, value, spend),
    blocks: (name) => planned.blocks(planAddress, name),
  };
  return {
    ...itemOf(read, instance.scope, path, options.isConditional || instance.isConditional, plan),
    address,
    root: module.rootFolder,
    path,
    range: inDocument(block.range, site),
    labelRange: inDocument(label, site),
    isShownAtCall: module.shownAt !== undefined,
    instance: module.shownAt === undefined ? instance : module,
    object: list === undefined ? undefined : { ...list, item: Number(knownText(instance.key)) },
    isWholeBlock: module.shownAt === undefined && declared.overrides === undefined,
    placed: (text) => inDocuments(text, (anchor) => module.reliesOnPlace(anchor)),
  };
}

function inDocument(range: Range, { anchor, offset }: Site): Range {
  const base = anchor.at + offset;
  return rangeOf(range.start + base, range.end + base);
}

/** The plan's values of a resource, by the names of its arguments and blocks. */
interface PlannedParts {
  readonly spend: (steps: number) => boolean;
  readonly filled: (name: string, value: Value) => Value;
  readonly blocks: (name: string) => Value | undefined;
}

/** `path`: the document of the resource, to which ranges refer. */
function itemOf(
  block: ReadBlock,
  scope: Scope,
  path: string,
  isConditional: boolean,
  plan?: PlannedParts,
): ResourceItem {
  const values = new Map<string, Value | undefined>();
  const blocks = new Map<string, readonly ResourceItem[]>();
  function* evaluated(name: string, attribute: ReadArgument): Evaluation<Value | undefined> {
    const typed = yield* argumentValueOf(attribute, scope);
    const value = plan === undefined ? typed : plan.filled(name, typed);
    const given = value.kind === 'null' ? undefined : value;
    values.set(name, given);
    return given;
  }
  const argument = (name: string): Evaluation<Value | undefined> => {
    if (values.has(name)) return atHand(values.get(name));
    const attribute = block.argument(name);
    return attribute === undefined ? NOTHING : evaluated(name, attribute);
  };
  function* items(name: string): Evaluation<readonly ResourceItem[]> {
    const known = blocks.get(name) ?? (yield* itemsOf(name, block, scope, path, plan));
    blocks.set(name, known);
    return known;
  }
  return {
    isConditional,
    argument: (name) => finish(argument(name)),
    rangeOf: (name) => {
      const attribute = block.argument(name);
      return attribute && rangeOfValue(attribute, path);
    },
    placeOf: (name) => {
      const attribute = block.argument(name);
      return attribute && placeOfValue(attribute);
    },
    items: (name) => finish(items(name)),
    prepareArgument: argument,
    prepareItems: items,
  };
}

/** Where an attribute's expression is, if it is in the document. */
function rangeOfValue({ what, site }: Declared<Attribute>, path: string): Range | undefined {
  return site.anchor.path === path ? inDocument(rangeOfExpression(what.expression), site) : undefined;
}

/** The blocks with a name, those from `dynamic`, and the objects of an argument with that name. */
function* itemsOf(
  name: string,
  within: ReadBlock,
  scope: Scope,
  path: string,
  plan?: PlannedParts,
): Evaluation<readonly ResourceItem[]> {
  const items: ResourceItem[] = [];
  const { work } = scope.module;
  const blocks = within.blocks(name);
  const planned = plan?.blocks(name);
  for (const block of blocks) {
    const { what, site } = block.declared;
    const at = (): WorkPlace => workPlaceOf(site, what.typeRange);
    if (!work.spend(ITEM_COST, at)) break;
    if (work.isPauseDue) yield;
    if (what.type === name) {
      items.push(
        itemOf(block, scope, path, false, blocks.length === 1 ? partsOfOnly(plan, planned) : undefined),
      );
      continue;
    }
    const made = yield* dynamicItems(name, block, scope, path);
    const isKnown = made.every((item) => !item.isConditional);
    const known =
      isKnown || planned === undefined || blocks.length > 1
        ? made
        : objectItems(planned, blockRange(block, path));
    for (const item of known) items.push(item);
  }
  // In JSON, blocks are written as an argument: they must not be read twice.
  const attribute = items.length > 0 ? undefined : within.argument(name);
  if (attribute === undefined) return items;
  const typed = yield* argumentValueOf(attribute, scope);
  const value = plan === undefined ? typed : plan.filled(name, typed);
  return objectItems(value, rangeOfValue(attribute, path));
}

/** The parts of a single block; with several, it is unknown which is which. */
function partsOfOnly(plan: PlannedParts | undefined, blocks: Value | undefined): PlannedParts | undefined {
  const [only, ...others] = blocks?.kind === 'list' ? blocks.elements : [];
  if (plan === undefined || only?.kind !== 'map' || others.length > 0) return undefined;
  const { spend } = plan;
  return {
    spend,
    filled: (name, value) => {
      const known = only.entries.get(name)?.value;
      return known === undefined ? value : fillWithin(value, known, spend);
    },
    blocks: (name) => only.entries.get(name)?.value,
  };
}

function blockRange({ declared: { what, site } }: ReadBlock, path: string): Range | undefined {
  return site.anchor.path === path ? inDocument(what.range, site) : undefined;
}

/** The objects of a list or a map. An object in a map without a name has its key as the name. */
export function objectItems(value: Value, range: Range | undefined): readonly ResourceItem[] {
  if (value.kind !== 'list' && value.kind !== 'map') return [];
  return (elementsOf(value) ?? []).map(({ key, value: element }) => {
    const given = element.kind === 'map' ? element.entries : undefined;
    const argument = (name: string): Value | undefined =>
      given?.get(name)?.value ?? (name === 'name' && value.kind === 'map' ? key : undefined);
    const items = (name: string): readonly ResourceItem[] =>
      objectItems(given?.get(name)?.value ?? NULL_VALUE, range);
    return {
      isConditional: false,
      argument,
      rangeOf: () => range,
      placeOf: () => undefined,
      items,
      prepareArgument: (name) => atHand(argument(name)),
      prepareItems: (name) => atHand(items(name)),
    };
  });
}

/** An evaluation that takes no work. It is a separate object, since most arguments that a reader uses are known or not set. */
export function atHand<T>(value: T): Evaluation<T> {
  const done: IteratorResult<undefined, T> = { done: true, value };
  const evaluation: Evaluation<T> = {
    next: () => done,
    return: (given) => ({ done: true, value: given }),
    throw: (error) => {
      throw error;
    },
    [Symbol.iterator]: () => evaluation,
  };
  return evaluation;
}

const NOTHING = atHand(undefined);

function* dynamicItems(
  name: string,
  dynamic: ReadBlock,
  scope: Scope,
  path: string,
): Evaluation<readonly ResourceItem[]> {
  const { site } = dynamic.declared;
  const each = dynamic.argument('for_each');
  const content = dynamic.blocks('content')[0];
  if (each === undefined || content === undefined) return [];
  const named = dynamic.argument('iterator');
  const namedBy = named?.expression;
  const iterator =
    namedBy?.kind === 'variable'
      ? namedBy.name
      : ((named && knownText(yield* argumentValueOf(named, scope))) ?? name);
  const collection = yield* argumentValueOf(each, scope);
  const at = placeOfValue(each);
  const elements = collection.kind === 'null' ? [] : chargedElements(collection, scope.module.work, () => at);
  const bound = (key: Value, value: Value): Scope =>
    bind(scope, [
      [
        iterator,
        mapValueOf([
          { key: untraced('key'), value: key },
          { key: untraced('value'), value },
        ]),
      ],
    ]);
  if (elements === undefined) {
    const one = unknown(`@${site.anchor.id}.${iterator}`);
    return [itemOf(content, bound(one, one), path, true)];
  }
  if (elements.length > MAX_COLLECTION_ELEMENTS) {
    scope.module.work.report(
      at,
      `mailtxt does not evaluate more than ${MAX_COLLECTION_ELEMENTS} blocks one by one.`,
    );
    return [];
  }
  const items: ResourceItem[] = [];
  for (const { key, value } of elements) {
    if (!scope.module.work.spend(ITEM_COST, () => at)) break;
    items.push(itemOf(content, bound(key, value), path, false));
  }
  return items;
}

/** Steps for each item. */
const ITEM_COST = 10;
