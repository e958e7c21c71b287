import type { Edit } from '../../text/edit.ts';
import { isMechanism, type SpfRecord, type SpfTerm } from './model.ts';

/**
 * The edits, in the decoded value, that move terms without DNS queries before those with queries, and `redirect` and `exp` to the
 * end. A term moves only past terms with the same qualifier, so each address has the same result as before: of two terms that
 * match it, the first one now gives the same result. Terms with queries keep their order, because each query can fail.
 * `undefined` if there is nothing to move, or the record has a fault.
 */
export function sortTerms({ value, terms, faults }: SpfRecord): readonly Edit[] | undefined {
  if (faults.length > 0) return undefined;
  const sorted = [...sortedMechanisms(terms.filter(isInPlace)), ...terms.filter((term) => !isInPlace(term))];
  const edits: Edit[] = [];
  terms.forEach(({ range }, i) => {
    const other = sorted[i];
    if (other === undefined || other === terms[i]) return;
    edits.push({ range, text: value.text.slice(other.range.start, other.range.end) });
  });
  return edits.length === 0 ? undefined : edits;
}

/** RFC 7208 §6: modifiers can be anywhere, and are best at the end. An unknown one may be meant as a mechanism. */
function isInPlace(term: SpfTerm): boolean {
  return term.hasHole || (term.kind !== 'redirect' && term.kind !== 'exp');
}

/** In each run of mechanisms with the same qualifier, the addresses come first. Terms after `all` are never reached. */
function sortedMechanisms(terms: readonly SpfTerm[]): readonly SpfTerm[] {
  const sorted: SpfTerm[] = [];
  let run: SpfTerm[] = [];
  let isOver = false;
  const closeRun = (): void => {
    sorted.push(...run.filter(isAddress), ...run.filter((term) => !isAddress(term)));
    run = [];
  };
  for (const term of terms) {
    isOver ||= term.kind === 'all';
    const isMovable = !isOver && isMechanism(term) && !term.hasHole && !term.inert;
    const [first] = run;
    if (!isMovable || (first !== undefined && isMechanism(first) && first.qualifier !== term.qualifier))
      closeRun();
    if (isMovable) run.push(term);
    else sorted.push(term);
  }
  closeRun();
  return sorted;
}

function isAddress({ kind }: SpfTerm): boolean {
  return kind === 'ip4' || kind === 'ip6';
}
