import { knownText, NULL, toNumber, unknown } from './value.ts';
import type { Value } from './value.ts';

/** `object.name`. `undefined`: not known, or not there. */
export function attributeOf(object: Value, name: string): Value | undefined {
  switch (object.kind) {
    case 'map':
      return object.entries.get(name)?.value;
    case 'resource':
      return object.argument(name) ?? unknown(`${object.reference}.${name}`, object);
    case 'unknown':
      return unknown(`${object.reference}.${name}`, object.of);
    case 'list':
      // `list.0`, and the attributes of a list of one, as Terraform 0.11 had them.
      return /^\d+$/.test(name) ? object.elements[Number(name)] : undefined;
    default:
      return undefined;
  }
}

/** `object[key]`. `undefined`: not known, or not there. */
export function elementAt(object: Value, key: Value): Value | undefined {
  switch (object.kind) {
    case 'list': {
      const index = toNumber(key);
      return index === undefined ? undefined : object.elements[index];
    }
    case 'map': {
      const name = knownText(key);
      return name === undefined ? undefined : object.entries.get(name)?.value;
    }
    case 'resource': {
      const name = key.kind === 'text' ? knownText(key) : undefined;
      // The one resource that is made when its condition holds: `aws_route53_zone.main[0]`.
      if (toNumber(key) === 0) return object;
      return name === undefined ? undefined : attributeOf(object, name);
    }
    case 'unknown':
      return unknown(`${object.reference}[${knownText(key) ?? '*'}]`, object.of);
    case 'null':
      return NULL;
    default:
      return undefined;
  }
}
