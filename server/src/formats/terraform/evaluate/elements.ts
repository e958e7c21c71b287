import { elementsOf } from './value.ts';
import type { Value } from './value.ts';
import type { Budget, WorkPlace } from './work.ts';

/** Elements that are made, or compared, in one step. */
const ELEMENTS_PER_STEP = 8;

/** Steps for iterating over a collection in order ({@link elementsOf}): the elements of a map are sorted. */
export function elementsSteps(value: Value | undefined): number {
  switch (value?.kind) {
    case 'list':
      return Math.floor(value.elements.length / ELEMENTS_PER_STEP);
    case 'map': {
      const { size } = value.entries;
      return Math.floor((size * Math.log2(size + 1)) / ELEMENTS_PER_STEP);
    }
    default:
      return 0;
  }
}

/** The elements of a collection in order, charged; `undefined` if they are unknown or no work is left. */
export function chargedElements(
  value: Value,
  work: Budget,
  at: () => WorkPlace,
): ReturnType<typeof elementsOf> {
  return work.spend(elementsSteps(value), at) ? elementsOf(value) : undefined;
}
