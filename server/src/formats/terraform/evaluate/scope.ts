import type { Literal } from './traced-text.ts';
import type { Value } from './value.ts';
import type { Range } from '../../../text/range.ts';
import type { Work, WorkPlace } from './work.ts';

/** Where an expression stands: ranges in it count from `base` in the document. */
export interface Site {
  readonly path: string;
  readonly base: number;
  /** The text that its ranges count in. */
  readonly text: string;
  /** The form of the strings in it, where it is not that of HCL. */
  readonly form?: Literal['form'];
}

/** Where a range of an expression's own stands in the document. */
export function placeOf({ path, base }: Site, range: Range): WorkPlace {
  return { path, range: { start: range.start + base, end: range.end + base } };
}

/** A file that a module reads; one object as long as it says the same. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What the names of a module stand for. */
export interface ModuleNames {
  readonly work: Work;
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
}

export function bind(scope: Scope, names: Iterable<readonly [string, Value]>): Scope {
  const bound = new Map(scope.bound);
  for (const [name, value] of names) bound.set(name, value);
  return { ...scope, bound };
}

export const NOTHING_BOUND: ReadonlyMap<string, Value> = new Map();
