import type { DomainName } from '../dns/names.ts';
import type { Edit } from '../text/edit.ts';
import type { BlockChange, EditableDocument, RecordDocument } from './document.ts';
import type { ServerView } from './server-view.ts';
import type { Unread } from './unread.ts';

/** The files that documents may refer to. All of them are in the workspace. */
export interface ProjectFiles {
  /** The paths of the files in a folder, without those in its subfolders. */
  list(folder: string): readonly string[];
  /**
   * The names of the folders in a folder, without links. `undefined` if the folder does not exist or must not be read. Without
   * this method, nothing is known about any folder.
   */
  folders?(folder: string): readonly string[] | undefined;
  /** Open documents take precedence over stored files. `undefined` if the file does not exist or must not be read. */
  read(path: string): string | undefined;
  /** Whether {@link read} leaves the file out because of its size. Without this method, no file is too large. */
  isTooLarge?(path: string): boolean;
  /**
   * The path of a file or folder without symbolic links, as the host names it. Two paths lead to the same file or folder if it is
   * the same for both. A path that leads nowhere is returned unchanged. Without this method, no path has links.
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
   * The name that the user's settings give a zone of unknown name: by the file with a record of it, or by one of these keys, of
   * which the first one in the settings counts. It is constant until {@link DocumentFamily.environmentChanged}.
   */
  zoneNameFor?(path: string, keys: readonly string[]): DomainName | undefined;
  /** Findings can also be shown in a document that was not put. A record is then shown where its text is written. */
  readonly showsAll?: boolean;
  /** Whether documents with that name have another format. Then no record of the family is shown there. */
  isOther?(path: string): boolean;
  /** Files that the host found and that give values to variables. */
  valueFiles?(): readonly string[];
  /**
   * The user's settings for how the module in a folder is run: the same until {@link
   * DocumentFamily.environmentChanged}. `undefined` if there are none.
   */
  runOptionsOf?(folder: string): RunOptions | undefined;
}

/** The input of a run of a Terraform module. */
export interface RunOptions {
  /** The paths of files of values, in order of precedence; `undefined` if any file that exists may be used. */
  readonly valueFiles: readonly string[] | undefined;
  /** The name of the selected workspace. */
  readonly workspace: string | undefined;
}

/**
 * The documents of a format whose records depend on several documents together, such as those of a Terraform module. Documents
 * that were not added are read if the added ones refer to them.
 */
export interface DocumentFamily {
  /** Whether a file with that name belongs to the format. */
  claims(path: string): boolean;
  put(path: string, text: string): void;
  remove(path: string): void;
  /** Other files of the workspace may have changed. */
  filesChanged(paths: readonly string[]): void;
  /** The result of {@link ProjectFiles.zoneNameFor} may have changed. */
  environmentChanged(): void;
  /**
   * The current groups, after everything that was added and removed. Documents may lack records until the family is evaluated.
   */
  groups(): readonly DocumentGroup[];
  /** What was not examined, in addition to the problems of the documents themselves. */
  unread(): readonly Unread[];
  /**
   * Whether so many files have to be read that {@link groups} would take long: {@link evaluateWhile} reads them as
   * long as there is time.
   */
  readonly hasBacklog: boolean;
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

/** One of several ways to run a module, each of which has its own records. */
export interface ModuleRun {
  /** The label that distinguishes it from the others, such as `env/prod.tfvars`: the module is run "with" that. */
  readonly label: string;
  /** The same for all runs of a module, which are independent of each other. */
  readonly of: string;
}

/**
 * Documents whose names are checked together: the files of a module, and of those that it calls. A file may be a
 * document of several groups, with other records in each.
 */
export interface DocumentGroup {
  readonly key: string;
  /** The run that makes the records, if a module has several. */
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
  /** The document, if nothing else in the group depends on its text, so that edits of it can be tried and undone. */
  readonly editable?: EditableDocument | undefined;
}

export type FamilyChange =
  | { readonly kind: 'regrouped' }
  /** Each change has to be taken over before the next one is applied. */
  | { readonly kind: 'changed'; readonly changes: readonly DocumentChange[] };

export interface DocumentChange {
  readonly path: string;
  /** The key of the group that contains the document. */
  readonly group: string;
  readonly apply: () => BlockChange;
}
