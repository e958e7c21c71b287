import { DeclarationAnchor } from './anchor.ts';
import type { Literal } from './traced-text.ts';
import type { Value } from './value.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import type { Expression } from '../syntax/expression.ts';
import type { Budget, Evaluation, WorkPlace } from './work.ts';

/** The place of an expression. */
export interface Site {
  readonly anchor: DeclarationAnchor;
  /** Where `text` starts, counted from the anchor. */
  readonly offset: number;
  /** The text that its ranges count in. */
  readonly text: string;
  /** The form of the strings in it, where it is not that of HCL. */
  readonly form?: Literal['form'];
}

/** The place of a range within an expression. */
export function workPlaceOf({ anchor, offset }: Site, range: Range): WorkPlace {
  return { anchor, range: rangeOf(range.start + offset, range.end + offset) };
}

/** A file that a module reads; one object as long as it says the same. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What is in a folder, by name. */
export interface FolderContent {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

const ANCHORS = new WeakMap<SourceFile, DeclarationAnchor>();

/** The anchor from which offsets in the file count. */
export function anchorOf(file: SourceFile): DeclarationAnchor {
  let anchor = ANCHORS.get(file);
  if (anchor === undefined) ANCHORS.set(file, (anchor = new DeclarationAnchor(file.path, 0)));
  return anchor;
}

/** The values of the names of a module. */
export interface ModuleNames {
  readonly work: Budget;
  local(name: string): Evaluation<Value>;
  variable(name: string): Evaluation<Value>;
  /** The value of `module.name`: its outputs. */
  call(name: string): Evaluation<Value>;
  /** `type.name` of a resource, or of a data source. */
  resource(kind: 'resource' | 'data', type: string, name: string): Evaluation<Value>;
  /** `path.module`, `path.root`, `path.cwd`; `undefined` if it cannot be known. */
  path(name: string): string | undefined;
  /** `terraform.workspace`; `undefined`: not known. */
  readonly workspace: string | undefined;
  /** The value of a file that is read as data. It is read once, for all modules that are evaluated together. */
  dataOfFile(
    format: string,
    path: string,
    read: () => Evaluation<Value | undefined>,
  ): Evaluation<Value | undefined>;
  /** Whether problems can be shown in the document at the path. */
  isDocument(path: string): boolean;
  /** The text of a file that a function names. `undefined`: not there, or not ours to read. */
  readFile(name: string): SourceFile | undefined;
  /** Whether that file is there and is not read because of its size. */
  isTooLarge(name: string): boolean;
  /** What is in a folder that a function names. `undefined`: not there, or not ours to read. */
  listFolder(name: string): FolderContent | undefined;
  /** What is computed now follows from which files are in the folder and those in it, by names of that pattern. */
  reliesOnFolder(name: string, pattern: string): void;
  /** The prefix that identifies a reference: `/dns|module.mail.`. */
  readonly address: string;
  /** The value of a function that only files of this kind have; `undefined` where the name is not one of those. */
  ownFunction?(
    name: string,
    values: readonly Value[],
    call: OwnCall,
  ): Evaluation<Value | undefined> | undefined;
}

/** Where a function is called, and whether that is within `try` or `can`. */
export interface OwnCall {
  readonly at: () => WorkPlace;
  readonly isTried: boolean;
}

/** What an expression may refer to. */
export interface Scope {
  readonly module: ModuleNames;
  readonly site: Site;
  /** Variables of `for`, `each`, `count`, `self`, the iterators of `dynamic`. */
  readonly bound: Bindings;
  /** Within `try` or `can`, where a failure is not a fault. */
  readonly isTried?: true;
  /** Within a template that is a value or a file: it may not use further ones. */
  readonly isInTemplate?: true;
  /** Within a loop: what is the same each time around, as far as it was computed. */
  readonly constants?: Map<Expression, Value>;
}

/** Names and their values, and further names around those. */
export class Bindings {
  private readonly own: ReadonlyMap<string, Value>;
  private readonly around: Bindings | undefined;

  constructor(own: ReadonlyMap<string, Value>, around?: Bindings) {
    this.own = own;
    this.around = around;
  }

  get(name: string): Value | undefined {
    return this.own.get(name) ?? this.around?.get(name);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  get isEmpty(): boolean {
    return this.own.size === 0 && (this.around === undefined || this.around.isEmpty);
  }
}

export function bind(scope: Scope, names: Iterable<readonly [string, Value]>): Scope {
  return { ...scope, bound: new Bindings(new Map(names), scope.bound) };
}

export const NOTHING_BOUND = new Bindings(new Map());
