import type { Range } from '../../../text/range.ts';
import { parseTemplate } from '../syntax/parse-expression.ts';
import { fileSource } from '../syntax/source.ts';
import type { Expression, FunctionCall, ObjectExpression, SplatStep } from '../syntax/expression.ts';
import { callFunction } from './functions/call.ts';
import { evaluateFor } from './for-expression.ts';
import { attributeOf, elementAt } from './access.ts';
import { binary, unary } from './operators.ts';
import { anchorOf, placeOf } from './scope.ts';
import type { Scope, Site } from './scope.ts';
import { evaluateTemplate } from './template.ts';
import { MAX_TEXT, TracedText } from './traced-text.ts';
import type { TracedSegment } from './traced-text.ts';
import {
  booleanValue,
  isWhollyKnown,
  keyOf,
  knownText,
  listValue,
  mapOf,
  NULL,
  toBoolean,
  TOO_LARGE,
  toText,
  unknown,
  weightOf,
} from './value.ts';
import type { MapEntry, Value } from './value.ts';
import type { WorkPlace } from './work.ts';

/** What an expression comes to. Never throws: what cannot be told, for whatever reason, is not known. */
export function evaluate(expression: Expression, scope: Scope): Value {
  const { work } = scope.module;
  const at = (): WorkPlace => placeOf(scope.site, expression.range);
  const value = work.deeper(
    at,
    () => notKnown(expression, scope),
    () => evaluateHere(expression, scope),
  );
  if (value !== TOO_LARGE) return value;
  work.report(at(), 'This holds too much to be looked at: its value is not known.');
  return notKnown(expression, scope);
}

function evaluateHere(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'number':
      return {
        kind: 'number',
        value: expression.value,
        text: typed(String(expression.value), expression.range, scope, 'number'),
      };
    case 'boolean':
      return booleanValue(expression.value);
    case 'null':
      return NULL;
    case 'template':
      return evaluateTemplate(expression, scope, evaluate);
    case 'variable':
      return scope.bound.get(expression.name) ?? notKnown(expression, scope);
    case 'attribute':
      return evaluateAttribute(expression.object, expression.name, scope) ?? notKnown(expression, scope);
    case 'index': {
      const object = evaluate(expression.object, scope);
      return elementAt(object, evaluate(expression.key, scope)) ?? notKnown(expression, scope);
    }
    case 'splat':
      return (
        splat(evaluate(expression.object, scope), expression.steps, scope) ?? notKnown(expression, scope)
      );
    case 'call':
      return evaluateCall(expression, scope);
    case 'tuple':
      return listValue(expression.elements.map((element) => evaluate(element, scope)));
    case 'object':
      return evaluateObject(expression, scope);
    case 'for':
      return evaluateFor(expression, scope, evaluate) ?? notKnown(expression, scope);
    case 'conditional': {
      const condition = toBoolean(evaluate(expression.condition, scope));
      if (condition !== undefined) return evaluate(condition ? expression.then : expression.otherwise, scope);
      const then = evaluate(expression.then, scope);
      const otherwise = evaluate(expression.otherwise, scope);
      if (!canCompare(then, otherwise, expression, scope)) return notKnown(expression, scope);
      return either(then, otherwise, () => notKnown(expression, scope));
    }
    case 'binary': {
      const left = evaluate(expression.left, scope);
      const value = binary(expression.operator, left, () => {
        const right = evaluate(expression.right, scope);
        return canCompare(left, right, expression, scope) ? right : notKnown(expression, scope);
      });
      return value ?? notKnown(expression, scope);
    }
    case 'unary':
      return unary(expression.operator, evaluate(expression.operand, scope)) ?? notKnown(expression, scope);
    case 'parentheses':
      return evaluate(expression.inner, scope);
    case 'invalid':
      return notKnown(expression, scope);
  }
}

/** Whether there is work left for going through both. */
function canCompare(a: Value, b: Value, expression: Expression, scope: Scope): boolean {
  return scope.module.work.spend(Math.ceil((weightOf(a) + weightOf(b)) / VALUES_A_STEP), () =>
    placeOf(scope.site, expression.range),
  );
}

/** Both ways lead to the same: then it does not matter which one it is. */
function either(a: Value, b: Value, otherwise: () => Value): Value {
  const key = keyOf(a);
  return key !== undefined && key === keyOf(b) ? a : otherwise();
}

/** Text that stands in the document as it is, or as `range` says it. */
function typed(text: string, range: Range, scope: Scope, form: 'number' | 'name'): TracedText {
  const { anchor, offset } = scope.site;
  const source = { start: range.start + offset, end: range.end + offset };
  const segment: TracedSegment = {
    at: 0,
    length: text.length,
    source,
    literal: { anchor, form, range: source },
  };
  return new TracedText(text, text === '' ? [] : [segment]);
}

/** Told apart by what it says and, where that depends on its place, by the module it stands in. */
function notKnown(expression: Expression, scope: Scope): Value {
  const { range } = expression;
  const { text, anchor, offset } = scope.site;
  const said =
    range.end - range.start > 200
      ? `@${anchor.id}:${offset + range.start}`
      : text.slice(range.start, range.end);
  return unknown(`${scope.module.address}${said}${scope.bound.size > 0 ? `@${anchor.id}` : ''}`);
}

function evaluateAttribute(object: Expression, name: string, scope: Scope): Value | undefined {
  if (object.kind === 'variable' && !scope.bound.has(object.name)) {
    return rootAttribute(object.name, name, scope);
  }
  if (
    object.kind === 'attribute' &&
    object.object.kind === 'variable' &&
    object.object.name === 'data' &&
    !scope.bound.has('data')
  ) {
    return scope.module.resource('data', object.name, name);
  }
  return attributeOf(evaluate(object, scope), name);
}

function rootAttribute(root: string, name: string, scope: Scope): Value | undefined {
  const { module } = scope;
  switch (root) {
    case 'local':
      return module.local(name);
    case 'var':
      return module.variable(name);
    case 'module':
      return module.call(name);
    case 'path': {
      const path = module.path(name);
      return path === undefined ? undefined : { kind: 'text', text: new TracedText(path) };
    }
    case 'data':
    case 'each':
    case 'count':
    case 'self':
    case 'terraform':
      return undefined;
    default:
      return module.resource('resource', root, name);
  }
}

function splat(object: Value, steps: readonly SplatStep[], scope: Scope): Value | undefined {
  if (object.kind === 'unknown') return undefined;
  const elements = object.kind === 'list' ? object.elements : object.kind === 'null' ? [] : [object];
  return listValue(elements.map((element) => follow(element, steps, scope)));
}

function follow(value: Value, steps: readonly SplatStep[], scope: Scope): Value {
  let at: Value | undefined = value;
  for (const step of steps) {
    switch (step.kind) {
      case 'attribute':
        at = attributeOf(at, step.name);
        break;
      case 'index':
        at = elementAt(at, evaluate(step.key, scope));
        break;
      case 'splat':
        return splat(at, step.steps, scope) ?? unknown('*');
    }
    if (at === undefined) return unknown('*');
  }
  return at;
}

function evaluateObject(expression: ObjectExpression, scope: Scope): Value {
  const entries: MapEntry[] = [];
  for (const { key, value } of expression.members) {
    const name =
      key.kind === 'variable' ? typed(key.name, key.range, scope, 'name') : toText(evaluate(key, scope));
    // A key that is not known makes it impossible to tell what is in the object.
    if (name?.isKnown !== true) return notKnown(expression, scope);
    entries.push({ key: name, value: evaluate(value, scope) });
  }
  return mapOf(entries);
}

function evaluateCall(call: FunctionCall, scope: Scope): Value {
  const { arguments: typedArguments } = call;
  if (call.name === 'try') return evaluateTry(call, scope);
  if (call.name === 'can') return evaluateCan(call, scope);
  if (call.name === 'templatefile') return evaluateTemplateFile(call, scope) ?? notKnown(call, scope);
  const values = typedArguments.map((argument) => evaluate(argument, scope));
  const last = call.expandsLast ? values.pop() : undefined;
  if (last !== undefined) {
    if (last.kind !== 'list') return notKnown(call, scope);
    values.push(...last.elements.slice(0, 10_000));
  }
  const at = (): WorkPlace => placeOf(scope.site, call.range);
  return callFunction(call.name, values, scope, at) ?? notKnown(call, scope);
}

/** Values that one step of the work goes through. */
const VALUES_A_STEP = 16;
/** Characters of a text that a reader of a data format takes a step for. */
const DATA_A_STEP = 8;

/** A file as a template, in which the names of an object can be used. */
function evaluateTemplateFile(call: FunctionCall, scope: Scope): Value | undefined {
  const [name, variables] = call.arguments.map((argument) => evaluate(argument, scope));
  const known = knownText(name);
  const file = known === undefined ? undefined : scope.module.readFile(known);
  if (file === undefined || file.text.length > MAX_TEXT || variables?.kind !== 'map') return undefined;
  const cost = Math.ceil(file.text.length / DATA_A_STEP);
  if (!scope.module.work.spend(cost, () => placeOf(scope.site, call.range))) return undefined;
  const { expression } = parseTemplate(fileSource(file.text));
  if (expression.kind !== 'template') return undefined;
  const bound = new Map<string, Value>();
  for (const [variable, { value }] of variables.entries) bound.set(variable, value);
  const site: Site = { anchor: anchorOf(file), offset: 0, text: file.text, form: 'template' };
  return evaluateTemplate({ ...expression, isWrapper: false }, { ...scope, site, bound }, evaluate);
}

/**
 * The first argument that is no error. A reference to a part that is not there is one, and looks here like a value that is
 * not known: so only a known value, or the last one, is taken.
 */
function evaluateTry(call: FunctionCall, scope: Scope): Value {
  for (const argument of call.arguments) {
    const value = evaluate(argument, scope);
    if (value.kind !== 'unknown') return value;
    if (!isMissing(argument, scope)) return value;
  }
  return notKnown(call, scope);
}

/** Whether the argument is no error. Of what is not known that can be told only where a known object lacks a part. */
function evaluateCan(call: FunctionCall, scope: Scope): Value {
  const [argument] = call.arguments;
  if (argument === undefined) return notKnown(call, scope);
  const value = evaluate(argument, scope);
  const isThere = value.kind !== 'unknown' && (argument.kind === 'attribute' || argument.kind === 'index');
  if (isThere || isWhollyKnown(value)) return booleanValue(true);
  return value.kind === 'unknown' && isMissing(argument, scope) ? booleanValue(false) : notKnown(call, scope);
}

/** Whether an expression asks a known object for a part that it does not have. */
function isMissing(expression: Expression, scope: Scope): boolean {
  if (expression.kind !== 'attribute' && expression.kind !== 'index') return false;
  const { object } = expression;
  if (object.kind === 'variable' && !scope.bound.has(object.name)) return false;
  const holder = evaluate(object, scope);
  switch (holder.kind) {
    case 'unknown':
      return isMissing(object, scope);
    case 'null':
      return true;
    case 'map':
    case 'list': {
      if (expression.kind === 'attribute') return attributeOf(holder, expression.name) === undefined;
      const key = evaluate(expression.key, scope);
      return isWhollyKnown(key) && elementAt(holder, key) === undefined;
    }
    default:
      return false;
  }
}
