import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { Pragma, RecordDocument } from '../../records/document.ts';
import { rules } from '../../rules/registry.ts';
import { code, markup, text, type Markdown } from '../../text/markdown.ts';
import { rangeOf, shift } from '../../text/range.ts';
import { notesOfRule } from '../diagnose.ts';
import type { Completion, Suggestion } from './suggestion.ts';

/** The directives of a comment, the most common first. */
const DIRECTIVES: readonly (readonly [string, Markdown])[] = [
  ['mailtxt-disable-next-line', markup`Turns rules off for the next record.`],
  ['mailtxt-disable-line', markup`Turns rules off for the record on this line.`],
  ['mailtxt-disable', markup`Turns rules off from here to ${code('mailtxt-enable')} or the end of the file.`],
  ['mailtxt-enable', markup`Turns the rules back on that ${code('mailtxt-disable')} turned off.`],
];

/** Rules that report the record next to the comment come first. */
const RANKS = { found: 0, other: 1 };

/** The words that fit into a comment that disables rules; `undefined` if the cursor is not in such a comment. */
export function completeComment(
  workspace: Workspace,
  path: DocumentPath,
  document: RecordDocument,
  offset: number,
): Completion | undefined {
  const comment = pragmaAt(document, offset);
  if (comment === undefined) return undefined;
  const { pragma, at } = comment;
  const cursor = offset - at;
  const words = wordsOf(pragma.text);
  const current = words.find(({ start, end }) => start <= cursor && cursor <= end);
  const range = shift(current ?? rangeOf(cursor, cursor), at);
  const [directive] = words;
  if (current !== undefined && current === directive) return { range, suggestions: directives() };
  const name = directive && pragma.text.slice(directive.start, directive.end);
  const isKnown = DIRECTIVES.some(([one]) => one === name) && name !== 'mailtxt-enable';
  // The rest is the reason.
  if (!isKnown || /(?:^|[ \t])--/.test(pragma.text.slice(0, cursor))) return undefined;
  const others = words.filter((word) => word !== current);
  const named = new Set(others.map(({ start, end }) => pragma.text.slice(start, end)));
  const { line } = document.text.offsetToPosition(at);
  const concerned = name === 'mailtxt-disable-next-line' ? line + 1 : line;
  const found = rulesOfLine(workspace, path, document, concerned);
  return { range, suggestions: ruleIds(found, named) };
}

/** The comment at the offset, and where its words start in the document. */
function pragmaAt(
  document: RecordDocument,
  offset: number,
): { readonly pragma: Pragma; readonly at: number } | undefined {
  const index = document.blockAt(offset);
  const { start } = document.text.lineRange(document.text.offsetToPosition(offset).line);
  // A comment at the end of a block also contains the offset at its end.
  for (const block of document.blocks.slice(Math.max(0, index - 1), index + 1)) {
    if (!block.hasPragmas) continue;
    const base = document.offsetOf(block);
    for (const pragma of block.pragmas) {
      const at = base + pragma.at;
      if (at < start || offset < at) continue;
      if (offset <= at + pragma.text.length) return { pragma, at };
      // Spaces at its end are not part of its words, but the user can type after them.
      const text = document.text.slice(at, offset);
      if (text.trimEnd() === pragma.text.trimEnd()) return { pragma: { ...pragma, text }, at };
    }
  }
  return undefined;
}

function wordsOf(comment: string): readonly { readonly start: number; readonly end: number }[] {
  return [...comment.matchAll(/[^\s,]+/g)].map(({ 0: word, index }) => rangeOf(index, index + word.length));
}

function directives(): readonly Suggestion[] {
  return DIRECTIVES.map(([name, meaning], rank) => ({
    text: name,
    kind: 'directive',
    detail: undefined,
    rank,
    goesOn: false,
    commitCharacters: [' '],
    explain: () => meaning,
  }));
}

/** The rules with findings on the record on that line. */
function rulesOfLine(
  workspace: Workspace,
  path: DocumentPath,
  document: RecordDocument,
  line: number,
): ReadonlySet<string> {
  if (line >= document.text.lineCount) return new Set();
  return workspace.rulesIn(path, document.text.lineRange(line));
}

function ruleIds(found: ReadonlySet<string>, named: ReadonlySet<string>): readonly Suggestion[] {
  return rules
    .filter(({ id }) => !named.has(id))
    .map(({ id, severity }) => ({
      text: id,
      kind: 'rule',
      detail: severity,
      rank: found.has(id) ? RANKS.found : RANKS.other,
      goesOn: false,
      commitCharacters: [' '],
      explain: () => explainRule(id),
    }));
}

/** What happens to mail because of the fault that the rule finds. */
function explainRule(id: string): Markdown | undefined {
  const why = notesOfRule(id)?.why;
  return why === undefined ? undefined : text(why);
}
