import type { DocumentPath } from '../../analysis/finding.ts';
import type { TerraformSettings } from '../../analysis/input/config.ts';
import type { ConfigProblem } from '../../analysis/input/config-reader.ts';
import type { WorkspaceEnvironment, WorkspaceObserver } from '../../analysis/workspace.ts';
import type { BounceFile } from '../../features/filed-bounces.ts';
import type { DomainName } from '../../dns/names.ts';
import type { Range } from '../../text/range.ts';
import type { Severity } from '../../records/report.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { SeenPolicy } from '../../senders/reports/seen-policies.ts';
import type { SeenSource } from '../../senders/seen-source.ts';
import type { Turns } from './turns.ts';
import type { WorkspaceFiles } from './workspace-files.ts';

/** A file of DNS answers. With links resolved, it must be a regular file in the folder `within`. */
export interface AnswersFile {
  readonly path: DocumentPath;
  readonly within: DocumentPath;
}

/** A range in a name server configuration that names a file. */
export interface ConfiguredName {
  readonly config: DocumentPath;
  readonly text: string;
  /** The range in the text. */
  readonly range: Range;
}

/** The files around the documents of the workspace: settings, included files, and name server configurations. */
export interface Project {
  readonly environment: WorkspaceEnvironment;
  /** The files of the open folders. */
  readonly files: WorkspaceFiles;
  /** Learns what the workspace reads, so that it can be watched. */
  readonly observer: WorkspaceObserver;
  /** The senders in the settings for a file and in the files that they name. `undefined` without settings. */
  evidenceFor(path: DocumentPath): SendersEvidence | undefined;
  /** The settings file that applies to a file. */
  settingsFile(path: DocumentPath): DocumentPath | undefined;
  /** The problems in a settings file and in the files that it extends, all with ranges in the file. */
  settingsProblems(path: DocumentPath): readonly ConfigProblem[];
  /** The path that an include last resolved to. `file` is the name as written, `from` the document that names it. */
  includedPath(file: string, from: DocumentPath): DocumentPath | undefined;
  /** The ranges in name server configurations that name a zone file, with the current texts of those configurations. */
  namedInConfigs(path: DocumentPath): readonly ConfiguredName[];
  /** Whether an answer so far may depend on that file. It is cheap, because it is called for every keystroke. */
  uses(path: DocumentPath): boolean;
  /**
   * The file of DNS answers that the editor's settings name, or otherwise that the settings file of the first folder names.
   * `undefined` if neither names one, or if the name cannot be resolved.
   */
  answersFile(named: string | undefined): AnswersFile | undefined;
  /** Invalidates what was read from these files. */
  forget(paths: readonly DocumentPath[]): void;
  forgetAll(): void;
  /** The evidence of all settings that were looked up so far. */
  allEvidence(): Iterable<SendersEvidence>;
  /** Sets the name server configurations in the open folders. Returns whether they changed. */
  serverConfigsFound(paths: readonly DocumentPath[]): boolean;
  /** Sets the values files in the open folders. Returns those that were added or removed. */
  valueFilesFound(paths: readonly DocumentPath[]): readonly DocumentPath[];
  /** The files that includes resolved to. */
  includedPaths(): Iterable<DocumentPath>;
  /** Files that documents depend on and that are neither settings nor documents: data of modules, included files. */
  usedPaths(): Iterable<DocumentPath>;
  /** Whether all documents may depend on the file, not only what is read from it. */
  decidesForOthers(path: DocumentPath): boolean;
  /** Patterns for the names, without folders, of files that the project depends on, for editors that watch files. */
  watchedNames(): readonly string[];
}

/** Known senders, and other addresses that were seen. */
export interface SendersEvidence {
  readonly senders: readonly KnownSender[];
  readonly others: readonly SeenSource[];
  /** The DMARC policies in reports, by domain. */
  readonly policies: ReadonlyMap<DomainName, SeenPolicy>;
  /** The bounce files, sorted by path. */
  readonly bounces: readonly BounceFile[];
}

/** What a project gets from the editor. */
export interface ProjectContext {
  readonly turns: Turns;
  /** Absolute paths of the open folders. */
  readonly folders: () => readonly DocumentPath[];
  /** The text of a file that is open in the editor. It takes precedence over the disk. */
  readonly openText: (path: DocumentPath) => string | undefined;
  /** The severity in the editor's settings. Settings files take precedence over it. */
  readonly severityOf: (rule: string, path: DocumentPath) => Severity | 'off' | undefined;
  /** Whether the editor's settings turn preview rules on. Settings files take precedence over it. */
  readonly isPreviewOn: (path: DocumentPath) => boolean;
  /** The editor's settings for the Terraform modules in a folder. */
  readonly terraformOf: (folder: DocumentPath) => TerraformSettings;
  /** Whether the user trusts the workspace. Otherwise, no program is run in its folders, not even git. */
  readonly isTrusted: () => boolean;
  /** Called when a rule throws. */
  readonly ruleFailed: (rule: string, fault: unknown) => void;
  /** Called when large reports or bounces were read, so that more senders may be known. */
  readonly evidenceRead: () => void;
  /** Called when background work fails. */
  readonly failed: (what: string, fault: unknown) => void;
  /** Called when the watched names may have changed. */
  readonly watchedNamesChanged: () => void;
}

export type OpenProject = (context: ProjectContext) => Project;
