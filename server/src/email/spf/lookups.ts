import type { SpfRecord, SpfTerm } from './model.ts';

/** Terms of one evaluation that can cause DNS queries. One more is permerror. RFC 7208 §4.6.4. */
export const MAX_LOOKUP_TERMS = 10;

/**
 * The terms of this record that RFC 7208 §4.6.4 counts: include, a, mx, ptr, exists, and redirect if it has an effect. Terms
 * after `all` and exp are not counted. The lookups of included records come on top.
 */
export function lookupTerms(record: SpfRecord): readonly SpfTerm[] {
  const counted: SpfTerm[] = record.directives.filter((term) => COUNTED.has(term.kind));
  if (record.redirect !== undefined) counted.push(record.redirect);
  return counted;
}

/** Whether a term of that kind is counted if it has an effect. */
export function isCounted(kind: SpfTerm['kind']): boolean {
  return kind === 'redirect' || COUNTED.has(kind);
}

const COUNTED: ReadonlySet<SpfTerm['kind']> = new Set(['include', 'a', 'mx', 'ptr', 'exists']);
