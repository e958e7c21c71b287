import type { SpfRecord, SpfTerm } from './model.ts';

/** Whether check_host() can reach the mechanism: no `all` precedes it, and it is not read as a modifier. */
export function isEvaluated(record: SpfRecord, term: SpfTerm): boolean {
  return record.directives.some((directive) => directive === term);
}
