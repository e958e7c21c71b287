import type { TerraformRecord } from '../providers/read-records.ts';
import type { Block } from '../syntax/body.ts';
import { rangeOfExpression } from '../syntax/raw-range.ts';
import type { Siblings } from './siblings.ts';
import { hasAny } from './declaration.ts';
import type { Declaration } from './declaration.ts';

/** The call of the module that makes a record, in a root module. */
export interface ModuleCall {
  readonly declaration: Declaration<Block>;
  /** No other call makes records with the module's resource. */
  readonly isOnly: boolean;
  /** An expression of the module as the caller can write it; `undefined` if it cannot. */
  readonly inCaller: (expression: string) => string | undefined;
}

/** `undefined` if the caller is called by another module. */
export function callOf(found: TerraformRecord, siblings: Siblings): ModuleCall | undefined {
  const { source } = found;
  const { address, root, path } = source;
  const name = /\|module\.([\w-]+)(?:\[[^\]]*\])?\.(?!module\.)/.exec(address)?.[1];
  const declaration = name === undefined ? undefined : callNamed(name, root, siblings);
  if (declaration === undefined) return undefined;
  const prefix = address.slice(0, address.lastIndexOf('.', address.indexOf(`${source.provider.resource}.`)));
  const isOnly = siblings
    .records()
    .every((one) => one.source.path !== path || one.source.address.startsWith(`${prefix}.`));
  return { declaration, isOnly, inCaller: (expression) => inCaller(expression, declaration) };
}

function callNamed(name: string, folder: string, siblings: Siblings): Declaration<Block> | undefined {
  for (const page of siblings.module(folder)) {
    let base = 0;
    for (const item of page.file.items) {
      const what = item.blocks.find(({ type, labels }) => type === 'module' && labels[0]?.text === name);
      if (what !== undefined) return { page, item, base, what };
      base += item.text.length;
    }
  }
  return undefined;
}

/** A literal is the same everywhere; a variable is the argument of the call. */
function inCaller(expression: string, { what, item, page }: Declaration<Block>): string | undefined {
  if (page.file.isJson || hasAny(what.body, ['providers'])) return undefined;
  if (/^(?:"[^"$%\\]*"|\d+|true|false)$/.test(expression)) return expression;
  const name = /^var\.([\w-]+)$/.exec(expression)?.[1];
  const given = name === undefined ? undefined : what.body.attribute(name);
  if (given === undefined) return undefined;
  const { start, end } = rangeOfExpression(given.expression);
  const typed = item.text.slice(start, end);
  return /\n|\b(?:each|count)\./.test(typed) ? undefined : typed;
}
