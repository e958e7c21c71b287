import { relativeTo } from '../../../dns/names.ts';
import type { RecordEdit } from '../../../records/document.ts';
import { rangeOf } from '../../../text/range.ts';
import { folderOf } from '../../../text/paths.ts';
import type { TerraformRecord } from '../providers/read-records.ts';
import type { RecordResource } from '../providers/record-resource.ts';
import { RECORD_ROWS } from '../providers/table.ts';
import type { Block } from '../syntax/body.ts';
import { callOf } from './call.ts';
import type { Siblings } from './siblings.ts';
import { blockOf, declares } from './declaration.ts';
import type { Declaration } from './declaration.ts';
import { eolOf, insertEntry } from './entries.ts';
import { memberOf } from './json-members.ts';
import { newRecordFor } from './new-record.ts';
import type { Addition, NewRecord } from './new-record.ts';
import { nameExpression } from './name-expression.ts';
import { bodyOf } from './resource-body.ts';
import type { Line, NewBody, ResourceTemplate } from './resource-body.ts';
import { hasOwnSet } from './type.ts';

/** Adds a resource for the new record after the one of this record, with the same setup. */
export function addResource(
  found: TerraformRecord,
  addition: Addition,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const declaration = blockOf(found, siblings);
  const provider = rowForType(found.source.provider, addition.type);
  if (declaration?.what.type !== 'resource' || provider === undefined) return undefined;
  if (
    found.source.isShownAtCall ||
    hasOwnSet({ ...found, source: { ...found.source, provider } }, addition.type, siblings, addition.owner)
  )
    return undefined;
  const wanted = newRecordFor(addition, found, provider);
  if (wanted === undefined) return undefined;
  const isCalled = found.source.address.includes('|module.');
  const own = { found, declaration, provider, call: undefined };
  if (!isCalled) return resourceAfter(own, wanted, declaration, siblings);
  // A module that is called once can have one more resource, unless another caller would give it another name.
  const call = callOf(found, siblings);
  if (call === undefined) return undefined;
  const inModule = call.isOnly ? resourceAfter(own, wanted, declaration, siblings) : undefined;
  return inModule ?? resourceAfter({ ...own, call }, wanted, call.declaration, siblings);
}

/** The row of the same provider for records of a type, if each type has a resource of its own. */
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
  template: ResourceTemplate,
  wanted: NewRecord,
  after: Declaration<Block>,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const { found, provider, call } = template;
  const name = nameExpression(found, wanted.owner, template.declaration, call, siblings);
  const body = name === undefined ? undefined : bodyOf(template, wanted, name);
  if (body === undefined || name === undefined) return undefined;
  const { page, base, what: block } = after;
  const label = freeName(found, wanted, provider.resource, folderOf(page.path), siblings);
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

/** Inserts after the resource's own member of the object with its type. */
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
  // One member per line, like this resource, or all on one line.
  const inner = /^\{[ \t]*\r?\n([ \t]*)/.exec(own)?.[1];
  const outer = /\n([ \t]*)\}$/.exec(own)?.[1] ?? '';
  const eol = eolOf(page.content);
  const body =
    inner === undefined
      ? `{ ${typed.join(', ')} }`
      : `{${eol}${typed.map((one) => inner + one).join(`,${eol}`)}${eol}${outer}}`;
  return insertEntry(after, member, member.index, `${JSON.stringify(label)}: ${body}`, 'comma');
}

/** A name based on the owner's that no resource of the module has. */
function freeName(
  { zone }: TerraformRecord,
  { owner, type }: NewRecord,
  resource: string,
  folder: string,
  siblings: Siblings,
): string {
  const within = (zone.name === undefined ? undefined : relativeTo(owner, zone.name)) ?? owner;
  const plain = within.replace(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '');
  const kind = type.toLowerCase();
  const name = plain === '' ? kind : /^[a-z]/.test(plain) ? plain : `_${plain}`;
  const pages = siblings.module(folder);
  const isTaken = (label: string): boolean => declares(resource, label, pages);
  const typed = plain === '' ? kind : `${name}_${kind}`;
  // Records that are added together do not know each other's names: SPF and MX, "_mta-sts" and its host "mta-sts".
  const isHost = type === 'MX' || (type === 'CNAME' && !within.includes('_'));
  const candidates = isHost && !resource.includes(kind) ? [typed] : [name, typed];
  for (const candidate of candidates) if (!isTaken(candidate)) return candidate;
  for (let count = 2; ; count++) if (!isTaken(`${name}_${count}`)) return `${name}_${count}`;
}
