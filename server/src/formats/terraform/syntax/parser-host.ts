import type { Range } from '../../../text/range.ts';
import type { Expression } from './expression.ts';
import { invalidCharacter } from './fault.ts';
import type { SyntaxFault } from '../../../text/syntax-fault.ts';
import type { Skipper } from './skipper.ts';
import type { ExpressionSource } from './source.ts';
import type { Tokens, TokenKind } from './tokens.ts';

/** What the readers of an expression's parts share. */
export interface ParserHost {
  readonly source: ExpressionSource;
  readonly tokens: Tokens;
  readonly skipper: Skipper;
  /** Reads the expression at the current token. */
  expression(): Expression;
  /**
   * True after a fault that leaves the tokens at a meaningless place. The result is then discarded by the caller that
   * can continue: the nearest list, object, call or string around.
   */
  lost: boolean;
  /** A syntax fault; only the first of an expression is reported, since others may follow from it. */
  fail(summary: string, detail: string, range: Range): void;
  /** A fault that does not keep from reading on. */
  note(fault: SyntaxFault): void;
}

/** A fault at the token that comes next. One that HCL does not have at all is a fault of its own. */
export function failHere(host: ParserHost, summary: string, detail: string): void {
  const { tokens, source } = host;
  const range = source.range(tokens.start, tokens.stop);
  if (tokens.peek() === 'invalid') {
    const invalid = invalidCharacter(tokens.word());
    host.fail(invalid.summary, invalid.detail, range);
  } else {
    host.fail(summary, detail, range);
  }
}

/** From `start` to the current token. */
export function rangeFrom(host: ParserHost, start: number): Range {
  return host.source.range(start, host.tokens.pos);
}

/** The expression at the current token; `undefined` when the parser is lost. */
export function expressionUnlessLost(host: ParserHost): Expression | undefined {
  const expression = host.expression();
  return host.lost ? undefined : expression;
}

/** The text from `start` could not be read, nor its end found. */
export function lostFrom(host: ParserHost, start: number): Expression {
  host.lost = true;
  return { kind: 'invalid', range: host.source.range(start, Math.max(start, host.tokens.pos)) };
}

const OPENERS = new Set<TokenKind>(['(', '[', '{']);
const CLOSERS = new Set<TokenKind>([')', ']', '}', '~}']);

/**
 * Goes on to the next comma, or line end where lines count, outside the brackets that open from here, or to a bracket that
 * closes one that opened before.
 */
export function skipToSeparator(host: ParserHost): void {
  const { tokens, skipper } = host;
  const outer = tokens.skipsNewlines;
  let depth = 0;
  for (;;) {
    const kind = tokens.peek();
    if (kind === 'end') break;
    if (depth === 0 && (kind === ',' || kind === 'newline' || CLOSERS.has(kind))) break;
    const { start } = tokens;
    tokens.take();
    if (kind === 'quote') {
      tokens.pos = Math.min(Math.abs(skipper.quoted(start)), tokens.end);
    } else if (kind === 'heredoc') {
      const opener = skipper.heredocOpener(start);
      if (opener !== undefined) tokens.pos = Math.abs(skipper.heredocEnd(opener));
    } else if (OPENERS.has(kind)) {
      depth++;
      tokens.skipsNewlines = true;
    } else if (CLOSERS.has(kind)) {
      depth--;
      if (depth === 0) tokens.skipsNewlines = outer;
    }
  }
  tokens.skipsNewlines = outer;
}

/** Reads something in brackets, where line ends mean nothing, and goes back to what they meant before. */
export function withinBrackets<T>(host: ParserHost, read: () => T): T {
  const { tokens } = host;
  const outer = tokens.skipsNewlines;
  tokens.skipsNewlines = true;
  const result = read();
  tokens.skipsNewlines = outer;
  return result;
}
