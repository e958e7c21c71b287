import type {
  Expression,
  SplatStep,
  TemplatePart,
} from '../../../server/src/formats/terraform/syntax/expression.ts';

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

/** An expression as one line. References include their places. */
export function lineOfExpression(expression: Expression): string {
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
      return `splat(${lineOfExpression(expression.object)}, ${lineOfSteps(expression.steps)})`;
    case 'call':
      return `${expression.name}${expression.expandsLast ? '...' : ''}(${expression.arguments.map(lineOfExpression).join(', ')})`;
    case 'tuple':
      return `tuple(${expression.elements.map(lineOfExpression).join(', ')})`;
    case 'object':
      return `object(${expression.members.map(({ key, value }) => `${lineOfKey(key)}, ${lineOfExpression(value)}`).join(', ')})`;
    case 'for': {
      const { keyName = '', valueName, groups, collection, key, value, condition } = expression;
      const inner = [collection, key, value, condition].filter((one) => one !== undefined);
      return `for ${keyName} ${valueName} ${groups}(${inner.map(lineOfExpression).join(', ')})`;
    }
    case 'conditional': {
      const { condition, then, otherwise } = expression;
      return `conditional(${[condition, then, otherwise].map(lineOfExpression).join(', ')})`;
    }
    case 'binary':
      return `${OPERATORS[expression.operator] ?? ''}(${lineOfExpression(expression.left)}, ${lineOfExpression(expression.right)})`;
    case 'unary':
      return `${expression.operator === '-' ? 'negate' : 'logicalNot'}(${lineOfExpression(expression.operand)})`;
    case 'parentheses':
      return `(${lineOfExpression(expression.inner)})`;
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
      return lineOfExpression(part.expression);
    case 'if':
      return `conditional(${lineOfExpression(part.condition)}, ${lineOfTemplate(part.then)}, ${lineOfTemplate(part.otherwise)})`;
    case 'for': {
      const { keyName = '', valueName, collection, body } = part;
      return `templateJoin(for ${keyName} ${valueName} false(${lineOfExpression(collection)}, ${lineOfTemplate(body)}))`;
    }
  }
}

/** A key that is only a name is not an expression in HCL's parser. */
function lineOfKey(key: Expression): string {
  return key.kind === 'variable' ? 'it' : `(${lineOfExpression(key)})`;
}

/** Literal steps form one traversal. */
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
    at.kind === 'index'
      ? `index(${lineOfExpression(at.object)}, ${lineOfExpression(at.key)})`
      : lineOfExpression(at);
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
        line = `index(${line}, ${lineOfExpression(step.key)})`;
      } else path += key;
    }
  }
  flush();
  return line;
}
