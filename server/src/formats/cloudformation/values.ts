import type { DataNode, DataScalar } from '../../data/node.ts';
import { sliceDecoded } from '../../text/decoded-text.ts';
import type { Range } from '../../text/range.ts';
import { argumentsOf, functionOf, type TemplateFunction } from './functions.ts';
import {
  unresolvedIn,
  joinTexts,
  certainText,
  MAX_STACK_TEXT,
  scalarWith,
  unresolvedAt,
} from './resolved.ts';
import { fillNames } from './fill-names.ts';
import type { TemplateSections } from './template.ts';

/** Parts of a template that are evaluated, in all of its uses together: some 20,000 records. */
export const MAX_STACK_STEPS = 200_000;
/** Functions nested in functions. Real templates nest fewer. */
export const MAX_FUNCTION_DEPTH = 100;

/** The values of the variables of `Fn::ForEach`. */
export type LoopNames = ReadonlyMap<string, DataNode>;

export const NO_LOOP: LoopNames = new Map();

/** The possible values of a part of a template: one node, or those that conditions choose from. */
export interface Alternatives {
  readonly nodes: readonly DataNode[];
  /** Whether a condition decides which of them it is. */
  readonly isChoice: boolean;
}

type Work = (one: TemplateFunction, range: Range, loop: LoopNames) => DataNode | undefined;

/** Each item of a generated list may be a record. */
const STEPS_PER_ITEM = 8;
/** Pieces of a text, or characters, per step. */
const PIECES_PER_STEP = 8;
const CHARACTERS_PER_STEP = 256;

/** The budget that is left for a template. */
export class StackWork {
  private steps = 0;

  /** False if the budget does not suffice. */
  spend(steps = 1): boolean {
    this.steps += steps;
    return !this.isExhausted;
  }

  /** Charges for the pieces and characters of a text. */
  spendText({ text: { text, segments } }: DataScalar): boolean {
    return this.spend(segments.length / PIECES_PER_STEP + text.length / CHARACTERS_PER_STEP);
  }

  get isExhausted(): boolean {
    return this.steps > MAX_STACK_STEPS;
  }
}

/** Evaluates the functions of a template, as far as the template and the given values determine their results. */
export class TemplateValues {
  private readonly template: TemplateSections;
  private readonly work: StackWork;
  private depth = 0;
  /** Whether a condition holds; `undefined` also while it is being evaluated. */
  private readonly known = new Map<string, boolean | undefined>();
  private readonly unknown = new Map<number, { readonly name: string; readonly range: Range }>();
  private readonly functions: ReadonlyMap<string, Work>;

  constructor(template: TemplateSections, work: StackWork) {
    this.template = template;
    this.work = work;
    this.functions = new Map<string, Work>([
      ['Ref', ({ argument }, range, loop) => this.reference(certainText(argument), range, loop)],
      ['Sub', (one, range, loop) => this.sub(one, range, loop)],
      ['Join', (one, range, loop) => this.join(one, range, loop)],
      ['Split', (one, range, loop) => this.split(one, range, loop)],
      ['Select', (one, range, loop) => this.select(one, range, loop)],
      ['FindInMap', (one, range, loop) => this.findInMap(one, range, loop)],
      ['If', (one, range, loop) => this.choose(one, range, loop)],
    ]);
  }

  /** Whether a part was omitted because there are too many. */
  get isExhausted(): boolean {
    return this.work.isExhausted;
  }

  /** Calls of unknown functions, each once. */
  get unknownFunctions(): Iterable<{ readonly name: string; readonly range: Range }> {
    return this.unknown.values();
  }

  /**
   * The value of a node; `undefined` if there is none, as for a missing node (`AWS::NoValue`). An `If` is decided by the values
   * of parameters.
   */
  resolve(node: DataNode, loop: LoopNames = NO_LOOP): DataNode | undefined {
    if (this.depth >= MAX_FUNCTION_DEPTH || !this.work.spend()) return unresolvedAt(node.range);
    this.depth++;
    const resolved = this.resolveHere(node, loop);
    this.depth--;
    return resolved;
  }

  private resolveHere(node: DataNode, loop: LoopNames): DataNode | undefined {
    const called = functionOf(node);
    if (called !== undefined) {
      const work = this.functions.get(called.name);
      if (work === undefined && !OTHER_FUNCTIONS.has(called.name))
        this.unknown.set(node.range.start, { ...called, range: node.range });
      return work === undefined ? unresolvedAt(node.range) : work(called, node.range, loop);
    }
    if (node.kind === 'scalar') return this.paid(this.plain(node, loop));
    return node.kind === 'list' ? { ...node, items: this.items(node.items, loop) } : node;
  }

  /** The possible values of a node. Each of them may be a record. */
  alternatives(node: DataNode, loop: LoopNames): Alternatives {
    const called = functionOf(node);
    if (called?.name !== 'If' || this.depth >= MAX_FUNCTION_DEPTH || !this.work.spend()) {
      const isNothing = called?.name === 'Ref' && certainText(called.argument) === NO_VALUE;
      return { nodes: isNothing ? [] : [node], isChoice: false };
    }
    const [, ...branches] = argumentsOf(called);
    this.depth++;
    const nodes = branches.flatMap((branch) => this.alternatives(branch, loop).nodes);
    this.depth--;
    return { nodes, isChoice: true };
  }

  private items(items: readonly DataNode[], loop: LoopNames): readonly DataNode[] {
    return items.flatMap((item) => this.resolve(item, loop) ?? []);
  }

  /** A text with loop variables filled in. Parts that only a deployment knows are unresolved. */
  plain(scalar: DataScalar, loop: LoopNames): DataNode {
    const looped = inLoop(scalar, loop);
    return looped.kind === 'scalar' ? deployed(looped) : looped;
  }

  /** A generated text or list, unless the budget does not suffice for it. */
  private paid(node: DataNode): DataNode {
    const isPaid =
      node.kind === 'scalar'
        ? this.work.spendText(node)
        : node.kind !== 'list' || this.work.spend(node.items.length * STEPS_PER_ITEM);
    return isPaid ? node : unresolvedAt(node.range);
  }

  private reference(name: string | undefined, range: Range, loop: LoopNames): DataNode | undefined {
    if (name === NO_VALUE) return undefined;
    if (name === undefined) return unresolvedAt(range);
    const value = loop.get(name) ?? this.template.valueOf(name);
    // All uses of a parameter are the same unresolved text.
    if (value === undefined) return unresolvedIn(this.template.parameterAt(name) ?? range, range);
    return this.paid({ ...(value.kind === 'scalar' ? deployed(value) : value), range });
  }

  private sub(called: TemplateFunction, range: Range, loop: LoopNames): DataNode {
    const [given, names] = argumentsOf(called);
    if (given?.kind !== 'scalar' || functionOf(given) !== undefined) return unresolvedAt(range);
    const text = inLoop(given, loop);
    if (text.kind !== 'scalar') return unresolvedAt(range);
    const own = new Map<string, DataNode>();
    if (names?.kind === 'map')
      for (const { key, value } of names.entries)
        own.set(key.text.text, this.resolve(value, loop) ?? unresolvedAt(value.range));
    const filled = fillNames(text, 'sub', (name) => {
      const value = own.get(name) ?? this.reference(name, text.range, loop);
      return value?.kind === 'scalar' ? value : unresolvedAt(text.range);
    });
    return this.paid({ ...(filled.kind === 'scalar' ? deployed(filled) : filled), range });
  }

  private join(called: TemplateFunction, range: Range, loop: LoopNames): DataNode {
    const [separator, given] = argumentsOf(called);
    const list = given && this.resolve(given, loop);
    if (separator?.kind !== 'scalar' || list?.kind !== 'list') return unresolvedAt(range);
    const between = separator.text.text === '' ? [] : [separator];
    const parts = list.items.flatMap((item, index) => (index === 0 ? [item] : [...between, item]));
    return this.paid(joinTexts(parts, range));
  }

  private split(called: TemplateFunction, range: Range, loop: LoopNames): DataNode {
    const [given, from] = argumentsOf(called);
    const separator = certainText(given);
    const text = from && this.resolve(from, loop);
    if (separator === undefined || separator === '' || certainText(text) === undefined)
      return unresolvedAt(range);
    if (text?.kind !== 'scalar' || text.text.text.length > MAX_STACK_TEXT) return unresolvedAt(range);
    const items: DataNode[] = [];
    let start = 0;
    for (const piece of text.text.text.split(separator)) {
      items.push(scalarWith(sliceDecoded(text.text, start, start + piece.length), range));
      start += piece.length + separator.length;
    }
    return this.paid({ kind: 'list', tag: undefined, range, isFlow: true, items });
  }

  private select(called: TemplateFunction, range: Range, loop: LoopNames): DataNode {
    const [given, from] = argumentsOf(called);
    const index = given && certainText(this.resolve(given, loop));
    const list = from && this.resolve(from, loop);
    if (index === undefined || !/^\d{1,6}$/.test(index) || list?.kind !== 'list') return unresolvedAt(range);
    const item = list.items[Number(index)];
    return item === undefined ? unresolvedAt(range) : { ...item, range };
  }

  private findInMap(called: TemplateFunction, range: Range, loop: LoopNames): DataNode {
    const [map, first, second] = argumentsOf(called).map((argument) =>
      certainText(this.resolve(argument, loop)),
    );
    if (map === undefined || first === undefined || second === undefined) return unresolvedAt(range);
    const found = this.template.mapped(map, first, second);
    const value = found && this.resolve(found, loop);
    return value === undefined ? unresolvedAt(range) : { ...value, range };
  }

  private choose(called: TemplateFunction, range: Range, loop: LoopNames): DataNode | undefined {
    const [name, ...branches] = argumentsOf(called);
    const holds = this.holds(certainText(name));
    const branch = holds === undefined ? undefined : branches[holds ? 0 : 1];
    if (branch === undefined) return unresolvedAt(range);
    const value = this.resolve(branch, loop);
    return value && { ...value, range };
  }

  /** Whether a condition holds for the values of the parameters. */
  private holds(name: string | undefined): boolean | undefined {
    const condition = name === undefined ? undefined : this.template.condition(name);
    if (name === undefined || condition === undefined || this.known.has(name))
      return name === undefined ? undefined : this.known.get(name);
    this.known.set(name, undefined);
    const holds = this.isTrue(condition);
    this.known.set(name, holds);
    return holds;
  }

  private isTrue(node: DataNode): boolean | undefined {
    const called = functionOf(node);
    if (called === undefined || this.depth >= MAX_FUNCTION_DEPTH || !this.work.spend()) return undefined;
    this.depth++;
    const holds = this.isTrueOf(called);
    this.depth--;
    return holds;
  }

  private isTrueOf(called: TemplateFunction): boolean | undefined {
    const given = argumentsOf(called);
    switch (called.name) {
      case 'Condition':
        return this.holds(certainText(called.argument));
      case 'Equals': {
        const [a, b] = given.map((one) => certainText(this.resolve(one)));
        return a === undefined || b === undefined ? undefined : a === b;
      }
      case 'Not': {
        const [only] = given.map((one) => this.isTrue(one));
        return only === undefined ? undefined : !only;
      }
      case 'And': {
        const all = given.map((one) => this.isTrue(one));
        return all.includes(false) ? false : all.includes(undefined) ? undefined : true;
      }
      case 'Or': {
        const all = given.map((one) => this.isTrue(one));
        return all.includes(true) ? true : all.includes(undefined) ? undefined : false;
      }
      default:
        return undefined;
    }
  }
}

const NO_VALUE = 'AWS::NoValue';

/** Functions whose values only a deployment knows, or that records do not use. */
const OTHER_FUNCTIONS = new Set([
  ...[
    'Base64',
    'Cidr',
    'GetAtt',
    'GetAZs',
    'GetStackOutput',
    'ImportValue',
    'Length',
    'ToJsonString',
    'Transform',
  ],
  ...['And', 'Condition', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'Equals', 'Not', 'Or'],
  ...['RefAll', 'ValueOf', 'ValueOfAll'],
]);

/** A text with the variables of loops replaced by their values. */
export function inLoop(scalar: DataScalar, loop: LoopNames): DataNode {
  if (loop.size === 0) return scalar;
  return fillNames(scalar, 'loop', (name, typed) => loopValue(name, typed, loop));
}

/** A text in which the parts that only a deployment knows are unresolved (`{{resolve:ssm:…}}`). */
function deployed(scalar: DataScalar): DataNode {
  if (!scalar.text.text.includes('{{resolve:')) return scalar;
  return fillNames(scalar, 'resolve', () => unresolvedAt(scalar.range));
}

function loopValue(name: string, typed: string, loop: LoopNames): DataNode | undefined {
  const value = loop.get(name);
  if (value === undefined) return undefined;
  // `&{Name}` drops characters that a logical ID must not have.
  const isWhole = typed.startsWith('$') || /^[A-Za-z0-9]*$/.test(certainText(value) ?? '');
  return isWhole ? value : unresolvedAt(value.range);
}
