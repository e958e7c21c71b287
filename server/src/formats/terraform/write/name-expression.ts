import type { DomainName } from '../../../dns/names.ts';
import { rangeOf, shift } from '../../../text/range.ts';
import type { TerraformRecord } from '../providers/read-records.ts';
import type { Block } from '../syntax/body.ts';
import { rangeOfExpression } from '../syntax/raw-range.ts';
import type { ModuleCall } from './call.ts';
import type { Siblings } from './siblings.ts';
import { expressionIn } from './declaration.ts';
import type { Declaration } from './declaration.ts';
import { surrounds } from './enclosure.ts';
import { stringIn } from './entries.ts';
import { difference, nameAs, namedLike } from './owner.ts';
import { typedPlace } from './traced-edit.ts';

/**
 * The expression for another name in the zone of a record, like that for the record's own name: `"_dmarc.${var.domain}"` next to
 * `var.domain`. `undefined` if it would be a different name for another caller of the module.
 */
export function nameExpression(
  found: TerraformRecord,
  owner: DomainName,
  declaration: Declaration<Block>,
  call: ModuleCall | undefined,
  siblings: Siblings,
): string | undefined {
  const page = call?.declaration.page ?? declaration.page;
  if (call === undefined && owner === found.record.owner) return ownName(found, declaration);
  const like = namedLike(found, siblings);
  const name = nameAs(like, like.typed.owner?.text ?? '', owner);
  if (name === undefined) return undefined;
  const computed = call === undefined ? computedName(found, owner, declaration) : undefined;
  if (computed !== undefined) return computed;
  const isInModule = call === undefined && found.source.address.includes('|module.');
  // Relative names are also correct for another zone.
  const isRelative = found.zone.name === undefined || !name.replace(/\.$/, '').endsWith(found.zone.name);
  return isInModule && !isRelative ? undefined : stringIn(page, name);
}

/** The source text; `""` if it is missing. */
function ownName({ source, at }: TerraformRecord, { what, item }: Declaration<Block>): string | undefined {
  const { owner, items } = source.provider;
  const blocks = items === undefined || at.item === undefined ? [] : what.body.blocks(items);
  const bodies = [blocks[at.item ?? -1]?.body, what.body];
  const attribute = bodies
    .flatMap((body) => owner.map((one) => body?.attribute(one)))
    .find((one) => one !== undefined);
  if (attribute === undefined) return '""';
  const { start, end } = rangeOfExpression(attribute.expression);
  const text = item.text.slice(start, end);
  return text.includes('\n') ? undefined : text;
}

/** The name, computed in the same way as the record's own if a part of that is computed. */
function computedName(
  found: TerraformRecord,
  owner: DomainName,
  declaration: Declaration<Block>,
): string | undefined {
  const { typed, record, source } = found;
  const { page, base, item, what } = declaration;
  const attribute = source.provider.owner
    .map((one) => what.body.attribute(one))
    .find((one) => one !== undefined);
  if (attribute === undefined || typed.owner?.isKnown !== true || page.file.isJson) return undefined;
  const { start, end } = rangeOfExpression(attribute.expression);
  const text = item.text.slice(start, end);
  const expression = expressionIn(declaration, attribute);
  const isReference = expression.kind === 'attribute' || expression.kind === 'index';
  const suffix = `.${record.owner}`;
  if (isReference && owner.endsWith(suffix) && typed.owner.text !== '' && typed.owner.text !== '@')
    return /\b(?:each|count)\./.test(text) ? undefined : `"${owner.slice(0, -suffix.length)}.\${${text}}"`;
  if (expression.kind !== 'template' || expression.form !== 'quoted') return undefined;
  if (expression.parts.every(({ kind }) => kind === 'text')) return undefined;
  const before = nameAs(found, typed.owner.text, owner);
  const change = before === undefined ? undefined : difference(typed.owner.text, before);
  const place = change && typedPlace(typed.owner, change.range, found);
  if (place === undefined || change === undefined || place.literal.anchor.path !== page.path)
    return undefined;
  const inItem = shift(place.range, -base);
  if (!surrounds(rangeOf(start, end), inItem) || /["\\$%{}]/.test(change.text)) return undefined;
  return item.text.slice(start, inItem.start) + change.text + item.text.slice(inItem.end, end);
}
