import { rangeOf } from '../../../text/range.ts';
import { relativeTo } from '../../../dns/names.ts';
import type { RecordEdit } from '../../../records/document.ts';
import type { RecordChange } from '../../../records/format.ts';
import { folderOf } from '../paths.ts';
import type { TerraformRecord } from '../providers/read-records.ts';
import { rangeOfExpression } from '../syntax/raw-range.ts';
import type { Attribute, Block } from '../syntax/body.ts';
import type { Expression } from '../syntax/expression.ts';
import { partsOfExpression } from '../syntax/parts-of-expression.ts';
import type { Companions } from './companions.ts';
import { blockOf, declares, expressionIn, writtenListOf } from './declaration.ts';
import type { Declaration } from './declaration.ts';
import { escapeOctets, escapeTemplate } from './literal.ts';
import { isTypedWhole, nameAs } from './owner.ts';
import { isOneInstance } from './remove.ts';
import { argumentText } from './strings.ts';
import { hasOwnSet } from './type.ts';
import { ownLines } from './whole-lines.ts';

type Addition = Extract<RecordChange, { readonly kind: 'add' }>;

/** Arguments that say where and how records are kept, which are as right for the next one. */
const SHARED = [
  'provider',
  'project',
  'resource_group_name',
  'allow_overwrite',
  'proxied',
  'zone_type',
  'view',
];
/** Those that are about the one record alone. */
const ITS_OWN = ['priority', 'comment', 'tags', 'depends_on', 'notes', 'note'];

/**
 * A new record behind this one: a value in its list, where it has the same name and type, else a resource of its own that
 * is set up as this one's is.
 */
export function add(
  found: TerraformRecord,
  addition: Addition,
  companions: Companions,
): readonly RecordEdit[] | undefined {
  const declaration = blockOf(found, companions);
  const value = declaration && valueOf(found, addition);
  // Called modules make records of other names for other callers.
  if (declaration === undefined || value === undefined || found.source.address.includes('|module.'))
    return undefined;
  const { record } = found;
  if (record.owner === addition.owner && record.type === addition.type && found.at.element !== undefined)
    return addElement(found, value, declaration, companions);
  return addResource(found, addition, value, declaration, companions);
}

/** As it stands between the quotation marks of HCL. */
function valueOf(found: TerraformRecord, { type, strings, data }: Addition): string | undefined {
  const { provider } = found.source;
  if (type === 'TXT' && strings !== undefined) {
    const text =
      provider.splits === 'provider' ? argumentText([strings.join('')], found) : argumentText(strings, found);
    return text === undefined ? undefined : escapeOctets(escapeTemplate(text));
  }
  if (type !== 'CNAME' || data === undefined || !/^[a-z0-9._-]+\.$/.test(data)) return undefined;
  const wantsDot = provider.targets === 'zone' || provider.form === 'absolute';
  return wantsDot ? data : data.slice(0, -1);
}

/** Behind the last one: beside it, or on a line of its own as that one is. */
function addElement(
  found: TerraformRecord,
  value: string,
  declaration: Declaration<Block>,
  companions: Companions,
): readonly RecordEdit[] | undefined {
  const { at, source } = found;
  const attribute = declaration.what.body.attribute(at.argument);
  if (attribute === undefined || source.provider.items !== undefined) return undefined;
  if (!isOneInstance(found, companions.madeTogether(found))) return undefined;
  const list = writtenListOf(declaration, expressionIn(declaration, attribute), companions);
  const last = list?.tuple.elements.at(-1);
  // The marker of a heredoc stands on a line of its own.
  if (list === undefined || last === undefined || isHeredoc(last)) return undefined;
  const { page, base, item } = list.in;
  const insertion = (point: number, text: string): RecordEdit => ({
    path: page.path,
    range: rangeOf(base + point, base + point),
    text,
  });
  const lines = ownLines(item.text, list.tuple, list.tuple.elements.length - 1);
  if (lines === undefined) return [insertion(last.range.end, `, "${value}"`)];
  const isJson = page.path.endsWith('.json');
  const line = `${eolOf(page.content)}${lines.indent}"${value}"${isJson ? '' : ','}`;
  if (lines.comma !== undefined) return [insertion(lines.end, line)];
  if (lines.end === last.range.end) return [insertion(lines.end, `,${line}`)];
  return [insertion(last.range.end, ','), insertion(lines.end, line)];
}

function isHeredoc(expression: Expression): boolean {
  return [...partsOfExpression(expression)].some(
    (part) => part.kind === 'template' && part.form === 'heredoc',
  );
}

function addResource(
  found: TerraformRecord,
  { owner, type }: Addition,
  value: string,
  declaration: Declaration<Block>,
  companions: Companions,
): readonly RecordEdit[] | undefined {
  const { page, base, what: block } = declaration;
  const { provider } = found.source;
  const [resource] = block.labels;
  const isPlain = block.type === 'resource' && !page.file.isJson && block.body.allBlocks.length === 0;
  if (!isPlain || resource === undefined || provider.items !== undefined || 'is' in provider.type)
    return undefined;
  if (hasOwnSet(found, type, companions, owner)) return undefined;
  const like = namedLike(found, companions);
  const name = nameAs(like, like.typed.owner?.text ?? '', owner);
  if (name === undefined) return undefined;
  const lines: [string, string][] = [];
  for (const attribute of block.body.attributes) {
    const typed = lineOf(attribute, found, declaration, { name, type, value });
    if (typed === undefined) return undefined;
    if (typed !== '') lines.push([attribute.name, typed]);
  }
  if (!lines.some(([argument]) => provider.owner.includes(argument))) return undefined;
  const width = Math.max(...lines.map(([argument]) => argument.length));
  const eol = eolOf(page.content);
  const label = freeName(found, owner, type, resource.text, companions);
  const body = lines.map(([argument, text]) => `  ${argument.padEnd(width)} = ${text}`);
  const typed = [`resource "${resource.text}" "${label}" {`, ...body, '}'].join(eol);
  const end = base + block.range.end;
  return [{ path: page.path, range: rangeOf(end, end), text: eol + eol + typed }];
}

/**
 * The record whose name shows how names are typed, relative or whole: this one, but the zone's own name, or a sign for it,
 * shows nothing. Then it is how most other names of the zone are typed in the document.
 */
function namedLike(found: TerraformRecord, companions: Companions): TerraformRecord {
  if (!isAtApex(found)) return found;
  const others = companions
    .records()
    .filter(
      (one) =>
        one.path === found.path &&
        one.zone.identity === found.zone.identity &&
        one.source.provider.resource === found.source.provider.resource &&
        !isAtApex(one),
    );
  const whole = others.filter(isTypedWhole);
  const relative = others.filter((one) => !isTypedWhole(one));
  return (whole.length > relative.length ? whole[0] : relative[0]) ?? found;
}

function isAtApex({ typed, record, zone }: TerraformRecord): boolean {
  const text = typed.owner?.text ?? '';
  return text === '' || text === '@' || record.owner === zone.name;
}

/** An argument of the new resource; empty: it has none. `undefined`: nobody knows what it should be. */
function lineOf(
  attribute: Attribute,
  { source, at }: TerraformRecord,
  declaration: Declaration<Block>,
  wanted: { readonly name: string; readonly type: string; readonly value: string },
): string | undefined {
  const { provider } = source;
  const { name } = attribute;
  if (provider.owner.includes(name)) return `"${wanted.name}"`;
  if ('argument' in provider.type && provider.type.argument === name) return `"${wanted.type}"`;
  if (name === at.argument) return at.element === undefined ? `"${wanted.value}"` : `["${wanted.value}"]`;
  if (ITS_OWN.includes(name)) return '';
  if (!provider.zone.includes(name) && name !== provider.ttl && !SHARED.includes(name)) return undefined;
  const { start, end } = rangeOfExpression(attribute.expression);
  const typed = declaration.item.text.slice(start, end);
  return typed.includes('\n') ? undefined : typed;
}

/** A name after the owner's that no resource of the module has. */
function freeName(
  { zone, source }: TerraformRecord,
  owner: string,
  type: string,
  resource: string,
  companions: Companions,
): string {
  const within = (zone.name === undefined ? undefined : relativeTo(owner, zone.name)) ?? owner;
  const plain = within.replace(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '');
  const name = /^[a-z]/.test(plain) ? plain : `_${plain}`;
  const pages = companions.module(folderOf(source.path));
  const isTaken = (label: string): boolean => declares(resource, label, pages);
  const candidates = [name, `${name}_${type.toLowerCase()}`];
  for (const candidate of candidates) if (!isTaken(candidate)) return candidate;
  for (let count = 2; ; count++) if (!isTaken(`${name}_${count}`)) return `${name}_${count}`;
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
