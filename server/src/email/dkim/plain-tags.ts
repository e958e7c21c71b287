import { rangeOf } from '../../text/range.ts';
import type { DkimTag, DkimTagName } from './model.ts';

/** A tag of RFC 6376 §3.6.1, its value of characters that can be nothing else, and what ends it. */
const TAG = /([vkpnhst])=([\w+/:*]*={0,2})(?:; *|$)/y;

/**
 * Reads a tag list as nearly every key has it: no blanks but one behind each ";", each tag once, values of letters,
 * digits and base64. What is read here is what `tags.ts` makes of the same text, and there is no fault in it; any other
 * text is `undefined`.
 */
export function readPlainTags(text: string): readonly DkimTag[] | undefined {
  const tags: DkimTag[] = [];
  for (TAG.lastIndex = 0; TAG.lastIndex < text.length;) {
    const start = TAG.lastIndex;
    const match = TAG.exec(text);
    if (match === null) return undefined;
    const name = match[1] as DkimTagName;
    const value = match[2] ?? '';
    const end = start + 2 + value.length;
    // Other values than base64 end in no "=", and a tag that is there twice is a fault.
    if ((name !== 'p' && value.endsWith('=')) || tags.some((tag) => tag.name === name)) return undefined;
    tags.push({
      name,
      nameRange: rangeOf(start, start + 1),
      value,
      valueRange: rangeOf(start + 2, end),
      range: rangeOf(start, end),
      separator: end < text.length ? end : undefined,
      hasHole: false,
      meant: name,
      runsOn: false,
    });
  }
  return tags;
}
