import { HOLE } from '../text/mapped-text.ts';
import { rangeOf } from '../text/range.ts';
import type { Range } from '../text/range.ts';

/**
 * A tag list (`v=DKIM1; k=rsa; p=…`) as used by DKIM and DMARC: RFC 6376 §3.2, RFC 9989 §4.8. It is parsed with recovery: every
 * part of the text is in a tag, a stray part or a separator. Ranges are in the decoded text.
 */
export interface TagList {
  readonly tags: readonly Tag[];
  /** Parts between semicolons that are not empty and have no `=`. */
  readonly strays: readonly Stray[];
}

export interface Tag {
  /** As typed, without spaces around it. Tag names are case-sensitive (RFC 6376 §3.2). */
  readonly name: string;
  readonly nameRange: Range;
  /** Without spaces around it, but with spaces within it. */
  readonly value: string;
  readonly valueRange: Range;
  /** From the name to the end of the value. */
  readonly range: Range;
  /** The offset of its `;`, if it has one. */
  readonly separator: number | undefined;
  /** Whether a part of the value is unknown. */
  readonly hasHole: boolean;
}

export interface Stray {
  readonly text: string;
  readonly range: Range;
}

const isWhitespace = (c: string | undefined): boolean => c === ' ' || c === '\t' || c === '\r' || c === '\n';

export function parseTagList(text: string): TagList {
  const tags: Tag[] = [];
  const strays: Stray[] = [];
  let start = 0;
  while (start <= text.length) {
    const semicolon = text.indexOf(';', start);
    const end = semicolon < 0 ? text.length : semicolon;
    const part = trimmed(text, start, end);
    if (part.start < part.end) {
      // Search only up to the end of the part. Otherwise, each of thousands of parts would go through all the others.
      const equals = part.start + text.slice(part.start, part.end).indexOf('=');
      if (equals < part.start) {
        strays.push({ text: text.slice(part.start, part.end), range: part });
      } else {
        const nameRange = trimmed(text, part.start, equals);
        const valueRange = trimmed(text, equals + 1, part.end);
        const value = text.slice(valueRange.start, valueRange.end);
        tags.push({
          name: text.slice(nameRange.start, nameRange.end),
          nameRange,
          value,
          valueRange,
          range: part,
          separator: semicolon < 0 ? undefined : semicolon,
          hasHole: value.includes(HOLE),
        });
      }
    }
    if (semicolon < 0) break;
    start = semicolon + 1;
  }
  return { tags, strays };
}

/** The index of the tag that starts there; -1 if there is none. They are in the order of the text. */
export function indexOfTagAt(tags: readonly Pick<Tag, 'range'>[], start: number): number {
  let low = 0;
  let high = tags.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tags[middle]?.range.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return tags[low]?.range.start === start ? low : -1;
}

/** The tag that starts there. */
export function tagAt<T extends Pick<Tag, 'range'>>(tags: readonly T[], start: number): T | undefined {
  return tags[indexOfTagAt(tags, start)];
}

function trimmed(text: string, start: number, end: number): Range {
  while (start < end && isWhitespace(text[start])) start++;
  while (end > start && isWhitespace(text[end - 1])) end--;
  return rangeOf(start, end);
}
