import type { ZoneKey } from '../input/entry.ts';
import type { AnsweringZone } from './answering-zone.ts';
import type { DependentPair } from './zone-dependencies.ts';

/** What names of one zone asked of another one; plain data. */
export interface ZoneQuestions {
  readonly asking: ZoneKey;
  /** `undefined`: whichever modules hold the names. */
  readonly answering: ZoneKey | undefined;
  readonly pairs: readonly DependentPair[];
}

type Zones = ReadonlyMap<ZoneKey, AnsweringZone>;

/** What the zones asked each other so far. */
export function questionsAmong(zones: Zones): readonly ZoneQuestions[] {
  const found: ZoneQuestions[] = [];
  let hasModules = false;
  for (const [answering, zone] of zones) {
    hasModules ||= zone.isScattered;
    for (const asking of zone.dependentRoots) {
      const pairs = zones.get(asking)?.dependencies.on(zone).pairs() ?? [];
      if (pairs.length > 0) found.push({ asking, answering, pairs });
    }
  }
  // Nearly every question of every zone, and nobody asks for them where there are no modules.
  if (!hasModules) return found;
  for (const [asking, { dependencies }] of zones) {
    const pairs = dependencies.scattered.pairs();
    if (pairs.length > 0) found.push({ asking, answering: undefined, pairs });
  }
  return found;
}

/** Notes them, as if the zones had asked here. */
export function noteQuestions(all: readonly ZoneQuestions[], zoneOf: (key: ZoneKey) => AnsweringZone): void {
  for (const { asking, answering, pairs } of all) {
    const { dependencies } = zoneOf(asking);
    const dependents = answering === undefined ? dependencies.scattered : dependencies.on(zoneOf(answering));
    dependents.addAll(pairs);
  }
}
