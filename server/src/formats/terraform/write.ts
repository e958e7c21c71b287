import { MAX_CHARACTER_STRING } from '../../dns/limits.ts';
import type { RecordChange } from '../../records/format.ts';
import type { Edit } from '../../text/edit.ts';
import { applyEdits } from '../../text/edit.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import type { Range } from '../../text/range.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { isYamlBlock } from './evaluate/data/yaml-scalar.ts';
import type { Literal } from './evaluate/traced-text.ts';
import type { TerraformRecord } from './providers/read-records.ts';
import { isTerraformPath, isVariablesPath } from './recognise.ts';
import { encodeLiteral, escapeOctets } from './write-literal.ts';
import type { LiteralPlace } from './write-literal.ts';

/** The edits, offsets in the document, that make a change to a record; `undefined` where it cannot be made there. */
export function write(
  found: TerraformRecord,
  text: string,
  change: RecordChange,
): readonly Edit[] | undefined {
  switch (change.kind) {
    case 'replace':
      return replace(found, text, change.edits);
    case 'set-strings':
      return setStrings(found, text, change.strings);
    case 'set-field':
      return replaceWord(found, text, change.field.text, change.text);
    case 'set-name':
      return replaceWord(found, text, change.field.text, `${change.name}.`);
    case 'set-ttl':
      return setTtl(found, change.seconds);
    case 'show-itself':
      return showItself(found, text);
    case 'comment':
      return comment(found, text, change.text);
    case 'rename-owner':
    case 'set-type':
    case 'remove':
    case 'add':
      return undefined;
  }
}

function replace(
  found: TerraformRecord,
  document: string,
  edits: readonly Edit[],
): readonly Edit[] | undefined {
  const { rdata } = found.record;
  if (rdata.kind !== 'text' || found.strings === undefined) return undefined;
  if (outgrows(found, edits)) {
    const { value } = rdata;
    return value.complete ? setStrings(found, document, [applyEdits(value.text, edits)]) : undefined;
  }
  const written: Edit[] = [];
  for (const edit of edits) {
    const one = replaceIn(found, document, rdata.value, edit);
    if (one === undefined) return undefined;
    written.push(one);
  }
  return written;
}

/** Whether a string would be longer than one can be, and nobody but its author cuts it. RFC 1035 §3.3. */
function outgrows(found: TerraformRecord, edits: readonly Edit[]): boolean {
  if (found.source.provider.splits === 'provider') return false;
  const growth = edits.reduce((sum, { range, text }) => sum + text.length - (range.end - range.start), 0);
  const longest = Math.max(0, ...(found.strings?.strings ?? []).map((string) => string.length));
  return growth > 0 && longest + growth > MAX_CHARACTER_STRING;
}

function replaceIn(
  found: TerraformRecord,
  document: string,
  value: MappedText,
  { range, text }: Edit,
): Edit | undefined {
  if (value.text.slice(range.start, range.end).includes(HOLE)) return undefined;
  // An edit across the end of a string would take its quotes along.
  if (value.joints.some((joint) => joint > range.start && joint < range.end)) return undefined;
  const source = value.toSource(range);
  if (source === undefined || !isOnePiece(value, range, source)) return undefined;
  const place = { start: source.start + found.range.start, end: source.end + found.range.start };
  const literal = literalAt(found, place);
  // The marker of a heredoc stands on a line of its own.
  if (literal?.form === 'heredoc' && document.slice(place.start, place.end).includes('\n')) return undefined;
  const encoded = literal && encode(text, { literal, place, document }, found.strings?.written ?? 'plain');
  return encoded === undefined ? undefined : { range: place, text: encoded };
}

/** Whether all that stands at `source` is what `range` says: a computed part between would be lost. */
function isOnePiece(value: MappedText, range: Range, source: Range): boolean {
  let at = source.start;
  for (const s of value.slice(range.start, range.end).segments) {
    if (s.source.start !== at) return false;
    at = s.source.end;
  }
  return range.start === range.end || at === source.end;
}

function literalAt({ value, path }: TerraformRecord, place: Range): Literal | undefined {
  for (const { literal } of value.segments) {
    const { range } = literal;
    if (literal.anchor.path === path && range.start <= place.start && place.end <= range.end) return literal;
  }
  return undefined;
}

/** All strings anew, where the whole value is one literal. */
function setStrings(
  found: TerraformRecord,
  document: string,
  strings: readonly string[],
): readonly Edit[] | undefined {
  const { value, path, source, strings: now } = found;
  const [first] = value.segments;
  if (first === undefined || now === undefined || first.literal.anchor.path !== path) return undefined;
  const { literal } = first;
  const last = value.segments[value.segments.length - 1];
  if (last === undefined || !value.isKnown || value.segments.some((s) => s.literal !== literal))
    return undefined;
  let at = first.source.start;
  let length = 0;
  for (const s of value.segments) {
    if (s.source.start !== at) return undefined;
    at = s.source.end;
    length += s.length;
  }
  if (length !== value.length) return undefined;
  const pieces = source.provider.splits === 'provider' ? [strings.join('')] : strings.flatMap(cut);
  const typed = joined(pieces, found);
  const place = withoutLineEnd(document, literal, { start: first.source.start, end: last.source.end });
  const encoded = typed === undefined ? undefined : encodeLiteral(typed, { literal, place, document });
  return encoded === undefined ? undefined : [{ range: place, text: encoded }];
}

/** What is behind a heredoc or a block stands on a line of its own. */
function withoutLineEnd(document: string, { form }: Literal, { start, end }: Range): Range {
  if (form !== 'heredoc' && form !== 'yaml' && form !== 'file') return { start, end };
  return { start, end: end - (/\r?\n$/.exec(document.slice(start, end))?.[0].length ?? 0) };
}

function cut(string: string): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < string.length || at === 0; at += MAX_CHARACTER_STRING) {
    pieces.push(string.slice(at, at + MAX_CHARACTER_STRING));
  }
  return pieces;
}

/** The argument's text for these strings, in the way that its provider reads. */
function joined(strings: readonly string[], { source, strings: now }: TerraformRecord): string | undefined {
  const { text } = source.provider;
  if (strings.some((string) => /[^\x20-\x7e]/.test(string))) return undefined;
  const escaped = strings.map(escapeOctets);
  if (text === 'wrapped') return escaped.join('" "');
  if (text === 'presentation' || now?.written === 'quoted') return escaped.map((one) => `"${one}"`).join(' ');
  return strings.join('');
}

/** Decoded text as it has to be typed at a place within a literal. */
function encode(text: string, place: LiteralPlace, written: 'plain' | 'quoted' | 'bare'): string | undefined {
  if (/[^\x20-\x7e]/.test(text)) return undefined;
  if (written === 'bare' && /["\\ ]/.test(text)) return undefined;
  return encodeLiteral(written === 'quoted' ? escapeOctets(text) : text, place);
}

/** One word of a value, or an argument that is one. */
function replaceWord(
  found: TerraformRecord,
  document: string,
  word: MappedText,
  text: string,
): readonly Edit[] | undefined {
  const edit = replaceIn(found, document, word, { range: { start: 0, end: word.length }, text });
  return edit === undefined ? undefined : [edit];
}

function setTtl({ record, range }: TerraformRecord, seconds: number): readonly Edit[] | undefined {
  const { ttlRange } = record;
  if (ttlRange === undefined) return undefined;
  const place = { start: ttlRange.start + range.start, end: ttlRange.end + range.start };
  return [{ range: place, text: String(seconds) }];
}

/** Where the argument is a plain `true`. */
function showItself({ record, range }: TerraformRecord, document: string): readonly Edit[] | undefined {
  const { proxied } = record.publication ?? {};
  if (proxied === undefined) return undefined;
  const place = { start: proxied.start + range.start, end: proxied.end + range.start };
  return document.slice(place.start, place.end) === 'true' ? [{ range: place, text: 'false' }] : undefined;
}

/** On a line of its own before the block. */
function comment(found: TerraformRecord, document: string, text: string): readonly Edit[] | undefined {
  if (!takesComments(found, document)) return undefined;
  const at = document.lastIndexOf('\n', found.range.start - 1) + 1;
  const indent = /^[ \t]*/.exec(document.slice(at, found.range.start))?.[0] ?? '';
  const eol = document.includes('\r\n') ? '\r\n' : '\n';
  return [{ range: { start: at, end: at }, text: `${indent}# ${text}${eol}` }];
}

/** Whether a line before the record can be a comment. */
function takesComments({ path, value }: TerraformRecord, document: string): boolean {
  if (path.endsWith('.json')) return false;
  if (isTerraformPath(path) || isVariablesPath(path)) return true;
  const literals = value.segments.map(({ literal }) => literal).filter((one) => one.anchor.path === path);
  return literals.every(
    ({ form, range }) => form.startsWith('yaml') && !isYamlBlock(document.slice(range.start)),
  );
}
