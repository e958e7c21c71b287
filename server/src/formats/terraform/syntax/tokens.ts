import { isDigit } from '../../../text/digit.ts';
import type { BinaryOperator } from './expression.ts';
import { endOfIdentifier, isIdentifierStart } from './characters.ts';
import type { Skipper } from './skipper.ts';

/** A token of an expression. Signs with only one meaning are their own kind. */
export type TokenKind =
  | BinaryOperator
  | '!'
  | '('
  | ')'
  | '['
  | ']'
  | '{'
  | '}'
  /** Closes a template sequence and removes the whitespace after it. */
  | '~}'
  | '.'
  | ','
  | '?'
  | ':'
  | '::'
  | '='
  | '=>'
  | '...'
  | 'quote'
  | 'heredoc'
  | 'number'
  | 'identifier'
  | 'newline'
  | 'end'
  | 'invalid';

/** Signs that do not depend on what follows them. */
const SINGLE: Readonly<Record<string, TokenKind>> = {
  '(': '(',
  ')': ')',
  '[': '[',
  ']': ']',
  '{': '{',
  '}': '}',
  ',': ',',
  '?': '?',
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  '%': '%',
};

const NUMBER = /[0-9](?:[0-9.]|[eE][+-]?[0-9])*/y;

/**
 * The tokens of an expression, one at a time, from `text` up to `end`. It does not read the content of strings: the parser moves
 * `pos` past it.
 */
export class Tokens {
  readonly text: string;
  readonly end: number;
  private readonly skipper: Skipper;
  /** The offset after the last token. */
  pos: number;
  /** Inside brackets, line endings have no meaning; in objects and at the outermost level they do. */
  skipsNewlines = false;

  private kind: TokenKind = 'end';
  private tokenStart = 0;
  private tokenEnd = 0;
  private peekedAt = -1;
  private peekedSkipping = false;

  constructor(text: string, start: number, skipper: Skipper) {
    this.text = text;
    this.pos = start;
    this.end = skipper.end;
    this.skipper = skipper;
  }

  peek(): TokenKind {
    if (this.peekedAt !== this.pos || this.peekedSkipping !== this.skipsNewlines) this.read();
    return this.kind;
  }

  /** Where the token that `peek` returned starts. */
  get start(): number {
    this.peek();
    return this.tokenStart;
  }

  get stop(): number {
    this.peek();
    return this.tokenEnd;
  }

  take(): TokenKind {
    const kind = this.peek();
    this.pos = this.tokenEnd;
    return kind;
  }

  /** The identifier that `peek` returned. */
  word(): string {
    return this.text.slice(this.start, this.stop);
  }

  isWord(word: string): boolean {
    return this.peek() === 'identifier' && this.stop - this.start === word.length && this.word() === word;
  }

  private read(): void {
    const { skipper, end, skipsNewlines } = this;
    const start = skipsNewlines ? skipper.trivia(this.pos, end) : skipper.skipWhitespace(this.pos, end);
    this.peekedAt = this.pos;
    this.peekedSkipping = skipsNewlines;
    this.tokenStart = Math.min(start, end);
    this.tokenEnd = this.tokenStart;
    this.kind = start >= end ? 'end' : this.readAt(start);
  }

  private readAt(start: number): TokenKind {
    const { text } = this;
    const code = text.charCodeAt(start);
    this.tokenEnd = start + 1;
    if (isIdentifierStart(text, start)) {
      this.tokenEnd = endOfIdentifier(text, start, this.end);
      return 'identifier';
    }
    if (isDigit(code)) {
      this.tokenEnd = endOfNumber(text, start, this.end);
      return 'number';
    }
    if (code === 0x22) return 'quote';
    if (code === 0x0a) return 'newline';
    if (code === 0x3c) {
      const heredoc = this.skipper.heredocOpener(start);
      if (heredoc !== undefined) {
        this.tokenEnd = heredoc.contentStart;
        return 'heredoc';
      }
    }
    const single = SINGLE[text[start] ?? ''];
    return single ?? this.readSign(start, code, text.charCodeAt(start + 1));
  }

  /** A sign that may be the first part of a longer one. */
  private readSign(start: number, code: number, next: number): TokenKind {
    const fits = start + 2 <= this.end;
    const double = (kind: TokenKind): TokenKind => {
      this.tokenEnd = start + 2;
      return kind;
    };
    switch (code) {
      case 0x2e:
        if (next !== 0x2e || this.text.charCodeAt(start + 2) !== 0x2e || start + 3 > this.end) return '.';
        this.tokenEnd = start + 3;
        return '...';
      case 0x3d:
        if (fits && next === 0x3d) return double('==');
        return fits && next === 0x3e ? double('=>') : '=';
      case 0x21:
        return fits && next === 0x3d ? double('!=') : '!';
      case 0x3c:
        return fits && next === 0x3d ? double('<=') : '<';
      case 0x3e:
        return fits && next === 0x3d ? double('>=') : '>';
      case 0x26:
        return fits && next === 0x26 ? double('&&') : 'invalid';
      case 0x7c:
        return fits && next === 0x7c ? double('||') : 'invalid';
      case 0x3a:
        return fits && next === 0x3a ? double('::') : ':';
      case 0x7e:
        return fits && next === 0x7d ? double('~}') : 'invalid';
      default:
        if ((this.text.codePointAt(start) ?? 0) > 0xffff) this.tokenEnd = Math.min(start + 2, this.end);
        return 'invalid';
    }
  }
}

/** Digits, decimal points and exponents; a point at the end is not part of it, because of `0...` and `0.x`. */
function endOfNumber(text: string, start: number, end: number): number {
  NUMBER.lastIndex = start;
  const match = NUMBER.exec(text);
  let close = Math.min(start + (match?.[0].length ?? 1), end);
  while (text.charCodeAt(close - 1) === 0x2e) close--;
  return close;
}
