import type { Range } from '../../../text/range.ts';
import type { Binary, BinaryOperator, Expression, SplatStep } from './expression.ts';
import { MAX_NESTING, tooDeep } from '../../../text/syntax-fault.ts';
import type { SyntaxFault } from '../../../text/syntax-fault.ts';
import { readCall, readObject, readTuple } from './parse-collection.ts';
import { readBare, readHeredoc, readQuoted } from './parse-template.ts';
import { failHere, lostFrom, rangeFrom, skipToSeparator, withinBrackets } from './parser-host.ts';
import type { ParserHost } from './parser-host.ts';
import { Skipper } from './skipper.ts';
import type { ExpressionSource } from './source.ts';
import { Tokens } from './tokens.ts';
import type { TokenKind } from './tokens.ts';

export interface ParsedExpression {
  readonly expression: Expression;
  readonly faults: readonly SyntaxFault[];
}

/** Parses the expression `source.text.slice(start, end)`. It never fails: what cannot be parsed is `invalid`. */
export function parseExpression(source: ExpressionSource, start: number, end: number): ParsedExpression {
  const parser = new ExpressionParser(source, start, end);
  return parser.whole();
}

/** Parses a text that is a template as a whole. */
export function parseTemplate(source: ExpressionSource): ParsedExpression {
  const parser = new ExpressionParser(source, 0, source.text.length);
  return { expression: readBare(parser), faults: parser.faults };
}

/** Operator precedence: HCL native syntax specification, "Operations". */
const PRECEDENCE: Partial<Record<TokenKind, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

/** Steps (`.name`, `[0]`) or operations in a row; each makes the tree one level deeper. */
const MAX_CHAIN = 1000;

/** A parser for HCL expressions (HCL native syntax specification, "Expressions"). */
class ExpressionParser implements ParserHost {
  readonly source: ExpressionSource;
  readonly tokens: Tokens;
  readonly skipper: Skipper;
  readonly faults: SyntaxFault[] = [];
  lost = false;
  private hasFailed = false;
  private depth = 0;

  constructor(source: ExpressionSource, start: number, end: number) {
    this.source = source;
    this.skipper = new Skipper(source.text, end);
    this.tokens = new Tokens(source.text, start, this.skipper);
  }

  whole(): ParsedExpression {
    const { tokens } = this;
    const expression = this.expression();
    if (!this.lost && tokens.peek() === ',') {
      const detail =
        'Argument definitions must be separated by newlines, not commas. An argument definition must end with a newline.';
      failHere(this, 'Unexpected comma after argument', detail);
    } else if (!this.lost && tokens.peek() !== 'end') {
      failHere(this, 'Missing newline after argument', 'An argument definition must end with a newline.');
    }
    return { expression, faults: this.faults };
  }

  fail(summary: string, detail: string, range: Range): void {
    if (!this.hasFailed) this.faults.push({ summary, detail, range });
    this.hasFailed = true;
  }

  note(fault: SyntaxFault): void {
    this.faults.push(fault);
  }

  expression(): Expression {
    const { tokens } = this;
    const start = tokens.start;
    if (this.depth >= MAX_NESTING) {
      this.tooDeep();
      return lostFrom(this, start);
    }
    this.depth++;
    const condition = this.operations(1);
    const result = !this.lost && tokens.peek() === '?' ? this.conditional(condition, start) : condition;
    this.depth--;
    return result;
  }

  private tooDeep(): void {
    const { summary, detail } = tooDeep(0, 0);
    failHere(this, summary, detail);
    this.lost = true;
  }

  private conditional(condition: Expression, start: number): Expression {
    const { tokens } = this;
    tokens.take();
    const then = this.expression();
    if (this.lost) return lostFrom(this, start);
    if (tokens.peek() !== ':') {
      const detail =
        'The conditional operator (...?...:...) requires a false expression, delimited by a colon.';
      failHere(this, 'Missing false expression in conditional', detail);
      return lostFrom(this, start);
    }
    tokens.take();
    const otherwise = this.expression();
    return { kind: 'conditional', condition, then, otherwise, range: rangeFrom(this, start) };
  }

  /** Operations with at least the precedence `least`. */
  private operations(least: number): Expression {
    const { tokens } = this;
    const start = tokens.start;
    let left = this.term();
    for (let count = 0; !this.lost; count++) {
      const kind = tokens.peek();
      const precedence = PRECEDENCE[kind] ?? 0;
      if (precedence < least || precedence === 0) break;
      if (count === MAX_CHAIN) return this.tooLong(start);
      tokens.take();
      const right = this.operations(precedence + 1);
      const operation: Binary = {
        kind: 'binary',
        operator: kind as BinaryOperator,
        left,
        right,
        range: rangeFrom(this, start),
      };
      left = operation;
    }
    return left;
  }

  private tooLong(start: number): Expression {
    failHere(this, 'Expression too long', `More than ${MAX_CHAIN} operations in a row are not read.`);
    return lostFrom(this, start);
  }

  /** A term and the steps after it. */
  private term(): Expression {
    const { tokens } = this;
    const start = tokens.start;
    let object = this.operand();
    for (let count = 0; !this.lost; count++) {
      const kind = tokens.peek();
      if (kind !== '.' && kind !== '[') break;
      if (count === MAX_CHAIN) return this.tooLong(start);
      object = this.step(object, start);
    }
    return object;
  }

  private step(object: Expression, start: number): Expression {
    const { tokens } = this;
    if (tokens.take() === '[') {
      if (tokens.peek() === '*') {
        tokens.take();
        this.closeSplat();
        const steps = this.splatSteps(true);
        return { kind: 'splat', object, steps, range: rangeFrom(this, start) };
      }
      const key = this.indexKey();
      return { kind: 'index', object, key, range: rangeFrom(this, start) };
    }
    const kind = tokens.peek();
    if (kind === '*') {
      tokens.take();
      const steps = this.splatSteps(false);
      return { kind: 'splat', object, steps, range: rangeFrom(this, start) };
    }
    const step = this.dotStep();
    if (step === undefined) return lostFrom(this, start);
    const range = rangeFrom(this, start);
    if (step.kind === 'attribute') return { kind: 'attribute', object, name: step.name, range };
    return { kind: 'index', object, key: step.key, range };
  }

  /** What follows a dot: a name, or a number, which is an index in the old syntax. */
  private dotStep(): Exclude<SplatStep, { kind: 'splat' }> | undefined {
    const { tokens } = this;
    const kind = tokens.peek();
    if (kind === 'identifier') {
      const name = tokens.word();
      tokens.take();
      return { kind: 'attribute', name };
    }
    if (kind === 'number') {
      const digits = tokens.word();
      const key = this.operand();
      if (digits.includes('.')) {
        const [first, second] = digits.split('.');
        const detail = `When using the legacy index syntax, chaining two indexes together is not permitted. Use the proper index syntax instead, like [${first ?? ''}][${second ?? ''}].`;
        this.fail('Invalid legacy index syntax', detail, key.range);
        return { kind: 'index', key: { kind: 'invalid', range: key.range } };
      }
      return { kind: 'index', key };
    }
    failHere(this, 'Invalid attribute name', 'An attribute name is required after a dot.');
    return undefined;
  }

  private closeSplat(): void {
    const { tokens } = this;
    if (tokens.peek() === ']') {
      tokens.take();
      return;
    }
    const detail =
      'The star for a full splat operator must be immediately followed by a closing bracket ("]").';
    failHere(this, 'Missing close bracket on splat index', detail);
    this.lost = true;
  }

  /** The steps after a star. After `.*` only names and numbers belong to it, after `[*]` all steps. */
  private splatSteps(isFull: boolean): readonly SplatStep[] {
    const { tokens } = this;
    const steps: SplatStep[] = [];
    while (!this.lost && steps.length < MAX_CHAIN) {
      const kind = tokens.peek();
      if (kind !== '.' && !(isFull && kind === '[')) break;
      tokens.take();
      if (tokens.peek() === '*' && isFull) {
        tokens.take();
        if (kind === '[') this.closeSplat();
        // What follows the inner star belongs to it, up to the end.
        if (this.depth >= MAX_NESTING) {
          this.tooDeep();
          break;
        }
        this.depth++;
        steps.push({ kind: 'splat', steps: this.splatSteps(kind === '[') });
        this.depth--;
      } else if (kind === '[') {
        steps.push({ kind: 'index', key: this.indexKey() });
      } else {
        const step = this.dotStep();
        if (step === undefined) this.lost = true;
        else steps.push(step);
      }
    }
    return steps;
  }

  /** The key of an index, and the closing bracket. */
  private indexKey(): Expression {
    const { tokens } = this;
    return withinBrackets(this, () => {
      const key = this.expression();
      if (this.lost) skipToSeparator(this);
      if (tokens.peek() === ']') {
        tokens.take();
        this.lost = false;
      } else {
        const detail = 'The index operator must end with a closing bracket ("]").';
        failHere(this, 'Missing close bracket on index', detail);
        this.lost = true;
      }
      return key;
    });
  }

  private operand(): Expression {
    const { tokens } = this;
    const { start } = tokens;
    const kind = tokens.peek();
    switch (kind) {
      case 'quote':
        return readQuoted(this);
      case 'heredoc':
        return readHeredoc(this);
      case 'number':
        return this.number();
      case 'identifier':
        return this.name();
      case '(':
        return this.parentheses();
      case '[':
        return readTuple(this);
      case '{':
        return readObject(this);
      case '-':
      case '!': {
        tokens.take();
        if (this.depth >= MAX_NESTING) return this.tooLong(start);
        this.depth++;
        const operand = this.term();
        this.depth--;
        return { kind: 'unary', operator: kind, operand, range: rangeFrom(this, start) };
      }
      default:
        failHere(
          this,
          'Invalid expression',
          'Expected the start of an expression, but found an invalid expression token.',
        );
        return lostFrom(this, start);
    }
  }

  private number(): Expression {
    const { start } = this.tokens;
    const digits = this.tokens.word();
    this.tokens.take();
    const range = rangeFrom(this, start);
    const value = Number(digits);
    if (!Number.isNaN(value)) return { kind: 'number', value, range };
    const detail = 'Failed to recognize the value of this number literal.';
    this.note({ summary: 'Invalid number literal', detail, range });
    return { kind: 'invalid', range };
  }

  private name(): Expression {
    const { tokens } = this;
    const { start } = tokens;
    const name = tokens.word();
    tokens.take();
    const next = tokens.peek();
    if (next === '(' || next === '::') return readCall(this, name, start);
    const range = rangeFrom(this, start);
    if (name === 'true' || name === 'false') return { kind: 'boolean', value: name === 'true', range };
    if (name === 'null') return { kind: 'null', range };
    return { kind: 'variable', name, range };
  }

  private parentheses(): Expression {
    const { tokens } = this;
    const { start } = tokens;
    tokens.take();
    return withinBrackets(this, () => {
      const inner = this.expression();
      if (this.lost) skipToSeparator(this);
      if (tokens.peek() !== ')') {
        const detail = 'Expected a closing parenthesis to terminate the expression.';
        failHere(this, 'Unbalanced parentheses', detail);
        return lostFrom(this, start);
      }
      tokens.take();
      this.lost = false;
      return { kind: 'parentheses', inner, range: rangeFrom(this, start) };
    });
  }
}
