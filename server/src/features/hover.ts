import type { DocumentPath, Finding, RelatedPlace } from '../analysis/finding.ts';
import type { PlacedRecord, Workspace } from '../analysis/workspace.ts';
import { rangeOf } from '../text/range.ts';
import { shift, type Range } from '../text/range.ts';
import type { SourceText } from '../text/source-text.ts';
import { code, joinMarkdown, link, markup, PARAGRAPH, text, type Markdown } from '../text/markdown.ts';
import { notesOfRule } from './diagnose.ts';
import { meaningOfDirective } from './directives.ts';
import { hoverOfRecord } from './hover-record.ts';
import { spfTermHover } from './spf-term-hover.ts';
import { zonesNote } from './zones-shown.ts';

/** The hover at the cursor. */
export interface Hover {
  /** The characters that it explains, in the document. */
  readonly range: Range;
  readonly text: Markdown;
  /** Related places of the findings here. */
  readonly related: readonly RelatedPlace[];
}

export interface HoverOptions {
  /** Whether a term of SPF shows the records that it points to. */
  readonly spfTree: boolean;
  /** Whether there is time to lint a document that is not open. */
  readonly hasTime: () => boolean;
}

/**
 * Why the findings here matter, then what the text means. `undefined` if there is nothing to show. Findings are omitted while
 * they are pending.
 */
export function hoverAt(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
  { spfTree = true, hasTime = () => true }: Partial<HoverOptions> = {},
): Hover | undefined {
  const source = workspace.textOf(path);
  if (source === undefined) return undefined;
  const tree = spfTree ? spfTermHover(workspace, path, offset) : undefined;
  const meaning = together(meaningAt(workspace, path, offset, source), tree);
  const [first, ...others] = workspace.analyzeWhile(path, hasTime) ? findingsAt(workspace, path, offset) : [];
  if (first === undefined) return meaning && { ...meaning, related: [] };
  const findings = [first, ...others];
  const whys = [...new Set(findings.map(({ rule }) => rule))].map(whyOfRule);
  return {
    range: meaning?.range ?? first.range,
    text: joinMarkdown(
      [...whys, meaning?.text].filter((part) => part !== undefined),
      PARAGRAPH,
    ),
    related: findings.flatMap((finding) => workspace.detailsOf(path, finding).related),
  };
}

interface Meaning {
  readonly range: Range;
  readonly text: Markdown;
}

function meaningAt(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
  source: SourceText,
): Meaning | undefined {
  const placed = workspace.recordAt(path, offset);
  if (placed === undefined) return directiveAt(source, offset);
  const base = offsetOfAnchor(placed);
  const found = hoverOfRecord(placed.record, offset - base, workspace.originOf(path));
  if (found === undefined) return undefined;
  const note = zonesNote(workspace, path);
  const shown = note === undefined ? found.text : markup`${found.text}\n\n${note}`;
  return { range: shift(found.range, base), text: shown };
}

/** The meaning of the word, and the records that its term points to. */
function together(meaning: Meaning | undefined, tree: Meaning | undefined): Meaning | undefined {
  if (meaning === undefined || tree === undefined) return meaning ?? tree;
  return { range: meaning.range, text: markup`${meaning.text}\n\n${tree.text}` };
}

/** The offset to which the record's own ranges are relative. */
function offsetOfAnchor({ record, range }: PlacedRecord): number {
  return range.start - record.range.start;
}

function directiveAt(source: SourceText, offset: number): Meaning | undefined {
  const line = source.lineRange(source.offsetToPosition(offset).line);
  const word = /^\$[A-Za-z]+/.exec(source.slice(line.start, Math.min(line.end, line.start + 16)))?.[0];
  if (word === undefined || offset >= line.start + word.length) return undefined;
  const meaning = meaningOfDirective(word);
  if (meaning === undefined) return undefined;
  return {
    range: rangeOf(line.start, line.start + word.length),
    text: markup`**${code(word.toUpperCase())}** ${meaning}`,
  };
}

function findingsAt(workspace: Workspace, path: DocumentPath, offset: number): readonly Finding[] {
  return workspace.findingsIn(path, rangeOf(offset, offset)).filter((finding) => holds(finding, offset));
}

function whyOfRule(rule: string): Markdown | undefined {
  const notes = notesOfRule(rule);
  return notes && markup`**${link(rule, notes.url)}** ${text(notes.why)}`;
}

/** The cursor is before a character, so the character after the end of a finding does not belong to it. */
function holds({ range }: Finding, offset: number): boolean {
  return range.start <= offset && (offset < range.end || range.start === range.end);
}
