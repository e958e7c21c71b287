import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as ts from 'typescript';

/** A named limit in the source: a module constant whose name starts with `MAX_`. */
export interface Limit {
  readonly name: string;
  readonly value: number;
  /** The first sentence of its comment: the unit, and what the limit bounds. */
  readonly description: string;
  /** Path from the project folder. */
  readonly file: string;
  readonly isExported: boolean;
}

const root = join(__dirname, '..');
const source = 'server/src';

/** The limits, by file and position. Constants that are not exported are left out if they have no comment. */
export function limitsOfSource(): readonly Limit[] {
  const files = readdirSync(join(root, source), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${source}/${file.replaceAll('\\', '/')}`)
    .sort();
  return files.flatMap(limitsIn);
}

/** @throws if an exported limit has no comment, or its value is not a number */
function limitsIn(file: string): readonly Limit[] {
  return constantsIn(file).flatMap(({ name, expression, comment, isExported }) => {
    if (!name.startsWith('MAX_')) return [];
    const value = valueOf(expression, file);
    const description = comment === undefined ? undefined : firstOf(comment);
    if (value === undefined || description === undefined) {
      if (!isExported) return [];
      const what = value === undefined ? 'is not a number' : 'has no comment that says what it limits';
      throw new Error(`${file}: ${name} ${what}; docs/security.md lists it`);
    }
    return [{ name, value, description, file, isExported }];
  });
}

interface Constant {
  readonly name: string;
  readonly expression: ts.Expression;
  readonly comment: string | undefined;
  readonly isExported: boolean;
}

const parsed = new Map<string, ts.SourceFile>();

function sourceFile(file: string): ts.SourceFile {
  const known = parsed.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(join(root, file), 'utf8');
  const read = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  parsed.set(file, read);
  return read;
}

function constantsIn(file: string): readonly Constant[] {
  return sourceFile(file).statements.flatMap((statement) => {
    if (!ts.isVariableStatement(statement)) return [];
    const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      ts.isIdentifier(name) && initializer !== undefined
        ? [{ name: name.text, expression: initializer, comment: commentOf(statement), isExported }]
        : [],
    );
  });
}

function commentOf(statement: ts.Statement): string | undefined {
  const [comment] = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc);
  const text = comment === undefined ? undefined : ts.getTextOfJSDocComment(comment.comment);
  return text?.replace(/\s+/g, ' ').trim();
}

/** The first sentence, with the next one if the first is only a unit. */
function firstOf(comment: string): string {
  const plain = comment.replace(/\{@link (\w+)\}/g, '`$1`');
  const [first = '', second] = plain.split(/(?<=[a-z\d)`"]\.)\s+(?=[A-Z`"])/);
  return first.split(' ').length < 3 && second !== undefined ? `${first} ${second}` : first;
}

/** `undefined` if the value cannot be determined without running the source. */
function valueOf(expression: ts.Expression, file: string): number | undefined {
  if (ts.isNumericLiteral(expression)) return Number(expression.text.replaceAll('_', ''));
  if (ts.isParenthesizedExpression(expression)) return valueOf(expression.expression, file);
  if (ts.isIdentifier(expression)) return namedValue(expression.text, file);
  if (!ts.isBinaryExpression(expression)) return undefined;
  const left = valueOf(expression.left, file);
  const right = valueOf(expression.right, file);
  if (left === undefined || right === undefined) return undefined;
  switch (expression.operatorToken.kind) {
    case ts.SyntaxKind.PlusToken:
      return left + right;
    case ts.SyntaxKind.MinusToken:
      return left - right;
    case ts.SyntaxKind.AsteriskToken:
      return left * right;
    case ts.SyntaxKind.SlashToken:
      return left / right;
    case ts.SyntaxKind.AsteriskAsteriskToken:
      return left ** right;
    case ts.SyntaxKind.LessThanLessThanToken:
      return left << right;
    default:
      return undefined;
  }
}

function namedValue(name: string, file: string): number | undefined {
  const own = constantsIn(file).find((constant) => constant.name === name);
  if (own !== undefined) return valueOf(own.expression, file);
  for (const statement of sourceFile(file).statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const names = statement.importClause?.namedBindings;
    if (names === undefined || !ts.isNamedImports(names)) continue;
    const imported = names.elements.find((element) => element.name.text === name);
    if (imported === undefined || !statement.moduleSpecifier.text.startsWith('.')) continue;
    const from = join(dirname(file), statement.moduleSpecifier.text).replaceAll('\\', '/');
    return namedValue((imported.propertyName ?? imported.name).text, from);
  }
  return undefined;
}
