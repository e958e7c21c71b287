import { allServices } from './all.ts';
import type { Service } from './model.ts';

/** An index of the catalog that is built when it is first needed, because most runs need one or two. */
export function lazily<T>(make: (services: readonly Service[]) => T): () => T {
  let made: T | undefined;
  return () => (made ??= make(allServices()));
}
