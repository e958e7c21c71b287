// A rule for eslint: a `{ start, end }` of numbers is made by `rangeOf`, which checks it. `eslint --fix` changes it.
import { dirname, relative } from 'node:path';
import ts from 'typescript';

/** Relative to the project's root. */
const MODULE = 'server/src/text/range.ts';

export const rangesAreMade = {
  meta: {
    type: 'problem',
    fixable: 'code',
    messages: { literal: 'Make the range with rangeOf(start, end) of text/range.ts, which checks it.' },
    schema: [],
  },
  create(context) {
    const { sourceCode } = context;
    const isNumber = (node) =>
      (sourceCode.parserServices.getTypeAtLocation(node).flags & ts.TypeFlags.NumberLike) !== 0;
    return {
      ObjectExpression(node) {
        const values = new Map();
        for (const property of node.properties) {
          if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') return;
          values.set(property.key.name, property.value);
        }
        const [start, end] = [values.get('start'), values.get('end')];
        if (values.size !== 2 || start === undefined || end === undefined) return;
        if (!isNumber(start) || !isNumber(end)) return;
        context.report({
          node,
          messageId: 'literal',
          *fix(fixer) {
            const [from, to] = [start, end].map((value) => sourceCode.getText(value));
            yield fixer.replaceText(node, `rangeOf(${from}, ${to})`);
            yield* importing(fixer);
          },
        });
      },
    };

    /** Makes the file import `rangeOf`. */
    function* importing(fixer) {
      const imports = sourceCode.ast.body.filter(({ type }) => type === 'ImportDeclaration');
      const names = imports.flatMap(({ specifiers }) => specifiers.map(({ local }) => local.name));
      if (names.includes('rangeOf')) return;
      const path = relative(dirname(context.filename), `${context.cwd}/${MODULE}`).replaceAll('\\', '/');
      const line = `import { rangeOf } from '${path.startsWith('.') ? path : `./${path}`}';\n`;
      const same = imports.find(({ source }) => source.value.endsWith('/range.ts'));
      const [before] = same === undefined ? sourceCode.ast.body : [same];
      yield fixer.insertTextBefore(before, line);
    }
  },
};
