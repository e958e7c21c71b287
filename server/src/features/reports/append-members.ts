import { createScanner } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';

/** A member to add to an object or array, with comments on their own lines before it. */
export interface NewMember {
  /** Each on one line, without `//`. */
  readonly comments: readonly string[];
  /** JSON on one line; for an object, with its key. */
  readonly text: string;
}

// Kinds of tokens of jsonc-parser, whose enumeration is only available to its own compiler.
const COMMA = 5;
const LINE_COMMENT = 12;
const BLOCK_COMMENT = 13;
const LINE_BREAK = 14;
const SPACE = 15;

/**
 * Adds members to the end of an object or array in JSON with comments, each on its own line. Existing text stays: a comment stays
 * on the line of its member. A list on one line is split into lines.
 *
 * @param container the object or array in the text
 */
export function appendMembers(text: string, container: Node, members: readonly NewMember[]): string {
  if (members.length === 0) return text;
  const { offset, length, children = [] } = container;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const close = offset + length - 1;
  const base = indentAt(text, offset);
  const inner = base + unitOf(text);
  const last = children.at(-1);
  if (last !== undefined && !text.slice(offset, close).includes('\n')) {
    const line = text.slice(offset + 1, close).trim();
    const hasComments = /\/[/*]/.test(line.replace(/"(?:[^"\\]|\\.)*"/g, '""'));
    const pieces = hasComments
      ? [line]
      : children.map((child) => text.slice(child.offset, child.offset + child.length));
    const added = members.map((member) => memberText(member, inner, eol));
    const lines = [...pieces.map((piece) => `${inner}${piece.replace(/,$/, '')}`), ...added];
    return `${text.slice(0, offset + 1)}${eol}${lines.join(`,${eol}`)}${eol}${base}${text.slice(close)}`;
  }
  const after = last === undefined ? offset + 1 : last.offset + last.length;
  const { at, hasComma } = endOfLine(text, after, close);
  const indent = last === undefined ? inner : indentAt(text, last.offset);
  const added = members.map((member) => memberText(member, indent, eol)).join(`,${eol}`);
  const rest = text.slice(at, close);
  return [
    text.slice(0, after),
    last === undefined || hasComma ? '' : ',',
    text.slice(after, at),
    `${eol}${added}${hasComma ? ',' : ''}`,
    rest.includes('\n') ? rest : `${eol}${base}`,
    text.slice(close),
  ].join('');
}

function memberText({ comments, text }: NewMember, indent: string, eol: string): string {
  return [...comments.map((comment) => `// ${comment}`), text].map((line) => `${indent}${line}`).join(eol);
}

/** The end of the text after a member on its line (a comma and comments), and whether there is a comma. */
function endOfLine(
  text: string,
  from: number,
  close: number,
): { readonly at: number; readonly hasComma: boolean } {
  const scanner = createScanner(text);
  scanner.setPosition(from);
  let hasComma = false;
  let at = from;
  let isOnLine = true;
  for (;;) {
    const kind: number = scanner.scan();
    const end = scanner.getTokenOffset() + scanner.getTokenLength();
    if (kind === LINE_BREAK) isOnLine = false;
    else if (kind === COMMA || kind === LINE_COMMENT || kind === BLOCK_COMMENT) {
      if (kind === COMMA) hasComma = true;
      // A comma can be on the next line.
      if (isOnLine || kind === COMMA) at = end;
    } else if (kind !== SPACE || end > close) return { at, hasComma };
  }
}

/** The spaces at the start of the line. */
function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[\t ]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** The indentation of the text. */
function unitOf(text: string): string {
  return /\n(\t| {1,8})\S/.exec(text)?.[1] ?? '  ';
}
