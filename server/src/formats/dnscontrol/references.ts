import type { AnyNode } from 'acorn';
import type { Reference, ReferenceTarget } from '../../records/document.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import type { ParsedScript } from './syntax/parse-script.ts';
import { childNodes, nodesAround } from './syntax/walk.ts';

/** The scripts that may declare a name. */
interface DeclaringScripts {
  parsed(path: string): ParsedScript | undefined;
  paths(): Iterable<string>;
}

/** The declarations of the name at an offset: in the enclosing functions, or in any script of the program. */
export function referenceIn(
  path: string,
  { start: offset }: Range,
  scripts: DeclaringScripts,
): Reference | undefined {
  const program = scripts.parsed(path)?.program;
  if (program === undefined) return undefined;
  const around = nodesAround(program, offset);
  const name = around.at(-1);
  if (name?.type !== 'Identifier' || isMember(name, around.at(-2))) return undefined;
  const from = rangeOf(name.start, name.end);
  for (const node of [...around].reverse()) {
    if (!/Function/.test(node.type)) continue;
    const targets = targetsIn(path, node, name.name);
    if (targets.length > 0) return { from, targets };
  }
  const targets = [...scripts.paths()].flatMap((one) => {
    const script = scripts.parsed(one)?.program;
    return script === undefined ? [] : targetsIn(one, script, name.name);
  });
  return targets.length > 0 ? { from, targets } : undefined;
}

function isMember(name: AnyNode, parent: AnyNode | undefined): boolean {
  if (parent?.type === 'MemberExpression') return parent.property === name && !parent.computed;
  return parent?.type === 'Property' && parent.key === name && !parent.shorthand;
}

/** The declarations of a name in a script, or of a parameter and names within a function. */
function targetsIn(path: string, root: AnyNode, name: string): readonly ReferenceTarget[] {
  const targets: ReferenceTarget[] = [];
  const add = (id: AnyNode | null | undefined, whole: AnyNode): void => {
    if (id?.type === 'Identifier' && id.name === name)
      targets.push({ path, range: rangeOf(whole.start, whole.end), name: rangeOf(id.start, id.end) });
  };
  if ('params' in root) for (const param of root.params) add(param, param);
  const nodes: AnyNode[] = [...childNodes(root)];
  for (let node = nodes.shift(); node !== undefined; node = nodes.shift()) {
    if (node.type === 'VariableDeclarator') add(node.id, node);
    if (node.type === 'FunctionDeclaration') add(node.id, node);
    if (!/Function|Class|CallExpression|ObjectExpression|ArrayExpression/.test(node.type))
      nodes.push(...childNodes(node));
  }
  return targets;
}
