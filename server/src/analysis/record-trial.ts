import type { Answer, DnsFacts, QuestionType } from '../dns/facts.ts';
import { isAtOrBelow } from '../dns/names.ts';
import type { DomainName } from '../dns/names.ts';
import type { NameServer } from '../records/document.ts';
import type { DnsRecord } from '../records/record.ts';
import type { ServiceSource } from '../records/sending-source.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { KnownSender } from '../senders/known-sender.ts';
import { applyEdits } from '../text/edit.ts';
import { rangeOf } from '../text/range.ts';
import type { Range } from '../text/range.ts';
import type { Entry } from './entry.ts';
import { effectOn } from './fix-effect.ts';
import type { LocatedFinding, TrialResult } from './fix-effect.ts';
import { Place } from './place.ts';
import { locate } from './trial-subject.ts';
import type { TrialSubject, ZoneTrialOptions } from './trial-subject.ts';
import { tableOf } from './rule-table.ts';
import { runOnOwner, runOnRecord } from './run-rules.ts';
import type { RuleReport, ZoneView } from './run-rules.ts';
import type { Zone } from './zone.ts';

const SOA = 6;
const NS = 2;
const CNAME = 5;
const DNAME = 39;

/**
 * Whether edits within one record, which leave its owner, type and TTL as they are, remove a finding on it: the record alone is
 * read anew, and the rule of the finding alone is run. A file with thousands of findings is listed with all their fixes, and
 * most of those are of this kind.
 *
 * `undefined` where that does not tell: the edits reach farther, or the rule asks about more than the records of this name.
 */
export function effectOnRecord(options: ZoneTrialOptions, subject: TrialSubject): TrialResult | undefined {
  const entry = options.entries.get(subject.path);
  const [finding, ...others] = subject.findings;
  const rule = options.rules.get(finding?.rule ?? '');
  if (entry === undefined || finding === undefined || rule === undefined) return undefined;
  if (others.length > 0 || subject.edits.size > 1 || rule.subject === 'fault') return undefined;
  const record = recordWith(entry, finding.range);
  const changed = record && changedRecord(entry, record, subject);
  if (record === undefined || changed === undefined) return undefined;
  const run = (view: RecordView): readonly LocatedFinding[] => {
    const found: LocatedFinding[] = [];
    view.run(rule, (report) => {
      const startOf = (place: Place): number | undefined =>
        place.block === changed.block ? record.lines.start : undefined;
      const located = locate(report, options, { startOf });
      if (located !== undefined) found.push(located);
    });
    return found;
  };
  const after = new RecordView(options.zone, record.place, changed);
  const found = {
    after: run(after),
    before: run(new RecordView(options.zone, record.place, record.place)),
    edits: subject.edits,
  };
  // A rule on the records of another name may have reported it.
  const isFound = found.before.some(
    ({ finding: { rule: id, range } }) => id === rule.id && range.start === finding.range.start,
  );
  if (after.isUnsure || !isFound) return undefined;
  return { effect: effectOn(subject.path, subject.findings, found, options.rules), work: 2 };
}

interface LocatedRecord {
  readonly place: Place;
  /** Its lines; offsets in the document. */
  readonly lines: Range;
}

/** The record whose lines hold the range. */
function recordWith({ member }: Entry, { start, end }: Range): LocatedRecord | undefined {
  const { document } = member;
  const block = document.blocks[document.blockAt(start)];
  if (block === undefined) return undefined;
  const base = document.offsetOf(block);
  let index = block.size - 1;
  while (index >= 0 && base + block.startAt(index) > start) index--;
  if (index < 0) return undefined;
  const { text } = document;
  const lineOf = (offset: number): Range => text.lineRange(text.offsetToPosition(offset).line);
  const lines = rangeOf(lineOf(base + block.startAt(index)).start, lineOf(base + block.endAt(index)).end);
  return end <= lines.end ? { place: new Place(member, block, index), lines } : undefined;
}

/** The record as it is read after the edits. */
function changedRecord(
  { editable, path }: Entry,
  { place: { member, block, index }, lines }: LocatedRecord,
  { edits }: TrialSubject,
): Place | undefined {
  const own = edits.get(path);
  const type = block.typeAt(index);
  if (own === undefined || type === SOA || type === NS || type === CNAME || type === DNAME) return undefined;
  if (own.some(({ range }) => range.start < lines.start || range.end > lines.end)) return undefined;
  const shifted = own.map(({ range, text }) => ({
    range: rangeOf(range.start - lines.start, range.end - lines.start),
    text,
  }));
  const text = `${applyEdits(member.document.text.slice(lines.start, lines.end), shifted)}\n`;
  const alone = editable?.readAlone?.(block, index, text);
  return alone === undefined ? undefined : new Place(member, alone, 0);
}

/** The zone with a record in place of one of the same owner and type, as rules see it that are run on that record. */
class RecordView implements ZoneView {
  private readonly zone: Zone;
  private readonly replaced: Place;
  private readonly place: Place;
  private readonly owner: DomainName | undefined;
  private made: DnsRecord | undefined;
  /** The rule asked about something that this view cannot tell. */
  isUnsure = false;

  constructor(zone: Zone, replaced: Place, place: Place) {
    this.zone = zone;
    this.replaced = replaced;
    this.place = place;
    this.owner = replaced.block.ownerAt(replaced.index);
  }

  run(rule: AnyRule, emit: (report: RuleReport) => void): void {
    const runner = { ...this.zone.runner(emit), table: tableOf(rule), zone: this };
    const { record, owner } = this;
    if (record === undefined || owner === undefined) {
      this.isUnsure = true;
    } else if (rule.subject === 'owner') {
      const records = this.zone.records.allOf(owner).map((one) => this.changed(one));
      runOnOwner(runner, owner, records, this.zone.records.typesOf(owner));
    } else {
      runOnRecord(runner, record, this.place.block.typeAt(this.place.index));
    }
  }

  private get record(): DnsRecord | undefined {
    this.made ??= this.place.block.record(this.place.index, this.place);
    return this.made;
  }

  private changed(record: DnsRecord): DnsRecord {
    const { anchor } = record;
    const { block, index } = this.replaced;
    const isReplaced = anchor instanceof Place && anchor.block === block && anchor.index === index;
    return isReplaced ? (this.record ?? record) : record;
  }

  get apex(): DomainName | undefined {
    return this.zone.apex;
  }

  get zoneIsWhole(): boolean {
    return this.zone.zoneIsWhole;
  }

  get server(): NameServer | undefined {
    return this.zone.server;
  }

  get senders(): readonly KnownSender[] {
    return this.zone.senders;
  }

  recordsAt(name: DomainName, type: string | undefined): readonly DnsRecord[] {
    const records = this.zone.records.recordsAt(name, type);
    return name === this.owner ? records.map((one) => this.changed(one)) : records;
  }

  delegationAbove(name: DomainName): readonly DnsRecord[] {
    return this.zone.delegationAbove(name);
  }

  keyNames(domain: DomainName): readonly DomainName[] {
    return this.zone.records.keyNames(domain);
  }

  sourcesWith(envelope: DomainName): readonly ServiceSource[] {
    return this.zone.sourcesWith(envelope, undefined);
  }

  /** An alias or a wildcard may lead to the record from any name of the zone. */
  factsFor(): DnsFacts {
    const facts = this.zone.factsFor(undefined);
    return {
      ask: <T extends QuestionType>(name: DomainName, type: T): Answer<T> => {
        const isOfType = this.record === undefined || this.record.type === type;
        if (isOfType && (this.apex === undefined || isAtOrBelow(name, this.apex))) this.isUnsure = true;
        return facts.ask(name, type);
      },
    };
  }
}
