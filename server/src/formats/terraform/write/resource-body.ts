import type { TerraformRecord } from '../providers/read-records.ts';
import type { RecordResource } from '../providers/record-resource.ts';
import type { Attribute, Block } from '../syntax/body.ts';
import { rangeOfExpression } from '../syntax/raw-range.ts';
import type { ModuleCall } from './call.ts';
import type { Page } from './siblings.ts';
import type { Declaration } from './declaration.ts';
import { stringIn } from './entries.ts';
import type { NewRecord } from './new-record.ts';
import { isItsOwn, isShared } from './shared-arguments.ts';

/** The template for printing a new resource. */
export interface ResourceTemplate {
  readonly found: TerraformRecord;
  readonly declaration: Declaration<Block>;
  /** The row of the new resource. */
  readonly provider: RecordResource;
  /** The call whose file the resource is added to, instead of the module's own. */
  readonly call: ModuleCall | undefined;
}

/** An argument as it is printed, and its value. */
export type Line = readonly [argument: string, text: string];

/** The arguments of a new resource, and of the item in it if its records are items: a nested block, or a list of objects. */
export interface NewBody {
  readonly lines: readonly Line[];
  readonly item:
    { readonly name: string; readonly isBlock: boolean; readonly lines: readonly Line[] } | undefined;
}

/** `name`: the expression of the new name. `undefined` if an argument may not suit another record, or one is missing. */
export function bodyOf(template: ResourceTemplate, wanted: NewRecord, name: string): NewBody | undefined {
  const { found, declaration, provider } = template;
  const { body } = declaration.what;
  const { source, at, record } = found;
  const own = source.provider;
  const isSameRow = provider === own;
  if (wanted.priority !== undefined && provider.priority === undefined) return undefined;
  if (isSameRow ? own.parts !== undefined && at.argument === own.parts : provider.parts !== undefined)
    return undefined;
  const item = itemIn(template);
  if (item === undefined) return undefined;
  const isItem = provider.items !== undefined && (item.isItem || !isSameRow);
  const values = valueLines(template, wanted);
  const given = body.attributes.filter((one) => one.name !== own.items);
  const lines = linesOf(given, template, { wanted, name, values: isItem ? [] : values });
  const inBlock = isSameRow ? (item.block?.body.attributes ?? []) : [];
  const itemLines = linesOf(inBlock, template, { wanted, name, values });
  if (lines === undefined || itemLines === undefined) return undefined;
  const all = wanted.owner === record.owner ? lines : withName(lines, itemLines, provider, name);
  if (!isItem) return { lines: all, item: undefined };
  const isBlock = isSameRow ? item.block !== undefined : !pageOf(template).file.isJson;
  return { lines: all, item: { name: provider.items, isBlock, lines: itemLines } };
}

/** The page that the resource is added to. */
function pageOf({ call, declaration }: ResourceTemplate): Page {
  return call?.declaration.page ?? declaration.page;
}

/** Whether the record is an item of its resource, and the block of that item; `undefined` for one that cannot be copied. */
function itemIn({
  found,
  declaration,
  provider,
}: ResourceTemplate): { readonly isItem: boolean; readonly block?: Block } | undefined {
  const { at, source } = found;
  const { items, priority } = source.provider;
  const { body } = declaration.what;
  const blocks = body.allBlocks.filter(({ type }) => type !== 'timeouts');
  if (blocks.some(({ type }) => type !== items)) return undefined;
  if (at.item === undefined || items === undefined) return { isItem: false };
  const block = blocks[at.item];
  if (block !== undefined) return { isItem: true, block };
  // Objects that only contain the value: `records = [{ value = "…" }]`.
  const isPlain =
    body.attribute(items) !== undefined && (priority === undefined || provider !== source.provider);
  return isPlain ? { isItem: true } : undefined;
}

interface Said {
  readonly wanted: NewRecord;
  readonly name: string;
  /** They replace the value. */
  readonly values: readonly Line[];
}

/** Arguments that also suit the new record, with its name, its type and its value. */
function linesOf(
  attributes: readonly Attribute[],
  template: ResourceTemplate,
  { wanted, name, values: wantedValues }: Said,
): readonly Line[] | undefined {
  const { values, parts, priority } = template.found.source.provider;
  const lines: Line[] = [];
  let left = wantedValues;
  for (const attribute of attributes) {
    if (attribute.name === priority) continue;
    if (attribute.name === parts || values.includes(attribute.name)) {
      lines.push(...left);
      left = [];
      continue;
    }
    const text = textOf(attribute, template, wanted, name);
    if (text === undefined) return undefined;
    if (text !== '') lines.push([attribute.name, text]);
  }
  return [...lines, ...left];
}

/** The value and, for an MX record, the preference before it. */
function valueLines(template: ResourceTemplate, { value, priority }: NewRecord): readonly Line[] {
  const { found, provider } = template;
  const isSameRow = provider === found.source.provider;
  const argument = isSameRow ? found.at.argument : (provider.values[0] ?? '');
  const isList = isSameRow ? found.at.element !== undefined : provider.hasList;
  const text = stringIn(pageOf(template), value);
  const line: Line = [argument, isList ? `[${text}]` : text];
  return priority === undefined || provider.priority === undefined
    ? [line]
    : [[provider.priority, priority], line];
}

/** The name after the zone, as in documentation, if the copied resource omits it. */
function withName(
  lines: readonly Line[],
  others: readonly Line[],
  { owner, zone }: Pick<RecordResource, 'owner' | 'zone'>,
  name: string,
): readonly Line[] {
  const [argument] = owner;
  if (argument === undefined || [...lines, ...others].some(([one]) => owner.includes(one))) return lines;
  const at = lines.findIndex(([one]) => zone.includes(one)) + 1;
  return [...lines.slice(0, at), [argument, name], ...lines.slice(at)];
}

/** An argument of the new resource; empty: it has none. `undefined`: it may differ for another record. */
function textOf(
  attribute: Attribute,
  template: ResourceTemplate,
  { type }: NewRecord,
  nameText: string,
): string | undefined {
  const { found, declaration, provider, call } = template;
  const own = found.source.provider;
  const { name } = attribute;
  if (own.owner.includes(name)) return nameText;
  if ('argument' in own.type && own.type.argument === name)
    return 'argument' in provider.type ? stringIn(pageOf(template), type) : '';
  if (isItsOwn(name)) return '';
  if (!isShared(name, own)) return undefined;
  const { start, end } = rangeOfExpression(attribute.expression);
  const typed = declaration.item.text.slice(start, end);
  if (typed.includes('\n')) return undefined;
  return call === undefined ? typed : call.inCaller(typed);
}
