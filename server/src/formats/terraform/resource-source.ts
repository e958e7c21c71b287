import type { Range } from '../../text/range.ts';
import { evaluate } from './evaluate/evaluate.ts';
import type { Instance } from './evaluate/instances.ts';
import type { ModuleInstance } from './evaluate/module-instance.ts';
import { expressionOf } from './evaluate/module-source.ts';
import type { Declared } from './evaluate/module-source.ts';
import { bind, placeOf } from './evaluate/scope.ts';
import type { Scope, Site } from './evaluate/scope.ts';
import { inDocuments, untraced } from './evaluate/traced-text.ts';
import { elementsOf, knownText, mapOf, unknown } from './evaluate/value.ts';
import type { Value } from './evaluate/value.ts';
import { MAX_ELEMENTS } from './evaluate/work.ts';
import type { ResourceItem, ResourceSource } from './providers/resource.ts';
import type { Block, Body } from './syntax/body.ts';
import { rangeOfExpression } from './syntax/raw-range.ts';

/** A resource as its provider's reader sees it. */
export function resourceSource(options: {
  readonly type: string;
  readonly module: ModuleInstance;
  readonly declared: Declared<Block>;
  readonly name: string;
  readonly instance: Instance;
  readonly isConditional: boolean;
}): ResourceSource {
  const { type, module, declared, instance } = options;
  const { what: block, site } = declared;
  module.reliesOnPlace(site.anchor);
  const label = block.labels[0]?.range ?? block.typeRange;
  return {
    ...itemOf(block.body, site, instance.scope, options.isConditional || instance.isConditional),
    address: `${module.address}${type}.${options.name}${instance.suffix}`,
    root: module.rootFolder,
    path: site.anchor.path,
    range: inDocument(block.range, site),
    labelRange: inDocument(label, site),
    placed: (text) => inDocuments(text, (anchor) => module.reliesOnPlace(anchor)),
  };
}

function inDocument(range: Range, { anchor, offset }: Site): Range {
  const base = anchor.at + offset;
  return { start: range.start + base, end: range.end + base };
}

function itemOf(body: Body, site: Site, scope: Scope, isConditional: boolean): ResourceItem {
  const known = new Map<string, Value | undefined>();
  return {
    isConditional,
    argument: (name) => {
      if (!known.has(name)) {
        const attribute = body.attribute(name);
        const value = attribute && evaluate(expressionOf(attribute.expression, site), scope);
        known.set(name, value?.kind === 'null' ? undefined : value);
      }
      return known.get(name);
    },
    rangeOf: (name) => {
      const attribute = body.attribute(name);
      return attribute && inDocument(rangeOfExpression(attribute.expression), site);
    },
    items: (name) => itemsOf(name, body, site, scope),
  };
}

/** The blocks of a name, those that `dynamic` makes, and the objects of an argument of that name. */
function itemsOf(name: string, body: Body, site: Site, scope: Scope): readonly ResourceItem[] {
  const items = body.blocks(name).map((block) => itemOf(block.body, site, scope, false));
  for (const dynamic of body.blocks('dynamic')) {
    if (dynamic.labels[0]?.text === name) items.push(...dynamicItems(name, dynamic, site, scope));
  }
  const attribute = body.attribute(name);
  if (attribute === undefined) return items;
  const range = inDocument(rangeOfExpression(attribute.expression), site);
  return [...items, ...objectsIn(evaluate(expressionOf(attribute.expression, site), scope), range)];
}

function objectsIn(value: Value | undefined, range: Range): readonly ResourceItem[] {
  if (value?.kind !== 'list' && value?.kind !== 'map') return [];
  return (elementsOf(value) ?? []).map(({ key, value: element }) => {
    const given = element.kind === 'map' ? element.entries : undefined;
    return {
      isConditional: false,
      // What stands in a map has a name, if none of its own.
      argument: (argument) =>
        given?.get(argument)?.value ?? (argument === 'name' && value.kind === 'map' ? key : undefined),
      rangeOf: () => range,
      items: (name) => objectsIn(given?.get(name)?.value, range),
    };
  });
}

function dynamicItems(name: string, dynamic: Block, site: Site, scope: Scope): readonly ResourceItem[] {
  const { body } = dynamic;
  const each = body.attribute('for_each');
  const content = body.blocks('content')[0];
  if (each === undefined || content === undefined) return [];
  const named = body.attribute('iterator');
  const namedBy = named && expressionOf(named.expression, site);
  const iterator =
    namedBy?.kind === 'variable' ? namedBy.name : ((namedBy && knownText(evaluate(namedBy, scope))) ?? name);
  const collection = evaluate(expressionOf(each.expression, site), scope);
  const elements = collection.kind === 'null' ? [] : elementsOf(collection);
  const bound = (key: Value, value: Value): Scope =>
    bind(scope, [
      [
        iterator,
        mapOf([
          { key: untraced('key'), value: key },
          { key: untraced('value'), value },
        ]),
      ],
    ]);
  if (elements === undefined) {
    const one = unknown(`@${site.anchor.id}.${iterator}`);
    return [itemOf(content.body, site, bound(one, one), true)];
  }
  const at = placeOf(site, rangeOfExpression(each.expression));
  if (elements.length > MAX_ELEMENTS) {
    scope.module.work.report(at, `More than ${MAX_ELEMENTS} blocks are not looked at one by one.`);
    return [];
  }
  const items: ResourceItem[] = [];
  for (const { key, value } of elements) {
    if (!scope.module.work.spend(ITEM_COST, () => at)) break;
    items.push(itemOf(content.body, site, bound(collection.kind === 'list' ? value : key, value), false));
  }
  return items;
}

/** Steps. */
const ITEM_COST = 10;
