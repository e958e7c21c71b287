import { valueOf, type DataMap, type DataNode, type DataScalar } from '../../../../data/node.ts';
import { joinDecoded, sliceDecoded, type DecodedText } from '../../../../text/decoded-text.ts';
import { HOLE } from '../../../../text/mapped-text.ts';
import { typedRangeOf } from '../../../../text/octets.ts';

/**
 * Steps for the templates of a file: each value that is looked at is one, and so is each run of 64 characters of a text that is
 * made.
 */
export const MAX_JINJA_STEPS = 200_000;
/** Levels of variables within the values of variables. */
export const MAX_JINJA_NESTING = 50;

/** The names that are in scope for a task. Ansible evaluates a variable where it is used. */
export class TaskScope {
  private readonly names: ReadonlyMap<string, DataNode | undefined>;
  private readonly parent: TaskScope | undefined;

  constructor(
    names: ReadonlyMap<string, DataNode | undefined> = new Map<string, DataNode>(),
    parent?: TaskScope,
  ) {
    this.names = names;
    this.parent = parent;
  }

  /** `undefined` if it is unknown. */
  get(name: string): DataNode | undefined {
    return this.names.has(name) ? this.names.get(name) : this.parent?.get(name);
  }

  with(names: ReadonlyMap<string, DataNode | undefined>): TaskScope {
    return names.size === 0 ? this : new TaskScope(names, this);
  }
}

/** A name, and members of its value. No filter, no operator, no call. */
const EXPRESSION = /^\s*([A-Za-z_]\w*)((?:\.\w+|\[\d{1,6}\]|\['[^'\\]*'\]|\["[^"\\]*"\])*)\s*$/;
const MEMBER = /\.(\w+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/g;
/** Statements, comments, and expressions that remove the white space around them. */
const OTHER_TEMPLATE = /\{[%#]|\{\{-|-\}\}/;

/** Methods of Python's maps: `item.values` is not a member of the map. */
const METHODS: ReadonlySet<string> = new Set([
  ...[
    'clear',
    'copy',
    'fromkeys',
    'get',
    'items',
    'keys',
    'pop',
    'popitem',
    'setdefault',
    'update',
    'values',
  ],
]);

/** Evaluates Jinja templates that only name values in the file. */
export class Templates {
  private steps = 0;
  private reached: DataNode | undefined;
  private deep: DataNode | undefined;

  /** The value at which the budget was spent; the values after it are not read. */
  get limitAt(): DataNode | undefined {
    return this.reached;
  }

  /** The first value whose variables are nested too deeply, such as one that contains itself. It is unresolved. */
  get tooDeepAt(): DataNode | undefined {
    return this.deep;
  }

  /** False once the budget is spent. */
  spend(steps: number, at: DataNode): boolean {
    this.steps += steps;
    if (this.steps > MAX_JINJA_STEPS) this.reached ??= at;
    return this.steps <= MAX_JINJA_STEPS;
  }

  /** The data with its templates replaced by their values; unresolved parts stay unresolved. */
  resolve(node: DataNode, scope: TaskScope, depth = 0): DataNode {
    if (!this.spend(1, node)) return unresolved(node);
    switch (node.kind) {
      case 'scalar':
        return this.scalar(node, scope, depth);
      case 'list':
        return { ...node, items: node.items.map((item) => this.resolve(item, scope, depth)) };
      case 'map':
        return {
          ...node,
          entries: node.entries.map((entry) => ({
            ...entry,
            value: this.resolve(entry.value, scope, depth),
          })),
        };
      case 'unknown':
        return node;
    }
  }

  /** Resolves only the outermost value, for example a list whose items contain templates. */
  resolveOutside(node: DataNode, scope: TaskScope): DataNode {
    return (node.kind === 'scalar' ? this.outermost(node, scope, 0) : node) ?? unresolved(node);
  }

  private scalar(node: DataScalar, scope: TaskScope, depth: number): DataNode {
    const { text } = node.text;
    if (node.tag !== undefined || node.type !== 'text' || !/\{[{%#]/.test(text)) return node;
    if (OTHER_TEMPLATE.test(text)) return unresolved(node);
    if (expressionOf(text) !== undefined) {
      const found = this.outermost(node, scope, depth);
      return found === undefined ? unresolved(node) : this.resolve(found, scope, depth + 1);
    }
    const parts: DecodedText[] = [];
    let from = 0;
    for (let start = text.indexOf('{{'); start >= 0; start = text.indexOf('{{', from)) {
      const end = text.indexOf('}}', start) + 2;
      if (end < start) return unresolved(node);
      parts.push(sliceDecoded(node.text, from, start));
      const value = this.value(text.slice(start + 2, end - 2), scope, node, depth);
      const found = value && this.resolve(value, scope, depth + 1);
      parts.push((found && textOf(found)) ?? hole(sliceDecoded(node.text, start, end)));
      from = end;
    }
    parts.push(sliceDecoded(node.text, from, text.length));
    const made = joinDecoded(parts.filter((part) => part.text !== ''));
    return this.spend(made.text.length >> 6, node) ? { ...node, text: made } : unresolved(node);
  }

  /** The value of a text that is a template as a whole, and any other text itself; `undefined` if that is unknown. */
  private outermost(node: DataScalar, scope: TaskScope, depth: number): DataNode | undefined {
    const expression =
      node.tag === undefined && node.type === 'text' ? expressionOf(node.text.text) : undefined;
    if (expression === undefined) return node;
    const value = this.value(expression, scope, node, depth);
    // A text that looks like a list or a map becomes one.
    if (value?.kind === 'scalar' && /^\s*[[{](?!\{)/.test(value.text.text)) return undefined;
    return value?.kind === 'scalar' ? this.outermost(value, scope, depth + 1) : value;
  }

  /** The value of an expression, with its own templates; `undefined` if that is unknown. */
  private value(expression: string, scope: TaskScope, at: DataNode, depth: number): DataNode | undefined {
    if (depth > MAX_JINJA_NESTING) {
      this.deep ??= at;
      return undefined;
    }
    if (!this.spend(1, at)) return undefined;
    const [, name = '', members = ''] = EXPRESSION.exec(expression) ?? [];
    let node = scope.get(name);
    for (const [, dotted, index, single, double] of members.matchAll(MEMBER)) {
      if (node?.kind === 'scalar') node = this.outermost(node, scope, depth + 1);
      const key = dotted ?? single ?? double;
      if (key === undefined) node = node?.kind === 'list' ? node.items[Number(index)] : undefined;
      else if (node?.kind !== 'map' || node.tag !== undefined || (dotted !== undefined && METHODS.has(key)))
        return undefined;
      else node = valueOf(node, key);
    }
    return node;
  }
}

/** The expression within the braces of a text that is a single template. */
function expressionOf(text: string): string | undefined {
  const isOne = text.startsWith('{{') && text.indexOf('}}', 2) === text.length - 2;
  return isOne ? text.slice(2, -2) : undefined;
}

/** Whether a value is entirely unresolved. */
export function isUnresolved(node: DataNode): boolean {
  return node.kind === 'unknown' || (node.kind === 'scalar' && node.text.text === HOLE);
}

/** A value as a part of a text; `undefined` if it is not one, or if it is printed differently from its source text. */
function textOf(node: DataNode): DecodedText | undefined {
  if (node.kind !== 'scalar' || node.tag !== undefined) return undefined;
  const { text } = node.text;
  return node.type === 'text' || (node.type === 'integer' && /^(?:0|-?[1-9]\d{0,14})$/.test(text))
    ? node.text
    : undefined;
}

function hole(typed: DecodedText): DecodedText {
  return { text: HOLE, segments: [{ at: 0, length: HOLE.length, source: typedRangeOf(typed) }] };
}

/** An unresolved value. */
function unresolved(node: DataNode): DataNode {
  return node.kind === 'scalar'
    ? { ...node, tag: undefined, type: 'text', text: hole(node.text) }
    : { kind: 'unknown', range: node.range };
}

/** The values of a map by key. The last of two equal keys counts, and keys with templates in them are left out. */
export function variablesOf(map: DataMap): ReadonlyMap<string, DataNode> {
  const members = new Map<string, DataNode>();
  for (const { key, value, isMerged } of map.entries)
    if (!isMerged || !members.has(key.text.text)) members.set(key.text.text, value);
  return members;
}
