import type { RecordBlock } from '../records/document.ts';
import type { RecordChange } from '../records/format.ts';
import type { DnsRecord } from '../records/record.ts';
import type { AnyRule, FixEdit, Report, RuleFix } from '../rules/rule.ts';
import type { Edit } from '../text/edit.ts';
import { sortEdits } from '../text/edit.ts';
import type { DocumentPath, FileEdit, FindingDetails, Fix, RelatedPlace } from './finding.ts';
import type { StoredFinding } from './finding-store.ts';
import { resolvePlace } from './run-rules.ts';
import { urlOf } from './source-url.ts';
import type { IdleComment } from './suppress.ts';
import type { Zone } from './zone.ts';
import type { Member } from './zone-records.ts';

export interface DetailsOptions {
  readonly path: DocumentPath;
  readonly rule: AnyRule;
  readonly stored: StoredFinding | undefined;
  readonly block: RecordBlock | undefined;
  readonly idle: IdleComment | undefined;
  readonly member: Member;
  readonly zone: Zone;
  readonly pathOf: (member: Member) => DocumentPath;
}

/** Why, and what to do: worked out by running the rule once more on what the finding stands on. */
export function detailsOf(options: DetailsOptions): FindingDetails {
  const { rule, stored, block, idle, member, zone, path } = options;
  const spec = rule.specs[0];
  const base = { why: rule.why, url: spec === undefined ? '' : urlOf(spec) };
  if (idle !== undefined) {
    const fixes: Fix[] =
      idle.removal === undefined
        ? []
        : [{ title: 'Delete it', safety: 'safe', edits: [{ path, range: idle.removal, text: '' }] }];
    return { ...base, fixes, related: [] };
  }
  const found =
    stored === undefined || block === undefined ? undefined : zone.reportOf(stored, member, block);
  if (found === undefined || stored === undefined || block === undefined)
    return { ...base, fixes: [], related: [] };
  const { report, record } = found;
  const fixes = (report.fixes ?? (report.fix === undefined ? [] : [report.fix]))
    .map((fix) => writeFix(options, fix, record, stored, block))
    .filter((fix) => fix !== undefined);
  return { ...base, fixes, related: relatedOf(options, report, record) };
}

function relatedOf(
  options: DetailsOptions,
  report: Report,
  record: DnsRecord | undefined,
): readonly RelatedPlace[] {
  const related: RelatedPlace[] = [];
  for (const { at, message } of report.related ?? []) {
    const target = resolvePlace(at, record);
    const place = target.record === undefined ? undefined : options.zone.placeOf(target.record);
    if (place === undefined) continue;
    const start = place.member.document.offsetOf(place.block) + place.block.startAt(place.index);
    related.push({
      message,
      path: options.pathOf(place.member),
      range: { start: start + target.range.start, end: start + target.range.end },
    });
  }
  return related;
}

/** The fix in the documents' own characters; `undefined` where a part of it cannot be written. */
function writeFix(
  options: DetailsOptions,
  fix: RuleFix,
  record: DnsRecord | undefined,
  stored: StoredFinding,
  block: RecordBlock,
): Fix | undefined {
  const edits: FileEdit[] = [];
  for (const [on, changes] of changesByRecord(fix.edits, record)) {
    if (on === undefined) {
      const start = options.member.document.offsetOf(block) + block.startAt(block.indexOfId(stored.entry));
      for (const edit of changes.source) {
        edits.push({
          path: options.path,
          range: { start: start + edit.range.start, end: start + edit.range.end },
          text: edit.text,
        });
      }
      continue;
    }
    const place = options.zone.placeOf(on);
    if (place === undefined) return undefined;
    const { document } = place.member;
    const base = document.offsetOf(place.block);
    for (const change of changes.records) {
      const written = document.write(place.block, place.index, change);
      if (written === undefined) return undefined;
      for (const edit of written) {
        const range = { start: base + edit.range.start, end: base + edit.range.end };
        edits.push({ path: options.pathOf(place.member), range, text: edit.text });
      }
    }
  }
  const byPath = new Map<DocumentPath, Edit[]>();
  for (const edit of edits) byPath.set(edit.path, [...(byPath.get(edit.path) ?? []), edit]);
  for (const list of byPath.values()) if (sortEdits(list) === undefined) return undefined;
  return { title: fix.title, safety: fix.safety, edits };
}

interface Changes {
  readonly records: RecordChange[];
  readonly source: Edit[];
}

/** The edits of a fix by the record they change; those in the decoded value of one record are one change. */
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
