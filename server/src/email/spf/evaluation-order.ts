import type { SpfRecord, SpfTerm } from './model.ts';

/** True when check_host() can get to the mechanism: no `all` stands before it, and it is not taken for a modifier. */
export function isEvaluated(record: SpfRecord, term: SpfTerm): boolean {
  return record.directives.some((directive) => directive === term);
}
