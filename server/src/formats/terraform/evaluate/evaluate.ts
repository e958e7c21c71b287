import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import type {
  AttributeAccess,
  Expression,
  FunctionCall,
  NumberLiteral,
  ObjectExpression,
  SplatStep,
} from '../syntax/expression.ts';
import { evaluateConvert } from './convert-function.ts';
import { plainDecimal } from './exact-number.ts';
import { callFunction, withoutCore } from './functions/call.ts';
import { WEIGHT_PER_STEP } from './functions/function-table.ts';
import { elementsSteps } from './elements.ts';
import { resultBeside } from './conditional-type.ts';
import { evaluateFor } from './for-expression.ts';
import { attributeOf, elementAt, resourceAttribute, resourceElement } from './access.ts';
import { binary, isShortCircuited, unary } from './operators.ts';
import { evaluateCan, evaluateTry } from './refusal.ts';
import { workPlaceOf } from './scope.ts';
import type { Scope } from './scope.ts';
import { evaluateTemplate } from './template.ts';
import { evaluateTemplateFile, evaluateTemplateString } from './template-functions.ts';
import { TracedText } from './traced-text.ts';
import type { TracedSegment } from './traced-text.ts';
import {
  booleanValue,
  keyOf,
  knownText,
  listValue,
  mapValueOf,
  NULL_VALUE,
  numberValue,
  toBoolean,
  TOO_LARGE_VALUE,
  toText,
  unknown,
  weightOf,
} from './value.ts';
import type { MapEntry, NumberValue, Value } from './value.ts';
import { MAX_COLLECTION_ELEMENTS } from './work.ts';
import type { Evaluation, WorkPlace } from './work.ts';

/** What an expression evaluates to. Never throws: what cannot be determined, for any reason, is unknown. */
export function* evaluate(expression: Expression, scope: Scope): Evaluation<Value> {
  const { work } = scope.module;
  const at = (): WorkPlace => workPlaceOf(scope.site, expression.range);
  if (!work.enter(stepsOf(expression), at)) return notKnown(expression, scope);
  let value: Value;
  try {
    if (work.isPauseDue) yield;
    value = leafValue(expression, scope) ?? (yield* evaluateHere(expression, scope));
  } finally {
    work.leave();
  }
  if (value !== TOO_LARGE_VALUE) return value;
  work.report(at(), 'This is too large to evaluate, so its value is unknown.');
  return notKnown(expression, scope);
}

/** Steps of an expression itself, without its parts: each character of a name is read. */
function stepsOf(expression: Expression): number {
  switch (expression.kind) {
    case 'variable':
    case 'call':
      return stepsOfName(expression.name);
    case 'attribute': {
      const { name, object } = expression;
      // A reference is looked up as a whole: `local.name`, `data.type.name`.
      const isReference = object.kind === 'variable' || object.kind === 'attribute';
      return isReference ? stepsOfName(object.name) + stepsOfName(name) - 1 : stepsOfName(name);
    }
    default:
      return 1;
  }
}

/** Characters of a name that are read in one step, beyond the usual length of names. */
const NAME_CHARACTERS_PER_STEP = 128;

function stepsOfName({ length }: { readonly length: number }): number {
  return 1 + Math.floor(length / NAME_CHARACTERS_PER_STEP);
}

/** The value of an expression without parts. */
function leafValue(expression: Expression, scope: Scope): Value | undefined {
  switch (expression.kind) {
    case 'number':
      return numberLiteral(expression, scope);
    case 'boolean':
      return booleanValue(expression.value);
    case 'null':
      return NULL_VALUE;
    case 'variable':
      return scope.bound.get(expression.name) ?? notKnown(expression, scope);
    case 'invalid':
      return notKnown(expression, scope);
    default:
      return undefined;
  }
}

/** The text has all digits of the number. */
function numberLiteral({ value, range }: NumberLiteral, scope: Scope): NumberValue {
  const plain = Number.isSafeInteger(value)
    ? undefined
    : plainDecimal(scope.site.text.slice(range.start, range.end));
  const { text } = numberValue(value);
  return { kind: 'number', value, text: typed(plain ?? text.text, range, scope, 'number') };
}

function* evaluateHere(expression: Expression, scope: Scope): Evaluation<Value> {
  const otherwise = (value: Value | undefined): Value => value ?? notKnown(expression, scope);
  switch (expression.kind) {
    case 'template':
      return yield* evaluateTemplate(expression, scope, evaluate);
    case 'attribute':
      return otherwise(yield* evaluateAttribute(expression, scope));
    case 'index': {
      const object = yield* evaluate(expression.object, scope);
      return otherwise(yield* elementOf(object, yield* evaluate(expression.key, scope), expression, scope));
    }
    case 'splat': {
      const object = yield* evaluate(expression.object, scope);
      return otherwise(yield* splat(object, expression.steps, expression, scope));
    }
    case 'call':
      return yield* evaluateCall(expression, scope);
    case 'tuple': {
      const elements: Value[] = [];
      for (const element of expression.elements) elements.push(yield* evaluate(element, scope));
      return listValue(elements);
    }
    case 'object':
      return yield* evaluateObject(expression, scope);
    case 'for': {
      const value = yield* evaluateFor(expression, scope, evaluate);
      if (value?.kind !== 'unknown' || value.entries === undefined) return otherwise(value);
      return { ...unknown(referenceOf(expression, scope)), entries: value.entries };
    }
    case 'conditional': {
      const condition = toBoolean(yield* evaluate(expression.condition, scope));
      if (condition !== undefined) {
        const [taken, left] = condition
          ? [expression.then, expression.otherwise]
          : [expression.otherwise, expression.then];
        const value = yield* evaluate(taken, scope);
        return canCompare(value, value, expression, scope) ? resultBeside(value, left) : value;
      }
      const then = yield* evaluate(expression.then, scope);
      const other = yield* evaluate(expression.otherwise, scope);
      return otherwise(canCompare(then, other, expression, scope) ? either(then, other) : undefined);
    }
    case 'binary': {
      const { operator } = expression;
      const left = yield* evaluate(expression.left, scope);
      if (isShortCircuited(operator, left)) return booleanValue(operator === '||');
      const right = yield* evaluate(expression.right, scope);
      return otherwise(
        canCompare(left, right, expression, scope) ? binary(operator, left, right) : undefined,
      );
    }
    case 'unary':
      return otherwise(unary(expression.operator, yield* evaluate(expression.operand, scope)));
    case 'parentheses':
      return yield* evaluate(expression.inner, scope);
    default:
      return notKnown(expression, scope);
  }
}

/** Whether there is enough work left to read both. */
function canCompare(a: Value, b: Value, expression: Expression, scope: Scope): boolean {
  return scope.module.work.spend(Math.ceil((weightOf(a) + weightOf(b)) / WEIGHT_PER_STEP), () =>
    workPlaceOf(scope.site, expression.range),
  );
}

/** Whether there is enough work left to look up a key. */
function canLookUp(key: Value, expression: Expression, scope: Scope): boolean {
  const steps = key.kind === 'text' ? stepsOfName(key.text) : 1;
  return scope.module.work.spend(steps - 1, () => workPlaceOf(scope.site, expression.range));
}

/** If both results are the same, it does not matter which one is chosen. */
function either(a: Value, b: Value): Value | undefined {
  const key = keyOf(a);
  return key !== undefined && key === keyOf(b) ? a : undefined;
}

/** Text that is in the document as it is, or in another form in `range`. */
function typed(text: string, range: Range, scope: Scope, form: 'number' | 'name'): TracedText {
  const { anchor, offset } = scope.site;
  const source = rangeOf(range.start + offset, range.end + offset);
  const segment: TracedSegment = {
    at: 0,
    length: text.length,
    source,
    literal: { anchor, form, range: source },
  };
  return new TracedText(text, text === '' ? [] : [segment]);
}

/** Distinguished by its source text and, if that depends on its place, by its module. */
function notKnown(expression: Expression, scope: Scope): Value {
  return unknown(referenceOf(expression, scope));
}

function referenceOf(expression: Expression, scope: Scope): string {
  const { range } = expression;
  const { text, anchor, offset } = scope.site;
  const said =
    range.end - range.start > 200
      ? `@${anchor.id}:${offset + range.start}`
      : text.slice(range.start, range.end);
  return `${scope.module.address}${said}${scope.bound.isEmpty ? '' : `@${anchor.id}`}`;
}

function* evaluateAttribute(
  { object, name, range }: AttributeAccess,
  scope: Scope,
): Evaluation<Value | undefined> {
  if (object.kind === 'variable' && !scope.bound.has(object.name)) {
    return yield* rootAttribute(object.name, name, scope, () => workPlaceOf(scope.site, range));
  }
  if (
    object.kind === 'attribute' &&
    object.object.kind === 'variable' &&
    object.object.name === 'data' &&
    !scope.bound.has('data')
  ) {
    return yield* scope.module.resource('data', object.name, name);
  }
  return yield* partOf(yield* evaluate(object, scope), name);
}

const UNKNOWN_WORKSPACE =
  'The name of the workspace is unknown. Set it with --workspace or "terraform" in .mailtxt.json.';

function* rootAttribute(
  root: string,
  name: string,
  scope: Scope,
  at: () => WorkPlace,
): Evaluation<Value | undefined> {
  const { module } = scope;
  switch (root) {
    case 'local':
      return yield* module.local(name);
    case 'var':
      return yield* module.variable(name);
    case 'module':
      return yield* module.call(name);
    case 'path': {
      const path = module.path(name);
      return path === undefined ? undefined : { kind: 'text', text: new TracedText(path) };
    }
    case 'data':
    case 'each':
    case 'count':
    case 'self':
      return undefined;
    case 'terraform':
    case 'tofu': {
      const { workspace } = module;
      if (name !== 'workspace') return undefined;
      if (workspace !== undefined) return { kind: 'text', text: new TracedText(workspace) };
      module.work.report(at(), UNKNOWN_WORKSPACE, {
        kind: 'variables',
        subject: 'terraform.workspace',
        isListedOnly: true,
        isForRecords: true,
      });
      return undefined;
    }
    default:
      return yield* module.resource('resource', root, name);
  }
}

function* partOf(object: Value, name: string): Evaluation<Value | undefined> {
  return object.kind === 'resource' ? yield* resourceAttribute(object, name) : attributeOf(object, name);
}

function* elementOf(
  object: Value,
  key: Value,
  expression: Expression,
  scope: Scope,
): Evaluation<Value | undefined> {
  if (!canLookUp(key, expression, scope)) return undefined;
  return object.kind === 'resource' ? yield* resourceElement(object, key) : elementAt(object, key);
}

function* splat(
  object: Value,
  steps: readonly SplatStep[],
  expression: Expression,
  scope: Scope,
): Evaluation<Value | undefined> {
  if (object.kind === 'unknown') return undefined;
  const elements = object.kind === 'list' ? object.elements : object.kind === 'null' ? [] : [object];
  const found: Value[] = [];
  for (const element of elements) {
    if (!scope.module.work.spend(1, () => workPlaceOf(scope.site, expression.range))) return undefined;
    if (scope.module.work.isPauseDue) yield;
    found.push(yield* follow(element, steps, expression, scope));
  }
  return listValue(found, object.kind === 'list' && object.collection !== 'tuple' ? 'list' : 'tuple');
}

function* follow(
  value: Value,
  steps: readonly SplatStep[],
  expression: Expression,
  scope: Scope,
): Evaluation<Value> {
  let at: Value | undefined = value;
  for (const step of steps) {
    switch (step.kind) {
      case 'attribute':
        if (!scope.module.work.spend(stepsOfName(step.name), () => workPlaceOf(scope.site, expression.range)))
          return unknown('*');
        at = yield* partOf(at, step.name);
        break;
      case 'index':
        at = yield* elementOf(at, yield* evaluate(step.key, scope), expression, scope);
        break;
      case 'splat':
        return (yield* splat(at, step.steps, expression, scope)) ?? unknown('*');
    }
    if (at === undefined) return unknown('*');
  }
  return at;
}

function* evaluateObject(expression: ObjectExpression, scope: Scope): Evaluation<Value> {
  const entries: MapEntry[] = [];
  for (const { key, value } of expression.members) {
    const name =
      key.kind === 'variable'
        ? typed(key.name, key.range, scope, 'name')
        : toText(yield* evaluate(key, scope));
    // If a key is unknown, the content of the object cannot be determined.
    if (name?.isKnown !== true) return notKnown(expression, scope);
    entries.push({ key: name, value: yield* evaluate(value, scope) });
  }
  return mapValueOf(entries);
}

function* evaluateCall(call: FunctionCall, scope: Scope): Evaluation<Value> {
  const special = SPECIAL_FUNCTIONS[withoutCore(call.name)];
  if (special !== undefined) return (yield* special(call, scope)) ?? notKnown(call, scope);
  const at = (): WorkPlace => workPlaceOf(scope.site, call.range);
  const values = yield* evaluateAll(call.arguments, scope);
  const last = call.expandsLast ? values.pop() : undefined;
  if (last !== undefined) {
    if (last.kind !== 'list') return notKnown(call, scope);
    if (!scope.module.work.spend(elementsSteps(last), at)) return notKnown(call, scope);
    values.push(...last.elements.slice(0, MAX_COLLECTION_ELEMENTS));
  }
  return (yield* callFunction(call.name, values, scope, at)) ?? notKnown(call, scope);
}

function* evaluateAll(expressions: readonly Expression[], scope: Scope): Evaluation<Value[]> {
  const values: Value[] = [];
  for (const expression of expressions) values.push(yield* evaluate(expression, scope));
  return values;
}

type SpecialCall = (call: FunctionCall, scope: Scope) => Evaluation<Value | undefined>;

/** Functions that depend on more than the values of their arguments. */
export const SPECIAL_FUNCTIONS: Readonly<Partial<Record<string, SpecialCall>>> = Object.assign(
  Object.create(null) as Record<string, SpecialCall>,
  {
    try: (call: FunctionCall, scope: Scope) => evaluateTry(call, scope, evaluate),
    can: (call: FunctionCall, scope: Scope) => evaluateCan(call, scope, evaluate),
    lookup: evaluateLookup,
    convert: (call: FunctionCall, scope: Scope) => evaluateConvert(call, scope, evaluate),
    templatefile: function* (call: FunctionCall, scope: Scope) {
      return yield* evaluateTemplateFile(call, yield* evaluateAll(call.arguments, scope), scope, evaluate);
    },
    templatestring: function* (call: FunctionCall, scope: Scope) {
      return yield* evaluateTemplateString(call, yield* evaluateAll(call.arguments, scope), scope, evaluate);
    },
  },
);

/** `lookup(map, key, otherwise)`. If the map is a resource, only one argument is evaluated. */
function* evaluateLookup(call: FunctionCall, scope: Scope): Evaluation<Value | undefined> {
  const [map, key, otherwise] = yield* evaluateAll(call.arguments, scope);
  const name = knownText(key);
  if (map === undefined || key === undefined || name === undefined || map.kind === 'unknown')
    return undefined;
  if (!canLookUp(key, call, scope)) return undefined;
  return (yield* partOf(map, name)) ?? otherwise;
}
