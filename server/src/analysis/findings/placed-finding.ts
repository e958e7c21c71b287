import { typeMnemonic } from '../../dns/types.ts';
import type { RecordBlock } from '../../records/document.ts';
import { STS_POLICY_CODE } from '../../records/policy-file.ts';
import type { Severity } from '../../records/report.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { rangeOf } from '../../text/range.ts';
import { SEVERITIES } from '../engine/finding-store.ts';
import type { StoredFinding } from '../engine/finding-store.ts';
import type { DocumentPath, Finding, Fix } from '../finding.ts';
import type { Member } from '../records/place.ts';
import { LAST_TYPE } from '../records/zone-records.ts';
import type { ShownFinding } from './family-findings.ts';
import type { IdleComment } from './suppress.ts';

/** A finding, and where it is shown. Offsets are in the document. */
export type PublishableFinding = Pick<
  ShownFinding,
  'stored' | 'severity' | 'home' | 'block' | 'index' | 'range'
>;

/** `omitted` is the number of further findings. */
export interface PublishedList {
  readonly findings: readonly Finding[];
  readonly omitted: number;
}

/** A finding in the document of its record. `base` is the offset of the block. */
export function placedFinding(
  stored: StoredFinding,
  severity: Severity,
  home: Member,
  block: RecordBlock,
  base: number,
): PublishableFinding {
  const index = block.indexOfId(stored.entry);
  const start = base + block.startAt(index);
  const range = rangeOf(start + stored.range.start, start + stored.range.end);
  return { stored, severity, home, block, index, range };
}

/** The properties of the record of an entry, as shown in findings; `null` if there is none. */
export function ownerAndType(block: RecordBlock, index: number): Pick<Finding, 'owner' | 'type'> {
  if (block.typeAt(index) >= LAST_TYPE) return { owner: null, type: null };
  const owner = block.ownerAt(index);
  const type = block.typeAt(index);
  return {
    owner: owner === undefined || owner.includes(HOLE) ? null : owner,
    type: type === STS_POLICY_CODE ? null : typeMnemonic(type),
  };
}

/** The key by which findings are the same: the values of the placeholders that its rule names for this. */
export function sameAs({ rule, message, data }: StoredFinding): Pick<Finding, 'sameAs'> {
  if (rule.sameWhere === undefined) return {};
  const values = rule.sameWhere.map((name) => data?.[name] ?? '');
  return { sameAs: `${rule.id} ${message} ${JSON.stringify(values)}` };
}

/** The most severe ones, by place. */
export function firstOnes(findings: Finding[], limit: number): PublishedList {
  const rank = ({ severity }: Finding): number => SEVERITIES.indexOf(severity);
  findings.sort((a, b) => rank(a) - rank(b) || compareByPlace(a, b));
  return {
    findings: findings.slice(0, limit).sort(compareByPlace),
    omitted: Math.max(0, findings.length - limit),
  };
}

/** Of several findings in one place, the more severe ones come first. */
export function compareByPlace(a: Finding, b: Finding): number {
  return (
    a.range.start - b.range.start ||
    a.range.end - b.range.end ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
  );
}

/** A comment that turns off nothing can be deleted. */
export function removalOf(path: DocumentPath, { removal }: IdleComment): readonly Fix[] {
  if (removal === undefined) return [];
  return [{ title: 'Delete it', safety: 'safe', edits: [{ path, range: removal, text: '' }] }];
}
