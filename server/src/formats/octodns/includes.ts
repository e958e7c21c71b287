import type { DataNode, DataScalar } from '../../data/node.ts';
import type { DocumentProblem } from '../../records/document.ts';
import { printable } from '../../text/printable.ts';
import { rangeOf, type Range } from '../../text/range.ts';

/** Other files that are put into a zone file, which are not read with it. */
export interface OctoIncludes {
  readonly problems: readonly DocumentProblem[];
  /** There may be names or sets that are not in this file. */
  readonly mayAddRecords: boolean;
}

/** Nodes of a file that are looked at for includes: all of any that people write. */
const MAX_NODES = 1_000_000;

const MERGED = /^([ \t]*(?:-[ \t]+)?<<:[ \t]*)(!include[ \t]+[^\s#]+)/gm;

/** The `!include`s of a zone file: as values, or merged into a map. octoDNS: `yaml.py`. */
export function includesIn(source: string, root: DataNode | undefined): OctoIncludes {
  if (!source.includes('!include')) return { problems: [], mayAddRecords: false };
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
    if (!isInclude(node)) continue;
    places.push(node.range);
    mayAddRecords ||= isSet;
  }
  for (const { index, 0: all, 1: before = '' } of source.matchAll(MERGED)) {
    places.push(rangeOf(index + before.length, index + all.length));
    mayAddRecords = true;
  }
  const problems = places
    .sort((a, b) => a.start - b.start)
    .map((range): DocumentProblem => {
      const file = printable(source.slice(range.start, range.end).replace(/^!include[ \t]+/, ''));
      const message = `The file "${file}" is not read with this one, so what it holds is unknown.`;
      return { message, range, unread: { kind: 'include', subject: file } };
    });
  return { problems, mayAddRecords };
}

function isInclude(node: DataNode): node is DataScalar {
  return node.kind === 'scalar' && node.tag === '!include';
}
