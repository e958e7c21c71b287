import { ruleSettingIn } from './rule-setting.ts';
import type { RecordBlock } from '../../records/document.ts';
import type { Severity } from '../../records/report.ts';
import type { AnyRule } from '../../rules/rule.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { touches } from '../../text/range.ts';
import { detailsOf, NO_DETAILS } from './details.ts';
import {
  compareByPlace,
  firstOnes,
  ownerAndType,
  placedFinding,
  removalOf,
  sameAs,
} from './placed-finding.ts';
import type { PublishableFinding, PublishedList } from './placed-finding.ts';
import type { DocumentEntry, DocumentInstance } from '../input/entry.ts';
import type { ShownFinding } from './family-findings.ts';
import { FindingsElsewhere, EqualFindings, shownIn } from './family-findings.ts';
import type { StoredFinding } from '../engine/finding-store.ts';
import { dataKey, SEVERITIES } from '../engine/finding-store.ts';
import type { DocumentPath, Finding, FindingDetails, Fix, ReportDetails } from '../finding.ts';
import { makersOf, othersIn } from './made-by.ts';
import type { Member } from '../records/place.ts';
import { RepeatedFindings } from './repeated-findings.ts';
import type { RuleReport } from '../engine/run-rules.ts';
import { messageOf, shownData } from '../engine/run-rules.ts';
import { areSameEdits, changesOthers } from './shared-text.ts';
import { rulePageUrl } from './rule-page-url.ts';
import type { IdleComment, Suppressions } from './suppress.ts';
import { suppressionsOf } from './suppress.ts';
import type { DocumentZone, WorkspaceEnvironment } from '../workspace.ts';
import { affectedRuns, affectedZones, findingsOfUses } from './zones-concerned.ts';

/** The origin of a published finding. */
interface Provenance {
  readonly stored: StoredFinding | undefined;
  /** The document of the record. */
  readonly home: Member | undefined;
  readonly block: RecordBlock | undefined;
  readonly idle: IdleComment | undefined;
}

/** The maximum number of findings of a file that are held back so that all can be sorted by place. */
export const MAX_HELD = 10_000;

const NOTHING: Provenance = { stored: undefined, home: undefined, block: undefined, idle: undefined };

export interface PublishedOptions {
  readonly rules: ReadonlyMap<string, AnyRule>;
  readonly environment: WorkspaceEnvironment;
  /** Whether the host shows findings on a record of the document. */
  readonly concerns: (instance: DocumentInstance, block: RecordBlock, index: number) => boolean;
  /** The documents that are examined together with a document of a family, including itself. */
  readonly zoneMembers: (instance: DocumentInstance) => readonly DocumentInstance[];
  readonly zoneOf: (instance: DocumentInstance) => DocumentZone;
  /** See `Zone.findingState`. */
  readonly findingStateOf: (instance: DocumentInstance) => object;
}

/** The findings of checked documents for hosts: placed in the document, after the user's settings and comments. */
export class PublishedFindings {
  private readonly rules: ReadonlyMap<string, AnyRule>;
  private readonly environment: WorkspaceEnvironment;
  private readonly concerns: PublishedOptions['concerns'];
  private readonly zoneMembers: PublishedOptions['zoneMembers'];
  private readonly zoneOf: PublishedOptions['zoneOf'];
  private readonly findingStateOf: PublishedOptions['findingStateOf'];
  private readonly elsewhere = new WeakMap<object, FindingsElsewhere>();
  private readonly provenance = new WeakMap<Finding, Provenance>();
  /** The last published form of each finding, because an edit leaves most of them in place. */
  private readonly lastPublished = new WeakMap<StoredFinding, Finding>();
  /** For findings in documents of a family: their records. */
  private readonly standsOn = new WeakMap<Finding, readonly ShownFinding[]>();
  /** Findings that represent the same finding on several records. */
  private readonly saidOfAll = new WeakMap<Finding, Finding>();

  /** For findings that represent many: the first of those. */
  private readonly firsts = new WeakMap<Finding, Finding>();

  constructor({ rules, environment, concerns, zoneMembers, zoneOf, findingStateOf }: PublishedOptions) {
    this.rules = rules;
    this.environment = environment;
    this.concerns = concerns;
    this.zoneMembers = zoneMembers;
    this.zoneOf = zoneOf;
    this.findingStateOf = findingStateOf;
  }

  severityOf(
    { path, severities }: Pick<DocumentEntry, 'path' | 'severities'>,
    finding: Pick<StoredFinding, 'rule' | 'severity'>,
  ): Severity | 'off' {
    const { id } = finding.rule;
    let setting = severities.get(id);
    if (setting === undefined) {
      setting = ruleSettingIn(this.environment, finding.rule, path) ?? 'its own';
      severities.set(id, setting);
    }
    return setting === 'its own' ? finding.severity : setting;
  }

  /** See `Workspace.findings`. `instances` are the uses of the document. */
  all(instances: readonly DocumentInstance[], limit: number): PublishedList {
    const [first, ...more] = instances;
    if (first === undefined) return { findings: [], omitted: 0 };
    if (sharesTexts(first)) return this.ofFamily(first.entry, instances, limit);
    return more.length === 0 ? this.ofDocument(first, limit) : this.ofUses(first, instances, limit);
  }

  /**
   * The errors in the first blocks of a document whose check is in progress: those that {@link all} will certainly have. Less
   * severe findings can be displaced by later errors, and a finding that represents many is known only when all are.
   */
  certain(instance: DocumentInstance, blocks: number, limit: number): readonly Finding[] {
    const { entry, member } = instance;
    const suppressions = this.suppressionsIn(instance);
    const findings: Finding[] = [];
    let base = 0;
    for (const block of member.document.blocks.slice(0, blocks)) {
      for (const stored of member.store.of(block)) {
        const severity = this.severityOf(entry, stored);
        if (severity !== 'error' || stored.rule.sameWhere !== undefined) continue;
        const found = placedFinding(stored, severity, member, block, base);
        if (suppressions?.turnsOff(stored.rule.id, base + block.startAt(found.index)) === true) continue;
        if (findings.length >= limit) return findings.sort(compareByPlace);
        findings.push(this.publish(found));
      }
      base += block.length;
    }
    return findings.sort(compareByPlace);
  }

  private suppressionsIn({ member, entry }: DocumentInstance): Suppressions | undefined {
    return suppressionsOf(member.document, (id) => this.rules.has(id), entry.isOfFamily);
  }

  private ofDocument(instance: DocumentInstance, limit: number): PublishedList {
    const { entry, member } = instance;
    const { document, store } = member;
    const suppressions = this.suppressionsIn(instance);
    const findings: Finding[] = [];
    let left = 0;
    SEVERITIES.forEach((severity, rank) => {
      const total = store.totals[rank] ?? 0;
      let seen = 0;
      let base = 0;
      for (const block of document.blocks) {
        // A comment that turns a rule off must see all findings of that rule. Otherwise, it would be reported as unused.
        const isFull = findings.length >= limit && suppressions === undefined;
        if (seen === total || isFull) break;
        const count = store.countOf(block, rank);
        seen += count;
        if (count > 0) {
          for (const stored of store.of(block)) {
            if (this.severityOf(entry, stored) !== severity) continue;
            const index = block.indexOfId(stored.entry);
            const start = base + block.startAt(index);
            if (suppressions?.covers(stored.rule.id, start) === true) continue;
            if (findings.length >= limit) left++;
            else findings.push(this.publish(placedFinding(stored, severity, member, block, base)));
          }
        }
        base += block.length;
      }
      left += total - seen;
    });
    for (const idle of suppressions?.idle() ?? []) this.publishIdle(entry, idle, findings);
    findings.sort(compareByPlace);
    return { findings, omitted: left };
  }

  /** Findings that several records of one text or several runs of a module have in common are computed once. */
  private ofFamily(
    entry: DocumentEntry,
    instances: readonly DocumentInstance[],
    limit: number,
  ): PublishedList {
    const [first] = instances;
    const suppressions = first && this.suppressionsIn(first);
    const suppressionsIn = (one: DocumentInstance): Suppressions | undefined =>
      one.entry === entry ? suppressions : this.suppressionsIn(one);
    const severityOf = (
      stored: StoredFinding,
      home: DocumentInstance,
      block: RecordBlock,
      index: number,
    ): Severity | 'off' => (this.concerns(home, block, index) ? this.severityOf(home.entry, stored) : 'off');
    const groups = instances.map((instance) => ({ instance, group: this.zoneMembers(instance) }));
    const shown = groups.flatMap(({ instance, group }) => [
      ...shownIn(instance, { elsewhere: this.elsewhereIn(instance, group), suppressionsIn, severityOf }),
    ]);
    const note =
      groups.length < 2
        ? () => ''
        : affectedRuns(
            instances,
            groups.flatMap(({ group }) => group),
          );
    const findings = this.onceEach(shown, note);
    // In a document that was not added, a comment can be for other records.
    const idle = entry.added ? (suppressions?.idle() ?? []) : [];
    for (const comment of idle) this.publishIdle(entry, comment, findings);
    return firstOnes(findings, limit);
  }

  /** A group has many documents, and each of them requests this, so the findings are iterated once for all. */
  private elsewhereIn(instance: DocumentInstance, group: readonly DocumentInstance[]): FindingsElsewhere {
    const state = this.findingStateOf(instance);
    let elsewhere = this.elsewhere.get(state);
    if (elsewhere === undefined) this.elsewhere.set(state, (elsewhere = new FindingsElsewhere(group)));
    return elsewhere;
  }

  /** Findings that are the same in several of the zones that use a document are computed once. */
  private ofUses(
    first: DocumentInstance,
    instances: readonly DocumentInstance[],
    limit: number,
  ): PublishedList {
    const { entry } = first;
    const suppressions = this.suppressionsIn(first);
    const shown = findingsOfUses(instances, {
      suppressions,
      severityOf: (stored) => this.severityOf(entry, stored),
      zoneOf: this.zoneOf,
    });
    const byMember = new Map(instances.map((instance) => [instance.member, instance]));
    const zones = new Set(instances.map(({ zone }) => zone)).size;
    const findings = this.onceEach(shown, (standsOn) =>
      affectedZones(standsOn, byMember, zones, this.zoneOf),
    );
    for (const comment of suppressions?.idle() ?? []) this.publishIdle(entry, comment, findings);
    return firstOnes(findings, limit);
  }

  /** Merges findings into one that represents them. `note` is the text about the records of one of them. */
  private onceEach(
    shown: Iterable<ShownFinding>,
    note: (standsOn: readonly ShownFinding[]) => string,
  ): Finding[] {
    const equals = new EqualFindings<Finding>();
    for (const found of shown) {
      if (equals.join(found) === undefined) equals.add(this.publish(found), found);
    }
    return Array.from(equals.all(), ({ first, standsOn }) => {
      const finding = this.ofAll(first, standsOn, note(standsOn));
      this.standsOn.set(finding, standsOn);
      return finding;
    });
  }

  /** The findings of a block by place. They are not kept. */
  take({ entry, member }: DocumentInstance, block: RecordBlock): readonly Finding[] {
    const base = member.document.offsetOf(block);
    const findings: Finding[] = [];
    for (const stored of member.store.take(block)) {
      const severity = this.severityOf(entry, stored);
      if (severity !== 'off')
        findings.push(this.publish(placedFinding(stored, severity, member, block, base)));
    }
    return findings.sort(compareByPlace);
  }

  /** The findings that touch the range. */
  inRange(instances: readonly DocumentInstance[], range: Range): readonly Finding[] {
    const [first, ...more] = instances;
    if (first === undefined) return [];
    const { entry, member } = first;
    const { document, store } = member;
    if (more.length > 0 || sharesTexts(first) || this.suppressionsIn(first) !== undefined) {
      // Shared texts and suppressions are known only when all findings have been examined.
      return this.all(instances, Infinity).findings.filter((finding) => touches(finding.range, range));
    }
    const findings: Finding[] = [];
    const last = document.blockAt(range.end);
    // A place at the start of a block can touch what ends directly before it.
    for (let i = document.blockAt(Math.max(0, range.start - 1)); i <= last; i++) {
      const block = document.blocks[i];
      if (block === undefined || !store.shows(block)) continue;
      const base = document.offsetOf(block);
      for (const stored of store.of(block)) {
        const severity = this.severityOf(entry, stored);
        if (severity === 'off') continue;
        const found = placedFinding(stored, severity, member, block, base);
        if (touches(found.range, range)) findings.push(this.publish(found));
      }
    }
    return findings.sort(compareByPlace);
  }

  /** The rules with findings of records that touch the range, even if comments turn them off. */
  rulesIn(instances: readonly DocumentInstance[], range: Range): ReadonlySet<string> {
    const found = new Set<string>();
    for (const { entry, member } of instances) {
      const { document, store } = member;
      const last = document.blockAt(range.end);
      for (let i = document.blockAt(range.start); i <= last; i++) {
        const block = document.blocks[i];
        if (block === undefined) continue;
        const base = document.offsetOf(block);
        for (const stored of store.of(block)) {
          const index = block.indexOfId(stored.entry);
          const place = rangeOf(base + block.startAt(index), base + block.endAt(index));
          if (touches(place, range) && this.severityOf(entry, stored) !== 'off') found.add(stored.rule.id);
        }
      }
    }
    return found;
  }

  private publish({ stored, severity, home, block, index, range }: PublishableFinding): Finding {
    const shown = this.lastPublished.get(stored);
    const from = shown === undefined ? undefined : this.provenance.get(shown);
    const isAsBefore =
      from?.block === block &&
      shown?.severity === severity &&
      shown.range.start === range.start &&
      shown.range.end === range.end;
    if (isAsBefore) return shown;
    const finding: Finding = {
      rule: stored.rule.id,
      severity,
      message: messageOf(stored.rule, stored.message, stored.data),
      range,
      ...ownerAndType(block, index),
      ...sameAs(stored),
    };
    this.provenance.set(finding, { stored, home, block, idle: undefined });
    // A static document is examined once.
    if (this.environment.isStatic !== true) this.lastPublished.set(stored, finding);
    return finding;
  }

  /** The text about all records of a finding: `note` or, if its message names one, the others. */
  private ofAll(first: Finding, standsOn: readonly ShownFinding[], note: string): Finding {
    const kinds = new Set(
      standsOn.map(({ stored: { rule, message, data } }) => dataKey(shownData(rule, message, data))),
    );
    const others = kinds.size === 1 ? '' : othersIn(first, standsOn);
    const more = note === '' ? others : note;
    if (more === '') return first;
    const message = first.message + more;
    const before = this.saidOfAll.get(first);
    if (before?.message === message) return before;
    const finding = { ...first, message };
    this.provenance.set(finding, this.provenance.get(first) ?? NOTHING);
    this.saidOfAll.set(first, finding);
    return finding;
  }

  /** Comments that turn off nothing are also findings, of a rule that only the workspace can check. */
  private publishIdle(entry: DocumentEntry, idle: IdleComment, findings: Finding[]): void {
    const rule = this.rules.get(`comment-${idle.kind}`);
    if (rule === undefined) return;
    const severity = this.severityOf(entry, { rule, severity: rule.severity });
    if (severity === 'off') return;
    const finding: Finding = {
      rule: rule.id,
      severity,
      message: messageOf(rule, 'idle', { what: idle.what }),
      range: idle.range,
      owner: null,
      type: null,
    };
    this.provenance.set(finding, { ...NOTHING, idle });
    findings.push(finding);
  }

  /** Findings by place, with one for many records about which a rule reports the same. */
  shown(path: DocumentPath, findings: readonly Finding[], isAll: boolean): readonly Finding[] {
    const repeated = new RepeatedFindings();
    const single = findings.filter((finding) => !repeated.take(finding));
    if (single.length === findings.length) return findings;
    return [...single, ...this.together(path, repeated, isAll)].sort(compareByPlace);
  }

  /**
   * The same for findings that arrive one by one: by place, up to {@link MAX_HELD}. After that, findings for many records come
   * last.
   */
  *shownInTurn(path: DocumentPath, findings: Iterable<Finding>): Iterable<Finding> {
    const repeated = new RepeatedFindings();
    let held: Finding[] | undefined = [];
    for (const finding of findings) {
      if (repeated.take(finding)) continue;
      if (held === undefined) yield finding;
      else if (held.push(finding) >= MAX_HELD) {
        yield* held;
        held = undefined;
      }
    }
    const together = this.together(path, repeated, true);
    yield* held === undefined ? together : [...held, ...together].sort(compareByPlace);
  }

  /** The findings for many records, with the details of the first one. */
  private together(path: DocumentPath, repeated: RepeatedFindings, isAll: boolean): readonly Finding[] {
    return Array.from(repeated.shown(path, isAll), ({ finding, first }) => {
      if (finding !== first) this.firsts.set(finding, first);
      return finding;
    });
  }

  /** The finding that its rule reported; for one that represents many, the first. */
  firstOf(finding: Finding): Finding {
    return this.firsts.get(finding) ?? finding;
  }

  /** Whether the rule of the finding proposes a fix for it. */
  proposesFix(finding: Finding): boolean {
    const from = this.provenance.get(this.firstOf(finding));
    return from?.stored?.proposesFix === true || from?.idle?.removal !== undefined;
  }

  /** `report` returns the report of a finding by running its rule again. */
  detailsOf(
    instances: readonly DocumentInstance[],
    finding: Finding,
    report: (stored: StoredFinding, home: Member, block: RecordBlock) => RuleReport | undefined,
  ): FindingDetails {
    const [first] = instances;
    const path = first?.entry.path ?? '';
    const from = this.provenance.get(finding);
    const rule = this.rules.get(finding.rule);
    if (from === undefined || rule === undefined) return { why: '', url: '', ...NO_DETAILS };
    const base = { why: rule.why, url: rulePageUrl(rule.id) };
    const { stored, home, block, idle } = from;
    if (idle !== undefined) return { ...base, fixes: removalOf(path, idle), related: [] };
    if (stored === undefined || home === undefined || block === undefined) return { ...base, ...NO_DETAILS };
    const detailsFor = (one: StoredFinding, member: Member, within: RecordBlock): ReportDetails =>
      one.details ?? workedOut(report(one, member, within), one, member, within);
    const details = detailsFor(stored, home, block);
    const standsOn = this.standsOn.get(finding);
    if (standsOn === undefined || first === undefined || !sharesTexts(first)) return { ...base, ...details };
    const makers = makersOf(finding, path, standsOn);
    const group = instances.flatMap((instance) => this.zoneMembers(instance).map(({ member }) => member));
    const others = standsOn.filter((one) => one.stored !== stored);
    // For example, reports of a policy that two domains share, to an address in one of them.
    const suitsAll = (fix: Fix): boolean =>
      others.every((one) =>
        detailsFor(one.stored, one.home, one.block).fixes.some((other) => areSameEdits(fix, other)),
      );
    const fixes = details.fixes.filter((fix) => !changesOthers(fix, standsOn, group) && suitsAll(fix));
    return { ...base, fixes, related: [...details.related, ...makers] };
  }
}

/** Whether several records of the document, or of it and others, can be defined by one text. */
export function sharesTexts({ entry, member }: DocumentInstance): boolean {
  return entry.isOfFamily || member.document.sharesTexts === true;
}

function workedOut(
  found: RuleReport | undefined,
  { entry }: StoredFinding,
  member: Member,
  block: RecordBlock,
): ReportDetails {
  return found === undefined ? NO_DETAILS : detailsOf({ found, entry, member, block });
}
