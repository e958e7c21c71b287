import type { Fix } from '../analysis/finding.ts';
import type { DnsFacts, ZoneFacts } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';
import { stagedRecord } from '../domain/dmarc/staged-policy.ts';
import type { StagedPolicy } from '../domain/dmarc/staged-policy.ts';
import { reportMailboxDomain } from '../domain/report-mailbox.ts';
import { discoverPolicy } from '../email/dmarc/evaluate/evaluate.ts';
import { beginsAsDmarc } from '../email/dmarc/evaluate/published.ts';
import { policyOwner } from '../email/dmarc/owner.ts';
import { registeredDomain } from '../email/dmarc/public-suffix.ts';
import type { PolicyReading } from '../email/dmarc/reading.ts';
import { comparePolicies } from '../email/dmarc/tags.ts';
import type { DmarcPolicy } from '../email/dmarc/tags.ts';
import type { RuleFix } from '../records/report.ts';
import { HOLE } from '../text/mapped-text.ts';
import { rangeOf } from '../text/range.ts';
import type { EditableRecords } from './record-fix.ts';

/** Days that a domain stays at "none" at least. RFC 9989 §7.4 recommends a month, which also covers monthly mailings. */
export const MONITORING_DAYS = 30;
/** Days of the trial with "t=y", in which reports show what quarantine would do: 2 full weeks of everyday mail. */
export const TRIAL_DAYS = 14;
/** Days at "quarantine" before "reject". RFC 9989 §7.4 recommends as long as at "none". */
export const QUARANTINE_DAYS = 30;

/** The DMARC record that applies to mail of a domain, as it is published now. */
export interface CurrentPolicy {
  /** The domain of the record, whether it exists or not. */
  readonly domain: DomainName;
  /** found: `record` is its text. none: there is certainly none that receivers use. unknown: an answer is missing. */
  readonly state: 'found' | 'none' | 'unknown';
  readonly record: string | undefined;
  readonly reading: PolicyReading | undefined;
}

export function currentPolicyOf(from: DomainName, facts: DnsFacts): CurrentPolicy {
  const found = discoverPolicy(from, facts);
  if (typeof found !== 'string')
    return {
      domain: found.domain,
      state: 'found',
      record: found.record.value.text,
      reading: found.reading,
    };
  const domain = registeredDomain(from) ?? from;
  return { domain, state: found === 'none' ? 'none' : 'unknown', record: undefined, reading: undefined };
}

export type StageName = 'monitor' | 'trial' | 'quarantine' | 'reject';

export interface PlanStage {
  readonly name: StageName;
  /** The earliest day to publish it: `2026-12-30`. */
  readonly date: string;
  readonly owner: DomainName;
  /** The value of the TXT record to publish. An unknown part is `HOLE`. */
  readonly record: string;
  /** Whether this is published now, apart from the way it is written. */
  readonly isPublished: boolean;
  /** The edit that publishes it; `undefined` if the files do not show where to put it. */
  readonly fix: Fix | undefined;
}

/** The way from the policy of a domain to another one. */
export interface PolicyPlan {
  readonly current: CurrentPolicy;
  readonly target: DmarcPolicy;
  /** Empty if the published policy is unknown. */
  readonly stages: readonly PlanStage[];
}

const STAGES: readonly (StagedPolicy & { readonly name: StageName; readonly days: number })[] = [
  { name: 'monitor', policy: 'none', testing: false, days: MONITORING_DAYS },
  // RFC 9989 §C.5.2 removed "pct"; §4.7 has "t=y" for a trial.
  { name: 'trial', policy: 'quarantine', testing: true, days: TRIAL_DAYS },
  { name: 'quarantine', policy: 'quarantine', testing: false, days: QUARANTINE_DAYS },
  { name: 'reject', policy: 'reject', testing: false, days: 0 },
];

/** What a stage asks of receivers, and for how many days at least; 0 for the last one. */
export interface StageSummary {
  readonly name: StageName;
  /** `p=quarantine; t=y` */
  readonly tags: string;
  readonly days: number;
}

/** The stages in order. */
export function policyStages(): readonly StageSummary[] {
  return STAGES.map(({ name, policy, testing, days }) => {
    const tags = `p=${policy}${testing ? '; t=y' : ''}`;
    return { name, tags, days };
  });
}

export function isStageName(name: unknown): name is StageName {
  return STAGES.some((stage) => stage.name === name);
}

export interface PlanContext {
  readonly facts: ZoneFacts;
  readonly records: EditableRecords;
  /** In milliseconds since 1970. */
  readonly today: number;
  /** The report address for a record without "rua"; by default, a mailbox of the domain. */
  readonly reportAddress?: string | undefined;
}

/** The stages from the published one to `target`. A weaker target is one stage. */
export function policyPlan(current: CurrentPolicy, target: DmarcPolicy, context: PlanContext): PolicyPlan {
  if (current.state === 'unknown') return { current, target, stages: [] };
  const last = STAGES.findIndex(({ policy, testing }) => policy === target && !testing);
  const first = Math.min(stageOf(current), last);
  const stages: PlanStage[] = [];
  let day = context.today;
  for (const { name, policy, testing, days } of STAGES.slice(first, last + 1)) {
    stages.push(planStage(name, { policy, testing }, day, current, context));
    day += days * MILLISECONDS_A_DAY;
  }
  return { current, target, stages };
}

const MILLISECONDS_A_DAY = 24 * 3600 * 1000;

/** The stage of a domain, as an index of {@link STAGES}; without a record, the first stage is next. */
function stageOf({ reading }: CurrentPolicy): number {
  if (reading?.p === undefined) return 0;
  const { p, testing } = reading;
  // "p=reject; t=y" acts as quarantine.
  if (p === 'reject') return testing === true ? 2 : 3;
  if (p === 'quarantine') return testing === true ? 1 : 2;
  return 0;
}

function planStage(
  name: StageName,
  stage: StagedPolicy,
  day: number,
  current: CurrentPolicy,
  { facts, records, reportAddress }: PlanContext,
): PlanStage {
  const { domain } = current;
  const view = { recordsAt: records.recordsAt, facts };
  const reportsTo = reportMailboxDomain(domain, view) ?? domain;
  const record = stagedRecord(current.record, stage, reportAddress ?? `dmarc@${reportsTo}`);
  const isPublished = isPublishedNow(current, stage);
  const fix = isPublished ? undefined : publishing(record, domain, records);
  return {
    name,
    date: new Date(day).toISOString().slice(0, 10),
    owner: policyOwner(domain),
    record: isPublished ? (current.record ?? record) : record,
    isPublished,
    fix: fix && records.write(fix),
  };
}

/** Without reports, there is no basis for leaving a stage, so its record must be published again. */
function isPublishedNow({ record, reading }: CurrentPolicy, { policy, testing }: StagedPolicy): boolean {
  if (record === undefined || reading === undefined) return false;
  const { p, sp, np, percentage } = reading;
  if (p !== policy || (reading.testing === true) !== testing || percentage !== 100) return false;
  if (![sp, np].every((one) => one !== undefined && comparePolicies(one, policy) >= 0)) return false;
  return /;[ \t]*rua[ \t]*=/i.test(record) && !/;[ \t]*pct[ \t]*=/i.test(record);
}

/** Changes the record if there is one, and adds it otherwise. */
function publishing(text: string, domain: DomainName, records: EditableRecords): RuleFix | undefined {
  const owner = policyOwner(domain);
  const title = `Publish "${text.replaceAll(HOLE, '${…}')}"`;
  const there = records
    .recordsAt(owner)
    .filter(({ rdata }) => rdata.kind === 'text' && beginsAsDmarc(rdata.value.text));
  const [record, ...more] = there;
  if (record === undefined) {
    const neighbor = ANCHORS.flatMap((type) => records.recordsAt(domain, type))[0];
    if (neighbor === undefined || neighbor.conditional) return undefined;
    return {
      title,
      safety: 'review',
      edits: [{ kind: 'add', owner, type: 'TXT', strings: [text], record: neighbor }],
    };
  }
  const { rdata, conditional } = record;
  if (more.length > 0 || conditional || rdata.kind !== 'text' || !rdata.value.complete) return undefined;
  const whole = rangeOf(0, rdata.value.text.length);
  return { title, safety: 'review', edits: [{ range: whole, text, record }] };
}

/** Types of records after which to put a new one; the first type that the domain has is used. */
const ANCHORS = ['TXT', 'MX', 'SOA', 'NS', 'A'] as const;
