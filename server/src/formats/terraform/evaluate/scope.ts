import { Anchor } from './anchor.ts';
import type { Literal } from './traced-text.ts';
import type { Value } from './value.ts';
import type { Range } from '../../../text/range.ts';
import type { Expression } from '../syntax/expression.ts';
import type { Budget, WorkPlace } from './work.ts';

/** Where an expression stands. */
export interface Site {
  readonly anchor: Anchor;
  /** Where `text` starts, counted from the anchor. */
  readonly offset: number;
  /** The text that its ranges count in. */
  readonly text: string;
  /** The form of the strings in it, where it is not that of HCL. */
  readonly form?: Literal['form'];
}

/** Where a range of an expression's own stands. */
export function placeOf({ anchor, offset }: Site, range: Range): WorkPlace {
  return { anchor, range: { start: range.start + offset, end: range.end + offset } };
}

/** A file that a module reads; one object as long as it says the same. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const ANCHORS = new WeakMap<SourceFile, Anchor>();

/** From which what stands in the file counts. */
export function anchorOf(file: SourceFile): Anchor {
  let anchor = ANCHORS.get(file);
  if (anchor === undefined) ANCHORS.set(file, (anchor = new Anchor(file.path, 0)));
  return anchor;
}

/** What the names of a module stand for. */
export interface ModuleNames {
  readonly work: Budget;
  local(name: string): Value;
  variable(name: string): Value;
  /** What `module.name` stands for: its outputs. */
  call(name: string): Value;
  /** `type.name` of a resource, or of a data source. */
  resource(kind: 'resource' | 'data', type: string, name: string): Value;
  /** `path.module`, `path.root`, `path.cwd`; `undefined` where nobody can know. */
  path(name: string): string | undefined;
  /** The text of a file that a function names. `undefined`: not there, or not ours to read. */
  readFile(name: string): SourceFile | undefined;
  /** What a reference is told apart by: `/dns|module.mail.`. */
  readonly address: string;
}

/** What an expression may refer to. */
export interface Scope {
  readonly module: ModuleNames;
  readonly site: Site;
  /** Variables of `for`, `each`, `count`, `self`, the iterators of `dynamic`. */
  readonly bound: ReadonlyMap<string, Value>;
  /** Within a loop: what is the same each time around, as far as it was worked out. */
  readonly constants?: Map<Expression, Value>;
}

export function bind(scope: Scope, names: Iterable<readonly [string, Value]>): Scope {
  const bound = new Map(scope.bound);
  for (const [name, value] of names) bound.set(name, value);
  return { ...scope, bound };
}

export const NOTHING_BOUND: ReadonlyMap<string, Value> = new Map();
