import type { TypedPath } from '../../records/document.ts';
import type { DecodedText } from '../../text/decoded-text.ts';
import { rangeOf, shift } from '../../text/range.ts';
import { isLocalSource, type ModuleFile } from './evaluate/module-source.ts';
import type { Attribute, Body } from './syntax/body.ts';
import type { Expression } from './syntax/expression.ts';
import { partsOfExpression } from './syntax/parts-of-expression.ts';
import { readExpression } from './syntax/read-expression.ts';

/** Functions whose first argument is the path of a file. */
const READING = new Set([
  'file',
  'filebase64',
  'filebase64sha256',
  'filebase64sha512',
  'fileexists',
  'filemd5',
  'filesha1',
  'filesha256',
  'filesha512',
  'templatefile',
]);

/** A call of one of them anywhere in a text. */
const READING_TEXT = /\b(?:template)?file\w*\s*\(/;

/**
 * The paths in a module file, relative to its own folder: sources of local modules, and the files that functions read, with or
 * without a leading `${path.module}/`.
 */
export function typedPathsIn({ items }: ModuleFile): readonly TypedPath[] {
  const paths: TypedPath[] = [];
  let base = 0;
  for (const { text, blocks, attributes } of items) {
    const read = ({ expression }: Attribute): Expression => readExpression(text, expression).expression;
    const add = (path: TypedPath | undefined): void => {
      if (path !== undefined) paths.push({ file: path.file, range: shift(path.range, base) });
    };
    for (const { type, body } of blocks) {
      const source = type === 'module' ? body.attribute('source') : undefined;
      const path = source && pathIn(read(source));
      if (path !== undefined && isLocalSource(path.file)) add(path);
    }
    if (READING_TEXT.test(text)) {
      for (const attribute of [...attributes, ...blocks.flatMap(({ body }) => attributesIn(body))])
        for (const part of partsOfExpression(read(attribute)))
          if (part.kind === 'call' && READING.has(part.name)) add(pathIn(part.arguments[0]));
    }
    base += text.length;
  }
  return paths;
}

function attributesIn({ attributes, allBlocks }: Body): readonly Attribute[] {
  return [...attributes, ...allBlocks.flatMap(({ body }) => attributesIn(body))];
}

/** A string that is only a path, or one after `${path.module}/`. */
function pathIn(expression: Expression | undefined): TypedPath | undefined {
  if (expression?.kind !== 'template' || expression.form !== 'quoted') return undefined;
  const [first, second, ...more] = expression.parts;
  if (first?.kind === 'text' && second === undefined) return typedPath(first, 0);
  const isAfterModule =
    first?.kind === 'interpolation' && isPathModule(first.expression) && second?.kind === 'text';
  return isAfterModule && more.length === 0 && second.text.startsWith('/') ? typedPath(second, 1) : undefined;
}

function isPathModule(expression: Expression): boolean {
  return (
    expression.kind === 'attribute' &&
    expression.name === 'module' &&
    expression.object.kind === 'variable' &&
    expression.object.name === 'path'
  );
}

/** The path, if its source text is the same as its value. */
function typedPath({ text, segments: [only, ...more] }: DecodedText, from: number): TypedPath | undefined {
  if (only === undefined || more.length > 0) return undefined;
  const { start, end } = only.source;
  if (end - start !== text.length || text.length === from) return undefined;
  return { file: text.slice(from), range: rangeOf(start + from, end) };
}
