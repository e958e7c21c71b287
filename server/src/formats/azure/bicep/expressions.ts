import { TextBuilder, type DecodedText } from '../../../text/decoded-text.ts';
import { HOLE } from '../../../text/mapped-text.ts';
import { rangeOf, type Range } from '../../../text/range.ts';
import type {
  AzureExpression,
  ListExpression,
  LoopExpression,
  AzureMapEntry,
  MapExpression,
  ResourceDeclaration,
  Spreadable,
} from '../expression.ts';
import { Cursor } from './cursor.ts';
import { multilineContent, stringPieceAt } from './strings.ts';

/** In ascending order of precedence. https://learn.microsoft.com/azure/azure-resource-manager/bicep/operators */
const OPERATORS: readonly RegExp[] = [
  /\?\?/y,
  /\|\|/y,
  /&&/y,
  /==|!=|=~|!~/y,
  /<=|>=|<|>/y,
  /[+-]/y,
  /[*%]|\/(?![/*])/y,
];
const NUMBER = /\d+/y;
const CONTINUED = /\?\?|\|\||&&|\?(?!\?)/y;
const FOR = /for(?=[ \t(])/y;
const LAMBDA = /(?:\([ \t]*(?:[A-Za-z_]\w*[ \t]*(?:,[ \t]*[A-Za-z_]\w*[ \t]*)*)?\)|[A-Za-z_]\w*)[ \t]*=>/y;
/** Namespaces of functions. */
const NAMESPACES = /^(?:sys|az)$/;

export type LoopHead = Pick<LoopExpression, 'over' | 'items' | 'numbers'>;

/** Reads Bicep expressions, finished or not. */
export abstract class ExpressionReader extends Cursor {
  /** A declaration within a resource. The keyword comes next. */
  protected abstract nestedResource(): ResourceDeclaration | undefined;
  protected abstract decorators(): void;

  expression(): AzureExpression {
    return this.deeper(() => this.choice()) ?? this.unknown();
  }

  private unknown(start = this.pos): AzureExpression {
    return { kind: 'unknown', range: rangeOf(start, Math.max(start, this.pos)) };
  }

  private choice(): AzureExpression {
    this.skipWhitespace();
    const start = this.pos;
    const condition = this.binary(0);
    if (!this.continues('?')) return condition;
    this.lines();
    const then = this.expression();
    this.lines();
    if (!this.take(':')) {
      this.fault('A colon is required between the two values of a conditional expression.');
      return this.unknown(start);
    }
    this.lines();
    const otherwise = this.expression();
    return { kind: 'choice', range: rangeOf(start, this.pos), condition, then, otherwise };
  }

  /** Consumes a sign such as `?`, which may be on the next line. */
  private continues(sign: string): boolean {
    const before = this.pos;
    this.lines();
    if (!this.source.startsWith('??', this.pos) && this.take(sign)) return true;
    this.pos = before;
    return false;
  }

  private binary(level: number): AzureExpression {
    const operators = OPERATORS[level];
    if (operators === undefined) return this.unary();
    let left = this.binary(level + 1);
    // A chain of the same operator is not nested, so it may have any length.
    let chain: { readonly operator: string; readonly operands: AzureExpression[] } | undefined;
    for (;;) {
      const operator = this.takeOperator(operators);
      if (operator === undefined) return left;
      this.lines();
      const right = this.binary(level + 1);
      if (chain?.operator === operator) chain.operands.push(right);
      else chain = { operator, operands: [left, right] };
      left = { kind: 'operation', range: rangeOf(left.range.start, right.range.end), ...chain };
    }
  }

  private takeOperator(operators: RegExp): string | undefined {
    const before = this.pos;
    this.skipWhitespace();
    const end = this.pos;
    this.lines();
    if (!this.matches(CONTINUED)) this.pos = end;
    operators.lastIndex = this.pos;
    const operator = operators.exec(this.source)?.[0];
    this.pos = operator === undefined ? before : this.pos + operator.length;
    return operator;
  }

  private unary(): AzureExpression {
    this.skipWhitespace();
    const start = this.pos;
    const sign = this.next;
    if (sign !== '!' && sign !== '-') return this.postfix();
    this.pos++;
    const operand = this.deeper(() => this.unary()) ?? this.unknown();
    return { kind: 'operation', range: rangeOf(start, this.pos), operator: sign, operands: [operand] };
  }

  private postfix(): AzureExpression {
    let value = this.primary();
    const { start } = value.range;
    for (;;) {
      if (this.take('::') || this.takeDot()) {
        this.take('?');
        const name = this.takeWord();
        if (name === undefined) {
          this.fault('A property name is missing.');
          return this.unknown(start);
        }
        if (this.next === '(') {
          const isGlobal = value.kind === 'name' && NAMESPACES.test(value.name);
          const call = this.call(name, start);
          value = isGlobal ? call : this.unknown(start);
        } else value = { kind: 'member', range: rangeOf(start, this.pos), of: value, name };
      } else if (this.take('[')) {
        this.take('?');
        this.lines();
        const index = this.expression();
        this.close(']');
        value = { kind: 'index', range: rangeOf(start, this.pos), of: value, index };
      } else if (this.next === '!' && !'=~'.includes(this.source.charAt(this.pos + 1) || ' ')) this.pos++;
      else return value;
    }
  }

  /** Three dots are a different sign. */
  private takeDot(): boolean {
    return !this.source.startsWith('...', this.pos) && this.take('.');
  }

  private close(sign: string): void {
    this.lines();
    if (!this.take(sign)) this.fault(`"${sign}" is required here.`);
  }

  private primary(): AzureExpression {
    const start = this.pos;
    const character = this.next;
    if (character === "'" || character === '$') return this.string();
    if (character === '[') return this.list();
    if (character === '{') return this.map();
    if (this.matches(LAMBDA)) return this.lambda(start);
    if (character === '(') {
      this.pos++;
      this.lines();
      const inner = this.expression();
      this.close(')');
      return inner;
    }
    NUMBER.lastIndex = start;
    const digits = NUMBER.exec(this.source)?.[0];
    if (digits !== undefined) {
      this.pos += digits.length;
      const text = this.typed(start);
      this.addLiteral('number', start, text, false);
      return { kind: 'number', range: rangeOf(start, this.pos), text };
    }
    const word = this.takeWord();
    if (word === undefined) {
      this.fault('A value is required here.');
      return this.unknown();
    }
    if (this.next === '(') return this.call(word, start);
    const range = rangeOf(start, this.pos);
    if (word === 'null') return { kind: 'null', range };
    if (word !== 'true' && word !== 'false') return { kind: 'name', range, name: word };
    this.addLiteral('boolean', start, this.typed(start), false);
    return { kind: 'boolean', range, value: word === 'true' };
  }

  /** The literal text from one offset to another. */
  private typed(start: number): DecodedText {
    const builder = new TextBuilder();
    builder.add(this.source.slice(start, this.pos), start, this.pos, start);
    return builder.take();
  }

  private addLiteral(
    form: (typeof this.literals)[number]['form'],
    start: number,
    text: DecodedText,
    hasExpressions: boolean,
  ): void {
    this.literals.push({ form, range: rangeOf(start, this.pos), text, hasExpressions });
  }

  /** The body of a lambda is not evaluated. */
  private lambda(start: number): AzureExpression {
    this.pos = LAMBDA.lastIndex;
    this.lines();
    this.expression();
    return this.unknown(start);
  }

  private call(name: string, start: number): AzureExpression {
    const args: AzureExpression[] = [];
    this.pos++;
    for (;;) {
      this.lines();
      if (this.take(')')) break;
      const at = this.pos;
      args.push(this.expression());
      this.lines();
      if (this.take(',')) continue;
      if (this.take(')')) break;
      this.fault('A comma or ")" is required here.', at, this.pos);
      break;
    }
    return { kind: 'call', range: rangeOf(start, this.pos), name: name.toLowerCase(), args };
  }

  private string(): AzureExpression {
    const start = this.pos;
    while (this.next === '$') this.pos++;
    if (this.source.startsWith("'''", this.pos)) return this.multiline(start);
    if (this.pos > start) {
      this.fault('A value is required here.', start);
      return this.unknown(start);
    }
    this.pos++;
    const parts: AzureExpression[] = [];
    const whole = new TextBuilder();
    let part = new TextBuilder();
    let partStart = this.pos;
    const endPart = (): void => {
      const range = rangeOf(partStart, this.pos);
      if (this.pos > partStart) parts.push({ kind: 'text', range, text: part.take() });
      part = new TextBuilder();
    };
    for (;;) {
      const at = this.pos;
      const piece = stringPieceAt(this.source, at);
      if (piece.kind === 'characters') {
        this.pos = piece.end;
        for (const builder of [part, whole]) builder.add(piece.text, at, piece.end, start);
        continue;
      }
      if (piece.kind === 'expression') {
        endPart();
        this.pos += 2;
        this.lines();
        parts.push(this.expression());
        this.close('}');
        whole.add(HOLE, at, Math.max(this.pos, at + 2), start);
        partStart = this.pos;
        continue;
      }
      if (piece.kind === 'open') this.fault('This string is not closed.', start, at);
      endPart();
      if (piece.kind === 'end') this.pos = piece.end;
      break;
    }
    const range = rangeOf(start, this.pos);
    const hasExpressions = parts.some(({ kind }) => kind !== 'text');
    this.addLiteral('string', start, whole.take(), hasExpressions);
    return hasExpressions ? { kind: 'joined', range, parts } : { kind: 'text', range, text: whole.take() };
  }

  private multiline(start: number): AzureExpression {
    const isTemplate = this.pos > start;
    const content = multilineContent(this.source, this.pos);
    if (!content.isClosed) this.fault('This string is not closed.', start, start + 3);
    const builder = new TextBuilder();
    builder.add(this.source.slice(content.start, content.end), content.start, content.end, start);
    const text = builder.take();
    this.pos = content.close;
    if (isTemplate && text.text.includes('${')) return this.unknown(start);
    this.addLiteral('multi-line', start, text, isTemplate);
    return { kind: 'text', range: rangeOf(start, this.pos), text };
  }

  private list(): ListExpression | LoopExpression {
    const start = this.pos;
    this.pos++;
    this.lines();
    if (this.matches(FOR)) return this.loop(start);
    const items: Spreadable[] = [];
    this.elements(']', () => {
      const isSpread = this.take('...');
      items.push({ value: this.expression(), isSpread });
    });
    return { kind: 'list', range: rangeOf(start, this.pos), items };
  }

  private loop(start: number): LoopExpression {
    const head = this.loopHead();
    const condition = this.condition();
    const body = this.expression();
    this.close(']');
    return { kind: 'loop', range: rangeOf(start, this.pos), ...head, condition, body };
  }

  /** `for x in list:` or `for (x, i) in list:`. */
  protected loopHead(): LoopHead {
    this.take('for');
    this.skipWhitespace();
    const items: string[] = [];
    const numbers: string[] = [];
    const isPair = this.take('(');
    this.skipWhitespace();
    items.push(this.takeWord() ?? '');
    this.skipWhitespace();
    if (isPair) {
      this.take(',');
      this.skipWhitespace();
      numbers.push(this.takeWord() ?? '');
      this.close(')');
      this.skipWhitespace();
    }
    if (this.word() === 'in') this.takeWord();
    else this.fault('"in" is required here.');
    const over = this.expression();
    this.skipWhitespace();
    if (!this.take(':')) this.fault('A colon is required before the body of the loop.');
    this.lines();
    return { over, items, numbers };
  }

  /** `if (…)`, if present. */
  protected condition(): AzureExpression | undefined {
    this.skipWhitespace();
    if (this.word() !== 'if') return undefined;
    this.takeWord();
    this.skipWhitespace();
    if (!this.take('(')) this.fault('A condition in parentheses is required here.');
    this.lines();
    const condition = this.expression();
    this.close(')');
    this.lines();
    return condition;
  }

  protected map(): MapExpression {
    const start = this.pos;
    const entries: AzureMapEntry[] = [];
    const resources: ResourceDeclaration[] = [];
    if (!this.take('{')) return { kind: 'map', range: rangeOf(start, start), entries, resources };
    this.lines();
    this.elements('}', () => {
      this.decorators();
      const resource = this.word() === 'resource' ? this.nestedResource() : undefined;
      if (resource !== undefined) resources.push(resource);
      else entries.push(...this.entry());
    });
    return { kind: 'map', range: rangeOf(start, this.pos), entries, resources };
  }

  private entry(): readonly AzureMapEntry[] {
    const start = this.pos;
    const here = (): Range => rangeOf(start, this.pos);
    if (this.take('...')) {
      const value = this.expression();
      return [{ key: { kind: 'unknown', range: value.range }, value, isSpread: true, range: here() }];
    }
    const key = this.key();
    if (key === undefined) return [];
    this.skipWhitespace();
    if (!this.take(':')) {
      this.fault('A colon is required between a property name and its value.', start, this.pos);
      return [];
    }
    const value = this.expression();
    return [{ key, value, isSpread: false, range: here() }];
  }

  private key(): AzureExpression | undefined {
    if (this.next === "'") return this.string();
    const start = this.pos;
    if (this.takeWord() === undefined) {
      this.fault('A property name is required here.');
      return undefined;
    }
    return { kind: 'text', range: rangeOf(start, this.pos), text: this.typed(start) };
  }

  /** Elements on separate lines or with commas between them, up to a closing sign. */
  private elements(closer: string, element: () => void): void {
    for (;;) {
      this.lines();
      if (this.take(closer)) return;
      if (this.isAtEnd || this.isAtStatement()) {
        this.fault(`"${closer}" is missing before this.`);
        return;
      }
      const at = this.pos;
      element();
      this.skipWhitespace();
      if (this.take(',') || this.source.startsWith(closer, this.pos) || this.isAtLineEnd()) continue;
      if ('])}'.includes(this.next)) {
        this.fault(`"${closer}" is required here.`);
        return;
      }
      this.fault('A line end is required here.');
      if (this.pos === at) this.pos = Math.max(at + 1, this.lineEnd());
    }
  }

  protected isAtLineEnd(): boolean {
    return this.isAtEnd || this.next === '\n' || this.next === '\r';
  }
}
