import { HOLE } from '../../text/mapped-text.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { hasJointBetween } from '../joints.ts';
import { parseTagList, type Stray, type Tag } from '../tag-list.ts';
import type { DmarcTag, SlipFault } from './model.ts';
import { isUriList, isWholeValue, knownTag, type DmarcTagName } from './tags.ts';

/** The tags of a record that syntax faults have not hidden, and those faults. */
export interface RecoveredTags {
  readonly tags: readonly DmarcTag[];
  /** Text between semicolons that is not a tag and was not meant as a known one. */
  readonly strays: readonly Stray[];
  readonly faults: readonly SlipFault[];
}

/** The parts between the semicolons, from the tag list. */
type Part = Pick<Tag, 'range' | 'separator'>;

/** A tag found where the value of another one should end. */
interface NextTag {
  readonly start: number;
  /** As typed. */
  readonly name: string;
  /** The text there instead of a semicolon; empty if strings were joined. */
  readonly gap: Range;
}

const NAME_PATTERN = '(?:adkim|aspf|psd|pct|rua|ruf|sp|np|fo|rf|ri|p|t|v)';
const HEAD = new RegExp(`(${NAME_PATTERN})([ \\t\\r\\n]*)([=:])`, 'iy');
const HEAD_WITHOUT_SIGN = new RegExp(`^(${NAME_PATTERN})([ \\t\\r\\n]+)(?=\\S)`, 'i');
const NEXT_TAG = new RegExp(`(${NAME_PATTERN})[ \\t\\r\\n]*=`, 'gi');

/**
 * Reads a tag list as its author meant it. Text that begins with a DMARC name is read as a tag if no valid value could contain
 * it: after a missing semicolon (also where two strings were joined), or with `:` or a space instead of `=`.
 *
 * @param text with spaces instead of text that is not content
 * @param joints where one string of the record ends and the next begins
 */
export function recoverDmarcTags(text: string, joints: readonly number[]): RecoveredTags {
  const reader = new PartReader(text, joints);
  for (const part of partsOf(text)) reader.read(part);
  return { tags: reader.tags, strays: reader.strays, faults: [...reader.faults, ...emptyParts(text)] };
}

function partsOf(text: string): readonly Part[] {
  const list = parseTagList(text);
  const strays = list.strays.map(({ range }): Part => {
    const following = text.slice(range.end).search(/[^ \t\r\n]/);
    return { range, separator: following >= 0 ? range.end + following : undefined };
  });
  return [...list.tags, ...strays].sort((a, b) => a.range.start - b.range.start);
}

/** `;;`: RFC 6376 §3.2 requires a tag between 2 semicolons, and receivers tolerate this. */
function emptyParts(text: string): readonly SlipFault[] {
  const faults: SlipFault[] = [];
  for (const run of text.matchAll(/;[ \t\r\n]*(?=;)/g)) {
    const at = run.index + run[0].length;
    faults.push({ code: 'empty-tag', range: rangeOf(at, at + 1), replacement: '' });
  }
  return faults;
}

/** Collects tags from one part after the other. Invariant: `tags` and `strays` are in the order of the text. */
class PartReader {
  readonly tags: DmarcTag[] = [];
  readonly strays: Stray[] = [];
  readonly faults: SlipFault[] = [];
  private readonly text: string;
  private readonly joints: readonly number[];

  constructor(text: string, joints: readonly number[]) {
    this.text = text;
    this.joints = joints;
  }

  read(part: Part): void {
    let next = this.continueList(part) ?? { start: part.range.start };
    while (next.start !== undefined) next = { start: this.readTag(next.start, part) };
  }

  /**
   * `rua=mailto:a@example.com;mailto:b@example.com`, `fo=1;d`: the part belongs to the tag before it. Returns the position of the
   * next tag in the part, if there is one; `undefined` if the part does not belong to that tag.
   */
  private continueList(part: Part): { readonly start: number | undefined } | undefined {
    const tag = this.tags.at(-1);
    if (tag?.separator === undefined || tag.known === undefined) return undefined;
    if (this.text.slice(tag.separator + 1, part.range.start).search(/[^ \t\r\n]/) >= 0) return undefined;
    HEAD.lastIndex = part.range.start;
    if (HEAD.test(this.text)) return undefined;
    const next = this.nextTag(tag.known, part.range.start, part.range.end);
    const end = next?.gap.start ?? part.range.end;
    const more = this.text.slice(part.range.start, end);
    const goesOn = isUriList(tag.known)
      ? /^(?:mailto[ \t]*:|https?:|[^ \t@=,]+@[^ \t@=,]+$)/i.test(more)
      : tag.known === 'fo' && /^[01ds](?:[ \t]*[:,][ \t]*[01ds])*$/i.test(more);
    if (!goesOn) return undefined;
    // The separators of `fo` are checked with its value.
    if (isUriList(tag.known)) {
      const range = rangeOf(tag.separator, tag.separator + 1);
      this.faults.push({ code: 'uri-semicolon', range, tag: tag.known, replacement: ',' });
    }
    const valueRange = rangeOf(tag.valueRange.start, end);
    this.tags[this.tags.length - 1] = {
      ...tag,
      value: this.text.slice(valueRange.start, valueRange.end),
      valueRange,
      range: rangeOf(tag.range.start, end),
      separator: next === undefined ? part.separator : undefined,
    };
    if (next !== undefined) this.reportGap(tag.known, next);
    return { start: next?.start };
  }

  /** Reads one tag (or stray text) and returns the position of the next one in the same part, if there is one. */
  private readTag(start: number, part: Part): number | undefined {
    const { end } = part.range;
    const head = this.headAt(start, end);
    if (head === undefined) return this.readUnknown(start, part);
    const { nameRange, known, valueStart } = head;
    // Another rule reports SPF text in the same record, so it is not a second `v`.
    if (known === 'v' && this.tags.length > 0 && /^[ \t]*spf1/i.test(this.text.slice(valueStart, end)))
      return undefined;
    const next = this.nextTag(known, valueStart, end);
    const valueRange = this.trim(valueStart, next?.gap.start ?? end);
    this.push(known, nameRange, valueRange, next === undefined ? part.separator : undefined);
    if (next === undefined) return undefined;
    if (!this.isForeign(next.start, end)) this.reportGap(known, next);
    return next.start;
  }

  private isForeign(start: number, end: number): boolean {
    return /^v[ \t]*=[ \t]*spf1/i.test(this.text.slice(start, end));
  }

  /** `p=`, `p:` and, before a value of that tag only, `p `. */
  private headAt(
    start: number,
    end: number,
  ): { nameRange: Range; known: DmarcTagName; valueStart: number } | undefined {
    HEAD.lastIndex = start;
    const head = HEAD.exec(this.text);
    const text = head === null ? HEAD_WITHOUT_SIGN.exec(this.text.slice(start, end)) : head;
    if (text === null) return undefined;
    const [all, name = '', , sign] = text;
    const known = knownTag(name);
    const valueStart = start + all.length;
    if (known === undefined || valueStart > end) return undefined;
    const nameRange = rangeOf(start, start + name.length);
    if (sign === '=') return { nameRange, known, valueStart };
    const value = this.trim(valueStart, this.nextTag(known, valueStart, end)?.gap.start ?? end);
    const typed = this.text.slice(value.start, value.end);
    if (sign === ':') {
      if (typed.startsWith('//')) return undefined;
      const range = rangeOf(valueStart - 1, valueStart);
      this.faults.push({ code: 'colon-for-equals', range, tag: known, replacement: '=' });
      return { nameRange, known, valueStart };
    }
    if (!isWholeValue(known, typed) && !(isUriList(known) && /^mailto:|@/i.test(typed))) return undefined;
    const range = rangeOf(start, value.end);
    const replacement = `${name}=${typed}`;
    this.faults.push({ code: 'missing-equals', range, tag: known, value: typed, replacement });
    return { nameRange, known, valueStart };
  }

  private readUnknown(start: number, part: Part): number | undefined {
    const { end } = part.range;
    const equals = this.text.indexOf('=', start);
    // Before the first `=`, there can be text that is not a tag, followed by one: `oops p=none`.
    const next = this.nextTag(undefined, start, end);
    if (next !== undefined) {
      const range = this.trim(start, next.gap.start);
      if (!this.isForeign(next.start, end))
        this.strays.push({ text: this.text.slice(range.start, range.end), range });
      return next.start;
    }
    if (equals < 0 || equals >= end) {
      const range = rangeOf(start, end);
      this.strays.push({ text: this.text.slice(start, end), range });
      return undefined;
    }
    this.push(undefined, this.trim(start, equals), this.trim(equals + 1, end), part.separator);
    return undefined;
  }

  private push(
    known: DmarcTagName | undefined,
    nameRange: Range,
    valueRange: Range,
    separator: number | undefined,
  ): void {
    const value = this.text.slice(valueRange.start, valueRange.end);
    this.tags.push({
      known,
      name: this.text.slice(nameRange.start, nameRange.end),
      nameRange,
      value,
      valueRange,
      range: rangeOf(nameRange.start, valueRange.end),
      separator,
      hasHole: value.includes(HOLE),
    });
  }

  /**
   * The first known name with `=` inside a value (or, without `before`, before the first `=`), where a value of that tag cannot
   * contain it.
   */
  private nextTag(before: DmarcTagName | undefined, from: number, end: number): NextTag | undefined {
    const rest = this.text.slice(from, end);
    NEXT_TAG.lastIndex = 0;
    for (let match = NEXT_TAG.exec(rest); match !== null; match = NEXT_TAG.exec(rest)) {
      const start = from + match.index;
      NEXT_TAG.lastIndex = match.index + 1;
      if (before === undefined && this.text.slice(from, start).includes('=')) return undefined;
      const gap = rangeOf(this.gapStart(before, from, start), start);
      const joined = hasJointBetween(this.joints, Math.max(gap.start, from + 1), start);
      const whole =
        before !== undefined &&
        isWholeValue(before, this.text.slice(from, gap.start).replace(/^[ \t\r\n]+/, ''));
      if (gap.start > from && (gap.start < start || joined || whole))
        return { start, name: match[1] ?? '', gap };
    }
    return undefined;
  }

  /** Moves back over characters that people type instead of a semicolon. Between URIs, only spaces and commas qualify. */
  private gapStart(before: DmarcTagName | undefined, from: number, start: number): number {
    const gap = before === undefined || isUriList(before) ? /[ \t\r\n,|]/ : /[ \t\r\n,|:.&/]/;
    while (start > from && gap.test(this.text.charAt(start - 1))) start--;
    return start;
  }

  private reportGap(before: DmarcTagName, { start, name, gap }: NextTag): void {
    // An unresolved part can end with the semicolon.
    if (this.text[gap.start - 1] === HOLE) return;
    const found = this.text.slice(gap.start, gap.end).replace(/[ \t\r\n]+/g, '');
    // If a string ends among spaces, they can stay, so that the fix edits only one string.
    const isSplit = hasJointBetween(this.joints, gap.start + 1, start);
    const from = found === '' && isSplit ? start : gap.start;
    const code = before === 'v' ? 'missing-semicolon-after-version' : 'missing-semicolon';
    const range = rangeOf(from, start + name.length);
    this.faults.push({ code, range, before, after: name, replacement: `; ${name}` });
  }

  private trim(start: number, end: number): Range {
    while (start < end && /[ \t\r\n]/.test(this.text.charAt(start))) start++;
    // Another rule reports a backslash before the semicolon. In many formats, it is not part of the value.
    while (end > start && /[ \t\r\n\\]/.test(this.text.charAt(end - 1))) end--;
    return rangeOf(start, end);
  }
}
