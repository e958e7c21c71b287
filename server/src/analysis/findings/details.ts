import type { RecordBlock, RecordEdit } from '../../records/document.ts';
import type { RecordChange } from '../../records/format.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { FixEdit, RuleFix } from '../../records/report.ts';
import type { Report } from '../../rules/rule.ts';
import type { Edit } from '../../text/edit.ts';
import { sortEdits } from '../../text/edit.ts';
import { printable } from '../../text/printable.ts';
import { rangeOf } from '../../text/range.ts';
import type { DocumentPath, FileEdit, Fix, RelatedPlace, ReportDetails } from '../finding.ts';
import type { Member } from '../records/place.ts';
import { recordPlaceOf } from '../records/place.ts';
import type { RuleReport } from '../engine/run-rules.ts';
import { resolvePlace } from '../engine/run-rules.ts';

/** A report, and the entry of its finding. */
export interface PlacedReport {
  readonly found: RuleReport;
  readonly entry: number;
  readonly member: Member;
  readonly block: RecordBlock;
}

export const NO_DETAILS: ReportDetails = { fixes: [], related: [] };

export function detailsOf(placed: PlacedReport): ReportDetails {
  const { report, record } = placed.found;
  const given = report.fixes ?? (report.fix === undefined ? [] : [report.fix]);
  const fixes = given.map((fix) => writeFix(placed, fix)).filter((fix) => fix !== undefined);
  return { fixes, related: relatedOf(report, record) };
}

function relatedOf(report: Report, record: DnsRecord | undefined): readonly RelatedPlace[] {
  const related: RelatedPlace[] = [];
  for (const { at, message } of report.related ?? []) {
    if ('file' in at) {
      related.push({ message: printable(message), path: at.file, range: rangeOf(0, 0) });
      continue;
    }
    const target = resolvePlace(at, record);
    const place = target.record === undefined ? undefined : recordPlaceOf(target.record);
    if (place === undefined) continue;
    const start = place.member.document.offsetOf(place.block) + place.block.startAt(place.index);
    related.push({
      message: printable(message),
      path: place.member.path,
      range: rangeOf(start + target.range.start, start + target.range.end),
    });
  }
  return related;
}

/** The fix as edits of the documents; `undefined` if a part of it cannot be written. */
function writeFix({ found, entry, member, block }: PlacedReport, fix: RuleFix): Fix | undefined {
  const edits: FileEdit[] = [];
  const risks = new Set<string>();
  for (const [on, changes] of changesByRecord(fix.edits, found.record)) {
    if (on === undefined) {
      const start = member.document.offsetOf(block) + block.startAt(block.indexOfId(entry));
      for (const edit of changes.source) {
        edits.push({
          path: member.path,
          range: rangeOf(start + edit.range.start, start + edit.range.end),
          text: edit.text,
        });
      }
      continue;
    }
    const place = recordPlaceOf(on);
    if (place === undefined) return undefined;
    for (const change of changes.records) {
      const written = writeChange(place.member, place.block, place.index, change);
      if (written === undefined) return undefined;
      for (const { risk, ...edit } of written) {
        if (risk !== undefined) risks.add(risk);
        put(edits, edit);
      }
    }
  }
  const byPath = new Map<DocumentPath, Edit[]>();
  for (const edit of edits) {
    const list = byPath.get(edit.path);
    if (list === undefined) byPath.set(edit.path, [edit]);
    else list.push(edit);
  }
  for (const list of byPath.values()) if (sortEdits(list) === undefined) return undefined;
  const only = effectOnRecords(fix);
  const written = { edits, ...(only === undefined ? {} : { only }) };
  if (risks.size === 0) return { title: printable(fix.title), safety: fix.safety, ...written };
  return { title: printable(`${fix.title} (${[...risks].join(', ')})`), safety: 'review', ...written };
}

function effectOnRecords({ edits }: RuleFix): Fix['only'] {
  const kinds = new Set(edits.map((edit) => ('kind' in edit ? edit.kind : 'replace')));
  if (kinds.size !== 1) return undefined;
  return kinds.has('add') ? 'adds' : kinds.has('remove') ? 'removes' : undefined;
}

type WrittenEdit = FileEdit & Pick<RecordEdit, 'risk'>;

/** A change of one entry, as edits of the documents that contain it; `undefined` if it is impossible. */
export function writeChange(
  { path, document }: Pick<Member, 'path' | 'document'>,
  block: RecordBlock,
  index: number,
  change: RecordChange,
): readonly WrittenEdit[] | undefined {
  const base = document.offsetOf(block);
  return document.write(block, index, change)?.map((edit) => {
    const { range, text, risk } = edit;
    const noted = risk === undefined ? {} : { risk };
    if (edit.path !== undefined) return { path: edit.path, range, text, ...noted };
    return { path, range: rangeOf(base + range.start, base + range.end), text, ...noted };
  });
}

/** Two insertions of one fix at the same place, such as records after the same one, are in the order of the fix. */
function put(edits: FileEdit[], edit: FileEdit): void {
  const { path, range } = edit;
  const same = edits.findIndex(
    (other) =>
      other.path === path &&
      range.start === range.end &&
      other.range.start === range.start &&
      other.range.end === range.end,
  );
  const there = edits[same];
  if (there === undefined) edits.push(edit);
  else edits[same] = { ...there, text: there.text + edit.text };
}

interface Changes {
  readonly records: RecordChange[];
  readonly source: Edit[];
}

/** The edits of a fix by record. Edits of the decoded value of one record are one change. */
function changesByRecord(
  edits: readonly FixEdit[],
  record: DnsRecord | undefined,
): ReadonlyMap<DnsRecord | undefined, Changes> {
  const result = new Map<DnsRecord | undefined, Changes>();
  const of = (on: DnsRecord | undefined): Changes => {
    const known = result.get(on);
    if (known !== undefined) return known;
    const changes = { records: [], source: [] };
    result.set(on, changes);
    return changes;
  };
  const inValue = new Map<DnsRecord | undefined, Edit[]>();
  for (const edit of edits) {
    if (!('kind' in edit)) {
      const on = edit.record ?? record;
      inValue.set(on, [...(inValue.get(on) ?? []), { range: edit.range, text: edit.text }]);
    } else if (edit.kind === 'source') {
      of(undefined).source.push({ range: edit.range, text: edit.text });
    } else {
      of(edit.record ?? record).records.push(edit);
    }
  }
  for (const [on, list] of inValue) of(on).records.push({ kind: 'replace', edits: sortEdits(list) ?? list });
  return result;
}
