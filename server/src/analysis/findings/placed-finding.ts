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

/** A finding, and where it is shown; offsets in the document. */
export type PublishableFinding = Pick<
  ShownFinding,
  'stored' | 'severity' | 'home' | 'block' | 'index' | 'range'
>;

/** `omitted`: how many more there are. */
export interface PublishedList {
  readonly findings: readonly Finding[];
  readonly omitted: number;
}

/** A finding in the document of its record; `base` is where the block starts. */
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

/** Of the record of an entry, as findings show them; `null` where there is none. */
export function ownerAndType(block: RecordBlock, index: number): Pick<Finding, 'owner' | 'type'> {
  if (block.typeAt(index) >= LAST_TYPE) return { owner: null, type: null };
  const owner = block.ownerAt(index);
  const type = block.typeAt(index);
  return {
    owner: owner === undefined || owner.includes(HOLE) ? null : owner,
    type: type === STS_POLICY_CODE ? null : typeMnemonic(type),
  };
}

/** The key by which a finding is the same as others: the values of the placeholders that its rule names for that. */
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

/** Of several in one place, those that weigh more come first. */
export function compareByPlace(a: Finding, b: Finding): number {
  return (
    a.range.start - b.range.start ||
    a.range.end - b.range.end ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
  );
}

/** A comment that turns off nothing can go. */
export function removalOf(path: DocumentPath, { removal }: IdleComment): readonly Fix[] {
  if (removal === undefined) return [];
  return [{ title: 'Delete it', safety: 'safe', edits: [{ path, range: removal, text: '' }] }];
}
