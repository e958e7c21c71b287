import type { DocumentPath } from '../../analysis/finding.ts';
import type { TerraformSettings } from '../../analysis/input/config.ts';
import type { ConfigProblem } from '../../analysis/input/config-reader.ts';
import type { Surroundings, WorkspaceObserver } from '../../analysis/workspace.ts';
import type { BounceFile } from '../../features/filed-bounces.ts';
import type { DomainName } from '../../dns/names.ts';
import type { Range } from '../../text/range.ts';
import type { Severity } from '../../records/report.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { SeenPolicy } from '../../senders/reports/seen-policies.ts';
import type { SeenSource } from '../../senders/seen-source.ts';
import type { Turns } from './turns.ts';
import type { WorkspaceFiles } from './workspace-files.ts';

/** A file of DNS answers. It has to be a regular file in the folder `within`, links resolved. */
export interface AnswersFile {
  readonly path: DocumentPath;
  readonly within: DocumentPath;
}

/** A place in a configuration of a name server that names a file. */
export interface ConfiguredName {
  readonly config: DocumentPath;
  readonly text: string;
  /** In the text. */
  readonly range: Range;
}

/** The files around the documents of the workspace: their settings, what they include, and what name servers say of them. */
export interface Project {
  readonly surroundings: Surroundings;
  /** The files of the open folders. */
  readonly files: WorkspaceFiles;
  /** What the workspace looks at is watched. */
  readonly observer: WorkspaceObserver;
  /** Who sends, by the settings that hold for a file and by what they name; `undefined` without settings. */
  evidenceFor(path: DocumentPath): SendersEvidence | undefined;
  /** The settings file that holds for a file. */
  settingsFile(path: DocumentPath): DocumentPath | undefined;
  /** What is wrong in a settings file, and in the files that it extends: all on characters of the file. */
  settingsProblems(path: DocumentPath): readonly ConfigProblem[];
  /** Where an include led when it was last followed. `file` is as written, `from` the document that names it. */
  includedPath(file: string, from: DocumentPath): DocumentPath | undefined;
  /** Where configurations of name servers name a zone file, with the texts of those configurations as they are now. */
  namedInConfigs(path: DocumentPath): readonly ConfiguredName[];
  /** Whether an answer so far may hang on that file. Cheap: asked at every key press. */
  uses(path: DocumentPath): boolean;
  /**
   * The file with answers of the DNS that the editor's settings name, else that the settings file of the first folder
   * does; `undefined` where neither names one, or where nothing can be found by that name.
   */
  answersFile(named: string | undefined): AnswersFile | undefined;
  /** The files are others now. */
  forget(paths: readonly DocumentPath[]): void;
  forgetAll(): void;
  /** The evidence of all settings that were looked up so far. */
  allEvidence(): Iterable<SendersEvidence>;
  /** The configurations of name servers in the open folders. Returns whether they are others than before. */
  serverConfigsFound(paths: readonly DocumentPath[]): boolean;
  /** Files with values of variables, in the open folders. Returns those that came or went. */
  valueFilesFound(paths: readonly DocumentPath[]): readonly DocumentPath[];
  /** The files that includes led to. */
  includedPaths(): Iterable<DocumentPath>;
  /** Files that are neither settings nor documents and that documents rest on: data of modules, included files. */
  usedPaths(): Iterable<DocumentPath>;
  /** Whether what is known of all documents may rest on the file, and not only what is read of it. */
  decidesForOthers(path: DocumentPath): boolean;
  /** File names, without folders, of what the project hangs on: patterns for an editor that watches the disk for us. */
  watchedNames(): readonly string[];
}

/** Who is known to send mail, and which addresses were seen besides. */
export interface SendersEvidence {
  readonly senders: readonly KnownSender[];
  readonly others: readonly SeenSource[];
  /** The DMARC policies that reports show, by domain. */
  readonly policies: ReadonlyMap<DomainName, SeenPolicy>;
  /** The files of bounces, by name. */
  readonly bounces: readonly BounceFile[];
}

/** What a project is told by the editor. */
export interface ProjectContext {
  readonly turns: Turns;
  /** Absolute paths of the folders that are open now. */
  readonly folders: () => readonly DocumentPath[];
  /** The text of a file that is open in the editor: it wins over the disk. */
  readonly openText: (path: DocumentPath) => string | undefined;
  /** The severity by the editor's settings, which those of the files win over. */
  readonly severityOf: (rule: string, path: DocumentPath) => Severity | 'off' | undefined;
  /** Whether the editor's settings turn preview rules on, which those of the files win over. */
  readonly isPreviewOn: (path: DocumentPath) => boolean;
  /** What the editor's settings say of the Terraform modules in a folder. */
  readonly terraformOf: (folder: DocumentPath) => TerraformSettings;
  /** Whether the user trusts the workspace: else no program is run in its folders, not even git. */
  readonly isTrusted: () => boolean;
  /** A rule broke over somebody's file. */
  readonly ruleFailed: (rule: string, fault: unknown) => void;
  /** Large reports or bounces were read meanwhile: more senders may be known. */
  readonly evidenceRead: () => void;
  /** Something broke that nobody waits for. */
  readonly failed: (what: string, fault: unknown) => void;
  /** Other names may be among the watched. */
  readonly watchedNamesChanged: () => void;
}

export type OpenProject = (context: ProjectContext) => Project;
