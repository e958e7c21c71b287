import { sliceDecoded, TextBuilder, type DecodedText } from '../../../text/decoded-text.ts';
import { MappedText } from '../../../text/mapped-text.ts';
import { MAX_NESTING } from '../../../text/syntax-fault.ts';
import { rangeOf, type Range } from '../../../text/range.ts';
import type { AzureExpression } from '../expression.ts';

/** A string within an expression: `'a''b'`, including its quotes. */
export interface ArmString {
  readonly range: Range;
  readonly text: DecodedText;
}

export interface ArmExpression {
  readonly expression: AzureExpression;
  readonly strings: readonly ArmString[];
}

const WHITESPACE = /[ \t\r\n]*/y;
const NAME = /[A-Za-z_]\w*/y;
const NUMBER = /-?\d+/y;

/**
 * The expression in a string of a template: `[concat('a', parameters('b'))]`. `text` is the value of the string, and `range` its
 * source text, including the quotes. https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
 */
export function readArmExpression(text: DecodedText, range: Range): ArmExpression {
  const reader = new ArmReader(text, range);
  const expression = reader.whole();
  return { expression, strings: reader.strings };
}

class ArmReader {
  readonly strings: ArmString[] = [];
  private readonly decoded: DecodedText;
  private readonly text: string;
  private readonly mapped: MappedText;
  private readonly range: Range;
  private pos = 1;
  private depth = 0;
  private hasFailed = false;

  constructor(decoded: DecodedText, range: Range) {
    this.decoded = decoded;
    this.text = decoded.text;
    this.mapped = new MappedText(decoded.text, decoded.segments);
    this.range = range;
  }

  /** An expression that cannot be parsed is unknown as a whole. */
  whole(): AzureExpression {
    const expression = this.value();
    this.skipWhitespace();
    const isWhole = !this.hasFailed && this.pos === this.text.length - 1;
    // The whole expression has the range of the string.
    return isWhole ? { ...expression, range: this.range } : { kind: 'unknown', range: this.range };
  }

  private skipWhitespace(): void {
    WHITESPACE.lastIndex = this.pos;
    this.pos += WHITESPACE.exec(this.text)?.[0].length ?? 0;
  }

  private place(start: number): Range {
    return this.mapped.toSource(rangeOf(start, Math.max(start, this.pos))) ?? this.range;
  }

  private fail(start: number): AzureExpression {
    this.hasFailed = true;
    return { kind: 'unknown', range: this.place(start) };
  }

  private value(): AzureExpression {
    this.skipWhitespace();
    const start = this.pos;
    if (this.hasFailed || this.depth >= MAX_NESTING) return this.fail(start);
    this.depth++;
    let value = this.primary(start);
    for (;;) {
      this.skipWhitespace();
      const sign = this.text[this.pos];
      if (sign === '.') {
        this.pos++;
        const name = this.take(NAME);
        if (name === undefined) return this.fail(start);
        // A function that the template itself defines: `[contoso.uniqueName('a')]`.
        if (this.text[this.pos] === '(') value = { kind: 'unknown', range: this.call(name, start).range };
        else value = { kind: 'member', range: this.place(start), of: value, name };
      } else if (sign === '[') {
        this.pos++;
        const index = this.value();
        this.skipWhitespace();
        if (this.text[this.pos] !== ']') return this.fail(start);
        this.pos++;
        value = { kind: 'index', range: this.place(start), of: value, index };
      } else break;
    }
    this.depth--;
    return value;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.pos;
    const found = pattern.exec(this.text)?.[0];
    this.pos += found?.length ?? 0;
    return found;
  }

  private primary(start: number): AzureExpression {
    if (this.text[start] === "'") return this.string(start);
    const digits = this.take(NUMBER);
    if (digits !== undefined)
      return { kind: 'number', range: this.place(start), text: sliceDecoded(this.decoded, start, this.pos) };
    const name = this.take(NAME);
    if (name === undefined) return this.fail(start);
    this.skipWhitespace();
    if (this.text[this.pos] === '(') return this.call(name, start);
    // The name of a group of functions that the template defines.
    return this.text[this.pos] === '.' ? { kind: 'unknown', range: this.place(start) } : this.fail(start);
  }

  private string(start: number): AzureExpression {
    const parts = new TextBuilder();
    const opening = this.mapped.toSource(rangeOf(start, start + 1))?.start ?? this.range.start;
    this.pos++;
    for (;;) {
      const end = this.text.indexOf("'", this.pos);
      if (end < 0) return this.fail(start);
      this.add(parts, this.pos, end, opening);
      this.pos = end + 1;
      if (this.text[this.pos] !== "'") break;
      const doubled = this.mapped.toSource(rangeOf(end, end + 2)) ?? this.range;
      parts.add("'", doubled.start, doubled.end, opening);
      this.pos++;
    }
    const range = this.place(start);
    const text = parts.take();
    this.strings.push({ range, text });
    return { kind: 'text', range, text };
  }

  private add(builder: TextBuilder, start: number, end: number, of: number): void {
    const { text, segments } = sliceDecoded(this.decoded, start, end);
    for (const { at, length, source } of segments)
      builder.add(text.slice(at, at + length), source.start, source.end, of);
  }

  private call(typed: string, start: number): AzureExpression {
    const name = typed.toLowerCase();
    const args: AzureExpression[] = [];
    this.pos++;
    this.skipWhitespace();
    if (this.text[this.pos] === ')') this.pos++;
    else
      for (;;) {
        args.push(this.value());
        this.skipWhitespace();
        const sign = this.text[this.pos];
        if (this.hasFailed || (sign !== ',' && sign !== ')')) return this.fail(start);
        this.pos++;
        if (sign === ')') break;
      }
    const range = this.place(start);
    if (name === 'parameters' || name === 'variables') return named(name, args, range);
    return name === 'copyindex' ? copyIndex(args, range) : { kind: 'call', range, name, args };
  }
}

function named(name: string, [of]: readonly AzureExpression[], range: Range): AzureExpression {
  return of?.kind === 'text'
    ? { kind: 'name', range, name: `${name}:${of.text.text.toLowerCase()}` }
    : { kind: 'unknown', range };
}

/** `copyIndex()`, `copyIndex(1)`, `copyIndex('loop')`, `copyIndex('loop', 1)`. */
function copyIndex(args: readonly AzureExpression[], range: Range): AzureExpression {
  const loop = args[0]?.kind === 'text' ? args[0].text.text.toLowerCase() : '';
  const offset = args.find(({ kind }) => kind !== 'text');
  const number: AzureExpression = { kind: 'name', range, name: copyName(loop) };
  return offset === undefined
    ? number
    : { kind: 'operation', range, operator: '+', operands: [number, offset] };
}

/** The name of the counter of a loop. '' is the innermost loop. */
export function copyName(loop: string): string {
  return `copyindex:${loop.toLowerCase()}`;
}
