import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.join(__dirname, '../..');

/** Names that several files may export, with the reason. */
const ALLOWED: Readonly<Record<string, string>> = {
  ReportText:
    'The two halves of one interface: the server sends it, and the client, which imports no server, reads it.',
  activate: 'What an editor calls: one for each kind of host.',
};

/** The names of the library are for its users, who see no other names. */
const PUBLIC = /^server\/src\/hosts\/api\/(?:types|options|texts|files)\.ts$/;

/** Replaces a Node module, and has its names. */
const IN_PLACE_OF_NODE = /^server\/src\/hosts\/browser\/node-[a-z]+\.ts$/;

describe('the exported names', () => {
  it('each mean one thing', () => {
    const files = ['server/src', 'client/src']
      .flatMap(filesIn)
      .filter((file) => !PUBLIC.test(file) && !IN_PLACE_OF_NODE.test(file));
    assert.ok(files.length > 500, `${files.length} files were read`);
    const shared = namesInSeveral(
      files.map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') })),
    );
    const unexpected = [...shared].filter(([name]) => !(name in ALLOWED));
    assert.deepEqual(unexpected, [], 'rename all but one of these, or keep only one of them');
    assert.deepEqual(
      Object.keys(ALLOWED).filter((name) => !shared.has(name)),
      [],
      'these are exported once and need no exception',
    );
  });

  it('are read in every form in which a file can export them', () => {
    const other =
      'const a = 1, f = 2;\nexport { a, f as g };\nexport let b, c;\nexport const { d, e: [h] } = o;\n' +
      'export abstract class K {}\nexport type T = 1;\nexport interface I {}\nexport enum E {}\nexport async function* w() {}';
    for (const name of ['a', 'g', 'b', 'c', 'd', 'h', 'K', 'T', 'I', 'E', 'w']) {
      const shared = namesInSeveral([
        { file: 'one.ts', text: `export const ${name} = 1;` },
        { file: 'other.ts', text: other },
      ]);
      assert.deepEqual([...shared], [[name, ['one.ts', 'other.ts']]]);
    }
  });

  it('are counted once if a file passes them on, or has two declarations of one', () => {
    const shared = namesInSeveral([
      { file: 'one.ts', text: 'export const a = 1;\nexport type B = 1;\nexport default a;' },
      {
        file: 'passed-on.ts',
        text: "import type { B } from './one.ts';\nexport type { B };\nexport * from './one.ts';",
      },
      { file: 'again.ts', text: "export { a } from './one.ts';\nconst x = 1;\nexport { x as default };" },
      {
        file: 'overloads.ts',
        text: 'export function f(a: 1): void;\nexport function f(a: unknown): void {}',
      },
      { file: 'inner.ts', text: 'function g() { const a = 1; }' },
    ]);
    assert.deepEqual([...shared], []);
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .sort();
}

/** The names that several of the files declare and export, with those files. */
function namesInSeveral(
  sources: readonly { readonly file: string; readonly text: string }[],
): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>();
  for (const { file, text } of sources) {
    for (const name of exportedNames(ts.createSourceFile(file, text, ts.ScriptTarget.Latest))) {
      files.set(name, [...(files.get(name) ?? []), file]);
    }
  }
  return new Map([...files].filter(([, { length }]) => length > 1));
}

/**
 * The names that a file declares and exports, values and types. Names that it only passes on and `default` are left
 * out.
 */
function exportedNames(source: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const imported = new Set<string>();
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) namesOfImport(statement, imported);
    else if (ts.isExportDeclaration(statement)) {
      // `export … from` passes names on.
      const { exportClause: clause, moduleSpecifier } = statement;
      if (moduleSpecifier !== undefined || clause === undefined || !ts.isNamedExports(clause)) continue;
      for (const { name, propertyName } of clause.elements) {
        if (!imported.has((propertyName ?? name).text)) names.add(name.text);
      }
    } else if (isExported(statement)) namesOfDeclaration(statement, names);
  }
  names.delete('default');
  return names;
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  const kinds = modifiers.map(({ kind }) => kind);
  return kinds.includes(ts.SyntaxKind.ExportKeyword) && !kinds.includes(ts.SyntaxKind.DefaultKeyword);
}

function namesOfImport({ importClause }: ts.ImportDeclaration, into: Set<string>): void {
  const bindings = importClause?.namedBindings;
  if (importClause?.name !== undefined) into.add(importClause.name.text);
  if (bindings === undefined) return;
  for (const { name } of ts.isNamedImports(bindings) ? bindings.elements : [bindings]) into.add(name.text);
}

function namesOfDeclaration(statement: ts.Statement, into: Set<string>): void {
  if (ts.isVariableStatement(statement)) {
    for (const { name } of statement.declarationList.declarations) namesOfBinding(name, into);
  } else if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement)
  ) {
    if (statement.name !== undefined) into.add(statement.name.text);
  }
}

function namesOfBinding(name: ts.BindingName, into: Set<string>): void {
  if (ts.isIdentifier(name)) into.add(name.text);
  else {
    for (const element of name.elements) if (ts.isBindingElement(element)) namesOfBinding(element.name, into);
  }
}
