import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { finish } from '../../text/steps.ts';
import { placeOfValue, attributeValueOf } from './evaluate/attribute-value.ts';
import { argumentIn, blocksIn, sitesOf } from './evaluate/declared.ts';
import type { Declared } from './evaluate/declared.ts';
import { chargedElements } from './evaluate/elements.ts';
import type { Instance } from './evaluate/instances.ts';
import type { ModuleInstance } from './evaluate/module-instance.ts';
import { expressionOf } from './evaluate/module-source.ts';
import { bind, workPlaceOf } from './evaluate/scope.ts';
import type { Scope, Site } from './evaluate/scope.ts';
import { inDocuments, untraced } from './evaluate/traced-text.ts';
import { elementsOf, knownText, mapValueOf, NULL_VALUE, unknown } from './evaluate/value.ts';
import type { Value } from './evaluate/value.ts';
import { MAX_COLLECTION_ELEMENTS } from './evaluate/work.ts';
import type { Evaluation, WorkPlace } from './evaluate/work.ts';
import type { ResourceItem, ResourceSource } from './providers/resource.ts';
import type { Attribute, Block } from './syntax/body.ts';
import { rangeOfExpression } from './syntax/raw-range.ts';

/** A resource as its provider's reader sees it. */
export function resourceSource(options: {
  readonly type: string;
  readonly module: ModuleInstance;
  readonly declared: Declared<Block>;
  readonly name: string;
  readonly instance: Instance;
  readonly isConditional: boolean;
  /** The argument of the call that is a list, with an object for each instance. */
  readonly list?: { readonly of: string; readonly items: number } | undefined;
}): ResourceSource {
  const { type, module, declared, instance, list } = options;
  const shown = module.shownAt ?? declared;
  for (const { anchor } of sitesOf(shown)) module.reliesOnPlace(anchor);
  const { what: block, site } = shown;
  const label = block.labels[0]?.range ?? block.typeRange;
  const { path } = site.anchor;
  return {
    ...itemOf(declared, instance.scope, path, options.isConditional || instance.isConditional),
    address: `${module.address}${type}.${options.name}${instance.suffix}`,
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

/** `path`: the document of the resource, in which ranges are. */
function itemOf(declared: Declared<Block>, scope: Scope, path: string, isConditional: boolean): ResourceItem {
  const values = new Map<string, Value | undefined>();
  const blocks = new Map<string, readonly ResourceItem[]>();
  function* argument(name: string): Evaluation<Value | undefined> {
    if (values.has(name)) return values.get(name);
    const attribute = argumentIn(declared, name);
    const value = attribute && (yield* attributeValueOf(attribute, scope));
    const given = value?.kind === 'null' ? undefined : value;
    values.set(name, given);
    return given;
  }
  function* items(name: string): Evaluation<readonly ResourceItem[]> {
    const known = blocks.get(name) ?? (yield* itemsOf(name, declared, scope, path));
    blocks.set(name, known);
    return known;
  }
  return {
    isConditional,
    argument: (name) => finish(argument(name)),
    rangeOf: (name) => {
      const attribute = argumentIn(declared, name);
      return attribute && rangeOfValue(attribute, path);
    },
    placeOf: (name) => {
      const attribute = argumentIn(declared, name);
      return attribute && placeOfValue(attribute);
    },
    items: (name) => finish(items(name)),
    prepareArgument: argument,
    prepareItems: items,
  };
}

/** Where an attribute's expression stands, if that is in the document. */
function rangeOfValue({ what, site }: Declared<Attribute>, path: string): Range | undefined {
  return site.anchor.path === path ? inDocument(rangeOfExpression(what.expression), site) : undefined;
}

/** The blocks of a name, those that `dynamic` makes, and the objects of an argument of that name. */
function* itemsOf(
  name: string,
  declared: Declared<Block>,
  scope: Scope,
  path: string,
): Evaluation<readonly ResourceItem[]> {
  const items: ResourceItem[] = [];
  const { work } = scope.module;
  for (const block of blocksIn(declared, name)) {
    const at = (): WorkPlace => workPlaceOf(block.site, block.what.typeRange);
    if (!work.spend(ITEM_COST, at)) break;
    if (work.isPauseDue) yield;
    if (block.what.type === name) items.push(itemOf(block, scope, path, false));
    else for (const item of yield* dynamicItems(name, block, scope, path)) items.push(item);
  }
  // In JSON blocks are written as an argument: they are no more than there are blocks.
  const attribute = items.length > 0 ? undefined : argumentIn(declared, name);
  return attribute === undefined
    ? items
    : objectsIn(yield* attributeValueOf(attribute, scope), rangeOfValue(attribute, path));
}

/** The objects of a list or a map. What stands in a map has a name, if none of its own. */
function objectsIn(value: Value, range: Range | undefined): readonly ResourceItem[] {
  if (value.kind !== 'list' && value.kind !== 'map') return [];
  return (elementsOf(value) ?? []).map(({ key, value: element }) => {
    const given = element.kind === 'map' ? element.entries : undefined;
    const argument = (name: string): Value | undefined =>
      given?.get(name)?.value ?? (name === 'name' && value.kind === 'map' ? key : undefined);
    const items = (name: string): readonly ResourceItem[] =>
      objectsIn(given?.get(name)?.value ?? NULL_VALUE, range);
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

function* atHand<T>(value: T): Evaluation<T> {
  return value;
}

function* dynamicItems(
  name: string,
  dynamic: Declared<Block>,
  scope: Scope,
  path: string,
): Evaluation<readonly ResourceItem[]> {
  const { site } = dynamic;
  const each = argumentIn(dynamic, 'for_each');
  const content = blocksIn(dynamic, 'content')[0];
  if (each === undefined || content === undefined) return [];
  const named = argumentIn(dynamic, 'iterator');
  const namedBy = named && expressionOf(named.what.expression, named.site);
  const iterator =
    namedBy?.kind === 'variable'
      ? namedBy.name
      : ((named && knownText(yield* attributeValueOf(named, scope))) ?? name);
  const collection = yield* attributeValueOf(each, scope);
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
    scope.module.work.report(at, `More than ${MAX_COLLECTION_ELEMENTS} blocks are not looked at one by one.`);
    return [];
  }
  const items: ResourceItem[] = [];
  for (const { key, value } of elements) {
    if (!scope.module.work.spend(ITEM_COST, () => at)) break;
    items.push(itemOf(content, bound(collection.kind === 'list' ? value : key, value), path, false));
  }
  return items;
}

/** Steps. */
const ITEM_COST = 10;
