import type { Expression, TemplatePart } from './expression.ts';

/** The expressions that one consists of, itself first. */
export function* partsOfExpression(expression: Expression): Iterable<Expression> {
  const open: Expression[] = [expression];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    yield one;
    for (const child of childrenOf(one)) open.push(child);
  }
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'template':
      return expression.parts.flatMap(childrenOfPart);
    case 'attribute':
    case 'splat':
      return [expression.object];
    case 'index':
      return [expression.object, expression.key];
    case 'call':
      return expression.arguments;
    case 'tuple':
      return expression.elements;
    case 'object':
      return expression.members.flatMap(({ key, value }) => [key, value]);
    case 'for': {
      const { collection, key, value, condition } = expression;
      return [collection, key, value, condition].filter((part) => part !== undefined);
    }
    case 'conditional':
      return [expression.condition, expression.then, expression.otherwise];
    case 'binary':
      return [expression.left, expression.right];
    case 'unary':
      return [expression.operand];
    case 'parentheses':
      return [expression.inner];
    case 'number':
    case 'boolean':
    case 'null':
    case 'variable':
    case 'invalid':
      return [];
  }
}

function childrenOfPart(part: TemplatePart): readonly Expression[] {
  switch (part.kind) {
    case 'text':
      return [];
    case 'interpolation':
      return [part.expression];
    case 'if':
      return [part.condition, ...[...part.then, ...part.otherwise].flatMap(childrenOfPart)];
    case 'for':
      return [part.collection, ...part.body.flatMap(childrenOfPart)];
  }
}
