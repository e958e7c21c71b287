import { asciiLowerCase } from '../dns/names.ts';
import type { MappedText } from '../text/mapped-text.ts';
import type { Markdown } from '../text/markdown.ts';
import { rangeOf } from '../text/range.ts';
import type { Range } from '../text/range.ts';
import { replaceInvisibleEdges, isOpaque, readable } from './octets.ts';
import { byPlace, type TokenExplanation, type FaultOf } from './policy-record.ts';
import { parseTagList, type Tag } from './tag-list.ts';

/** The syntax of a record with a version and tags: MTA-STS, TLS-RPT, BIMI. */
export interface TagForm {
  /** The value of `v`, which is case-sensitive. */
  readonly version: string;
  /** The other tags of its standard. Names are case-sensitive. */
  readonly names: readonly string[];
  /** The tags among them that can occur several times. */
  readonly repeatable?: readonly string[];
  /** Whether spaces around "=" are allowed, as in DKIM (RFC 6376 §3.2). RFC 8461 and RFC 8460 do not allow them. */
  readonly allowsSpaces: boolean;
}

/** The faults of the version and the tags. Names and values are as typed. */
export type VersionedTagFault =
  | FaultOf<'version-missing', { replacement: string }>
  | FaultOf<'version-not-first'>
  | FaultOf<'version-invalid' | 'version-form', { value: string; replacement: string }>
  /** Two tags without a ";" between them. The range is the text between them, and the name of the second. */
  | FaultOf<'missing-semicolon', { before: string; after: string; replacement: string }>
  /** Text that is not a tag. */
  | FaultOf<'stray'>
  | FaultOf<'empty-tag', { replacement: string }>
  /** Spaces around "=". */
  | FaultOf<'spaces', { name: string; replacement: string }>
  | FaultOf<'tag-name', { reason: 'none' | 'invalid'; name: string }>
  | FaultOf<'unknown-tag' | 'duplicate-tag' | 'empty-value', { name: string }>
  /** A name of a known tag in uppercase. */
  | FaultOf<'tag-case', { name: string; replacement: string }>;

/** Tags as typed, parsed with recovery: one after a missing semicolon is also included, with the fault. */
export interface VersionedTags {
  readonly tags: readonly Tag[];
  readonly faults: readonly VersionedTagFault[];
}

export function readVersionedTags(value: MappedText, form: TagForm): VersionedTags {
  const text = withoutQuotes(replaceInvisibleEdges(value.text));
  const list = parseTagList(text);
  const faults: VersionedTagFault[] = emptyTags(text);
  const tags = list.tags.flatMap((tag) => cutApart(withoutBackslash(tag, text), text, form, faults));
  const version = versionFaults(text, tags, form);
  for (const { text: stray, range } of list.strays) {
    if (isOpaque(stray) || stray === '\\') continue;
    // For the stray text itself, "there is no version" says enough.
    const isReported = version.some(
      ({ code, range: at }) => code === 'version-missing' && at.start <= range.start && range.end <= at.end,
    );
    if (!isReported) faults.push({ code: 'stray', range });
  }
  faults.push(...version, ...tagFaults(text, tags, form));
  return { tags, faults: faults.sort(byPlace) };
}

/** The tag of that name that is used: the first one, or one in uppercase if there is no better one. */
export function tagNamed(tags: readonly Tag[], name: string): Tag | undefined {
  return tags.find((tag) => tag.name === name) ?? tags.find((tag) => asciiLowerCase(tag.name) === name);
}

/** All tags of that name, if it can occur several times, or one in uppercase if there is no better one. */
export function tagsNamed(tags: readonly Tag[], name: string): readonly Tag[] {
  const exact = tags.filter((tag) => tag.name === name);
  if (exact.length > 0) return exact;
  const other = tagNamed(tags, name);
  return other === undefined ? [] : [other];
}

/** The range for a fault of something missing: its version, or otherwise the whole record. */
export function versionRange(record: { readonly value: MappedText; readonly tags: readonly Tag[] }): Range {
  return tagNamed(record.tags, 'v')?.range ?? rangeOf(0, record.value.length);
}

/** A rule for all TXT records reports quotes around the whole value. */
function withoutQuotes(text: string): string {
  const quoted = /^([ \t]*)"([^"]*)"([ \t]*)$/.exec(text);
  return quoted === null ? text : `${quoted[1] ?? ''} ${quoted[2] ?? ''} ${quoted[3] ?? ''}`;
}

/** `id=1\;`: the backslash belongs to the ";", and a rule for all TXT records reports it. */
function withoutBackslash(tag: Tag, text: string): Tag {
  const end = tag.valueRange.end - 1;
  if (text[end] !== '\\' || (tag.separator !== undefined && tag.separator !== end + 1)) return tag;
  return tagAt(text, tag.nameRange, rangeOf(tag.valueRange.start, end), tag.separator);
}

/** `v=STSv1 id=1` is one tag to a receiver. It is split where the name of a known tag and "=" follow. */
function cutApart(tag: Tag, text: string, form: TagForm, faults: VersionedTagFault[]): readonly Tag[] {
  const names = ['v', ...form.names].join('|');
  const afterWhitespace = new RegExp(`(?<![\\s,:])[\\s,:]+(?<=[\\s,])(?=(?:${names})\\s*=)`, 'i');
  const glued = new RegExp(`^${form.version}(?=(?:${names})\\s*=)`, 'i');
  const pieces: Tag[] = [];
  const { end } = tag.valueRange;
  let { nameRange } = tag;
  let { start } = tag.valueRange;
  for (;;) {
    // Only the start of the rest is examined, because there can be thousands of pieces.
    const left = text.slice(start, end);
    const found = glued.exec(left) ?? afterWhitespace.exec(left);
    if (found === null) break;
    const isGlued = found.index === 0;
    const gap = rangeOf(
      start + (isGlued ? found[0].length : found.index),
      start + found.index + found[0].length,
    );
    pieces.push(tagAt(text, nameRange, rangeOf(start, gap.start), undefined));
    const before = text.slice(nameRange.start, nameRange.end);
    const name = /^[\w-]+/.exec(text.slice(gap.end))?.[0] ?? '';
    nameRange = rangeOf(gap.end, gap.end + name.length);
    const following = text.indexOf('=', nameRange.end) + 1;
    start = following + (/^\s*/.exec(text.slice(following, end))?.[0].length ?? 0);
    const range = rangeOf(gap.start, nameRange.end);
    faults.push({
      code: 'missing-semicolon',
      range,
      before,
      after: name,
      replacement: `; ${name}`,
    });
  }
  if (pieces.length === 0) return [tag];
  pieces.push(tagAt(text, nameRange, rangeOf(start, end), tag.separator));
  return pieces;
}

function tagAt(text: string, nameRange: Range, valueRange: Range, separator: number | undefined): Tag {
  const value = text.slice(valueRange.start, valueRange.end);
  return {
    name: text.slice(nameRange.start, nameRange.end),
    nameRange,
    value,
    valueRange,
    range: rangeOf(nameRange.start, valueRange.end),
    separator,
    hasHole: isOpaque(value),
  };
}

/** Each ";" that does not end a tag. */
function emptyTags(text: string): VersionedTagFault[] {
  const faults: VersionedTagFault[] = [];
  for (const match of text.matchAll(/;[ \t]*(?=;)/g)) {
    const range = rangeOf(match.index, match.index + match[0].length);
    faults.push({ code: 'empty-tag', range, replacement: '' });
  }
  return faults;
}

function versionFaults(text: string, tags: readonly Tag[], form: TagForm): VersionedTagFault[] {
  const version = tagNamed(tags, 'v');
  const right = `v=${form.version}`;
  if (version === undefined) {
    const found = text.trim();
    if (isOpaque(text) || found === '') return [];
    const start = text.length - text.trimStart().length;
    // `STSv1; id=1` has the version without its name.
    const bare = new RegExp(`^${form.version}(?=[ \\t]*(?:;|$))`, 'i').exec(found)?.[0] ?? '';
    const replacement = bare === '' ? `${right}; ${found}` : right;
    const end = start + (bare === '' ? found.length : bare.length);
    return [{ code: 'version-missing', range: rangeOf(start, end), replacement }];
  }
  const faults: VersionedTagFault[] = [];
  const before = text.slice(0, version.range.start);
  if (isOpaque(before) || version.hasHole) return faults;
  if (/[^ \t\r\n]/.test(before)) faults.push({ code: 'version-not-first', range: version.range });
  const { value, range } = version;
  if (value !== form.version) {
    faults.push({ code: 'version-invalid', range, value, replacement: right });
  } else if (
    version.name !== 'v' ||
    (!form.allowsSpaces && text.slice(version.range.start, version.range.end) !== right)
  ) {
    faults.push({ code: 'version-form', range, value, replacement: right });
  }
  return faults;
}

/** `sts-ext-name` of RFC 8461 §3.1, `tlsrpt-ext-name` of RFC 8460 §3. */
const EXTENSION_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/;

function tagFaults(text: string, tags: readonly Tag[], form: TagForm): VersionedTagFault[] {
  const faults: VersionedTagFault[] = [];
  const seen = new Set<string>();
  for (const { name, nameRange, value, valueRange, range } of tags) {
    if (asciiLowerCase(name) === 'v' || isOpaque(name)) continue;
    const known = form.names.includes(name);
    const meant = known ? name : form.names.find((other) => other === asciiLowerCase(name));
    const mayRepeat = form.repeatable?.includes(name) === true;
    if (seen.has(meant ?? name) && !mayRepeat) {
      faults.push({ code: 'duplicate-tag', range, name });
      continue;
    }
    seen.add(meant ?? name);
    if (!known && meant !== undefined) {
      faults.push({ code: 'tag-case', range: nameRange, name, replacement: meant });
    } else if (!known && (!EXTENSION_NAME.test(name) || /^=/.test(value))) {
      faults.push({ code: 'tag-name', range, reason: name === '' ? 'none' : 'invalid', name });
    } else if (!known) {
      faults.push({ code: 'unknown-tag', range: nameRange, name });
      if (value === '' && !form.allowsSpaces) faults.push({ code: 'empty-value', range, name });
      else if (/\s/.test(value) && !isOpaque(value) && !form.allowsSpaces) {
        faults.push({ code: 'stray', range: valueRange });
      }
    }
    const gap = text.slice(nameRange.end, valueRange.start);
    if (!form.allowsSpaces && gap !== '=' && /^[ \t]*=[ \t]*$/.test(gap)) {
      const place = rangeOf(nameRange.start, valueRange.start);
      faults.push({ code: 'spaces', range: place, name, replacement: `${name}=` });
    }
  }
  return faults;
}

/** The meaning of a tag, or a function if it depends on the value. */
export interface TagMeaning {
  readonly text: Markdown | ((value: string) => Markdown);
  readonly specs: readonly string[];
}

/**
 * The meaning of the tag at `offset`.
 *
 * @param others the meaning of tags that are not in the standard
 */
export function explainTag(
  tags: readonly Tag[],
  offset: number,
  meanings: Readonly<Record<string, TagMeaning>>,
  others: TagMeaning,
): TokenExplanation | undefined {
  const tag = tags.find(
    ({ range }) => range.start <= offset && offset < Math.max(range.end, range.start + 1),
  );
  if (tag === undefined || isOpaque(tag.name)) return undefined;
  const name = asciiLowerCase(tag.name);
  const { text, specs } = (Object.hasOwn(meanings, name) ? meanings[name] : undefined) ?? others;
  const words = typeof text === 'function' ? text(tag.hasHole ? '' : readable(tag.value)) : text;
  return { range: tag.range, title: `${readable(tag.name)}=`, text: words, specs };
}
