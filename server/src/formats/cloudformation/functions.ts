import type { DataNode } from '../../data/node.ts';

/** A function that CloudFormation evaluates when the template is deployed. */
export interface TemplateFunction {
  /** `Ref`, `Condition`, or the part after `Fn::`. */
  readonly name: string;
  readonly argument: DataNode;
}

/** Names that are functions without `Fn::`. */
const BARE = new Set(['Ref', 'Condition']);

/** Whether a map with only this key is a function. */
export function isFunctionKey(key: string): boolean {
  return key.startsWith('Fn::') || BARE.has(key);
}

/** `!Sub x` and `Fn::Sub: x` are the same. `undefined` if the node is not a function. */
export function functionOf(node: DataNode): TemplateFunction | undefined {
  if (node.kind === 'unknown') return undefined;
  if (node.tag !== undefined) {
    const name = node.tag.replace(/^!/, '');
    const argument = { ...node, tag: undefined };
    // The argument of `!GetAtt A.B` is a text, not a number.
    return { name, argument: argument.kind === 'scalar' ? { ...argument, type: 'text' } : argument };
  }
  if (node.kind !== 'map') return undefined;
  const [only, more] = node.entries;
  if (only === undefined || more !== undefined) return undefined;
  const key = only.key.text.text;
  return isFunctionKey(key) ? { name: key.replace(/^Fn::/, ''), argument: only.value } : undefined;
}

/** The arguments of a function that takes several. */
export function argumentsOf({ argument }: TemplateFunction): readonly DataNode[] {
  return argument.kind === 'list' && functionOf(argument) === undefined ? argument.items : [argument];
}
