import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import type { Node } from 'web-tree-sitter';

const GRAMMAR = path.join(
  __dirname,
  '../../node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm',
);

/** Reads HCL as tree-sitter-hcl does. `undefined`: it found a fault. */
export type ReadStructure = (text: string) => readonly string[] | undefined;

export async function treeSitter(): Promise<ReadStructure> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(GRAMMAR)));
  return (text) => {
    const tree = parser.parse(text);
    if (tree === null) return undefined;
    const lines: string[] = [];
    const hasFault = tree.rootNode.hasError;
    for (const child of tree.rootNode.namedChildren) visit(child, '', lines);
    tree.delete();
    return hasFault ? undefined : lines;
  };
}

/** One line per block or attribute: what it is and where it is. */
function visit(node: Node, indent: string, lines: string[]): void {
  const named = node.namedChildren;
  if (node.type === 'body') {
    for (const child of named) visit(child, indent, lines);
  } else if (node.type === 'attribute') {
    const [name, expression] = named;
    lines.push(`${indent}${name?.text ?? ''} = ${expression?.startIndex ?? 0}-${expression?.endIndex ?? 0}`);
  } else if (node.type === 'block') {
    const [type, ...rest] = named;
    const labels = rest.filter((child) => child.type === 'identifier' || child.type === 'string_lit');
    const header = [type, ...labels].map((child) => child?.text).join(' ');
    lines.push(`${indent}${header} ${node.startIndex}-${node.endIndex}`);
    for (const child of rest) if (child.type === 'body') visit(child, `${indent}  `, lines);
  }
}
