import { knownText, NULL_VALUE, toNumber, unknown } from './value.ts';
import type { ResourceValue, Value } from './value.ts';
import type { Evaluation } from './work.ts';

/** A value with all of its parts; the arguments of a resource must be evaluated first. */
export type PlainValue = Exclude<Value, ResourceValue>;

/** `object.name`. `undefined`: unknown or missing. */
export function attributeOf(object: PlainValue, name: string): Value | undefined {
  switch (object.kind) {
    case 'map':
      return object.entries.get(name)?.value;
    case 'unknown':
      return unknown(`${object.reference}.${name}`, object.of);
    case 'list':
      // `list.0`, and the attributes of a one-element list, as in Terraform 0.11.
      return /^\d+$/.test(name) ? object.elements[Number(name)] : undefined;
    default:
      return undefined;
  }
}

/** `resource.name`: the value of its argument, or a value that only its provider knows. */
export function* resourceAttribute(resource: ResourceValue, name: string): Evaluation<Value> {
  return (yield* resource.argument(name)) ?? unknown(`${resource.reference}.${name}`, resource);
}

/** `object[key]`. `undefined`: unknown or missing. */
export function elementAt(object: PlainValue, key: Value): Value | undefined {
  switch (object.kind) {
    case 'list': {
      const index = toNumber(key);
      return index === undefined ? undefined : object.elements[index];
    }
    case 'map': {
      const name = knownText(key);
      return name === undefined ? undefined : object.entries.get(name)?.value;
    }
    case 'unknown':
      return unknown(`${object.reference}[${knownText(key) ?? '*'}]`, object.of);
    case 'null':
      return NULL_VALUE;
    default:
      return undefined;
  }
}

/** `resource[key]`. */
export function* resourceElement(resource: ResourceValue, key: Value): Evaluation<Value | undefined> {
  const name = key.kind === 'text' ? knownText(key) : undefined;
  // The single resource that is made if its condition is true: `aws_route53_zone.main[0]`.
  if (toNumber(key) === 0) return resource;
  return name === undefined ? undefined : yield* resourceAttribute(resource, name);
}
