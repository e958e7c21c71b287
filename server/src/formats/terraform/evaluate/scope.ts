import { DeclarationAnchor } from './anchor.ts';
import type { Literal } from './traced-text.ts';
import type { Value } from './value.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import type { Expression } from '../syntax/expression.ts';
import type { Budget, Evaluation, WorkPlace } from './work.ts';

/** Where an expression is. */
export interface Site {
  readonly anchor: DeclarationAnchor;
  /** Where `text` starts, relative to the anchor. */
  readonly offset: number;
  /** The text to which its ranges are relative. */
  readonly text: string;
  /** The form of the strings in it, if it is not that of HCL. */
  readonly form?: Literal['form'];
}

/** The place of a range of an expression. */
export function workPlaceOf({ anchor, offset }: Site, range: Range): WorkPlace {
  return { anchor, range: rangeOf(range.start + offset, range.end + offset) };
}

/** A file that a module reads; one object as long as its text is the same. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The content of a folder, by name. */
export interface FolderContent {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

const ANCHORS = new WeakMap<SourceFile, DeclarationAnchor>();

/** The anchor that places in the file are relative to. */
export function anchorOf(file: SourceFile): DeclarationAnchor {
  let anchor = ANCHORS.get(file);
  if (anchor === undefined) ANCHORS.set(file, (anchor = new DeclarationAnchor(file.path, 0)));
  return anchor;
}

/** The values of the names in a module. */
export interface ModuleNames {
  readonly work: Budget;
  local(name: string): Evaluation<Value>;
  variable(name: string): Evaluation<Value>;
  /** The value of `module.name`: its outputs. */
  call(name: string): Evaluation<Value>;
  /** The value of `type.name` of a resource or a data source. */
  resource(kind: 'resource' | 'data', type: string, name: string): Evaluation<Value>;
  /** `path.module`, `path.root`, `path.cwd`; `undefined` if it cannot be known. */
  path(name: string): string | undefined;
  /** `terraform.workspace`; `undefined`: unknown. */
  readonly workspace: string | undefined;
  /** The value of a file that is decoded as data. It is decoded once for all modules that are evaluated together. */
  dataOfFile(
    format: string,
    path: string,
    read: () => Evaluation<Value | undefined>,
  ): Evaluation<Value | undefined>;
  /** Whether problems can be shown in the document at the path. */
  isDocument(path: string): boolean;
  /** The text of a file that a function names. `undefined`: it does not exist, or mailtxt may not read it. */
  readFile(name: string): SourceFile | undefined;
  /** Whether that file exists but is not read because of its size. */
  isTooLarge(name: string): boolean;
  /** The content of a folder that a function names. `undefined`: it does not exist, or mailtxt may not read it. */
  listFolder(name: string): FolderContent | undefined;
  /** The current computation depends on which files with names of that pattern are in the folder and its subfolders. */
  reliesOnFolder(name: string, pattern: string): void;
  /** The prefix that distinguishes references: `/dns|module.mail.`. */
  readonly address: string;
  /** The value of a function that exists only in files of this kind; `undefined` if the name is not one of those. */
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

/** The names that an expression can refer to. */
export interface Scope {
  readonly module: ModuleNames;
  readonly site: Site;
  /** Variables of `for`, `each`, `count`, `self`, the iterators of `dynamic`. */
  readonly bound: Bindings;
  /** Within `try` or `can`, where a failure is not a fault. */
  readonly isTried?: true;
  /** Within a template that is a value or a file: it cannot use further ones. */
  readonly isInTemplate?: true;
  /** Within a loop: values that are the same in each iteration, as far as they were evaluated. */
  readonly constants?: Map<Expression, Value>;
}

/** Names with their values, and an outer set of names. */
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
