import type { Block } from '../syntax/body.ts';
import { placeOfValue, attributeValueOf } from './attribute-value.ts';
import { argumentIn, blocksIn } from './declared.ts';
import type { Declared } from './declared.ts';
import { chargedElements } from './elements.ts';
import { bind, workPlaceOf } from './scope.ts';
import type { PlannedKey } from './planned.ts';
import type { Scope } from './scope.ts';
import { untraced } from './traced-text.ts';
import {
  keyOf,
  knownText,
  mapValueOf,
  numberValue,
  textValue,
  toBoolean,
  toNumber,
  unknown,
  weightOf,
} from './value.ts';
import type { Value } from './value.ts';
import { MAX_COLLECTION_ELEMENTS } from './work.ts';
import type { Evaluation, WorkPlace } from './work.ts';

/** An instance of a block. */
export interface Instance {
  /** The scope in which the block's arguments are evaluated. */
  readonly scope: Scope;
  /** The key of the instance: a number, or a key of `for_each`. */
  readonly key: Value | undefined;
  /** `[0]`, `["www"]`; empty for a block that makes one instance. */
  readonly suffix: string;
  /** It represents any number of instances, including none. */
  readonly isSymbolic: boolean;
  /** Whether the instance may not exist. */
  readonly isConditional: boolean;
}

/** The instances that `count` and `for_each` make from a block. */
export function* instancesOf(
  declared: Declared<Block>,
  scope: Scope,
  address: string,
): Evaluation<readonly Instance[]> {
  const count = argumentIn(declared, 'count');
  if (count !== undefined)
    return counted(yield* attributeValueOf(count, scope), { scope, address, at: placeOfValue(count) });
  const each = argumentIn(declared, 'for_each');
  if (each !== undefined)
    return repeated(yield* attributeValueOf(each, scope), { scope, address, at: placeOfValue(each) });
  const isEnabled = yield* enabledIn(declared, scope);
  if (isEnabled === false) return [];
  return [{ scope, key: undefined, suffix: '', isSymbolic: false, isConditional: isEnabled === undefined }];
}

/** The instances with these keys, which come from a plan; `undefined` if the block does not make such instances. */
export function instancesWithKeys(
  declared: Declared<Block>,
  scope: Scope,
  address: string,
  keys: readonly PlannedKey[],
): readonly Instance[] | undefined {
  if (keys.length > MAX_COLLECTION_ELEMENTS) return undefined;
  const isCounted = argumentIn(declared, 'count') !== undefined;
  const isRepeated = !isCounted && argumentIn(declared, 'for_each') !== undefined;
  const instances: Instance[] = [];
  for (const key of keys) {
    if (typeof key !== (isCounted ? 'number' : isRepeated ? 'string' : 'undefined')) return undefined;
    if (!scope.module.work.spend(INSTANCE_COST, () => workPlaceOf(declared.site, declared.what.typeRange)))
      break;
    instances.push(instanceWithKey(scope, address, key));
  }
  return instances;
}

function instanceWithKey(scope: Scope, address: string, key: PlannedKey): Instance {
  const certain = { isSymbolic: false, isConditional: false };
  if (key === undefined) return { scope, key: undefined, suffix: '', ...certain };
  if (typeof key === 'number') {
    const index = numberValue(key);
    const within = bind(scope, [['count', ofName('index', index)]]);
    return { scope: within, key: index, suffix: `[${key}]`, ...certain };
  }
  const name = textValue(key);
  const suffix = suffixOf(keyOf(name), 0);
  const each = mapValueOf([
    { key: untraced('key'), value: name },
    { key: untraced('value'), value: unknown(`${address}${suffix}.each.value`) },
  ]);
  return { scope: bind(scope, [['each', each]]), key: name, suffix, ...certain };
}

/**
 * Whether the block makes an instance: `lifecycle { enabled = var.x }` of OpenTofu 1.11, for blocks that make at most one.
 * `undefined`: unknown. https://opentofu.org/docs/language/meta-arguments/enabled
 */
function* enabledIn(declared: Declared<Block>, scope: Scope): Evaluation<boolean | undefined> {
  for (const lifecycle of blocksIn(declared, 'lifecycle')) {
    const enabled = argumentIn(lifecycle, 'enabled');
    if (enabled !== undefined) return toBoolean(yield* attributeValueOf(enabled, scope));
  }
  return true;
}

interface Expansion {
  readonly scope: Scope;
  readonly address: string;
  readonly at: WorkPlace;
}

function counted(count: Value, expansion: Expansion): readonly Instance[] {
  const { scope, address, at } = expansion;
  const number = toNumber(count) ?? (count.kind === 'boolean' ? Number(count.value) : undefined);
  if (number === undefined || isTooMany(number, expansion)) {
    const index = unknown(`${address}.count.index`);
    return [
      {
        scope: bind(scope, [['count', ofName('index', index)]]),
        key: undefined,
        suffix: '[*]',
        isSymbolic: true,
        isConditional: true,
      },
    ];
  }
  const instances: Instance[] = [];
  for (let i = 0; i < number && scope.module.work.spend(INSTANCE_COST, () => at); i++) {
    instances.push({
      scope: bind(scope, [['count', ofName('index', numberValue(i))]]),
      key: numberValue(i),
      suffix: `[${i}]`,
      isSymbolic: false,
      isConditional: false,
    });
  }
  return instances;
}

/** Steps for each instance. */
const INSTANCE_COST = 10;
/** Units of weight of a key that are processed in one step. */
const WEIGHT_PER_STEP = 16;

/** If there are too many, one represents all of them. */
function isTooMany(number: number, { scope, at }: Expansion): boolean {
  if (number <= MAX_COLLECTION_ELEMENTS) return false;
  scope.module.work.report(
    at,
    `mailtxt does not evaluate more than ${MAX_COLLECTION_ELEMENTS} instances one by one.`,
  );
  return true;
}

function repeated(collection: Value, expansion: Expansion): readonly Instance[] {
  const { scope, address, at } = expansion;
  const isSet = collection.kind === 'list';
  const elements =
    collection.kind === 'null'
      ? []
      : (elementsOfUnknown(collection) ?? chargedElements(collection, scope.module.work, () => at));
  if (elements === undefined || isTooMany(elements.length, expansion)) {
    const each = mapValueOf([
      { key: untraced('key'), value: unknown(`${address}.each.key`) },
      { key: untraced('value'), value: unknown(`${address}.each.value`) },
    ]);
    return [
      {
        scope: bind(scope, [['each', each]]),
        key: undefined,
        suffix: '[*]',
        isSymbolic: true,
        isConditional: true,
      },
    ];
  }
  const instances: Instance[] = [];
  for (const [i, { key, value }] of elements.entries()) {
    // The only keys of a set are its elements.
    const name = isSet ? value : key;
    const cost = INSTANCE_COST + Math.ceil(weightOf(name) / WEIGHT_PER_STEP);
    if (!scope.module.work.spend(cost, () => at)) break;
    const each = mapValueOf([
      { key: untraced('key'), value: name },
      { key: untraced('value'), value },
    ]);
    instances.push({
      scope: bind(scope, [['each', each]]),
      key: name,
      suffix: suffixOf(keyOf(name), i),
      isSymbolic: false,
      // The name of a record with an unknown key is unknown too, and other elements may seem to have the same one.
      isConditional: collection.kind === 'unknown' && knownText(name) === undefined,
    });
  }
  return instances;
}

/** The elements of a map whose keys are not all known. */
function elementsOfUnknown(
  collection: Value,
): readonly { readonly key: Value; readonly value: Value }[] | undefined {
  if (collection.kind !== 'unknown') return undefined;
  return collection.entries?.map(({ key, value }) => ({ key: textValue(key), value }));
}

/** Characters of a key: an address is not meant for a text of any length. */
const MAX_KEY = 200;

function suffixOf(key: string | undefined, index: number): string {
  if (key === undefined) return `[…${index}]`;
  return key.length > MAX_KEY ? `[${key.slice(0, MAX_KEY)}…${index}]` : `[${key}]`;
}

function ofName(name: string, value: Value): Value {
  return mapValueOf([{ key: untraced(name), value }]);
}
