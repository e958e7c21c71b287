import type { ModuleFile } from '../evaluate/module-source.ts';
import { folderOf } from '../../../text/paths.ts';
import type { TerraformRecord } from '../providers/read-records.ts';
import type { Attribute, Block, Body } from '../syntax/body.ts';
import type { Expression, Tuple } from '../syntax/expression.ts';
import type { TopLevelItem } from '../syntax/item.ts';
import { rangeOfExpression } from '../syntax/raw-range.ts';
import { readExpression } from '../syntax/read-expression.ts';
import type { Siblings, Page } from './siblings.ts';

/** A declaration in an item of a file. All ranges in it are relative to the item's start. */
export interface Declaration<T> {
  readonly page: Page;
  readonly item: TopLevelItem;
  /** Where the item starts in the document. */
  readonly base: number;
  readonly what: T;
}

/** The block of a record's resource. */
export function blockOf({ source }: TerraformRecord, siblings: Siblings): Declaration<Block> | undefined {
  const page = siblings.page(source.path);
  let base = 0;
  for (const item of page?.file.items ?? []) {
    const end = base + item.text.length;
    if (page !== undefined && source.range.start < end) {
      const what = item.blocks.find(({ range }) => base + range.start === source.range.start);
      return what && { page, item, base, what };
    }
    base = end;
  }
  return undefined;
}

/** The expressions that were used, by where they start: each element of a list uses the whole list. */
const READ = new WeakMap<TopLevelItem, Map<number, Expression>>();

/** An expression of an attribute, without the parentheses around it. */
export function expressionIn({ item }: Declaration<unknown>, { expression: raw }: Attribute): Expression {
  const known = READ.get(item) ?? new Map<number, Expression>();
  READ.set(item, known);
  const { start } = rangeOfExpression(raw);
  let expression = known.get(start) ?? readExpression(item.text, raw).expression;
  known.set(start, expression);
  while (expression.kind === 'parentheses') expression = expression.inner;
  return expression;
}

/** A list literal. */
export interface WrittenList {
  readonly in: Declaration<unknown>;
  readonly tuple: Tuple;
}

/**
 * The list that is the value of an expression: a list literal there, or in a local that nothing else refers to. `undefined` if it
 * is computed.
 */
export function writtenListOf(
  declaration: Declaration<unknown>,
  expression: Expression,
  siblings: Siblings,
): WrittenList | undefined {
  if (expression.kind === 'tuple') return { in: declaration, tuple: expression };
  if (expression.kind !== 'attribute' || expression.object.kind !== 'variable') return undefined;
  if (expression.object.name !== 'local') return undefined;
  const { name } = expression;
  const folder = folderOf(declaration.page.path);
  if (references(`local.${name}`, siblings.module(folder)) !== 1) return undefined;
  const local = localOf(name, siblings.module(folder));
  const value = local && expressionIn(local, local.what);
  return local && value?.kind === 'tuple' ? { in: local, tuple: value } : undefined;
}

function localOf(name: string, pages: readonly Page[]): Declaration<Attribute> | undefined {
  for (const page of pages) {
    let base = 0;
    for (const item of page.file.items) {
      for (const { type, body } of item.blocks) {
        const what = type === 'locals' ? body.attribute(name) : undefined;
        if (what !== undefined) return { page, item, base, what };
      }
      base += item.text.length;
    }
  }
  return undefined;
}

/** How often a module contains a name such as `local.spf` or `aws_route53_record.spf`, including comments. */
export function references(name: string, pages: readonly Page[]): number {
  return pages.reduce((sum, page) => sum + (saidIn(page).get(name) ?? 0), 0);
}

const SAID = new WeakMap<ModuleFile, ReadonlyMap<string, number>>();
const DOTTED = /(?<![\w.-])[A-Za-z_][\w-]*\s*\.\s*[A-Za-z_][\w-]*/g;

/** The first parts of the references in a file, with counts. */
function saidIn({ file, content }: Page): ReadonlyMap<string, number> {
  let said = SAID.get(file);
  if (said === undefined) {
    const counts = new Map<string, number>();
    for (const [typed] of content.matchAll(DOTTED)) {
      const name = typed.replace(/\s+/g, '');
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    SAID.set(file, (said = counts));
  }
  return said;
}

const DECLARED = new WeakMap<ModuleFile, ReadonlySet<string>>();

/** Whether a module has a resource of that type and name. */
export function declares(type: string, name: string, pages: readonly Page[]): boolean {
  return pages.some(({ file }) => {
    let declared = DECLARED.get(file);
    if (declared === undefined) {
      const resources = file.items.flatMap(({ blocks }) =>
        blocks.filter((block) => block.type === 'resource'),
      );
      declared = new Set(resources.map(({ labels }) => labels.map(({ text }) => text).join('.')));
      DECLARED.set(file, declared);
    }
    return declared.has(`${type}.${name}`);
  });
}

/** Whether a body has one of these arguments. */
export function hasAny(body: Body, names: readonly string[]): boolean {
  return names.some((name) => body.attribute(name) !== undefined);
}
