import type { DecodedText } from '../../../text/decoded-text.ts';
import { rangeOf, type Range } from '../../../text/range.ts';
import { MAX_NESTING, tooDeep, type SyntaxFault } from '../../../text/syntax-fault.ts';

/** A literal as written, including its quotes. Expressions in it are unresolved parts of its text. */
export interface BicepLiteral {
  readonly form: 'string' | 'multi-line' | 'number' | 'boolean';
  readonly range: Range;
  readonly text: DecodedText;
  readonly hasExpressions: boolean;
}

const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const WHITESPACE = /[ \t]*/y;
const LINE_END = /\r?\n|\r/y;
/** Starts a declaration if it is first on its line. Anything still open before it is unfinished. */
const STATEMENT =
  /(?:resource[ \t]+\w+[ \t]+'[^'\r\n/]*\/|(?:module|param|var|output)[ \t]+\w|targetScope[ \t]*=|@\w)/y;

/** The position of the reader in a Bicep text, with the literals and faults it has found so far. Never throws. */
export class Cursor {
  readonly source: string;
  readonly faults: SyntaxFault[] = [];
  /** In source order. */
  readonly literals: BicepLiteral[] = [];
  pos: number;
  private depth = 0;

  constructor(source: string) {
    this.source = source;
    this.pos = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  get isAtEnd(): boolean {
    return this.pos >= this.source.length;
  }

  get next(): string {
    return this.source.charAt(this.pos);
  }

  /** Skips white space and comments, up to the end of the line. */
  skipWhitespace(): void {
    for (;;) {
      WHITESPACE.lastIndex = this.pos;
      this.pos += WHITESPACE.exec(this.source)?.[0].length ?? 0;
      const sign = this.source.slice(this.pos, this.pos + 2);
      if (sign === '//') this.pos = this.lineEnd();
      else if (sign === '/*') {
        const close = this.source.indexOf('*/', this.pos + 2);
        if (close < 0) this.fault('This comment is not closed.', this.pos, this.pos + 2);
        this.pos = close < 0 ? this.source.length : close + 2;
      } else return;
    }
  }

  /** Skips white space, comments and line ends. */
  lines(): void {
    do this.skipWhitespace();
    while (this.takeLineEnd());
  }

  takeLineEnd(): boolean {
    LINE_END.lastIndex = this.pos;
    const found = LINE_END.exec(this.source);
    this.pos += found?.[0].length ?? 0;
    return found !== null;
  }

  /** The offset of the end of the line. */
  lineEnd(): number {
    const found = /[\r\n]/g;
    found.lastIndex = this.pos;
    return found.exec(this.source)?.index ?? this.source.length;
  }

  /** The identifier at the position, without consuming it. */
  word(): string | undefined {
    WORD.lastIndex = this.pos;
    return WORD.exec(this.source)?.[0];
  }

  takeWord(): string | undefined {
    const word = this.word();
    this.pos += word?.length ?? 0;
    return word;
  }

  take(sign: string): boolean {
    if (!this.source.startsWith(sign, this.pos)) return false;
    this.pos += sign.length;
    return true;
  }

  /** `pattern` must be sticky. */
  matches(pattern: RegExp): boolean {
    pattern.lastIndex = this.pos;
    return pattern.test(this.source);
  }

  isAtStatement(): boolean {
    const before = this.source.charAt(this.pos - 1);
    return (before === '' || before === '\n' || before === '\r') && this.matches(STATEMENT);
  }

  fault(detail: string, start = this.pos, end = start + 1): void {
    const { length } = this.source;
    this.faults.push({
      summary: 'Invalid Bicep',
      detail,
      range: rangeOf(Math.min(start, length), Math.min(end, length)),
    });
  }

  /** Reads one level deeper; `undefined` if that is too deep. Then nothing more is read. */
  deeper<T>(read: () => T): T | undefined {
    if (this.depth >= MAX_NESTING) {
      if (!this.isAtEnd) this.faults.push(tooDeep(this.pos, this.pos + 1));
      this.pos = this.source.length;
      return undefined;
    }
    this.depth++;
    const value = read();
    this.depth--;
    return value;
  }
}
