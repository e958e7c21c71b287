import type { DnsRecord } from '../../records/record.ts';
import type { Severity } from '../../records/report.ts';
import type { AnyRule } from '../../rules/rule.ts';
import type { Edit } from '../../text/edit.ts';
import { rangeOf } from '../../text/range.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { DocumentEntry, DocumentInstance } from '../input/entry.ts';
import type { Fix } from '../finding.ts';
import type { EditsByPath } from '../findings/finding-changes.ts';
import type { FindingsToRemove, LocatedFinding } from './fix-effect.ts';
import type { RecordPlace } from '../records/place.ts';
import { recordPlaceOf } from '../records/place.ts';
import { ownerAndType } from '../findings/placed-finding.ts';
import type { RuleReport } from '../engine/run-rules.ts';
import { messageOf, resolvePlace } from '../engine/run-rules.ts';
import type { Zone } from '../engine/zone.ts';
import { LAST_TYPE } from '../records/zone-records.ts';

/** The subject of a trial. */
export interface TrialSubject extends FindingsToRemove, Pick<Fix, 'only'> {
  readonly edits: EditsByPath;
}

/** Where edits of the documents of a zone are tried. */
export interface ZoneTrialOptions {
  readonly zone: Zone;
  /** All documents by path. */
  readonly entries: ReadonlyMap<string, DocumentEntry>;
  /** The uses of a document in the zone. */
  readonly instancesOf: (path: string) => readonly DocumentInstance[];
  /** The other zones whose results can depend on this one. */
  readonly others: Iterable<Zone>;
  readonly rules: ReadonlyMap<string, AnyRule>;
  readonly severityOf: (entry: DocumentEntry, rule: AnyRule, severity: Severity) => Severity | 'off';
  /** Whether a comment in the document turns the rule off for the entry that starts at the offset. */
  readonly isTurnedOff: (path: string, rule: string, entryStart: number) => boolean;
}

export interface LocatedReport extends LocatedFinding {
  /** The start of its entry, as an offset in the document. */
  readonly entryStart: number;
}

/**
 * The finding of a report; `undefined` if its rule is turned off or if it is on no record.
 *
 * @param fallback the entry of a report that names none
 * @param startOf returns the start of a block that is not in its document
 */
export function locateReport(
  { rule, report, record: on }: RuleReport,
  { entries, severityOf }: ZoneTrialOptions,
  {
    fallback,
    startOf,
  }: {
    readonly fallback?: RecordPlace | undefined;
    readonly startOf?: (place: RecordPlace) => number | undefined;
  },
): LocatedReport | undefined {
  const { record, range } = resolvePlace(report.at, on);
  const place = (record === undefined ? undefined : recordPlaceOf(record)) ?? fallback;
  if (place === undefined) return undefined;
  const { member, block, index } = place;
  const entry = entries.get(member.path);
  const own = report.severity ?? rule.severity;
  const severity = entry === undefined ? own : severityOf(entry, rule, own);
  if (severity === 'off') return undefined;
  const start = (startOf?.(place) ?? member.document.offsetOf(block)) + block.startAt(index);
  return {
    path: member.path,
    entryStart: start,
    finding: {
      rule: rule.id,
      severity,
      message: messageOf(rule, report.message, report.data),
      range: rangeOf(start + range.start, start + range.end),
      ...ownerAndType(block, index),
    },
  };
}

/** The record at a place, if rules run on it. One without an owner name is invalid. */
export function checkable({ records }: Zone, place: RecordPlace): DnsRecord | undefined {
  const { block, index } = place;
  if (block.typeAt(index) > LAST_TYPE) return undefined;
  const record = records.recordAt(place);
  return block.ownerAt(index) === undefined && record?.ownerText === undefined ? undefined : record;
}

/** This many characters of a record count as one record in the work of trials. */
export const CHARACTERS_PER_RECORD = 256;

/** The work of checking the record at a place. */
export function workOf({ block, index }: RecordPlace): number {
  return Math.max(1, (block.endAt(index) - block.startAt(index)) / CHARACTERS_PER_RECORD);
}

/** Edits that are closer than this, in characters, are applied as one, because each causes its block to be read again. */
const NEAR = 512;

/** The same edits, with those of neighboring records combined. */
export function mergedNeighbors(sorted: readonly Edit[], source: SourceText): Edit[] {
  const merged: Edit[] = [];
  for (const { range, text } of sorted) {
    const last = merged.at(-1);
    if (last === undefined || range.start - last.range.end > NEAR) {
      merged.push({ range, text });
      continue;
    }
    const between = source.slice(last.range.end, range.start);
    merged[merged.length - 1] = {
      range: rangeOf(last.range.start, range.end),
      text: last.text + between + text,
    };
  }
  return merged;
}
