import type { Answer, ZoneFacts, QuestionType } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';
import type { ProjectFiles } from '../records/document-family.ts';
import type { RecordDocument } from '../records/document.ts';
import type { DnsRecord } from '../records/record.ts';
import type { Severity } from '../records/report.ts';
import type { SendingSource } from '../records/sending-source.ts';
import type { Unread } from '../records/unread.ts';
import type { KnownSender } from '../senders/known-sender.ts';
import type { SeenPolicy } from '../senders/reports/seen-policies.ts';
import type { Edit } from '../text/edit.ts';
import type { Range } from '../text/range.ts';
import type { SourceText } from '../text/source-text.ts';
import type { DocumentPath, FileEdit, Finding, FindingDetails, Fix, Problem } from './finding.ts';
import type { FixEffect } from './fixes/fix-effect.ts';
import type { DuplicateZone } from './engine/zone-directory.ts';
import type { ZoneQuestions } from './engine/zone-questions.ts';
import type { ConfiguredZone } from './input/configured-zone.ts';
import type { DocumentFormat } from './input/formats.ts';
import type { Origin } from './input/origin.ts';

export type { ConfiguredZone, DocumentFormat, Origin, ZoneQuestions };

/** What a document needs from its environment. Each value is requested again when a document is added. */
export interface WorkspaceEnvironment {
  /**
   * The text of a file that an `$INCLUDE` names, or `undefined` if it does not exist or must not be read. `target` is as written.
   * `from` is the file that names it.
   */
  include(
    target: string,
    from: DocumentPath,
  ): { readonly path: DocumentPath; readonly text: string } | undefined;
  /** The files of Terraform modules, and the files that they read. Without it, only added documents are known. */
  readonly files?: ProjectFiles;
  /** The zone name of a file in the user's settings or a name server's configuration. */
  originOf(path: DocumentPath): DomainName | undefined;
  /**
   * The zones that the configurations of name servers load from a file: one or several, each once for each view. If there are
   * any, `originOf` is not called. Without it, and for other files, a file is one zone.
   */
  zonesOf?(path: DocumentPath): readonly ConfiguredZone[];
  /** The user's severity for a rule in this file; `undefined` for the default. */
  severityOf(rule: string, path: DocumentPath): Severity | 'off' | undefined;
  /** Whether the user turned preview rules on for this file. Without it, they are off. */
  isPreviewOn?(path: DocumentPath): boolean;
  /**
   * The answer for a name that no zone of the workspace answers for: from a file of DNS answers or a resolver. The host can note
   * the query and answer it later ({@link Workspace.answersChanged}). Without it, nothing outside is known. `owner` is the name
   * of the records that cause the query, so that a host can limit the queries for each of them.
   */
  ask?<T extends QuestionType>(name: DomainName, type: T, owner?: DomainName): Answer<T>;
  /**
   * The known senders of mail for the domains of this file: declared in the settings, or seen in reports. The same list as long
   * as nothing changes ({@link Workspace.environmentChanged}). Without it, no senders are known.
   */
  sendersFor?(path: DocumentPath): readonly KnownSender[];
  /** The DMARC policy of the domain in the newest reports that the settings of this file list. Without it, none is known. */
  seenPolicyOf?(domain: DomainName, path: DocumentPath): SeenPolicy | undefined;
  /**
   * When the file got this text, or a later time, in seconds since 1970. `undefined` if that is unknown, or if the file has a
   * different text. Called only if {@link seenPolicyOf} returns a different policy than the file has.
   */
  lastChangeOf?(path: DocumentPath, text: string): number | undefined;
  /**
   * Whether nothing changes after the documents are added: neither they nor an answer. Then dependencies are not tracked, and the
   * details of a finding are computed with it.
   */
  readonly isStatic?: boolean;
  /**
   * The text of a file in the last commit of its version control; `undefined` if it was not committed. Called only for zones.
   * Returns the same string as long as nothing changes. Without it, earlier texts are unknown.
   */
  committedTextOf?(path: DocumentPath): string | undefined;
  /** Without it, everything that is requested is evaluated first, however long that takes. */
  readonly evaluation?: EvaluationInSlices | undefined;
  readonly observer?: WorkspaceObserver | undefined;
  /** Called if a rule throws. Without it, the exception is thrown again, as tests require. */
  ruleFailed?(rule: string, error: unknown): void;
}

/**
 * For a host that has to answer requests while modules are evaluated. It calls {@link Workspace.evaluateWhile}. Until that is
 * done, requests do not wait for modules, and are answered with what is known.
 */
export interface EvaluationInSlices {
  /** The time that an edit may take. The function returns whether it is not over. */
  startSlice(): () => boolean;
  /** An evaluation that took more than one slice is done, so that results based on the previous state may change. */
  evaluated(): void;
}

/** Receives the files that a workspace reads in addition to the added documents, so that the host can watch them. */
export interface WorkspaceObserver {
  /**
   * The files that the includes of a document resolve to, by the names in the document; `undefined` if there is no such file. An
   * empty map if it has no includes, or is no longer in the workspace.
   */
  includesFollowed(from: DocumentPath, found: ReadonlyMap<string, DocumentPath | undefined>): void;
  /**
   * The folders of all modules, and the other files that modules read, including missing ones. `listed`: by a folder in which
   * modules look for files, including its subfolders, glob patterns of their names.
   */
  modulesRead(
    folders: ReadonlySet<DocumentPath>,
    files: ReadonlySet<DocumentPath>,
    listed: ReadonlyMap<DocumentPath, ReadonlySet<string>>,
  ): void;
}

/** A zone that a document is, or of which it is a part. */
export interface DocumentZone {
  /** `undefined` if unknown. */
  readonly name: DomainName | undefined;
  /** The name of its view, if the name server has views. */
  readonly view: string | undefined;
  /** For a document of Terraform modules: what distinguishes one of several runs, such as `env/prod.tfvars`. */
  readonly run?: string;
}

/** A record, and its place in its document. */
export interface PlacedRecord {
  readonly record: DnsRecord;
  readonly range: Range;
}

export interface LocatedRecord extends PlacedRecord {
  readonly path: DocumentPath;
}

/**
 * All documents that are examined together, and what follows from them.
 *
 * The inputs are the documents' texts and the environment. Everything else is computed from them and kept only as long as it is
 * valid. The work for an edit is proportional to what it touches.
 */
export interface Workspace {
  /** Adds or replaces a document. Returns false if no format recognizes it. `force`: the host knows that one does. */
  add(path: DocumentPath, text: string, options?: { readonly format?: DocumentFormat | undefined }): boolean;
  /** Files that documents may refer to were changed, added or removed. */
  filesChanged(paths: readonly DocumentPath[]): void;
  /** The format that recognizes the document. */
  formatOf(path: DocumentPath): DocumentFormat;
  /** Applies edits one after the other, each to the text that results from the previous one. */
  edit(path: DocumentPath, edits: readonly Edit[]): void;
  remove(path: DocumentPath): void;
  has(path: DocumentPath): boolean;
  paths(): readonly DocumentPath[];
  /**
   * Documents that share zones, directly or indirectly. The findings in one depend on them and on the answers of other zones. In
   * the order of {@link paths}.
   */
  zoneGroups(): readonly (readonly DocumentPath[])[];
  textOf(path: DocumentPath): SourceText | undefined;
  documentOf(path: DocumentPath): RecordDocument | undefined;
  /** For a document that several zones use, that of the first one, like all requests about one document or record. */
  originOf(path: DocumentPath): Origin;
  /**
   * The zones that a document is or is included in, by name. A Terraform module is one without a name. Findings, records and
   * fixes are those of all of them.
   */
  zonesOf(path: DocumentPath): readonly DocumentZone[];
  /** Whether the modules of all documents are evaluated. */
  readonly isEvaluated: boolean;
  /** Evaluates modules as long as there is time. Returns whether all are evaluated. */
  evaluateWhile(hasTime: () => boolean): boolean;
  /**
   * Checks a document as long as there is time. Returns whether the check is complete, so that its findings are immediately
   * available. An edit in the meantime restarts the check. Only documents of modules wait until modules are evaluated. The
   * findings of others are based on what is known about modules, and change with it ({@link takeChanged}).
   */
  analyzeWhile(path: DocumentPath, hasTime: () => boolean): boolean;
  /** The queries between the zones that were checked, for a workspace with the same documents in another thread. */
  questionsAmongZones(): readonly ZoneQuestions[];
  /**
   * All zones were checked, here or in other threads, where they made these queries. Until documents change, no zone is checked
   * only because a fix has to be tried.
   */
  takeQuestions(all: readonly ZoneQuestions[]): void;
  /** By place. With `limit`, the most severe ones, and the number of omitted ones. */
  findings(
    path: DocumentPath,
    limit?: number,
  ): { readonly findings: readonly Finding[]; readonly omitted: number };
  /**
   * The findings in the form in which they are shown: one if a rule reports the same for many records ({@link Finding.others}).
   */
  shownFindings(
    path: DocumentPath,
    limit: number,
  ): { readonly findings: readonly Finding[]; readonly omitted: number };
  /**
   * While {@link analyzeWhile} is not complete for a document: the errors in the checked part from its start, at most half of
   * `limit`. They are among those that {@link shownFindings} returns with the limit after the check. Empty for documents for
   * which that is uncertain: those that share a zone or a text with others.
   */
  certainFindings(path: DocumentPath, limit: number): readonly Finding[];
  /**
   * Each finding that is shown, once, usually by place. Findings are not kept after they are returned. For a static environment,
   * so that any number of findings takes no memory.
   */
  findingsInTurn(path: DocumentPath): Iterable<Finding>;
  /**
   * The documents that may have findings of a rule, in no order, as far as they were checked. If one document of a family has
   * findings, all of the family are returned, because a finding is shown at its source text.
   */
  documentsWith(rule: string): Iterable<DocumentPath>;
  /** The findings that touch the range. */
  findingsIn(path: DocumentPath, range: Range): readonly Finding[];
  /** The rules with findings of records that touch the range, even if comments turn them off. */
  rulesIn(path: DocumentPath, range: Range): ReadonlySet<string>;
  detailsOf(path: DocumentPath, finding: Finding): FindingDetails;
  /**
   * `detailsOf(path, finding).fixes`, for callers that need nothing else. Most findings have none, and then the work is small.
   */
  fixesOf(path: DocumentPath, finding: Finding): readonly Fix[];
  /**
   * The fixes that are offered or, in a document where too many were tried, those that are proposed, for callers that try them
   * together ({@link effectOf}) before they apply them.
   */
  candidateFixesOf(path: DocumentPath, finding: Finding): readonly Fix[];
  /** The effect of edits that should remove these findings of the document. Nothing is changed. */
  effectOf(path: DocumentPath, findings: readonly Finding[], edits: readonly FileEdit[]): FixEffect;
  /**
   * The result of `look` in a copy of all documents that are read together with the edited ones and with those in `beside`, after
   * the edits. `paths` are those documents. Nothing is changed. Edits of one document must not overlap.
   */
  withEdits<T>(
    edits: readonly FileEdit[],
    beside: Iterable<DocumentPath>,
    look: (copy: Workspace, paths: readonly DocumentPath[]) => T,
  ): T;
  problems(path: DocumentPath): readonly Problem[];
  /** What can have mail records, or affects them, and was not examined. Iterates over all documents. */
  unread(): readonly Unread[];
  /**
   * Records in the order of the file, once for each use of it, with `$GENERATE` expanded, but without included files and records
   * outside of the zone.
   */
  records(path: DocumentPath): Iterable<PlacedRecord>;
  /** Other sources of mail that the document sets up, in its order. */
  sources(path: DocumentPath): readonly SendingSource[];
  /** What is known about DNS: the workspace's zones, and the answers of the environment. Dependencies are not tracked. */
  readonly facts: ZoneFacts;
  /**
   * The same, as seen by the rules that check this document: of several zones with one apex, its own answers. `owner` is the name
   * of the records that cause the queries, for {@link WorkspaceEnvironment.ask}.
   */
  factsOf(path: DocumentPath, owner?: DomainName): ZoneFacts;
  /** The records of that name and type, in the zones that have and publish it. */
  recordsOf(name: DomainName, type: string): readonly LocatedRecord[];
  /** `zone` is an index of {@link zonesOf}, for a document that several zones use. */
  recordAt(path: DocumentPath, offset: number, zone?: number): PlacedRecord | undefined;
  /** The zones that several files contain completely, and which of them other zones use. */
  duplicateZones(): readonly DuplicateZone[];
  /** The answers of `WorkspaceEnvironment.ask` for these names may have changed; for every name, if none are given. */
  answersChanged(names?: Iterable<DomainName>): void;
  /** Severities, origins or known senders may have changed. */
  environmentChanged(): void;
  /**
   * The documents whose findings may have changed since the last call, each once, in no order: at first all, and later also those
   * that were removed. After {@link environmentChanged} and changes of settings, it can be any document.
   */
  takeChanged(): ReadonlySet<DocumentPath>;
}
