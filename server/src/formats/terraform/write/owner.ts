import { asciiLowerCase } from '../../../dns/names.ts';
import type { DomainName } from '../../../dns/names.ts';
import type { RecordEdit } from '../../../records/document.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import { untraced } from '../evaluate/traced-text.ts';
import type { Literal } from '../evaluate/traced-text.ts';
import { textValue } from '../evaluate/value.ts';
import { folderOf } from '../../../text/paths.ts';
import { recordOwnerOf, UnknownNames, wholeOwnerOf } from '../providers/owner.ts';
import type { TerraformRecord } from '../providers/read-records.ts';
import { resourceNameOf } from '../providers/resource.ts';
import { isTerraformPath } from '../recognize.ts';
import type { Attribute } from '../syntax/body.ts';
import { partsOfExpression } from '../syntax/parts-of-expression.ts';
import { rangeOfExpression } from '../syntax/raw-range.ts';
import type { Siblings, Page } from './siblings.ts';
import { blockOf, expressionIn, references } from './declaration.ts';
import { editTyped, isIn, typedPlace } from './traced-edit.ts';
import type { TypedPlace } from './traced-edit.ts';

/** Changes the owner of a record at the source of its name, and in the same form: relative or whole. */
export function renameOwner(
  found: TerraformRecord,
  name: DomainName,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const typed = found.typed.owner;
  const { source, at } = found;
  // The others of a list would change too. Those of other instances have other names, for which there may be separate findings.
  const beside = siblings
    .madeTogether(found)
    .filter((one) => one.source === source && (one.at.item === at.item || hasSameName(one, found)));
  if (beside.length > 1) return undefined;
  const text =
    typed?.isKnown === true && !isRewritten(found, siblings) ? nameAs(found, typed.text, name) : undefined;
  if (typed === undefined || text === undefined) return undefined;
  const change = difference(typed.text, text);
  const place = typedPlace(typed, change.range, found);
  if (place === undefined || !isOnlyItsName(found, place.literal, place.range, siblings)) return undefined;
  if (place.literal.form === 'name') return asKey(place, change.text, siblings);
  const edit = editTyped(typed, change, 'plain', found, siblings);
  return edit && [edit];
}

/** Whether the names of two records have the same source. */
function hasSameName({ typed: a }: TerraformRecord, { typed: b }: TerraformRecord): boolean {
  const [first] = a.owner?.segments ?? [];
  return b.owner?.segments.some((s) => s.source.start === first?.source.start) === true;
}

/** Functions that may change the text. */
const REWRITING = new Set([
  'replace',
  'substr',
  'trim',
  'trimprefix',
  'regex',
  'regexall',
  'split',
  'title',
  'upper',
]);

/** Whether the source text of the name differs from the published name. */
function isRewritten(found: TerraformRecord, siblings: Siblings): boolean {
  const declaration = blockOf(found, siblings);
  const { body } = declaration?.what ?? {};
  return found.source.provider.owner.some((argument) => {
    const attribute = body?.attribute(argument);
    if (declaration === undefined || attribute === undefined) return false;
    const parts = partsOfExpression(expressionIn(declaration, attribute));
    return [...parts].some((part) => part.kind === 'call' && REWRITING.has(part.name));
  });
}

/** A key that is a name, after the change: in quotes if it is no longer an identifier. */
export function asKey(
  { literal: { range, anchor }, range: place }: TypedPlace,
  text: string,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const page = siblings.page(anchor.path);
  if (page === undefined) return undefined;
  const before = page.content.slice(range.start, place.start);
  const following = page.content.slice(place.end, range.end);
  const key = `${before}${text}${following}`;
  return [{ path: page.path, range, text: IDENTIFIER.test(key) && key !== 'for' ? key : `"${key}"` }];
}

/** HCL also allows letters of other languages and a leading underscore. */
const IDENTIFIER = /^[A-Za-z][A-Za-z0-9_-]*$/;

const PLAIN_NAME = /^[a-z0-9_*-]+(?:\.[a-z0-9_*-]+)*$/;

/** Another name in the record's zone, in the form of its own name, `like`; `undefined` if it could not be parsed back. */
export function nameAs(
  { zone, source, record }: TerraformRecord,
  like: string,
  name: DomainName,
): string | undefined {
  if (!PLAIN_NAME.test(name)) return undefined;
  const { form, hasApexSign } = source.provider;
  const dot = like.endsWith('.') ? '.' : '';
  const apex = zone.name === undefined ? undefined : `.${zone.name}`;
  const relative = apex !== undefined && name.endsWith(apex) ? [name.slice(0, -apex.length)] : [];
  const asApex =
    name !== zone.name ? [] : [...(form === 'suffixed' ? [name] : []), ...(hasApexSign ? ['@'] : []), ''];
  const candidates = isWholeName(like, record.owner) ? [name + dot] : [...relative, ...asApex];
  return candidates.find((text) => {
    const typed = textValue(untraced(text));
    return (
      recordOwnerOf(typed, zone, source.provider, new UnknownNames()) === name ||
      wholeOwnerOf(typed, zone, source.provider) === name
    );
  });
}

/** Whether the source text is the whole name, with or without a trailing dot. */
export function isTypedWhole({ typed, record }: TerraformRecord): boolean {
  return typed.owner !== undefined && isWholeName(typed.owner.text, record.owner);
}

function isWholeName(typed: string, owner: DomainName): boolean {
  return asciiLowerCase(typed).replace(/\.$/, '') === owner;
}

/**
 * The record whose name shows the form of names, relative or whole: this one, unless its name is the zone's own name or a sign
 * for it, which shows nothing. Then the form of most other names of the zone in the document.
 */
export function namedLike(found: TerraformRecord, siblings: Siblings): TerraformRecord {
  if (!isAtApex(found)) return found;
  const others = siblings
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

/** The smallest edit that turns `before` into `after`. */
export function difference(before: string, after: string): { readonly range: Range; readonly text: string } {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) start++;
  let following = 0;
  while (following < shorter - start && before.at(-1 - following) === after.at(-1 - following)) following++;
  return {
    range: rangeOf(start, before.length - following),
    text: after.slice(start, after.length - following),
  };
}

/**
 * Whether the literal exists only for the names of records: it is in the resource; or it is the whole name, is used once, and is
 * part of neither a zone's name nor a record's value.
 */
function isOnlyItsName(found: TerraformRecord, literal: Literal, range: Range, siblings: Siblings): boolean {
  const { path } = literal.anchor;
  if (siblings.isMoreThanName(path, range)) return false;
  if (isIn(literal, found)) return true;
  const page = siblings.page(path);
  const isWhole = found.typed.owner?.segments.every((s) => s.literal === literal) === true;
  return page !== undefined && isWhole && isUsedOnce(page, literal, found, siblings);
}

/** A local or a variable that other expressions use may also be the name of something else. */
export function isUsedOnce(
  page: Page,
  { range }: Literal,
  { source }: TerraformRecord,
  siblings: Siblings,
): boolean {
  const name = nameAround(page, range);
  if (name === undefined) return !isTerraformPath(page.path);
  // An argument of a call is a variable of the module that is called.
  const isGiven = name.startsWith('module.');
  if (isGiven && !/^module\.[^.]*\.(?!module\.)/.test(resourceNameOf(source))) return false;
  const said = isGiven ? name.replace(/^module\..*\./, 'var.') : name;
  return references(said, siblings.module(folderOf(isGiven ? source.path : page.path))) === 1;
}

/** The declaration around a text in a file: `local.x`, `var.x`, `module.x.argument`; `undefined` if it has no name. */
function nameAround({ file }: Page, range: Range): string | undefined {
  let base = 0;
  for (const { text, blocks, attributes } of file.items) {
    const at = rangeOf(range.start - base, range.end - base);
    base += text.length;
    if (range.start >= base) continue;
    const holds = (outer: Range): boolean => outer.start <= at.start && at.end <= outer.end;
    const nameIn = (list: readonly Attribute[]): string | undefined =>
      list.find(({ expression }) => holds(rangeOfExpression(expression)))?.name;
    const block = blocks.find((one) => holds(one.range));
    const name = nameIn(block?.body.attributes ?? attributes);
    const label = block?.labels[0]?.text ?? '';
    if (name === undefined) return undefined;
    if (file.isVariables) return `var.${name}`;
    if (block?.type === 'locals') return `local.${name}`;
    if (block?.type === 'variable') return `var.${label}`;
    return block?.type === 'module' ? `module.${label}.${name}` : undefined;
  }
  return undefined;
}
