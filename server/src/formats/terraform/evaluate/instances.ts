import type { Block } from '../syntax/body.ts';
import { evaluate } from './evaluate.ts';
import { expressionOf } from './module-source.ts';
import type { Declared } from './module-source.ts';
import { bind } from './scope.ts';
import type { Scope } from './scope.ts';
import { untraced } from './traced-text.ts';
import { elementsOf, keyOf, mapOf, numberValue, toNumber, unknown } from './value.ts';
import type { Value } from './value.ts';
import { MAX_ELEMENTS } from './work.ts';

/** One of the things that a block makes. */
export interface Instance {
  /** In which the block's arguments are worked out. */
  readonly scope: Scope;
  /** What it is found by: a number, or a key of `for_each`. */
  readonly key: Value | undefined;
  /** `[0]`, `["www"]`; empty for a block that makes one. */
  readonly suffix: string;
  /** It stands for any number of them, none included. */
  readonly isSymbolic: boolean;
  /** Whether it exists at all is not known. */
  readonly isConditional: boolean;
}

/** What `count` and `for_each` make of a block. */
export function instancesOf(
  { what, site }: Declared<Block>,
  scope: Scope,
  address: string,
): readonly Instance[] {
  const count = what.body.attribute('count');
  if (count !== undefined) {
    return counted(evaluate(expressionOf(count.expression, site), scope), scope, address);
  }
  const each = what.body.attribute('for_each');
  if (each !== undefined) {
    return repeated(evaluate(expressionOf(each.expression, site), scope), scope, address);
  }
  return [{ scope, key: undefined, suffix: '', isSymbolic: false, isConditional: false }];
}

function counted(count: Value, scope: Scope, address: string): readonly Instance[] {
  const number = toNumber(count) ?? (count.kind === 'boolean' ? Number(count.value) : undefined);
  if (number === undefined) {
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
  for (let i = 0; i < Math.min(number, MAX_ELEMENTS) && scope.module.work.spend(10); i++) {
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

function repeated(collection: Value, scope: Scope, address: string): readonly Instance[] {
  const isSet = collection.kind === 'list';
  const elements = collection.kind === 'null' ? [] : elementsOf(collection);
  if (elements === undefined) {
    const each = mapOf([
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
  for (const { key, value } of elements.slice(0, MAX_ELEMENTS)) {
    if (!scope.module.work.spend(10)) break;
    // A set has no keys but its elements.
    const name = isSet ? value : key;
    const each = mapOf([
      { key: untraced('key'), value: name },
      { key: untraced('value'), value },
    ]);
    instances.push({
      scope: bind(scope, [['each', each]]),
      key: name,
      suffix: `[${keyOf(name) ?? '*'}]`,
      isSymbolic: false,
      isConditional: false,
    });
  }
  return instances;
}

function ofName(name: string, value: Value): Value {
  return mapOf([{ key: untraced(name), value }]);
}
