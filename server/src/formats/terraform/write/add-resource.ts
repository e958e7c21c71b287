import { relativeTo } from '../../../dns/names.ts';
import type { RecordEdit } from '../../../records/document.ts';
import { rangeOf } from '../../../text/range.ts';
import { folderOf } from '../paths.ts';
import type { TerraformRecord } from '../providers/read-records.ts';
import type { RecordResource } from '../providers/record-resource.ts';
import { RECORD_ROWS } from '../providers/table.ts';
import type { Attribute, Block } from '../syntax/body.ts';
import { rangeOfExpression } from '../syntax/raw-range.ts';
import { callOf } from './call.ts';
import type { ModuleCall } from './call.ts';
import type { Companions } from './companions.ts';
import { blockOf, declares } from './declaration.ts';
import type { Declaration } from './declaration.ts';
import { eolOf, insertEntry, stringIn } from './entries.ts';
import { memberOf } from './json-members.ts';
import { newRecordFor } from './new-record.ts';
import type { Addition, NewRecord } from './new-record.ts';
import { nameExpression } from './name-expression.ts';
import { isItsOwn, isShared } from './shared-arguments.ts';
import { hasOwnSet } from './type.ts';

/** What a new resource is printed from. */
interface Template {
  readonly found: TerraformRecord;
  readonly declaration: Declaration<Block>;
  /** The row of the new resource. */
  readonly provider: RecordResource;
  /** The call whose file the resource is added to, instead of the module's own. */
  readonly call: ModuleCall | undefined;
}

/** An argument as it is printed, and its value. */
type Line = readonly [argument: string, text: string];

/** A resource for the new record after the one of this record, that is set up as that is. */
export function addResource(
  found: TerraformRecord,
  addition: Addition,
  companions: Companions,
): readonly RecordEdit[] | undefined {
  const declaration = blockOf(found, companions);
  const provider = rowForType(found.source.provider, addition.type);
  if (declaration?.what.type !== 'resource' || provider === undefined) return undefined;
  if (
    found.source.isShownAtCall ||
    hasOwnSet({ ...found, source: { ...found.source, provider } }, addition.type, companions, addition.owner)
  )
    return undefined;
  const wanted = newRecordFor(addition, found, provider);
  if (wanted === undefined) return undefined;
  const isCalled = found.source.address.includes('|module.');
  const own = { found, declaration, provider, call: undefined };
  if (!isCalled) return resourceAfter(own, wanted, declaration, companions);
  // A module that is called once may have one more resource, where its name is not another one for another caller.
  const call = callOf(found, companions);
  if (call === undefined) return undefined;
  const inModule = call.isOnly ? resourceAfter(own, wanted, declaration, companions) : undefined;
  return inModule ?? resourceAfter({ ...own, call }, wanted, call.declaration, companions);
}

/** The row of the same provider for records of a type, where each type has a resource of its own. */
function rowForType(row: RecordResource, type: string): RecordResource | undefined {
  if (!('is' in row.type) || row.type.is === type) return row;
  const stem = row.resource.replace(`_${row.type.is.toLowerCase()}`, '_');
  return RECORD_ROWS.find(
    (one) =>
      'is' in one.type &&
      one.type.is === type &&
      one.providers.join() === row.providers.join() &&
      one.resource.replace(`_${type.toLowerCase()}`, '_').replace(/_set$/, '') === stem.replace(/_set$/, ''),
  );
}

function resourceAfter(
  template: Template,
  wanted: NewRecord,
  after: Declaration<Block>,
  companions: Companions,
): readonly RecordEdit[] | undefined {
  const { found, provider, call } = template;
  const name = nameExpression(found, wanted.owner, template.declaration, call, companions);
  const body = name === undefined ? undefined : bodyOf(template, wanted, name);
  if (body === undefined || name === undefined) return undefined;
  const { page, base, what: block } = after;
  const label = freeName(found, wanted, provider.resource, folderOf(page.path), companions);
  if (!page.file.isJson) {
    const eol = eolOf(page.content);
    const typed = [`resource "${provider.resource}" "${label}" {`, ...printed(body, '  '), '}'].join(eol);
    const end = base + block.range.end;
    return [{ path: page.path, range: rangeOf(end, end), text: eol + eol + typed }];
  }
  // Another type of resource would be in another object of the file.
  if (call !== undefined || provider !== found.source.provider) return undefined;
  return insertMember(after, label, body);
}

/** The arguments of the new resource; items in a nested block, or in a list of objects, as those of this one are. */
interface NewBody {
  readonly lines: readonly Line[];
  readonly item:
    { readonly name: string; readonly isBlock: boolean; readonly lines: readonly Line[] } | undefined;
}

/** `undefined` where an argument may not suit another record, or one is missing. */
function bodyOf(
  { found, declaration, provider, call }: Template,
  wanted: NewRecord,
  name: string,
): NewBody | undefined {
  const { body } = declaration.what;
  const { at, source } = found;
  const own = source.provider;
  const target = call?.declaration.page ?? declaration.page;
  const isSameRow = provider === own;
  const { items } = provider;
  const blocks = body.allBlocks.filter(({ type }) => type !== 'timeouts');
  if (blocks.some(({ type }) => type !== own.items)) return undefined;
  // The arguments of an item, where the resource has its records in items.
  const itemBlock = at.item === undefined ? undefined : blocks[at.item];
  const itemList = own.items === undefined ? undefined : body.attribute(own.items);
  const isInItem = itemBlock !== undefined || (itemList !== undefined && at.item !== undefined);
  if (own.items !== undefined && at.item !== undefined && !isInItem) return undefined;
  const values: Line[] = [];
  const value = stringIn(target, wanted.value);
  const argument = isSameRow ? at.argument : (provider.values[0] ?? '');
  const isList = isSameRow ? at.element !== undefined : provider.hasList;
  const lines: Line[] = [];
  for (const attribute of body.attributes) {
    if (own.items !== undefined && attribute.name === own.items) continue;
    if (own.values.includes(attribute.name) || attribute.name === own.parts) {
      if (attribute.name === at.argument && isSameRow) lines.push(valueLine(argument, value, isList));
      continue;
    }
    if (attribute.name === own.priority) {
      if (wanted.priority !== undefined && isSameRow) lines.push([attribute.name, wanted.priority]);
      continue;
    }
    const text = textOf(attribute, { found, declaration, provider, call }, wanted, name);
    if (text === undefined) return undefined;
    if (text !== '') lines.push([attribute.name, text]);
  }
  if (isSameRow ? own.parts !== undefined && at.argument === own.parts : provider.parts !== undefined)
    return undefined;
  const hasValue = lines.some(([one]) => one === argument);
  const priorityLine: Line | undefined =
    wanted.priority === undefined || provider.priority === undefined
      ? undefined
      : [provider.priority, wanted.priority];
  if (items !== undefined && (isInItem || !isSameRow)) {
    if (hasValue) return undefined;
    const inItem = isSameRow && itemBlock !== undefined ? itemBlock.body.attributes : [];
    for (const attribute of inItem) {
      if (own.values.includes(attribute.name) || attribute.name === own.priority) continue;
      const text = textOf(attribute, { found, declaration, provider, call }, wanted, name);
      if (text === undefined) return undefined;
      if (text !== '') values.push([attribute.name, text]);
    }
    if (itemBlock === undefined && isSameRow && !isPlainItem(found)) return undefined;
    if (priorityLine !== undefined) values.push(priorityLine);
    values.push(valueLine(argument, value, isList));
  } else if (!hasValue) {
    lines.push(valueLine(argument, value, isList));
    if (priorityLine !== undefined) lines.push(priorityLine);
  } else if (priorityLine !== undefined && !lines.some(([one]) => one === provider.priority)) {
    lines.push(priorityLine);
  }
  if (wanted.priority !== undefined && provider.priority === undefined) return undefined;
  const hasName = [...lines, ...values].some(([one]) => provider.owner.includes(one));
  const [nameArgument] = provider.owner;
  if (!hasName && wanted.owner !== found.record.owner) {
    if (nameArgument === undefined) return undefined;
    // After the zone, as documentation has it.
    const zone = lines.findIndex(([one]) => provider.zone.includes(one));
    lines.splice(zone + 1, 0, [nameArgument, name]);
  }
  const isBlock = isSameRow ? itemBlock !== undefined && !target.file.isJson : true;
  const item =
    values.length === 0 || items === undefined ? undefined : { name: items, isBlock, lines: values };
  return { lines, item };
}

/** An item that has nothing but its value: `records = [{ value = "…" }]`. */
function isPlainItem({ source: { provider } }: TerraformRecord): boolean {
  return provider.priority === undefined;
}

function valueLine(argument: string, value: string, isList: boolean): Line {
  return [argument, isList ? `[${value}]` : value];
}

/** An argument of the new resource; empty: it has none. `undefined`: it may be another one for another record. */
function textOf(
  attribute: Attribute,
  { found: { source }, declaration, provider, call }: Template,
  wanted: NewRecord,
  nameText: string,
): string | undefined {
  const own = source.provider;
  const { name } = attribute;
  const target = call?.declaration.page ?? declaration.page;
  if (own.owner.includes(name)) return nameText;
  if ('argument' in own.type && own.type.argument === name)
    return 'argument' in provider.type ? stringIn(target, wanted.type) : '';
  if (isItsOwn(name)) return '';
  if (!isShared(name, own)) return undefined;
  const { start, end } = rangeOfExpression(attribute.expression);
  const typed = declaration.item.text.slice(start, end);
  if (typed.includes('\n')) return undefined;
  return call === undefined ? typed : call.inCaller(typed);
}

function printed({ lines, item }: NewBody, indent: string): readonly string[] {
  const isBlock = item?.isBlock === true;
  const itemLine: readonly Line[] =
    item === undefined || isBlock
      ? []
      : [[item.name, `[{ ${item.lines.map(([name, text]) => `${name} = ${text}`).join(', ')} }]`]];
  const all = aligned([...lines, ...itemLine], indent);
  if (!isBlock) return all;
  const inner = aligned(item.lines, `${indent}  `);
  return [...all, '', `${indent}${item.name} {`, ...inner, `${indent}}`];
}

function aligned(lines: readonly Line[], indent: string): readonly string[] {
  const width = Math.max(0, ...lines.map(([argument]) => argument.length));
  return lines.map(([argument, text]) => `${indent}${argument.padEnd(width)} = ${text}`);
}

/** After the resource's own member of the object that has those of its type. */
function insertMember(
  after: Declaration<Block>,
  label: string,
  { lines, item }: NewBody,
): readonly RecordEdit[] | undefined {
  const { item: file, page, what } = after;
  const member = memberOf(file.text, what.range);
  if (member === undefined) return undefined;
  const members: Line[] = [...lines];
  if (item !== undefined) {
    const object = `{ ${item.lines.map(([name, text]) => `${JSON.stringify(name)}: ${text}`).join(', ')} }`;
    members.push([item.name, `[${object}]`]);
  }
  const typed = members.map(([name, text]) => `${JSON.stringify(name)}: ${text}`);
  const own = file.text.slice(what.range.start, what.range.end);
  // One member a line, as this resource has them, or all in one.
  const inner = /^\{[ \t]*\r?\n([ \t]*)/.exec(own)?.[1];
  const outer = /\n([ \t]*)\}$/.exec(own)?.[1] ?? '';
  const eol = eolOf(page.content);
  const body =
    inner === undefined
      ? `{ ${typed.join(', ')} }`
      : `{${eol}${typed.map((one) => inner + one).join(`,${eol}`)}${eol}${outer}}`;
  return insertEntry(after, member, member.index, `${JSON.stringify(label)}: ${body}`, 'comma');
}

/** A name after the owner's that no resource of the module has. */
function freeName(
  { zone }: TerraformRecord,
  { owner, type }: NewRecord,
  resource: string,
  folder: string,
  companions: Companions,
): string {
  const within = (zone.name === undefined ? undefined : relativeTo(owner, zone.name)) ?? owner;
  const plain = within.replace(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '');
  const name = /^[a-z]/.test(plain) ? plain : `_${plain}`;
  const pages = companions.module(folder);
  const isTaken = (label: string): boolean => declares(resource, label, pages);
  const candidates = [name, `${name}_${type.toLowerCase()}`];
  for (const candidate of candidates) if (!isTaken(candidate)) return candidate;
  for (let count = 2; ; count++) if (!isTaken(`${name}_${count}`)) return `${name}_${count}`;
}
