import type { AllMechanism, Mechanism, SpfRecord } from './model.ts';
import { isMechanism } from './model.ts';

export function allsOf(spf: SpfRecord): readonly AllMechanism[] {
  return spf.terms.filter((term) => term.kind === 'all');
}

/** Mechanisms other than `all` after the first `all`, where they are never evaluated (RFC 7208 §5.1). */
export function mechanismsAfterAll(spf: SpfRecord): readonly Mechanism[] {
  const all = spf.terms.findIndex((term) => term.kind === 'all');
  if (all < 0) return [];
  return spf.terms
    .slice(all + 1)
    .filter((term) => isMechanism(term) && term.kind !== 'all' && !term.inert) as Mechanism[];
}

/** Whether `all` is the first mechanism of the record. An unreadable term can be a mechanism. */
export function isAllFirst(spf: SpfRecord): boolean {
  return spf.directives[0]?.kind === 'all';
}
