import type { TFExpressionSyntaxTree } from '@cdktn/hcl2json';

type Theirs = TFExpressionSyntaxTree.ExpressionAst;

/** An expression as one line, as `lineOfExpression` writes ours. */
export function lineOfTheirs(node: Theirs): string {
  const nodes = node.children as Theirs[];
  // They keep a text of which trimming has left nothing.
  const isEmpty = ({ type, range }: Theirs): boolean =>
    type === 'literalValue' && range.start.byte === range.end.byte;
  const kept = nodes.length > 1 ? nodes.filter((child) => !isEmpty(child)) : nodes;
  const children = kept.map(lineOfTheirs);
  const meta = node.meta as unknown as Record<string, unknown> | undefined;
  const steps = (meta?.['traversal'] ?? []) as { type: string; segment: string }[];
  const path = steps.map((step) =>
    step.type === 'nameTraversal' ? `.${step.segment}` : `[${step.segment}]`,
  );
  switch (node.type) {
    case 'literalValue':
      if (meta?.['type'] === 'string') return 'text';
      if (meta?.['type'] === 'number') return `number ${Number(meta['value'])}`;
      return `${String(meta?.['type'])} ${String(meta?.['value'])}`;
    case 'scopeTraversal':
      return `${path.join('')}@${node.range.start.byte}-${node.range.end.byte}`;
    case 'relativeTraversal':
      return `(${children[0] ?? ''})${path.join('')}`;
    case 'function':
      return `${String(meta?.['name'])}${meta?.['expandedFinalArgument'] === true ? '...' : ''}(${children.join(', ')})`;
    case 'binaryOp':
    case 'unaryOp':
      return `${String(meta?.['operator'])}(${children.join(', ')})`;
    case 'for':
      return `for ${String(meta?.['keyVar'])} ${String(meta?.['valVar'])} ${String(meta?.['groupedValue'])}(${children.join(', ')})`;
    // Parentheses and keys of objects have no name of their own.
    case '':
      return children.length === 0 ? 'it' : `(${children.join(', ')})`;
    default:
      return `${node.type}(${children.join(', ')})`;
  }
}
