import { rangeOf } from '../../../text/range.ts';
import type { SyntaxFault } from '../../../text/syntax-fault.ts';
import type {
  AzureExpression,
  Loop,
  MapExpression,
  ModuleDeclaration,
  Named,
  ResourceDeclaration,
  AzureTemplate,
} from '../expression.ts';
import type { BicepLiteral } from './cursor.ts';
import { ExpressionReader } from './expressions.ts';

/** A Bicep text as it was read. */
export interface BicepReading extends AzureTemplate {
  readonly faults: readonly SyntaxFault[];
  readonly literals: readonly BicepLiteral[];
  /** Where each name is used or declared, except names of properties: references that a removed declaration would leave. */
  readonly words: ReadonlyMap<string, number>;
  /** For a parameter file: the template that it is for, as written. */
  readonly using: string | undefined;
  /** Whether it extends another parameter file. */
  readonly isExtended: boolean;
}

/**
 * Reads a text as far as it can be understood: after an unknown part, reading continues at the next declaration. Never
 * throws.
 */
export function parseBicep(source: string): BicepReading {
  const reader = new BicepReader(source);
  reader.readAll();
  const { names, resources, modules, faults, literals, using, isExtended } = reader;
  return { names, resources, modules, faults, literals, words: countWords(source), using, isExtended };
}

/** A single literal; `undefined` if the source text is anything else. */
export function readBicepLiteral(typed: string): BicepLiteral | undefined {
  const reader = new BicepReader(typed);
  reader.expression();
  const literal = reader.literals.find(({ range }) => range.start === 0 && range.end === typed.length);
  return reader.faults.length === 0 ? literal : undefined;
}

function countWords(source: string): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  for (const [word] of source.matchAll(/[A-Za-z_]\w*/g)) words.set(word, (words.get(word) ?? 0) + 1);
  return words;
}

/** Statements that do not affect records. */
const OTHER_STATEMENTS = new Set([
  'targetScope',
  'output',
  'type',
  'func',
  'import',
  'metadata',
  'provider',
  'extension',
  'assert',
]);

const NONE: readonly never[] = [];

class BicepReader extends ExpressionReader {
  readonly names = new Map<string, Named>();
  readonly resources: ResourceDeclaration[] = [];
  readonly modules: ModuleDeclaration[] = [];
  using: string | undefined;
  isExtended = false;

  readAll(): void {
    for (;;) {
      this.lines();
      if (this.isAtEnd) return;
      const start = this.pos;
      this.statement();
      this.skipWhitespace();
      if (this.isAtLineEnd() || this.isAtStatement()) continue;
      this.fault('mailtxt does not recognize this, so it is not read.');
      this.pos = Math.max(this.lineEnd(), start + 1);
    }
  }

  private statement(): void {
    const start = this.pos;
    this.decorators();
    const keyword = this.word();
    switch (keyword) {
      case 'param':
        this.parameter();
        return;
      case 'var':
        this.variable();
        return;
      case 'resource': {
        const resource = this.resource(start);
        if (resource !== undefined) this.resources.push(resource);
        return;
      }
      case 'module':
        this.module(start);
        return;
      case 'using': {
        this.takeWord();
        this.skipWhitespace();
        const typed = this.untyped();
        if (typed?.kind === 'text') this.using = typed.text.text;
        this.skipStatement();
        return;
      }
      case 'extends':
        this.isExtended = true;
        this.skipStatement();
        return;
      default:
        if (!OTHER_STATEMENTS.has(keyword ?? ''))
          this.fault('mailtxt does not recognize this, so it is not read.');
        this.skipStatement();
    }
  }

  /** Skips to the end of the statement. Line ends within brackets do not end it. */
  private skipStatement(): void {
    this.skip('([{', ')]}', () => false);
  }

  /** Skips to an end outside of brackets, or to the end of the line. */
  private skip(openers: string, closers: string, isEnd: () => boolean): void {
    let open = 0;
    while (!this.isAtEnd) {
      this.skipWhitespace();
      if (this.isAtLineEnd()) {
        if (open === 0) return;
        this.lines();
        if (this.isAtStatement()) return;
        continue;
      }
      if (open === 0 && isEnd()) return;
      if (this.next === "'") {
        this.expression();
        continue;
      }
      if (openers.includes(this.next)) open++;
      else if (closers.includes(this.next)) open = Math.max(0, open - 1);
      this.pos++;
    }
  }

  protected decorators(): void {
    while (this.take('@')) {
      this.expression();
      this.lines();
    }
  }

  private parameter(): void {
    this.takeWord();
    this.skipWhitespace();
    const start = this.pos;
    const name = this.takeWord();
    this.skipType();
    const value = this.take('=') ? this.expression() : undefined;
    if (name === undefined) return;
    this.names.set(name, { kind: 'parameter', name, range: rangeOf(start, start + name.length), value });
  }

  private variable(): void {
    this.takeWord();
    this.skipWhitespace();
    const name = this.takeWord();
    this.skipType();
    if (!this.take('=')) {
      this.fault('The variable has no value.');
      return;
    }
    const value = this.expression();
    if (name !== undefined) this.names.set(name, { kind: 'variable', value });
  }

  /** Moves to the assignment sign, or to the end of the line outside of brackets. */
  private skipType(): void {
    this.skip('([{<', ')]}>', () => this.next === '=');
  }

  protected nestedResource(): ResourceDeclaration | undefined {
    // A property may have that name.
    return this.matches(/resource[ \t]*:/y) ? undefined : this.deeper(() => this.resource(this.pos));
  }

  private resource(start: number): ResourceDeclaration | undefined {
    this.takeWord();
    this.skipWhitespace();
    const symbol = this.takeWord();
    this.skipWhitespace();
    const typed = this.untyped();
    if (typed?.kind !== 'text') {
      this.fault('A resource type is required here.');
      return undefined;
    }
    this.skipWhitespace();
    const isExisting = this.word() === 'existing';
    if (isExisting) this.takeWord();
    this.skipWhitespace();
    if (!this.take('=')) {
      this.fault('"=" is required here.');
      return undefined;
    }
    const { loop, condition, body } = this.repeated();
    const type = typed.text.text.split('@')[0] ?? '';
    const resource: ResourceDeclaration = {
      range: rangeOf(start, this.pos),
      symbol,
      type,
      typeText: typed.text,
      typeRange: typed.range,
      isExisting,
      condition,
      loop,
      body,
      resources: body.resources,
    };
    if (symbol !== undefined) this.names.set(symbol, { kind: 'resource', resource });
    return resource;
  }

  /** A string that is not used as a value, so that it is not edited as one. */
  private untyped(): AzureExpression | undefined {
    if (this.next !== "'") return undefined;
    const { length } = this.literals;
    const typed = this.expression();
    this.literals.length = length;
    return typed;
  }

  /** `{…}`, `if (…) {…}`, `[for x in list: {…}]` or `[for x in list: if (…) {…}]`. */
  private repeated(): {
    readonly loop: Loop | undefined;
    readonly condition: AzureExpression | undefined;
    readonly body: MapExpression;
  } {
    this.skipWhitespace();
    if (!this.take('[')) {
      const condition = this.condition();
      this.skipWhitespace();
      return { loop: undefined, condition, body: this.body() };
    }
    this.lines();
    const loop = this.loopHead();
    const condition = this.condition();
    const body = this.body();
    this.lines();
    if (!this.take(']')) this.fault('"]" is required here.');
    return { loop, condition, body };
  }

  private body(): MapExpression {
    if (this.next === '{') return this.deeper(() => this.map()) ?? noMap(this.pos);
    this.fault('"{" is required here.');
    return noMap(this.pos);
  }

  private module(start: number): void {
    this.takeWord();
    this.skipWhitespace();
    this.takeWord();
    this.skipWhitespace();
    const typed = this.untyped();
    this.skipWhitespace();
    if (typed?.kind !== 'text' || !this.take('=')) {
      this.fault('A module path and "=" are required here.');
      return;
    }
    const { loop, condition, body } = this.repeated();
    const given = body.entries.find(({ key }) => key.kind === 'text' && key.text.text === 'params');
    this.modules.push({
      range: rangeOf(start, this.pos),
      source: typed.text.text,
      sourceRange: typed.range,
      condition,
      loop,
      parameters: given?.value.kind === 'map' ? given.value : undefined,
      template: undefined,
      isOpen: false,
    });
  }
}

function noMap(at: number): MapExpression {
  return { kind: 'map', range: rangeOf(at, at), entries: NONE, resources: NONE };
}
