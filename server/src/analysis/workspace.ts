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

/** What a document needs from the world around it. Each answer is asked for again when a document is added. */
export interface Surroundings {
  /**
   * The text of a file that an `$INCLUDE` names, or `undefined` where it is not there or not ours to read.
   * `target` is as written; `from` is the file that names it.
   */
  include(
    target: string,
    from: DocumentPath,
  ): { readonly path: DocumentPath; readonly text: string } | undefined;
  /** The files that a Terraform module is made of and reads. Without it only the documents that are added are known. */
  readonly files?: ProjectFiles;
  /** The zone name that the user's settings or a name server's configuration gives to a file. */
  originOf(path: DocumentPath): DomainName | undefined;
  /**
   * The zones that the configurations of name servers load from a file: one or several, each once for each view. Where there
   * are any, `originOf` is not asked. Without it, and for other files, a file is one zone.
   */
  zonesOf?(path: DocumentPath): readonly ConfiguredZone[];
  /** The user's severity for a rule in this file; `undefined` leaves it as it is. */
  severityOf(rule: string, path: DocumentPath): Severity | 'off' | undefined;
  /** Whether the user has turned preview rules on for this file; without it they are off. */
  isPreviewOn?(path: DocumentPath): boolean;
  /**
   * What is known of a name that no zone of the workspace answers for: from a file of answers or a resolver. It may note
   * the question and answer it later ({@link Workspace.answersChanged}); without it nothing outside is known.
   * `owner`: the name of the records that lead to the question, so that a host can limit what each of them asks.
   */
  ask?<T extends QuestionType>(name: DomainName, type: T, owner?: DomainName): Answer<T>;
  /**
   * Who is known to send mail for the domains of this file: declared in the settings, or seen in reports. The same list
   * as long as nothing changes ({@link Workspace.surroundingsChanged}); without it nobody is known.
   */
  sendersFor?(path: DocumentPath): readonly KnownSender[];
  /** The DMARC policy of the domain by the newest reports that the settings of this file name; without it none is known. */
  seenPolicyOf?(domain: DomainName, path: DocumentPath): SeenPolicy | undefined;
  /**
   * When the file got this text, or a later time: in seconds since 1970. `undefined` where that is not known, or the file
   * has another text. Asked only where {@link seenPolicyOf} has another policy than the file.
   */
  lastChangeOf?(path: DocumentPath, text: string): number | undefined;
  /**
   * True where nothing is going to change once the documents are added: neither they nor an answer. Then nobody needs to
   * remember who asked what, and what a finding needs later is worked out with it.
   */
  readonly settled?: boolean;
  /**
   * The text of a file in the last commit of its version control; `undefined` where it was not committed. Asked only for
   * zones, and the same string as long as nothing changes. Without it nothing is known of earlier texts.
   */
  committedTextOf?(path: DocumentPath): string | undefined;
  /** Without it, all that is asked for is evaluated first, however long that takes. */
  readonly evaluation?: EvaluationInSlices | undefined;
  readonly observer?: WorkspaceObserver | undefined;
  /** A rule threw on somebody's file. Without it the exception goes on, as tests want it. */
  ruleFailed?(rule: string, error: unknown): void;
}

/**
 * For a host that has to answer while modules are evaluated. It calls {@link Workspace.evaluateWhile}; until that is done,
 * what is asked for does not wait for modules, and rests on what is known.
 */
export interface EvaluationInSlices {
  /** Time that an edit may take. The function tells whether it is not over. */
  startSlice(): () => boolean;
  /** An evaluation that took more than one slice is done: what rested on what was known before may be otherwise. */
  evaluated(): void;
}

/** Learns which files a workspace looks at beside the documents that were added, so that the host can watch them. */
export interface WorkspaceObserver {
  /**
   * Where the includes of a document lead, by the names that it writes; `undefined`: there is no such file. An empty map
   * when it has none, or is no longer in the workspace.
   */
  includesFollowed(from: DocumentPath, found: ReadonlyMap<string, DocumentPath | undefined>): void;
  /**
   * The folders of all modules, and the other files that modules read; those that are not there too. `listed`: by a folder in
   * which, and in the folders in it, modules look for files, glob patterns of the names of those.
   */
  modulesRead(
    folders: ReadonlySet<DocumentPath>,
    files: ReadonlySet<DocumentPath>,
    listed: ReadonlyMap<DocumentPath, ReadonlySet<string>>,
  ): void;
}

/** A zone that a document is, or is a part of. */
export interface DocumentZone {
  /** `undefined`: not known. */
  readonly name: DomainName | undefined;
  /** The name of its view, where the name server has views. */
  readonly view: string | undefined;
  /** Of a document that is a part of Terraform modules: what one of several runs of them is told, such as `env/prod.tfvars`. */
  readonly run?: string;
}

/** A record, and where it stands in its document. */
export interface PlacedRecord {
  readonly record: DnsRecord;
  readonly range: Range;
}

export interface LocatedRecord extends PlacedRecord {
  readonly path: DocumentPath;
}

/**
 * All documents that are looked at together, and what follows from them.
 *
 * Inputs are the documents' texts and the surroundings; everything else is worked out from them and kept only as long as
 * it is true. An edit costs what it touches.
 */
export interface Workspace {
  /** Adds a document, or replaces it whole. Returns false when no format claims it. `force`: the host knows it is one. */
  add(path: DocumentPath, text: string, options?: { readonly format?: DocumentFormat | undefined }): boolean;
  /** Files that documents may have been led to are others now, came or went. */
  filesChanged(paths: readonly DocumentPath[]): void;
  /** Which format claims the document. */
  formatOf(path: DocumentPath): DocumentFormat;
  /** One edit after another, each in the text that the one before it left. */
  edit(path: DocumentPath, edits: readonly Edit[]): void;
  remove(path: DocumentPath): void;
  has(path: DocumentPath): boolean;
  paths(): readonly DocumentPath[];
  /**
   * Documents that share zones, directly or by way of others: what is found in one follows from them and from what other zones
   * answer. In the order of {@link paths}.
   */
  zoneGroups(): readonly (readonly DocumentPath[])[];
  textOf(path: DocumentPath): SourceText | undefined;
  documentOf(path: DocumentPath): RecordDocument | undefined;
  /** Of a document that several zones use, that of the first one, as everything that is asked of one document or record. */
  originOf(path: DocumentPath): Origin;
  /**
   * The zones that a document is or is included in, by name; a Terraform module is one without a name. Findings, records and
   * fixes are those of all of them.
   */
  zonesOf(path: DocumentPath): readonly DocumentZone[];
  /** Whether the modules of all documents are evaluated. */
  readonly isEvaluated: boolean;
  /** Evaluates modules, as long as there is time. Returns whether all are evaluated. */
  evaluateWhile(hasTime: () => boolean): boolean;
  /**
   * Has the rules check a document, as long as there is time. Returns whether they are through: then its findings are at hand
   * immediately. An edit meanwhile has them start over. Only documents of modules wait until modules are evaluated; the
   * findings of others rest on what is known of modules, and change with it ({@link takeChanged}).
   */
  judgeWhile(path: DocumentPath, hasTime: () => boolean): boolean;
  /** What the zones that were judged asked each other, for a workspace with the same documents in another thread. */
  questionsAmongZones(): readonly ZoneQuestions[];
  /**
   * All zones were judged, here or in other threads, where they asked these questions. Until documents change, no zone is judged because a
   * fix has to be tried.
   */
  takeQuestions(all: readonly ZoneQuestions[]): void;
  /** By place. With `limit`, the most severe ones, and how many were left out. */
  findings(
    path: DocumentPath,
    limit?: number,
  ): { readonly findings: readonly Finding[]; readonly omitted: number };
  /** The same as they are shown: one for those by which a rule says the same of many records ({@link Finding.others}). */
  shownFindings(
    path: DocumentPath,
    limit: number,
  ): { readonly findings: readonly Finding[]; readonly omitted: number };
  /**
   * While {@link judgeWhile} is not through with a document: the errors in the part from its start that is checked, at most half of
   * `limit`. They are among those that {@link shownFindings} gives with the limit once all is checked. Nothing for documents
   * of which that is not certain: those that share a zone or a text with others.
   */
  certainFindings(path: DocumentPath, limit: number): readonly Finding[];
  /**
   * Each finding that is shown once, mostly by place; it is not kept when it has been given away. For settled surroundings: however
   * many there are, they need no room.
   */
  findingsInTurn(path: DocumentPath): Iterable<Finding>;
  /**
   * The documents that may have findings of a rule, in no order, as far as they were checked: all of the family when one of them
   * has, since a finding is shown where its text is typed.
   */
  documentsWith(rule: string): Iterable<DocumentPath>;
  /** Those that touch the range. */
  findingsIn(path: DocumentPath, range: Range): readonly Finding[];
  /** The rules that report something of records that touch the range, also where comments turn them off. */
  rulesIn(path: DocumentPath, range: Range): ReadonlySet<string>;
  detailsOf(path: DocumentPath, finding: Finding): FindingDetails;
  /** `detailsOf(path, finding).fixes`, for callers who need nothing else: most findings have none, and then it costs little. */
  fixesOf(path: DocumentPath, finding: Finding): readonly Fix[];
  /**
   * The fixes that are offered or, in a document where too many were tried, those that are proposed: for callers who try
   * them together ({@link effectOf}) before they apply them.
   */
  candidateFixesOf(path: DocumentPath, finding: Finding): readonly Fix[];
  /** What edits would do that are meant to remove these findings of the document. Nothing is changed. */
  effectOf(path: DocumentPath, findings: readonly Finding[], edits: readonly FileEdit[]): FixEffect;
  /**
   * What `look` sees in a copy of all documents that are read together with the edited ones and with those `beside` them, after the
   * edits; `paths`: those documents. Nothing is changed. Edits of one document do not overlap.
   */
  withEdits<T>(
    edits: readonly FileEdit[],
    beside: Iterable<DocumentPath>,
    look: (copy: Workspace, paths: readonly DocumentPath[]) => T,
  ): T;
  problems(path: DocumentPath): readonly Problem[];
  /** What may hold mail records, or affects them, and was not examined. Goes through all documents. */
  unread(): readonly Unread[];
  /** In the order of the file, once for each use of it; `$GENERATE` expanded, included files not, nor what is not in the zone. */
  records(path: DocumentPath): Iterable<PlacedRecord>;
  /** By what else mail may be sent, as the document sets it up; in its order. */
  sources(path: DocumentPath): readonly SendingSource[];
  /** What is known of the DNS: the workspace's zones, and what the surroundings answer. Nobody is remembered to have asked. */
  readonly facts: ZoneFacts;
  /**
   * The same, as the rules see it that judge this document: of several zones with one apex, its own answers. `owner`:
   * the name of the records that lead to the questions, for {@link Surroundings.ask}.
   */
  factsOf(path: DocumentPath, owner?: DomainName): ZoneFacts;
  /** The records of that name and type, in the zones that hold it and publish it. */
  recordsOf(name: DomainName, type: string): readonly LocatedRecord[];
  /** `zone`: an index of {@link zonesOf}, for a document that several zones use. */
  recordAt(path: DocumentPath, offset: number, zone?: number): PlacedRecord | undefined;
  /** The zones of which several files say all, and which of them counts for other zones. */
  duplicateZones(): readonly DuplicateZone[];
  /** What `Surroundings.ask` says of these names may be otherwise now; of every name, where none are given. */
  answersChanged(names?: Iterable<DomainName>): void;
  /** Severities, origins or known senders may be others now. */
  surroundingsChanged(): void;
  /**
   * The documents whose findings may be different from when this was last called, each once, in no order: all the first
   * time, and those too that were removed since. After {@link surroundingsChanged} and where settings changed, it may be
   * any.
   */
  takeChanged(): ReadonlySet<DocumentPath>;
}
