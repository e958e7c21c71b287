import type { TFExpressionSyntaxTree } from '@cdktn/hcl2json';
import type {
  Expression,
  SplatStep,
  TemplatePart,
} from '../../server/src/formats/terraform/syntax/expression.ts';

type Theirs = TFExpressionSyntaxTree.ExpressionAst;

/** Names that Terraform's own parser has for operators. */
const OPERATORS: Readonly<Record<string, string>> = {
  '||': 'logicalOr',
  '&&': 'logicalAnd',
  '==': 'equal',
  '!=': 'notEqual',
  '<': 'lessThan',
  '<=': 'lessThanOrEqual',
  '>': 'greaterThan',
  '>=': 'greaterThanOrEqual',
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'modulo',
};

/** An expression as one line, the same for theirs and for ours. References have their places. */
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

export function lineOfOurs(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return `number ${expression.value}`;
    case 'boolean':
      return `bool ${expression.value}`;
    case 'null':
      return 'dynamic null';
    case 'template':
      return expression.isWrapper
        ? `templateWrap(${lineOfParts(expression.parts)})`
        : lineOfTemplate(expression.parts);
    case 'variable':
    case 'attribute':
    case 'index':
      return lineOfTraversal(expression);
    case 'splat':
      return `splat(${lineOfOurs(expression.object)}, ${lineOfSteps(expression.steps)})`;
    case 'call':
      return `${expression.name}${expression.expandsLast ? '...' : ''}(${expression.arguments.map(lineOfOurs).join(', ')})`;
    case 'tuple':
      return `tuple(${expression.elements.map(lineOfOurs).join(', ')})`;
    case 'object':
      return `object(${expression.members.map(({ key, value }) => `${lineOfKey(key)}, ${lineOfOurs(value)}`).join(', ')})`;
    case 'for': {
      const { keyName = '', valueName, groups, collection, key, value, condition } = expression;
      const inner = [collection, key, value, condition].filter((one) => one !== undefined);
      return `for ${keyName} ${valueName} ${groups}(${inner.map(lineOfOurs).join(', ')})`;
    }
    case 'conditional': {
      const { condition, then, otherwise } = expression;
      return `conditional(${[condition, then, otherwise].map(lineOfOurs).join(', ')})`;
    }
    case 'binary':
      return `${OPERATORS[expression.operator] ?? ''}(${lineOfOurs(expression.left)}, ${lineOfOurs(expression.right)})`;
    case 'unary':
      return `${expression.operator === '-' ? 'negate' : 'logicalNot'}(${lineOfOurs(expression.operand)})`;
    case 'parentheses':
      return `(${lineOfOurs(expression.inner)})`;
    case 'invalid':
      return 'invalid';
  }
}

function lineOfTemplate(parts: readonly TemplatePart[]): string {
  return `template(${parts.length === 0 ? 'text' : lineOfParts(parts)})`;
}

function lineOfParts(parts: readonly TemplatePart[]): string {
  return parts.map(lineOfPart).join(', ');
}

function lineOfPart(part: TemplatePart): string {
  switch (part.kind) {
    case 'text':
      return 'text';
    case 'interpolation':
      return lineOfOurs(part.expression);
    case 'if':
      return `conditional(${lineOfOurs(part.condition)}, ${lineOfTemplate(part.then)}, ${lineOfTemplate(part.otherwise)})`;
    case 'for': {
      const { keyName = '', valueName, collection, body } = part;
      return `templateJoin(for ${keyName} ${valueName} false(${lineOfOurs(collection)}, ${lineOfTemplate(body)}))`;
    }
  }
}

/** A key that is a mere name is none of their expressions. */
function lineOfKey(key: Expression): string {
  return key.kind === 'variable' ? 'it' : `(${lineOfOurs(key)})`;
}

/** Steps that are known as they are typed are one traversal. */
function lineOfTraversal(expression: Expression): string {
  const steps: string[] = [];
  let at = expression;
  for (;;) {
    if (at.kind === 'attribute') steps.unshift(`.${at.name}`);
    else if (at.kind === 'index') {
      const key = lineOfLiteralKey(at.key);
      if (key === undefined) break;
      steps.unshift(key);
    } else break;
    at = at.object;
  }
  if (at.kind === 'variable') {
    const { start } = at.range;
    return `.${at.name}${steps.join('')}@${start}-${expression.range.end}`;
  }
  const base =
    at.kind === 'index' ? `index(${lineOfOurs(at.object)}, ${lineOfOurs(at.key)})` : lineOfOurs(at);
  return steps.length === 0 ? base : `(${base})${steps.join('')}`;
}

function lineOfLiteralKey(key: Expression): string | undefined {
  if (key.kind === 'number') return `[${key.value}]`;
  if (key.kind !== 'template' || key.isWrapper || key.parts.length > 1) return undefined;
  const [part] = key.parts;
  if (part === undefined) return '[""]';
  return part.kind === 'text' ? `["${part.text}"]` : undefined;
}

function lineOfSteps(steps: readonly SplatStep[]): string {
  let line = 'it';
  let path = '';
  const flush = (): void => {
    if (path !== '') line = `(${line})${path}`;
    path = '';
  };
  for (const step of steps) {
    if (step.kind === 'attribute') {
      path += `.${step.name}`;
    } else if (step.kind === 'splat') {
      flush();
      line = `splat(${line}, ${lineOfSteps(step.steps)})`;
    } else {
      const key = lineOfLiteralKey(step.key);
      if (key === undefined) {
        flush();
        line = `index(${line}, ${lineOfOurs(step.key)})`;
      } else path += key;
    }
  }
  flush();
  return line;
}
