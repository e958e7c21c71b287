import type { AllMechanism, Mechanism, SpfRecord } from './model.ts';
import { isMechanism } from './model.ts';

export function allsOf(spf: SpfRecord): readonly AllMechanism[] {
  return spf.terms.filter((term) => term.kind === 'all');
}

/** Mechanisms other than `all` that stand behind the first `all`, where they are never read (RFC 7208 §5.1). */
export function mechanismsBehindAll(spf: SpfRecord): readonly Mechanism[] {
  const all = spf.terms.findIndex((term) => term.kind === 'all');
  if (all < 0) return [];
  return spf.terms
    .slice(all + 1)
    .filter((term) => isMechanism(term) && term.kind !== 'all' && !term.inert) as Mechanism[];
}

/** True when `all` is the first mechanism of the record. What is not read may be one. */
export function isAllFirst(spf: SpfRecord): boolean {
  return spf.directives[0]?.kind === 'all';
}
