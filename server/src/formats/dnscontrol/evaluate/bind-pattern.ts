import type { Expression, MemberExpression, Pattern, Super } from 'acorn';
import { UNDEFINED, UNKNOWN_VALUE, type ScriptScope, type ScriptValue } from './value.ts';

/** Where and how a value is bound. */
export interface Binding {
  readonly scope: ScriptScope;
  readonly how: 'declare' | 'declareVar' | 'assign';
  readonly evaluator: {
    value(node: Expression | Super, scope: ScriptScope): ScriptValue;
    nameOfMember(node: MemberExpression, scope: ScriptScope): string | undefined;
  };
}

/** Assigns a value to the names in a pattern, and to its members. */
export function bindPattern(pattern: Pattern, value: ScriptValue, binding: Binding): void {
  const { scope, how, evaluator } = binding;
  switch (pattern.type) {
    case 'Identifier':
      scope[how](pattern.name, value);
      return;
    case 'AssignmentPattern': {
      const own = value.kind === 'undefined' ? evaluator.value(pattern.right, scope) : value;
      bindPattern(pattern.left, own, binding);
      return;
    }
    case 'ArrayPattern':
      for (const [index, element] of pattern.elements.entries()) {
        const item = value.kind === 'list' ? (value.items[index]?.value ?? UNDEFINED) : UNKNOWN_VALUE;
        if (element !== null)
          bindPattern(element, element.type === 'RestElement' ? UNKNOWN_VALUE : item, binding);
      }
      return;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') {
          bindPattern(property.argument, UNKNOWN_VALUE, binding);
          continue;
        }
        const { key } = property;
        const name = !property.computed && key.type === 'Identifier' ? key.name : undefined;
        bindPattern(property.value, memberOf(value, name), binding);
      }
      return;
    case 'RestElement':
      bindPattern(pattern.argument, UNKNOWN_VALUE, binding);
      return;
    case 'MemberExpression':
      setMember(pattern, value, binding);
  }
}

function memberOf(value: ScriptValue, name: string | undefined): ScriptValue {
  if (value.kind !== 'object' || name === undefined) return UNKNOWN_VALUE;
  return value.members.get(name)?.value ?? (value.isOpen ? UNKNOWN_VALUE : UNDEFINED);
}

function setMember(node: MemberExpression, value: ScriptValue, { scope, evaluator }: Binding): void {
  const object = evaluator.value(node.object, scope);
  const name = evaluator.nameOfMember(node, scope);
  if (object.kind === 'object') {
    if (name === undefined) object.isOpen = true;
    else object.members.set(name, { value, place: undefined });
  } else if (object.kind === 'list') {
    object.place = undefined;
    const index = name !== undefined && /^\d+$/.test(name) ? Number(name) : -1;
    if (index >= 0 && index <= object.items.length) object.items[index] = { value, place: undefined };
    else object.isOpen = true;
  }
}
