import type {
  AnyNode,
  Expression,
  ForInStatement,
  ForOfStatement,
  Pattern,
  Statement,
  SwitchStatement,
  TryStatement,
  VariableDeclaration,
} from 'acorn';
import { madeText } from '../syntax/script-text.ts';
import { childNodes } from '../syntax/walk.ts';
import type { ScriptEvaluator } from './evaluator.ts';
import { binaryValue } from './operators.ts';
import { ofText, truthOf, UNDEFINED, UNKNOWN_VALUE, type ScriptScope, type ScriptValue } from './value.ts';

/** How a statement ends. `unknown` means that something unevaluated decides what runs next. */
type Completion =
  | { readonly kind: 'next' | 'break' | 'continue' | 'unknown' }
  | { readonly kind: 'return'; readonly value: ScriptValue };

const NEXT: Completion = { kind: 'next' };
const UNKNOWN_END: Completion = { kind: 'unknown' };

/**
 * Runs statements in order, as far as they are known. Returns the return value of the function, or `undefined` if it does not
 * return.
 */
export function runStatements(
  evaluator: ScriptEvaluator,
  statements: readonly AnyNode[],
  scope: ScriptScope,
): ScriptValue {
  const end = runAll(evaluator, statements, scope);
  if (end.kind === 'return') return end.value;
  return end.kind === 'unknown' ? UNKNOWN_VALUE : UNDEFINED;
}

function runAll(evaluator: ScriptEvaluator, statements: readonly AnyNode[], scope: ScriptScope): Completion {
  // Functions are hoisted.
  for (const node of statements)
    if (node.type === 'FunctionDeclaration' && node.id !== null)
      scope.declare(node.id.name, { kind: 'function', node, scope });
  for (const [index, node] of statements.entries()) {
    const end = run(evaluator, node, scope);
    if (end.kind === 'unknown')
      for (const rest of statements.slice(index + 1)) leaveOut(evaluator, rest, scope);
    if (end.kind !== 'next') return end;
  }
  return NEXT;
}

function run(evaluator: ScriptEvaluator, node: AnyNode, scope: ScriptScope): Completion {
  const place = scope.placeOf(node);
  const { work } = evaluator.host;
  if (!work.spend(1, place)) return UNKNOWN_END;
  return (
    work.deeper(place, () => runOne(evaluator, node as Statement, scope)) ?? leaveOut(evaluator, node, scope)
  );
}

function runOne(evaluator: ScriptEvaluator, node: Statement, scope: ScriptScope): Completion {
  switch (node.type) {
    case 'ExpressionStatement':
      evaluator.value(node.expression, scope);
      return NEXT;
    case 'VariableDeclaration':
      declare(evaluator, node, scope);
      return NEXT;
    case 'ReturnStatement': {
      const { argument } = node;
      const value =
        argument === null || argument === undefined ? UNDEFINED : evaluator.value(argument, scope);
      return { kind: 'return', value };
    }
    case 'BlockStatement':
      return runAll(evaluator, node.body, scope.block());
    case 'IfStatement': {
      const truth = truthOf(evaluator.value(node.test, scope));
      if (truth === undefined) return leaveOut(evaluator, node, scope);
      const branch = truth ? node.consequent : node.alternate;
      return branch === null || branch === undefined ? NEXT : run(evaluator, branch, scope);
    }
    case 'ForStatement':
      return runFor(evaluator, node, scope);
    case 'ForOfStatement':
    case 'ForInStatement':
      return runForEach(evaluator, node, scope);
    case 'WhileStatement':
      return loop(evaluator, node, scope, node.test, node.body, undefined);
    case 'SwitchStatement':
      return runSwitch(evaluator, node, scope);
    case 'TryStatement':
      return runTry(evaluator, node, scope);
    case 'BreakStatement':
    case 'ContinueStatement':
      if (node.label !== null && node.label !== undefined) return UNKNOWN_END;
      return { kind: node.type === 'BreakStatement' ? 'break' : 'continue' };
    case 'EmptyStatement':
    case 'FunctionDeclaration':
    case 'DebuggerStatement':
      return NEXT;
    default:
      return leaveOut(evaluator, node, scope);
  }
}

function declare(
  evaluator: ScriptEvaluator,
  { kind, declarations }: VariableDeclaration,
  scope: ScriptScope,
): void {
  const how = kind === 'var' ? 'declareVar' : 'declare';
  for (const { id, init } of declarations) {
    // `var x;` keeps the value that another file assigned.
    if (init === null || init === undefined) {
      if (id.type !== 'Identifier' || kind !== 'var' || scope.get(id.name) === undefined)
        evaluator.bind(id, UNDEFINED, scope, how);
    } else evaluator.bind(id, evaluator.value(init, scope), scope, how);
  }
}

function runFor(
  evaluator: ScriptEvaluator,
  node: Extract<Statement, { type: 'ForStatement' }>,
  outer: ScriptScope,
): Completion {
  const scope = outer.block();
  const { init, test, update, body } = node;
  if (init?.type === 'VariableDeclaration') declare(evaluator, init, scope);
  else if (init !== null && init !== undefined) evaluator.value(init, scope);
  if (test === null || test === undefined) return leaveOut(evaluator, node, scope);
  return loop(evaluator, node, scope, test, body, update ?? undefined);
}

function loop(
  evaluator: ScriptEvaluator,
  node: Statement,
  scope: ScriptScope,
  test: Expression,
  body: Statement,
  update: Expression | undefined,
): Completion {
  for (;;) {
    const truth = truthOf(evaluator.value(test, scope));
    if (truth === undefined) return leaveOut(evaluator, node, scope);
    if (!truth) return NEXT;
    const end = run(evaluator, body, scope);
    if (end.kind === 'break') return NEXT;
    if (end.kind === 'return') return end;
    if (end.kind === 'unknown') return leaveOut(evaluator, node, scope);
    if (update !== undefined) evaluator.value(update, scope);
  }
}

function runForEach(
  evaluator: ScriptEvaluator,
  node: ForOfStatement | ForInStatement,
  scope: ScriptScope,
): Completion {
  const of = evaluator.value(node.right, scope);
  const values = node.type === 'ForOfStatement' ? itemsOf(of) : keysOf(of);
  if (values === undefined) return leaveOut(evaluator, node, scope);
  const { left } = node;
  for (const value of values) {
    const inner = scope.block();
    if (left.type === 'VariableDeclaration') {
      const own = left.declarations[0]?.id;
      const how = left.kind === 'var' ? 'declareVar' : 'declare';
      if (own !== undefined) evaluator.bind(own, value, inner, how);
    } else evaluator.bind(left, value, scope, 'assign');
    const end = run(evaluator, node.body, inner);
    if (end.kind === 'break') return NEXT;
    if (end.kind === 'return') return end;
    if (end.kind === 'unknown') return leaveOut(evaluator, node, scope);
  }
  return NEXT;
}

/** The statements after the first equal case, up to a `break`. */
function runSwitch(evaluator: ScriptEvaluator, node: SwitchStatement, outer: ScriptScope): Completion {
  const scope = outer.block();
  const value = evaluator.value(node.discriminant, scope);
  let from = node.cases.findIndex(({ test }) => test === null || test === undefined);
  for (const [index, { test }] of node.cases.entries()) {
    if (test === null || test === undefined) continue;
    const truth = truthOf(binaryValue('===', value, evaluator.value(test, scope)));
    if (truth === undefined) return leaveOut(evaluator, node, outer);
    if (!truth) continue;
    from = index;
    break;
  }
  if (from < 0) return NEXT;
  const end = runAll(
    evaluator,
    node.cases.slice(from).flatMap(({ consequent }) => consequent),
    scope,
  );
  return end.kind === 'break' ? NEXT : end;
}

/**
 * Runs a `try` block. If all of it is known, nothing is thrown, and the handler is not run. Otherwise its records may exist, and
 * whatever it and the handler may change becomes unknown.
 */
function runTry(
  evaluator: ScriptEvaluator,
  { block, handler, finalizer }: TryStatement,
  scope: ScriptScope,
): Completion {
  const attempt = evaluator.host.attempt();
  const before = evaluator.unknownCount;
  let end = run(evaluator, block, scope);
  const isKnown = evaluator.unknownCount === before && end.kind !== 'unknown' && !attempt.hasFailed();
  if (!isKnown && handler !== null && handler !== undefined) {
    attempt.makeUncertain();
    const { leaves } = forgetAll(evaluator, block, scope);
    const caught = leaveOut(evaluator, handler.body, scope);
    end = leaves || caught.kind === 'unknown' ? UNKNOWN_END : NEXT;
  }
  if (finalizer === null || finalizer === undefined) return end;
  const last = run(evaluator, finalizer, scope);
  return last.kind === 'next' ? end : last;
}

function itemsOf(value: ScriptValue): readonly ScriptValue[] | undefined {
  return value.kind === 'list' && !value.isOpen ? value.items.map((item) => item.value) : undefined;
}

function keysOf(value: ScriptValue): readonly ScriptValue[] | undefined {
  if (value.kind === 'list' && !value.isOpen)
    return value.items.map((_, index) => ofText(madeText(String(index))));
  if (value.kind !== 'object' || value.isOpen) return undefined;
  return [...value.members.keys()].map((name) => ofText(madeText(name)));
}

/** Skips statements that may run any number of times or not at all. Whatever they may change becomes unknown. */
function leaveOut(evaluator: ScriptEvaluator, node: AnyNode, scope: ScriptScope): Completion {
  const { calls, leaves } = forgetAll(evaluator, node, scope);
  if (calls) {
    const message = 'mailtxt does not evaluate this, so records that depend on it are not checked.';
    evaluator.host.work.report(scope.placeOf(node), message, 'format');
  }
  return leaves ? UNKNOWN_END : NEXT;
}

/**
 * Forgets what the statements may change. Returns whether they call something, and whether they may leave the enclosing
 * statement.
 */
function forgetAll(
  evaluator: ScriptEvaluator,
  node: AnyNode,
  scope: ScriptScope,
): { readonly calls: boolean; readonly leaves: boolean } {
  const found = { calls: false, leaves: false };
  const nodes: LeftOut[] = [{ node, ends: NOT_LEAVING }];
  for (let one = nodes.pop(); one !== undefined; one = nodes.pop()) {
    if (!evaluator.host.work.spend(1, scope.placeOf(node))) break;
    const { type } = one.node;
    forget(evaluator, one.node, scope);
    if (type === 'CallExpression' || type === 'NewExpression') found.calls = true;
    if (/^(?:Return|Throw|Break|Continue)Statement$/.test(type) && !endsWithin(one)) found.leaves = true;
    if (isFunction(one.node)) continue;
    const ends = /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/.test(type)
      ? IN_LOOP
      : type === 'SwitchStatement' && one.ends === NOT_LEAVING
        ? IN_SWITCH
        : one.ends;
    for (const child of childNodes(one.node)) nodes.push({ node: child, ends });
  }
  return found;
}

/** A node within the skipped statements, and which statements end a skipped statement together with it. */
interface LeftOut {
  readonly node: AnyNode;
  readonly ends: RegExp;
}

const NOT_LEAVING = /^$/;
const IN_SWITCH = /^BreakStatement$/;
const IN_LOOP = /^(?:Break|Continue)Statement$/;

/** Whether a statement such as `break` only leaves statements that are skipped too, and nothing around them. */
function endsWithin({ node, ends }: LeftOut): boolean {
  const label = node.type === 'BreakStatement' || node.type === 'ContinueStatement' ? node.label : undefined;
  return ends.test(node.type) && (label === null || label === undefined);
}

function isFunction({ type }: AnyNode): boolean {
  return (
    type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
  );
}

/** Forgets the names that the node may assign to. */
function forget(evaluator: ScriptEvaluator, node: AnyNode, scope: ScriptScope): void {
  switch (node.type) {
    case 'AssignmentExpression':
      evaluator.bind(node.left, UNKNOWN_VALUE, scope, 'assign');
      return;
    case 'UpdateExpression':
      evaluator.bind(node.argument as Pattern, UNKNOWN_VALUE, scope, 'assign');
      return;
    case 'VariableDeclarator':
      evaluator.bind(node.id, UNKNOWN_VALUE, scope, 'declareVar');
      return;
    case 'CallExpression': {
      // A method may change its list, and a function may change one that is passed to it.
      const { callee } = node;
      const touched = [callee.type === 'MemberExpression' ? callee.object : undefined, ...node.arguments];
      for (const one of touched) {
        const value = one?.type === 'Identifier' ? scope.get(one.name) : undefined;
        if (value?.kind === 'list' || value?.kind === 'object') value.isOpen = true;
      }
    }
  }
}
