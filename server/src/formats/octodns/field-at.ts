import {
  canonicalName,
  childOf,
  isAtOrBelow,
  isKnown,
  relativeTo,
  type DomainName,
} from '../../dns/names.ts';
import { hostFieldOf, TEXT_FIELD, type AliasEntry, type TypedField } from '../../records/typed-field.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import type { ReadSettings } from './zone-data.ts';

/**
 * Lines around the edited one that are searched for the type and the name. In sets with more values, only the first ones have
 * suggestions.
 */
export const MAX_FIELD_LINES = 500;

/** The parts of a line: `  - exchange: mx.example.net.`. */
interface Line {
  readonly start: number;
  readonly end: number;
  /** Up to the key or, without one, to the value: white space, and the signs of items and explicit keys. */
  readonly indent: number;
  readonly isItem: boolean;
  readonly key: string | undefined;
  /** Where the value begins, after the white space after the colon. */
  readonly value: number;
}

const LINE = /^((?:[ \t]|[-:?](?=[ \t]))*)(?:(['"]?)([\w.*<-]+)\2:(?=[ \t]|$)[ \t]*)?/;
/** A name at the start of a line, optionally after the indicator of an explicit key. */
const NAME = /^(\?[ \t]+)?(['"]?)([\w.*-]*)\2/;

/**
 * The field at an offset of a zone file in block style. It is found from the lines alone, because unfinished text is seldom YAML.
 * `undefined` in comments, in flow collections and in text with escapes.
 */
export function octoFieldAt(source: string, offset: number, settings: ReadSettings): TypedField | undefined {
  const line = lineAt(source, offset);
  const before = source.slice(line.start, offset);
  if (/(?:^|[ \t])#/.test(before) || before.includes('{') || before.includes('[')) return undefined;
  const { zone, escapedSemicolons } = settings;
  const origin = isKnown(zone) ? zone : undefined;
  const isTop = isTopLine(source, line) || line.start === line.end;
  if (isTop) return origin === undefined ? undefined : ownerField(source, offset, line, origin);
  if (offset < line.value) return undefined;
  const typed = typedAt(source, line.value, line.end);
  if (typed === undefined || offset < typed.range.start || offset > typed.range.end) return undefined;
  const owner = ownerOf(source, line, zone);
  const known = { ...typed, owner, origin: '', write: (name: DomainName) => `${name}.` };
  if (line.key === 'type') return { ...known, part: 'type', type: undefined, field: undefined };
  const type = typeAround(source, line);
  if (type === undefined) return undefined;
  const isValue = line.key === 'value' || line.key === 'values' || (line.key === undefined && line.isItem);
  const field =
    line.key === 'exchange' || line.key === 'target' ? line.key : isValue ? fieldOfScalar(type) : undefined;
  if (field === undefined) return undefined;
  // Suggestions for it contain semicolons.
  const isPolicy = field === TEXT_FIELD && escapedSemicolons && /(?:^|\.)_/.test(owner ?? '_');
  return isPolicy
    ? undefined
    : { ...known, part: 'data', type, field, isQuoted: field === TEXT_FIELD || typed.isQuoted };
}

const HOSTS: ReadonlySet<string> = new Set(['ALIAS', 'CNAME', 'DNAME', 'NS', 'PTR']);

function fieldOfScalar(type: string): string | undefined {
  if (type === 'TXT') return TEXT_FIELD;
  return HOSTS.has(type) ? (hostFieldOf(type) ?? hostFieldOf('CNAME')) : undefined;
}

function lineAt(source: string, offset: number): Line {
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  const feed = source.indexOf('\n', offset);
  const end = feed < 0 ? source.length : feed - (source.charAt(feed - 1) === '\r' && feed > offset ? 1 : 0);
  const [all = '', signs = '', , key] = LINE.exec(source.slice(start, end)) ?? [];
  return { start, end, indent: signs.length, isItem: /-[ \t]*$/.test(signs), key, value: start + all.length };
}

/** A plain scalar, or one in quotes; without quotes and the comment after it. */
function typedAt(
  source: string,
  from: number,
  end: number,
): { readonly range: Range; readonly isQuoted: boolean } | undefined {
  const raw = source.slice(from, end);
  const quote = /^['"]/.exec(raw)?.[0];
  if (quote === undefined) {
    const comment = raw.search(/(?:^|[ \t])#/);
    const text = (comment < 0 ? raw : raw.slice(0, comment)).trimEnd();
    return /^[|>&*!{[%@`]|\\/.test(text)
      ? undefined
      : { range: rangeOf(from, from + text.length), isQuoted: false };
  }
  const close = raw.indexOf(quote, 1);
  const text = close < 0 ? raw.slice(1).trimEnd() : raw.slice(1, close);
  if (text.includes('\\') || raw.charAt(close + 1) === quote) return undefined;
  return { range: rangeOf(from + 1, from + 1 + text.length), isQuoted: true };
}

function ownerField(source: string, offset: number, line: Line, zone: DomainName): TypedField | undefined {
  const text = source.slice(line.start, line.end);
  const [all = '', sign = '', quote = '', name = ''] = NAME.exec(text) ?? [];
  const following = text.slice(all.length);
  const start = line.start + sign.length + quote.length;
  const range = rangeOf(start, start + name.length);
  if (offset < range.start || offset > range.end || !/^(?:[ \t]*:|[ \t]*$)/.test(following)) return undefined;
  const isFree = sign === '' && quote === '' && following.trim() === '';
  return {
    part: 'owner',
    range,
    owner: undefined,
    type: undefined,
    field: undefined,
    origin: zone,
    isQuoted: quote !== '',
    write: (owner) => keyFor(owner, zone, quote !== ''),
    ...(isFree && { writeAliases: (aliases) => aliases.map((alias) => aliasLines(alias, zone)).join('\n') }),
  };
}

function keyFor(owner: DomainName, zone: DomainName, isQuoted: boolean): string {
  if (owner === zone) return isQuoted ? '' : "''";
  return isAtOrBelow(owner, zone) ? (relativeTo(owner, zone) ?? owner) : owner;
}

function aliasLines({ owner, target }: AliasEntry, zone: DomainName): string {
  return `${keyFor(owner, zone, false)}:\n  type: CNAME\n  value: ${target}.`;
}

/** The lines before or after one, up to the entry's end. */
function* linesFrom(source: string, line: Line, by: 1 | -1): Generator<Line> {
  let at = line;
  for (let count = 0; count < MAX_FIELD_LINES; count++) {
    const next = by < 0 ? at.start - 1 : source.indexOf('\n', at.end) + 1;
    if (next <= 0 || next > source.length) return;
    at = lineAt(source, next);
    yield at;
    if (by > 0 && next >= source.length) return;
  }
}

function isEmpty(source: string, { start, end }: Line): boolean {
  return /^[ \t]*(?:#.*)?$/.test(source.slice(start, end));
}

function isTopLine(source: string, { start }: Line): boolean {
  return !/[ \t\r\n#:?-]/.test(source.charAt(start) || '\n') || source.startsWith('? ', start);
}

function ownerOf(source: string, line: Line, zone: DomainName): DomainName | undefined {
  for (const above of linesFrom(source, line, -1)) {
    if (!isTopLine(source, above)) continue;
    const text = source.slice(above.start, above.end);
    const [all, , , name] = NAME.exec(text) ?? [];
    const isName = all !== undefined && /^[ \t]*(?::|$)/.test(text.slice(all.length));
    if (name === undefined || !isName || !isKnown(zone)) return undefined;
    return name === '' ? zone : childOf(canonicalName(name), zone);
  }
  return undefined;
}

/** The type of the set that contains a value, whether the type comes before or after it. */
function typeAround(source: string, line: Line): string | undefined {
  // The keys of a set have one indentation, which is at most that of the value's own line.
  let indent = line.key === 'value' || line.key === 'values' ? line.indent : undefined;
  let isFirst = indent !== undefined && line.isItem;
  for (const above of linesFrom(source, line, -1)) {
    if (isFirst || isTopLine(source, above)) break;
    if (isEmpty(source, above)) continue;
    const isOwn =
      indent === undefined ? above.key === 'value' || above.key === 'values' : above.indent === indent;
    if (indent === undefined && isOwn && above.indent <= line.indent) indent = above.indent;
    if (above.indent !== indent) continue;
    if (above.key === 'type') return typeIn(source, above);
    isFirst = above.isItem;
  }
  if (indent === undefined) return undefined;
  for (const below of linesFrom(source, line, 1)) {
    if (isTopLine(source, below)) break;
    if (isEmpty(source, below)) continue;
    if (below.indent < indent || (below.indent === indent && below.isItem && below.key !== undefined)) break;
    if (below.indent === indent && below.key === 'type') return typeIn(source, below);
  }
  return undefined;
}

function typeIn(source: string, { value, end }: Line): string | undefined {
  const typed = typedAt(source, value, end);
  const type = typed && source.slice(typed.range.start, typed.range.end).toUpperCase();
  return type === undefined || type === '' ? undefined : type;
}
