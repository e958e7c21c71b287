import { rangeOf } from '../../../text/range.ts';
import { providerAddress } from '../evaluate/required-provider.ts';
import type { Budget, Evaluation, Work, WorkPlace } from '../evaluate/work.ts';
import { prepare, wantedForRecords, wantedForSource } from '../providers/prepare.ts';
import type { TerraformRecord } from '../providers/read-records.ts';
import { readResource } from '../providers/read-resource.ts';
import { readSources } from '../providers/read-source.ts';
import type { TerraformSource } from '../providers/read-source.ts';
import type { ReadingWork, ResourceSource, ReadingEnvironment } from '../providers/resource.ts';
import { SOURCE_RESOURCES } from '../providers/source-table.ts';
import { RECORD_RESOURCES, rowOfProvider } from '../providers/table.ts';
import { ZoneNames } from '../providers/zone-names.ts';
import { holdsTrue } from './json.ts';
import type { PlanResources } from './plan-resources.ts';
import type { PlannedResource } from './read-plan.ts';

/** Steps: each resource is read once for its records, and once for what it sets up. */
const RESOURCE_COST = 20;

/** What the resources of a plan evaluate to. */
export interface PlanMade {
  readonly records: readonly TerraformRecord[];
  readonly sources: readonly TerraformSource[];
}

/** What the resources of a plan make. Every value is in the plan. */
export function* makeRecords(
  plan: PlanResources,
  around: ReadingEnvironment,
  work: Work,
): Evaluation<PlanMade> {
  const records: TerraformRecord[] = [];
  const sources: TerraformSource[] = [];
  for (const resource of plan.managed) {
    if (!work.spend(RESOURCE_COST, () => plan.placeOf(resource))) break;
    const reading = readingWork(work, plan.placeOf(resource));
    const source: SourceOf = (hides) => plan.sourceOf(resource, hides);
    for (const one of yield* recordsOfPlanned(resource, source, around, reading)) records.push(one);
    if (work.isPauseDue) yield;
  }
  // If there is too much to examine, records are not what is left out.
  for (const resource of plan.managed) {
    const row = SOURCE_RESOURCES.get(resource.type);
    if (row === undefined) continue;
    const reading = readingWork(work, plan.placeOf(resource));
    if (!reading.spend(RESOURCE_COST)) break;
    const source = plan.sourceOf(resource);
    yield* prepare(source, wantedForSource(row), reading);
    for (const one of yield* readSources(source, row, around, reading)) sources.push(one);
  }
  return { records: new ZoneNames(around.unknowns).resolve(records), sources };
}

/** The resource as its provider's reader sees it, with or without sensitive values. */
type SourceOf = (hides: boolean) => ResourceSource;

/** The records of one resource. */
export function* recordsOfPlanned(
  resource: PlannedResource,
  sourceOf: SourceOf,
  around: ReadingEnvironment,
  work: ReadingWork,
): Evaluation<readonly TerraformRecord[]> {
  const known = RECORD_RESOURCES.get(resource.type);
  if (known === undefined) return [];
  const { provider } = resource;
  const row = rowOfProvider(known, provider === undefined ? undefined : providerAddress(provider));
  const read = function* (source: ResourceSource): Evaluation<readonly TerraformRecord[]> {
    yield* prepare(source, wantedForRecords(row), work);
    return yield* readResource({ ...source, provider: row }, around, work);
  };
  const shown = yield* read(sourceOf(true));
  if (!holdsTrue(resource.sensitive)) return shown;
  const whole = yield* read(sourceOf(false));
  return shown.map((one, i) => withheld(one, whole[i]));
}

/** A record that is checked but not shown: its findings are at the name of its resource. */
function withheld(shown: TerraformRecord, whole: TerraformRecord | undefined): TerraformRecord {
  const { record, source } = shown;
  if (whole === undefined || record.publication === undefined || shown.value.text === whole.value.text)
    return shown;
  const { start, end } = source.labelRange;
  const rdataRange = rangeOf(start - shown.range.start, end - shown.range.start);
  const publication = { ...record.publication, withheld: whole.record.rdata };
  return { ...shown, record: { ...record, rdataRange, publication } };
}

/** The budget, and where left-out parts of a resource are reported. */
export function readingWork(work: Budget, at: WorkPlace): ReadingWork {
  return {
    report: (place, message, reason) => {
      work.report(place ?? at, message, reason);
    },
    spend: (steps) => work.spend(steps, () => at),
    get isPauseDue() {
      return work.isPauseDue;
    },
  };
}
