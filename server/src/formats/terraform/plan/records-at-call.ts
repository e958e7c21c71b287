import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import { sitesOf } from '../evaluate/declared.ts';
import type { Declared } from '../evaluate/declared.ts';
import type { ModuleInstance } from '../evaluate/module-instance.ts';
import { workPlaceOf } from '../evaluate/scope.ts';
import type { Evaluation } from '../evaluate/work.ts';
import type { TerraformRecord } from '../providers/read-records.ts';
import type { ReadingEnvironment } from '../providers/resource.ts';
import type { Block } from '../syntax/body.ts';
import { readingWork, recordsOfPlanned } from './make-records.ts';
import type { PlannedRun } from './planned-run.ts';
import type { PlanPlace } from './plan-resources.ts';

/** Steps: each resource takes some memory. */
const RESOURCE_COST = 40;

/** The records that a plan has for a module whose source text is not available. They are shown at its call. */
export function* recordsAtCall(options: {
  readonly planned: PlannedRun;
  readonly around: ReadingEnvironment;
  /** The module that calls it. */
  readonly module: ModuleInstance;
  readonly declared: Declared<Block>;
  readonly call: string;
}): Evaluation<readonly TerraformRecord[]> {
  const { planned, around, module, declared, call } = options;
  const resources = planned.resourcesOf(module.addressInPlan(`module.${call}`));
  if (resources.length === 0) return [];
  const shown = module.shownAt ?? declared;
  for (const { anchor } of sitesOf(shown)) module.reliesOnPlace(anchor);
  const place = placeOf(shown);
  const at = workPlaceOf(declared.site, declared.what.typeRange);
  const work = readingWork(module.work, at);
  const records: TerraformRecord[] = [];
  for (const resource of resources) {
    if (!work.spend(RESOURCE_COST)) break;
    if (work.isPauseDue) yield;
    const sourceOf = (hides: boolean): ReturnType<typeof planned.resources.sourceOf> =>
      planned.resources.sourceOf(resource, hides, place);
    for (const one of yield* recordsOfPlanned(resource, sourceOf, around, work)) records.push(one);
  }
  return records;
}

function placeOf({ what, site: { anchor, offset } }: Declared<Block>): PlanPlace {
  const base = anchor.at + offset;
  const inDocument = ({ start, end }: Range): Range => rangeOf(start + base, end + base);
  const label = what.labels[0]?.range ?? what.typeRange;
  return { path: anchor.path, range: inDocument(what.range), labelRange: inDocument(label) };
}
