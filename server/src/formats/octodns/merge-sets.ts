import { indentOf, removeItem } from '../../data/yaml-lines.ts';
import type { Repair } from '../../records/format.ts';
import { addToSet } from './add.ts';
import type { OctoNode } from './zone-data.ts';

/** The repair that moves the values of a set to another one with the same name and type. */
export function mergeSets(source: string, into: OctoNode, from: OctoNode): Repair | undefined {
  const { entry } = into;
  const [value, ...more] = from.values;
  if (value === undefined || more.length > 0 || entry.isMerged || entry.value.kind !== 'list')
    return undefined;
  const { start, end } = value.range;
  const { range } = from.map;
  const isTyped = start >= range.start && end <= range.end;
  if (!isTyped || (value.kind === 'scalar' && value.style === 'block') || value.kind === 'list')
    return undefined;
  const indent = indentOf(source, start);
  const typed = source.slice(start, end).trimEnd().replaceAll(`\n${indent}`, '\n');
  const added = addToSet(source, into, typed);
  const removed = removeItem(source, entry.value, entry.value.items.indexOf(from.map));
  if (added === undefined || removed === undefined) return undefined;
  const safety = into.seconds === from.seconds && into.lenient === from.lenient ? 'safe' : 'review';
  // The line is added where the second set begins.
  const joined = added.find(({ range: at }) => at.start === at.end && at.start === removed.range.start);
  const edits = [
    ...added.filter((edit) => edit !== joined),
    { range: removed.range, text: `${joined?.text ?? ''}${removed.text}` },
  ];
  return { title: 'Add the value to the first set', safety, edits };
}
