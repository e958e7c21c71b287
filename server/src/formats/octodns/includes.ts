import type { DataNode, DataScalar } from '../../data/node.ts';
import type { DocumentProblem } from '../../records/document.ts';
import { printable } from '../../text/printable.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import type { IncludedPart } from './included-part.ts';
import { typeText, type NamedSets, type OctoNode } from './zone-data.ts';

/** Other files that are included in a piece of a zone file (`!include`). Offsets in the piece. */
export interface OctoIncludes {
  /** The files that are read, in source order. */
  readonly files: readonly OctoInclude[];
  /** The files that are not read. */
  readonly problems: readonly DocumentProblem[];
  /** Whether an unread file may contain names or sets. */
  readonly mayAddRecords: boolean;
}

export interface OctoInclude {
  readonly file: string;
  readonly range: Range;
  /** What its content is in the including file. */
  readonly part: IncludedPart;
}

/** Nodes of a file that are searched for includes: more than any real file has. */
const MAX_NODES = 1_000_000;

const MERGED =
  /^([ \t]*(?:-[ \t]+)?<<:[ \t]*)(!include[ \t]+(?:'([^'\n]*)'|"([^"\\\n]*)"|([^\s#[\]'"][^\s#]*)|[^\s#]+))/gm;

/** The `!include`s of a piece: as the sets of a name, as values, or merged into a map. octoDNS: `yaml.py`. */
export function includesIn(
  source: string,
  root: DataNode | undefined,
  entries: readonly NamedSets[],
): OctoIncludes {
  if (!source.includes('!include')) return { files: [], problems: [], mayAddRecords: false };
  const read = new Map<DataNode, OctoInclude>();
  for (const { entry, key, nodes } of entries) {
    if (entry.isMerged) continue;
    addIncluded(entry.value, { of: 'sets', name: key, isItem: false, isList: false }, read);
    const items = entry.value.kind === 'list' && entry.value.tag === undefined ? entry.value.items : [];
    for (const item of items) addIncluded(item, { of: 'sets', name: key, isItem: true, isList: false }, read);
    for (const node of nodes) {
      const part = partOf(node, key);
      for (const value of node.values) addIncluded(value, part, read);
    }
  }
  const hidden = new Set(entries.map(({ key }) => key));
  const merged = [...source.matchAll(MERGED)].map(
    ({ index, 0: all, 1: before = '', 3: single, 4: double, 5: plain }): Merged => {
      const range = rangeOf(index + before.length, index + all.length);
      const file = single ?? double ?? plain;
      // Only files merged into the map of names are read, not those merged into a set.
      const isRead = before.startsWith('<<') && file !== undefined && entries.length > 0;
      return { range, include: isRead ? { file, range, part: { of: 'names', hidden } } : undefined };
    },
  );
  const names = merged.flatMap(({ include }) => include ?? []);
  return {
    files: [...read.values(), ...names].sort(inOrder),
    ...unreadIn(source, root, read, merged),
  };
}

/** A file that is merged into a map. `include` is set if it is read. */
interface Merged {
  readonly range: Range;
  readonly include: OctoInclude | undefined;
}

function partOf({ type, seconds, lenient, values }: OctoNode, name: string): IncludedPart {
  const isItem = values.length > 1;
  return { of: 'values', name, isItem, isList: false, type: typeText(type), seconds, lenient };
}

/** Whether a node is the content of other files. */
export function isIncluded(node: DataNode): boolean {
  return node.kind !== 'unknown' && node.tag === '!include';
}

/** Several files in a list have to hold lists, which are concatenated. Maps would be merged. */
function addIncluded(node: DataNode, part: IncludedPart, read: Map<DataNode, OctoInclude>): void {
  if (!isIncluded(node)) return;
  const files = node.kind === 'list' ? node.items : [node];
  const own = files.length > 1 ? { ...part, isList: true } : part;
  for (const file of files)
    if (isPath(file)) read.set(file, { file: file.text.text, range: file.range, part: own });
}

function isPath(node: DataNode): node is DataScalar {
  return (
    node.kind === 'scalar' && (node.tag === undefined || node.tag === '!include') && node.type === 'text'
  );
}

function inOrder(a: OctoInclude, b: OctoInclude): number {
  return a.range.start - b.range.start;
}

function unreadIn(
  source: string,
  root: DataNode | undefined,
  read: ReadonlyMap<DataNode, OctoInclude>,
  merged: readonly Merged[],
): Omit<OctoIncludes, 'files'> {
  const places: Range[] = [];
  let mayAddRecords = root?.kind === 'scalar';
  const waiting: { readonly node: DataNode; readonly isSet: boolean }[] =
    root === undefined ? [] : [{ node: root, isSet: false }];
  for (let count = 0; count < MAX_NODES; count++) {
    const next = waiting.pop();
    if (next === undefined) break;
    const { node, isSet } = next;
    const below =
      node.kind === 'map' ? node.entries.map(({ value }) => value) : node.kind === 'list' ? node.items : [];
    // The value of a name is its set, or a list of its sets.
    const areSets = node === root || (isSet && node.kind === 'list');
    for (const one of below) waiting.push({ node: one, isSet: areSets });
    if (!isIncluded(node)) continue;
    const files = node.kind === 'list' ? node.items : [node];
    const unread = files.filter((file) => !read.has(file));
    for (const { range } of unread) places.push(range);
    mayAddRecords ||= isSet && unread.length > 0;
  }
  for (const { range, include } of merged) {
    if (include !== undefined) continue;
    places.push(range);
    mayAddRecords = true;
  }
  const problems = places
    .sort((a, b) => a.start - b.start)
    .map((range): DocumentProblem => {
      const file = printable(source.slice(range.start, range.end).replace(/^!include[ \t]+/, ''));
      const message = `The included file "${file}" is not read, so its contents are unknown.`;
      return { message, range, unread: { kind: 'include', subject: file } };
    });
  return { problems, mayAddRecords };
}
