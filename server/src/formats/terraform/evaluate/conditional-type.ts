import type { Expression } from '../syntax/expression.ts';
import { unified } from './unify.ts';
import { booleanValue, EMPTY, listValue, mapValueOf, NULL_VALUE, numberValue } from './value.ts';
import type { MapEntry, Value } from './value.ts';
import { untraced } from './traced-text.ts';

/** Expressions of the other result that are examined. */
const MAX_LOOKED_AT = 64;

/**
 * The result of a conditional, whose two results have one type: `x ? 1 : "none"` is a string. The other expression is not
 * evaluated: only literals in it can change this result.
 */
export function resultBeside(value: Value, other: Expression): Value {
  switch (value.kind) {
    case 'number':
    case 'boolean':
    case 'list':
    case 'map': {
      const shape = new Shapes().of(other);
      return shape === undefined || shape.kind === 'null' ? value : (unified([value, shape])[0] ?? value);
    }
    default:
      return value;
  }
}

/** A value of the type of an expression, if the source text shows the type. */
class Shapes {
  private left = MAX_LOOKED_AT;

  of(expression: Expression): Value | undefined {
    if (this.left-- <= 0) return undefined;
    switch (expression.kind) {
      case 'template':
        return expression.isWrapper ? undefined : EMPTY;
      case 'number':
        return numberValue(expression.value);
      case 'boolean':
        return booleanValue(expression.value);
      case 'null':
        return NULL_VALUE;
      case 'parentheses':
        return this.of(expression.inner);
      case 'tuple': {
        const elements = expression.elements.map((element) => this.of(element));
        const known = elements.filter((element) => element !== undefined);
        return known.length < elements.length ? undefined : listValue(known);
      }
      case 'object': {
        const entries: MapEntry[] = [];
        for (const { key, value } of expression.members) {
          const shape = this.of(value);
          if (key.kind !== 'variable' || shape === undefined) return undefined;
          entries.push({ key: untraced(key.name), value: shape });
        }
        return mapValueOf(entries);
      }
      default:
        return undefined;
    }
  }
}
