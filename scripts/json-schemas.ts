// Generates the JSON schemas of the output of `--format json` from the types of the library. Those are interfaces and
// unions of a few forms, so this reads only their syntax. Generators for all of TypeScript require a newer Node, or
// bring their own compiler.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const TYPES = join(__dirname, '../server/src/hosts/api/types.ts');

/** The type of the output of each command. */
const REPORTS = {
  check: 'CheckReport',
  records: 'RecordsReport',
  simulate: 'SimulationReport',
  explain: 'ExplanationReport',
  senders: 'SendersReport',
} as const;

type Schema = Record<string, unknown>;

/** Each schema by its path in the project. Additional members are allowed, because later versions add some. */
export function jsonSchemas(): ReadonlyMap<string, Schema> {
  const source = ts.createSourceFile(TYPES, readFileSync(TYPES, 'utf8'), ts.ScriptTarget.ES2022, true);
  const definitions = new Map<string, Schema>();
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
      definitions.set(statement.name.text, {
        ...documentationOf(statement),
        ...definitionOf(statement, definitions),
      });
  }
  return new Map(
    Object.entries(REPORTS).map(([command, type]) => [
      `schemas/${command}.schema.json`,
      {
        $schema: 'http://json-schema.org/draft-07/schema#',
        $id: `https://github.com/mailtxt/mailtxt/blob/main/schemas/${command}.schema.json`,
        title: `mailtxt ${command} --format json`,
        ...definitions.get(type),
        definitions: Object.fromEntries(usedBy(type, definitions)),
      },
    ]),
  );
}

function definitionOf(
  declared: ts.InterfaceDeclaration | ts.TypeAliasDeclaration,
  before: ReadonlyMap<string, Schema>,
): Schema {
  if (ts.isTypeAliasDeclaration(declared)) return schemaOf(declared.type);
  const own = objectOf(declared.members);
  for (const { expression } of (declared.heritageClauses ?? []).flatMap(({ types }) => types)) {
    const base = before.get(expression.getText()) as ObjectSchema | undefined;
    if (base === undefined) throw unknown(expression);
    own.properties = { ...base.properties, ...own.properties };
    own.required = [...base.required, ...own.required];
  }
  return own;
}

interface ObjectSchema extends Schema {
  properties: Readonly<Record<string, Schema>>;
  required: readonly string[];
}

function objectOf(members: ts.NodeArray<ts.TypeElement>): ObjectSchema {
  const properties: [string, Schema][] = [];
  const required: string[] = [];
  for (const member of members) {
    if (!ts.isPropertySignature(member) || member.type === undefined) throw unknown(member);
    const name = member.name.getText();
    properties.push([name, { ...documentationOf(member), ...schemaOf(member.type) }]);
    if (member.questionToken === undefined) required.push(name);
  }
  return { type: 'object', properties: Object.fromEntries(properties), required };
}

function schemaOf(type: ts.TypeNode): Schema {
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { type: 'string' };
    case ts.SyntaxKind.NumberKeyword:
      return { type: 'number' };
    case ts.SyntaxKind.BooleanKeyword:
      return { type: 'boolean' };
  }
  if (ts.isTypeOperatorNode(type)) return schemaOf(type.type);
  if (ts.isArrayTypeNode(type)) return { type: 'array', items: schemaOf(type.elementType) };
  if (ts.isTypeLiteralNode(type)) return objectOf(type.members);
  if (ts.isLiteralTypeNode(type)) return literalOf(type);
  if (ts.isUnionTypeNode(type)) return unionOf(type.types);
  if (ts.isTypeReferenceNode(type)) return referenceOf(type);
  throw unknown(type);
}

function literalOf({ literal }: ts.LiteralTypeNode): Schema {
  if (literal.kind === ts.SyntaxKind.NullKeyword) return { type: 'null' };
  if (ts.isStringLiteral(literal)) return { const: literal.text };
  throw unknown(literal);
}

function unionOf(types: readonly ts.TypeNode[]): Schema {
  const schemas = types.map(schemaOf);
  if (schemas.every(({ const: value }) => value !== undefined))
    return { enum: schemas.map((one) => one['const']) };
  return { anyOf: schemas };
}

function referenceOf(type: ts.TypeReferenceNode): Schema {
  const name = type.typeName.getText();
  const [first, second] = type.typeArguments ?? [];
  if (name === 'Readonly' && first !== undefined) return schemaOf(first);
  if (name === 'Record' && second !== undefined)
    return { type: 'object', additionalProperties: schemaOf(second) };
  if (first !== undefined) throw unknown(type);
  return reference(name);
}

function reference(name: string): Schema {
  return { $ref: `#/definitions/${name}` };
}

function documentationOf(node: ts.Node): Schema {
  const text = ts
    .getJSDocCommentsAndTags(node)
    .map((one) => ts.getTextOfJSDocComment(one.comment))
    .join('');
  return text === '' ? {} : { description: text };
}

/** The definitions that a definition refers to, without itself, in the order of their first use. */
function usedBy(start: string, definitions: ReadonlyMap<string, Schema>): ReadonlyMap<string, Schema> {
  const found = new Map<string, Schema>();
  const open = [start];
  for (let name = open.shift(); name !== undefined; name = open.shift()) {
    for (const [, used = ''] of JSON.stringify(definitions.get(name)).matchAll(/#\/definitions\/(\w+)/g)) {
      const definition = definitions.get(used);
      if (definition === undefined) throw new Error(`no type ${used}`);
      if (!found.has(used)) open.push(used);
      found.set(used, definition);
    }
  }
  return found;
}

function unknown(node: ts.Node): Error {
  return new Error(`a schema cannot be made of "${node.getText()}"`);
}
