import type {
  AnyNode,
  Expression,
  ForInStatement,
  ForOfStatement,
  Pattern,
  Statement,
  VariableDeclaration,
} from 'acorn';
import { madeText } from '../syntax/script-text.ts';
import { childNodes } from '../syntax/walk.ts';
import type { ScriptEvaluator } from './evaluator.ts';
import { ofText, truthOf, UNDEFINED, UNKNOWN_VALUE, type ScriptScope, type ScriptValue } from './value.ts';

/** How a statement ends; `unknown`: what comes next depends on what is not evaluated. */
type Completion =
  | { readonly kind: 'next' | 'break' | 'continue' | 'unknown' }
  | { readonly kind: 'return'; readonly value: ScriptValue };

const NEXT: Completion = { kind: 'next' };
const UNKNOWN_END: Completion = { kind: 'unknown' };

/** Runs statements in their order, as far as they are known. What a function returns, or `undefined` where it does not. */
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
  // Functions are known before they are declared.
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
    // `var x;` leaves what another file has made of it.
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

function itemsOf(value: ScriptValue): readonly ScriptValue[] | undefined {
  return value.kind === 'list' && !value.isOpen ? value.items.map((item) => item.value) : undefined;
}

function keysOf(value: ScriptValue): readonly ScriptValue[] | undefined {
  if (value.kind === 'list' && !value.isOpen)
    return value.items.map((_, index) => ofText(madeText(String(index))));
  if (value.kind !== 'object' || value.isOpen) return undefined;
  return [...value.members.keys()].map((name) => ofText(madeText(name)));
}

/** Statements of which it is not known whether they are run, or how often: what they may change is not known either. */
function leaveOut(evaluator: ScriptEvaluator, node: AnyNode, scope: ScriptScope): Completion {
  const found = { makesRecords: false, returns: false };
  const nodes: AnyNode[] = [node];
  for (let one = nodes.pop(); one !== undefined; one = nodes.pop()) {
    if (!evaluator.host.work.spend(1, scope.placeOf(node))) break;
    forget(evaluator, one, scope);
    if (one.type === 'CallExpression' || one.type === 'NewExpression') found.makesRecords = true;
    if (one.type === 'ReturnStatement' || one.type === 'ThrowStatement') found.returns = true;
    if (!isFunction(one)) nodes.push(...childNodes(one));
  }
  if (found.makesRecords) {
    const message = 'mailtxt does not evaluate this, so records that depend on it are not checked.';
    evaluator.host.work.report(scope.placeOf(node), message, 'format');
  }
  return found.returns ? UNKNOWN_END : NEXT;
}

function isFunction({ type }: AnyNode): boolean {
  return (
    type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
  );
}

/** What the node may give another value to. */
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
      // A method may change its list, and a function one that it is given.
      const { callee } = node;
      const touched = [callee.type === 'MemberExpression' ? callee.object : undefined, ...node.arguments];
      for (const one of touched) {
        const value = one?.type === 'Identifier' ? scope.get(one.name) : undefined;
        if (value?.kind === 'list' || value?.kind === 'object') value.isOpen = true;
      }
    }
  }
}
