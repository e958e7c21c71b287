import type { ZoneKey } from '../input/entry.ts';
import type { AnsweringZone } from './answering-zone.ts';
import type { DependentPair } from './zone-dependencies.ts';

/** What names of one zone queried of another one, as plain data. */
export interface ZoneQuestions {
  readonly asking: ZoneKey;
  /** `undefined` for any modules with the names. */
  readonly answering: ZoneKey | undefined;
  readonly pairs: readonly DependentPair[];
}

type Zones = ReadonlyMap<ZoneKey, AnsweringZone>;

/** The queries between zones so far. */
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
  // These are nearly all queries of every zone, and they are not needed if there are no modules.
  if (!hasModules) return found;
  for (const [asking, { dependencies }] of zones) {
    const pairs = dependencies.scattered.pairs();
    if (pairs.length > 0) found.push({ asking, answering: undefined, pairs });
  }
  return found;
}

/** Adds them as if the zones had made the queries here. */
export function noteQuestions(all: readonly ZoneQuestions[], zoneOf: (key: ZoneKey) => AnsweringZone): void {
  for (const { asking, answering, pairs } of all) {
    const { dependencies } = zoneOf(asking);
    const dependents = answering === undefined ? dependencies.scattered : dependencies.on(zoneOf(answering));
    dependents.addAll(pairs);
  }
}
