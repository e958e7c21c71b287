import type { RecordEdit } from '../../../records/document.ts';
import { rangeOf } from '../../../text/range.ts';
import type { BuilderMember, BuilderTags } from '../domain.ts';
import type { ScriptPlace } from '../syntax/script-text.ts';
import { escapeScript } from '../syntax/script-text.ts';
import { editJoined, itemRanges } from './list-items.ts';

/**
 * The edits of the object that a builder is given, after which its tags make the wanted text. `undefined` if a tag
 * does not belong to the builder, or is not typed in the object.
 */
export function editTags(
  { object: place, members }: BuilderTags,
  before: string,
  wanted: string,
  source: string,
): readonly RecordEdit[] | undefined {
  const old = tagsIn(before);
  const now = tagsIn(wanted);
  if (old === undefined || now === undefined) return undefined;
  const edits: RecordEdit[] = [];
  for (const tag of new Set([...old.keys(), ...now.keys()])) {
    const value = now.get(tag);
    if (value === old.get(tag)) continue;
    const member = members.get(tag);
    const own = member && editMember({ member, value, place, source, isFirst: edits.length === 0 });
    if (own === undefined) return undefined;
    edits.push(...own);
  }
  return edits;
}

function tagsIn(text: string): ReadonlyMap<string, string> | undefined {
  const tags = new Map<string, string>();
  for (const part of text.split(';')) {
    if (part.trim() === '') continue;
    const [tag = '', value] = part.split('=', 2).map((side) => side.trim());
    const isTag = /^\w+$/.test(tag) && part.split('=').length === 2;
    if (!isTag || value === undefined || tags.has(tag)) return undefined;
    tags.set(tag, value);
  }
  return tags;
}

interface MemberEdit {
  readonly member: BuilderMember;
  /** `undefined` if the tag must not be present. */
  readonly value: string | undefined;
  /** The object. */
  readonly place: ScriptPlace;
  readonly source: string;
  readonly isFirst: boolean;
}

function editMember(edit: MemberEdit): readonly RecordEdit[] | undefined {
  const { member, value, place, source } = edit;
  if (!member.isSet) return value === undefined ? undefined : addMember(edit, value);
  const own = member.place;
  const isIn =
    own?.path === place.path && place.range.start <= own.range.start && own.range.end <= place.range.end;
  if (!isIn) return undefined;
  if (value === undefined) {
    const start = startOfKey(source, own.range.start, member.name);
    if (start === undefined) return undefined;
    const property = rangeOf(start, own.range.end);
    const ranges = itemRanges(source, property, place.range);
    return ranges?.map((range) => ({ path: place.path, range, text: '' }));
  }
  if (member.list !== undefined) return editJoined(member.list, value, source);
  const typed = source.slice(own.range.start, own.range.end);
  if (!/^(?:\d+|"[^"\\]*"|'[^'\\]*')$/.test(typed)) return undefined;
  return [{ path: place.path, range: own.range, text: typedValue(member, value, quoteIn(typed)) }];
}

/** The start of the name of the member whose value starts at `value`. */
function startOfKey(source: string, value: number, name: string): number | undefined {
  const before = source.slice(0, value).trimEnd();
  const key = before.endsWith(':') ? before.slice(0, -1).trimEnd() : '';
  const typed = [name, `"${name}"`, `'${name}'`].find((one) => key.endsWith(one));
  return typed === undefined ? undefined : key.length - typed.length;
}

/** After the last member, on its own line if that one is. */
function addMember(
  { member, place, source, isFirst }: MemberEdit,
  value: string,
): readonly RecordEdit[] | undefined {
  const { start, end } = place.range;
  const inside = source.slice(start + 1, end - 1);
  const body = inside.trimEnd();
  const lastLine = body.slice(body.lastIndexOf('\n') + 1);
  // Comments may follow the last member.
  if (!isFirst || lastLine.includes('//') || body.endsWith('*/')) return undefined;
  const at = start + 1 + body.length;
  const text = `${member.name}: ${typedValue(member, value, quoteIn(inside))}`;
  if (body === '') return [{ path: place.path, range: rangeOf(at, at), text: ` ${text} ` }];
  const comma = body.endsWith(',') ? '' : ',';
  const between = body.includes('\n') ? `\n${/^[ \t]*/.exec(lastLine)?.[0] ?? ''}` : ' ';
  const after = comma === '' ? ',' : '';
  return [{ path: place.path, range: rangeOf(at, at), text: `${comma}${between}${text}${after}` }];
}

function quoteIn(typed: string): string {
  return /['"]/.exec(typed)?.[0] ?? '"';
}

const ALIGNMENTS: Readonly<Record<string, string>> = { r: 'relaxed', s: 'strict' };

function typedValue({ type, separator }: BuilderMember, value: string, quote: string): string {
  const quoted = (text: string): string => `${quote}${escapeScript(text, quote)}${quote}`;
  if (type === 'number' && /^[1-9]\d*$/.test(value)) return value;
  if (type === 'alignment') return quoted(ALIGNMENTS[value] ?? value);
  if (type === 'list')
    return `[${value
      .split(separator ?? ',')
      .map((one) => quoted(one.trim()))
      .join(', ')}]`;
  return quoted(value);
}
