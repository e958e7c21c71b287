import type { AnyNode } from 'acorn';

/** The children of a node in source order. */
export function childNodes(node: AnyNode): readonly AnyNode[] {
  const children: AnyNode[] = [];
  for (const value of Object.values(node) as readonly unknown[]) {
    if (Array.isArray(value)) for (const one of value as readonly unknown[]) addNode(children, one);
    else addNode(children, value);
  }
  return children;
}

function addNode(to: AnyNode[], value: unknown): void {
  if (typeof value === 'object' && value !== null && 'type' in value && 'start' in value)
    to.push(value as AnyNode);
}

/** The nodes that contain the offset, from the outermost inward. */
export function nodesAround(root: AnyNode, offset: number): readonly AnyNode[] {
  const around: AnyNode[] = [root];
  for (let node: AnyNode | undefined = root; node !== undefined;) {
    node = childNodes(node).find(({ start, end }) => start <= offset && offset <= end && start < end);
    if (node !== undefined) around.push(node);
  }
  return around;
}
