import { PENDING } from '../dns/facts.ts';
import type { DnsFacts } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';
import type { BlockChange, EditableDocument, Include, RecordBlock } from '../records/document.ts';
import type { DocumentFamily } from '../records/document-family.ts';
import type { SendingSource } from '../records/sending-source.ts';
import type { Unread, UnreadReason } from '../records/unread.ts';
import { policyOwner } from '../email/dmarc/owner.ts';
import { rules } from '../rules/registry.ts';
import type { KnownSender } from '../senders/known-sender.ts';
import type { SeenPolicy } from '../senders/reports/seen-policies.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { Edit } from '../text/edit.ts';
import { HOLE } from '../text/mapped-text.ts';
import { ownCopy } from '../text/own-copy.ts';
import type { Range } from '../text/range.ts';
import type { SourceText } from '../text/source-text.ts';
import type { DocumentPath, FileEdit, Finding, FindingDetails, Fix, Problem } from './finding.ts';
import { FindingStore } from './engine/finding-store.ts';
import { NO_DETAILS } from './findings/details.ts';
import { ZoneComparison } from './input/committed-zone.ts';
import { FileHistory } from './input/file-history.ts';
import { FixTrials } from './fixes/fix-trials.ts';
import { FAILS } from './fixes/fix-effect.ts';
import type { FixEffect } from './fixes/fix-effect.ts';
import { WorkspaceTrialGround } from './fixes/trial-ground.ts';
import type { DocumentEntry, IncludeProblem, Severities } from './input/entry.ts';
import { LastChange } from './input/last-change.ts';
import { HEAD, isReadAlike } from './input/origin.ts';
import type { Origin } from './input/origin.ts';
import { ruleTable } from './engine/rule-table.ts';
import type { RuleTable } from './engine/rule-table.ts';
import { recordAt, placedRecordsIn, recordsNamed } from './records/placed-records.ts';
import { PublishedFindings } from './findings/published-findings.ts';
import type { LocatedRecord, PlacedRecord, Surroundings, Workspace } from './workspace.ts';
import { createFamily, FAMILY_FORMAT, formatFor, singleFormatOf } from './input/formats.ts';
import type { DocumentFormat } from './input/formats.ts';
import { WorkspaceFacts } from './engine/workspace-facts.ts';
import { Zone } from './engine/zone.ts';
import { currencyOf } from './engine/current-zone.ts';
import type { DuplicateZone } from './engine/workspace-facts.ts';
import { member } from './records/place.ts';
import type { Member } from './records/place.ts';
import { ZoneRecords } from './records/zone-records.ts';
import { unreadDocuments, unreadDuplicates } from './unread.ts';

/** A workspace with all rules, or with some of them. */
export function createWorkspace(surroundings: Surroundings, some: readonly AnyRule[] = rules): Workspace {
  return new DocumentWorkspace(surroundings, ruleTable(some));
}

const ALWAYS = (): boolean => true;
const NO_INCLUDES: ReadonlyMap<string, DocumentPath | undefined> = new Map();

/** One list, so that it is the same each time. */
const NOBODY: readonly KnownSender[] = [];
/** Files through which one may be included: no real zone nests them deeper, and each level is a call within a call. */
export const MAX_INCLUDES = 64;

/**
 * Invariants: every path an `$INCLUDE` of a known document leads to is an entry; `zones` holds the zone of every entry
 * that was asked for and no zone whose documents, origins or includes are others by now.
 */
class DocumentWorkspace implements Workspace {
  private readonly surroundings: Surroundings;
  private readonly table: RuleTable;
  private readonly entries = new Map<DocumentPath, DocumentEntry>();
  /** By the path of the zone's own file. */
  private readonly zones = new Map<DocumentPath, Zone>();
  private readonly published: PublishedFindings;
  private readonly trials: FixTrials;
  readonly facts: DnsFacts;
  private readonly known: WorkspaceFacts;
  /** The entries of each zone by its own file; `undefined` until somebody asks. */
  private groups: ReadonlyMap<DocumentPath, readonly DocumentEntry[]> | undefined;
  private readonly history: FileHistory;
  private readonly family: DocumentFamily;
  /** The documents of the family that the host added. */
  private readonly addedToFamily = new Set<DocumentPath>();
  /** The versions of the family's groups as the entries have them; `undefined`: there may be others. */
  private familyVersions: ReadonlyMap<string, number> | undefined = new Map();
  private lastVersions: ReadonlyMap<string, number> = new Map();
  /** Whether modules are being evaluated slice by slice. */
  private isEvaluationOpen = false;

  constructor(surroundings: Surroundings, table: RuleTable) {
    this.surroundings = surroundings;
    this.table = table;
    this.trials = new FixTrials(
      new WorkspaceTrialGround({
        surroundings,
        rules: this.table.byId,
        entries: this.entries,
        zones: this.zones,
        rootOf: (path) => this.rootOf(path),
        membersOf: (root) => this.membersOf(root),
        zoneOf: (path) => this.zoneOf(path),
        formatOf: (path) => this.formatOf(path),
        severityOf: (entry, rule, severity) => this.published.severityOf(entry, { rule, severity }),
        askOthers: (name, type, zone) => this.known.ask(name, type, undefined, undefined, { without: zone }),
        create: (around) => new DocumentWorkspace(around, this.table),
      }),
    );
    this.family = createFamily(surroundings.files, (folders, files) =>
      surroundings.observer?.modulesRead(folders, files),
    );
    this.published = new PublishedFindings({
      rules: this.table.byId,
      surroundings,
      concerns: (entry, block, index) => this.concerns(entry, block, index),
      besides: (entry) => this.membersOf(this.rootOf(entry.path)),
    });
    this.history = new FileHistory(surroundings);
    this.known = new WorkspaceFacts(
      { known: () => this.zones.values(), at: (root) => this.zones.get(root), all: () => this.allZones() },
      (name, type, owner) => surroundings.ask?.(name, type, owner) ?? PENDING,
    );
    this.facts = { ask: (name, type) => this.known.ask(name, type, undefined, undefined) };
  }

  factsOf(path: DocumentPath, owner?: DomainName): DnsFacts {
    if (this.entryAt(path) === undefined) return this.facts;
    return { ask: (name, type) => this.known.ask(name, type, this.zoneOf(path), undefined, { owner }) };
  }

  add(
    path: DocumentPath,
    text: string,
    options: { readonly format?: DocumentFormat | undefined } = {},
  ): boolean {
    this.trials.forget();
    const format = options.format ?? formatFor(path, text, this.family);
    if (format === undefined) return false;
    if (format === FAMILY_FORMAT.id) {
      if (this.entries.get(path)?.group === undefined) this.remove(path);
      this.family.put(path, text);
      this.addedToFamily.add(path);
      this.familyVersions = undefined;
      return true;
    }
    if (this.addedToFamily.has(path)) this.remove(path);
    const before = this.entries.get(path);
    this.read(path, text, before?.includedBy, true);
    return true;
  }

  /** Reads a document and those that it includes. */
  private read(
    path: DocumentPath,
    text: string,
    includedBy: DocumentEntry['includedBy'],
    added: boolean,
  ): void {
    this.forgetZoneOf(path);
    const format = singleFormatOf(path);
    const told = includedBy?.include.origin ?? this.surroundings.originOf(path);
    const origin: Origin =
      includedBy === undefined
        ? format.originOf(path, text.slice(0, HEAD), told)
        : { name: includedBy.include.origin, source: 'include' };
    const document = format.read(text, origin, includedBy?.include);
    const severities: Severities = new Map();
    const store = new FindingStore((finding) => this.published.severityOf({ path, severities }, finding));
    const entry: DocumentEntry = {
      path,
      member: member(path, document, store),
      editable: document,
      group: undefined,
      origin,
      added,
      includedBy,
      problems: new Map(),
      severities,
      isEdited: false,
    };
    this.entries.set(path, entry);
    this.groups = undefined;
    this.follow(entry);
  }

  get isEvaluated(): boolean {
    return this.family.isEvaluated;
  }

  evaluateWhile(hasTime: () => boolean): boolean {
    if (this.family.isEvaluated) return true;
    const isDone = this.family.evaluateWhile(hasTime);
    this.familyVersions = undefined;
    if (isDone && this.isEvaluationOpen) this.surroundings.evaluation?.evaluated();
    this.isEvaluationOpen = !isDone;
    return isDone;
  }

  /** Takes over which documents the family has, and which belong together. */
  private meetFamily(): void {
    if (this.surroundings.evaluation === undefined) this.evaluateWhile(ALWAYS);
    if (this.familyVersions !== undefined) return;
    const versions = new Map<string, number>();
    const living = new Set<DocumentPath>();
    const groups = this.family.groups();
    for (const { key, version, documents } of groups) {
      versions.set(key, version);
      for (const { path } of documents) living.add(path);
    }
    // From here on who asks for the entries gets those that are left.
    this.familyVersions = versions;
    for (const [path, entry] of [...this.entries]) {
      if (entry.group === undefined) continue;
      const version = versions.get(entry.group);
      if (version === this.lastVersions.get(entry.group) && living.has(path)) continue;
      this.forgetZoneOf(path);
      this.entries.delete(path);
    }
    for (const { key, documents } of groups) {
      for (const { path, document } of documents) {
        const before = this.entries.get(path);
        if (before !== undefined) {
          // A zone file that a module reads is a document of its own.
          if (before.group !== undefined) before.added = this.addedToFamily.has(path);
          continue;
        }
        const severities: Severities = new Map();
        const store = new FindingStore((finding) => this.published.severityOf({ path, severities }, finding));
        this.entries.set(path, {
          path,
          member: member(path, document, store),
          editable: undefined,
          group: key,
          isEdited: false,
          origin: { name: undefined, source: 'none' },
          added: this.addedToFamily.has(path),
          includedBy: undefined,
          problems: new Map(),
          severities,
        });
      }
    }
    this.lastVersions = versions;
    this.groups = undefined;
    this.known.zonesChanged();
  }

  private entryAt(path: DocumentPath): DocumentEntry | undefined {
    this.meetFamily();
    return this.entries.get(path);
  }

  filesChanged(paths: readonly DocumentPath[]): void {
    this.trials.forget();
    this.family.filesChanged(paths);
    this.familyVersions = undefined;
  }

  formatOf(path: DocumentPath): DocumentFormat {
    return this.entryAt(path)?.group === undefined ? singleFormatOf(path).id : FAMILY_FORMAT.id;
  }

  /** Reads what a document includes. A file that is not there, or that includes itself, is a problem of the document. */
  private follow(entry: DocumentEntry): void {
    const problems = new Map<number, IncludeProblem>();
    const includes = entry.member.document.includes();
    const chain = this.chainOf(entry);
    // What is included is named without symbolic links, and the zone's own file as it was opened.
    const [root] = includes.length === 0 ? [] : chain;
    const rootFile = root && this.surroundings.files?.canonicalPath?.(root);
    // One that is included twice is read once: else files that do so with the next one would double the work each time.
    const reads = new Map<DocumentPath, () => void>();
    const includedPaths = new Map<string, DocumentPath | undefined>();
    for (const [index, include] of includes.entries()) {
      const found = this.surroundings.include(include.file, entry.path);
      includedPaths.set(ownCopy(include.file), found?.path);
      const problem = (message: string, unread?: UnreadReason): void => {
        problems.set(index, { message, unread });
      };
      if (found === undefined) {
        const name = include.file.replaceAll(HOLE, '${…}');
        problem(`The included file "${name}" is not in the workspace, so its records are not checked.`, {
          kind: 'include',
          subject: name,
        });
        continue;
      }
      if (chain.includes(found.path) || found.path === rootFile) {
        problem(`The file includes itself: ${[...chain, found.path].join(' → ')}.`);
        continue;
      }
      if (chain.length > MAX_INCLUDES) {
        problem(`The file is included through ${MAX_INCLUDES} others, so its records are not checked.`, {
          kind: 'limit',
        });
        continue;
      }
      reads.set(found.path, () => {
        const known = this.entries.get(found.path);
        const text = known?.added === true ? wholeText(known.member.document.text) : found.text;
        if (known?.includedBy === undefined || known.includedBy.path === entry.path) {
          this.read(found.path, text, { path: entry.path, include }, known?.added ?? false);
        }
      });
    }
    this.surroundings.observer?.includesFollowed(entry.path, includedPaths);
    for (const read of reads.values()) read();
    entry.problems = problems;
  }

  /** A document is no longer in the workspace. */
  private drop(path: DocumentPath): void {
    this.entries.delete(path);
    this.history.forget(path);
    this.groups = undefined;
    this.surroundings.observer?.includesFollowed(path, NO_INCLUDES);
  }

  /** From the zone's own file down to this one. */
  private chainOf(entry: DocumentEntry): readonly DocumentPath[] {
    const chain = [entry.path];
    for (let by = entry.includedBy; by !== undefined; by = this.entries.get(by.path)?.includedBy) {
      if (chain.includes(by.path)) break;
      chain.unshift(by.path);
    }
    return chain;
  }

  private rootOf(path: DocumentPath): DocumentPath {
    const entry = this.entries.get(path);
    if (entry?.group !== undefined) return entry.group;
    return (entry === undefined ? undefined : this.chainOf(entry)[0]) ?? path;
  }

  private forgetZoneOf(path: DocumentPath): void {
    const root = this.rootOf(path);
    for (const key of new Set([root, path])) {
      const zone = this.zones.get(key);
      if (zone === undefined) continue;
      this.zones.delete(key);
      this.known.zoneChanged(zone);
      for (const member of zone.members) member.store.clear();
    }
    this.known.zonesChanged();
    this.groups = undefined;
  }

  private membersOf(root: DocumentPath): readonly DocumentEntry[] {
    return this.grouped().get(root) ?? [];
  }

  private grouped(): ReadonlyMap<DocumentPath, readonly DocumentEntry[]> {
    this.meetFamily();
    if (this.groups !== undefined) return this.groups;
    const groups = new Map<DocumentPath, DocumentEntry[]>();
    for (const entry of this.entries.values()) {
      const root = entry.group ?? (entry.includedBy === undefined ? entry.path : this.rootOf(entry.path));
      const group = groups.get(root) ?? [];
      // The zone's own file is the first of its members.
      if (root === entry.path) group.unshift(entry);
      else group.push(entry);
      groups.set(root, group);
    }
    this.groups = groups;
    return groups;
  }

  private *allZones(): Iterable<Zone> {
    for (const root of this.grouped().keys()) yield this.zoneOf(root);
  }

  private zoneOf(path: DocumentPath): Zone {
    const root = this.rootOf(path);
    const known = this.zones.get(root);
    if (known !== undefined) return known;
    const members = this.membersOf(root);
    for (const entry of members) entry.member.store.clear();
    const zone = new Zone({
      root,
      records: new ZoneRecords({
        members: members.map((entry) => entry.member),
        named:
          members[0] && singleFormatOf(members[0].path).holdsRecords ? members[0].origin.name : undefined,
        isNameSet: members[0]?.origin.source === 'settings',
        allRead: members.every((entry) => entry.problems.size === 0),
        isOneZone: members[0]?.group === undefined,
      }),
      currency: currencyOf(members[0]?.path ?? root, members[0]?.origin.source === 'settings'),
      table: this.table,
      failed: (rule, error) => {
        if (this.surroundings.ruleFailed === undefined) throw error;
        this.surroundings.ruleFailed(rule, error);
      },
      settled: this.surroundings.settled === true,
      inputs: {
        facts: this.known,
        senders: this.sendersFor(root),
        committed: new ZoneComparison(
          members.map((entry) => entry.member),
          (one) => this.history.committed(this.entries.get(one.path)),
        ),
        seenPolicy: (domain) => this.seenPolicyOf(domain, root),
        lastChange: new LastChange(() => this.history.lastChangeOf(members)),
      },
    });
    this.zones.set(root, zone);
    return zone;
  }

  /** Where another zone of the workspace has a policy for the domain, it is not known which of them is published. */
  private seenPolicyOf(domain: DomainName, root: DocumentPath): SeenPolicy | undefined {
    const seen = this.surroundings.seenPolicyOf?.(domain, this.membersOf(root)[0]?.path ?? root);
    if (seen === undefined) return undefined;
    const records = this.recordsOf(policyOwner(domain), 'TXT');
    return records.every(({ path }) => this.rootOf(path) === root) ? seen : undefined;
  }

  /** Those of the zone's own file or, of a group, of its first one. */
  private sendersFor(root: DocumentPath): readonly KnownSender[] {
    const path = this.membersOf(root)[0]?.path ?? root;
    return this.surroundings.sendersFor?.(path) ?? NOBODY;
  }

  edit(path: DocumentPath, edits: readonly Edit[]): void {
    this.trials.forget();
    for (const edit of edits) {
      const entry = this.entryAt(path);
      if (entry?.editable !== undefined) this.editOnce(entry, entry.editable, edit);
      else if (entry !== undefined) this.editInFamily(path, edit);
    }
  }

  private editInFamily(path: DocumentPath, edit: Edit): void {
    const change = this.family.edit(path, edit, this.surroundings.evaluation?.startSlice() ?? ALWAYS);
    this.isEvaluationOpen ||= !this.family.isEvaluated;
    if (change.kind === 'regrouped') {
      this.familyVersions = undefined;
      return;
    }
    for (const { path: changed, apply } of change.changes) {
      const entry = this.entries.get(changed);
      const applied = apply();
      if (entry?.group !== undefined) this.takeOver(entry, applied);
    }
  }

  private takeOver({ path, member }: DocumentEntry, change: BlockChange): void {
    const zone = this.zones.get(this.rootOf(path));
    if (zone !== undefined) {
      zone.changed(member, change);
      return;
    }
    for (const block of change.removed) member.index.remove(block);
    for (const block of change.added) member.index.add(block);
    member.store.replace(change.removed, change.added);
  }

  private editOnce(entry: DocumentEntry, document: EditableDocument, edit: Edit): void {
    if (!entry.isEdited) {
      entry.isEdited = true;
      if (this.zones.get(this.rootOf(entry.path))?.isDated === true) this.forgetZoneOf(entry.path);
    }
    const includesBefore = describe(document.includes());
    this.takeOver(entry, document.edit(edit));
    if (edit.range.start < HEAD && entry.includedBy === undefined) {
      const told = this.surroundings.originOf(entry.path);
      const origin = singleFormatOf(entry.path).originOf(entry.path, document.text.slice(0, HEAD), told);
      if (!isReadAlike(origin, entry.origin)) {
        this.read(entry.path, wholeText(document.text), undefined, entry.added);
        return;
      }
    }
    if (describe(document.includes()) !== includesBefore) {
      this.release(entry.path);
      this.forgetZoneOf(entry.path);
      this.follow(entry);
    }
  }

  remove(path: DocumentPath): void {
    this.trials.forget();
    if (this.addedToFamily.delete(path)) {
      this.family.remove(path);
      this.familyVersions = undefined;
      return;
    }
    const entry = this.entries.get(path);
    if (entry === undefined) return;
    this.forgetZoneOf(path);
    if (entry.includedBy !== undefined) {
      entry.added = false;
      const by = this.entries.get(entry.includedBy.path);
      // The host has closed it: what is stored counts again.
      if (by !== undefined) this.follow(by);
      return;
    }
    this.drop(path);
    this.release(path);
  }

  /** What only this document included is no longer looked at, or on its own again. */
  private release(path: DocumentPath): void {
    for (const entry of [...this.entries.values()]) {
      if (entry.includedBy?.path !== path) continue;
      this.forgetZoneOf(entry.path);
      this.release(entry.path);
      if (entry.added) this.read(entry.path, wholeText(entry.member.document.text), undefined, true);
      else this.drop(entry.path);
      this.groups = undefined;
    }
  }

  has(path: DocumentPath): boolean {
    return this.entryAt(path)?.added === true;
  }

  paths(): readonly DocumentPath[] {
    this.meetFamily();
    const held = this.heldByAdded();
    return [...this.entries.values()]
      .filter((entry) => entry.added || held.has(entry.path))
      .map((entry) => entry.path);
  }

  /** The documents of the family that hold texts of which one that was added makes something. */
  private heldByAdded(): ReadonlySet<DocumentPath> {
    const held = new Set<DocumentPath>();
    if (this.surroundings.files?.showsAll !== true) return held;
    for (const { path, group, member } of this.entries.values()) {
      if (group === undefined) continue;
      const { document } = member;
      if (document.sources().some(({ by }) => this.addedToFamily.has(by.path))) held.add(path);
      for (const block of document.blocks) {
        for (let i = 0; i < block.size; i++) {
          if (!this.isMadeByAdded(document, block, i)) continue;
          held.add(path);
          for (const piece of document.typedAs(block, i)) if (piece.part === 'data') held.add(piece.path);
        }
      }
    }
    return held;
  }

  private isMadeByAdded(document: Member['document'], block: RecordBlock, index: number): boolean {
    return this.addedToFamily.has(document.madeBy(block, index)?.path ?? '');
  }

  /** Whether a record of the document is one that the host wants to know of. */
  private concerns(entry: DocumentEntry, block: RecordBlock, index: number): boolean {
    return (
      entry.added || entry.group === undefined || this.isMadeByAdded(entry.member.document, block, index)
    );
  }

  textOf(path: DocumentPath): SourceText | undefined {
    return this.entryAt(path)?.member.document.text;
  }

  documentOf(path: DocumentPath): Member['document'] | undefined {
    return this.entryAt(path)?.member.document;
  }

  originOf(path: DocumentPath): Origin {
    return this.entryAt(path)?.origin ?? { name: undefined, source: 'none' };
  }

  problems(path: DocumentPath): readonly Problem[] {
    const entry = this.entryAt(path);
    if (entry === undefined) return [];
    const { document } = entry.member;
    const problems: Problem[] = document.problems().map((problem) => ({ path, ...problem }));
    if (entry.problems.size === 0) return problems;
    const includes = document.includes();
    for (const [index, { message, unread }] of entry.problems)
      problems.push({ path, message, range: includes[index]?.range, unread });
    return problems;
  }

  unread(): readonly Unread[] {
    this.meetFamily();
    return [
      ...this.family.unread(),
      ...unreadDocuments([...this.entries.values()], (path) => this.problems(path)),
      ...unreadDuplicates(this.duplicateZones()),
    ];
  }

  judgeWhile(path: DocumentPath, hasTime: () => boolean): boolean {
    if (!this.evaluateWhile(hasTime)) return false;
    if (this.entryAt(path) === undefined) return true;
    this.known.settle();
    return this.zoneOf(path).judgeWhile(hasTime);
  }

  private judged(path: DocumentPath): DocumentEntry | undefined {
    const entry = this.entryAt(path);
    if (entry === undefined) return undefined;
    this.known.settle();
    this.zoneOf(path).judge();
    return entry;
  }

  findings(
    path: DocumentPath,
    limit = Infinity,
  ): { readonly findings: readonly Finding[]; readonly omitted: number } {
    const entry = this.judged(path);
    return entry === undefined ? { findings: [], omitted: 0 } : this.published.all(entry, limit);
  }

  shownFindings(
    path: DocumentPath,
    limit: number,
  ): { readonly findings: readonly Finding[]; readonly omitted: number } {
    const { findings, omitted } = this.findings(path, limit);
    return { findings: this.published.shown(path, findings, omitted === 0), omitted };
  }

  *findingsInTurn(path: DocumentPath): Iterable<Finding> {
    const entry = this.entryAt(path);
    if (entry === undefined) return;
    const isPlain = entry.group === undefined && !entry.member.document.blocks.some(hasPragmas);
    if (!isPlain || this.surroundings.settled !== true) {
      // What several records share, and what comments turn off, is known when all findings are.
      yield* this.shownFindings(path, Infinity).findings;
      return;
    }
    yield* this.published.shownInTurn(path, this.takenInTurn(entry));
  }

  private *takenInTurn(entry: DocumentEntry): Iterable<Finding> {
    for (const block of this.zoneOf(entry.path).judgeInTurn(entry.member))
      yield* this.published.take(entry, block);
    // A rule may speak of a record that stands before the one it is run on.
    for (const block of entry.member.store.blocks) yield* this.published.take(entry, block);
  }

  findingsIn(path: DocumentPath, range: Range): readonly Finding[] {
    const entry = this.judged(path);
    return entry === undefined ? [] : this.published.inRange(entry, range);
  }

  detailsOf(path: DocumentPath, finding: Finding): FindingDetails {
    const entry = this.entryAt(path);
    if (entry === undefined) return { why: '', url: '', ...NO_DETAILS };
    const first = this.published.firstOf(finding);
    const own = this.proposalOf(entry, first);
    const details =
      finding.others === undefined ? own : { ...own, related: [...own.related, ...finding.others] };
    const { trials } = this;
    const { fixes: proposed } = details;
    if (proposed.length === 0) return details;
    let offered: readonly Fix[] | undefined;
    return {
      ...details,
      get fixes() {
        return (offered ??= trials.offered(path, first, proposed));
      },
    };
  }

  /** The details with the fixes that the rule proposes. */
  private proposalOf(entry: DocumentEntry, finding: Finding): FindingDetails {
    return this.published.detailsOf(entry, finding, (stored, home, block) =>
      this.zoneOf(entry.path).reportOf(stored, home, block),
    );
  }

  candidateFixesOf(path: DocumentPath, finding: Finding): readonly Fix[] {
    const entry = this.entryAt(path);
    if (entry === undefined || !this.published.proposesFix(finding)) return [];
    const first = this.published.firstOf(finding);
    return this.trials.candidates(path, first, this.proposalOf(entry, first).fixes);
  }

  fixesOf(path: DocumentPath, finding: Finding): readonly Fix[] {
    return this.published.proposesFix(finding) ? this.detailsOf(path, finding).fixes : [];
  }

  effectOf(path: DocumentPath, findings: readonly Finding[], edits: readonly FileEdit[]): FixEffect {
    if (this.entryAt(path) === undefined) return FAILS;
    return this.trials.effectOf(path, findings, edits);
  }

  *records(path: DocumentPath): Iterable<PlacedRecord> {
    const entry = this.entryAt(path);
    if (entry === undefined || (entry.group === undefined && !singleFormatOf(path).holdsRecords)) return;
    yield* placedRecordsIn(entry.member.document, (block, index) => this.concerns(entry, block, index));
  }

  sources(path: DocumentPath): readonly SendingSource[] {
    const entry = this.entryAt(path);
    if (entry === undefined) return [];
    const sources = entry.member.document.sources();
    return entry.added ? sources : sources.filter(({ by }) => this.addedToFamily.has(by.path));
  }

  recordsOf(name: DomainName, type: string): readonly LocatedRecord[] {
    this.meetFamily();
    return [...this.entries.values()].flatMap(({ member }) => recordsNamed(member, name, type));
  }

  recordAt(path: DocumentPath, offset: number): PlacedRecord | undefined {
    const entry = this.entryAt(path);
    return entry && recordAt(entry.member.document, offset);
  }

  duplicateZones(): readonly DuplicateZone[] {
    return this.known.duplicates();
  }

  answersChanged(names?: Iterable<DomainName>): void {
    this.trials.forget();
    this.known.answersChanged(names);
  }

  surroundingsChanged(): void {
    this.trials.forget();
    for (const entry of this.entries.values()) {
      entry.severities.clear();
      entry.member.store.recount();
      if (entry.includedBy !== undefined) continue;
      const zone = this.zones.get(this.rootOf(entry.path));
      if (zone !== undefined && zone.senders !== this.sendersFor(this.rootOf(entry.path)))
        this.forgetZoneOf(entry.path);
      if (entry.group !== undefined) continue;
      const told = this.surroundings.originOf(entry.path);
      const { text } = entry.member.document;
      const origin = singleFormatOf(entry.path).originOf(entry.path, text.slice(0, HEAD), told);
      if (!isReadAlike(origin, entry.origin)) this.read(entry.path, wholeText(text), undefined, entry.added);
      else if (entry.member.document.includes().length > 0) {
        this.forgetZoneOf(entry.path);
        this.follow(entry);
      }
    }
  }
}

function wholeText(text: SourceText): string {
  return text.slice(0, text.length);
}

function hasPragmas(block: RecordBlock): boolean {
  return block.hasPragmas;
}

function describe(includes: readonly Include[]): string {
  return includes.map((i) => `${i.file} ${i.origin} ${i.zone} ${i.defaultTtl}`).join('\n');
}
