import type { Range } from '../../../text/range.ts';
import type { Expression } from './expression.ts';
import { invalidCharacter } from './fault.ts';
import type { SyntaxFault } from '../../../text/syntax-fault.ts';
import type { Skipper } from './skipper.ts';
import type { ExpressionSource } from './source.ts';
import type { Tokens, TokenKind } from './tokens.ts';

/** The state that the parsers of an expression's parts share. */
export interface ParserHost {
  readonly source: ExpressionSource;
  readonly tokens: Tokens;
  readonly skipper: Skipper;
  /** Parses the expression at the current token. */
  expression(): Expression;
  /**
   * True after a fault that leaves the tokens at an arbitrary place. The result is then discarded by the nearest enclosing list,
   * object, call or string, which knows where to continue.
   */
  lost: boolean;
  /** A syntax fault; only the first of an expression is reported, since others may follow from it. */
  fail(summary: string, detail: string, range: Range): void;
  /** A fault after which parsing continues. */
  note(fault: SyntaxFault): void;
}

/** A fault at the next token. A token that does not exist in HCL is a fault of its own. */
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

/** From `start` to the current position. */
export function rangeFrom(host: ParserHost, start: number): Range {
  return host.source.range(start, host.tokens.pos);
}

/** The expression at the current token; `undefined` if the parser is lost afterwards. */
export function expressionUnlessLost(host: ParserHost): Expression | undefined {
  const expression = host.expression();
  return host.lost ? undefined : expression;
}

/** The text from `start` on could not be parsed, and its end is unknown. */
export function lostFrom(host: ParserHost, start: number): Expression {
  host.lost = true;
  return { kind: 'invalid', range: host.source.range(start, Math.max(start, host.tokens.pos)) };
}

const OPENERS = new Set<TokenKind>(['(', '[', '{']);
const CLOSERS = new Set<TokenKind>([')', ']', '}', '~}']);

/**
 * Skips to the next comma, or line ending if those count, outside of brackets that open from here, or to a bracket that closes an
 * earlier one.
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

/** Parses something in brackets, where line endings have no meaning, and then restores their meaning. */
export function withinBrackets<T>(host: ParserHost, read: () => T): T {
  const { tokens } = host;
  const outer = tokens.skipsNewlines;
  tokens.skipsNewlines = true;
  const result = read();
  tokens.skipsNewlines = outer;
  return result;
}
