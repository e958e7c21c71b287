import { TextBuilder, MAX_SEGMENTS } from '../../../text/decoded-text.ts';
import { HOLE } from '../../../text/mapped-text.ts';
import { MAX_NESTING } from '../../../text/syntax-fault.ts';
import type { Range } from '../../../text/range.ts';
import type { AzureExpression, Loop, LoopExpression, Named } from '../expression.ts';
import { MAX_TEMPLATE_LENGTH } from '../template-length.ts';
import { callAzureFunction, type FunctionTools } from './functions.ts';
import { operate } from './operators.ts';
import {
  type AzureScope,
  entryOfValue,
  computedText,
  isTextLike,
  numberOf,
  textOrHole,
  unknownAt,
  type AzureValue,
  type ValueEntry,
} from './value.ts';

/**
 * Steps for the values of one template: expressions, and the items and stretches of text that functions make. Azure accepts 800
 * resources, and each takes some hundred steps.
 */
export const MAX_TEMPLATE_STEPS = 500_000;

/** Characters of a text that a template makes. In Azure, the TXT values of one record set have at most 4,096. */
export const MAX_TEMPLATE_TEXT = 65_536;

/** Characters of text per step. */
const CHARACTERS_PER_STEP = 64;

/** Computes the values of one document. */
export class Evaluator implements FunctionTools {
  private stepsLeft = MAX_TEMPLATE_STEPS;
  private depth = 0;
  /** Parameters that a value depends on and that have no value, or an unknown one. */
  readonly missing = new Map<Extract<Named, { kind: 'parameter' }>, 'none' | 'given'>();
  private uses = 0;

  /** Whether something is unknown because it would be too much work. */
  get isExhausted(): boolean {
    return this.stepsLeft < 0;
  }

  spend(steps: number): boolean {
    this.stepsLeft -= steps;
    return this.stepsLeft >= 0;
  }

  evaluate(expression: AzureExpression, scope: AzureScope): AzureValue {
    if (this.depth >= MAX_NESTING || !this.spend(1)) return unknownAt(expression.range);
    this.depth++;
    const value = this.valueOf(expression, scope);
    this.depth--;
    return value;
  }

  private valueOf(expression: AzureExpression, scope: AzureScope): AzureValue {
    const { range } = expression;
    switch (expression.kind) {
      case 'text':
        return expression.text.text.length > MAX_TEMPLATE_TEXT ? unknownAt(range) : expression;
      case 'number':
      case 'boolean':
      case 'null':
      case 'unknown':
        return expression;
      case 'joined':
        return this.joined(
          expression.parts.map((part) => this.evaluate(part, scope)),
          range,
        );
      case 'list':
        return this.list(expression, scope);
      case 'map':
        return this.map(expression, scope);
      case 'name':
        return this.used(this.named(expression.name, range, scope), range);
      case 'member':
        return { ...this.member(this.evaluate(expression.of, scope), expression.name, range), range };
      case 'index': {
        const of = this.evaluate(expression.of, scope);
        return { ...this.item(of, this.evaluate(expression.index, scope), range), range };
      }
      case 'call': {
        const args = expression.args.map((arg) => this.evaluate(arg, scope));
        const work = args.reduce((sum, arg) => sum + workOf(arg), 0);
        return this.spend(work)
          ? { ...callAzureFunction(expression.name, args, range, this), range }
          : unknownAt(range);
      }
      case 'choice': {
        const condition = this.evaluate(expression.condition, scope);
        if (condition.kind !== 'boolean') return unknownAt(range);
        return this.evaluate(condition.value ? expression.then : expression.otherwise, scope);
      }
      case 'operation':
        return operate(
          expression.operator,
          expression.operands.map((operand) => this.evaluate(operand, scope)),
          range,
        );
      case 'loop':
        return this.loop(expression, scope);
    }
  }

  /** Concatenates texts. A result that is too long is unknown. */
  joined(parts: readonly AzureValue[], range: Range): AzureValue {
    const builder = new TextBuilder();
    let length = 0;
    for (const part of parts) {
      const { text, segments } = textOrHole(part);
      length += text.length;
      const isTooMuch = length > MAX_TEMPLATE_TEXT || builder.segmentCount + segments.length > MAX_SEGMENTS;
      if (isTooMuch || !this.spend(1 + workOf(part))) return unknownAt(range);
      for (const { at, length: width, source, of } of segments)
        builder.add(text.slice(at, at + width), source.start, source.end, of);
    }
    return { kind: 'text', range, text: builder.take() };
  }

  private list({ items, range }: Extract<AzureExpression, { kind: 'list' }>, scope: AzureScope): AzureValue {
    const values: AzureValue[] = [];
    for (const { value: item, isSpread } of items) {
      const value = this.evaluate(item, scope);
      if (!isSpread) values.push(value);
      else if (value.kind !== 'list' || !this.spend(value.items.length)) return unknownAt(range);
      else for (const one of value.items) values.push(one);
    }
    return { kind: 'list', range, items: values };
  }

  private map({ entries, range }: Extract<AzureExpression, { kind: 'map' }>, scope: AzureScope): AzureValue {
    const values = new Map<string, ValueEntry>();
    let isPartial = false;
    for (const entry of entries) {
      const value = this.evaluate(entry.value, scope);
      if (entry.isSpread) {
        if (value.kind !== 'map' || value.isPartial || !this.spend(value.entries.size)) isPartial = true;
        if (value.kind === 'map') for (const [name, one] of value.entries) values.set(name, one);
        continue;
      }
      const key = textOrHole(this.evaluate(entry.key, scope));
      if (key.text.includes(HOLE)) isPartial = true;
      else values.set(key.text.toLowerCase(), { key, value });
    }
    return { kind: 'map', range, entries: values, isPartial };
  }

  /** A value in another place. If a text is used twice, each use is a separate text. */
  private used(value: AzureValue, range: Range): AzureValue {
    if (!isTextLike(value)) return { ...value, range };
    const use = ++this.uses * MAX_TEMPLATE_LENGTH;
    const { text, segments } = value.text;
    if (!this.spend(segments.length)) return unknownAt(range);
    return {
      ...value,
      range,
      text: { text, segments: segments.map((one) => ({ ...one, of: use + (one.of ?? 0) })) },
    };
  }

  private named(name: string, range: Range, { frame, locals }: AzureScope): AzureValue {
    const named = frame.names.get(name);
    const given = locals.get(name) ?? frame.given.get(name);
    if (given !== undefined) {
      // Another file passes it. Values that a template passes within the same file are reported there.
      if (named?.kind === 'parameter' && given.kind === 'unknown' && given.range === named.range)
        this.missing.set(named, 'given');
      return given;
    }
    if (named?.kind === 'parameter' && named.value === undefined) this.missing.set(named, 'none');
    const known = frame.known.get(name);
    if (known !== undefined) return known;
    if (named === undefined || frame.open.has(name)) return unknownAt(range);
    frame.open.add(name);
    // Top-level declarations of a template see no loop variables.
    const value = this.declared(named, range, { frame, locals: new Map() });
    frame.open.delete(name);
    frame.known.set(name, value);
    return value;
  }

  private declared(named: Named, range: Range, scope: AzureScope): AzureValue {
    switch (named.kind) {
      case 'parameter':
      case 'variable':
        return named.value === undefined ? unknownAt(range) : this.evaluate(named.value, scope);
      case 'resource':
        return { kind: 'resource', range, resource: named.resource, scope };
    }
  }

  private member(value: AzureValue, name: string, range: Range): AzureValue {
    if (value.kind === 'map') {
      const found = entryOfValue(value, name);
      return found === undefined || value.isPartial ? unknownAt(range) : found;
    }
    if (value.kind !== 'resource' || name !== 'name' || value.resource.loop !== undefined)
      return unknownAt(range);
    return this.propertyOf(value, name) ?? unknownAt(range);
  }

  /** A property of a resource outside its `properties`. */
  propertyOf(
    { resource, scope }: Extract<AzureValue, { kind: 'resource' }>,
    name: string,
  ): AzureValue | undefined {
    return this.entryOf(resource.body, name, scope);
  }

  /** An entry of a map, without evaluating its other entries. */
  entryOf(expression: AzureExpression, name: string, scope: AzureScope): AzureValue | undefined {
    if (expression.kind !== 'map' || expression.entries.some(({ isSpread }) => isSpread))
      return entryOfValue(this.evaluate(expression, scope), name);
    const wanted = name.toLowerCase();
    const entry = expression.entries
      .filter(({ key }) => key.kind === 'text' && key.text.text.toLowerCase() === wanted)
      .at(-1);
    return entry && this.evaluate(entry.value, scope);
  }

  private item(value: AzureValue, index: AzureValue, range: Range): AzureValue {
    const number = numberOf(index);
    if (value.kind === 'list' && number !== undefined) return value.items[number] ?? unknownAt(range);
    if (value.kind === 'resource' && value.resource.loop !== undefined && number !== undefined)
      return this.repeatedAt(value, value.resource.loop, number) ?? unknownAt(range);
    return index.kind === 'text' ? this.member(value, index.text.text, range) : unknownAt(range);
  }

  private repeatedAt(
    value: Extract<AzureValue, { kind: 'resource' }>,
    loop: Loop,
    number: number,
  ): AzureValue | undefined {
    const scope = this.scopesOf(loop, value.scope)?.[number];
    return scope && { ...value, resource: { ...value.resource, loop: undefined }, scope };
  }

  /** A scope for each iteration of a loop; `undefined` if their number is unknown. */
  scopesOf(loop: Loop, scope: AzureScope): readonly AzureScope[] | undefined {
    const over = this.evaluate(loop.over, scope);
    if (over.kind !== 'list' || !this.spend(over.items.length)) return undefined;
    return over.items.map((item, number) =>
      this.scopeOf(loop, scope, item, numberValue(number, loop.over.range)),
    );
  }

  /** The scope of one iteration. */
  scopeOf(
    { items, numbers }: Loop,
    { frame, locals }: AzureScope,
    item: AzureValue,
    number: AzureValue,
  ): AzureScope {
    const inner = new Map(locals);
    for (const name of items) inner.set(name, item);
    for (const name of numbers) inner.set(name, number);
    return { frame, locals: inner };
  }

  private loop({ range, body, condition, ...loop }: LoopExpression, scope: AzureScope): AzureValue {
    const scopes = this.scopesOf(loop, scope);
    if (scopes === undefined) return unknownAt(range);
    const items: AzureValue[] = [];
    for (const inner of scopes) {
      const isWanted = condition && this.evaluate(condition, inner);
      if (isWanted !== undefined && isWanted.kind !== 'boolean') return unknownAt(range);
      if (isWanted?.value !== false) items.push(this.evaluate(body, inner));
    }
    return { kind: 'list', range, items };
  }
}

function numberValue(number: number, range: Range): AzureValue {
  return { kind: 'number', range, text: computedText(String(number), range) };
}

/** Steps that a function may take for an argument. */
function workOf(value: AzureValue): number {
  if (value.kind === 'list') return value.items.length;
  if (!isTextLike(value)) return 0;
  const { text, segments } = value.text;
  return Math.ceil(text.length / CHARACTERS_PER_STEP) + segments.length;
}
