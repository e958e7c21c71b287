import { rangeOf } from '../text/range.ts';
import type { DocumentPath, FileEdit, Finding } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { RecordDocument } from '../records/document.ts';
import type { SourceText } from '../text/source-text.ts';

/** A comment that turns a rule off for a record. */
export interface DisablingComment {
  readonly edit: FileEdit;
  /** Where to insert a reason in the text of the edit; `undefined` if the comment already has one. */
  readonly reasonAt: number | undefined;
}

/**
 * A comment above the record of the finding that turns its rule off there. It is above because a record can end in a comment, or
 * break its first line within a string, while a line before it is always possible. `undefined` if no comment can turn it off.
 */
export function disableForRecord(
  workspace: Workspace,
  path: DocumentPath,
  finding: Finding,
): DisablingComment | undefined {
  const text = workspace.textOf(path);
  const document = workspace.documentOf(path);
  if (text === undefined || document?.commentSign === undefined) return undefined;
  const { commentSign: sign } = document;
  const { range, rule } = finding;
  const commentFor = (offset: number): DisablingComment => {
    const { line } = text.offsetToPosition(offset);
    const { edit, reasonAt } = commentAbove(text, line, sign, rule);
    return { edit: { path, ...edit }, reasonAt };
  };
  const atRecord = commentFor(workspace.recordAt(path, range.start)?.range.start ?? range.start);
  if (!isMadeElsewhere(document)) return atRecord;
  return narrowest(workspace, path, finding, [commentFor(range.start), atRecord]);
}

/** Whether the definition of the records can be in a different place than their values. */
function isMadeElsewhere(document: RecordDocument): boolean {
  const [block] = document.blocks.filter(({ size }) => size > 0);
  return block === undefined || document.madeBy(block, 0) !== undefined;
}

/**
 * The first comment that turns off the fewest findings. It is found by trying, because a value can be far from the resource that
 * defines the record, a resource can define several records, and a line above the finding can be within a text.
 */
function narrowest(
  workspace: Workspace,
  path: DocumentPath,
  finding: Finding,
  comments: readonly DisablingComment[],
): DisablingComment | undefined {
  let best: { readonly comment: DisablingComment; readonly count: number } | undefined;
  for (const comment of comments) {
    const effect = workspace.effectOf(path, [finding], [comment.edit]);
    if (effect.works && (best === undefined || effect.gone.length < best.count))
      best = { comment, count: effect.gone.length };
  }
  return best?.comment;
}

/** The comment with a reason inserted. */
export function withReason({ edit, reasonAt }: DisablingComment, reason: string): FileEdit {
  if (reasonAt === undefined) return edit;
  const { text } = edit;
  return { ...edit, text: `${text.slice(0, reasonAt)} -- ${reason}${text.slice(reasonAt)}` };
}

interface CommentAbove {
  readonly edit: Omit<FileEdit, 'path'>;
  readonly reasonAt: number | undefined;
}

function commentAbove(text: SourceText, line: number, sign: string, rule: string): CommentAbove {
  const known = line === 0 ? undefined : endOfIds(text, line - 1, sign);
  if (known !== undefined) {
    const added = ` ${rule}`;
    const edit = { range: rangeOf(known.end, known.end), text: added };
    return { edit, reasonAt: known.hasReason ? undefined : added.length };
  }
  const { start, end } = text.lineRange(line);
  const indent = /^[ \t]*/.exec(text.slice(start, end))?.[0] ?? '';
  const comment = `${indent}${sign} mailtxt-disable-next-line ${rule}`;
  const edit = { range: rangeOf(start, start), text: comment + lineEnd(text, line) };
  return { edit, reasonAt: comment.length };
}

/** Where to add an id to the comment on that line, if it is one that disables rules for the next record. */
function endOfIds(
  text: SourceText,
  line: number,
  sign: string,
): { readonly end: number; readonly hasReason: boolean } | undefined {
  const { start, end } = text.lineRange(line);
  const written = text.slice(start, end);
  const found = /^\s*(\S+?)\s*mailtxt-disable-next-line(?:\s+(?!--)\S+)+/.exec(written);
  if (found === null || (found[1] !== sign && found[1] !== '//')) return undefined;
  const [ids] = found;
  return { end: start + ids.length, hasReason: written.slice(ids.length).trim() !== '' };
}

/** The line ending of the document around that line. */
function lineEnd(text: SourceText, line: number): string {
  const next = line + 1 < text.lineCount ? line : line - 1;
  if (next < 0) return '\n';
  return text.slice(text.lineRange(next).end, text.lineRange(next + 1).start);
}
