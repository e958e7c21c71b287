import { readTextScalar } from '../../data/scalar-edit.ts';
import { lineStart, nextLine } from '../../data/yaml-lines.ts';
import type { ReadEntry } from '../../records/entry-block.ts';
import { rangeOf } from '../../text/range.ts';
import { valueEntry, type OctoRecord } from './entries.ts';
import { semicolonsOf, typeText, type OctoFile } from './zone-data.ts';

/**
 * The entry of a record, as it is read if `lines` replace its own. Only its text may differ: then the rest of the file
 * means the same. Offsets in `lines`.
 */
export function entryIn(
  lines: string,
  { source, settings }: OctoFile,
  { node, value, entry }: OctoRecord,
): ReadEntry | undefined {
  if (value.kind !== 'scalar' || value.style === 'block') return undefined;
  const from = lineStart(source, entry.start);
  const { start, end } = value.range;
  if (start < entry.start || end > entry.end) return undefined;
  const before = source.slice(from, start);
  const after = source.slice(end, nextLine(source, entry.end)).trimEnd();
  const following = lines.length - after.length - 1;
  if (!lines.startsWith(before) || !lines.endsWith(`${after}\n`) || following < before.length)
    return undefined;
  const typed = lines.slice(before.length, following);
  const scalar = readTextScalar(typed, value.isInFlow, start);
  // The rest would be a comment.
  if (scalar === undefined || scalar.range.end !== start + typed.length) return undefined;
  // One text can change how semicolons in all texts of a file are read.
  if (semicolonsOf(scalar.text.text) !== semicolonsOf(value.text.text)) return undefined;
  const place = rangeOf(entry.start, entry.end + typed.length - (end - start));
  const read = valueEntry({
    node,
    value: scalar,
    type: typeText(node.type),
    place,
    settings,
    source: source.slice(0, start) + typed + source.slice(end),
    refusals: [],
  });
  return { ...read, start: place.start - from, end: place.end - from };
}
