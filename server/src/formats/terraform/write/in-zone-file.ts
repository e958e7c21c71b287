import { escapeString } from '../../../records/text-forms.ts';
import type { RecordEdit } from '../../../records/document.ts';
import type { RecordChange } from '../../../records/format.ts';
import type { Edit } from '../../../text/edit.ts';
import { rangeOf, shift } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import type { Literal, TracedText } from '../evaluate/traced-text.ts';
import type { EmbeddedEntry } from '../providers/embedded-entry.ts';
import type { Siblings } from './siblings.ts';
import { eolOf } from './entries.ts';
import { encodeAs, encodeLiteral, escapeTemplate } from './literal.ts';

/** Changes an entry of a zone file in an argument, as in a zone file; `undefined` if its text is computed. */
export function writeInZoneFile(
  { document, block, index, text }: EmbeddedEntry,
  change: RecordChange,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const base = document.offsetOf(block);
  const edits: RecordEdit[] = [];
  const inFile = document.write(block, index, change);
  for (const edit of inFile ?? []) {
    const written = editIn(text, { ...edit, range: shift(edit.range, base) }, siblings);
    if (written === undefined) return undefined;
    edits.push(written);
  }
  return inFile === undefined ? undefined : edits;
}

/** An edit of the zone file, in the literal with the source of its characters. */
function editIn(text: TracedText, edit: Edit, siblings: Siblings): RecordEdit | undefined {
  const place = placeOf(text, edit.range);
  const page = place && siblings.page(place.literal.anchor.path);
  // An unknown part cannot be written again.
  if (place === undefined || page === undefined || /[^\x20-\x7e\r\n\t]/.test(edit.text)) return undefined;
  const { content: document, path } = page;
  const { literal, indent } = place;
  const eol = eolOf(document);
  const said = edit.text.replace(/\r?\n/g, eol);
  if (literal.form === 'heredoc') {
    const start = document.lastIndexOf('\n', place.range.start - 1) + 1;
    // Whole lines, with the indentation that the heredoc removes.
    const isLine =
      isLineStart(text, edit.range.start) && /^[ \t]*$/.test(document.slice(start, place.range.start));
    const range = rangeOf(isLine ? start : place.range.start, place.range.end);
    const lines = said.split(eol);
    const indented = lines.map((line, i) => (line === '' || (i === 0 && !isLine) ? line : indent + line));
    const typed = encodeAs(escapeTemplate(indented.join(eol)), said, { literal, place: range, document });
    return typed === undefined ? undefined : { path, range, text: typed };
  }
  const at = { literal, place: place.range, document };
  const typed =
    literal.form === 'quoted'
      ? encodeAs(escapeString(escapeTemplate(edit.text)).replaceAll('\n', '\\n'), edit.text, at)
      : encodeLiteral(said, at);
  return typed === undefined ? undefined : { path, range: place.range, text: typed };
}

function isLineStart({ text }: TracedText, at: number): boolean {
  return at === 0 || text[at - 1] === '\n';
}

interface Place {
  readonly literal: Literal;
  readonly range: Range;
  /** The start of each line that is not part of the text. */
  readonly indent: string;
}

/** Where the source of a part of the text is, in one literal, whatever its lines begin with. */
function placeOf(text: TracedText, { start, end }: Range): Place | undefined {
  const first = text.slice(start, start + 1).segments[0];
  const before = text.slice(start - 1, start).segments[0];
  const last = start === end ? undefined : text.slice(end - 1, end).segments[0];
  const literal = (start === end ? (before ?? first) : first)?.literal;
  if (literal === undefined || (last !== undefined && last.literal !== literal)) return undefined;
  if (start < end && text.slice(start, end).segments.some((s) => s.literal !== literal)) return undefined;
  const covered = text.slice(start, end).segments.reduce((sum, { length }) => sum + length, 0);
  if (covered !== end - start) return undefined;
  const point = start === end && before !== undefined ? before.source.end : first?.source.start;
  if (point === undefined) return undefined;
  return { literal, range: rangeOf(point, last?.source.end ?? point), indent: indentOf(text, literal) };
}

/** The spaces that a heredoc with `<<-` removes from each line. */
function indentOf({ segments }: TracedText, literal: Literal): string {
  let indent = 0;
  let end: number | undefined;
  for (const s of segments) {
    if (s.literal !== literal) continue;
    if (end !== undefined && s.source.start > end) indent = Math.max(indent, s.source.start - end);
    end = s.source.end;
  }
  return ' '.repeat(indent);
}
