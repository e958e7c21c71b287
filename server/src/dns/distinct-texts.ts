import { HOLE } from '../text/mapped-text.ts';

/** The character-strings of a TXT record, one code unit per octet; HOLE for an unknown part. */
type Strings = readonly string[];

/**
 * The TXT records at one name that certainly differ from each other. Records with the same strings are one record in DNS (RFC
 * 2181 §5). A record with an unknown part may turn out to be the same as another.
 *
 * The result has at least one item if `items` has. There can be more records than these, and never fewer.
 */
export function certainlyDistinct<T>(items: readonly T[], stringsOf: (item: T) => Strings): readonly T[] {
  if (items.length < 2) return items;
  // For known records, a set is used, because there can be thousands.
  const known = new Map<string, T>();
  const open: { readonly item: T; readonly text: string }[] = [];
  for (const item of items) {
    const strings = stringsOf(item);
    const text = strings.join('');
    if (text.includes(HOLE)) {
      open.push({ item, text });
      continue;
    }
    const key = JSON.stringify(strings);
    if (!known.has(key)) known.set(key, item);
  }
  const distinct = new Set(known.values());
  const texts = [...distinct].map((item) => stringsOf(item).join(''));
  for (const { item, text } of open.slice(0, MAX_OPEN)) {
    if (texts.some((other) => mayBeSame(text, other))) continue;
    distinct.add(item);
    texts.push(text);
  }
  // In the given order.
  return items.filter((item) => distinct.has(item));
}

/** Records with unknown parts at one name to compare with the others. A template has a few. */
const MAX_OPEN = 16;

/**
 * Whether two texts can be the same, whatever their unknown parts are. If both have one, the text between the unknown parts can
 * always be in an unknown part of the other, so only the text before the first and after the last one can distinguish them.
 */
function mayBeSame(a: string, b: string): boolean {
  if (!a.includes(HOLE)) return b.includes(HOLE) ? mayBecome(b, a) : a === b;
  if (!b.includes(HOLE)) return mayBecome(a, b);
  const [startA, startB] = [a.slice(0, a.indexOf(HOLE)), b.slice(0, b.indexOf(HOLE))];
  const [endA, endB] = [a.slice(a.lastIndexOf(HOLE) + 1), b.slice(b.lastIndexOf(HOLE) + 1)];
  return (
    (startA.startsWith(startB) || startB.startsWith(startA)) && (endA.endsWith(endB) || endB.endsWith(endA))
  );
}

/** Whether a text with unknown parts can be a known text: its parts occur there in order. */
function mayBecome(open: string, text: string): boolean {
  const parts = open.split(HOLE);
  const first = parts.shift() ?? '';
  const last = parts.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}
