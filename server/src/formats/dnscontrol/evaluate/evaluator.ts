import type {
  AnyNode,
  BinaryExpression,
  BlockStatement,
  CallExpression,
  Expression,
  MemberExpression,
  Pattern,
  Property,
  SpreadElement,
  Super,
  TemplateLiteral,
} from 'acorn';
import { HOLE } from '../../../text/mapped-text.ts';
import { rangeOf } from '../../../text/range.ts';
import { joinRuns, RunBuilder } from '../../../text/traced-text.ts';
import { readScriptLiteral, ScriptText, type ScriptLiteral } from '../syntax/script-text.ts';
import { bindPattern, type Binding } from './bind-pattern.ts';
import { callMethod } from './methods.ts';
import { binaryValue, unaryValue } from './operators.ts';
import {
  isThere,
  memberNameOf,
  ofBoolean,
  scriptList,
  ofNumber,
  ScriptScope,
  stepsToMake,
  textOfValue,
  ofText,
  truthOf,
  UNDEFINED,
  UNKNOWN_VALUE,
  type FunctionNode,
  type ListItem,
  type ScriptFunction,
  type ScriptList,
  type ScriptValue,
} from './value.ts';
import type { ScriptPlace } from '../syntax/script-text.ts';
import type { ProgramWork } from './work.ts';

/** An argument of a call and its place in the source. */
export interface CallArgument {
  readonly value: ScriptValue;
  readonly place: ScriptPlace;
}

/** A call of a function that is built into DNSControl or JavaScript. */
export interface NativeCall {
  readonly name: string;
  readonly args: readonly CallArgument[];
  /** The whole call. */
  readonly place: ScriptPlace;
  readonly callee: ScriptPlace;
  /** Whether there may be more arguments. */
  readonly isOpen: boolean;
}

/** Statements that may fail halfway. */
export interface Attempt {
  /** Whether something was rejected since it started, or is unknown. */
  hasFailed(): boolean;
  /** The records that were made since then may exist, and none of them is rejected. */
  makeUncertain(): void;
}

/** What the evaluation of expressions needs. */
export interface EvaluatorHost {
  readonly work: ProgramWork;
  /** Starts something that may fail halfway. */
  attempt(): Attempt;
  callNative(call: NativeCall): ScriptValue;
  /** The return value of a function body. */
  runBody(body: BlockStatement, scope: ScriptScope): ScriptValue;
}

/** Evaluates what is literal in expressions of scripts. Nothing is executed: whatever it cannot evaluate is unknown. */
export class ScriptEvaluator {
  readonly host: EvaluatorHost;
  private unknowns = 0;

  constructor(host: EvaluatorHost) {
    this.host = host;
  }

  /** The number of unknown expressions so far. */
  get unknownCount(): number {
    return this.unknowns;
  }

  value(node: Expression | Super, scope: ScriptScope): ScriptValue {
    const place = scope.placeOf(node);
    const value = this.host.work.spend(1, place)
      ? this.host.work.deeper(place, () => this.valueOf(node, scope))
      : undefined;
    if (value === undefined || value.kind === 'unknown') this.unknowns++;
    return value ?? UNKNOWN_VALUE;
  }

  private valueOf(node: Expression | Super, scope: ScriptScope): ScriptValue {
    switch (node.type) {
      case 'Literal':
        return this.literal(node, scope);
      case 'TemplateLiteral':
        return this.paid(ofText(this.template(node, scope)), scope.placeOf(node));
      case 'Identifier':
        if (node.name === 'undefined') return UNDEFINED;
        return scope.get(node.name) ?? UNKNOWN_VALUE;
      case 'ArrayExpression':
        return this.list(node.elements, scope, scope.placeOf(node));
      case 'ObjectExpression':
        return this.object(node.properties, scope, scope.placeOf(node));
      case 'BinaryExpression':
        return this.binary(node, scope);
      case 'LogicalExpression': {
        const left = this.value(node.left, scope);
        const isTrue = node.operator === '??' ? isThere(left) : truthOf(left);
        if (isTrue === undefined) return UNKNOWN_VALUE;
        return isTrue === (node.operator === '&&') ? this.value(node.right, scope) : left;
      }
      case 'ConditionalExpression': {
        const isTrue = truthOf(this.value(node.test, scope));
        if (isTrue === undefined) return UNKNOWN_VALUE;
        return this.value(isTrue ? node.consequent : node.alternate, scope);
      }
      case 'UnaryExpression':
        return unaryValue(node.operator, this.value(node.argument, scope));
      case 'ParenthesizedExpression':
        return this.value(node.expression, scope);
      case 'SequenceExpression':
        return node.expressions.map((one) => this.value(one, scope)).at(-1) ?? UNDEFINED;
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return { kind: 'function', node, scope };
      case 'CallExpression':
        return this.call(node, scope);
      case 'ChainExpression':
        return this.value(node.expression, scope);
      case 'MemberExpression':
        return this.member(node, scope);
      case 'AssignmentExpression': {
        const value = this.assigned(node.operator, node.left, this.value(node.right, scope), scope);
        this.bind(node.left, value, scope, 'assign');
        return value;
      }
      case 'UpdateExpression': {
        const before = this.value(node.argument, scope);
        const after =
          before.kind === 'number'
            ? ofNumber(before.value + (node.operator === '++' ? 1 : -1))
            : UNKNOWN_VALUE;
        this.bind(node.argument as Pattern, after, scope, 'assign');
        return node.prefix ? after : before;
      }
      default:
        return UNKNOWN_VALUE;
    }
  }

  private assigned(operator: string, left: Pattern, right: ScriptValue, scope: ScriptScope): ScriptValue {
    if (operator === '=') return right;
    const before =
      left.type === 'Identifier' || left.type === 'MemberExpression'
        ? this.value(left, scope)
        : UNKNOWN_VALUE;
    return operator === '+='
      ? this.paid(binaryValue('+', before, right), scope.placeOf(left))
      : UNKNOWN_VALUE;
  }

  /** The new value, as long as the budget suffices for it. */
  private paid(value: ScriptValue, at: ScriptPlace): ScriptValue {
    return this.host.work.spend(stepsToMake(value), at) ? value : UNKNOWN_VALUE;
  }

  private literal(node: Extract<Expression, { type: 'Literal' }>, scope: ScriptScope): ScriptValue {
    const { value } = node;
    const { path } = scope;
    const range = rangeOf(node.start, node.end);
    if (typeof value === 'string')
      return ofText(readScriptLiteral(scope.source, { path, range, form: 'string' }, value));
    if (typeof value === 'boolean') return ofBoolean(value);
    if (node.regex !== undefined) {
      // An unfinished pattern may have no flags when the parser recovers.
      const { pattern, flags } = node.regex as { readonly pattern?: string; readonly flags?: string };
      return pattern === undefined || flags === undefined
        ? UNKNOWN_VALUE
        : { kind: 'pattern', source: pattern, flags };
    }
    if (value === null) return { kind: 'null' };
    if (typeof value !== 'number') return UNKNOWN_VALUE;
    const text = readScriptLiteral(scope.source, { path, range, form: 'number' }, String(value));
    return { kind: 'number', value, text };
  }

  private template({ quasis, expressions }: TemplateLiteral, scope: ScriptScope): ScriptText {
    const parts: ScriptText[] = [];
    for (const [index, { value, start, end }] of quasis.entries()) {
      const literal: ScriptLiteral = { path: scope.path, range: rangeOf(start, end), form: 'template' };
      parts.push(readScriptLiteral(scope.source, literal, value.cooked ?? value.raw));
      const expression = expressions[index];
      if (expression !== undefined)
        parts.push(textOfValue(this.value(expression, scope), holeAt(expression, scope)));
    }
    return joinRuns(parts);
  }

  private binary(node: BinaryExpression, scope: ScriptScope): ScriptValue {
    // A sum of many terms is nested as deep as it is long.
    const terms: BinaryExpression[] = [node];
    let { left } = node;
    while (left.type === 'BinaryExpression') {
      terms.push(left);
      ({ left } = left);
    }
    if (left.type === 'PrivateIdentifier') return UNKNOWN_VALUE;
    if (node.operator !== '+' || terms.some(({ operator }) => operator !== '+')) {
      let value = this.value(left, scope);
      for (const { operator, right } of terms.reverse())
        value = binaryValue(operator, value, this.value(right, scope));
      return value;
    }
    return this.sum([left, ...terms.reverse().map(({ right }) => right)], scope);
  }

  /** Texts are joined in one step: a key may be composed of hundreds of lines. */
  private sum(nodes: readonly Expression[], scope: ScriptScope): ScriptValue {
    let sum: ScriptValue | undefined;
    let builder: RunBuilder<ScriptLiteral> | undefined;
    for (const node of nodes) {
      const value = this.value(node, scope);
      if (builder !== undefined) builder.add(textOfValue(value, holeAt(node, scope)));
      else if (sum !== undefined && (sum.kind === 'text' || value.kind === 'text')) {
        builder = new RunBuilder<ScriptLiteral>();
        builder.add(textOfValue(sum, holeAt(nodes[0] ?? node, scope)));
        builder.add(textOfValue(value, holeAt(node, scope)));
      } else sum = sum === undefined ? value : binaryValue('+', sum, value);
    }
    const text = builder?.take();
    if (text === undefined) return sum ?? UNKNOWN_VALUE;
    return this.paid(ofText(text), scope.placeOf(nodes[0] as AnyNode));
  }

  private list(
    elements: readonly (Expression | SpreadElement | null)[],
    scope: ScriptScope,
    place: ScriptPlace,
  ): ScriptList {
    const items: ListItem[] = [];
    let isOpen = false;
    let isTyped = true;
    for (const element of elements) {
      if (element === null) items.push({ value: UNDEFINED, place: undefined });
      else if (element.type !== 'SpreadElement')
        items.push({ value: this.value(element, scope), place: scope.placeOf(element) });
      else {
        const spread = this.value(element.argument, scope);
        isTyped = false;
        if (spread.kind === 'list') for (const item of spread.items) items.push(item);
        isOpen ||= spread.kind !== 'list' || spread.isOpen;
        this.host.work.spend(items.length, place);
      }
    }
    return { kind: 'list', items, place: isTyped ? place : undefined, isOpen };
  }

  private object(
    properties: readonly (Property | SpreadElement)[],
    scope: ScriptScope,
    place: ScriptPlace,
  ): ScriptValue {
    const members = new Map<string, ListItem>();
    let isOpen = false;
    for (const property of properties) {
      if (property.type === 'SpreadElement') {
        const spread = this.value(property.argument, scope);
        if (spread.kind === 'object') for (const [name, member] of spread.members) members.set(name, member);
        isOpen ||= spread.kind !== 'object' || spread.isOpen;
        continue;
      }
      const name = this.nameOfProperty(property, scope);
      if (name === undefined) isOpen = true;
      else
        members.set(name, { value: this.value(property.value, scope), place: scope.placeOf(property.value) });
    }
    return { kind: 'object', members, place, isOpen };
  }

  private nameOfProperty({ key, computed }: Property, scope: ScriptScope): string | undefined {
    if (!computed && key.type === 'Identifier') return key.name;
    return memberNameOf(this.value(key, scope));
  }

  private member(node: MemberExpression, scope: ScriptScope): ScriptValue {
    const object = this.value(node.object, scope);
    const name = this.nameOfMember(node, scope);
    if (name === undefined) return UNKNOWN_VALUE;
    switch (object.kind) {
      case 'object':
        return object.members.get(name)?.value ?? (object.isOpen ? UNKNOWN_VALUE : UNDEFINED);
      case 'list': {
        if (name === 'length') return object.isOpen ? UNKNOWN_VALUE : ofNumber(object.items.length);
        const item = /^\d+$/.test(name) ? object.items[Number(name)] : undefined;
        return item?.value ?? UNKNOWN_VALUE;
      }
      case 'text':
        return name === 'length' && object.text.isKnown ? ofNumber(object.text.length) : UNKNOWN_VALUE;
      default:
        return UNKNOWN_VALUE;
    }
  }

  /** The name of the accessed member; `undefined` if it is unknown. */
  nameOfMember({ property, computed }: MemberExpression, scope: ScriptScope): string | undefined {
    if (property.type === 'PrivateIdentifier') return undefined;
    return !computed && property.type === 'Identifier'
      ? property.name
      : memberNameOf(this.value(property, scope));
  }

  private call(node: CallExpression, scope: ScriptScope): ScriptValue {
    const { callee } = node;
    if (callee.type === 'MemberExpression') return this.methodCall(node, callee, scope);
    const called = this.value(callee, scope);
    const { args, isOpen } = this.args(node, scope);
    const place = scope.placeOf(node);
    if (called.kind === 'native')
      return this.host.callNative({ name: called.name, args, place, callee: scope.placeOf(callee), isOpen });
    if (called.kind === 'unknown') return called;
    return called.kind === 'function' && !isOpen ? this.callFunction(called, args, place) : UNKNOWN_VALUE;
  }

  private methodCall(node: CallExpression, callee: MemberExpression, scope: ScriptScope): ScriptValue {
    const object = this.value(callee.object, scope);
    const name = this.nameOfMember(callee, scope);
    const { args, isOpen } = this.args(node, scope);
    const place = scope.placeOf(node);
    if (name === undefined || isOpen) return UNKNOWN_VALUE;
    const own = object.kind === 'object' ? object.members.get(name)?.value : undefined;
    if (own?.kind === 'function') return this.callFunction(own, args, place);
    if (own?.kind === 'native')
      return this.host.callNative({ name: own.name, args, place, callee: scope.placeOf(callee), isOpen });
    return callMethod(object, name, args, {
      hole: holeAt(node, scope),
      spend: (steps) => this.host.work.spend(steps, place),
      report: (message) => this.host.work.report(place, message, 'limit'),
      call: (called, values) =>
        called.kind === 'function'
          ? this.callFunction(
              called,
              values.map((value) => ({ value, place })),
              place,
            )
          : UNKNOWN_VALUE,
    });
  }

  private args(
    { arguments: nodes }: CallExpression,
    scope: ScriptScope,
  ): { readonly args: readonly CallArgument[]; readonly isOpen: boolean } {
    const args: CallArgument[] = [];
    let isOpen = false;
    for (const node of nodes) {
      const place = scope.placeOf(node);
      if (node.type !== 'SpreadElement') {
        args.push({ value: this.value(node, scope), place });
        continue;
      }
      const spread = this.value(node.argument, scope);
      if (spread.kind === 'list')
        for (const item of spread.items) args.push({ value: item.value, place: item.place ?? place });
      if (spread.kind !== 'list' || spread.isOpen) {
        isOpen = true;
        args.push({ value: UNKNOWN_VALUE, place });
      }
    }
    return { args, isOpen };
  }

  /** `place` is that of the call. */
  callFunction(called: ScriptFunction, args: readonly CallArgument[], place: ScriptPlace): ScriptValue {
    const { node, scope } = called;
    if (node.async || node.generator) return UNKNOWN_VALUE;
    const own = scope.within();
    own.declare('arguments', scriptList(args.map(({ value }) => value)));
    for (const [index, param] of node.params.entries()) {
      if (param.type === 'RestElement')
        this.bind(param.argument, scriptList(args.slice(index).map(({ value }) => value)), own, 'declare');
      else this.bind(param, args[index]?.value ?? UNDEFINED, own, 'declare');
    }
    return this.host.work.deeper(place, () => this.bodyOf(node, own)) ?? UNKNOWN_VALUE;
  }

  private bodyOf({ body }: FunctionNode, scope: ScriptScope): ScriptValue {
    return body.type === 'BlockStatement' ? this.host.runBody(body, scope) : this.value(body, scope);
  }

  /** Assigns a value to the names in a pattern. */
  bind(pattern: Pattern, value: ScriptValue, scope: ScriptScope, how: Binding['how']): void {
    bindPattern(pattern, value, { scope, how, evaluator: this });
  }
}

/** An unknown part of a text, placed at the expression that produces it. */
function holeAt(node: AnyNode, { path }: ScriptScope): ScriptText {
  const range = rangeOf(node.start, node.end);
  return new ScriptText(HOLE, [
    { at: 0, length: 1, source: range, literal: { path, range, form: 'number' } },
  ]);
}
