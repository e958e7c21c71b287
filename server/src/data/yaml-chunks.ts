import { rangeOf, shift } from '../text/range.ts';
import type { DecodedText } from '../text/decoded-text.ts';
import type { DataEntry, DataNode, DataScalar, ReadData } from './node.ts';
import { MAX_YAML_LENGTH, readYamlData } from './yaml.ts';

/**
 * UTF-16 units of a YAML file that is read entry by entry: some 16,000 records. The library takes a second for so much once; an edit
 * takes a third of that.
 */
export const MAX_CHUNKED_YAML_LENGTH = 1_000_000;

/** The lines of one entry of a map at the top of a text. */
interface Chunk {
  readonly text: string;
  readonly start: number;
  readonly isLast: boolean;
  /** With offsets in the whole text. */
  readonly entry: DataEntry;
  /** Where a map that ends with it ends. */
  readonly end: number;
}

/**
 * Reads a text again and again as it is edited: where it is a map in lines, each entry by itself, and only those whose lines are not the
 * same as before. What it gives is what `readYamlData` gives, but for the limits.
 */
export class YamlChunks {
  private last: readonly Chunk[] = [];

  read(text: string): ReadData {
    if (text.length > MAX_CHUNKED_YAML_LENGTH)
      return {
        root: { kind: 'unknown', range: rangeOf(0, text.length) },
        problems: [
          {
            message: `The file has more than ${MAX_CHUNKED_YAML_LENGTH} characters, so it was not read.`,
            range: rangeOf(0, 1),
            isUnread: true,
          },
        ],
      };
    const chunks = this.chunksOf(text);
    this.last = chunks ?? [];
    const first = chunks?.[0];
    const last = chunks?.at(-1);
    if (chunks === undefined || first === undefined || last === undefined) return readYamlData(text);
    const range = rangeOf(first.entry.range.start, last.end);
    const entries = chunks.map(({ entry }) => entry);
    return { root: { kind: 'map', tag: undefined, range, isFlow: false, entries }, problems: [] };
  }

  /** `undefined`: entries cannot be read one by one. */
  private chunksOf(text: string): readonly Chunk[] | undefined {
    const places = placesOf(text);
    if (places === undefined) return undefined;
    const known = new Map<string, Chunk>();
    for (const chunk of this.last) known.set(keyOf(chunk), chunk);
    const chunks: Chunk[] = [];
    for (const [index, start] of places.entries()) {
      const isLast = index === places.length - 1;
      const lines = text.slice(start, isLast ? undefined : places[index + 1]);
      const before = known.get(keyOf({ text: lines, isLast }));
      const chunk = before === undefined ? readAlone(lines, start, isLast) : moved(before, start);
      if (chunk === undefined) return undefined;
      chunks.push(chunk);
    }
    return chunks;
  }
}

function keyOf({ text, isLast }: Pick<Chunk, 'text' | 'isLast'>): string {
  return isLast ? `${text}\0` : text;
}

function moved(chunk: Chunk, start: number): Chunk {
  const by = start - chunk.start;
  return by === 0 ? chunk : { ...chunk, start, entry: shiftedEntry(chunk.entry, by), end: chunk.end + by };
}

/** Where the entries of a map in lines start. `undefined` where the text may be something else, or where entries share anchors. */
function placesOf(text: string): readonly number[] | undefined {
  if (ALIAS.test(text)) return undefined;
  const places: number[] = [];
  let isBegun = false;
  for (let at = 0; at < text.length;) {
    const feed = text.indexOf('\n', at);
    const next = feed < 0 ? text.length : feed + 1;
    const c = text.charAt(at);
    // A line that is indented, empty or a comment, that begins the value of an explicit key, or an item of the value before it.
    const isInside =
      ' \t\r\n#'.includes(c) || ((c === ':' || c === '-') && ' \t\r\n'.includes(text.charAt(at + 1)));
    if (!isInside) {
      if (text.startsWith('---', at)) {
        // A second one begins another document.
        const isAlone = /^---[ \t]*(?:#.*)?\r?\n?$/.test(text.slice(at, next));
        if (isBegun || places.length > 0 || !isAlone) return undefined;
        isBegun = true;
      } else if (text.startsWith('...', at) || c === '%') return undefined;
      else if (places.push(at) > MANY_ENTRIES) return undefined;
    } else if (places.length === 0 && !'\r\n#'.includes(c)) return undefined;
    at = next;
  }
  return places.length === 0 ? undefined : places;
}

/** Entries that are read one by one: reading a short one takes as long as reading 100 characters. */
const MANY_ENTRIES = 20_000;

/** An alias stands for what may be in another entry. */
const ALIAS = /(?:^|[\s[{,])\*[^\s'"]/;

const NEXT = '_: _\n';

/** An entry as it is read from its own lines; `undefined` where they are not one whole entry. */
function readAlone(lines: string, start: number, isLast: boolean): Chunk | undefined {
  if (lines.length > MAX_YAML_LENGTH) return undefined;
  // What comes behind ends the last value of an entry.
  const { root, problems } = readYamlData(isLast ? lines : lines + NEXT);
  if (problems.length > 0 || root?.kind !== 'map' || root.isFlow || root.tag !== undefined) return undefined;
  const [entry, next, ...more] = root.entries;
  const isOne =
    entry !== undefined &&
    entry.range.start === 0 &&
    !entry.isMerged &&
    more.length === 0 &&
    (isLast ? next === undefined : next?.range.start === lines.length);
  if (!isOne) return undefined;
  return { text: lines, start, isLast, entry: shiftedEntry(entry, start), end: root.range.end + start };
}

function shiftedEntry({ key, value, range, isMerged }: DataEntry, by: number): DataEntry {
  return { key: shiftedScalar(key, by), value: shiftedNode(value, by), range: shift(range, by), isMerged };
}

function shiftedNode(node: DataNode, by: number): DataNode {
  switch (node.kind) {
    case 'scalar':
      return shiftedScalar(node, by);
    case 'map':
      return {
        ...node,
        range: shift(node.range, by),
        entries: node.entries.map((entry) => shiftedEntry(entry, by)),
      };
    case 'list':
      return {
        ...node,
        range: shift(node.range, by),
        items: node.items.map((item) => shiftedNode(item, by)),
      };
    case 'unknown':
      return { ...node, range: shift(node.range, by) };
  }
}

function shiftedScalar(scalar: DataScalar, by: number): DataScalar {
  return { ...scalar, range: shift(scalar.range, by), text: shiftedText(scalar.text, by) };
}

function shiftedText({ text, segments }: DecodedText, by: number): DecodedText {
  return { text, segments: segments.map((one) => ({ ...one, source: shift(one.source, by) })) };
}
