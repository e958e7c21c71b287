import type { DecodedText } from '../text/decoded-text.ts';
import type { Range } from '../text/range.ts';

/** A part of a text that is data: YAML or JSON. Ranges are offsets in the text, in UTF-16 units. A `tag` is one of an application: `!Ref`. */
export type DataNode = DataMap | DataList | DataScalar | UnknownData;

export interface DataMap {
  readonly kind: 'map';
  readonly tag: string | undefined;
  readonly range: Range;
  /** In braces, `{a: 1}`; else each entry is on lines of its own. */
  readonly isFlow: boolean;
  /** In the order of the text, those that are merged into it (`<<`) behind its own. Of two with one key, the last own one counts. */
  readonly entries: readonly DataEntry[];
}

export interface DataEntry {
  readonly key: DataScalar;
  readonly value: DataNode;
  /** From the key, with its `?` where it has one, to the end of the value. */
  readonly range: Range;
  /** It is typed in another map, which an alias stands for. */
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
  /** Quotes and the sign of a block included. Empty where nothing is typed, which says `null`. */
  readonly range: Range;
  /** What its reader takes it for. `other`: a date, or a type that no record is made of. */
  readonly type: 'text' | 'integer' | 'float' | 'boolean' | 'null' | 'other';
  /** What it says, as characters, and where each of them is typed. Of a number, its digits as they are typed. */
  readonly text: DecodedText;
  readonly style: 'plain' | 'single-quoted' | 'double-quoted' | 'block';
  /** Within brackets or braces, where a plain scalar ends at a comma. */
  readonly isInFlow: boolean;
}

/** What is not known: an alias that stands for nothing, or for too much; and what comes behind an error. */
export interface UnknownData {
  readonly kind: 'unknown';
  readonly range: Range;
}

/** What was wrong with a text of data. */
export interface DataProblem {
  readonly message: string;
  readonly range: Range;
  /** Whether something was not read because of it. */
  readonly isUnread: boolean;
  /** Whether that is because the text is too large. */
  readonly isLimit?: true;
}

export interface ReadData {
  /** `undefined`: there is nothing in the text. */
  readonly root: DataNode | undefined;
  readonly problems: readonly DataProblem[];
}

/** One of the documents of a text: YAML may have several, JSON has one. */
export interface DataDocument {
  /** `undefined`: there is nothing in it. */
  readonly root: DataNode | undefined;
  /** With the `---` before it, up to where the next one starts. */
  readonly range: Range;
}

export interface ReadDocuments {
  readonly documents: readonly DataDocument[];
  readonly problems: readonly DataProblem[];
}

/** The entry of that key that counts. */
export function entryOf(node: DataMap, key: string): DataEntry | undefined {
  const named = node.entries.filter((entry) => entry.key.text.text === key);
  return named.filter(({ isMerged }) => !isMerged).at(-1) ?? named[0];
}

/** The value of that key. */
export function valueOf(node: DataMap, key: string): DataNode | undefined {
  return entryOf(node, key)?.value;
}

/** The value of that key, if it is a scalar. */
export function scalarOf(node: DataMap, key: string): DataScalar | undefined {
  const value = valueOf(node, key);
  return value?.kind === 'scalar' ? value : undefined;
}
