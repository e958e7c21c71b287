import type { DocumentPath, Finding, RelatedPlace } from '../analysis/finding.ts';
import type { PlacedRecord, Workspace } from '../analysis/workspace.ts';
import { shift, type Range } from '../text/range.ts';
import type { SourceText } from '../text/source-text.ts';
import { meaningOfDirective } from './directives.ts';
import { hoverOfRecord } from './hover-record.ts';
import { code } from './markdown.ts';

/** What stands under the cursor, for people. */
export interface Hover {
  /** The characters that it speaks of, in the document. */
  readonly range: Range;
  /** Markdown. Empty where only the related places have something to say. */
  readonly text: string;
  /** Other places that the findings here speak of. */
  readonly related: readonly RelatedPlace[];
}

/** `undefined` where nothing stands that has a meaning. */
export function hoverAt(workspace: Workspace, path: DocumentPath, offset: number): Hover | undefined {
  const text = workspace.textOf(path);
  if (text === undefined) return undefined;
  const meaning = meaningAt(workspace, path, offset, text);
  const related = relatedAt(workspace, path, offset);
  if (related === undefined) return meaning && { ...meaning, related: [] };
  return { range: meaning?.range ?? related.range, text: meaning?.text ?? '', related: related.places };
}

interface Meaning {
  readonly range: Range;
  readonly text: string;
}

function meaningAt(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
  text: SourceText,
): Meaning | undefined {
  const placed = workspace.recordAt(path, offset);
  if (placed === undefined) return directiveAt(text, offset);
  const base = offsetOfAnchor(placed);
  const found = hoverOfRecord(placed.record, offset - base, workspace.originOf(path));
  return found && { range: shift(found.range, base), text: found.text };
}

/** Where the place lies that the record's own ranges count from. */
function offsetOfAnchor({ record, range }: PlacedRecord): number {
  return range.start - record.range.start;
}

function directiveAt(text: SourceText, offset: number): Meaning | undefined {
  const line = text.lineRange(text.offsetToPosition(offset).line);
  const word = /^\$[A-Za-z]+/.exec(text.slice(line.start, Math.min(line.end, line.start + 16)))?.[0];
  if (word === undefined || offset >= line.start + word.length) return undefined;
  const meaning = meaningOfDirective(word);
  if (meaning === undefined) return undefined;
  return {
    range: { start: line.start, end: line.start + word.length },
    text: `**${code(word.toUpperCase())}** ${meaning}`,
  };
}

function relatedAt(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
): { readonly range: Range; readonly places: readonly RelatedPlace[] } | undefined {
  let range: Range | undefined;
  const places: RelatedPlace[] = [];
  const at = { start: offset, end: offset };
  for (const finding of workspace.findingsIn(path, at).filter((f) => holds(f, offset))) {
    const { related } = workspace.detailsOf(path, finding);
    if (related.length === 0) continue;
    range ??= finding.range;
    places.push(...related);
  }
  return range && { range, places };
}

/** The cursor stands before a character: the one after the finding's last is not its own. */
function holds({ range }: Finding, offset: number): boolean {
  return range.start <= offset && (offset < range.end || range.start === range.end);
}
