import type { JsonMember, JsonNode } from '../../../data/json-syntax.ts';

/** The value of a member; of equal names, the first. */
export function propertyOf(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return node?.kind === 'object' ? memberIn(node.members, name)?.value : undefined;
}

export function memberIn(members: readonly JsonMember[], name: string): JsonMember | undefined {
  return members.find((member) => member.name.text === name);
}

/** The value at the path of names. */
export function valueAt(node: JsonNode | undefined, ...names: readonly string[]): JsonNode | undefined {
  return names.reduce<JsonNode | undefined>(propertyOf, node);
}

export function textOf(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.value.text : undefined;
}

export function nodesIn(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.elements : [];
}

export function membersOf(node: JsonNode | undefined): readonly JsonMember[] {
  return node?.kind === 'object' ? node.members : [];
}

/** Whether the value is `true`, or contains `true`. */
export function holdsTrue(node: JsonNode | undefined): boolean {
  switch (node?.kind) {
    case 'boolean':
      return node.value;
    case 'array':
      return node.elements.some(holdsTrue);
    case 'object':
      return node.members.some(({ value }) => holdsTrue(value));
    default:
      return false;
  }
}
