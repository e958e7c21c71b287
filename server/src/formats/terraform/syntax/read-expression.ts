import type { RawExpression } from './body.ts';
import type { Expression } from './expression.ts';
import type { SyntaxFault } from '../../../text/syntax-fault.ts';
import type { JsonNode } from '../../../data/json-syntax.ts';
import { parseExpression, parseTemplate } from './parse-expression.ts';
import type { ParsedExpression } from './parse-expression.ts';
import { decodedSource, fileSource } from './source.ts';

/** Parses an attribute's expression; `text` is that of the item that contains it. Never throws. */
export function readExpression(text: string, raw: RawExpression): ParsedExpression {
  if (raw.kind === 'native') {
    const { start, end } = raw.range;
    return parseExpression(fileSource(text), start, end);
  }
  const faults: SyntaxFault[] = [];
  return { expression: fromJson(raw.node, faults), faults };
}

/** Terraform's JSON configuration syntax, "Expression Mapping": strings and names are templates. */
function fromJson(node: JsonNode, faults: SyntaxFault[]): Expression {
  const { range } = node;
  switch (node.kind) {
    case 'string': {
      const parsed = parseTemplate(decodedSource(node.value, range));
      for (const fault of parsed.faults) faults.push(fault);
      return { ...parsed.expression, range };
    }
    case 'number':
    case 'boolean':
      return node;
    case 'null':
      return { kind: 'null', range };
    case 'array':
      return { kind: 'tuple', elements: node.elements.map((element) => fromJson(element, faults)), range };
    case 'object': {
      const members = node.members.map(({ name, nameRange, value }) => ({
        key: fromJson({ kind: 'string', value: name, range: nameRange }, faults),
        value: fromJson(value, faults),
      }));
      return { kind: 'object', members, range };
    }
    case 'invalid':
      return { kind: 'invalid', range };
  }
}
