import { PENDING } from '../dns/facts.ts';
import type { DnsFacts } from '../dns/facts.ts';
import { hashOfName } from '../dns/names.ts';
import type { DomainName } from '../dns/names.ts';
import { typeMnemonic } from '../dns/types.ts';
import { isStsPolicyPath } from '../formats/mta-sts/recognise.ts';
import type { BlockChange, EditableDocument, Include, RecordBlock } from '../records/document.ts';
import type { DocumentFamily } from '../records/document-family.ts';
import { STS_POLICY_CODE } from '../records/policy-file.ts';
import { rules } from '../rules/registry.ts';
import type { KnownSender } from '../senders/known-sender.ts';
import type { AnyRule, Severity } from '../rules/rule.ts';
import type { Edit } from '../text/edit.ts';
import { HOLE } from '../text/mapped-text.ts';
import type { Range } from '../text/range.ts';
import type { SourceText } from '../text/source-text.ts';
import type { DocumentPath, Finding, FindingDetails, Fix, Problem, ReportDetails } from './finding.ts';
import { FindingStore, SEVERITIES } from './finding-store.ts';
import type { StoredFinding } from './finding-store.ts';
import { detailsOf, NO_DETAILS } from './details.ts';
import { HEAD } from './origin.ts';
import type { Origin } from './origin.ts';
import { ruleTable } from './rule-table.ts';
import { FindingTwins, makersOf } from './made-by.ts';
import type { StandsOn } from './made-by.ts';
import { messageOf } from './run-rules.ts';
import { urlOf } from './source-url.ts';
import { suppressionsOf } from './suppress.ts';
import type { IdleComment } from './suppress.ts';
import type { DocumentFormat, LocatedRecord, PlacedRecord, Surroundings, Workspace } from './workspace.ts';
import { familyFor, formatFor, originFor, readDocument, zoneNamedFor } from './formats.ts';
import type { Asker } from './askers.ts';
import { WorkspaceFacts } from './workspace-facts.ts';
import { Zone } from './zone.ts';
import { member } from './place.ts';
import type { Member } from './place.ts';
import { ZoneRecords } from './zone-records.ts';

/** A workspace with all rules, or with some of them. */
export function createWorkspace(surroundings: Surroundings, some: readonly AnyRule[] = rules): Workspace {
  return new DocumentWorkspace(surroundings, some);
}

/** One list, so that it is the same each time. */
const NOBODY: readonly KnownSender[] = [];

/** What the user says of a rule; the severity of its findings may differ from case to case. */
type Severities = Map<string, Severity | 'off' | 'its own'>;

/** A document that was added, or that one includes. */
interface Entry {
  readonly path: DocumentPath;
  member: Member;
  /** The document, where its records follow from it alone. */
  editable: EditableDocument | undefined;
  /** The group of the family that the document belongs to. */
  group: string | undefined;
  origin: Origin;
  /** Added by the host; else only included, or read for others. */
  added: boolean;
  /** Who includes it first, and with which origin and TTL it is read then. */
  includedBy: { readonly path: DocumentPath; readonly include: Include } | undefined;
  /** Of its includes, by their order in the document: an edit moves the directives, not what is wrong with them. */
  problems: ReadonlyMap<number, string>;
  readonly severities: Severities;
}

/** What a finding was before it was made public. */
interface Provenance {
  readonly stored: StoredFinding | undefined;
  readonly block: RecordBlock | undefined;
  readonly idle: IdleComment | undefined;
}

/**
 * Invariants: every path an `$INCLUDE` of a known document leads to is an entry; `zones` holds the zone of every entry
 * that was asked for and no zone whose documents, origins or includes are others by now.
 */
class DocumentWorkspace implements Workspace {
  private readonly surroundings: Surroundings;
  private readonly table;
  private readonly entries = new Map<DocumentPath, Entry>();
  /** By the path of the zone's own file. */
  private readonly zones = new Map<DocumentPath, Zone>();
  private readonly provenance = new WeakMap<Finding, Provenance>();
  /** What was last made public of a finding: most of them an edit leaves where they were. */
  private readonly shown = new WeakMap<StoredFinding, Finding>();
  /** Of findings in documents of the family: the records that they stand on. */
  private readonly standsOn = new WeakMap<Finding, readonly StandsOn[]>();
  readonly facts: DnsFacts;
  private readonly known: WorkspaceFacts;
  /** Whose results rest on a zone that went, or on one that came since. */
  private readonly unsettled = new Set<Asker>();
  /** The entries of each zone by its own file; `undefined` until somebody asks. */
  private groups: ReadonlyMap<DocumentPath, readonly Entry[]> | undefined;
  private readonly family: DocumentFamily;
  /** The documents of the family that the host added. */
  private readonly addedToFamily = new Set<DocumentPath>();
  /** The versions of the family's groups as the entries have them; `undefined`: there may be others. */
  private familyVersions: ReadonlyMap<string, number> | undefined = new Map();
  private lastVersions: ReadonlyMap<string, number> = new Map();

  constructor(surroundings: Surroundings, some: readonly AnyRule[]) {
    this.surroundings = surroundings;
    this.table = ruleTable(some);
    this.family = familyFor(surroundings.files);
    this.known = new WorkspaceFacts(
      () => this.allZones(),
      (name, type) => surroundings.ask?.(name, type) ?? PENDING,
    );
    this.facts = { ask: (name, type) => this.known.ask(name, type, undefined, undefined) };
  }

  factsOf(path: DocumentPath): DnsFacts {
    if (this.entryAt(path) === undefined) return this.facts;
    return { ask: (name, type) => this.known.ask(name, type, this.zoneOf(path), undefined) };
  }

  add(path: DocumentPath, text: string, options: { readonly format?: DocumentFormat } = {}): boolean {
    const format = options.format ?? formatFor(path, text, this.family);
    if (format === undefined) return false;
    if (format === 'terraform') {
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
  private read(path: DocumentPath, text: string, includedBy: Entry['includedBy'], added: boolean): void {
    this.forgetZoneOf(path);
    const told = includedBy?.include.origin ?? this.surroundings.originOf(path);
    const origin: Origin =
      includedBy === undefined
        ? originFor(path, text.slice(0, HEAD), told)
        : { name: includedBy.include.origin, source: 'include' };
    const document = readDocument(path, text, origin.name, includedBy?.include.defaultTtl);
    const severities: Severities = new Map();
    const store = new FindingStore((finding) => this.severityOf(path, severities, finding));
    const entry: Entry = {
      path,
      member: member(path, document, store),
      editable: document,
      group: undefined,
      origin,
      added,
      includedBy,
      problems: new Map(),
      severities,
    };
    this.entries.set(path, entry);
    this.groups = undefined;
    this.follow(entry);
  }

  /** Takes over which documents the family has, and which belong together. */
  private meetFamily(): void {
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
          before.added = this.addedToFamily.has(path);
          continue;
        }
        const severities: Severities = new Map();
        const store = new FindingStore((finding) => this.severityOf(path, severities, finding));
        this.entries.set(path, {
          path,
          member: member(path, document, store),
          editable: undefined,
          group: key,
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
    for (const asker of this.known.zonesChanged()) this.unsettled.add(asker);
  }

  private entryAt(path: DocumentPath): Entry | undefined {
    this.meetFamily();
    return this.entries.get(path);
  }

  filesChanged(paths: readonly DocumentPath[]): void {
    if (this.addedToFamily.size === 0) return;
    this.family.filesChanged(paths);
    this.familyVersions = undefined;
  }

  formatOf(path: DocumentPath): DocumentFormat {
    if (isStsPolicyPath(path)) return 'mta-sts';
    return this.entryAt(path)?.group === undefined ? 'zone' : 'terraform';
  }

  /** Reads what a document includes. A file that is not there, or that includes itself, is a problem of the document. */
  private follow(entry: Entry): void {
    const problems = new Map<number, string>();
    for (const [index, include] of entry.member.document.includes().entries()) {
      const found = this.surroundings.include(include.file, entry.path);
      const problem = (message: string): void => {
        problems.set(index, message);
      };
      if (found === undefined) {
        problem(
          `The included file "${include.file.replaceAll(HOLE, '${…}')}" is not in the workspace, so its records are not checked.`,
        );
        continue;
      }
      const chain = this.chainOf(entry);
      if (chain.includes(found.path)) {
        problem(`The file includes itself: ${[...chain, found.path].join(' → ')}.`);
        continue;
      }
      const known = this.entries.get(found.path);
      const text = known?.added === true ? wholeText(known.member.document.text) : found.text;
      if (known?.includedBy === undefined || known.includedBy.path === entry.path) {
        this.read(found.path, text, { path: entry.path, include }, known?.added ?? false);
      }
    }
    entry.problems = problems;
  }

  /** From the zone's own file down to this one. */
  private chainOf(entry: Entry): readonly DocumentPath[] {
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
      for (const asker of zone.retire()) this.unsettled.add(asker);
      this.zones.delete(key);
    }
    for (const asker of this.known.zonesChanged()) this.unsettled.add(asker);
    for (const entry of this.membersOf(root)) entry.member.store.clear();
    this.groups = undefined;
  }

  /** Judges again whoever rested on zones that are not what they were. */
  private settle(): void {
    while (this.unsettled.size > 0) {
      const askers = [...this.unsettled];
      this.unsettled.clear();
      for (const { zone, owner } of askers) zone.judgeAgain(owner);
    }
  }

  private membersOf(root: DocumentPath): readonly Entry[] {
    return this.grouped().get(root) ?? [];
  }

  private grouped(): ReadonlyMap<DocumentPath, readonly Entry[]> {
    this.meetFamily();
    if (this.groups !== undefined) return this.groups;
    const groups = new Map<DocumentPath, Entry[]>();
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
      records: new ZoneRecords({
        members: members.map((entry) => entry.member),
        told: members[0] && zoneNamedFor(members[0].path, members[0].origin),
        allRead: members.every((entry) => entry.problems.size === 0),
        isOneZone: members[0]?.group === undefined,
      }),
      table: this.table,
      failed: (rule, error) => {
        if (this.surroundings.ruleFailed === undefined) throw error;
        this.surroundings.ruleFailed(rule, error);
      },
      facts: this.known,
      senders: this.sendersFor(root),
      settled: this.surroundings.settled === true,
    });
    this.zones.set(root, zone);
    return zone;
  }

  /** Those of the zone's own file or, of a group, of its first one. */
  private sendersFor(root: DocumentPath): readonly KnownSender[] {
    const path = this.membersOf(root)[0]?.path ?? root;
    return this.surroundings.sendersFor?.(path) ?? NOBODY;
  }

  private severityOf(path: DocumentPath, cache: Severities, finding: StoredFinding): Severity | 'off' {
    const { id } = finding.rule;
    let told = cache.get(id);
    if (told === undefined) {
      told = this.surroundings.severityOf(id, path) ?? 'its own';
      cache.set(id, told);
    }
    return told === 'its own' ? finding.severity : told;
  }

  edit(path: DocumentPath, edits: readonly Edit[]): void {
    for (const edit of edits) {
      const entry = this.entryAt(path);
      if (entry?.editable !== undefined) this.editOnce(entry, entry.editable, edit);
      else if (entry !== undefined) this.editInFamily(path, edit);
    }
  }

  private editInFamily(path: DocumentPath, edit: Edit): void {
    const change = this.family.edit(path, edit);
    if (change.kind === 'regrouped') {
      this.familyVersions = undefined;
      return;
    }
    for (const { path: changed, apply } of change.changes) {
      const entry = this.entries.get(changed);
      if (entry !== undefined) this.takeOver(entry, apply());
    }
  }

  private takeOver({ path, member }: Entry, change: BlockChange): void {
    const zone = this.zones.get(this.rootOf(path));
    if (zone !== undefined) {
      this.pass(zone, member, change);
      return;
    }
    for (const block of change.removed) member.index.remove(block);
    for (const block of change.added) member.index.add(block);
    member.store.replace(change.removed, change.added);
  }

  private editOnce(entry: Entry, document: EditableDocument, edit: Edit): void {
    const includesBefore = describe(document.includes());
    this.takeOver(entry, document.edit(edit));
    if (edit.range.start < HEAD && entry.includedBy === undefined) {
      const told = this.surroundings.originOf(entry.path);
      const origin = originFor(entry.path, document.text.slice(0, HEAD), told);
      if (origin.name !== entry.origin.name) {
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

  /** Gives a zone an edit of one of its files, and tells those who rest on what it says. */
  private pass(zone: Zone, member: Member, change: BlockChange): void {
    for (const asker of zone.changed(member, change)) this.unsettled.add(asker);
  }

  remove(path: DocumentPath): void {
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
    this.entries.delete(path);
    this.groups = undefined;
    this.release(path);
  }

  /** What only this document included is no longer looked at, or on its own again. */
  private release(path: DocumentPath): void {
    for (const entry of [...this.entries.values()]) {
      if (entry.includedBy?.path !== path) continue;
      this.forgetZoneOf(entry.path);
      this.release(entry.path);
      if (entry.added) this.read(entry.path, wholeText(entry.member.document.text), undefined, true);
      else this.entries.delete(entry.path);
      this.groups = undefined;
    }
  }

  has(path: DocumentPath): boolean {
    return this.entryAt(path)?.added === true;
  }

  paths(): readonly DocumentPath[] {
    this.meetFamily();
    return [...this.entries.values()]
      .filter((entry) => entry.added || this.holdsOurs(entry))
      .map((entry) => entry.path);
  }

  /** Whether a document that nobody added holds texts that one that was added makes records of. */
  private holdsOurs({ group, member: { document } }: Entry): boolean {
    if (group === undefined || this.surroundings.files?.showsAll !== true) return false;
    return document.blocks.some((block) => {
      for (let i = 0; i < block.size; i++) if (this.isMadeByAdded(document, block, i)) return true;
      return false;
    });
  }

  private isMadeByAdded(document: Member['document'], block: RecordBlock, index: number): boolean {
    return this.addedToFamily.has(document.madeBy(block, index)?.path ?? '');
  }

  /** Whether a record of the document is one that the host wants to know of. */
  private concerns(entry: Entry, block: RecordBlock, index: number): boolean {
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
    for (const [index, message] of entry.problems)
      problems.push({ path, message, range: includes[index]?.range });
    return problems;
  }

  judgeWhile(path: DocumentPath, hasTime: () => boolean): boolean {
    if (this.entryAt(path) === undefined) return true;
    this.settle();
    return this.zoneOf(path).judgeWhile(hasTime);
  }

  private judge(path: DocumentPath): void {
    this.settle();
    this.zoneOf(path).judge();
  }

  findings(
    path: DocumentPath,
    limit = Infinity,
  ): { readonly findings: readonly Finding[]; readonly omitted: number } {
    const entry = this.entryAt(path);
    if (entry === undefined) return { findings: [], omitted: 0 };
    this.judge(path);
    if (entry.group !== undefined) return this.findingsInFamily(entry, limit);
    const { document, store } = entry.member;
    const suppressions = suppressionsOf(document, (id) => this.table.byId.has(id));
    const findings: Finding[] = [];
    let left = 0;
    SEVERITIES.forEach((severity, rank) => {
      const total = store.totals[rank] ?? 0;
      let seen = 0;
      let base = 0;
      for (const block of document.blocks) {
        // A comment that turns a rule off must see all that it turns off, or it would be called unused.
        const isFull = findings.length >= limit && suppressions === undefined;
        if (seen === total || isFull) break;
        const count = store.countOf(block, rank);
        seen += count;
        if (count > 0) {
          for (const stored of store.of(block)) {
            if (this.severityOf(path, entry.severities, stored) !== severity) continue;
            const index = block.indexOfId(stored.entry);
            const start = base + block.startAt(index);
            if (suppressions?.covers(stored.rule.id, start) === true) continue;
            if (findings.length >= limit) left++;
            else findings.push(this.publish(stored, severity, block, index, start));
          }
        }
        base += block.length;
      }
      left += total - seen;
    });
    for (const idle of suppressions?.idle() ?? []) this.publishIdle(path, idle, findings);
    findings.sort(byPlace);
    return { findings, omitted: left };
  }

  *findingsInTurn(path: DocumentPath): Iterable<Finding> {
    const entry = this.entryAt(path);
    if (entry === undefined) return;
    const { document, store } = entry.member;
    const isPlain = entry.editable !== undefined && !document.blocks.some((block) => block.hasPragmas);
    if (!isPlain || this.surroundings.settled !== true) {
      // What several records share, and what comments turn off, is known when all findings are.
      yield* this.findings(path).findings;
      return;
    }
    for (const block of this.zoneOf(path).judgeInTurn(entry.member)) yield* this.take(entry, block);
    // A rule may speak of a record that stands before the one it is run on.
    for (const block of store.blocks) yield* this.take(entry, block);
  }

  /** The findings of a block, by place; they are kept no longer. */
  private take({ path, member, severities }: Entry, block: RecordBlock): readonly Finding[] {
    const base = member.document.offsetOf(block);
    const findings: Finding[] = [];
    for (const stored of member.store.take(block)) {
      const severity = this.severityOf(path, severities, stored);
      if (severity === 'off') continue;
      const index = block.indexOfId(stored.entry);
      findings.push(this.publish(stored, severity, block, index, base + block.startAt(index)));
    }
    return findings.sort(byPlace);
  }

  /** What several records of one text have in common is found once. */
  private findingsInFamily(
    entry: Entry,
    limit: number,
  ): { readonly findings: readonly Finding[]; readonly omitted: number } {
    const { path, member } = entry;
    const { document, store } = member;
    const suppressions = suppressionsOf(document, (id) => this.table.byId.has(id));
    const findings: Finding[] = [];
    const twins = new FindingTwins();
    let base = 0;
    for (const block of document.blocks) {
      for (const stored of store.shows(block) ? store.of(block) : []) {
        const severity = this.severityOf(path, entry.severities, stored);
        const index = block.indexOfId(stored.entry);
        const start = base + block.startAt(index);
        if (severity === 'off' || !this.concerns(entry, block, index)) continue;
        if (suppressions?.covers(stored.rule.id, start, start + stored.range.start) === true) continue;
        if (twins.join(stored, block, start)) continue;
        const finding = this.publish(stored, severity, block, index, start);
        twins.add(finding, stored, block, start);
        findings.push(finding);
      }
      base += block.length;
    }
    for (const [finding, standsOn] of twins.all()) this.standsOn.set(finding, standsOn);
    // Of a document that nobody added, others may be what a comment is for.
    const idle = entry.added ? (suppressions?.idle() ?? []) : [];
    for (const comment of idle) this.publishIdle(path, comment, findings);
    const rank = ({ severity }: Finding): number => SEVERITIES.indexOf(severity);
    findings.sort((a, b) => rank(a) - rank(b) || byPlace(a, b));
    return {
      findings: findings.slice(0, limit).sort(byPlace),
      omitted: Math.max(0, findings.length - limit),
    };
  }

  private publish(
    stored: StoredFinding,
    severity: Severity,
    block: RecordBlock,
    index: number,
    start: number,
  ): Finding {
    const shown = this.shown.get(stored);
    const from = shown === undefined ? undefined : this.provenance.get(shown);
    const isAsBefore =
      from?.block === block &&
      shown?.severity === severity &&
      shown.range.start === start + stored.range.start;
    if (isAsBefore) return shown;
    const record = block.typeAt(index) < 0x10000 ? this.headOf(block, index) : undefined;
    const finding: Finding = {
      rule: stored.rule.id,
      severity,
      message: messageOf(stored.rule, stored.message, stored.data),
      range: { start: start + stored.range.start, end: start + stored.range.end },
      owner: record?.owner ?? null,
      type: record?.type ?? null,
      fixable: stored.fixable,
    };
    this.provenance.set(finding, { stored, block, idle: undefined });
    // A settled document is looked at once.
    if (this.surroundings.settled !== true) this.shown.set(stored, finding);
    return finding;
  }

  private headOf(block: RecordBlock, index: number): Pick<Finding, 'owner' | 'type'> | undefined {
    const owner = block.ownerAt(index);
    const type = block.typeAt(index);
    return {
      owner: owner === undefined || owner.includes(HOLE) ? null : owner,
      type: type === STS_POLICY_CODE ? null : typeMnemonic(type),
    };
  }

  /** Comments that turn off nothing are findings too, of a rule that only the workspace can judge. */
  private publishIdle(path: DocumentPath, idle: IdleComment, findings: Finding[]): void {
    const rule = this.table.byId.get(`comment-${idle.kind}`);
    if (rule === undefined) return;
    const severity = this.surroundings.severityOf(rule.id, path) ?? rule.severity;
    if (severity === 'off') return;
    const finding: Finding = {
      rule: rule.id,
      severity,
      message: messageOf(rule, 'idle', { what: idle.what }),
      range: idle.range,
      owner: null,
      type: null,
      fixable: idle.removal !== undefined,
    };
    this.provenance.set(finding, { stored: undefined, block: undefined, idle });
    findings.push(finding);
  }

  findingsIn(path: DocumentPath, range: Range): readonly Finding[] {
    const entry = this.entryAt(path);
    if (entry === undefined) return [];
    const { document, store } = entry.member;
    if (entry.group !== undefined) {
      return this.findings(path).findings.filter(
        (finding) => finding.range.start <= range.end && range.start <= finding.range.end,
      );
    }
    const touches = (found: Range): boolean => found.start <= range.end && range.start <= found.end;
    if (suppressionsOf(document, (id) => this.table.byId.has(id)) !== undefined) {
      // What a comment turns off is only known when all findings have been looked at.
      return this.findings(path).findings.filter((finding) => touches(finding.range));
    }
    this.judge(path);
    const findings: Finding[] = [];
    const last = document.blockAt(range.end);
    // A place at the start of a block may touch what ends right before it.
    for (let i = document.blockAt(Math.max(0, range.start - 1)); i <= last; i++) {
      const block = document.blocks[i];
      if (block === undefined || !store.shows(block)) continue;
      const base = document.offsetOf(block);
      for (const stored of store.of(block)) {
        const severity = this.severityOf(path, entry.severities, stored);
        const index = block.indexOfId(stored.entry);
        const start = base + block.startAt(index);
        if (severity === 'off') continue;
        if (!touches({ start: start + stored.range.start, end: start + stored.range.end })) continue;
        findings.push(this.publish(stored, severity, block, index, start));
      }
    }
    return findings.sort(byPlace);
  }

  detailsOf(path: DocumentPath, finding: Finding): FindingDetails {
    const from = this.provenance.get(finding);
    const rule = this.table.byId.get(finding.rule);
    const entry = this.entryAt(path);
    if (from === undefined || rule === undefined || entry === undefined) {
      return { why: '', url: '', fixes: [], related: [] };
    }
    const base = { why: rule.why, url: rule.specs[0] === undefined ? '' : urlOf(rule.specs[0]) };
    const { stored, block, idle } = from;
    if (idle !== undefined) return { ...base, fixes: removalOf(path, idle), related: [] };
    if (stored === undefined || block === undefined) return { ...base, ...NO_DETAILS };
    const details = stored.details ?? this.detailsOfStored(entry.member, stored, block);
    const standsOn = this.standsOn.get(finding);
    if (standsOn === undefined) return { ...base, ...details };
    const makers = makersOf(finding, standsOn, { path, document: entry.member.document });
    return { ...base, fixes: details.fixes, related: [...details.related, ...makers] };
  }

  private detailsOfStored(member: Member, stored: StoredFinding, block: RecordBlock): ReportDetails {
    const found = this.zoneOf(member.path).reportOf(stored, member, block);
    return found === undefined ? NO_DETAILS : detailsOf({ found, entry: stored.entry, member, block });
  }

  *records(path: DocumentPath): Iterable<PlacedRecord> {
    const entry = this.entryAt(path);
    if (entry === undefined || this.formatOf(path) === 'mta-sts') return;
    const { document } = entry.member;
    let base = 0;
    for (const block of document.blocks) {
      for (let i = 0; i < block.size; i++) {
        const record = this.concerns(entry, block, i) ? block.record(i) : undefined;
        if (record === undefined) continue;
        const start = base + block.startAt(i);
        yield { record, range: { start, end: base + block.endAt(i) } };
      }
      base += block.length;
    }
    for (const record of document.generated()) {
      const place = this.directiveOf(document, record.anchor.id);
      if (place !== undefined) yield { record, range: place };
    }
  }

  private directiveOf(document: Member['document'], id: number): Range | undefined {
    for (const block of document.blocks) {
      const index = block.indexOfId(id);
      if (index < 0) continue;
      const base = document.offsetOf(block);
      return { start: base + block.startAt(index), end: base + block.endAt(index) };
    }
    return undefined;
  }

  recordsOf(name: DomainName, type: string): readonly LocatedRecord[] {
    const located: LocatedRecord[] = [];
    this.meetFamily();
    for (const entry of this.entries.values()) {
      const { document, index } = entry.member;
      for (const block of index.blocksOf(hashOfName(name))) {
        const base = document.offsetOf(block);
        for (let i = 0; i < block.size; i++) {
          if (block.ownerAt(i) !== name) continue;
          const record = block.record(i);
          if (record?.type !== type) continue;
          const range = { start: base + block.startAt(i), end: base + block.endAt(i) };
          located.push({ path: entry.path, record, range });
        }
      }
    }
    return located;
  }

  recordAt(path: DocumentPath, offset: number): PlacedRecord | undefined {
    const document = this.entryAt(path)?.member.document;
    const block = document?.blocks[document.blockAt(offset)];
    if (document === undefined || block === undefined) return undefined;
    const base = document.offsetOf(block);
    let around: PlacedRecord | undefined;
    for (let i = 0; i < block.size; i++) {
      const range = { start: base + block.startAt(i), end: base + block.endAt(i) };
      if (offset < range.start || offset > range.end) continue;
      const record = block.record(i);
      if (record === undefined) continue;
      // A resource may make several records: the one whose value stands there is meant.
      const { start, end } = record.rdataRange;
      if (offset >= range.start + start && offset <= range.start + end) return { record, range };
      around ??= { record, range };
    }
    return around;
  }

  answersChanged(names?: Iterable<DomainName>): void {
    for (const asker of this.known.answersChanged(names)) this.unsettled.add(asker);
  }

  surroundingsChanged(): void {
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
      const origin = originFor(entry.path, text.slice(0, HEAD), told);
      if (origin.name !== entry.origin.name) this.read(entry.path, wholeText(text), undefined, entry.added);
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

/** Of several in one place, those that weigh more come first. */
function byPlace(a: Finding, b: Finding): number {
  return (
    a.range.start - b.range.start ||
    a.range.end - b.range.end ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
  );
}

/** A comment that turns off nothing can go. */
function removalOf(path: DocumentPath, { removal }: IdleComment): readonly Fix[] {
  if (removal === undefined) return [];
  return [{ title: 'Delete it', safety: 'safe', edits: [{ path, range: removal, text: '' }] }];
}

function describe(includes: readonly Include[]): string {
  return includes.map((i) => `${i.file} ${i.origin} ${i.defaultTtl}`).join('\n');
}
