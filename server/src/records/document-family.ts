import type { DomainName } from '../dns/names.ts';
import type { Edit } from '../text/edit.ts';
import type { BlockChange, EditableDocument, RecordDocument } from './document.ts';
import type { ServerView } from './server-view.ts';
import type { Unread } from './unread.ts';

/** The files that documents may lead to. Nothing outside the workspace is among them. */
export interface ProjectFiles {
  /** The paths of the files in a folder; those below it not. */
  list(folder: string): readonly string[];
  /**
   * The names of the folders in a folder; links are not among them. `undefined`: the folder is not there, or not ours to read.
   * Without it, nothing is known of any folder.
   */
  folders?(folder: string): readonly string[] | undefined;
  /** What is open wins over what is stored. `undefined`: not there, or not ours to read. */
  read(path: string): string | undefined;
  /** Whether {@link read} leaves the file out because of its size. Without it, no file is that large. */
  isTooLarge?(path: string): boolean;
  /**
   * The path of a file or folder without symbolic links, as the host names it: two paths lead to the same file or folder
   * where it is the same. A path that leads nowhere is returned as it is. Without it, no path has links.
   */
  canonicalPath?(path: string): string;
  /**
   * Called when other folders or files may be looked at than before, with all of them: the folders of modules, and the
   * files that modules read with functions, whether or not they exist. `listed`: by a folder in which, and in the folders in
   * it, functions look for files, glob patterns of the names of those.
   */
  looksAt?(
    folders: ReadonlySet<string>,
    files: ReadonlySet<string>,
    listed: ReadonlyMap<string, ReadonlySet<string>>,
  ): void;
  /**
   * The name that the user's settings give to a zone of unknown name: by the file that has a record of it, or by one of these
   * keys, the first of which counts that the settings have. The same until {@link DocumentFamily.surroundingsChanged}.
   */
  zoneNameFor?(path: string, keys: readonly string[]): DomainName | undefined;
  /** Findings can also be shown in a document that was not put: a record is then shown where its text is typed. */
  readonly showsAll?: boolean;
  /** Whether another format has the documents of that name: no record of the family is shown there. */
  isOther?(path: string): boolean;
  /** Files that give values to variables, as the host found them. */
  valueFiles?(): readonly string[];
  /**
   * The user's settings for how the module in a folder is run: the same until {@link
   * DocumentFamily.surroundingsChanged}. `undefined` if there are none.
   */
  runOptionsOf?(folder: string): RunOptions | undefined;
}

/** The input of a run of a Terraform module. */
export interface RunOptions {
  /** The paths of files of values, in the order in which they count; `undefined`: any that are there may be used. */
  readonly valueFiles: readonly string[] | undefined;
  /** The name of the workspace that is selected. */
  readonly workspace: string | undefined;
}

/**
 * The documents of a format whose records follow from several documents together, as those of a Terraform module do.
 * Documents that were not put are read where those that were lead to them.
 */
export interface DocumentFamily {
  /** Whether a file of that name belongs to the format. */
  claims(path: string): boolean;
  put(path: string, text: string): void;
  remove(path: string): void;
  /** Other files of the workspace may have changed. */
  filesChanged(paths: readonly string[]): void;
  /** What {@link ProjectFiles.zoneNameFor} says may be different. */
  surroundingsChanged(): void;
  /**
   * What belongs together, once all that was put and removed is taken in. Until the family is evaluated, documents may lack
   * records.
   */
  groups(): readonly DocumentGroup[];
  /** What was not examined, in addition to the problems of the documents themselves. */
  unread(): readonly Unread[];
  /**
   * Whether so many files have to be read that {@link groups} would take long: {@link evaluateWhile} reads them as
   * long as there is time.
   */
  readonly isFarBehind: boolean;
  /** Whether all documents show their records. */
  readonly isEvaluated: boolean;
  /**
   * Computes the records of the documents, as long as there is time. Returns whether all is done. Groups may be others
   * afterwards, or have other versions.
   */
  evaluateWhile(hasTime: () => boolean): boolean;
  /**
   * `regrouped`: other documents belong together now, and `groups` has to be queried. If the time is not enough, the
   * edited document has no records until the family is evaluated.
   */
  edit(path: string, edit: Edit, hasTime: () => boolean): FamilyChange;
}

/** One of several ways to run a module, of which each has its own records. */
export interface ModuleRun {
  /** What tells it from the others, such as `env/prod.tfvars`: it is run "with" that. */
  readonly label: string;
  /** The same for all runs of a module: what one has says nothing of another. */
  readonly of: string;
}

/**
 * Documents whose names are checked together: the files of a module, and of those that it calls. A file may be a
 * document of several groups, with other records in each.
 */
export interface DocumentGroup {
  readonly key: string;
  /** Where one of several runs of a module makes its records. */
  readonly run: ModuleRun | undefined;
  /** For domains that are published in several versions, the version of its records. */
  readonly view?: ServerView | undefined;
  /** A new number whenever the documents of the group are reread. */
  readonly version: number;
  readonly documents: readonly GroupedDocument[];
}

export interface GroupedDocument {
  readonly path: string;
  readonly document: RecordDocument;
  /** The document, where nothing else in the group follows from its text: edits of it can be tried and taken back. */
  readonly editable?: EditableDocument | undefined;
}

export type FamilyChange =
  | { readonly kind: 'regrouped' }
  /** One after the other, each is to be taken over before the next one is applied. */
  | { readonly kind: 'changed'; readonly changes: readonly DocumentChange[] };

export interface DocumentChange {
  readonly path: string;
  /** The key of the group whose document it is. */
  readonly group: string;
  readonly apply: () => BlockChange;
}
