import { MAX_CHARACTER_STRING } from '../../../dns/limits.ts';
import type { RecordEdit } from '../../../records/document.ts';
import { isReadPlainly, typeStrings } from '../../../records/text-forms.ts';
import type { Edit } from '../../../text/edit.ts';
import { applyEdits } from '../../../text/edit.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import { isYamlBlock } from '../../../text/yaml-scalar.ts';
import type { Literal } from '../evaluate/traced-text.ts';
import type { TerraformRecord } from '../providers/read-records.ts';
import type { Strings } from '../providers/text-forms.ts';
import type { Siblings } from './siblings.ts';
import { encodeLiteral } from './literal.ts';
import { editTyped, joinedStringsOf } from './traced-edit.ts';

/** Edits in the decoded value of a TXT record. */
export function replace(
  found: TerraformRecord,
  edits: readonly Edit[],
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const { strings } = found;
  if (strings === undefined) return undefined;
  const value = joinedStringsOf(strings);
  if (outgrows(found, strings, edits)) {
    return value.isKnown ? setStrings(found, [applyEdits(value.text, edits)], siblings) : undefined;
  }
  const isPlain = strings.written === 'plain';
  if (isPlain && !isReadPlainly(applyEdits(value.text, edits), found.source.provider)) return undefined;
  const joints = jointsOf(strings);
  const written: RecordEdit[] = [];
  for (const edit of edits) {
    const { start, end } = edit.range;
    // An edit across the end of a string would remove its quotes.
    if (joints.some((joint) => joint > start && joint < end)) return undefined;
    const one = editTyped(value, edit, strings.written, found, siblings);
    if (one === undefined) return undefined;
    written.push(one);
  }
  return written;
}

function jointsOf({ strings }: Strings): readonly number[] {
  let at = 0;
  return strings.map((string) => (at += string.length));
}

/** Whether a string would exceed the maximum length (RFC 1035 §3.3) and the provider does not split it. */
function outgrows({ source }: TerraformRecord, { strings }: Strings, edits: readonly Edit[]): boolean {
  if (source.provider.splits === 'provider') return false;
  const growth = edits.reduce((sum, { range, text }) => sum + text.length - (range.end - range.start), 0);
  const longest = Math.max(0, ...strings.map((string) => string.length));
  return growth > 0 && longest + growth > MAX_CHARACTER_STRING;
}

/** Replaces all strings if the whole value is one literal. `apart`: even if the service treats them as one. */
export function setStrings(
  found: TerraformRecord,
  strings: readonly string[],
  siblings: Siblings,
  apart?: true,
): readonly RecordEdit[] | undefined {
  const { value, source, strings: now } = found;
  const [first] = value.segments;
  const last = value.segments[value.segments.length - 1];
  if (first === undefined || last === undefined || now === undefined || !value.isKnown) return undefined;
  const { literal } = first;
  const page = siblings.page(literal.anchor.path);
  if (page === undefined) return undefined;
  let at = first.source.start;
  let length = 0;
  // YAML continues on the next line without a sign of it in the text.
  const hasJoints = literal.form.startsWith('yaml');
  for (const s of value.segments) {
    if (s.literal !== literal || (s.source.start !== at && !(hasJoints && s.source.start > at)))
      return undefined;
    at = s.source.end;
    length += s.length;
  }
  if (length !== value.length) return undefined;
  const isJoined = source.provider.splits === 'provider' && apart !== true;
  const pieces = isJoined ? [strings.join('')] : strings.flatMap(cut);
  const typed = argumentText(pieces, found);
  const { content: document } = page;
  const place = withoutLineEnd(document, literal, rangeOf(first.source.start, last.source.end));
  const encoded = typed === undefined ? undefined : encodeLiteral(typed, { literal, place, document });
  return encoded === undefined ? undefined : [{ path: page.path, range: place, text: encoded }];
}

/** What follows a heredoc or a block must be on a line of its own. */
function withoutLineEnd(document: string, literal: Literal, { start, end }: Range): Range {
  const { form, range } = literal;
  const isBlock = form.startsWith('yaml') && isYamlBlock(document.slice(range.start, range.end));
  if (form !== 'heredoc' && form !== 'file' && !isBlock) return rangeOf(start, end);
  return rangeOf(start, end - (/\r?\n$/.exec(document.slice(start, end))?.[0].length ?? 0));
}

function cut(string: string): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < string.length || at === 0; at += MAX_CHARACTER_STRING) {
    pieces.push(string.slice(at, at + MAX_CHARACTER_STRING));
  }
  return pieces;
}

/** The value of the argument for these strings, in the form that its provider reads. */
export function argumentText(
  strings: readonly string[],
  { source, strings: now }: Pick<TerraformRecord, 'source' | 'strings'>,
): string | undefined {
  return typeStrings(strings, source.provider, now?.written);
}
