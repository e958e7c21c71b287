import type { DecodedText } from '../text/decoded-text.ts';
import type { Range } from '../text/range.ts';

/**
 * A node of YAML or JSON data. Ranges are offsets in the text, in UTF-16 units. A `tag` is specific to an application, such as
 * `!Ref`.
 */
export type DataNode = DataMap | DataList | DataScalar | UnknownData;

export interface DataMap {
  readonly kind: 'map';
  readonly tag: string | undefined;
  readonly range: Range;
  /** Whether it is in braces, `{a: 1}`. Otherwise each entry is on its own lines. */
  readonly isFlow: boolean;
  /** In source order, with merged entries (`<<`) after its own. If two entries have the same key, the last own one counts. */
  readonly entries: readonly DataEntry[];
}

export interface DataEntry {
  readonly key: DataScalar;
  readonly value: DataNode;
  /** From the key, including its `?` if it has one, to the end of the value. */
  readonly range: Range;
  /** Whether it is in another map that an alias refers to. */
  readonly isMerged: boolean;
}

export interface DataList {
  readonly kind: 'list';
  readonly tag: string | undefined;
  readonly range: Range;
  readonly isFlow: boolean;
  readonly items: readonly DataNode[];
}

export interface DataScalar {
  readonly kind: 'scalar';
  readonly tag: string | undefined;
  /** Includes the quotes or the indicator of a block scalar. Empty for a missing value, which means `null`. */
  readonly range: Range;
  /** The type that its reader gives it. `other` is a date, or a type that no record uses. */
  readonly type: 'text' | 'integer' | 'float' | 'boolean' | 'null' | 'other';
  /** Its value as characters, and the source range of each. For a number, its digits as in the source. */
  readonly text: DecodedText;
  readonly style: 'plain' | 'single-quoted' | 'double-quoted' | 'block';
  /** Whether it is within brackets or braces, where a plain scalar ends at a comma. */
  readonly isInFlow: boolean;
}

/** An unknown value: an alias that refers to nothing or to too much, or anything after an error. */
export interface UnknownData {
  readonly kind: 'unknown';
  readonly range: Range;
}

/** A problem in a text of data. */
export interface DataProblem {
  readonly message: string;
  readonly range: Range;
  /** Whether part of the text was not read because of it. */
  readonly isUnread: boolean;
  /** Whether the text is too large. */
  readonly isLimit?: true;
}

export interface ReadData {
  /** `undefined` if the text is empty. */
  readonly root: DataNode | undefined;
  readonly problems: readonly DataProblem[];
}

/** One document of a text. YAML may have several, JSON has one. */
export interface DataDocument {
  /** `undefined` if the document is empty. */
  readonly root: DataNode | undefined;
  /** Includes the `---` before it and ends where the next one starts. */
  readonly range: Range;
}

export interface ReadDocuments {
  readonly documents: readonly DataDocument[];
  readonly problems: readonly DataProblem[];
}

/** The entry that counts for a key. */
export function entryOf(node: DataMap, key: string): DataEntry | undefined {
  const named = node.entries.filter((entry) => entry.key.text.text === key);
  return named.filter(({ isMerged }) => !isMerged).at(-1) ?? named[0];
}

/** The value of a key. */
export function valueOf(node: DataMap, key: string): DataNode | undefined {
  return entryOf(node, key)?.value;
}

/** The value of a key, if it is a scalar. */
export function scalarOf(node: DataMap, key: string): DataScalar | undefined {
  const value = valueOf(node, key);
  return value?.kind === 'scalar' ? value : undefined;
}
